"""Measure: a `Document` in, a `Measured` out, with the numbers of `features` for each block.

Both formats have `wording` and `context`; HTML has `elements` (with `containers` and `element_names`), `declared_text`
and `declared_kind`, text dumps `lines`, `line_odds` and `lines_around`. `measurer` puts the columns together. Nothing
is judged here: which numbers speak for main content is a matter of the weights.
"""

from cleanpage.measure.element_names import BITS, DECAY, NameReader
from cleanpage.measure.line_odds import shape_tokens, word_tokens
from cleanpage.measure.measurer import likely_text, measure, packer

__all__ = ["BITS", "DECAY", "NameReader", "likely_text", "measure", "packer", "shape_tokens", "word_tokens"]
