from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanpage.crawl.archives.parquet import BATCH_ROWS, BYTES_A_ROW, FREE_ROWS, Group, read_groups, read_parquet
from cleanpage.crawl.archives.records import Reading, Record
from cleanpage.errors import InputError

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def written(columns: dict[str, Any], **settings: Any) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), stream, **settings)
    return stream.getvalue()


def read(data: bytes, reading: Reading | None = None) -> list[Record]:
    entries = list(read_parquet("a.parquet", reading or Reading(), io.BytesIO(data)))
    return [entry for entry in entries if isinstance(entry, Record)]


@pytest.mark.parametrize(
    ("kind", "as_text"),
    [
        pytest.param("string", True, id="string"),
        pytest.param("large_string", True, id="large-string"),
        pytest.param("binary", False, id="binary"),
        pytest.param("large_binary", False, id="large-binary"),
        pytest.param("string_view", True, id="string-view"),
        pytest.param("binary_view", False, id="binary-view"),
        pytest.param("dictionary", True, id="dictionary"),
    ],
)
def test_types(kind: str, as_text: bool) -> None:
    made = pyarrow.dictionary(pyarrow.int32(), pyarrow.string()) if kind == "dictionary" else getattr(pyarrow, kind)()
    pages = ["<p>Owls ä", "<p>Owls ä", "<p>two"]
    values = pages if as_text else [page.encode() for page in pages]
    try:
        data = written({"html": pyarrow.array(values, type=made), "url": ["u", None, ""], "other": [1, 2, 3]})
    except pyarrow.ArrowNotImplementedError:
        pytest.skip(f"pyarrow {pyarrow.__version__} can't write {kind}")
    entries = read(data)
    assert [entry.data for entry in entries] == values
    assert [entry.url for entry in entries] == ["u", None, None]
    assert [(entry.origin.position, entry.origin.offset, entry.origin.length) for entry in entries] == [
        (0, 0, None),
        (1, 1, None),
        (2, 2, None),
    ]


def test_many_rows_in_their_order() -> None:
    count = 5 * BATCH_ROWS + 7
    data = written({"text": [str(number) for number in range(count)]}, row_group_size=100)
    entries = read(data)
    assert [entry.data for entry in entries] == [str(number) for number in range(count)]
    assert [entry.origin.offset for entry in entries] == list(range(count))


def test_groups() -> None:
    data = written({"text": [str(number) for number in range(5)]}, row_group_size=2)
    entries = list(read_groups("a.parquet", Reading(), io.BytesIO(data), 1, 7))
    assert [entry for entry in entries if isinstance(entry, Group)] == [Group(1, 2, 4, 5), Group(2, 4, 5, 5)]
    rows = [entry for entry in entries if isinstance(entry, Record)]
    assert [(row.data, row.origin.position, row.origin.offset) for row in rows] == [
        ("2", 7, 2),
        ("3", 8, 3),
        ("4", 9, 4),
    ]


@pytest.mark.parametrize("encoding", [pytest.param({}, id="dictionary"), pytest.param("DELTA_BYTE_ARRAY", id="fronts")])
def test_one_value_often_takes_the_memory_of_one(encoding: str | dict[str, str]) -> None:
    settings = {"use_dictionary": False, "column_encoding": {"html": encoding}} if encoding else {}
    data = written({"html": ["x" * 4_000_000] * 50}, **settings)
    before = pyarrow.total_allocated_bytes()
    most = 0
    for count, _ in enumerate(read_parquet("a.parquet", Reading(), io.BytesIO(data))):
        most = max(most, pyarrow.total_allocated_bytes() - before)
        assert count < 50
    assert most < 50_000_000


def test_a_page_column_beside_one_of_that_name_within_another() -> None:
    (entry,) = read(written({"a": [{"html": "no"}], "html": ["yes"]}))
    assert entry.data == "yes"


