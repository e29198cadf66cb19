"""The kept parts of a page, found again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Block, Document, Dump
from cleanpage.tokenize.html.second_walk.passages import Passage, Replay, Shown, replay
from cleanpage.tokenize.html.unseen import _HIDDEN_NAMES, _READER_NAMES
from cleanpage.tokenize.html.walk import tokenize_html, tokenize_parsed


def found_texts(again: Replay) -> list[str]:
    """Return the texts of the passages."""
    entries = [entry for entry in again.entries if isinstance(entry, Passage)]
    return ["".join([text for _, text, _ in entry.pieces]) for entry in entries]


def test_structure_is_lost_where_a_block_is_missed_and_nowhere_else() -> None:
    document = tokenize_html(Dump(text="<p>A <b>a</b><p>B <b>b</b><p>C <b>c</b>"))
    first, second, third = document.blocks
    other = replace(document, blocks=(first, second._replace(text="X"), third))
    again = replay(other, [True] * 3)
    assert found_texts(again) == ["A a", "X", "C c"]
    assert again.missed == 1


PAGE = "<h1>A</h1><nav><a>B</a><img src=b.jpg></nav><p>C <b>c</b><img src=c.jpg><br>D<hr>E<p>F"


def found(page: str, kept: str) -> list[str]:
    """Return the texts of passages, with "/" before one that is the next line, and the tags of what is shown."""
    document = tokenize_html(Dump(text=page))
    names = []
    for entry in replay(document, [block.text[0] in kept for block in document.blocks]).entries:
        if isinstance(entry, Shown):
            names.append(f"{entry.tag}@{entry.before}")
        else:
            names.append("/" * entry.line + "".join([text for _, text, _ in entry.pieces]))
    return names


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        pytest.param("AC", ["A", "C c", "img@3", "hr@4"], id="dropped-parts-are-stepped-over"),
        pytest.param("CDE", ["C c", "img@3", "/D", "hr@4", "E"], id="lines"),
        pytest.param("BF", ["B", "img@2", "hr@4", "F"], id="pictures-in-what-was-walked"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_replay(kept: str, expected: list[str]) -> None:
    assert found(PAGE, kept) == expected


def test_page_that_is_parsed_already() -> None:
    document, parser = tokenize_parsed(Dump(text=PAGE))
    kept = [True] * len(document.blocks)
    again, given = replay(document, kept), replay(document, kept, parser)
    assert [type(one) for one in given.entries] == [type(one) for one in again.entries]
    assert given.parser is parser


def test_a_picture_between_line_breaks_in_code_is_no_block() -> None:
    assert found("<pre>owl<p><br><img>", "o") == ["owl", "img@1"]


def test_noscript_page() -> None:
    page = f"<div>x</div><noscript><p>{'word ' * 120}</p></noscript>"
    document = tokenize_html(Dump(text=page))
    entries = replay(document, [True] * len(document.blocks)).entries
    assert len([entry for entry in entries if isinstance(entry, Passage)]) == 2


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param((Block(text="A", element=7),), id="another-element"),
        pytest.param((Block(text="A", element=2), Block(text="B", element=2)), id="another-block"),
    ],
)
def test_blocks_that_are_not_found_keep_their_text(blocks: tuple[Block, ...]) -> None:
    document = tokenize_html(Dump(text="<div><p>A"))
    other = Document(
        format="html", blocks=blocks, elements=tokenize_html(Dump(text="<p>A<p>B<p>C<p>D<p>E<p>F")).elements,
        source=document.source,
    )  # fmt: skip
    again = replay(other, [True] * len(blocks))
    assert found_texts(again) == [block.text for block in blocks]
    assert again.missed


_TAGS = (
    "<p> <div> </div> <br> <hr> <b> </b> <a> </a> <pre> </pre> <img> <table><td> </table> <noscript> </noscript> "
    "<ul><li> </ul> <span> </span> <h2> </h2> <x-y> </x-y> <ruby> <rt> </rt> </ruby> \u00ad \u200b # "
    "<math><mi>x</mi></math> <i+class=label> </i>"
)
_PARTS = st.sampled_from(
    [*[tag.replace("+", " ") for tag in _TAGS.split()], " ", "\n", "\x01", "owl", "x y ", "40", "Day"]
)


@given(st.lists(_PARTS, max_size=60).map("".join), st.lists(st.booleans(), min_size=60, max_size=60))
def test_every_kept_block_is_found(page: str, choice: list[bool]) -> None:
    document = tokenize_html(Dump(text=page))
    kept = (choice * (len(document.blocks) // 60 + 1))[: len(document.blocks)]
    again = replay(document, kept)
    assert not again.missed
    entries = again.entries
    passages = [entry for entry in entries if isinstance(entry, Passage)]
    assert [passage.block for passage in passages] == [index for index, keep in enumerate(kept) if keep]
    for passage in passages:
        text = "".join([text for _, text, _ in passage.pieces])
        assert text.split() == document.blocks[passage.block].text.split()


@pytest.mark.parametrize("name", sorted(_READER_NAMES | _HIDDEN_NAMES))
@pytest.mark.parametrize("written", [str, str.upper, str.title])
def test_both_walks_leave_out_the_same_hidden_phrases(name: str, written: Callable[[str], str]) -> None:
    page = f'<p>Owls hunt <a class=link>at night<span class="{written(name)}"> (opens here)</span></a>.</p><p>So do I.'
    document = tokenize_html(Dump(text=page))
    again = replay(document, [True] * len(document.blocks))
    assert again.missed == 0
    assert found_texts(again) == [block.text for block in document.blocks]
    if written is str:
        assert document.blocks[0].text == "Owls hunt at night."


@pytest.mark.parametrize("hiding", ["display:none", "VISIBILITY : HIDDEN", "clip: rect(0 0 0 0)", "left:-9999px"])
def test_both_walks_leave_out_what_a_style_hides(hiding: str) -> None:
    page = f'<p>Owls hunt <b>at night<i style="{hiding}"> (or not)</i></b>.</p><p>So do I.'
    document = tokenize_html(Dump(text=page))
    again = replay(document, [True] * len(document.blocks))
    assert (again.missed, found_texts(again)) == (0, [block.text for block in document.blocks])


@pytest.mark.parametrize("link", ['<a href="">', "<a href=#x>", '<a name="x"><span>'])
def test_both_walks_leave_out_the_sign_of_a_heading(link: str) -> None:
    document = tokenize_html(Dump(text=f"<h2>Owls {link}¶</a></h2><p>They hunt at night."))
    again = replay(document, [True] * len(document.blocks))
    assert [block.text for block in document.blocks] == ["Owls", "They hunt at night."]
    assert again.missed == 0


def test_a_sign_in_no_link_stays_in_both_walks() -> None:
    document = tokenize_html(Dump(text="<h2>Owls <a>¶</a></h2>"))
    assert [block.text for block in document.blocks] == ["Owls ¶"]
    assert replay(document, [True]).missed == 0


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Owls [<a href=/e>edit</a>]", "Owls"),
        ("Owls <a href=/e>[edit]</a>", "Owls"),
        ("Owls<i> [ </i><a href=/e>edit</a> | <a href=/s>edit source</a><i> ]</i>", "Owls"),
        ("<a href=#o>#</a> Owls [edit]", "Owls"),
        ("Owls [<a href=/e>Bearbeiten</a>] <img src=o.jpg>", "Owls"),
        ("Owls [edit]", "Owls [edit]"),
        ("Owls [<a href=/1>1</a>]", "Owls [1]"),
        ("Owls [<a href=/o>and other birds</a>]", "Owls [and other birds]"),
    ],
)
def test_links_to_edit_a_heading_are_left_out_by_both_walks(heading: str, expected: str) -> None:
    document = tokenize_html(Dump(text=f"<h2>{heading}</h2><p>They hunt at night."))
    again = replay(document, [True] * len(document.blocks))
    assert [block.text for block in document.blocks] == [expected, "They hunt at night."]
    assert (again.missed, [text.strip() for text in found_texts(again)][:1]) == (0, [expected])
