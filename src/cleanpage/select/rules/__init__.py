"""Rules that drop or keep blocks before and after the cut, by what a block is a part of.

A page with its scores and the decision of its cut go in; the decision after the rules comes out, with the reasons.
`table` lists the rules in their order, `applying` loops over it. Each family of rules has a module: here what holds
in both formats, in `articles/` what asks the elements of an article, in `dumps/` what asks the lines of a text dump,
in `units/` what is kept or dropped whole.
"""

from cleanpage.select.rules.applying import Overruled, Ruled, apply_rules, find_foreign
from cleanpage.select.rules.rule import Addition, Case, Kept, Restoration, Rule
from cleanpage.select.rules.table import ADDITIONS, BEFORE_CUT, RESTORATIONS, RULES, UNITS

__all__ = [
    "ADDITIONS",
    "BEFORE_CUT",
    "RESTORATIONS",
    "RULES",
    "UNITS",
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
