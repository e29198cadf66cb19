"""Metadata: what a page says about itself.

A `Document` comes in with the decision which of its blocks are the article, and `Metadata` goes out. Markup is read
first (JSON-LD, then metas, then microdata), then the visible blocks around the headline; a text dump has only these.
Nothing is guessed: a value that no source gives is None. All that was found is kept as evidence beside the values, and
judged when somebody asks. What the text says is not read here, nor is anything fetched.

    html/finders    the table of what finds each field of an HTML page, over html/sources
    dump/finders    the same of a text dump, over dump/surroundings
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleanpage.blocks import Document, Sort
from cleanpage.metadata.fields import Counters, Found, Metadata, Noted, RelatedItem

if TYPE_CHECKING:
    import datetime

__all__ = ["Counters", "Found", "Metadata", "Noted", "RelatedItem", "read_metadata"]


def read_metadata(
    document: Document,
    *,
    url: str | None,
    language: str,
    kept: Sequence[bool],
    cues: Sequence[Sort] = (),
    words: Sequence[int] = (),
    now: datetime.datetime | None = None,
) -> Metadata:
    """Return what the page says about itself.

    `language` is the ISO 639-1 code measured on the text ("" if unknown), which wins
    over the declared one; `kept` says for each block whether it is main content, `words` how many
    it has (not given: not counted), and `cues` what its words speak for, which is looked up again
    where it is not given. `now` is when the page was dumped.
    """
    # The patterns of each format take longer to compile than a page of the other takes to read.
    if document.format == "text":
        from cleanpage.metadata.dump import read_dump

        return read_dump(document, url=url, language=language, kept=kept, cues=cues, words=words, now=now)
    from cleanpage.metadata.html import Sources, read_html

    return read_html(Sources(document, url=url, language=language, kept=kept, words=words, now=now))
