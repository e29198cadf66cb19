"""Where the address of a picture is found, and what is no picture of the article."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleanpage.formats.addresses import Addresses
from cleanpage.formats.structure.pictures import largest, media_of, picture_of
from cleanpage.formats.tree.nodes import Media, Picture

ADDRESSES = Addresses("https://example.org/a/", "")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<img src=o.jpg>", "https://example.org/a/o.jpg", id="plain"),
        pytest.param("<img src=data:image/gif;base64,R0 data-src=o.jpg>", "https://example.org/a/o.jpg", id="data-src"),
        pytest.param("<img src=/grey.jpg data-lazy-src=o.jpg>", "https://example.org/a/o.jpg", id="lazy-goes-first"),
        pytest.param("<img srcset='o-1.jpg 1x, o-2.jpg 2x'>", "https://example.org/a/o-2.jpg", id="srcset"),
        pytest.param(
            "<picture><source srcset='o.webp 800w'><img src=data:,x></picture>",
            "https://example.org/a/o.webp",
            id="picture",
        ),
        pytest.param(
            "<img src=data:,x> <noscript><img src=o.jpg></noscript>", "https://example.org/a/o.jpg", id="noscript"
        ),
        pytest.param(
            "<img src=/placeholder.gif><noscript><img src=o.jpg></noscript>",
            "https://example.org/a/o.jpg",
            id="placeholder",
        ),
        pytest.param(
            "<img src=/grey.jpg><noscript><img src=o.jpg></noscript>", "https://example.org/a/o.jpg", id="grey"
        ),
        pytest.param(
            "<noscript><img src=o.jpg></noscript><img class=loading src=/grey.jpg>",
            "https://example.org/a/o.jpg",
            id="noscript-before",
        ),
        pytest.param(
            "<img src=o.jpg><noscript><img src=/spacer.gif width=1></noscript>", None, id="counter-for-readers-without"
        ),
        pytest.param("<amp-img src=o.jpg></amp-img>", "https://example.org/a/o.jpg", id="amp"),
        pytest.param("<noscript><p><img src=o.jpg></noscript>", "https://example.org/a/o.jpg", id="noscript-alone"),
        pytest.param("<noscript>Owls</noscript>", None, id="noscript-without"),
        pytest.param("<img src=o.jpg width=1 height=1>", None, id="counter"),
        pytest.param("<img src=o.jpg width=24px>", None, id="small"),
        pytest.param("<img src=o.jpg class='user-avatar'>", None, id="avatar"),
        pytest.param("<img src=/logo.png>", None, id="logo"),
        pytest.param("<img src=/catalogo.png>", "https://example.org/catalogo.png", id="part-of-a-word"),
        pytest.param("<img src='javascript:x'>", None, id="script"),
        pytest.param("<img alt=Owl>", None, id="no-address"),
    ],
)
def test_pictures(page: str, expected: str | None) -> None:
    node = LexborHTMLParser(f"<body>{page}").css_first(
        "amp-img, img:not(noscript img), noscript:not(:has(+ img)):not(img + noscript)"
    )
    assert node is not None
    picture = picture_of(node, ADDRESSES)
    assert (picture.src if picture else None) == expected


def test_picture_for_readers_without_scripts_is_no_other() -> None:
    node = LexborHTMLParser("<body><img src=o.jpg> <noscript><img src=p.jpg></noscript>").css_first("noscript")
    assert node is not None
    assert picture_of(node, ADDRESSES) is None


def test_alternative_text() -> None:
    parser = LexborHTMLParser("<img src=o.jpg alt='An\n owl'>")
    node = parser.css_first("img")
    assert node is not None
    assert picture_of(node, ADDRESSES) == Picture("https://example.org/a/o.jpg", "An owl")


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("a.jpg", "a.jpg", id="alone"),
        pytest.param("a.jpg 300w, b.jpg 900w, c.jpg 600w", "b.jpg", id="widths"),
        pytest.param("a.jpg, b.jpg 2x", "b.jpg", id="densities"),
        pytest.param("/w_1,h_2/a.jpg 300w,/w_3,h_4/b.jpg 900w", "/w_3,h_4/b.jpg", id="commas-in-addresses"),
    ],
)
def test_largest(srcset: str, expected: str) -> None:
    assert largest(srcset) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<video src=o.mp4></video>", Media("https://example.org/a/o.mp4", "video"), id="video"),
        pytest.param("<audio><source src=o.mp3></audio>", Media("https://example.org/a/o.mp3", "audio"), id="source"),
        pytest.param(
            "<iframe src=//player.example/embed/1></iframe>", Media("https://player.example/embed/1"), id="frame"
        ),
        pytest.param(
            "<iframe data-src=https://v.example/video/1></iframe>", Media("https://v.example/video/1"), id="lazy"
        ),
        pytest.param("<iframe src=https://ads.example/embed></iframe>", None, id="advertisement"),
        pytest.param("<iframe src=https://x.example/frame></iframe>", None, id="unknown"),
        pytest.param("<iframe src=https://v.example/embed/1 width=1></iframe>", None, id="counter"),
        pytest.param("<iframe src='javascript:embed()'></iframe>", None, id="script"),
        pytest.param("<video></video>", None, id="no-address"),
        pytest.param("<amp-video src=o.mp4></amp-video>", Media("https://example.org/a/o.mp4", "video"), id="amp"),
    ],
)
def test_media(page: str, expected: Media | None) -> None:
    node = LexborHTMLParser(page).css_first("video,audio,iframe,amp-video")
    assert node is not None
    assert media_of(node, ADDRESSES) == expected
