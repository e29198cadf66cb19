"""Count how many of the kept data tables and ordered lists are torn: parts of them are kept, and parts are not.

    python -m benchmarks.quality units CORPORA             each set, and some torn ones
    python -m benchmarks.quality units CORPORA --check     fail where fewer are whole than floors.json asks
    python -m benchmarks.quality units --check             the fixtures

What is counted is told from the page alone and not by the code that keeps them whole. A data table has no table,
heading or form in it, three rows and six filled cells or more, header cells or rows of one length, cells of 100
characters on average and 600 at most, and less than 0.6 of them in links. An ordered list has two items or more of 600
characters on average, less than 0.6 of them in links, no form, table or article in it, and no comments.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, Literal, NamedTuple

import cleanpage
from benchmarks.pages.corpus import read_corpus
from benchmarks.pages.fixtures import read_fixtures
from benchmarks.quality.floors import FILE
from cleanpage.blocks import Block, Document

What = Literal["data tables", "ordered lists"]

MIN_ROWS: Final = 3
MIN_CELLS: Final = 6
MAX_MEAN_CHARS: Final = 100
MAX_CELL_CHARS: Final = 600
MAX_LINK_SHARE: Final = 0.6
REGULAR_SHARE: Final = 0.6
SHOWN: Final = 10

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_DATA: Final = _HEADINGS | {"table", "form", "textarea", "article", "nav"}
_NO_LIST: Final = frozenset({"table", "form", "textarea", "article", "nav", "button"})


class Kept(NamedTuple):
    """A table or list of which something was kept."""

    what: What
    torn: bool
    text: str
    """The first words of it."""


def kept_units(document: Document, kept: Sequence[bool]) -> list[Kept]:
    """Return the data tables and ordered lists of which something is kept."""
    elements = document.elements
    inside: dict[int, set[str]] = defaultdict(set)
    for index, tag in enumerate(elements.tags):
        outer = elements.parents[index]
        while outer >= 0:
            if elements.tags[outer] in ("table", "ol"):
                inside[outer].add(tag)
            outer = elements.parents[outer]
    blocks: dict[tuple[What, int], list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        path = _path(document, block)
        tables = [element for element in path if elements.tags[element] == "table"]
        lists = [element for element in path if elements.tags[element] == "ol"]
        if tables:
            blocks["data tables", tables[0]].append(index)
        if lists:
            blocks["ordered lists", lists[-1]].append(index)
    found = []
    for (what, element), indexes in blocks.items():
        of_it = [document.blocks[index] for index in indexes]
        is_one = _is_data if what == "data tables" else _is_list
        if is_one(document, inside[element], of_it):
            states = {kept[index] for index in indexes if document.blocks[index].kind != "control"}
            if True in states:
                found.append(Kept(what, False in states, " ".join(block.text for block in of_it)[:60]))
    return found


def _path(document: Document, block: Block) -> list[int]:
    """Return the elements around a block, the innermost first."""
    found = []
    element = block.element
    while element >= 0:
        found.append(element)
        element = document.elements.parents[element]
    return found


def _is_data(document: Document, inside: set[str], blocks: Sequence[Block]) -> bool:
    chars: Counter[int] = Counter()
    row_of: dict[int, int] = {}
    tags = document.elements.tags
    for block in blocks:
        path = _path(document, block)
        cell = next((element for element in path if tags[element] in ("td", "th")), -1)
        row = next((element for element in path if tags[element] == "tr"), -1)
        if cell >= 0:
            chars[cell] += len(block.text)
            row_of[cell] = row
    widths = Counter(row_of.values())
    if _NO_DATA & inside or len(widths) < MIN_ROWS or len(chars) < MIN_CELLS or max(widths.values()) < 2:
        return False
    total = sum(chars.values())
    if total > MAX_MEAN_CHARS * len(chars) or max(chars.values()) > MAX_CELL_CHARS or _is_linked(blocks):
        return False
    return "th" in inside or max(Counter(widths.values()).values()) >= REGULAR_SHARE * len(widths)


def _is_list(document: Document, inside: set[str], blocks: Sequence[Block]) -> bool:
    names = " ".join(document.elements.names[element] for block in blocks for element in _path(document, block))
    items = {block.element for block in blocks}
    total = sum(len(block.text) for block in blocks)
    return (
        len(items) > 1
        and total <= MAX_CELL_CHARS * len(items)
        and not (_NO_LIST & inside or _is_linked(blocks))
        and "comment" not in names.lower()
    )


def _is_linked(blocks: Sequence[Block]) -> bool:
    return sum(block.link_chars for block in blocks) > MAX_LINK_SHARE * sum(len(block.text) for block in blocks)


def find_units(dump: bytes | str, url: str | None = None) -> list[Kept]:
    """Return the data tables and ordered lists of which something is kept of a page."""
    selected = cleanpage.extract(dump, url=url or None, input_format="html").selected
    return kept_units(selected.scored.measured.document, selected.kept) if selected else []


def print_units(name: str, units: Iterable[Kept]) -> dict[str, float]:
    """Print the counts of a set, and return the share of each kind that is whole; 1.0 where there is none."""
    counts = Counter((unit.what, unit.torn) for unit in units)
    shares = {}
    for what in ("data tables", "ordered lists"):
        kept = counts[what, False] + counts[what, True]
        shares[what] = counts[what, False] / kept if kept else 1.0
        print(f"{name:22} {what:14} {kept:5} kept {counts[what, True]:4} torn {1 - shares[what]:6.1%}")
    return shares


def main(argv: Sequence[str] | None = None) -> int:
    """Print the counts of each set and of all; with --check, return 1 if too many are torn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, nargs="?", help="folder of .jsonl.xz files; without, the fixtures")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="only files whose names begin so")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args(argv)
    units: list[Kept] = []
    if arguments.corpora is None:
        units = [unit for page in read_fixtures() if page.format == "html" for unit in find_units(page.dump, page.url)]
    else:
        names = tuple(arguments.sets or [""])
        with ProcessPoolExecutor(arguments.jobs) as pool:
            for file in sorted(arguments.corpora.glob("*.jsonl.xz")):
                if not file.name.startswith(names):
                    continue
                pages = [page for page in read_corpus(file) if page.format == "html"]
                rows = pool.map(find_units, [it.dump for it in pages], [it.url for it in pages], chunksize=8)
                of_set = [unit for row in rows for unit in row]
                if pages:
                    print_units(file.name.partition(".")[0], of_set)
                units += of_set
    shares = print_units("all", units)
    for unit in [unit for unit in units if unit.torn][:SHOWN]:
        print(f"  torn: {unit.text!r}")
    floors: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8"))["units"]
    low = [what for what, floor in floors.items() if shares[what] < floor]
    for what in low if arguments.check else ():
        print(f"{what} are whole in {shares[what]:.3f}, the floor is {floors[what]}")
    return int(bool(arguments.check and low))
