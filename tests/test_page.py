from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import re
from textwrap import wrap
from typing import Any

import pytest
from benchmarks.pages.fixtures import Fixture, read_fixtures

import cleanpage
from cleanpage import Counters, Metadata, Page, PageBlock
from cleanpage.metadata.fields import Found, Noted

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
HTML = (
    "<html><head><title>Owls</title><meta name=author content='Ada Bird'></head><body>"
    f"<nav class='top bar'><a href=/>Home</a></nav><div id=post><p>{PROSE * 3}<p>{PROSE}<a href=/mill>The mill</a>"
)
TEXT = f"Owls\n\n  {PROSE * 3}\n{PROSE * 2}\n"

VALUES: list[Any] = [cleanpage.extract(HTML, url="https://owls.example/"), Metadata(), Counters(views=3)]

each_value = pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
DUMPS = [fixture for fixture in read_fixtures() if fixture.format == "text"]
each_fixture = pytest.mark.parametrize("fixture", read_fixtures(), ids=lambda fixture: fixture.slug)


@each_value
def test_values_are_frozen_and_slotted(value: Any) -> None:
    for field in dataclasses.fields(value):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, field.name, None)
    # Without slots this would be a place for anything.
    assert not hasattr(value, "__dict__")


def test_blocks_are_frozen_and_slotted() -> None:
    block = VALUES[0].blocks[0]
    with pytest.raises(AttributeError):
        block.label = "content"
    with pytest.raises(AttributeError):
        block.links.append("x")


@each_value
def test_values_are_compared_by_what_they_hold(value: Any) -> None:
    for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert twin == value
        assert twin is not value
        assert hash(twin) == hash(value)
    changed = (
        {"text": "x"} if isinstance(value, Page) else {"title": "x"} if isinstance(value, Metadata) else {"views": 4}
    )
    assert dataclasses.replace(value, **changed) != value


def test_a_pickled_page_still_explains_itself() -> None:
    page = VALUES[0]
    twin = pickle.loads(pickle.dumps(page))
    assert twin.to_dict() == page.to_dict()
    assert [block.contributions for block in twin.blocks] == [block.contributions for block in page.blocks]


# ------------------------------------------------------------------ to_dict


@each_fixture
def test_to_dict_goes_through_json(fixture: Fixture) -> None:
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    data = page.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert set(data["metadata"]) == {field.name for field in dataclasses.fields(Metadata)} - {"evidence"} | {"found"}
    assert set(data["metadata"]["counters"]) == {field.name for field in dataclasses.fields(Counters)}
    assert data["metadata"]["authors"] == list(page.metadata.authors)
    assert data["metadata"]["tags"] == list(page.metadata.tags)
    found = [
        {"field": field} | {"objection": ""} | entry
        for field, entries in data["metadata"]["found"].items()
        for entry in entries
    ]
    assert sorted(map(str, found)) == sorted(
        str({"field": one.field, "objection": one.objection, "value": one.value, "source": one.source})
        for one in page.metadata.found
    )
    assert [entry["text"] for entry in data["blocks"]] == [block.text for block in page.blocks]


def test_to_dict_tells_all_but_how_it_was_worked_out() -> None:
    page = VALUES[0]
    data = page.to_dict()
    assert set(data) == {field.name for field in dataclasses.fields(Page)} - {"selected", "headline", "embeds"} | {
        "blocks"
    }
    assert set(data["blocks"][0]) == set(PageBlock._fields) - {"cut", "format", "features", "place"} | {
        "reason",
        "origin",
    }
    assert data["url"] == "https://owls.example/"
    for name in ("text", "status", "status_reason", "format", "encoding", "encoding_source"):
        assert data[name] == getattr(page, name)
    for name in ("replaced", "misread", "misread_as"):
        assert data[name] == getattr(page, name)


def test_a_block_to_dict() -> None:
    block = VALUES[0].blocks[-1]
    assert block.to_dict() == {
        "text": f"{PROSE}The mill",
        "kind": "paragraph",
        "label": "content",
        "score": round(block.score, 4),
        "sort": "",
        "overrule": None,
        "reason": block.reason,
        "origin": "html > body > div.post > p",
        "start_offset": None,
        "links": [{"text": "The mill", "href": "/mill"}],
    }


def test_numbers_are_rounded_for_json_only() -> None:
    page = VALUES[0]
    assert page.to_dict()["confidence"] == round(page.confidence, 4) != page.confidence


# ------------------------------------------------------------------ blocks


def test_origins_in_html() -> None:
    assert [block.origin for block in VALUES[0].blocks] == [
        "html > body > nav.top",
        "html > body > div.post > p",
        "html > body > div.post > p",
    ]


def test_origins_name_the_inner_elements() -> None:
    page = cleanpage.extract(f"<main>{'<div><section>' * 20}<p class='a b'>{PROSE * 2}</main>")
    origin = page.blocks[0].origin.split(" > ")
    assert origin[-3:] == ["div", "section", "p.a"]
    assert "html" not in origin


def test_origins_in_a_text_dump() -> None:
    blocks = cleanpage.extract(TEXT).blocks
    assert [block.origin for block in blocks] == ["line 1", "line 3", "line 4"]
    assert [block.start_offset for block in blocks] == [0, TEXT.index("The"), TEXT.rindex(PROSE * 2)]


def test_offsets_of_a_page_of_html() -> None:
    assert {block.start_offset for block in VALUES[0].blocks} == {None}


