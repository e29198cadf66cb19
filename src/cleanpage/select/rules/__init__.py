"""Rules: what the decision about each block asks beside its score.

A page with its scores and the decision of its cut go in; the decision after the rules comes out, with the reasons.
`table` lists the rules in their order, a module beside it holds each family of them. Hardly a rule asks the scores
again: what a block is a part of decides.
"""

from cleanpage.select.rules.applying import Overruled, Ruled, apply_rules, find_foreign
from cleanpage.select.rules.rule import Addition, Case, Kept, Restoration, Rule
from cleanpage.select.rules.table import ADDITIONS, BEFORE_CUT, RESTORATIONS, RULES

__all__ = [
    "ADDITIONS",
    "BEFORE_CUT",
    "RESTORATIONS",
    "RULES",
    "Addition",
    "Case",
    "Kept",
    "Overruled",
    "Restoration",
    "Rule",
    "Ruled",
    "apply_rules",
    "find_foreign",
]
