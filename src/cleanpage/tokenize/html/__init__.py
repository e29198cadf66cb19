"""HTML to blocks: a guard that keeps the parser linear, one walk over the tree, and a second for formats.

`tags` says what each tag does; `guard` cuts what the parser would handle in quadratic time; `walk` makes the blocks,
with what `replacements` puts in the place of formulas and code listings. Whoever reads text dumps alone never loads
this, nor the parser.
"""

from cleanpage.tokenize.html.asked import find_asked
from cleanpage.tokenize.html.walk import tokenize_html, tokenize_parsed

__all__ = ["find_asked", "tokenize_html", "tokenize_parsed"]
