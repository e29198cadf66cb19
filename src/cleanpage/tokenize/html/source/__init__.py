"""The source of an HTML page before it is parsed: what the parser would take too much time or memory for is left out.

A page in UTF-8 goes in and comes out, on nearly all pages unchanged. Nothing here reads text.
"""

from cleanpage.tokenize.html.source.counting import first_attributes, first_tags
from cleanpage.tokenize.html.source.parser_guard import guard
from cleanpage.tokenize.html.source.unclosed import end_frames

__all__ = ["end_frames", "first_attributes", "first_tags", "guard"]
