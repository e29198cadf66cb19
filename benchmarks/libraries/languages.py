"""How often is the language of a text told right, beside py3langid and lingua?

    python -m benchmarks.libraries languages CORPORA

The truth is the label of gold texts, whole and cut, of the sets whose labels come from who made or published the text;
those of the other sets come from a recogniser. For languages that these lack, short texts are written here. "none" is
an answer that no language can be told, which isn't counted as right. Chinese of all kinds is one language here.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from benchmarks.libraries.cases.texts import WRITTEN_TEXTS
from benchmarks.libraries.comparison import (
    Timed,
    corpus_files,
    installed,
    median_ms,
    print_versions,
    read_arguments,
    table,
    timed,
)
from benchmarks.pages.corpus import read_corpus
from benchmarks.quality.encoding import fragments
from cleanpage.words.languages import language_of, script_of

LABELLED_SETS: Final = ("waddle", "textdump-nodes", "fundus")
"""Beginnings of the names of the sets whose labels come from who made or published the texts."""

SIZES: Final = (200, 60)
"""Characters of the texts that are cut from gold texts."""
MIN_GOLD_CHARS: Final = 200
MAX_TEXTS: Final = 60
"""Texts of each kind and language."""
ROUNDS: Final = 3

WHOLE: Final = "whole gold text"
WRITTEN: Final = "written here"
KINDS: Final = (WHOLE, *(f"{size} characters" for size in SIZES), WRITTEN)

SAME: Final[Mapping[str, str]] = MappingProxyType(
    {"nb": "no", "nn": "no", "wuu": "zh", "yue": "zh", "bs": "hr", "fil": "tl", "zho": "zh"}
)
"""Codes that are taken for others: Bosnian and Croatian are not told apart by most, and we know the one."""


class Sample(NamedTuple):
    """A text whose language is known."""

    kind: str
    language: str
    text: str


Detector = Callable[[str], str]
"""A text to the code of its language, "" where it can't be told."""


# ------------------------------------------------------------------ samples


def samples(corpora: Path | None) -> list[Sample]:
    """Return the samples, so many at most of each kind and language."""
    found = [Sample(WRITTEN, language, text) for language, *both in written_texts() for text in both]
    counts: Counter[tuple[str, str]] = Counter()
    for sample in _corpus_samples(corpora):
        if counts[sample.kind, sample.language] < MAX_TEXTS:
            counts[sample.kind, sample.language] += 1
            found.append(sample)
    return found


def written_texts() -> Iterator[list[str]]:
    """Yield the texts that are written for the comparisons: a language and two texts in it."""
    return (line.split("|") for line in WRITTEN_TEXTS.strip().split("\n"))


def _corpus_samples(corpora: Path | None) -> Iterator[Sample]:
    """Yield whole texts and pieces of them; the pieces of small sets are several of a page."""
    for path in corpus_files(corpora, dumps="nodes"):
        if not path.name.startswith(LABELLED_SETS):
            continue
        for page in read_corpus(path):
            language = SAME.get(page.lang or "", page.lang or "")
            gold = page.gold_text or ""
            if language and len(gold) >= MIN_GOLD_CHARS:
                yield Sample(WHOLE, language, gold)
                for size in SIZES:
                    for piece in fragments(" ".join(gold.split()), size):
                        yield Sample(f"{size} characters", language, piece)


# ------------------------------------------------------------------ detectors


def _cleanpage(text: str) -> str:
    return language_of(text.lower().split(), script_of(text))


def _py3langid(text: str) -> str:
    return str(import_module("py3langid").classify(text)[0])


@cache
def _lingua(low_accuracy: bool) -> Any:
    builder = import_module("lingua").LanguageDetectorBuilder.from_all_languages()
    return (builder.with_low_accuracy_mode() if low_accuracy else builder).build()


def _lingua_code(text: str, low_accuracy: bool = False) -> str:
    found = _lingua(low_accuracy).detect_language_of(text)
    return "" if found is None else str(found.iso_code_639_1.name).lower()


def _lingua_low(text: str) -> str:
    return _lingua_code(text, True)


DETECTORS: Final[Mapping[str, tuple[str, Detector]]] = MappingProxyType(
    {
        "cleanpage": ("cleanpage", _cleanpage),
        "py3langid": ("py3langid", _py3langid),
        "lingua": ("lingua", _lingua_code),
        "lingua, low accuracy": ("lingua", _lingua_low),
    }
)
"""Name to the module that it needs and the function."""


# ------------------------------------------------------------------ measuring

Answers = Mapping[str, Sequence[Timed]]
"""What each detector answered, in the order of the samples."""


def said(answer: Timed) -> str:
    """Return the language of an answer, "" for none."""
    return SAME.get(answer.value, answer.value or "")


def kind_rows(found: Sequence[Sample], answers: Answers) -> Iterator[Sequence[object]]:
    """Yield for each kind of sample how often each detector is right, silent, and different from ours."""
    for kind in KINDS:
        chosen = [index for index, sample in enumerate(found) if sample.kind == kind]
        truth = [found[index].language for index in chosen]
        ours = [said(answers["cleanpage"][index]) for index in chosen]
        own_ms = median_ms(answers["cleanpage"][index] for index in chosen)
        for name, given in answers.items() if chosen else ():
            languages = [said(given[index]) for index in chosen]
            right = sum(map(str.__eq__, languages, truth))
            mean = statistics.mean(
                statistics.mean(one == language for one, true in zip(languages, truth, strict=True) if true == language)
                for language in {*truth}
            )
            ms = median_ms(given[index] for index in chosen)
            yield (
                *(kind, name, f"{right} / {len(chosen)}", f"{mean:.3f} of {len({*truth})}", languages.count("")),
                *(sum(map(str.__ne__, languages, ours)), f"{ms:.3f}", f"{own_ms / ms:.3f}"),
            )


def language_rows(found: Sequence[Sample], answers: Answers) -> Iterator[Sequence[str]]:
    """Yield for each language and kind how often each detector is right."""
    for language in sorted({sample.language for sample in found}):
        cells = []
        for kind in KINDS:
            chosen = [i for i, sample in enumerate(found) if (sample.kind, sample.language) == (kind, language)]
            rights = (str(sum(said(given[i]) == language for i in chosen)) for given in answers.values())
            cells.append(f"{' '.join(rights)} / {len(chosen)}" if chosen else "")
        yield language, *cells


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments = read_arguments(argv, __doc__)
    print_versions("py3langid", "lingua-language-detector")
    found = samples(arguments.corpora)
    answers = {
        name: [timed(detector, sample.text, ROUNDS) for sample in found]
        for name, detector in installed(DETECTORS).items()
    }
    head = ("texts", "detector", "right", "mean of languages", "none", "other than ours", "ms, median", "ours / theirs")
    print(table(head, kind_rows(found, answers)))
    print(f"Right answers by language: {', '.join(answers)} / texts.\n")
    print(table(("language", *KINDS), language_rows(found, answers)))
    return 0
