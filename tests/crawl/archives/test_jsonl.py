from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.crawl.archives.jsonl import (
    BYTES_A_VALUE,
    FREE_BYTES,
    FREE_VALUES,
    LINE_ROOM,
    MAX_IN_A_ROW,
    MIN_BYTES,
    open_line,
    split_lines,
)
from cleanpage.crawl.archives.readers import read_archive
from cleanpage.crawl.archives.records import MAX_FIELD_CHARS, Reading, Record
from cleanpage.errors import InputError

GOOD = b'{"url": "https://owls.example/1", "html": "<p>Owls", "content_type": "text/html"}'


def read(data: bytes, reading: Reading | None = None) -> list[Record]:
    records = list(read_archive("a.jsonl", "jsonl", reading or Reading(), io.BytesIO(data)))
    assert all(isinstance(entry, Record) for entry in records)
    return [entry for entry in records if isinstance(entry, Record)]


def test_a_line() -> None:
    (entry,) = read(GOOD)
    assert (entry.data, entry.url, entry.content_type) == ("<p>Owls", "https://owls.example/1", "text/html")
    assert (entry.problem, entry.input_format) == ("", "auto")
    assert (entry.origin.file, entry.origin.position, entry.origin.offset) == ("a.jsonl", 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOOD + b"\n" + GOOD + b"\n", id="line-feeds"),
        pytest.param(GOOD + b"\r\n" + GOOD, id="no-last-line-end"),
        pytest.param(b"\xef\xbb\xbf" + GOOD + b"\n\n  \r\n" + GOOD + b"\n\n", id="mark-and-blank-lines"),
        pytest.param(gzip.compress(GOOD + b"\n") + gzip.compress(GOOD), id="gzip"),
    ],
)
def test_lines(data: bytes) -> None:
    entries = read(data)
    assert [entry.data for entry in entries] == ["<p>Owls", "<p>Owls"]
    assert [entry.origin.position for entry in entries] == [0, 1]
    assert [entry.origin.offset for entry in entries] == [0, 3 if b"\n\n  " in data else 1]


BAD = [
    pytest.param(b"<p>Owls", "line 2 is not JSON (Expecting value", id="no-json"),
    pytest.param(b'{"html": "<p>Owls', "line 2 is not JSON (Unterminated string", id="cut-off"),
    pytest.param(b'{"html": "\xff"}', "line 2 is not in UTF-8 (byte 10", id="no-utf-8"),
    pytest.param(b'["<p>"]', "line 2 holds no JSON object", id="list"),
    pytest.param(b"null", "line 2 holds no JSON object", id="null"),
    pytest.param(b"[" * 100_000, "line 2 nests too deeply", id="deep"),
    pytest.param(b"1" * 10_000, "line 2 is not JSON (Exceeds the limit", id="long-number"),
    pytest.param(
        b'{"html": null}', "line 2 holds no text in 'html', but null; name another field (--column)", id="null"
    ),
    pytest.param(b'{"html": 5}', "line 2 holds no text in 'html', but a number", id="number"),
    pytest.param(b'{"html": true}', "line 2 holds no text in 'html', but true or false", id="truth"),
    pytest.param(b'{"html": ["a"]}', "line 2 holds no text in 'html', but a list", id="list-in-field"),
    pytest.param(b'{"html": {"a": 1}}', "line 2 holds no text in 'html', but an object", id="object"),
    pytest.param(
        b'{"page": "<p>", "id": 1}',
        "line 2 has none of the fields 'html', 'content', 'raw_content', 'text'; "
        "it has 'page', 'id': name the one with the page (--column)",
        id="no-field",
    ),
    pytest.param(b"{}", "line 2 has none of the fields 'html', 'content', 'raw_content', 'text'; it has none", id="{}"),
]


