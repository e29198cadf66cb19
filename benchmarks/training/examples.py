"""The labelled pages that the scorer is trained on: cut into blocks, with a label for each.

A folder of corpora goes in; an `Example` for each page comes out, and the fold that its site is in.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.pages.corpus import LabelledPage, read_corpus
from benchmarks.pages.flattening import lines_of
from benchmarks.training.labels import align
from benchmarks.training.transplants import transplanted
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
WEAK_SETS: dict[Format, tuple[str, ...]] = {
    "html": ("trafeval-dev", "recipes-dev", "products-dev"),
    "text": (),
}
"""Sets with snippets that label a few blocks of each page (`weak_labels`)."""
FLATTENED_SETS = (
    "magic-article-dev",
    "zhcontent-dev",
    "mercury-dev",
    "htmltotext-dev",
    "webkitbench-dev",
    "cleanportaleval-dev",
    "magic-forum-dev",
    "harvest-forum-dev",
)
"""Sets of HTML that the scorer of text dumps learns from too, flattened: 130 of their 357 pages are not English."""
MIN_FLAT_LABEL = 0.5
"""Share of a block's words in the gold from which its line is content."""
FLAT = "flat"
"""The variant of such a page."""
MEASURED_ONLY: dict[Format, tuple[str, ...]] = {
    # Old layouts in the training harm the modern kinds.
    "html": ("waddle-dev", "canola-dev"),
    "text": (),
}
"""What cross-validation measures besides."""


LINE_VARIANT = "wet"
"""The variant of the text dumps that the words of lines are learned from, and other pages made of: all variants have
the same words."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page, cut and labelled.

    Labels are None where the gold can't be aligned, and NaN where it says nothing of a block.
    """

    page: LabelledPage
    document: Document
    labels: list[float] | None


def read_examples(corpora: Path, format: Format, *, measured_only: bool = False) -> list[Example]:
    """Return the pages of the sets of a format, cut into blocks and labelled; or also those that are only measured."""
    examples = []
    for name in SETS[format] + WEAK_SETS[format] + MEASURED_ONLY[format] * measured_only:
        for page in read_corpus(corpora / f"{name}.jsonl.xz"):
            document = tokenize(decode(page.dump), format)
            labels: list[float] | None = None
            if name in SETS[format]:
                if page.line_labels is not None:
                    labels = _labels_by_lines(page, document)
                elif page.gold_text:
                    labels = align([block.text for block in document.blocks], page.gold_text)
            elif name in WEAK_SETS[format]:
                labels = weak_labels(document, page.required, page.forbidden)
            examples.append(Example(page, document, labels))
        print(f"{name}: {len(examples)} pages so far", file=sys.stderr)
    if format == "text":
        for name in FLATTENED_SETS:
            examples += filter(None, map(_flattened, read_corpus(corpora / f"{name}.jsonl.xz")))
            print(f"{name}: {len(examples)} pages so far", file=sys.stderr)
    return examples


def _flattened(page: LabelledPage) -> Example | None:
    """Return an HTML page as a labelled text dump; None where the gold can't be aligned."""
    if not page.gold_text:
        return None
    html = tokenize(decode(page.dump), "html")
    labels = align([block.text for block in html.blocks], page.gold_text)
    if labels is None:
        return None
    lines = lines_of(html)
    title = [0] * (len(lines) - len(html.blocks))
    dump = replace(
        page,
        variant=FLAT,
        dump="\n".join(lines),
        line_labels=[*title, *[int(label > MIN_FLAT_LABEL) for label in labels]],
    )
    document = tokenize(decode(dump.dump), "text")
    return Example(dump, document, _labels_by_lines(dump, document))


MIN_SNIPPET_PART = 12
"""Characters of a block that is a part of a snippet."""


def weak_labels(document: Document, required: Sequence[str], forbidden: Sequence[str]) -> list[float] | None:
    """Return 1 for blocks of the required snippets, 0 for those of the forbidden ones, and NaN for all others.

    The items of one list that are written alike have the label of the first labelled one. None if no block is
    labelled, or one is both.
    """
    labels = [math.nan] * len(document.blocks)
    for wanted, snippets in ((1.0, required), (0.0, forbidden)):
        plain = [" ".join(snippet.split()) for snippet in snippets]
        for index, block in enumerate(document.blocks):
            text = " ".join(block.text.split())
            if any(it in text or (len(text) >= MIN_SNIPPET_PART and text in it) for it in plain if it):
                if labels[index] == 1.0 - wanted:
                    return None
                labels[index] = wanted
    elements = document.elements
    known: dict[tuple[str, str, int], float] = {}
    keys = [
        (elements.tags[block.element], elements.names[block.element], elements.parents[block.element])
        for block in document.blocks
    ]
    for key, label in zip(keys, labels, strict=True):
        if not math.isnan(label):
            known.setdefault(key, label)
    if not known:
        return None
    return [
        known.get(key, label) if math.isnan(label) and key[0] == "li" else label
        for key, label in zip(keys, labels, strict=True)
    ]


def transplanted_examples(examples: Sequence[Example], parts: int) -> list[Example]:
    """Return pages made of two of the examples each, both of one of the `parts` of the sites (`transplants`)."""
    pages = [example.page for example in examples if example.page.variant == LINE_VARIANT]
    made = []
    for page in transplanted(pages, lambda domain: fold_of(domain, parts)):
        document = tokenize(decode(page.dump), "text")
        made.append(Example(page, document, _labels_by_lines(page, document)))
    return made


def is_weak(example: Example) -> bool:
    """Return whether only some blocks of a page are labelled."""
    return example.labels is not None and any(map(math.isnan, example.labels))


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