@pytest.mark.parametrize(("rows", "lost"), [(FREE_ROWS, False), (FREE_ROWS + 1000, True)])
def test_rows_of_nothing_are_bounded(rows: int, lost: bool) -> None:
    entries = read(written({"html": pyarrow.nulls(rows, pyarrow.string())}))
    assert len(entries) == (1 if lost else rows)
    assert entries[0].problem.startswith(f"rows 1 to {rows} are lost: the file holds" if lost else "row 1 holds null")


def test_as_many_rows_as_there_are_bytes_for() -> None:
    pages = [f"{number:0{2 * BYTES_A_ROW}}" for number in range(FREE_ROWS + 1000)]
    assert len(read(written({"html": pages}, compression="none", use_dictionary=False))) == len(pages)


def test_columns() -> None:
    data = written(
        {"text": ["a"], "html": ["b"], "page": ["c"], "uri": ["u"], "url": [5], "content_type": ["text/html"]}
    )
    (entry,) = read(data)
    assert (entry.data, entry.url, entry.content_type) == ("b", "u", "text/html")
    (entry,) = read(data, Reading(columns=["nothing", "page"], url_columns=["text"]))
    assert (entry.data, entry.url) == ("c", "a")


def test_rows_without_a_page() -> None:
    entries = read(
        written({"html": ["a", None, "x" * 1001, "b" * 1000], "url": ["1", "2", "3", "4"]}), Reading(max_bytes=1000)
    )
    assert [entry.problem for entry in entries] == [
        "",
        "row 2 holds null where the page should be",
        "row 3 holds 1001 bytes, more than the 1000 that are read",
        "",
    ]
    assert [entry.url for entry in entries] == ["1", "2", "3", "4"]


def test_a_string_that_is_no_utf_8_stays_bytes() -> None:
    array = pyarrow.array([b"caf\xe9"], type=pyarrow.binary()).view(pyarrow.string())
    assert [entry.data for entry in read(written({"html": array}))] == [b"caf\xe9"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        pytest.param({"page": ["a"], "id": [1]}, "none of the columns 'html', .*; it has 'page', 'id'", id="missing"),
        pytest.param({"html": [1], "page": ["a"]}, "column 'html' holds int64; .* are 'page'", id="numbers"),
        pytest.param({"html": [["a"]]}, "column 'html' holds list<.*are none", id="lists"),
    ],
)
def test_no_column(columns: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(written(columns))


def test_damaged_files_are_told() -> None:
    data = written(
        {"html": [f"<p>Owl {number}" * 50 for number in range(300)]}, row_group_size=100, use_dictionary=False
    )
    for broken in (b"", b"PAR1", data[: len(data) // 2], b"<p>Owls", data[:-9] + b"\xff" * 5 + data[-4:]):
        with pytest.raises(InputError, match="no sound Parquet file"):
            read(broken)
    middle = bytearray(data)
    assert middle.count(b"Owl 1") > 50  # else the middle holds no rows
    middle[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    entries = read(bytes(middle))
    (lost,) = [entry for entry in entries if entry.problem]
    assert lost.problem.startswith("rows 101 to 200 are lost: ")
    assert (lost.origin.position, lost.origin.offset) == (100, 100)
    rows = [entry.origin.offset or 0 for entry in entries if not entry.problem]
    assert rows == [*range(100), *range(200, 300)]
    assert [entry.data for entry in entries if not entry.problem] == [f"<p>Owl {row}" * 50 for row in rows]
    assert [entry.origin.position for entry in entries] == list(range(201))


def test_a_pipe_cant_be_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(InputError, match="pipe"):
        list(read_parquet("-", Reading(), Pipe(written({"html": ["a"]}))))


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(written({"html": ["a"]}))
    assert len(list(read_parquet(str(file), Reading()))) == 1
    with pytest.raises(InputError, match="no such file"):
        list(read_parquet(str(tmp_path / "missing"), Reading()))


def test_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r'pip install "cleanpage\[parquet\]"'):
        list(read_parquet("a.parquet", Reading()))
