"""Apply the tables of rules: a loop over each.

A page with its scores goes in, and the decision of its cut; the decision with the options and then the rules applied
comes out, with the reasons.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from cleanpage.blocks import Overrule, Restore
from cleanpage.select.rules.captions import is_caption
from cleanpage.select.rules.comments import comments_asked_for
from cleanpage.select.rules.rule import Case, Kept, Rule, Unit
from cleanpage.select.rules.table import ADDITIONS, BEFORE_CUT, RESTORATIONS, RULES, UNITS

Overruled = dict[int, Overrule]
"""Index of a block to why it was dropped although its score passes."""


class Ruled(NamedTuple):
    """The decision after the rules."""

    kept: Kept
    overruled: Overruled
    restored: dict[int, Restore]
    """Index of a block to why it is kept although its score doesn't pass."""


def find_foreign(case: Case) -> Overruled:
    """Return which blocks can be no content, and why: they are left out before the cut is chosen."""
    foreign: Overruled = {}
    for rule in BEFORE_CUT:
        if case.holds(rule.scope):
            for index, is_it in enumerate(rule.find(case, ())):
                if is_it:
                    foreign.setdefault(index, rule.name)
    return foreign


def apply_rules(case: Case, kept: Kept, foreign: Container[int] = ()) -> Ruled:
    """Return the decision with what the options ask for, without what the rules drop, and with what they restore.

    A page of which nothing is kept stays as it is. What is `foreign` can be no content, in a whole table neither.
    """
    overruled: Overruled = {}
    restored: dict[int, Restore] = {}
    if True not in kept:
        return Ruled(kept, overruled, restored)
    for addition in ADDITIONS:
        if case.asks_for(addition.option):
            kept = addition.find(case, kept)
    for rule in RULES:
        if case.holds(rule.scope) and not (rule.unless and case.asks_for(rule.unless)):
            after = _without(case, kept, _found(rule, case, kept), rule.max_share)
            if after is not kept:
                both = zip(kept, after, strict=True)
                overruled.update({index: rule.name for index, (was, is_) in enumerate(both) if was > is_})
                kept = after
    for restoration in RESTORATIONS:
        if case.holds(restoration.scope):
            index = restoration.find(case, kept, overruled)
            if index >= 0:
                kept = (*kept[:index], True, *kept[index + 1 :])
                restored[index] = restoration.name
    for unit in UNITS:
        if case.holds(unit.scope):
            whole = zip(unit.find(case, kept), kept, strict=True)
            after = tuple([keep and (was or at not in foreign) for at, (keep, was) in enumerate(whole)])
            _tell_changes(unit, kept, after, overruled, restored)
            kept = after
    return Ruled(kept, overruled, restored)


def _tell_changes(unit: Unit, kept: Kept, after: Kept, overruled: Overruled, restored: dict[int, Restore]) -> None:
    """Add which blocks a unit dropped or kept to what was overruled and restored before."""
    if after == kept:
        return
    for index, (was, is_) in enumerate(zip(kept, after, strict=True)):
        if was > is_:
            # What was kept against the cut is dropped as it would be without.
            if not restored.pop(index, None):
                overruled[index] = unit.name
        elif is_ > was and not overruled.pop(index, None):
            restored[index] = unit.name


def _found(rule: Rule, case: Case, kept: Kept) -> Sequence[bool]:
    """Return whether each block is one of a rule's; what an option asks for may be spared."""
    found = rule.find(case, kept)
    if not rule.spares_asked or not (case.comments or case.captions) or True not in found:
        return found
    comments = comments_asked_for(case, kept)
    return [
        is_it and not comments[index] and not (case.captions and is_caption(case.measured, index))
        for index, is_it in enumerate(found)
    ]


def _without(case: Case, kept: Kept, found: Sequence[bool], max_share: float) -> Kept:
    """Return the decision without the blocks that were found, unless they are too much of what is kept."""
    if True not in found:
        return kept
    words = case.measured.words
    total = sum([count for count, keep in zip(words, kept, strict=True) if keep])
    dropped = sum([count for count, keep, is_it in zip(words, kept, found, strict=True) if keep and is_it])
    if dropped >= max_share * total:
        return kept
    return tuple([keep and not is_it for keep, is_it in zip(kept, found, strict=True)])
