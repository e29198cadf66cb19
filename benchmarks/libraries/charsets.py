"""What would detectors of encodings be worth to cleanpage, and what is charset-normalizer worth to it now?

    python -m benchmarks.libraries charsets CORPORA

Texts whose language is known are written in the legacy encodings of that language, and nothing declares them: 100, 500
and 5000 characters, alone and as the paragraphs of an HTML page. "rare" are encodings of the Encoding Standard that
hardly any page was ever in, "DOS" those that browsers don't know. An answer is right if it reads the bytes as the
text, whatever its name. The last tables tell on which inputs the core asks charset-normalizer, and what comes of it.
"""

from __future__ import annotations

import itertools
import re
import statistics
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple
from unittest.mock import patch

import cleanpage
from benchmarks.libraries.cases.texts import VIETNAMESE
from benchmarks.libraries.comparison import (
    Timed,
    corpus_files,
    installed,
    median_ms,
    print_versions,
    read_arguments,
    read_pages,
    table,
    timed,
)
from benchmarks.libraries.languages import written_texts
from benchmarks.pages.corpus import read_corpus
from benchmarks.quality import encoding
from benchmarks.quality.encoding import LEGACY, fragments, read_as, sources
from cleanpage.decode import decode, detector
from cleanpage.decode.charsets import CODECS, LABELS, LANGUAGES, Language

MAX_SAMPLES: Final = 12
"""Samples of each kind, language and encoding."""

SIZES: Final = (100, 500, 5000)
KINDS: Final = (*(f"{size} characters" for size in SIZES), *(f"{size}, HTML" for size in SIZES))
MIN_ENCODABLE: Final = 0.98
"""Share of a text's letters beyond ASCII that an encoding must have, or nobody would have written it so."""

MORE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("ca", "gl", "eu", "ga", "sq", "af"), ("cp1252",)),
        **dict.fromkeys(("be", "mk"), ("cp1251",)),
        "az": ("cp1254",),
        "id": ("cp1252",),
        "ms": ("cp1252",),
    }
)
"""Encodings of languages that `quality.encoding.LEGACY` has no row for."""
RARE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("de", "fr", "es", "it", "pt", "sv"), ("mac-roman", "iso8859-15")),
        **dict.fromkeys(("ru", "uk", "bg"), ("mac-cyrillic",)),
        **dict.fromkeys(("lt", "lv", "et"), ("iso8859-13", "iso8859-4", "iso8859-10")),
        "ro": ("iso8859-16",),
        "he": ("iso8859-8",),
        "cy": ("iso8859-14",),
        "eo": ("iso8859-3",),
        "zh": ("hz",),
        "ko": ("iso2022_kr",),
    }
)
DOS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("de", "fr", "es", "it", "sv"), ("cp850", "cp437")),
        **dict.fromkeys(("pl", "cs", "hu", "sk"), ("cp852",)),
        "tr": ("cp857",),
        "el": ("cp737",),
        "he": ("cp862",),
        "ar": ("cp864",),
    }
)
GROUPS: Final = MappingProxyType({"usual": LEGACY, "other languages": MORE, "rare": RARE, "DOS": DOS})

_FRAME: Final = (
    '<!doctype html>\n<html>\n<head>\n<title>{title}</title>\n<link rel="stylesheet" href="/style/main.css">\n'
    "<style>body {{ margin: 0 auto; font: 16px/1.5 serif }} nav li {{ display: inline }}</style>\n"
    "<script>var page = {{id: 4711, kind: 'article'}}; window.addEventListener('load', function () {{}});</script>\n"
    '</head>\n<body>\n<nav><ul><li><a href="/">Foston Herald</a></li><li><a href="/news/">News</a></li></ul></nav>\n'
    '<article>\n<h1>{title}</h1>\n{paragraphs}\n</article>\n<footer class="footer">2024 Foston Herald</footer>\n'
    "</body>\n</html>\n"
)
PARAGRAPH_CHARS: Final = 400
TITLE_CHARS: Final = 40


