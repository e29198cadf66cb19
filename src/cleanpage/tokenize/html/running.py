"""Which elements are running text, and where a style parts words that the markup does not.

Nodes of the parsed page come in, answers go out, the same to both walks. An element that HTML does not know is running
text where it stands in some and holds no block. Words of neighbouring elements are parted where these are a label and
its value, or entries of a row: `<span class=k>Volume</span><span class=v>40 l</span>`. An element that styles a part of
a word leaves it whole. Each answer takes a bounded time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from selectolax.lexbor import LexborNode

from cleanpage.blocks import Kind
from cleanpage.tokenize.html.tags import BLOCK, CODES, INLINE, LINK, kind_of
from cleanpage.words.plain_text import is_wide

MAX_LEVELS: Final = 4
"""Elements in elements that are looked through: tooltips in wrappers in components."""

MAX_NODES: Final = 60
"""Nodes in an unknown element that are looked at for a block; what holds more is no running text."""

MAX_NEIGHBOURS: Final = 16
"""Neighbours of an element that are looked at for text straight beside it: a row has few entries."""

_PHRASES: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that hold running text and nothing else."""

_APART: Final = re.compile(
    r"(?:^|[-:])(?:ads?|advert\w*|promo\w*|newsletter|related|share|sharing|social|comments?|consent)(?:[-:]|$)"
)
"""Unknown elements that stand in a text and are none of it, by their names."""

_GENERATED: Final = re.compile(r"(?:[a-z]{1,3}\d+\s*)+")
"""Classes that word processors number: "c3", "s1"."""

_LABELS: Final = re.compile(
    r"(?<![a-z])(?:label|key|term|value|val|badge|kicker|eyebrow|chapter|subtitle|sub-title|suffix)(?![a-z])", re.I
)
"""Names of what stands beside another text and is none of its words."""

_NUMBERS: Final = re.compile(r"(?<![a-z])(?:num|number|no|count|counter|date|time|price|unit|index)(?![a-z])", re.I)
"""The same, but for what may run on: `<span class=number>3</span>rd`."""

_ONE_WORD: Final = frozenset({"sub", "sup", "wbr", "rb", "ruby", "abbr", "code", "kbd", "samp", "tt", "var"})
"""Elements that are a part of the word beside them, and code."""

_PICTURES: Final = frozenset({"img", "svg", "picture"})
_OPENERS: Final = frozenset("(€$£¥₹")
_CLOSERS: Final = frozenset(":;!?)")


Meaning: TypeAlias = tuple[int, str, Kind | None]
"""What to do at an element, its tag, and the kind that it gives to the blocks inside; None for its parent's."""


def meaning(node: LexborNode, codes: Mapping[str | None, int], known: dict[int, Meaning]) -> Meaning:
    """Return what an element means, and note it by the parser's number for its tag where all of the tag mean that."""
    tag = node.tag
    code = codes.get(tag)
    if code is None:
        return INLINE if is_running(node) else BLOCK, tag or "", None
    found = known[node.tag_id] = (code, tag or "", kind_of(tag))
    return found


def is_running(node: LexborNode) -> bool:
    """Tell whether an element that HTML does not know is running text: it stands in some, and holds no block."""
    outer: LexborNode = node
    for _ in range(MAX_LEVELS):
        if _is_text(outer.prev) or _is_text(outer.next):
            break
        parent = outer.parent
        if parent is None or (tag := parent.tag) in CODES:
            if parent is None or tag not in _PHRASES:
                return False
            break
        outer = parent
    else:
        return False
    before = node.prev
    if before is not None and (before.text_content or "")[-1:].isalnum() and _first_text(node)[:1].isalnum():
        # A box of its own: words of a sentence would have a space between.
        return False
    return not _APART.search(node.tag or "") and not _holds_block(node)


def _is_text(node: LexborNode | None) -> bool:
    return node is not None and (text := node.text_content) is not None and bool(text) and not text.isspace()


def _holds_block(node: LexborNode) -> bool:
    for seen, inner in enumerate(node.traverse(include_text=False)):
        if seen > MAX_NODES or CODES.get(inner.tag) == BLOCK or inner.tag == "hr":
            return True
    return False


