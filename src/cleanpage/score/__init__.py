"""Score: a `Measured` in, a `Scored` out, with the estimate for each block that it is main content.

`weights` reads the trees that were trained, `scorer` runs them as code, and `leaves` does so for what each feature
added. Each block is scored by its own numbers alone; what is kept is decided later.
"""

from cleanpage.score.leaves import UNITS, Leaves, load_leaves
from cleanpage.score.scorer import compile_trees, score
from cleanpage.score.weights import Exit, Tree, Weights, load_weights, parse_weights

__all__ = [
    "UNITS",
    "Exit",
    "Leaves",
    "Tree",
    "Weights",
    "compile_trees",
    "load_leaves",
    "load_weights",
    "parse_weights",
    "score",
]
