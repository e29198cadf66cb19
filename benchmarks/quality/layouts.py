"""Compare the layouts that a text dump can have: the same pages wrapped, on one line, with other line ends.

    python -m benchmarks.quality layouts CORPORA
    python -m benchmarks.quality layouts CORPORA --pages 300

CORPORA is a folder of labelled `.jsonl.xz` files. The first pages of each set of text dumps are laid out anew and
extracted. The weights have seen these pages, so the figures are too high; the differences between the layouts, which
is what the table is for, are not touched by that: whatever the layout, the words are those that were seen.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

import cleanpage
from benchmarks.metrics import word_score
from benchmarks.pages.corpus import LabelledPage, read_corpus
from cleanpage.words.plain_text import is_wide

SETS: Final = ("textdump-wcxb-dev", "textdump-andy-dev", "textdump-fundus-dev")
VARIANT: Final = "wet"
"""The variant that is laid out anew: a line for each block, and nothing else to go by."""
MIN_WIDE_SHARE: Final = 0.05
"""Share of a line's characters from which it breaks anywhere."""
HANGUL: Final = "\uac00"
"""From here on words have spaces between, though their characters are wide."""
PAGES: Final = 100
"""Pages of each set, the first in the file."""


def wrapped(text: str, width: int, gap: str = "\n", indent: str = "") -> str:
    """Return the text with each line wrapped at `width` columns, no word broken; `gap` between two lines of before.

    Lines in Chinese and Japanese break at any character, each of which takes two columns.
    """
    paragraphs = []
    for line in text.split("\n"):
        if sum([is_wide(char) and char < HANGUL for char in line]) > MIN_WIDE_SHARE * len(line):
            ends = accumulate([1 + is_wide(char) for char in line])
            numbers = [(end - 1) // width for end in ends]
            paragraphs.append(
                [line[bisect_left(numbers, n) : bisect_right(numbers, n)] for n in range(numbers[-1] + 1)]
            )
        else:
            paragraphs.append(textwrap.wrap(line, width, break_long_words=False, initial_indent=indent))
    return gap.join(["\n".join(lines) for lines in paragraphs])


def foreign(text: str) -> bytes:
    """Return the text as some editors save it: a byte-order mark, CRLF, and no-break spaces for one space in five."""
    counted = iter(range(len(text)))
    spaced = re.sub(" ", lambda _: " " if next(counted) % 5 else "\u00a0", text)
    return b"\xef\xbb\xbf" + spaced.replace("\n", "\r\n").encode("utf-8")


LAYOUTS: Final[Mapping[str, Callable[[str], str | bytes]]] = MappingProxyType(
    {
        "unchanged": lambda text: text,
        "wrapped at 72": lambda text: wrapped(text, 72),
        "wrapped at 80": lambda text: wrapped(text, 80),
        "gaps": lambda text: text.replace("\n", "\n\n"),
        "wrapped, with gaps": lambda text: wrapped(text, 72, "\n\n"),
        "wrapped, indented": lambda text: wrapped(text, 72, indent="    "),
        "quoted": lambda text: textwrap.indent(wrapped(text, 72), "> "),
        "CRLF, BOM, nbsp": foreign,
        "line separators": lambda text: text.replace("\n", "\u2028"),
        "one line": lambda text: " ".join(text.split("\n")),
        "one line, gaps": lambda text: "    ".join(text.split("\n")),
    }
)
"""Names of the layouts and what makes a dump in each of a dump with a block on each line."""


def sample(path: Path, pages: int) -> Iterator[LabelledPage]:
    """Yield the first pages of a set with a gold text, in VARIANT."""
    return islice((page for page in read_corpus(path) if page.variant == VARIANT and page.gold_text), pages)


def f1_of(page: LabelledPage, lay_out: Callable[[str], str | bytes]) -> float:
    """Return the word F1 of one page in a layout, 0.0 to 1.0."""
    text = page.dump if isinstance(page.dump, str) else page.dump.decode("utf-8", "replace")
    found = cleanpage.extract(lay_out(text), url=page.url, input_format="text").text
    return word_score(found, page.gold_text or "").f1


def main(argv: Sequence[str] | None = None) -> int:
    """Print the mean word F1 of each layout, by set, and how far it is from the unchanged dump."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of labelled .jsonl.xz files")
    parser.add_argument("--pages", type=int, default=PAGES, help="pages of each set")
    arguments = parser.parse_args(argv)
    sets = {name: list(sample(arguments.corpora / f"{name}.jsonl.xz", arguments.pages)) for name in SETS}
    print(f"{'layout':20}" + "".join(f"{f'{name} ({len(pages)})':>34}" for name, pages in sets.items()))
    unchanged: dict[str, float] = {}
    for layout, lay_out in LAYOUTS.items():
        row = f"{layout:20}"
        for name, pages in sets.items():
            f1 = sum(f1_of(page, lay_out) for page in pages) / (len(pages) or 1)
            unchanged.setdefault(name, f1)
            row += f"{f1:26.4f}{f1 - unchanged[name]:+8.4f}"
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