class Sample(NamedTuple):
    """Bytes whose text is known."""

    group: str
    """One of GROUPS."""
    kind: str
    language: str
    codec: str
    data: bytes
    text: str


# ------------------------------------------------------------------ samples


def samples(corpora: Path | None) -> list[Sample]:
    """Return the samples, so many at most of each kind, language and encoding."""
    counts: Counter[tuple[str, str, str]] = Counter()
    found = []
    for sample in itertools.chain.from_iterable(_samples_of(*text) for text in _texts(corpora)):
        key = (sample.kind, sample.language, sample.codec)
        if counts[key] < MAX_SAMPLES:
            counts[key] += 1
            found.append(sample)
    return found


def _texts(corpora: Path | None) -> Iterator[tuple[str, str]]:
    """Yield languages with texts in them: of the corpora, of the fixtures, and those written for the benchmarks."""
    for path in corpus_files(corpora, dumps="nodes"):
        for page in read_corpus(path):
            if page.lang and page.gold_text:
                yield page.lang, page.gold_text
            elif page.lang not in (None, "en", "de") and page.gold_text is None:
                yield page.lang, cleanpage.extract(page.dump, url=page.url).text
    for source in sources((), 0):
        yield source.language, source.text
    for language, *both in written_texts():
        yield language, " ".join(both)
    sentences = VIETNAMESE.strip().split("\n")
    for number, sentence in enumerate(sentences):
        yield "vi", sentence
        yield "vi", " ".join((sentences[number:] + sentences[:number])[:5])


def _samples_of(language: str, text: str) -> Iterator[Sample]:
    one_line = unicodedata.normalize("NFC", " ".join(text.split()))
    for group, encodings in GROUPS.items():
        for codec in encodings.get(language, ()):
            text = _with_loose_tones(one_line) if codec == "cp1258" else one_line
            if not _is_encodable(text, codec):
                continue
            for size in SIZES:
                for piece in fragments(text, size):
                    yield from _sample(group, f"{size} characters", language, codec, piece)
                    yield from _sample(group, f"{size}, HTML", language, codec, framed(piece))


def _with_loose_tones(text: str) -> str:
    """Return Vietnamese as windows-1258 has it: marks of tones are characters of their own, those of vowels are not."""
    chars = []
    for char in text:
        base, tone = char, ""
        for mark in unicodedata.normalize("NFD", char)[1:]:
            if mark in _TONES:
                tone = mark
                base = unicodedata.normalize("NFC", unicodedata.normalize("NFD", char).replace(mark, ""))
        chars.append(base + tone)
    return "".join(chars)


_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


def framed(text: str) -> str:
    """Return a text as the paragraphs of an HTML page that declares neither encoding nor language."""
    pieces = [text[start : start + PARAGRAPH_CHARS] for start in range(0, len(text), PARAGRAPH_CHARS)]
    paragraphs = "\n".join(f'<p class="text">{piece}</p>' for piece in pieces)
    return _FRAME.format(title=text[:TITLE_CHARS], paragraphs=paragraphs)


def _is_encodable(text: str, codec: str) -> bool:
    letters = "".join(char for char in text if char.isalpha() and not char.isascii())
    return bool(letters) and len(letters.encode(codec, "ignore").decode(codec)) >= MIN_ENCODABLE * len(letters)


def _sample(group: str, kind: str, language: str, codec: str, text: str) -> Iterator[Sample]:
    data = text.encode(codec, "ignore")
    known = data.decode(codec)
    if not known.isascii():  # ASCII asks for no detection
        yield Sample(group, kind, language, codec, data, known)


# ------------------------------------------------------------------ detectors

Detector = Callable[[bytes], str]
"""Bytes to the text that it reads in them."""


def _cleanpage(data: bytes) -> str:
    return decode(data).text


def _cleanpage_alone(data: bytes) -> str:
    with _silent_normalizer():
        return decode(data).text


