"""Name what was dropped: login prompt, counter, related article, navigation…

A `Selected` and the page's title go in; a sort for each block comes out, "" for what was
kept. It is a name and no verdict: the decision has been made by score and rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from cleanpage.blocks import Block, Overrule, Selected, Sort
from cleanpage.explain.line_runs import MENU_LINES, between_posts, counted_up, dated_lists, menu_runs
from cleanpage.words.counters import read_counters
from cleanpage.words.dates import find_dates
from cleanpage.words.languages import UNSPACED
from cleanpage.words.lexicon import HEADING_WORDS, MAX_CUE_WORDS, cue_of_text
from cleanpage.words.line_shapes import MAX_SHAPE_CHARS, shape_of
from cleanpage.words.names import has_lead_in

FLOWING: Final = frozenset({"related", "comment", "newsletter", "legal", "cookie", "ad", "tags"})
"""Sorts whose heading names the lines below it too, until main content or another heading."""

BOXES: Final = frozenset({"newsletter", "legal", "cookie", "ad"})
"""Those of them that are a few lines of prose and not a list."""

PASSING: Final = frozenset({"", "date", "counter", "byline", "caption", "navigation", "share"})
"""Sorts that can stand inside a list of another sort without ending it."""

ITEM_SORTS: Final[Mapping[Sort, frozenset[Sort]]] = MappingProxyType(
    {
        "related": frozenset({"", "date", "counter", "byline"}),
        "comment": frozenset({"", "date", "counter", "byline"}),
        "newsletter": frozenset({"", "login", "share"}),
    }
)
"""What belongs to the items of a list or to the form of a box, and so has its sort: dates, names, "Email", "Join"."""


BOX_LINES: Final = 4
"""Lines of a box below its heading."""

BOX_WORDS: Final = 4
"""Words from which a line can go on with a box; a shorter one begins something else."""


MENU_WORDS: Final = 3
"""Words up to which a block that nothing names is an entry of some menu."""

TAG_LINES: Final = 8
"""Lines of a list of tags below its heading."""

TAG_WORDS: Final = 4
"""Words of a tag."""

PART_WORDS: Final = 4
"""Words of one entry in a line of several: "About us | Contact | Imprint"."""

MAX_BUTTONS: Final = 6
"""Words of a line that can be buttons one by one: "Like Quote Reply"."""

MIN_STEPS: Final = 2
"""Steps from the home page to this one in a line that begins with it; one more in other lines."""

MAX_PARTS_WORDS: Final = 20
"""Words of a line of several entries, and of one that says where on the site the page is."""

BYLINE_WORDS: Final = 16
"""Words of a byline."""

MIN_COUNTED: Final = 3
"""Numbers of comments from which each is the counter of an item in a list, and none the heading of a section."""


TITLE_OVERLAP: Final = 0.8
"""Share of the words of a line and of the title, each, that make them the same."""

TITLE_SHARE: Final = 0.5
"""Share of the longer of a title and a line, in a script without spaces, that the other is the beginning of."""

TITLE_SLACK: Final = 4
"""Words by which a line may be longer or shorter than the title to be looked at."""


MAX_NAMED_CHARS: Final = 200
"""Characters of a line whose marks are looked at; longer ones are prose, or code."""

MAX_DATE_START: Final = 20
"""Characters at the beginning of a line in which a date makes it one, whatever else it names: source, reporter."""


LINK_LIST_DENSITY: Final = 0.8
"""Link density from which a block nobody named is a link of a list."""

HEADLINE_WORDS: Final = 5
"""Words from which such a link is a headline and not a menu entry."""

_SORT_OF_OVERRULE: Final[Mapping[Overrule, Sort]] = MappingProxyType(
    {
        "comment": "comment",
        "related": "related",
        "byline": "byline",
        "newsletter": "newsletter",
        "headline": "title",
        "caption": "caption",
        "legal": "legal",
        "ad": "ad",
        "next": "related",
    }
)
"""The sorts of blocks that a rule dropped. Others are what their words say: a copy, an embedded post."""

_WORD = re.compile(r"\w\w+")
_DIGIT = re.compile(r"\d")
_POST_NUMBER = re.compile(r"#\d{1,5}")
_HASHTAGS = re.compile(r"#[^\W\d_]\S*(?:\s#\S+)*+")
_LABEL = re.compile(r"([^\d:：]{2,20})[:：]|[\[【(]([^\]】)]{2,20})[\]】)]\s?")
"""The beginning of a line that says what the rest is: "Updated: …", "[Ad] …"."""
_LABEL_SORTS: Final = frozenset({"date", "ad", "caption", "counter"})
_INSIDE = re.compile(
    r"(?P<legal>(?:©|\(c\))\s?\d{4}|all rights reserved|版权所有|备案号|無断転載|права защищены)"
    r"|(?P<newsletter>newsletter|your inbox|рассылк|メルマガ|ニュースレター|뉴스레터)|(?P<cookie>\bcookies?\b)",
    re.I,
)
"""Words that tell what a line is wherever they stand in it."""
_MARK = re.compile(r"[<>›»→/＞|•｜·:：\[【(]")
_STEP = re.compile(r"\s[<>›»→/]\s|\s?＞\s?")
"""What stands between the steps from the home page to this one."""
_DIVIDER = re.compile(r"\s*[|•｜]\s*|\s+·\s+|\]\s*\[")


def sort_blocks(selected: Selected, title: str | None) -> tuple[Sort, ...]:
    """Return what sort of boilerplate each dropped block is; "" for the kept ones."""
    is_title = _title_test(title or "")
    sorts: list[Sort] = []
    flow: Sort = ""
    flowed = 0
    for index, line in enumerate(_lines(selected)):
        if line is None:
            flow = ""
            sorts.append("")
            continue
        block, words, cue = line.block, line.words, line.cue
        flowed += 1
        if block.kind == "heading" or _ends(flow, flowed, line):
            flow = ""
        if line.listed and flow != "comment":
            flow = "related"
        overruled = _SORT_OF_OVERRULE.get(selected.overruled.get(index, "repeat"))
        if overruled:
            sorts.append(overruled)
        elif is_title(block.text, words):
            sorts.append("title")
        else:
            sorts.append(_sort_of(line, flow))
            if cue in FLOWING and words <= HEADING_WORDS:
                flow, flowed = cue, 0
            elif flow in BOXES and words < BOX_WORDS:
                flow = ""  # A button is the last of its box.
            elif cue not in PASSING and cue not in ITEM_SORTS.get(flow, ()):
                flow = ""
    return tuple(sorts)


class _Line(NamedTuple):
    """A dropped block and what is known of it before the lines above it are asked."""

    block: Block
    words: int
    cue: Sort
    """What its own words and marks speak for, or the names around it."""
    shape: Sort
    listed: bool
    """Whether it is in a list of dated items."""
    menu: bool
    """Whether it is one of several short lines after each other that nothing names."""
    posted: bool
    """Whether it is between two posts of a thread."""
    credited: bool
    """Whether the line below it is the credit of a picture."""


def _lines(selected: Selected) -> Iterator[_Line | None]:
    """Yield what is known of each dropped block; None for the kept ones."""
    measured, kept = selected.scored.measured, selected.kept
    blocks, all_words = measured.document.blocks, measured.words
    shapes: list[Sort] = [
        "" if keep else shape_of(block.text, words) for block, words, keep in zip(blocks, all_words, kept, strict=True)
    ]
    listed = dated_lists(shapes, kept)
    cues = _names(selected, shapes, listed)
    menus = menu_runs(
        [
            words <= MENU_WORDS and not shape and cue in ("", "navigation")
            for words, shape, cue in zip(all_words, shapes, cues, strict=True)
        ],
        kept,
    )
    posts = between_posts(shapes, kept)
    for index, (block, words, cue, shape) in enumerate(zip(blocks, all_words, cues, shapes, strict=True)):
        if kept[index]:
            yield None
        else:
            credited = cues[index + 1 : index + 2] == ["caption"]
            yield _Line(block, words, cue, shape, listed[index], menus[index], posts[index], credited)


def _names(selected: Selected, shapes: Sequence[Sort], listed: Sequence[bool]) -> list[Sort]:
    """Return what each block's own words and marks speak for, or the names around it; the kept ones have their cue."""
    measured, kept = selected.scored.measured, selected.kept
    blocks = measured.document.blocks
    names = list(measured.cues)
    if False not in kept:
        return names
    first = kept.index(True) if True in kept else 0
    last = len(kept) - 1 - kept[::-1].index(True) if True in kept else 0
    counts = [not keep and _is_count(block.text) for block, keep in zip(blocks, kept, strict=True)]
    many = sum(counts) >= MIN_COUNTED
    numbered = counted_up(blocks)
    for index, (block, words, cue) in enumerate(zip(blocks, measured.words, measured.cues, strict=True)):
        if kept[index]:
            continue
        if block.element >= 0:
            cue = cue_of_text(block.text, words) or cue
        if numbered[index]:
            cue = "navigation"
        counted = counts[index] and (many or index < first or listed[index])
        names[index] = _name_of(block.text, words, cue, shapes[index], counted=counted, above=index < last)
    return names


