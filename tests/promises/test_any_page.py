"""What holds for every page, on pages that are built as pages are and then broken.

HYPOTHESIS_PROFILE=deep tries thirty times as many.
"""

from __future__ import annotations

import json
import pickle
import re
from typing import get_args

from benchmarks.fingerprint import hash_of
from benchmarks.formats import words as formats
from hypothesis import given
from hypothesis import strategies as st

from cleanpage import Options, Page, extract
from cleanpage.page import Status
from html_checks import find_problems
from strategies import DUMPS, ENCODED, HTML, json_scripts
from test_pipeline import check

URLS = st.sampled_from([None, "https://owls.example/2024/04/26/mill", "https://[", "owls"])


def check_everything(page: Page, again: Page) -> None:
    """Check what is promised of a page and of another one of the same dump."""
    check(page)
    check_formats(page)
    assert page.status in get_args(Status)
    for block in page.blocks:
        assert block.reason
        assert 0.0 <= block.score <= 1.0
    assert hash_of(page) == hash_of(again)
    assert pickle.loads(pickle.dumps(page)) == page == again


def check_formats(page: Page) -> None:
    """Check that all formats have the words of the text, TEI is valid and HTML safe."""
    problems = formats.check_page(page)
    tree = page.tree
    if "Formula(" in repr(tree):
        # A word and a formula with nothing between them are two words in the text and one in HTML and TEI.
        problems = [problem for problem in problems if problem.kind == formats.INVALID]
        assert letters(formats.text_of_tree(tree)) == letters(page.text)
        assert letters(formats.text_of_html(page.to_html())) == letters(page.text)
    assert problems == []
    assert find_problems(page.to_html()) == []
    page.to_html(document=True).encode()
    page.to_markdown(front_matter=True).encode()


def letters(text: str) -> str:
    """Return what words are made of, wherever they end."""
    return "".join(re.findall(r"\w", text))


@given(HTML, URLS)
def test_html(dump: str, url: str | None) -> None:
    check_everything(*[extract(dump, url=url, input_format="html") for _ in range(2)])


@given(DUMPS, URLS)
def test_text_dumps(dump: str, url: str | None) -> None:
    check_everything(*[extract(dump, url=url, input_format="text") for _ in range(2)])


@given(ENCODED)
def test_bytes(dump: bytes) -> None:
    check_everything(extract(dump), extract(dump))


@given(
    HTML | DUMPS,
    st.builds(
        Options,
        favor=st.sampled_from(["precision", "recall"]),
        comments=st.booleans(),
        captions=st.booleans(),
        mend_encoding=st.booleans(),
        headline=st.none() | st.booleans(),
        embeds=st.none() | st.booleans(),
        keep=st.sampled_from([(), ("p",), ("div > *", "li ~ li"), (":not(p)",)]),
        drop=st.sampled_from([(), ("a",), ("* * *", "p + p"), ("ul, table, blockquote",)]),
        max_blocks=st.none() | st.integers(1, 9),
        max_bytes=st.none() | st.integers(1, 999),
    ),
)
def test_options(dump: str, options: Options) -> None:
    page = extract(dump, options=options)
    check_formats(page)
    assert page.status in get_args(Status)
    assert page == extract(dump, options=options)


@given(st.lists(json_scripts(), min_size=1, max_size=2))
def test_json_ld(scripts: list[str]) -> None:
    head = "".join([f"<script type='application/ld+json'>{script}</script>" for script in scripts])
    dump = f"<title>Owls</title>{head}<p>Owls hunt at night, and most of them hunt alone."
    page = extract(dump, metadata_only=True)
    json.dumps(page.to_dict(), ensure_ascii=False, allow_nan=False).encode()
    assert page == extract(dump, metadata_only=True)
    check(extract(dump))