def _cleanpage_with_vietnamese(data: bytes) -> str:
    """Return what ours would read alone if it had a row for Vietnamese."""
    languages = (*LANGUAGES, Language("vi", "latin", ("windows-1258",), VIETNAMESE_LETTERS))
    with _silent_normalizer(), patch.object(detector, "LANGUAGES", languages):
        return decode(data).text


VIETNAMESE_LETTERS: Final = "\u0323\u0301\u0300đưôâơê\u0309ă\u0303áàíúóéùè"
"""The letters of windows-1258 beyond ASCII from the most frequent on; the first are the marks of tones."""


def _cleanpage_then_chardet(data: bytes) -> str:
    """Return what ours would read if chardet was the last resort."""

    def from_chardet(sample: bytes) -> str:
        return LABELS.get((import_module("chardet").detect(sample)["encoding"] or "").lower(), "")

    with patch.object(detector, "_ask_normalizer", from_chardet):
        return decode(data).text


def _silent_normalizer() -> AbstractContextManager[object]:
    """Return a context in which charset-normalizer is never asked."""
    return patch.object(detector, "_ask_normalizer", lambda sample: "")


def _charset_normalizer(data: bytes) -> str:
    found = import_module("charset_normalizer").from_bytes(data).best()
    return "" if found is None else read_as(data, str(found.encoding))


DETECTORS: Final[Mapping[str, tuple[str, Detector]]] = MappingProxyType(
    {
        "cleanpage": ("cleanpage", _cleanpage),
        "cleanpage alone": ("cleanpage", _cleanpage_alone),
        "cleanpage alone, with Vietnamese": ("cleanpage", _cleanpage_with_vietnamese),
        "cleanpage, then chardet": ("chardet", _cleanpage_then_chardet),
        "charset-normalizer": ("charset_normalizer", _charset_normalizer),
        "chardet": encoding.DETECTORS["chardet"],
        "faust-cchardet": encoding.DETECTORS["faust-cchardet"],
    }
)
"""Name to the module that it needs and the function."""


# ------------------------------------------------------------------ measuring

Answers = Mapping[str, Sequence[Timed]]
"""What each detector answered, in the order of the samples."""


def group_rows(found: Sequence[Sample], answers: Answers) -> Iterator[Sequence[str]]:
    """Yield how often each detector is right by group and kind and by group alone, with its median time."""
    by_kind = [(group, kind, (kind,)) for group, kind in itertools.product(GROUPS, KINDS)]
    for group, title, kinds in (*by_kind, *((group, "all", KINDS) for group in GROUPS)):
        chosen = [i for i, one in enumerate(found) if one.group == group and one.kind in kinds]
        if chosen:
            yield group, title, *_cells(found, chosen, answers, has_times=True)


def codec_rows(found: Sequence[Sample], answers: Answers) -> Iterator[Sequence[str]]:
    """Yield how often each detector is right by language and encoding."""
    for key in dict.fromkeys((sample.group, sample.language, sample.codec) for sample in sorted(found)):
        chosen = [i for i, one in enumerate(found) if (one.group, one.language, one.codec) == key]
        yield key[0], f"{key[1]} {key[2]}", *_cells(found, chosen, answers, has_times=False)


def _cells(found: Sequence[Sample], chosen: Sequence[int], answers: Answers, *, has_times: bool) -> Iterator[str]:
    yield str(len(chosen))
    for given in answers.values():
        right = str(sum(given[i].value == found[i].text for i in chosen))
        yield f"{right} ({median_ms(given[i] for i in chosen):.2f} ms)" if has_times else right


# ------------------------------------------------------------------ what charset-normalizer decides

ASKED_COLUMNS: Final = ("of", "asked", "answered", "right", "right without it")
PAGE_COLUMNS: Final = ("pages", "asked", "changed", "legacy", "legacy asked", "legacy same")

WESTERN_CLAIM: Final = "text/html; charset=windows-1252"
"""What servers say unasked, and what is doubted where the letters tell otherwise."""

ASKED_FROM: Final = 6
"""Bytes beyond ASCII in a sample from which charset-normalizer is asked at all."""


