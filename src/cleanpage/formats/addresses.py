"""Addresses that links and pictures may have in the output: absolute where that is possible, and safe.

An attribute as the page gives it goes in, an address or "" comes out. Only schemes on a list
pass: nothing that runs a script, whatever control characters or entities it is disguised with.
"""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import quote, urljoin

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""What a link may lead to."""

MEDIA_SCHEMES: Final = frozenset({"http", "https"})
"""Where a picture, a video or a frame may come from."""

MAX_ADDRESS_CHARS: Final = 8_000
"""Longer addresses are data, not addresses; servers refuse them."""

_CONTROLS: Final = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF])
"""Characters that browsers leave out of an address, or that no address has."""

_ESCAPED: Final = str.maketrans(
    {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60", "\\": "%5C", "{": "%7B", "|": "%7C", "}": "%7D"}
)
"""Characters that no address has, and that could end it in HTML or Markdown."""

_PLAIN: Final = re.compile(r"https?://[\w.~:/?#@!$'()*+,;=%&-]++", re.ASCII)
"""An address that is absolute, safe and free of odd characters as it is: most are."""

_FROM_ROOT: Final = re.compile(r"/(?!/)(?:[\w.~:/@!$'()*+,=%&-]|[?#](?![?#]|\Z))*", re.ASCII)
"""An address from the root of a site, free of odd characters and of empty parts at its end."""

_SPACE: Final = re.compile(r"\s")
_SCHEME: Final = re.compile(r"([^/?#:]*):")
"""All before a first colon: more than a scheme may be made of, so that nothing passes for a relative address by an
odd character in front."""


class Addresses:
    """Resolves the addresses of one page, each of them once."""

    def __init__(self, url: str | None, base: str) -> None:
        self.base = _join(url or "", base) if base else (url or "")
        root = _join(self.base, "/") if self.base.lower().startswith(("http://", "https://")) else ""
        if not root:
            self.base = ""
        # Scheme and host, to which most addresses of a page have only to be added: joining takes ten times as long.
        self._root = root.removesuffix("/")
        self._links: dict[str, str] = {}

    def link(self, href: str) -> str:
        """Return the address of a link; "" if it leads nowhere or is not safe."""
        if href not in self._links:
            plain = self._root and len(href) <= MAX_ADDRESS_CHARS and _FROM_ROOT.fullmatch(href) and "/." not in href
            self._links[href] = self._root + href if plain else resolve(href, self.base, LINK_SCHEMES)
        return self._links[href]

    def media(self, src: str) -> str:
        """Return the address of a picture, video or frame; "" if it is data or not safe."""
        return resolve(src, self.base, MEDIA_SCHEMES)


def resolve(address: str, base: str, schemes: frozenset[str]) -> str:
    """Return an address made absolute against `base`; "" if empty, of another scheme, or not an address.

    >>> resolve("owls.html", "https://example.org/birds/", LINK_SCHEMES)
    'https://example.org/birds/owls.html'
    >>> resolve("java\\tscript:alert(1)", "", LINK_SCHEMES)
    ''
    """
    if len(address) > MAX_ADDRESS_CHARS:
        return ""
    if _PLAIN.fullmatch(address):
        return address
    address = address.translate(_CONTROLS).strip()
    if not address or address == "#" or not _is_allowed(address, schemes):
        return ""
    if "&" in address and not _is_allowed(html.unescape(address).translate(_CONTROLS), schemes):
        return ""
    address = _SPACE.sub(lambda found: quote(found[0]), address.translate(_ESCAPED))
    if address.startswith(("http://", "https://")):
        return address if _join(address, "/") else ""
    if not base:
        return address
    joined = _join(base, address)
    return joined if _is_allowed(joined, schemes) else ""


def _is_allowed(address: str, schemes: frozenset[str]) -> bool:
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in schemes


def _join(base: str, address: str) -> str:
    """Return an absolute address; "" if one of the two is malformed, as with a lone bracket."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
