from __future__ import annotations

import json

import pytest

from cleanpage.crawl.run.tally import MAX_REASONS, OTHER, Tally


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        pytest.param("it was cut off", "it was cut off", id="plain"),
        pytest.param("cut off at byte 1234 of 5000; copy it again", "cut off at byte N of N", id="numbers-and-hint"),
        pytest.param("1,234.5 bytes are too many", "N bytes are too many", id="number-with-marks"),
        pytest.param("line 7 is not JSON (Expecting value)", "line N is not JSON", id="brackets"),
        pytest.param("ValueError: odd", "ValueError", id="colon"),
        pytest.param("it took longer than 0.5 s and was stopped", "it took longer than N s and was stopped", id="s"),
        pytest.param("", OTHER, id="empty"),
        pytest.param(": odd", OTHER, id="nothing-in-front"),
    ],
)
def test_failures_are_counted_by_kind(reason: str, kind: str) -> None:
    tally = Tally()
    tally.add_failure(reason)
    tally.add_failure(reason)
    assert tally.failed == {kind: 2}


def letters(number: int) -> str:
    """Return a word for a number, without digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@pytest.mark.parametrize(
    ("add", "counter"), [("add_failure", "failed"), ("add_skipped", "skipped"), ("add_truncated", "truncated")]
)
def test_reasons_are_bounded_and_none_is_lost(add: str, counter: str) -> None:
    tally, total = Tally(), Tally()
    for number in range(MAX_REASONS + 20):
        getattr(tally, add)(letters(number))
    getattr(tally, add)(letters(0))
    counts = getattr(tally, counter)
    assert len(counts) == MAX_REASONS + 1
    assert (counts[letters(0)], counts[letters(MAX_REASONS - 1)], counts[OTHER]) == (2, 1, 20)

    for part in range(3):
        other = Tally()
        for number in range(part * MAX_REASONS, (part + 1) * MAX_REASONS):
            getattr(other, add)(letters(number))
        total.include(other)
    counts = getattr(total, counter)
    assert len(counts) == MAX_REASONS + 1
    assert counts.total() == 3 * MAX_REASONS


def some() -> Tally:
    tally = Tally(size=10)
    tally.statuses["empty"] += 1
    tally.statuses["ok"] += 2
    tally.add_failure("cut off")
    tally.add_skipped("a request")
    tally.add_skipped("image/png")
    tally.add_skipped("image/png")
    tally.add_truncated("length")
    return tally


def test_sums() -> None:
    tally = some()
    assert (tally.pages, tally.records) == (3, 7)
    tally.include(some())
    assert (tally.pages, tally.records, tally.size) == (6, 14, 20)
    assert tally.truncated == {"length": 2}


def test_to_dict_has_everything_commonest_first() -> None:
    data = some().to_dict()
    assert data == {
        "records": 7,
        "pages": 3,
        "bytes": 10,
        "statuses": {"ok": 2, "empty": 1},
        "failed": {"cut off": 1},
        "skipped": {"image/png": 2, "a request": 1},
        "truncated": {"length": 1},
    }
    assert list(data["statuses"]) == ["ok", "empty"]
    assert list(data["skipped"]) == ["image/png", "a request"]


def test_tallies_come_back() -> None:
    assert Tally.from_dict(json.loads(json.dumps(some().to_dict()))) == some()


def test_including_leaves_the_other_as_it_is() -> None:
    total, other = Tally(), some()
    total.include(other)
    total.include(other)
    assert other == some()
