from __future__ import annotations

import json
from typing import Any

import pytest

import cleanpage
from cleanpage.crawl.archives.records import Origin, Record
from cleanpage.crawl.rows.rows import COLUMNS, failed_row, object_of, origin_of, row_of
from cleanpage.page import failed_page

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
HEAD = (
    "<html lang=en><title>Owls</title><meta name=author content='Ada Bird'><meta name=author content='Bo Dell'>"
    "<meta property=article:published_time content=2024-05-01T06:00:00Z><meta property=og:site_name content=Mill>"
    "<meta name=description content='About owls.'>"
)
PAGE = cleanpage.extract(f"{HEAD}<h1>Owls</h1><p>{PROSE * 3}<p>{PROSE * 2}", url="https://owls.example/")
EMPTY = cleanpage.extract("<p></p>")

FULL = Record(
    origin=Origin(
        file="a.warc.gz", position=3, offset=512, length=70, record_id="urn:uuid:1", digest="sha1:A", date="2024-01-01"
    ),
    url="https://owls.example/",
    truncated="length",
    data=b"<p>",
    content_type="text/html",
)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            FULL,
            {
                "source": "a.warc.gz",
                "position": 3,
                "offset": 512,
                "length": 70,
                "record_id": "urn:uuid:1",
                "digest": "sha1:A",
                "fetched": "2024-01-01",
                "url": "https://owls.example/",
                "truncated": "length",
            },
            id="full",
        ),
        pytest.param(Record(origin=Origin(file="a.eml")), {"source": "a.eml", "position": 0}, id="least"),
        pytest.param(
            Record(origin=Origin(file="a.jsonl", offset=0)),
            {"source": "a.jsonl", "position": 0, "offset": 0},
            id="first-line",
        ),
    ],
)
def test_origin_of(record: Record, expected: dict[str, Any]) -> None:
    assert origin_of(record) == expected
    assert set(expected) <= set(COLUMNS)


def test_row_has_what_the_page_has() -> None:
    row = row_of(PAGE, origin_of(FULL))
    assert list(row) == list(COLUMNS)
    known = {name: value for name, value in row.items() if name not in origin_of(FULL)}
    metadata = known.pop("metadata")
    assert known == {
        "status": "ok",
        "status_reason": PAGE.status_reason,
        "confidence": round(PAGE.confidence, 4),
        "format": "html",
        "encoding": "",
        "replaced": 0,
        "misread": 0,
        "misread_as": "",
        "text": PAGE.text,
        "title": "Owls",
        "authors": ["Ada Bird", "Bo Dell"],
        "published": PAGE.metadata.published,
        "modified": None,
        "language": "en",
        "site_name": "Mill",
        "description": "About owls.",
        "kind": None,
        "word_count": PAGE.metadata.word_count,
    }
    assert known["published"].startswith("2024-05-01")
    assert json.loads(metadata) == PAGE.metadata.to_dict(found=False)
    assert row | origin_of(FULL) == row


@pytest.mark.parametrize("page", [EMPTY, failed_page("too slow")], ids=["empty", "failed"])
def test_row_of_a_page_without_text(page: cleanpage.Page) -> None:
    row = row_of(page)
    assert list(row) == list(COLUMNS)
    assert (row["status"], row["text"], row["authors"], row["source"]) == (page.status, "", [], None)


def test_text_can_be_another() -> None:
    assert row_of(PAGE, text="# Owls")["text"] == object_of(PAGE, "# Owls")["text"] == "# Owls"
    assert row_of(PAGE, text="")["text"] == ""


def test_address_of_the_page_counts_more_than_that_of_the_record() -> None:
    assert row_of(PAGE, {"url": "https://other.example/"})["url"] == "https://owls.example/"


def test_failed_row() -> None:
    row = failed_row("cut off", origin_of(FULL))
    assert list(row) == list(COLUMNS)
    assert {name: value for name, value in row.items() if value is not None} == origin_of(FULL) | {
        "status": "failed",
        "status_reason": "cut off",
        "text": "",
    }


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(failed_row("line \ud800", {"source": "caf\udce9"}), id="failed"),
        pytest.param(row_of(EMPTY, {"source": "caf\udce9", "url": None}, "\udfff"), id="page"),
        pytest.param(
            row_of(cleanpage.extract("<title>\udce9 Owls</title><meta name=author content='\udce9 Bird'>")),
            id="metadata",
        ),
    ],
)
def test_what_is_no_utf8_is_escaped(row: dict[str, Any]) -> None:
    written = json.dumps(row, ensure_ascii=False).encode()
    assert json.loads(written) == row


def test_object_is_without_blocks() -> None:
    found = object_of(PAGE)
    assert found == {
        name: value
        for name, value in PAGE.to_dict().items()
        if name in ("url", "status", "status_reason", "format", "encoding", "encoding_source", "text")
        or name in ("replaced", "misread", "misread_as")
    } | {"confidence": round(PAGE.confidence, 4), "metadata": PAGE.metadata.to_dict(found=False)}
    assert "blocks" not in found
