from __future__ import annotations

import json
import pickle

import pytest

from cleanpage import renderer
from cleanpage.inputs import Source
from cleanpage.page import Counters, Metadata, RelatedItem
from cleanpage.renderer import Request, failure, metadata_lines, render

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
PAGE = f"<title>Owls</title><h1>Owls</h1><p>{PROSE * 3}<p>{PROSE * 2}".encode()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(ValueError("odd"), "ValueError: odd; this is a fault in cleanpage", id="fault"),
        pytest.param(MemoryError(), "not enough memory", id="memory"),
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
    assert json.loads(body) == {"source": "a.html", "status": "failed", "status_reason": "gone"}


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
            "agency: dpa\nimage_credit: A. Bird\nreading_minutes: 5\n",
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
