"""Pictures, videos and frames, from their elements.

An element goes in; a `Picture` or `Media` with a safe address comes out, or None for what no
reader would miss: spacers, counters, icons, advertisements. Pages that load pictures late keep
the address in another attribute, in a `<source>` beside or in a `<noscript>` behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from cleanpage.formats.addresses import Addresses
from cleanpage.formats.tree import Media, Picture

PICTURE_TAGS: Final = frozenset({"img", "amp-img", "amp-anim"})
"""Elements that are a picture."""

LAZY_ATTRIBUTES: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-original-src",
    "data-orig-file",
    "data-full-src",
    "data-hi-res-src",
    "data-url",
    "data-echo",
    "data-image",
    "data-img",
)
"""Where scripts that load pictures late keep the address; it goes before `src`, which is a placeholder then."""

SET_ATTRIBUTES: Final = ("srcset", "data-srcset", "data-lazy-srcset")
"""Attributes with several sizes of the picture."""

MIN_PIXELS: Final = 33
"""Width or height under which a picture is an icon or a counter; avatars and icons have 16, 24 or 32."""

_ICON_NAMES: Final = re.compile(
    r"(?<![a-z])(?:icons?|logos?|avatars?|gravatar|emojis?|smil(?:ey|ie)s?|spacer|sprite|pixel|badge|placeholder|"
    r"tracking|tracker|beacon|blank|transparent|loading|loader|spinner|arrow|bullet|rating|fallback-image)(?![a-z])",
    re.I,
)
"""Words in the class, id or file name of what is no picture."""

_EMBED: Final = re.compile(
    r"(?<![a-z])(?:embed(?:ded)?|player|videos?|audio|podcasts?|oembed|maps?|posts?|tweet|status|slideshare|chart|"
    r"datawrapper|infogram|tracks?|episode|watch|iframe)(?![a-z])",
    re.I,
)
"""Words in the address of a frame that belongs to the article; advertisements and counters have none of them."""

_NO_EMBED: Final = re.compile(
    r"(?<![a-z])(?:ads?|adserver|doubleclick|googlesyndication|banner|recaptcha|captcha|like|share|plugins/like|"
    r"follow|subscribe|signup|newsletter|gtm|ns|analytics|comments?|login|widget)(?![a-z])",
    re.I,
)
"""Words in the address of a frame that does not."""

_SIZE: Final = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)[wx](?:,(.*))?")
"""How wide or dense an entry of `srcset` is, and the next entry where no space is between."""

MAX_CANDIDATES: Final = 40
"""Entries of a `srcset` that are looked at; pages have up to a dozen."""


def picture_of(node: LexborNode, addresses: Addresses) -> Picture | None:
    """Return the picture of an `<img>` or `<amp-img>`, or of a `<noscript>` that stands for one; None for icons,
    counters and what has no address."""
    tag = node.tag
    if tag == "noscript":
        inner = node.css_first("img")
        # Beside a picture that is loaded late, it is that picture.
        return None if inner is None or _stands_beside_picture(node) else picture_of(inner, addresses)
    if tag not in PICTURE_TAGS:
        return None
    attributes = node.attributes
    unscripted = _unscripted(node)
    if is_icon(attributes if unscripted is None else unscripted.attributes):
        return None
    for raw in _sources(node, attributes, unscripted):
        address = addresses.media(raw) if raw else ""
        if address and not _ICON_NAMES.search(_file_name(address)):
            return Picture(address, " ".join((attributes.get("alt") or "").split()))
    return None


def media_of(node: LexborNode, addresses: Addresses, more_attributes: Sequence[str] = ()) -> Media | None:
    """Return what a `<video>`, `<audio>`, `<iframe>`, `<embed>` or `<object>` shows; None for advertisements and the
    like, and for what has no address. A frame may have it in `more_attributes` too."""
    tag = (node.tag or "").removeprefix("amp-")
    attributes = node.attributes
    if tag in ("video", "audio"):
        kind: Literal["video", "audio"] = "video" if tag == "video" else "audio"
        for raw in (attributes.get("src"), attributes.get("data-src"), *_child_sources(node, "src")):
            address = addresses.media(raw or "")
            if address:
                return Media(address, kind)
        return None
    if tag not in ("iframe", "embed", "object") or _is_small(attributes):
        return None
    for name in ("src", "data-src", "data-lazy-src", "data-url", "data", *more_attributes):
        address = addresses.media(attributes.get(name) or "")
        if address.startswith("//"):
            address = "https:" + address
        if not address.startswith(("http://", "https://")):
            continue
        if _EMBED.search(address) and not _NO_EMBED.search(address.split("?")[0]):
            return Media(address)
    return None


def is_icon(attributes: dict[str, str | None]) -> bool:
    """Tell whether the attributes of an `<img>` are those of an icon, an avatar, a counter or a spacer."""
    if _is_small(attributes):
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return attributes.get("role") == "presentation" or bool(_ICON_NAMES.search(names))


def _is_small(attributes: dict[str, str | None]) -> bool:
    """Tell whether the width or the height that is given is one of an icon."""
    for name in ("width", "height"):
        value = (attributes.get(name) or "").strip().removesuffix("px")
        if value.isdecimal() and len(value) < 6 and int(value) < MIN_PIXELS:
            return True
    return False


def _unscripted(node: LexborNode) -> LexborNode | None:
    """Return the `<img>` that stands beside a picture for readers without scripts; None if there is none."""
    for neighbour in (_skip_space(node.next, 1), _skip_space(node.prev, -1), _skip_space(node.first_child, 1)):
        if neighbour is not None and neighbour.tag == "noscript":
            return neighbour.css_first("img")
    return None


def _stands_beside_picture(noscript: LexborNode) -> bool:
    parent = noscript.parent
    neighbours = (_skip_space(noscript.next, 1), _skip_space(noscript.prev, -1), parent)
    return any(neighbour is not None and neighbour.tag in PICTURE_TAGS for neighbour in neighbours)


def _skip_space(node: LexborNode | None, step: int) -> LexborNode | None:
    """Return a node, or the first one after or before it that is not white space."""
    while node is not None and (text := node.text_content) is not None and text.isspace():
        node = node.next if step > 0 else node.prev
    return node


def _sources(
    node: LexborNode, attributes: dict[str, str | None], unscripted: LexborNode | None
) -> Iterator[str | None]:
    """Yield where a picture may be, the likeliest place first."""
    for name in LAZY_ATTRIBUTES:
        if name in attributes:
            yield attributes[name]
    if unscripted is not None:
        # The page's own `src` is a placeholder then.
        yield unscripted.attributes.get("src")
    yield attributes.get("src")
    for name in SET_ATTRIBUTES:
        if name in attributes:
            yield largest(attributes[name] or "")
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for name in SET_ATTRIBUTES:
            for value in _child_sources(parent, name):
                yield largest(value)


def _child_sources(node: LexborNode, name: str) -> Iterator[str]:
    """Yield an attribute of each `<source>` in an element."""
    child = node.first_child
    while child is not None:
        if child.tag == "source" and (value := child.attributes.get(name)):
            yield value
        child = child.next


def largest(srcset: str) -> str:
    """Return the address of the largest entry of a `srcset`, the first of equal ones; "" if there is none.

    >>> largest("owl-320.jpg 320w, owl-1200.jpg 1200w")
    'owl-1200.jpg'
    """
    best, best_size, address = "", 0.0, ""
    for token in srcset.split(None, 2 * MAX_CANDIDATES)[: 2 * MAX_CANDIDATES]:
        found = _SIZE.fullmatch(token)
        if found is None:
            address = token.rstrip(",")
            best = best or address
        else:
            if address and float(found[1]) > best_size:
                best, best_size = address, float(found[1])
            address = found[2] or ""
    return best


def _file_name(address: str) -> str:
    """Return the last part of an address's path."""
    return address.split("?", 1)[0].rsplit("/", 1)[-1]