@pytest.mark.parametrize("fixture", DUMPS, ids=lambda fixture: fixture.slug)
def test_offsets_are_where_the_text_is(fixture: Fixture) -> None:
    text = fixture.dump.decode(fixture.encoding).removeprefix("\ufeff").replace("\r\n", "\n")
    page = cleanpage.extract(fixture.dump, url=fixture.url)
    assert page.selected is not None
    blocks = page.selected.scored.measured.document.blocks
    for described, block, after in zip(page.blocks, blocks, [*blocks[1:], None], strict=True):
        start = block.start_offset
        assert (described.start_offset, described.text) == (start, block.text)
        assert described.origin == f"line {text.count(chr(10), 0, start) + 1}"
        if after and after.line == block.line:
            # Of a long line, all up to the next piece is this one and what divides them.
            assert " ".join(text[start : after.start_offset].split()) == (block.text + after.joint).strip()
            continue
        line, *more = text[start:].split("\n")[: block.lines]
        if more:
            # Quote marks stand before each line; whether a space belongs at a line's end, `line_wrapping` knows.
            lines = "".join([line, *[re.sub(r"^[\s>]+", "", other) for other in more]])
            assert "".join(lines.split()) == "".join(block.text.split())
        elif block.cells:
            assert re.sub(r"[|\s]+", " ", line).strip() == block.text
        else:
            assert " ".join(line.split()) == block.text


def test_fixtures_have_blocks_of_lines_pieces_and_rows() -> None:
    # Else the test above would say nothing about their offsets.
    pages = [cleanpage.extract(fixture.dump) for fixture in DUMPS]
    blocks = [block for page in pages if page.selected for block in page.selected.scored.measured.document.blocks]
    assert any(block.lines > 1 for block in blocks)
    assert any(block.joint != "\n" for block in blocks)
    assert any(block.cells for block in blocks)


@pytest.mark.parametrize(
    ("lines", "texts", "starts"),
    [
        pytest.param([f" > {line}" for line in wrap(PROSE * 8, 66)], [PROSE * 8], ["The"], id="quoted"),
        pytest.param([f"  - {PROSE}"], [PROSE], ["The"], id="bullet"),
        pytest.param([" | Owls | 12 |", "| |  Mice |"], ["Owls 12", "Mice"], ["Owls", "Mice"], id="pipes"),
        pytest.param(["\tOwls\t12", "Mice\t340"], ["Owls 12", "Mice 340"], ["Owls", "Mice"], id="tabs"),
    ],
)
def test_offsets_begin_after_marks(lines: list[str], texts: list[str], starts: list[str]) -> None:
    text = "\n".join(lines)
    blocks = cleanpage.extract(text, input_format="text").blocks
    assert [block.text for block in blocks] == [text.strip() for text in texts]
    assert [block.start_offset for block in blocks] == [text.index(start) for start in starts]


def test_repr_shows_no_features_and_no_evidence() -> None:
    assert "selected" not in repr(VALUES[0])
    assert "evidence" not in repr(VALUES[0])


# ------------------------------------------------------------------ what was found

CHOSEN = Found("title", "Owls", "block 3")
RIVAL = Found("title", "Mice", "meta og:title", "another title agrees better with the page")
METADATA = Metadata(
    title="Owls",
    authors=("Ada Bird",),
    counters=Counters(views=0),
    evidence=(
        Noted("title", "Owls", "block 3"),
        Noted("title", "Mice", "meta og:title"),
        Noted("authors", "Ada Bird", "meta author"),
        Noted("counters.views", "0", "block 4"),
        Noted("published", "2099-01-01", "meta date", "later than the page was dumped"),
    ),
)


def test_found_names_the_source_of_each_value() -> None:
    assert METADATA.found[:2] == (CHOSEN, RIVAL)
    assert METADATA.others("title") == (RIVAL,)
    assert METADATA.others("authors") == METADATA.others("tags") == ()
    assert [METADATA.source(name) for name in ("title", "authors", "counters.views")] == [
        "block 3",
        "meta author",
        "block 4",
    ]


@pytest.mark.parametrize("name", ["published", "tags", "nothing"])
def test_what_was_not_chosen_has_no_source(name: str) -> None:
    assert METADATA.source(name) is None


def test_found_in_a_dict() -> None:
    data = METADATA.to_dict()
    assert "evidence" not in data
    assert data["found"] == {
        "title": [
            {"value": "Owls", "source": "block 3"},
            {"value": "Mice", "source": "meta og:title", "objection": RIVAL.objection},
        ],
        "authors": [{"value": "Ada Bird", "source": "meta author"}],
        "counters.views": [{"value": "0", "source": "block 4"}],
        "published": [{"value": "2099-01-01", "source": "meta date", "objection": "later than the page was dumped"}],
    }


def test_evidence_makes_no_difference_between_metadata() -> None:
    assert dataclasses.replace(METADATA, evidence=()) == METADATA
    assert hash(dataclasses.replace(METADATA, evidence=())) == hash(METADATA)


def test_pickled_metadata_keep_their_evidence() -> None:
    twin = pickle.loads(pickle.dumps(METADATA))
    assert (twin, twin.found) == (METADATA, METADATA.found)
    page = VALUES[0]
    assert page.metadata.found
    assert pickle.loads(pickle.dumps(page)).metadata.found == page.metadata.found


def test_front_matter_has_the_fields_and_not_what_they_were_made_from() -> None:
    page = cleanpage.extract(
        "<title>Rain in May</title><p>It rained on Foston for thirty days, and the river rose.</p>"
    )
    assert page.metadata.evidence
    head = page.to_markdown(front_matter=True).split("---\n")[1]
    assert [line.partition(":")[0] for line in head.splitlines()] == ["title", "language", "word_count"]
