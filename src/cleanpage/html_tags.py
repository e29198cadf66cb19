"""What each tag does to the blocks of a page: the tables that both walks over its nodes share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborDocumentOptions

from cleanpage.blocks import Kind

TEXT, INLINE, LINK, BLOCK, BREAK, META, SKIP, FORMULA = range(8)

_INLINE_TAGS = (
    "span b i em strong small big u s strike del ins sub sup mark abbr acronym cite code kbd samp var tt q "
    "font bdi bdo data dfn time ruby rb rt rtc rp nobr wbr output meter progress picture map"
)
_SKIP_TAGS = (
    "style noscript template svg iframe object embed applet canvas audio video map area param source track "
    "input textarea datalist frame frameset noframes noembed -comment !doctype -doctype"
)
CODES: Final[dict[str | None, int]] = {
    None: SKIP,
    "-text": TEXT,
    "-cdata": TEXT,
    "a": LINK,
    "br": BREAK,
    "hr": BREAK,
    "img": SKIP,
    "script": META,
    "title": META,
    "meta": META,
    "link": META,
    "base": META,
    "math": FORMULA,
    "mjx-container": INLINE,
    **dict.fromkeys(_INLINE_TAGS.split(), INLINE),
    **dict.fromkeys(_SKIP_TAGS.split(), SKIP),
}
"""What to do at each node; a tag that is not here opens a block, as unknown elements do not glue words."""

CODES_WITHOUT_SCRIPTS: Final = {**CODES, "noscript": BLOCK}
"""What to do at each node of a page that gives its text to readers without scripts."""

SHOWN_TAGS = frozenset({"img", "video", "audio", "iframe", "embed", "object", "svg"})
"""Elements that show something and have no text of their own."""

KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list_item",
    "blockquote": "quote",
    "pre": "code",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "definition",
    "dd": "definition",
    "button": "control",
    "option": "control",
    "select": "control",
    "legend": "control",
    "label": "control",
}
"""Kinds that a tag gives to the blocks inside it; every other tag passes its parent's kind on."""

_RESET_TAGS = frozenset({"body", "article", "section", "main", "nav", "aside", "footer", "header", "table", "ul", "ol"})
"""Containers that end an outer kind: a list in a table cell holds list items, not cells."""

PERMALINKS: Final = frozenset("#¶§🔗⚓")
"""Signs that documentation and blogs link a heading to itself with; no words of it."""

WITHOUT_EVENTS: Final = int(LexborDocumentOptions.WO_EVENTS)
"""Leaves the page as it is: a <selectedcontent> is not filled with a copy of the selected option."""


def meaning(tag: str | None, codes: Mapping[str | None, int]) -> tuple[int, str, Kind | None]:
    """Return what to do at a tag, its name, and the kind that it gives to the blocks inside; None for its parent's."""
    tag_kind: Kind | None = KINDS.get(tag or "")
    if tag in _RESET_TAGS:
        tag_kind = "paragraph"
    return codes.get(tag, BLOCK), tag or "", tag_kind
