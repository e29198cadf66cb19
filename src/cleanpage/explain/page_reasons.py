"""Say why the blocks of one page have their scores: which features moved each most, in words.

Features that say the same thing about a block are one reason. What a block's reason needs is shared by the blocks of a
page: how names are read, which features say the same thing there, which of them are the strongest. It is worked out
once for all blocks that have it in common, when the first of them is asked for its reason: a tenth of the time. Sums
are whole numbers (`score.Leaves`); where two things are equally strong, or one is halfway between two figures, sums of
floats decide, as `PageBlock.contributions` has them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import eq, itemgetter
from typing import Any, Final, NamedTuple, TypeVar

from cleanpage.blocks import Elements, FeatureRow, Format, Overrule, Restore, Sort
from cleanpage.explain.feature_phrases import NONE, is_share, topic
from cleanpage.explain.path_phrases import PathWords, speaks_of_path
from cleanpage.explain.reasons import MIN_MOVE, REASONS, Group, contributions_of, sentence, with_figure, words_of
from cleanpage.features import NAMES
from cleanpage.measure import NameReader
from cleanpage.score import UNITS, load_leaves, load_weights

MAX_SHARED: Final = 1024
"""Things of a kind that are remembered of a page; then it begins anew. Some 1 MB, and pages have been seen with 500."""

MIN_UNITS: Final = round(MIN_MOVE * UNITS)
SHOWN_UNITS: Final = UNITS // 10
"""A reason shows one digit after the point."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _remember(shared: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    if len(shared) >= MAX_SHARED:
        shared.clear()
    shared[key] = value
    return value


@dataclass(frozen=True, slots=True, eq=False)
class _Grouping:
    """Which features say the same thing about a block; each is itself, so that it can be a key."""

    alone: tuple[int, ...]
    """Indices of the features that say what no other says."""
    together: tuple[tuple[int, ...], ...]
    """Indices of the features in each other group."""
    levels: Mapping[int, int]
    """Index of a feature to the element that it points to."""

    def strongest_member(self, at: int, moves: Sequence[float]) -> int:
        """Return which feature speaks for a group, counted through `alone` and `together`."""
        if at < len(self.alone):
            return self.alone[at]
        return min(self.together[at - len(self.alone)], key=lambda feature: (-abs(moves[feature]), feature))


class _Layout(NamedTuple):
    """What decides in a format which features say the same thing."""

    none: itemgetter[Any]
    """Gets the features of which one value says "there is none"."""
    none_values: tuple[float, ...]
    fixed: Mapping[int, str]
    """Index of a feature to what it speaks of, where neither a share nor an element matters."""
    said: Mapping[int, tuple[int, str]]
    """Index of a feature to its place in `none_values`, and what it speaks of if it says "there is none"."""
    shares: tuple[tuple[int, str], ...]
    """Index of each feature that says the same as another if both are the same per cent, and of what."""
    of_path: tuple[tuple[int, str], ...]
    """Index and name of each feature that points to an element."""


@cache
def _layout(format: Format) -> _Layout:
    names = NAMES[format]
    none = [index for index, name in enumerate(names) if name in NONE]
    shares = [(index, topic(name, 0.0).partition("% ")[2]) for index, name in enumerate(names) if is_share(name)]
    of_path = [(index, name) for index, name in enumerate(names) if format == "html" and speaks_of_path(name)]
    by_value = {index for index, _ in (*shares, *of_path)}
    return _Layout(
        none=itemgetter(*none),
        none_values=tuple([NONE[names[index]][0] for index in none]),
        fixed={index: topic(name, math.nan) for index, name in enumerate(names) if index not in by_value},
        said={index: (place, NONE[names[index]][1]) for place, index in enumerate(none)},
        shares=tuple(shares),
        of_path=tuple(of_path),
    )


