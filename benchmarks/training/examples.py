"""The labelled pages that the scorer is trained on: cut into blocks, with a label for each.

A folder of corpora goes in; an `Example` for each page comes out, and the fold that its site is in.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages.corpus import LabelledPage, read_corpus
from benchmarks.training.labels import align
from cleanpage.blocks import Document, Format
from cleanpage.decode import decode
from cleanpage.tokenize import tokenize

SETS: dict[Format, tuple[str, ...]] = {
    "html": (
        "wcxb-dev",
        "andy-dev",
        "fundus-dev",
        "cleanportaleval-dev",
        "magic-article-dev",
        "magic-forum-dev",
        "harvest-forum-dev",
        "zhcontent-dev",
        "mercury-dev",
        "htmltotext-dev",
        "webkitbench-dev",
        "wcxb-extra-dev",
    ),
    "text": ("textdump-wcxb-dev", "textdump-andy-dev", "textdump-fundus-dev"),
}
"""What is learned from."""
MEASURED_ONLY: dict[Format, tuple[str, ...]] = {
    # Snippets are no labels of blocks, and old layouts in the training harm the modern kinds.
    "html": ("trafeval-dev", "recipes-dev", "products-dev", "waddle-dev", "canola-dev"),
    "text": (),
}
"""What cross-validation measures besides."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page, cut and labelled; labels are None where the gold can't be aligned."""

    page: LabelledPage
    document: Document
    labels: list[float] | None


def read_examples(corpora: Path, format: Format, *, measured_only: bool = False) -> list[Example]:
    """Return the pages of the sets of a format, cut into blocks and labelled; or also those that are only measured."""
    examples = []
    for name in SETS[format] + MEASURED_ONLY[format] * measured_only:
        for page in read_corpus(corpora / f"{name}.jsonl.xz"):
            document = tokenize(decode(page.dump), format)
            labels: list[float] | None = None
            if name in SETS[format]:
                if page.line_labels is not None:
                    labels = _labels_by_lines(page, document)
                elif page.gold_text:
                    labels = align([block.text for block in document.blocks], page.gold_text)
            examples.append(Example(page, document, labels))
        print(f"{name}: {len(examples)} pages so far", file=sys.stderr)
    return examples


def _labels_by_lines(page: LabelledPage, document: Document) -> list[float]:
    """Return the share of the words of each block's lines that are labelled as main content."""
    sizes = [len(line.split()) for line in decode(page.dump).text.split("\n")]
    labels = []
    for block in document.blocks:
        lines = range(block.line - 1, block.line - 1 + block.lines)
        content = sum(sizes[line] for line in lines if page.line_labels and page.line_labels[line])
        labels.append(content / sum(sizes[line] for line in lines))
    return labels


def _number(text: str) -> int:
    """Return a number that is the same for the same text on any machine."""
    return int(hashlib.md5(text.encode()).hexdigest(), 16)


def fold_of(domain: str, folds: int) -> int:
    """Return the fold of a site: the same for all of its pages in all sets, on any machine."""
    return _number(domain) % folds