@pytest.mark.parametrize(("line", "problem"), BAD)
def test_bad_lines(line: bytes, problem: str) -> None:
    entries = read(GOOD + b"\n" + line + b"\n" + GOOD)
    assert [bool(entry.problem) for entry in entries] == [False, True, False]
    assert entries[1].problem.startswith(problem)
    assert entries[1].data == b""
    assert [(entry.origin.position, entry.origin.offset) for entry in entries] == [(0, 0), (1, 1), (2, 2)]


def test_a_tab_in_a_string_is_forgiven() -> None:
    assert read(b'{"html": "a\tb"}')[0].data == "a\tb"


def test_columns() -> None:
    line = b'{"text": "a", "html": "b", "page": "c", "uri": "u", "link": "l"}'
    assert [(entry.data, entry.url) for entry in read(line)] == [("b", "u")]
    assert read(line, Reading(columns=["page"], url_columns=["x", "link"]))[0].data == "c"
    assert read(line, Reading(columns=["page"], url_columns=["x", "link"]))[0].url == "l"


@pytest.mark.parametrize(
    ("value", "url"), [(b"null", None), (b"5", None), (b'""', None), (b'"a\\ud800b"', "a?b"), (b'"\xc3\xa4"', "ä")]
)
def test_urls(value: bytes, url: str | None) -> None:
    (entry,) = read(b'{"html": "x", "url": %s}' % value)
    assert (entry.url, entry.problem) == (url, "")


def test_too_long() -> None:
    reading = Reading(max_bytes=1000)
    longest = 2 * 1000 + LINE_ROOM
    line = b'{"html": "a", "b": "%s"}'
    just = line % (b"b" * (longest - len(line) + 1))
    assert len(just) == longest - 1
    long = line % (b"b" * 5_000_000)
    entries = read(b"\n".join([just, long, GOOD, line % b"c", long]), reading)
    assert [entry.problem[:21] for entry in entries] == ["", "line 2 is longer than", "", "", "line 5 is longer than"]
    assert [entry.origin.offset for entry in entries] == [0, 1, 2, 3, 4]
    (entry,) = read(b'{"html": "%s"}' % (b"x" * 1001), reading)
    assert entry.problem == "line 1 holds a page of 1001 characters, more than the limit of 1000"
    assert not read(b'{"html": "%s"}' % (b"x" * 1000), reading)[0].problem


def line_of(values: int, value: bytes = b"0") -> bytes:
    """Return a long line with so many marks of values: of names, an object, a list, and of what is in that."""
    return b'{"html": "a", "c": "%s", "b": [' % (b"x" * FREE_BYTES) + b",".join([value] * (values - 6)) + b"]}"


@pytest.mark.parametrize("value", [b"0", b'"a,b"', b'"\\",[{:"'])
def test_values_of_a_line(value: bytes) -> None:
    most = FREE_VALUES
    while most < FREE_VALUES + len(line_of(most, value)) // BYTES_A_VALUE:
        most = FREE_VALUES + len(line_of(most, value)) // BYTES_A_VALUE
    entries = read(line_of(most, value) + b"\n" + line_of(most + 20, value))
    assert [entry.data for entry in entries] == ["a", b""]
    assert entries[1].problem.startswith("line 2 holds 1")
    assert "values in" in entries[1].problem


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(",", id="commas"),
        pytest.param('"', id="quotes"),
        pytest.param("\\", id="backslashes"),
        pytest.param('\\"', id="both"),
        pytest.param('{"a": [1, 2]},', id="json"),
    ],
)
def test_marks_in_a_page_are_no_values(text: str) -> None:
    page = text * (2 * FREE_VALUES)
    (entry,) = read(json.dumps({"html": page, "a": [1, 2]}).encode())
    assert (entry.problem, entry.data) == ("", page)


def test_values_of_a_short_line_are_not_counted() -> None:
    (entry,) = read(b'{"html": "a", "b": [' + b",".join([b"0"] * (2 * FREE_VALUES)) + b"]}")
    assert (entry.data, entry.problem) == ("a", "")