@cache
def _fixed_groups(format: Format, is_none: tuple[bool, ...]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Return the groups of the features for which neither a share nor an element matters: alone, and together."""
    layout = _layout(format)
    groups: dict[str, list[int]] = {}
    for feature, spoken_of in layout.fixed.items():
        place, said = layout.said.get(feature, (-1, ""))
        groups.setdefault(said if place >= 0 and is_none[place] else spoken_of, []).append(feature)
    return _alone_and_together(groups.values())


def _alone_and_together(groups: Iterable[list[int]]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    alone = tuple([features[0] for features in groups if len(features) == 1])
    return alone, tuple([tuple(features) for features in groups if len(features) > 1])


class _Told(NamedTuple):
    """What of a block decides which features say the same thing about it."""

    is_none: tuple[bool, ...]
    """Whether each feature of `_Layout.none` says "there is none"."""
    levels: tuple[int | None, ...]
    """The element that each feature of `_Layout.of_path` points to."""
    alike: tuple[int | None, ...]
    """The same, where elements around the block that are written alike are one: the innermost of them."""
    per_cents: tuple[int, ...]
    """Each share of `_Layout.shares`."""


def _group(format: Format, told: _Told) -> _Grouping:
    """Return which features say the same thing about a block."""
    layout = _layout(format)
    levels: dict[int, int] = {}
    groups: dict[object, list[int]] = {}
    for (feature, what), per_cent in zip(layout.shares, told.per_cents, strict=True):
        place, said = layout.said.get(feature, (-1, ""))
        key: object = said if place >= 0 and told.is_none[place] else (per_cent, what)
        groups.setdefault(key, []).append(feature)
    for (feature, name), level, alike in zip(layout.of_path, told.levels, told.alike, strict=True):
        if level is None:
            place, said = layout.said.get(feature, (-1, ""))
            key = said if place >= 0 and told.is_none[place] else name
        else:
            levels[feature] = level
            key = ("inside", alike) if level > 0 else level
        groups.setdefault(key, []).append(feature)
    alone, together = _alone_and_together(groups.values())
    fixed_alone, fixed_together = _fixed_groups(format, told.is_none)
    return _Grouping(fixed_alone + alone, fixed_together + together, levels)


class PageReasons:
    """Explains the blocks of one page.

    Any two are equal: what they hold is read off the elements, which a block's place has too.
    """

    __slots__ = (
        "_around", "_elements", "_exact", "_format", "_groupings", "_moves", "_names", "_shown", "_strongest",
    )  # fmt: skip

    def __init__(self, format: Format, elements: Elements) -> None:
        self._format = format
        self._elements = elements
        self._names: dict[tuple[str, str], tuple[float, int, Sort]] = {}
        self._around: dict[tuple[str, str, int, str], PathWords] = {}
        self._groupings: dict[_Told, _Grouping] = {}
        self._moves: dict[bytes, tuple[int, ...]] = {}
        self._exact: dict[bytes, list[float]] = {}
        self._shown: dict[tuple[PathWords, Group, float], str] = {}
        self._strongest: dict[tuple[bytes, _Grouping], tuple[Group, ...]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageReasons)

    def __hash__(self) -> int:
        return hash(PageReasons)

    def __reduce__(self) -> tuple[type[PageReasons], tuple[Format, Elements]]:
        return PageReasons, (self._format, self._elements)

    def explain(
        self,
        row: FeatureRow,
        score: float,
        cut: float,
        *,
        kept: bool,
        overrule: Overrule | Restore | None,
        element: int,
        inline_names: str,
        line: str,
    ) -> str:
        """Return the decision about a block in words: score against cut, and what moved the score most."""
        weights = load_weights(self._format)
        around = self._words_around(element, inline_names)
        leaves = load_leaves(self._format).find(row)
        grouping = self._grouping(row, around)
        groups = self._strongest.get((leaves, grouping))
        if groups is None:
            groups = self._find(leaves, grouping)
            if groups is None:
                groups = self._find_exactly(leaves, grouping, row)
            _remember(self._strongest, (leaves, grouping), groups)
        named = []
        for group in groups:
            key = (around, group, row[group.feature])
            shown = self._shown.get(key)
            if shown is None:
                shown = with_figure(words_of(group, row, around, line, weights), group.move)
                if weights.names[group.feature] != "line_odds":
                    # Its words are those of the line, and not of what was measured.
                    _remember(self._shown, key, shown)
            named.append(shown)
        return sentence(named, score, cut, kept=kept, overrule=overrule)

    def _words_around(self, element: int, inline_names: str) -> PathWords:
        elements = self._elements
        key = ("", "", -1, inline_names)
        if element >= 0:
            # Elements beside each other that are written alike have the same path.
            key = (elements.tags[element], elements.names[element], elements.parents[element], inline_names)
        found = self._around.get(key)
        if found is None:
            path = tuple(elements.path(element))
            found = PathWords(path, inline_names, load_weights(self._format).tokens, self._look)
            _remember(self._around, key, found)
        return found

    def _look(self, tag: str, names: str) -> tuple[float, int, Sort]:
        found = self._names.get((tag, names))
        if found is None:
            found = _remember(self._names, (tag, names), NameReader(load_weights(self._format).tokens)(tag, names))
        return found

    def _grouping(self, row: FeatureRow, around: PathWords) -> _Grouping:
        layout = _layout(self._format)
        told = _Told(
            tuple(map(eq, layout.none(row), layout.none_values)),
            *around.levels(layout.of_path, row),
            tuple([round(100 * row[feature]) for feature, _ in layout.shares]),
        )
        return self._groupings.get(told) or _remember(self._groupings, told, _group(self._format, told))

    def _find(self, leaves: bytes, grouping: _Grouping) -> tuple[Group, ...] | None:
        """Return the strongest groups that are worth naming; None where rounding could decide between them."""
        moves = self._moves.get(leaves)
        if moves is None:
            moves = _remember(self._moves, leaves, load_leaves(self._format).moves(leaves))
        sums = [moves[feature] for feature in grouping.alone]
        sums += [sum([moves[feature] for feature in features]) for features in grouping.together]
        sizes = list(map(abs, sums))
        strongest = sorted([*sizes, *[0] * (REASONS + 1)], reverse=True)[: REASONS + 1]
        groups = []
        for size, below in pairwise(strongest):
            if size < MIN_UNITS:
                break
            at = sizes.index(size)
            feature = grouping.strongest_member(at, moves)
            if size == below or size % SHOWN_UNITS == SHOWN_UNITS // 2 or self._is_tied(feature, at, grouping, moves):
                return None
            groups.append(Group(grouping.levels.get(feature), feature, sums[at] / UNITS))
        return tuple(groups)

    @staticmethod
    def _is_tied(feature: int, at: int, grouping: _Grouping, moves: Sequence[int]) -> bool:
        """Return whether another feature of a group is as strong as the strongest."""
        if at < len(grouping.alone):
            return False
        move = abs(moves[feature])
        return sum([abs(moves[one]) == move for one in grouping.together[at - len(grouping.alone)]]) > 1

    def _find_exactly(self, leaves: bytes, grouping: _Grouping, row: FeatureRow) -> tuple[Group, ...]:
        """Return the strongest groups that are worth naming, by sums of floats."""
        weights = load_weights(self._format)
        moves = self._exact.get(leaves)
        if moves is None:
            found = contributions_of(weights, row)
            moves = _remember(self._exact, leaves, [found.get(name, 0.0) for name in weights.names])
        sums = [moves[feature] for feature in grouping.alone]
        sums += [math.fsum([moves[feature] for feature in features]) for features in grouping.together]
        groups = []
        for at, total in enumerate(sums):
            if abs(total) >= MIN_MOVE:
                feature = grouping.strongest_member(at, moves)
                groups.append(Group(grouping.levels.get(feature), feature, total))
        groups.sort(key=lambda group: (-abs(group.move), -abs(moves[group.feature]), group.feature))
        return tuple(groups[:REASONS])
