"""Measure the verdict `no_content`: how many pages without an article it finds, and how many with one it takes.

    python -m benchmarks.quality no-content CORPORA

Few labelled pages hold nothing, so they are made: each page is measured as it is, and once more with all blocks
of its main content cut out, which leaves what a login wall or an empty shell of that site would show. Two folds by
site, so that no page is judged by weights that have seen its site.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.training.examples import Example, fold_of, read_examples
from benchmarks.training.train import fit
from cleanpage.blocks import Document
from cleanpage.features import NAMES
from cleanpage.measure import measure
from cleanpage.score import Scorer, compile_weights, parse_weights
from cleanpage.select import select

FOLDS = 2
MAX_LABEL = 0.1
"""Share of a block's words in the gold up to which it stays when the main content is cut out."""
MIN_BLOCKS = 5
"""Blocks that must be left of a page without its content; fewer are no page."""


def variants(example: Example) -> Iterator[tuple[str, Document]]:
    """Yield the kinds of test that a page is good for, with the document of each."""
    document = example.document
    if example.page.gold_text == "":
        yield "empty gold", document
        return
    yield "as it is", document
    if example.labels is not None:
        rest = tuple(
            [block for block, label in zip(document.blocks, example.labels, strict=True) if label <= MAX_LABEL]
        )
        if len(rest) >= MIN_BLOCKS:
            yield "content cut out", replace(document, blocks=rest)


def keeps_something(document: Document, tokens: Mapping[str, float], scorer: Scorer) -> bool:
    """Tell whether anything of a document is kept under some weights."""
    return any(select(scorer(measure(document, tokens))).kept)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the share of pages judged to have no content, by test and kind of page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of labelled .jsonl.xz files")
    arguments = parser.parse_args(argv)
    examples = read_examples(arguments.corpora, "html")
    verdicts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        seen = [example for example in examples if fold_of(example.page.domain, FOLDS) != fold]
        weights = parse_weights(fit(seen, "html"), NAMES["html"])
        scorer = compile_weights(weights, "html")
        for example in examples:
            if fold_of(example.page.domain, FOLDS) == fold:
                for test, document in variants(example):
                    empty = not keeps_something(document, weights.tokens, scorer)
                    verdicts[test, "all"].append(empty)
                    verdicts[test, example.page.page_type].append(empty)
    print(f"{'test':16} {'kind':14} {'pages':>6} {'no content':>11}")
    for (test, kind), found in sorted(verdicts.items()):
        print(f"{test:16} {kind:14} {len(found):6} {sum(found) / len(found):11.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