# ------------------------------------------------------------------ one line by itself


def _name_of(text: str, words: int, cue: Sort, shape: Sort, *, counted: bool, above: bool) -> Sort:
    """Return what a line speaks for: its cue, or what its marks say more closely.

    `counted` says that it is a number of comments, and not the heading of the comments; `above` that main content
    follows.
    """
    if len(text) > MAX_NAMED_CHARS:
        return cue
    if cue in ("caption", "byline", "tags") and find_dates(text[:MAX_DATE_START]):
        return "date"
    if cue == "legal" and above and text[0] == "©" and not _DIGIT.search(text):
        return "caption"
    if counted:
        return "counter"
    if text[0] == "#":
        return "navigation" if _POST_NUMBER.fullmatch(text) else "tags" if _HASHTAGS.fullmatch(text) else cue
    if cue in ("", "date") and words <= BYLINE_WORDS and has_lead_in(text, inside=True):
        return "byline"
    if cue:
        return cue
    if _MARK.search(text):
        return _name_of_label(text) or ("" if shape or words > MAX_PARTS_WORDS else _name_of_parts(text))
    if shape:
        return ""
    return _name_of_buttons(text.split()) if words <= MAX_BUTTONS else ""


def _name_of_label(text: str) -> Sort:
    """Return what the label at the beginning of a line says that the rest is: "[Ad] …", "Updated: …"."""
    label = _LABEL.match(text)
    named = cue_of_text(label[1] or label[2], 1) if label else ""
    return named if named in _LABEL_SORTS and (named != "date" or _DIGIT.search(text)) else ""


