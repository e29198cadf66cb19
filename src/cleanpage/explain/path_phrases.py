"""Say which of the elements around a block a feature of its markup speaks of, by tag and names.

The elements from the block's own outwards go in, with the log-odds of name tokens; "inside
`aside.related`" comes out. What is read here was read when the features were measured: it is
read again, for the few blocks that somebody asks about, instead of being kept for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from cleanpage.blocks import FeatureRow, Sort
from cleanpage.measure import BITS, DECAY, NameReader
from cleanpage.words.lexicon import name_tokens, read_names

ElementPath = Sequence[tuple[str, str]]
"""(tag, names) of a block's own element and of the ones around it, outwards; empty in a text dump."""

MAX_NAMES_CHARS: Final = 500
"""Characters of an element's names that are read again; pages have been seen with a whole text as a class."""

MAX_NAME_CHARS: Final = 30
"""Characters of a tag or name that are shown: enough to find it by."""

MAX_SHOWN_NAMES: Final = 2
"""Names of an element that are shown, those that speak most."""

INLINE: Final = -1
"""Stands for the inline elements inside a block, where 0 is its own element and 1 its parent."""

Look = Callable[[str, str], tuple[float, int, Sort]]
"""Tag and names of an element to what they speak for, as `NameReader` says it."""

_OWN: Final = frozenset({"tag", "heading_level", "names_own"})
_ALONG_PATH: Final = frozenset({"names_sum", "names_min", "names_max", "names_decayed"})
_SIBLINGS: Final = frozenset({"siblings", "same_siblings"})


def speaks_of_path(name: str) -> bool:
    """Return whether a feature can point to one of the elements around a block."""
    return name in _OWN or name in _ALONG_PATH or name in ("names_inline", "own_cue") or name.startswith("in_")