def parts_words(before: str, text: str, node: LexborNode) -> bool:
    """Tell whether white space is shown between what ends with `before` and a text that follows it in the block."""
    last, first = before[-1:], text[:1]
    if not (first.isalnum() or first in _OPENERS) or not (last.isalnum() or last in _CLOSERS):
        return False
    # The outermost element that begins with the text, and what stands before it.
    opened: LexborNode | None = None
    inner = node
    for _ in range(MAX_LEVELS):
        previous = inner.prev
        if previous is not None:
            break
        parent = inner.parent
        if parent is None or CODES.get(parent.tag, INLINE) not in (INLINE, LINK):
            return False
        inner = opened = parent
    if previous is None or is_wide(first) or is_wide(last):
        return False
    tag = previous.tag
    if tag in _PICTURES:
        return first.isalpha() and last.isalpha()
    if previous.text_content is not None:
        return opened is not None and _is_named(opened, before, text) and not _is_in_code(opened)
    if tag in _ONE_WORD or CODES.get(tag, INLINE) not in (INLINE, LINK):
        return False
    if opened is None:
        if last.isdigit() and len(before) > 2 and first.isupper() and text[1:2].islower():
            # "Chapter 3" and "The mill".
            return not _is_in_code(previous)
        return first.isalnum() and _is_named(previous, before, text) and not _is_in_code(previous)
    return not _is_in_code(opened) and _are_two(previous, opened, before, text)


def _are_two(node: LexborNode, following: LexborNode, before: str, text: str) -> bool:
    """Tell whether the ends of two neighbouring elements are two words."""
    if _is_named(node, before, text) or _is_named(following, before, text):
        return True
    if len(before.strip()) < 2 or len(text.strip()) < 2 or _has_text_beside(node):
        return False
    last, first = before[-1], text[0]
    if not last.isalnum() or not first.isalnum() or last.isdigit() != first.isdigit():
        return True
    return (first.isupper() and last.islower()) or _differ(node, following)


def _is_named(node: LexborNode, before: str, text: str) -> bool:
    """Tell whether an element is named as a label or a value, where `text` comes after `before`."""
    if node.tag in _ONE_WORD:
        return False
    attributes = node.attributes
    names = attributes.get("class") if attributes else None
    if not names:
        return False
    if _LABELS.search(names):
        return len(before.strip()) > 1 or before[-1].isdigit()
    if _NUMBERS.search(names):
        return before[-1].isdigit() != text[0].isdigit() and not (before[-1].isdigit() and text[0].islower())
    return False


def _first_text(node: LexborNode) -> str:
    """Return the first piece of text in an element."""
    inner: LexborNode | None = node
    for _ in range(MAX_LEVELS):
        inner = inner.first_child if inner is not None else None
        if inner is None:
            break
        text = inner.text_content
        if text is not None:
            return text
    return ""


def _is_in_code(node: LexborNode) -> bool:
    outer: LexborNode | None = node
    for _ in range(MAX_LEVELS):
        if outer is None or CODES.get(outer.tag, BLOCK) == BLOCK:
            return False
        if outer.tag in _ONE_WORD:
            return True
        outer = outer.parent
    return False


def _has_text_beside(node: LexborNode) -> bool:
    """Tell whether text stands straight in the element that a node is in: then its inline elements are of one text."""
    one = node.parent.first_child if node.parent is not None else None
    for _ in range(MAX_NEIGHBOURS):
        if one is None:
            return False
        if _is_text(one):
            return True
        one = one.next
    return True


def _differ(node: LexborNode, following: LexborNode) -> bool:
    """Tell whether two neighbours are of two sorts, or two links."""
    if node.tag == following.tag == "a":
        return node.attributes.get("href") != following.attributes.get("href")
    names, others = node.attributes.get("class") or "", following.attributes.get("class") or ""
    if _GENERATED.fullmatch(names) or _GENERATED.fullmatch(others):
        return False
    if node.parent is not None and node.parent.tag == "p":
        return bool(names and others and names != others)
    return node.tag != following.tag or (bool(names or others) and names != others)
