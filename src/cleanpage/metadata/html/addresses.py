"""Make the addresses in a page's metadata absolute, and tell home pages from pages.

An attribute as the page gives it goes in, an http or https address or None comes out.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin, urlsplit

MAX_ADDRESS_CHARS: Final = 3000
"""Longer addresses are data."""

_ABSOLUTE: Final = ("https://", "http://")


def absolute(base: str, reference: str) -> str | None:
    """Return an absolute http or https address; None where there is none.

    >>> absolute("https://example.org/a/b", "../c.png")
    'https://example.org/c.png'
    """
    try:
        reference = reference.strip()
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
