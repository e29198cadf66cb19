"""Follow which elements are open at each tag of a page, never fewer than the parser has open.

Tags go in, one after another; whether each is to be kept comes out. The parser's own rules fill a hundred pages; here
stand the few that hold wherever a tag is. An element is taken to have ended only where the parser surely ended it, if
it had it open at all: where its end tag comes before any other tag that is left open, or another element begins that
ends it. Where that isn't sure, it is taken to stay open to the end of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FORMATTING: Final = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
"""Elements that the parser opens again in what follows, until they are ended."""

VOID: Final = frozenset(b"area base br col embed frame hr img input link meta param source track wbr".split())
_ROOTS: Final = frozenset((b"html", b"head", b"body"))

BLOCKS: Final = frozenset(
    b"address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 "
    b"h3 h4 h5 h6 header hgroup hr li dd dt listing main menu nav ol p pre search section summary table ul xmp".split()
)
"""Elements that end a <p>."""

DRAWINGS: Final = frozenset((b"svg", b"math"))
_LEAVING_DRAWINGS: Final = frozenset(
    b"b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    b"meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var "
    b"title desc foreignobject mi mo mn ms mtext annotation-xml".split()
)
"""Elements that end a drawing or formula, or in which HTML can stand."""

_MENUS_AND_FRAMES: Final = frozenset((b"select", b"frameset"))
"""Elements in which the parser passes over most tags."""

_PARTS: Final = frozenset(b"caption colgroup tbody td tfoot th thead tr".split())
_CELLS: Final = frozenset((b"td", b"th"))
_ROWS: Final = _CELLS | {b"tr"}
_GROUPS: Final = frozenset((b"tbody", b"thead", b"tfoot"))
_CHOICES: Final = frozenset((b"option", b"optgroup"))
_NOTHING: Final[frozenset[bytes]] = frozenset()
_P: Final = frozenset((b"p",))
_TERMS: Final = frozenset((b"dd", b"dt"))

_ENDED_BY_NEXT: Final[Mapping[bytes, frozenset[bytes]]] = {
    **dict.fromkeys(BLOCKS, _P),
    b"li": frozenset((b"p", b"li")),
    **dict.fromkeys(_TERMS, _P | _TERMS),
    **dict.fromkeys(_CELLS, _CELLS),
    b"tr": _ROWS,
    **dict.fromkeys(_GROUPS, _ROWS | _GROUPS),
    b"a": frozenset((b"a",)),
}
"""For an element that begins, those that it ends if they are the innermost ones."""

_ENDED_WITH: Final[Mapping[bytes, frozenset[bytes]]] = {
    **dict.fromkeys(BLOCKS - {b"p", b"table"}, _P),
    **dict.fromkeys((b"ul", b"ol", b"menu", b"dir"), frozenset((b"li", b"p"))),
    b"dl": _TERMS | _P,
    b"table": _PARTS,
    b"tr": _CELLS,
    **dict.fromkeys(_GROUPS, _ROWS),
    **dict.fromkeys((b"select", b"datalist", b"optgroup"), _CHOICES),
}
"""For an end tag, the elements that may be open within what it ends, and end with it."""

_ENDING_OTHERS: Final[Mapping[bytes, frozenset[bytes]]] = {
    **_ENDED_BY_NEXT,
    **dict.fromkeys(_PARTS | {b"table"}, _PARTS | {b"table"}),
    **dict.fromkeys((b"h1", b"h2", b"h3", b"h4", b"h5", b"h6"), frozenset(b"p h1 h2 h3 h4 h5 h6".split())),
    **dict.fromkeys((b"option", b"optgroup", b"hr"), frozenset(b"p option optgroup".split())),
    **dict.fromkeys((b"rb", b"rp", b"rt", b"rtc"), frozenset((b"rb", b"rp", b"rt", b"rtc"))),
    **dict.fromkeys((b"select", b"input", b"textarea"), frozenset((b"select",))),
    b"button": frozenset((b"button",)),
    b"nobr": frozenset((b"nobr",)),
}
"""For an element that begins, all that it may end, wherever it is, with what is in it."""


SPECIAL: Final = (
    BLOCKS
    | VOID
    | DRAWINGS
    | _ROOTS
    | _PARTS
    | frozenset(_ENDING_OTHERS) - {b"a"}
    | frozenset(
        b"applet basefont bgsound button frameset iframe image keygen marquee noembed noframes noscript object "
        b"plaintext script style template textarea title".split()
    )
)
"""Elements with rules of their own. Others, <span> or <abbr>, are ended by their end tag or by that of what is around
them."""


class OpenElements:
    """The elements that may be open, outermost first."""

    def __init__(self) -> None:
        self._names: list[bytes] = []
        self._kept: list[bool] = []
        self._counts: dict[bytes, int] = {}
        self.depth = 0
        """How many of them were kept."""
        self.drawings = 0
        """How many drawings and formulas are among them: where there is none, no tag is one of a drawing's."""
        self._drawn_from = -1
        """Index of a drawing of which all that is open inside is surely drawn; -1 for none."""
        self._ignores = False
        """Whether there was a column in a template, where all else that isn't one is passed over."""
        self._unsure_to = 0
        """How many of them, outermost first, the parser may have ended without a sign."""

    @property
    def takes_raw_text(self) -> bool:
        """Whether a <script> or its like that begins here surely has no markup in it."""
        return not self.drawings and not self._may_be_ignored

    @property
    def _may_be_ignored(self) -> bool:
        """Whether the parser may pass over the next start tag."""
        return self._ignores or not _MENUS_AND_FRAMES.isdisjoint(self._counts)

    def start(self, name: bytes, *, self_closing: bool, keep: bool) -> bool:
        """Go past a start tag; `keep` says whether an element may be opened. Return whether the tag is kept."""
        if name in DRAWINGS or self.drawings:
            return self._start_in_drawing(name, self_closing, keep)
        if name in VOID:
            self._end_before(name)
            self._ignores |= name == b"col" and b"template" in self._counts
            return True
        if name in _ROOTS:
            return True
        if keep and name in _ENDING_OTHERS:
            self._end_before(name)
        may_be_ignored = self._may_be_ignored and name not in _CHOICES
        self._push(name, keep)
        if may_be_ignored:
            self._unsure_to = len(self._names)
        return keep

    def end(self, name: bytes) -> bool:
        """Go past an end tag; return whether it is kept: whether what it ends was, if it ends anything surely."""
        names = self._names
        at = len(names) - 1
        if at < 0 or names[at] != name:
            if name not in self._counts:
                # Nothing of that name is open, so that it ends nothing.
                self._drawn_from = -1
                return True
            if not self._ends_with(name):
                self._drawn_from = -1
                self._unsure_to = len(names)
                return True
            while names[at] != name:
                at -= 1
        kept = self._kept[at]
        self._cut(at)
        return kept

    def _start_in_drawing(self, name: bytes, self_closing: bool, keep: bool) -> bool:
        """Do what `start` does where a drawing begins, or where one may be open."""
        if name in DRAWINGS:
            if self_closing:
                return True
            self.drawings += 1
            if keep and self._drawn_from < 0 and not self._may_be_ignored:
                self._drawn_from = len(self._names)
        elif self._drawn_from >= 0 and name not in _LEAVING_DRAWINGS:
            if self_closing:
                return True
        else:
            self._drawn_from = -1
            if name in VOID and name in _LEAVING_DRAWINGS:
                return True
        self._push(name, keep)
        return keep

    def _ends_with(self, name: bytes) -> bool:
        """Return whether an end tag surely ends the innermost element of its name with all that is in it."""
        names, drawn_from = self._names, self._drawn_from
        if self.drawings:
            # In a drawing, an end tag ends what has its name, whatever is in it.
            return drawn_from >= 0 and name in names[drawn_from:]
        inner = _ENDED_WITH.get(name, frozenset())
        at = len(names) - 1
        while at >= 0 and names[at] in inner:
            at -= 1
        return at >= self._unsure_to and names[at] == name

    def _end_before(self, name: bytes) -> None:
        """End the innermost elements that one of this name ends when it begins."""
        ended = _ENDED_BY_NEXT.get(name)
        names = self._names
        if ended and names and names[-1] in ended:
            at = len(names) - 1
            while at and names[at - 1] in ended:
                at -= 1
            self._cut(at)
        if not _ENDING_OTHERS.get(name, _NOTHING).isdisjoint(self._counts):
            self._unsure_to = len(names)

    def _push(self, name: bytes, keep: bool) -> None:
        self._names.append(name)
        self._kept.append(keep)
        self._counts[name] = self._counts.get(name, 0) + 1
        self.depth += keep

    def _cut(self, at: int) -> None:
        """End all elements from an index on."""
        names, counts = self._names, self._counts
        while len(names) > at:
            name = names.pop()
            self.depth -= self._kept.pop()
            if counts[name] > 1:
                counts[name] -= 1
            else:
                del counts[name]
            self.drawings -= name in DRAWINGS
        self._unsure_to = min(self._unsure_to, at)
        if self._drawn_from >= at:
            self._drawn_from = -1
