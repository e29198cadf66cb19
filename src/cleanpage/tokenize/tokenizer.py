"""Cut a page into blocks, as HTML or as a text dump, whichever it is.

A `Dump` comes in and a `Document` goes out; the two tokenizers behind it give the same
`Block`s. Which of them reads the page is decided here, by looking at how it begins and how
much of it is tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cleanpage.blocks import Document, Dump, Format
from cleanpage.limits import UNLIMITED, Limits
from cleanpage.options import InputFormat
from cleanpage.tokenize.text import tokenize_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

SNIFF_CHARS: Final = 65_536
"""Characters at the beginning of a page that tell its format."""

MAX_CHARS_PER_TAG: Final = 400
"""Characters for each tag above which a page that begins with a tag is still a text that quotes some:
prose in HTML has a `<p>` and a `</p>` every 300 to 500 characters."""

MAX_CHARS_PER_INNER_TAG: Final = 100
"""The same for a page that begins with words or ends no element, where a text about HTML is the likelier thing."""

MIN_TAGS: Final = 2
"""Tags under which a page is text."""

_DOCUMENT_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--(?:[^-]|-(?!->)){0,4000}-->\s*|<text id=[^>]{0,200}>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|script|link)\b",
    re.I,
)
_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|a|ul|ol|li|table|tbody|tr|td|th|h[1-6]|section|article|main|nav|header|footer|"
    r"aside|img|br|hr|b|i|em|strong|script|style|link|meta|form|input|button|figure|blockquote|pre|code)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.I,
)


def format_of(text: str) -> Format:
    """Return "html" or "text", judged by the first SNIFF_CHARS characters.

    HTML begins like a document, or is full of tags. A plain text that quotes a few tags
    stays text.
    """
    head = text[:SNIFF_CHARS]
    if _DOCUMENT_START.match(head):
        return "html"
    if "<" not in head:
        return "text"
    tags = len(_TAG.findall(head))
    begins = "</" in head and _TAG.match(head.lstrip())
    limit = MAX_CHARS_PER_TAG if begins else MAX_CHARS_PER_INNER_TAG
    return "html" if tags >= MIN_TAGS and len(head) < limit * tags else "text"


def tokenize(
    dump: Dump,
    input_format: InputFormat = "auto",
    after_headline: int | None = None,
    parsed: list[LexborHTMLParser] | None = None,
    limits: Limits = UNLIMITED,
) -> Document:
    """Return the blocks of a page, as many as the limits let; `input_format` "auto" looks whether it is HTML.

    With `after_headline`, HTML is read up to that many blocks after its last <h1>. The parsed page is added to
    `parsed`, for who wants to walk through it again; a text dump adds nothing.
    """
    format = format_of(dump.text) if input_format == "auto" else input_format
    if format == "text":
        return tokenize_text(dump, limits)
    # Whoever reads text dumps alone never loads the HTML parser.
    from cleanpage.tokenize.html import tokenize_parsed

    document, parser = tokenize_parsed(dump, after_headline, limits)
    if parsed is not None:
        parsed.append(parser)
    return document
