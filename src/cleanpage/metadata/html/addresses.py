"""Make the addresses in a page's metadata absolute, and tell home pages from pages.

An attribute as the page gives it goes in, an http or https address or None comes out.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

MAX_ADDRESS_CHARS: Final = 3000
"""Longer addresses are data."""

_ABSOLUTE: Final = ("https://", "http://")

_NO_ADDRESSES: Final = frozenset({"true", "false", "null", "none", "nil", "undefined", "nan", "n/a", "-"})
_TEMPLATE_MARKS: Final = ("{{", "}}", "{%", "[object", "<%", "${")
"""What templates write in place of an address that they have not."""

_BARE_HOST = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[/?#]|$)", re.I)
"""An address without its scheme."""


def absolute(base: str, reference: str) -> str | None:
    """Return an absolute http or https address; None where there is none.

    >>> absolute("https://example.org/a/b", "../c.png")
    'https://example.org/c.png'
    >>> absolute("https://example.org/a/b", "www.example.org/old pier"), absolute("https://example.org/", "undefined")
    ('https://www.example.org/old%20pier', None)
    """
    try:
        reference = reference.strip()
        if reference.lower() in _NO_ADDRESSES or reference.startswith("_:"):
            return None
        if any(map(reference.__contains__, _TEMPLATE_MARKS)):
            return None
        if _BARE_HOST.match(reference):
            reference = "https://" + reference
        reference = reference.replace(" ", "%20")
        # Most are absolute already, and joining takes three times as long as looking.
        joined = reference if reference.startswith(_ABSOLUTE) and "/." not in reference else urljoin(base, reference)
        parts = urlsplit(joined)
        if parts.scheme in ("http", "https") and parts.hostname and " " not in joined and joined.isprintable():
            return joined if len(joined) < MAX_ADDRESS_CHARS else None
    except ValueError:
        pass
    return None


def is_deep(url: str) -> bool:
    """Return whether an address has a path or a query: it is not that of a home page.

    >>> is_deep("https://example.org/a"), is_deep("https://example.org/")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (parts.path.strip("/") + parts.query).strip() != ""