def _name_of_parts(text: str) -> Sort:
    """Return what a line with dividers speaks for: "Home > Town > Villages", "Imprint | Contact"."""
    steps = _STEP.split(text)
    if len(steps) > MIN_STEPS or (len(steps) == MIN_STEPS and cue_of_text(steps[0], 1) == "navigation"):
        return "navigation"
    parts = _DIVIDER.split(text)
    counts = [part.count(" ") + 1 for part in parts]
    if len(parts) == 1 or max(counts) > PART_WORDS:
        return ""
    names = [name for name in map(cue_of_text, parts, counts) if name]
    if names:
        return max(names, key=names.count)
    return "navigation" if len(parts) >= MENU_LINES and not _DIGIT.search(text) else ""


def _name_of_buttons(parts: Sequence[str]) -> Sort:
    """Return what most words of a line speak for, where each of them is a button: "Like Quote Reply"."""
    names: list[Sort] = []
    for part in parts:
        name = cue_of_text(part, 1)
        if not name:
            return ""
        names.append(name)
    return max(names, key=names.count) if len(names) > 1 else ""


def _is_count(text: str) -> bool:
    """Return whether a line is a number of comments: "27 comments", "Comments (3)"."""
    if len(text) > MAX_SHAPE_CHARS or not _DIGIT.search(text):
        return False
    return "comments" in read_counters([text])


# ------------------------------------------------------------------ lines among others


def _ends(flow: Sort, flowed: int, line: _Line) -> bool:
    """Return whether a line is no more of what a heading `flowed` lines above it speaks for."""
    if flow == "tags":
        return flowed > TAG_LINES or line.words > TAG_WORDS or line.shape != ""
    if flow in BOXES:
        # The first short line below a newsletter's text is its button.
        is_button = flow == "newsletter" and flowed > 1
        return flowed > BOX_LINES or line.shape == "date" or (line.words < BOX_WORDS and not is_button)
    return line.menu


def _sort_of(line: _Line, flow: Sort) -> Sort:
    """Return the sort of one dropped block below a heading that speaks for `flow`."""
    block, words, cue = line.block, line.words, line.cue
    if flow and cue in ITEM_SORTS.get(flow, ("",)):
        return flow
    if cue:
        return cue
    if line.shape:
        return line.shape
    inside = _INSIDE.search(block.text) if words <= MAX_CUE_WORDS else None
    if inside:
        return cast(Sort, inside.lastgroup)
    if block.kind == "caption" or (line.credited and words >= HEADLINE_WORDS):
        return "caption"
    if line.posted and words <= MENU_WORDS and not line.menu:
        return "byline"
    if block.link_chars >= LINK_LIST_DENSITY * len(block.text):
        return "related" if words >= HEADLINE_WORDS else "navigation"
    return "navigation" if words <= MENU_WORDS else "other"


# ------------------------------------------------------------------ the title


def _title_test(title: str) -> Callable[[str, int], bool]:
    """Return a test whether a text of so many words is the page's title."""
    title_words, title_letters, length = _words(title), "".join(_WORD.findall(title.lower())), len(title.split())

    def is_title(text: str, words: int) -> bool:
        if abs(words - length) <= TITLE_SLACK and _same(_words(text), title_words):
            return True
        if text.isascii() or not UNSPACED.search(text):
            return False
        letters = "".join(_WORD.findall(text.lower()))
        short, long = sorted((letters, title_letters), key=len)
        return len(short) >= TITLE_SHARE * len(long) > 0 and long.startswith(short)

    return is_title


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _same(words: set[str], title_words: set[str]) -> bool:
    common = len(words & title_words)
    return bool(common) and common >= TITLE_OVERLAP * max(len(title_words), len(words))


def count_sorts(sorts: Sequence[Sort]) -> dict[Sort, int]:
    """Return how many blocks there are of each sort, most first, main content left out."""
    counts: dict[Sort, int] = {}
    for sort in sorts:
        if sort:
            counts[sort] = counts.get(sort, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
