"""Select: a `Scored` in, a `Selected` out, with the decision about each block.

`selector` chooses the page's cut, the one with the highest expected F1, and asks the `rules` before and after it. How a
block is written out is not known here.
"""

from cleanpage.select.selector import calibrate, select

__all__ = ["calibrate", "select"]