class PathWords:
    """Writes phrases about the elements around one block."""

    def __init__(
        self, path: ElementPath, inline_names: str, token_weights: Mapping[str, float], look: Look | None = None
    ) -> None:
        """`look` reads names with these weights, and may remember them for other blocks."""
        self._path = [(tag, names[:MAX_NAMES_CHARS]) for tag, names in path]
        self._inline_names = inline_names[:MAX_NAMES_CHARS]
        self._weights = token_weights
        look = look or NameReader(token_weights)
        self._read = [look(tag, names) for tag, names in self._path]
        self._inline_cue = look("", self._inline_names)[2] if self._inline_names else ""
        self._labels: dict[int, str] = {}
        self._found: dict[str, int | None] = {}

    def find(self, name: str, value: float) -> int | None:
        """Return which element a feature points to: 0 the block's own, 1 its parent, INLINE; None for none."""
        if not self._path:
            return None
        if name in _OWN:
            return 0
        if name == "names_inline":
            return INLINE if value else None
        if not value:
            return None
        key = name if value > 0 else "-" + name
        if key not in self._found:
            self._found[key] = self._find(name, value)
        return self._found[key]

    def levels(
        self, features: Iterable[tuple[int, str]], row: FeatureRow
    ) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
        """Return what each feature, given by index and name, points to; and the innermost of elements written alike."""
        levels = tuple([self.find(name, row[feature]) for feature, name in features])
        outer = {level for level in levels if level is not None and level > 0}
        if len(outer) < 2:
            return levels, levels
        first: dict[str, int] = {}
        alike = {level: first.setdefault(self.label(level), level) for level in sorted(outer)}
        return levels, tuple([alike.get(level, level) if level is not None else None for level in levels])

    def _find(self, name: str, value: float) -> int | None:
        if name in _ALONG_PATH:
            decay = DECAY if name == "names_decayed" else 1.0
            sign = 1 if value > 0 else -1
            strengths = [sign * own * decay**level for level, (own, _, _) in enumerate(self._read)]
            strongest = max(strengths)
            return strengths.index(strongest) if strongest > 0 else None
        if name == "own_cue":
            return INLINE if self._inline_cue else self._first([cue != "" for _, _, cue in self._read])
        if name.startswith("in_"):
            bit = BITS[name.removeprefix("in_")]
            return self._first([bits & bit != 0 for _, bits, _ in self._read])
        return None

    def _first(self, found: Sequence[bool]) -> int | None:
        return found.index(True) if True in found else None

    def element(self, level: int, move: float) -> str:
        """Return the phrase about an element that features point to, which moved the log-odds by `move` together."""
        if level == INLINE:
            return f"`{self._shown('', self._inline_names)}` inside it"
        if level == 0:
            # A <p> without a class says less than one with the class of the article's text.
            return f"its element is {'' if self._path[0][1] else 'an unnamed '}{self.label(0)}"
        own = self._read[level][0]
        # The move is against what its names speak for: it could have been inside of something better, or worse.
        grudging = " at best" if own > 0 > move else " at worst" if own < 0 < move else ""
        return f"inside {self.label(level)}{grudging}"

    def words(self, name: str, value: float) -> str:
        """Return the phrase about a feature that has an element to be named; "" for others."""
        if not self._path:
            return ""
        if name.startswith("box"):
            return self._box(int(name[3]), name[5:], value)
        if name == "article_share" and value >= 0:
            article = self._first([tag == "article" for tag, _ in self._path])
            return "" if article is None else f"{100 * value:.0f} % of the page's words are in {self._around(article)}"
        if name == "best_score":
            return f"{self._container(1)} has {100 * value:.0f} % of the best container's votes"
        if name == "same_shape" and value > 1:
            blocks = "block" if value == 2 else "blocks"
            return f"same shape as {value - 1:.0f} other {blocks} ({self.label(0)})"
        if name in _SIBLINGS:
            kind = f"`{_escape(self._path[0][0])}`" if name == "same_siblings" else "element"
            place = "at the root" if len(self._path) == 1 else f"in {self.label(1)}"
            if value <= 1:
                return f"the only {kind} {place}"
            return f"one of {value:.0f} {kind}{'' if name == 'same_siblings' else 's'} {place}"
        return ""

    def _box(self, level: int, what: str, value: float) -> str:
        box = self._container(level)
        if what == "share":
            return f"{100 * value:.0f} % of the page's words are in {box}"
        if what == "links":
            return f"{100 * value:.0f} % of the characters in {box} are links"
        return f"{100 * value:.0f} % of the words in {box} are prose"

    def _container(self, level: int) -> str:
        """Return the words for the element so many levels outwards; the root has nothing outside of it."""
        return self._around(min(level, len(self._path) - 1))

    def _around(self, level: int) -> str:
        return f"its element {self.label(0)}" if level == 0 else f"{self.label(level)} around it"

    def label(self, level: int) -> str:
        """Return how the element so many levels outwards is written."""
        label = self._labels.get(level)
        if label is None:
            label = self._labels[level] = f"`{self._shown(*self._path[level])}`"
        return label

    def _shown(self, tag: str, names: str) -> str:
        """Return a tag and the names that speak most, or the first where none does: "aside.related-posts"."""
        pieces = list(dict.fromkeys(names.split()))
        strengths = {piece: self._strength(tag, piece) for piece in pieces}
        telling = sorted([piece for piece in pieces if strengths[piece]], key=lambda piece: -strengths[piece])
        shown = telling[:MAX_SHOWN_NAMES] or pieces[:1]
        parts = [tag] if tag else []
        return ".".join([_escape(part) for part in [*parts, *[piece for piece in pieces if piece in shown]]])

    def _strength(self, tag: str, piece: str) -> float:
        _, cue, hidden = read_names("", piece)
        known = abs(sum([self._weights.get(token, 0.0) for token in name_tokens(piece)]))
        # <html> and <body> speak for no sort, see `read_names`.
        return known + (10 if hidden or (cue and tag not in ("html", "body")) else 0)


def _escape(name: str) -> str:
    """Return a tag or name of a page as it can stand in a line, between backticks.

    >>> _escape("a`b")
    'a?b'
    """
    shown = "".join([char if char.isprintable() and char not in "`;" else "?" for char in name[:MAX_NAME_CHARS]])
    return shown + "…" if len(name) > MAX_NAME_CHARS else shown