def test_lines_are_split_without_a_look_into_them() -> None:
    (entry,) = split_lines("a.jsonl", Reading(), io.BytesIO(b"[" * 1000))
    assert isinstance(entry, Record)
    assert (entry.data, entry.problem) == (b"[" * 1000, "")
    assert open_line(entry, Reading()).problem == "line 1 nests too deeply; write one flat object a line"


@pytest.mark.parametrize("other", [b"x", b"{}", b" [1, 2]", b"<p>Owls hunt at night"])
def test_lines_that_are_no_pages_are_told_in_one_after_many(other: bytes) -> None:
    lines = [GOOD, *[other] * (MAX_IN_A_ROW + 30), GOOD, *[other] * MAX_IN_A_ROW, GOOD, *[other] * (MAX_IN_A_ROW + 1)]
    entries = read(b"\n".join(lines))
    assert [entry.origin.position for entry in entries] == list(range(len(entries)))
    first, last = MAX_IN_A_ROW + 2, MAX_IN_A_ROW + 31
    assert [entry.problem for entry in entries if " to " in entry.problem] == [
        f"lines {first} to {last} hold no pages, like the {MAX_IN_A_ROW} before them"
    ]
    assert sum(not entry.problem for entry in entries) == 3
    assert len(entries) == 3 + 3 * MAX_IN_A_ROW + 2
    assert entries[-1].origin.offset == len(lines) - 1


def test_short_pages_are_no_other_lines() -> None:
    line = b'{"html":"a"}'
    assert len(line) >= MIN_BYTES
    assert len(read(b"\n".join([line] * (2 * MAX_IN_A_ROW)))) == 2 * MAX_IN_A_ROW


@pytest.mark.parametrize(("size", "kept"), [(MAX_FIELD_CHARS, True), (MAX_FIELD_CHARS + 1, False)])
def test_an_address_without_end_is_none(size: int, kept: bool) -> None:
    (entry,) = read(json.dumps({"html": "<p>", "url": "u" * size}).encode())
    assert (entry.url is not None, entry.problem) == (kept, "")


def test_an_endless_line_takes_no_memory() -> None:
    data = gzip.compress(b"x" * 200_000_000 + b"\n" + GOOD)
    tracemalloc.start()
    try:
        entries = read(data, Reading(max_bytes=1000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [bool(entry.problem) for entry in entries] == [True, False]
    assert peak < 20_000_000


def test_a_damaged_file_tells_what_is_lost() -> None:
    lines = b"".join(b'{"html": "%d"}\n' % number for number in range(1000))
    packed = gzip.compress(lines)
    for size in range(4, len(packed), 97):
        entries = read(packed[:size])
        assert [entry.data for entry in entries[:-1]] == [str(number) for number in range(len(entries) - 1)]
        assert entries[-1].problem == (
            f"line {len(entries)} and what follows is lost: the gzip data is cut off at byte {size}; "
            "copy or download the file again"
        )


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(GOOD)
    assert len(list(read_archive(str(file), "jsonl", Reading()))) == 1
    with pytest.raises(InputError, match="no such file"):
        list(read_archive(str(tmp_path / "missing"), "jsonl", Reading()))


@given(lines=st.lists(st.one_of(st.binary(max_size=40), st.just(GOOD))))
def test_nothing_raises_and_every_line_counts(lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b"") for line in lines]
    data = b"\n".join(lines)
    if data.startswith((b"\x1f\x8b", b"\xef\xbb\xbf")) or data[1:4] in (b"\xb5\x2f\xfd", b"\x2a\x4d\x18"):
        return
    entries = read(data)
    assert [entry.origin.offset for entry in entries] == [number for number, line in enumerate(lines) if line.strip()]


@given(st.dictionaries(st.text(), st.text()))
def test_round_trip(fields: dict[str, str]) -> None:
    (entry,) = read(json.dumps({**fields, "html": "<p>ä"}).encode())
    assert (entry.data, entry.problem) == ("<p>ä", "")
