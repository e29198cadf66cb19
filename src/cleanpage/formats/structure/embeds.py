"""What a page embeds, where `Options.embeds` asks for it: by the address that a reader would open.

An element goes in: a frame, a video, the quotation that a social network gives for embedding a post, or an element that
a script makes one of them from. A `Media` with a safe address comes out, or None where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from cleanpage.formats.addresses import Addresses
from cleanpage.formats.structure.pictures import media_of
from cleanpage.formats.tree import Media

_VIDEO: Final = "https://www.youtube.com/watch?v={}"

ELEMENTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "lite-youtube": ("videoid", _VIDEO),
        "amp-youtube": ("data-videoid", _VIDEO),
        "lite-vimeo": ("videoid", "https://vimeo.com/{}"),
        "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
        "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
        "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
        "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    }
)
"""Elements of scripts: the attribute with the name of what they show, and its address."""

MEDIA_TAGS: Final = frozenset({"video", "audio", "iframe", "embed", "object", "amp-video", "amp-audio", "amp-iframe"})
"""Elements that show something by its own address."""

POST_ATTRIBUTES: Final = ("data-instgrm-permalink", "cite", "data-href", "data-url")
"""Where an embedded post has its address; else its last link leads to it, from the date."""

_NAME: Final = re.compile(r"[\w-]{1,64}", re.ASCII)
_BLUESKY: Final = re.compile(r"at://([\w.:-]{1,256})/app\.bsky\.feed\.post/([\w-]{1,64})", re.ASCII)

_YOUTUBE: Final = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})(?:[/?#].*)?", re.ASCII)
_VIMEO: Final = re.compile(r"https?://player\.vimeo\.com/video/(\d{1,20})(?:[/?#].*)?", re.ASCII)
_DAILYMOTION: Final = re.compile(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w{1,20})(?:[/?#].*)?", re.ASCII)
_TWITTER: Final = re.compile(
    r"https?://platform\.(?:twitter|x)\.com/embed/[^?#]{0,40}\?(?:[^#]*&)?id=(\d{1,20})(?:[&#].*)?", re.ASCII
)
_INSTAGRAM: Final = re.compile(r"https?://(?:www\.)?instagram\.com/(p|reel)/([\w-]{1,40})/embed(?:[/?#].*)?", re.ASCII)
_SPOTIFY: Final = re.compile(r"https?://open\.spotify\.com/embed/(\w{1,20})/(\w{1,40})(?:[/?#].*)?", re.ASCII)

_OPENED: Final = (
    (_YOUTUBE, _VIDEO),
    (_VIMEO, "https://vimeo.com/{}"),
    (_DAILYMOTION, "https://www.dailymotion.com/video/{}"),
    (_TWITTER, "https://twitter.com/i/status/{}"),
    (_INSTAGRAM, "https://www.instagram.com/{}/{}/"),
    (_SPOTIFY, "https://open.spotify.com/{}/{}"),
)
"""Addresses that show something in a frame, and where a reader opens it. YouTube's player of a list has no video's."""

_PASSED: Final = re.compile(
    r"https?://(?:www\.facebook\.com/plugins/(?:post|video)\.php|w\.soundcloud\.com/player/?)"
    r"\?(?:[^#]*&)?(?:href|url)=([^&#]+)",
    re.ASCII,
)
"""Players that are told in their address what to show."""

LAZY_ATTRIBUTES: Final = ("data-litespeed-src", "data-cmp-src", "data-cookieblock-src", "data-src-cmplz")
"""Where a frame has its address until a reader scrolls to it or consents."""


def embed_of(node: LexborNode, addresses: Addresses) -> Media | None:
    """Return what an element embeds; None for advertisements and the like, and for what has no address."""
    tag = node.tag or ""
    attributes = node.attributes
    if tag in ELEMENTS:
        attribute, address = ELEMENTS[tag]
        name = attributes.get(attribute) or ""
        return Media(address.format(name)) if _NAME.fullmatch(name) else None
    if tag in MEDIA_TAGS:
        media = media_of(node, addresses, LAZY_ATTRIBUTES)
        return media and Media(opened(media.address, addresses), media.kind)
    if found := _BLUESKY.match(attributes.get("data-bluesky-uri") or ""):
        return Media(f"https://bsky.app/profile/{found[1]}/post/{found[2]}")
    links = [link.attributes.get("href") for link in node.css("a[href]")]
    for raw in (*[attributes.get(name) for name in POST_ATTRIBUTES], *links[-1:]):
        address = addresses.media(raw or "")
        if address.startswith(("http://", "https://")):
            return Media(address.partition("?")[0] if "utm_" in address or "ref_src" in address else address)
    return None


def opened(address: str, addresses: Addresses) -> str:
    """Return where a reader opens what a frame shows; the frame's own address where nothing else is known.

    >>> opened("https://www.youtube-nocookie.com/embed/a1B2c3D4e5F?rel=0", Addresses(None, ""))
    'https://www.youtube.com/watch?v=a1B2c3D4e5F'
    """
    for pattern, address_to_open in _OPENED:
        if (found := pattern.fullmatch(address)) and found[1] != "videoseries":
            return address_to_open.format(*found.groups())
    if found := _PASSED.match(address):
        return addresses.media(unquote(found[1])) or address
    return address
