"""Score: a `Measured` in, a `Scored` out, with the estimate for each block that it is main content.

`weights` reads the trees that were trained, `scorer` runs them as code, and `leaves` does so for what each feature
added. `surroundings` has what the second pass is asked. What is kept is decided later.
"""

from cleanpage.score.leaves import UNITS, Leaves, load_leaves
from cleanpage.score.scorer import Scorer, compile_weights, score, second_rows
from cleanpage.score.surroundings import surroundings
from cleanpage.score.weights import Exit, Tree, Weights, load_weights, parse_weights

__all__ = [
    "UNITS",
    "Exit",
    "Leaves",
    "Scorer",
    "Tree",
    "Weights",
    "compile_weights",
    "load_leaves",
    "load_weights",
    "parse_weights",
    "score",
    "second_rows",
    "surroundings",
]
