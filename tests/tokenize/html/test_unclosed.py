"""Frames that are left open."""

import pytest

from cleanpage import extract
from cleanpage.tokenize.html.source.unclosed import end_frames


@pytest.mark.parametrize(
    ("page", "ended"),
    [
        (b'<iframe src="a"/><p>b', b'<iframe src="a"/></iframe><p>b'),
        (b"<iframe/><iframe>no frames</iframe>", b"<iframe/></iframe><iframe>no frames</iframe>"),
        (b"<noscript><iframe src='a'></noscript><p>b", b"<noscript><iframe src='a'></iframe></noscript><p>b"),
        (b"<NOSCRIPT><iframe src=a></NoScript ><p>b", b"<NOSCRIPT><iframe src=a></iframe></NoScript ><p>b"),
        (b"<iframe/><noscript>c</noscript>", b"<iframe/><noscript>c</noscript>".replace(b"/>", b"/></iframe>", 1)),
        # What stands in an attribute ends no tag, and an address may end in "/".
        (b"<iframe title='a/>b'/>c", b"<iframe title='a/>b'/></iframe>c"),
        (b"<iframe src=a/>b", b"<iframe src=a/>b"),
        (b"<iframe></iframe><iframe>b", b"<iframe></iframe><iframe>b"),
        (b"<iframes><iframe", b"<iframes><iframe"),
    ],
)
def test_frames_end(page: bytes, ended: bytes) -> None:
    assert end_frames(page) == ended


def test_a_frame_written_as_empty_takes_no_text() -> None:
    text = "The heron stood in the shallow end of the pond, and nobody on the bridge dared to move or to speak."
    page = f"<body><noscript><iframe src='/count' style='display:none'/></noscript><article><p>{text}</p></article>"
    assert extract(page).text == text
