"""Tell how well text dumps in many languages are extracted, with the weights of the package.

    python -m benchmarks.quality dumps CORPORA [SET ...]

CORPORA is a folder of labelled `.jsonl.xz` files. HTML pages are flattened (`benchmarks.pages.flattening`). The scorer
of text dumps has learned from none of the sets that are measured if none is named. Beside it stand what no tool
is needed for: all lines, and the longest run of text (`cleanpage.measure.runs`).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import cleanpage
from benchmarks.metrics import Score, mean_score, word_score
from benchmarks.pages.corpus import LabelledPage, read_corpus
from benchmarks.pages.flattening import flatten
from benchmarks.quality.report import MIN_GROUP
from cleanpage.decode import decode
from cleanpage.measure.measurer import count_words
from cleanpage.measure.runs import core_run
from cleanpage.tokenize import tokenize

SETS: Final = ("waddle-dev", "textdump-nodes-dev")


def flattened(page: LabelledPage) -> str:
    """Return a page as a text dump; a text dump as it is."""
    dump = decode(page.dump)
    if page.format == "text":
        return dump.text
    return flatten(tokenize(dump, "html"))


def extractions(dump: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each way to extract a dump."""
    lines = [line for line in dump.split("\n") if line.strip()]
    yield "cleanpage", cleanpage.extract(dump, input_format="text").text
    start, stop = core_run([count_words(line, len(line.split())) for line in lines], [0.0] * len(lines))
    yield "longest run", "\n".join(lines[start:stop])
    yield "all lines", "\n".join(lines)


def table(pages: Sequence[LabelledPage]) -> str:
    """Return the mean word F1 of each set and of each of its languages, in Markdown."""
    scores: dict[str, dict[str, list[Score]]] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        if page.gold_text is None:
            continue
        for name, text in extractions(flattened(page)):
            score = word_score(text, page.gold_text)
            scores[page.set_name][name].append(score)
            scores[f"{page.set_name}, {page.lang or '?'}"][name].append(score)
    names = ("cleanpage", "longest run", "all lines")
    rows = [f"| set, language | pages | {' | '.join(names)} |", f"| --- | --: |{' --: |' * len(names)}"]
    for group in sorted(scores):
        count = len(scores[group][names[0]])
        if count >= MIN_GROUP:
            means = " | ".join(f"{mean_score(scores[group][name]).f1:.3f}" for name in names)
            rows.append(f"| {group} | {count} | {means} |")
    return "\n".join(rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality dumps", description=__doc__.split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of labelled .jsonl.xz files")
    parser.add_argument("sets", nargs="*", default=SETS, help="sets to measure")
    arguments = parser.parse_args(argv)
    pages = [page for name in arguments.sets for page in read_corpus(arguments.corpora / f"{name}.jsonl.xz")]
    print(table(pages))
    return 0
