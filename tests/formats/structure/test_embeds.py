from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleanpage import Options, extract
from cleanpage.formats.addresses import Addresses
from cleanpage.formats.structure.embeds import embed_of
from cleanpage.formats.tree import Media

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
LAST = "In winter the keeper feeds them with mice from the barn, which she catches in traps of her own making. "
URL = "https://owls.example/may/"


def embedded(html: str) -> Media | None:
    body = LexborHTMLParser(html).body
    assert body is not None
    assert body.first_child is not None
    return embed_of(body.first_child, Addresses(URL, ""))


@pytest.mark.parametrize(
    ("html", "address"),
    [
        pytest.param(
            "<iframe src='//www.youtube.com/embed/a1B2c3D4e5F?rel=0'>",
            "https://www.youtube.com/watch?v=a1B2c3D4e5F",
            id="youtube",
        ),
        pytest.param(
            "<iframe data-src='https://www.youtube-nocookie.com/embed/a1B2c3D4e5F'>",
            "https://www.youtube.com/watch?v=a1B2c3D4e5F",
            id="youtube-without-cookies",
        ),
        pytest.param(
            "<iframe src='https://www.youtube.com/embed/videoseries?list=PL7'>",
            "https://www.youtube.com/embed/videoseries?list=PL7",
            id="list-of-videos",
        ),
        pytest.param(
            "<iframe data-cmp-src='https://player.vimeo.com/video/77#t=1'>",
            "https://vimeo.com/77",
            id="waits-for-consent",
        ),
        pytest.param(
            "<iframe src='https://platform.twitter.com/embed/Tweet.html?dnt=1&id=99&theme=light'>",
            "https://twitter.com/i/status/99",
            id="post-in-a-frame",
        ),
        pytest.param(
            "<iframe src='https://www.facebook.com/plugins/video.php?height=3&href=https%3A%2F%2Fwww.facebook.com%2Fowls%2Fvideos%2F7'>",
            "https://www.facebook.com/owls/videos/7",
            id="told-what-to-show",
        ),
        pytest.param(
            "<iframe src='https://www.facebook.com/plugins/post.php?href=javascript%3Arun()'>",
            "https://www.facebook.com/plugins/post.php?href=javascript%3Arun()",
            id="told-to-run-a-script",
        ),
        pytest.param(
            "<iframe src='https://open.spotify.com/embed/episode/5xY?si=1'>",
            "https://open.spotify.com/episode/5xY",
            id="sound",
        ),
        pytest.param("<video src=owl.mp4></video>", "https://owls.example/may/owl.mp4", id="video"),
        pytest.param("<iframe src='https://ads.example/banner/player'>", None, id="advertisement"),
        pytest.param("<iframe src='https://www.youtube.com/embed/x1y2z3a4b5c' width=1>", None, id="of-one-pixel"),
        pytest.param(
            "<lite-youtube videoid=a1B2c3D4e5F></lite-youtube>",
            "https://www.youtube.com/watch?v=a1B2c3D4e5F",
            id="element",
        ),
        pytest.param("<lite-youtube videoid='\"><script>'></lite-youtube>", None, id="no-name"),
        pytest.param("<amp-twitter data-tweetid=123></amp-twitter>", "https://twitter.com/i/status/123", id="amp"),
        pytest.param(
            "<blockquote class=twitter-tweet>Owls <a href=https://t.example/x>t.example</a>"
            "<a href='https://twitter.com/ada/status/5?ref_src=twsrc'>May 3</a></blockquote>",
            "https://twitter.com/ada/status/5",
            id="post-by-its-last-link",
        ),
        pytest.param(
            "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/Ab1/?utm_source=ig'>"
            "<a href=https://other.example/>A post</a></blockquote>",
            "https://www.instagram.com/p/Ab1/",
            id="post-by-its-attribute",
        ),
        pytest.param(
            "<blockquote class=bluesky-embed data-bluesky-uri='at://did:plc:a1/app.bsky.feed.post/3k'>Owls</blockquote>",
            "https://bsky.app/profile/did:plc:a1/post/3k",
            id="post-by-its-uri",
        ),
        pytest.param(
            "<blockquote class=twitter-tweet>Owls <a href=javascript:run()>May</a></blockquote>", None, id="unsafe"
        ),
        pytest.param("<div class=fb-post></div>", None, id="no-address"),
    ],
)  # fmt: skip
def test_what_is_embedded(html: str, address: str | None) -> None:
    media = embedded(html)
    assert (media and media.address) == address


ARTICLE = f"""<title>Owls</title><meta property=og:type content=article><article><p>{PROSE * 3}<p>{PROSE}
<iframe src=https://www.youtube.com/embed/a1B2c3D4e5F></iframe> {PROSE}</p><iframe src=https://player.vimeo.com/video/77>
</iframe><div>
<blockquote class=twitter-tweet><p>I have seen seven of them myself, in the old mill behind the wood.</p>
Ada (@ada) <a href=https://twitter.com/ada/status/5>May 3, 2024</a></blockquote></div>
<amp-youtube data-videoid=z9y8x7w6v5u></amp-youtube><video src=https://owls.example/o.mp4></video>
<p>{LAST * 2}</article><footer><iframe src=https://www.youtube.com/embed/q1w2e3r4t5y></iframe>
<a href=/>Home</a> <a href=/l>Legal</a></footer>"""

ALL = [
    "https://www.youtube.com/watch?v=a1B2c3D4e5F",
    "https://vimeo.com/77",
    "https://twitter.com/ada/status/5",
    "https://www.youtube.com/watch?v=z9y8x7w6v5u",
    "https://owls.example/o.mp4",
]


def test_they_stand_in_every_format_in_their_order() -> None:
    page = extract(ARTICLE, url=URL, options=Options(embeds=True))
    assert "seven of them" not in page.text
    assert [node.address for node in page.tree if isinstance(node, Media)] == ALL
    for written in (
        page.to_markdown(),
        page.to_html(images=False),
        page.to_tei(images=False),
        str(page.to_dict(tree=True)["tree"]),
    ):
        places = [written.find(address) for address in ALL]
        assert -1 not in places
        assert places == sorted(places)
        assert "q1w2e3r4t5y" not in written


def test_none_of_them() -> None:
    page = extract(ARTICLE, url=URL, options=Options(embeds=False))
    assert [node for node in page.tree if isinstance(node, Media)] == []
    assert "o.mp4" not in page.to_html() + page.to_tei() + page.to_markdown(images=True)


def test_as_pictures_are_where_nothing_is_said() -> None:
    page = extract(ARTICLE, url=URL)
    assert page.text == extract(ARTICLE, url=URL, options=Options(embeds=True)).text
    assert [node.address for node in page.tree if isinstance(node, Media)] == [
        "https://player.vimeo.com/video/77",
        ALL[-1],
    ]
    assert ALL[-1] in page.to_html()
    assert ALL[-1] not in page.to_html(images=False) + page.to_markdown()


def test_a_post_whose_text_is_kept_is_not_shown_twice() -> None:
    page = extract(ARTICLE, url=URL, options=Options(embeds=True, keep=("blockquote",)))
    assert "seven of them" in page.text
    assert ALL[2] not in [node.address for node in page.tree if isinstance(node, Media)]
    assert page.to_markdown().count(ALL[2]) == 1
