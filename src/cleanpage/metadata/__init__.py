"""Metadata: what a page says about itself.

A `Document` comes in with the decision which of its blocks are the article, and `Metadata` goes out. Markup is read
first (JSON-LD, then metas, then microdata), then the visible blocks around the headline; a text dump has only these.
Nothing is guessed: a value that no source gives is None. All that was found is kept as evidence beside the values, and
judged when somebody asks. What the text says is not read here, nor is anything fetched.

    html/finders    the table of what finds each field of an HTML page, over html/sources
    dump/finders    the same of a text dump, over dump/surroundings
"""

from cleanpage.metadata.fields import Counters, Found, Metadata, Noted, RelatedItem
from cleanpage.metadata.reader import read_metadata

__all__ = ["Counters", "Found", "Metadata", "Noted", "RelatedItem", "read_metadata"]
