from __future__ import annotations

import gzip
import json
import pickle
from dataclasses import fields

import pytest

from cleanpage.crawl.archives.records import Origin, Reading, Record, Sealed, Skipped
from cleanpage.crawl.files.sources import Source
from cleanpage.crawl.rows import FAILED
from cleanpage.crawl.run import renderer
from cleanpage.crawl.run.renderer import (
    SKIPPED,
    Outcome,
    OutputFormat,
    Request,
    failure,
    metadata_lines,
    render,
    source_lines,
)
from cleanpage.metadata.fields import Counters, Metadata, Noted, RelatedItem

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
PAGE = f"<title>Owls</title><h1>Owls</h1><p>{PROSE * 3}<p>{PROSE * 2}".encode()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(ValueError("odd"), "ValueError: odd; this is a bug in cleanpage", id="fault"),
    ],
)
def test_what_extract_raises_is_an_outcome(monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(renderer, "extract", fail)
    outcome = render(Source(name="a.html", data=PAGE), Request())
    assert outcome.status == "failed"
    assert reason in outcome.reason


def test_request_and_outcome_can_be_sent_between_processes() -> None:
    outcome = render(Source(name="a.html", data=PAGE), pickle.loads(pickle.dumps(Request())))
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert outcome.status == "ok"


def test_failure_is_an_object_in_json_and_nothing_in_text() -> None:
    source = Source(name="a.html")
    assert failure(source, Request(), "gone").body is None
    body = failure(source, Request(format="jsonl"), "gone").body
    assert body is not None
    assert json.loads(str(body)) == {"source": "a.html", "status": "failed", "status_reason": "gone"}


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(Metadata(), "", id="none"),
        pytest.param(Metadata(title="A\n title:  b"), "title: A title: b\n", id="one-line"),
        pytest.param(Metadata(authors=("A", "B"), tags=("x",)), "authors: A; B\ntags: x\n", id="lists"),
        pytest.param(Metadata(counters=Counters(views=0, likes=3)), "views: 0\nlikes: 3\n", id="counters"),
        pytest.param(Metadata(title=""), "", id="empty"),
        pytest.param(
            Metadata(agency="dpa", image_credit="A. Bird", reading_minutes=5),
            "reading_minutes: 5\nagency: dpa\nimage_credit: A. Bird\n",
            id="text-dumps",
        ),
        pytest.param(
            Metadata(related=(RelatedItem(title="Owls"), RelatedItem(title="Mice", time="28.03 18:12", counts=(3, 0)))),
            "related: Owls\nrelated: Mice | 28.03 18:12 | 3, 0\n",
            id="related",
        ),
    ],
)
def test_metadata_lines(metadata: Metadata, expected: str) -> None:
    assert metadata_lines(metadata) == expected


def test_every_field_has_a_line_but_the_evidence() -> None:
    full = {
        field.name: ("x",) if isinstance(field.default, tuple) else 7
        for field in fields(Metadata)
        if field.name not in ("counters", "related")
    }
    counters = Counters(**{field.name: 8 for field in fields(Counters)})
    related = (RelatedItem(title="Owls"),)
    lines = metadata_lines(Metadata(**full, counters=counters, related=related)).splitlines()  # type: ignore[arg-type]
    written = {line.partition(": ")[0] for line in lines}
    assert len(written) == len(lines)
    assert written == {*full, "related", *(field.name for field in fields(Counters))} - {"evidence"}


FOUND = (
    Noted("title", "Owls", "block 3"),
    Noted("title", "Mice\nand men", "meta og:title"),
    Noted("counters.views", "945", "block 4"),
)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(Metadata(title="Owls"), "", id="none"),
        pytest.param(
            Metadata(title="Owls", counters=Counters(views=945), evidence=FOUND),
            "title: Owls  [block 3]\n"
            "- title: Mice and men  [meta og:title]  another title agrees better with the page\n"
            "counters.views: 945  [block 4]\n",
            id="with-another",
        ),
    ],
)
def test_source_lines(metadata: Metadata, expected: str) -> None:
    assert source_lines(metadata) == expected


@pytest.mark.parametrize(
    ("request_", "lines"),
    [
        pytest.param(Request(metadata_only=True), ["title: Owls", "language: en"], id="metadata"),
        pytest.param(
            Request(metadata_only=True, titled=True), ["==> a.html <==", "title: Owls", "language: en"], id="titled"
        ),
        pytest.param(
            Request(metadata_only=True, sources=True),
            ["title: Owls  [block 0]", "title: Owls  [<title>]", "language: en  [text]"],
            id="sources",
        ),
    ],
)
def test_metadata_take_the_place_of_the_text(request_: Request, lines: list[str]) -> None:
    outcome = render(Source(name="a.html", data=PAGE), request_)
    assert outcome.status == "metadata_only"
    assert outcome.body is not None
    assert str(outcome.body).splitlines() == lines


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_metadata_in_json_have_no_text(format: OutputFormat) -> None:
    body = render(Source(name="a.html", data=PAGE), Request(metadata_only=True, format=format, blocks=True)).body
    assert isinstance(body, str)
    record = json.loads(body)
    assert (record["source"], record["status"], record["text"], record["blocks"]) == ("a.html", "metadata_only", "", [])
    assert record["metadata"]["title"] == "Owls"
    assert record["metadata"]["found"]["title"][0] == {"value": "Owls", "source": "block 0"}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "binary", id="binary"),
        pytest.param(b"<html><body></body></html>", "empty", id="empty"),
    ],
)
def test_no_metadata_of_what_is_no_page(data: bytes, status: str) -> None:
    outcome = render(Source(name="a.html", data=data), Request(metadata_only=True, titled=True))
    assert (outcome.status, outcome.body) == (status, None)


def test_a_sealed_record_is_opened() -> None:
    origin = Origin(file="a.jsonl", offset=0)
    line = json.dumps({"html": "<p>Owls", "url": "https://owls.example/"}).encode()
    record = Record(origin=origin, data=line, sealed=Sealed(kind="line"))
    outcome = render(record, Request(format="jsonl"), Reading(max_bytes=100))
    assert outcome.found == Record(origin=origin, url="https://owls.example/")
    assert json.loads(str(outcome.body))["url"] == "https://owls.example/"
    outcome = render(record, Request(format="jsonl"), Reading(max_bytes=3))
    assert outcome.status == FAILED
    assert "more than the limit of 3" in outcome.reason
    assert isinstance(outcome.found, Record)
    assert outcome.found.url == "https://owls.example/"


def test_a_sealed_record_can_turn_out_to_be_no_page() -> None:
    sealed = Sealed(kind="body", codings=("gzip",), media_type="text/html")
    record = Record(origin=Origin(file="a.warc"), data=gzip.compress(b""), sealed=sealed)
    outcome = render(record, Request())
    assert outcome == Outcome(
        SKIPPED, "an empty body", None, found=Skipped(origin=record.origin, reason="an empty body")
    )


def test_a_fault_in_opening_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(record: Record, reading: Reading) -> Record:
        raise KeyError("odd")

    monkeypatch.setattr(renderer, "open_record", fail)
    record = Record(origin=Origin(file="a.jsonl"), data=b"{}", sealed=Sealed(kind="line"))
    assert render(record, Request()).reason.startswith("KeyError: 'odd'; this is a bug in cleanpage")
