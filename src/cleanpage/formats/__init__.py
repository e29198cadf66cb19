"""Formats: a `Selected` in, text or a document out.

Plain text is written right from the kept blocks. The other formats are written from a tree of headings, paragraphs,
lists and tables, which `structure` makes, from HTML with a second walk over the page. Each has a package of its own, so
that whoever wants text alone loads none of them. No format selects, adds or moves a word.
"""

from cleanpage.formats.headline import missing_headline
from cleanpage.formats.text import serialize

__all__ = ["missing_headline", "serialize"]