class Asked(NamedTuple):
    """What the core asked charset-normalizer about one input."""

    answer: str
    milliseconds: float


def read_and_listen(data: bytes, claim: str | None = None) -> tuple[str, list[Asked]]:
    """Return the text of bytes, and what was asked meanwhile."""
    asked: list[Asked] = []
    original = detector._ask_normalizer

    def listen(sample: bytes) -> str:
        start = time.perf_counter()
        answer = original(sample)
        if sum(byte >= 0x80 for byte in sample) >= ASKED_FROM:
            asked.append(Asked(answer, 1000 * (time.perf_counter() - start)))
        return answer

    with patch.object(detector, "_ask_normalizer", listen):
        return decode(data, content_type=claim).text, asked


def asked_rows(found: Iterable[Sample]) -> Iterator[Sequence[str]]:
    """Yield by group and encoding on how many samples it was asked, answered, and was right; and without it."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    times = []
    for sample, claim in itertools.product(found, (None, WESTERN_CLAIM)):
        text, asked = read_and_listen(sample.data, claim)
        with _silent_normalizer():
            alone = decode(sample.data, content_type=claim).text
        results = Counter({"of": 1})
        if asked:
            times.append(sum(one.milliseconds for one in asked))
            results["asked"] = 1
            results["answered"] = any(one.answer for one in asked)
            results["right"] = text == sample.text
            results["right without it"] = alone == sample.text
        group = sample.group + (", claimed windows-1252" if claim else "")
        counts[group, f"{sample.language} {sample.codec}"].update(results)
        total.update(results)
    for (group, codec), results in sorted(counts.items()):
        if results["asked"]:
            yield group, codec, *(str(results[name]) for name in ASKED_COLUMNS)
    yield "all", "", *(str(total[name]) for name in ASKED_COLUMNS)
    yield "ms of those, median", "", f"{statistics.median(times or [0]):.1f}", "", "", "", ""


_DECLARATION: Final = re.compile(rb"<meta\b[^>]*\bcharset\b[^>]*>|<\?xml\b[^>]*\?>", re.I)


def page_rows(corpora: Path) -> Iterator[Sequence[str]]:
    """Yield on how many pages of each set, as they are, it is asked; and if those in no UTF-8 declared nothing."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for page, data in read_pages(corpora):
        found = Counter({"pages": 1})
        text, asked = read_and_listen(data)
        found["asked"] = bool(asked)
        with _silent_normalizer():
            found["changed"] = decode(data).text != text
        try:
            data.decode()
        except UnicodeDecodeError:
            bare = _DECLARATION.sub(b"", data)
            expected = bare.decode(CODECS.get(decode(data).encoding, "utf-8"), "replace")
            text, asked = read_and_listen(bare)
            found["legacy"] = 1
            found["legacy asked"] = bool(asked)
            found["legacy same"] = " ".join(text.split()) == " ".join(expected.split())
        counts[page.set].update(found)
        counts["all"].update(found)
    for name in (*sorted(counts.keys() - {"all"}), "all"):
        if name == "all" or counts[name]["legacy"] or counts[name]["asked"]:
            yield name, *(str(counts[name][count]) for count in PAGE_COLUMNS)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments = read_arguments(argv, __doc__)
    print_versions("chardet", "faust-cchardet")
    found = samples(arguments.corpora)
    detectors = installed(DETECTORS)
    for read in detectors.values():
        timed(read, found[0].data)  # its imports
    answers = {name: [timed(read, sample.data) for sample in found] for name, read in detectors.items()}
    print(table(("encodings", "inputs", "of", *answers), group_rows(found, answers)))
    print(table(("encodings", "language and encoding", "of", *answers), codec_rows(found, answers)))
    print(table(("encodings", "language and encoding", *ASKED_COLUMNS), asked_rows(found)))
    if arguments.corpora:
        print(table(("set", *PAGE_COLUMNS), page_rows(arguments.corpora)))
    return 0
