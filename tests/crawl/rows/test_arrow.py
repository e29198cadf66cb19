from __future__ import annotations

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import cleanpage  # noqa: E402
from cleanpage.crawl.rows.arrow import NEVER_NULL, arrow_schema, table_of  # noqa: E402
from cleanpage.crawl.rows.rows import COLUMNS, failed_row, row_of  # noqa: E402

PAGE = "<title>Owls</title><meta name=author content='A. Bird'><p>Owls hunt at night, and most of them hunt alone."


def test_schema_has_the_columns() -> None:
    assert arrow_schema().names == list(COLUMNS)


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        pytest.param("url", pa.string(), id="string"),
        pytest.param("offset", pa.int64(), id="int"),
        pytest.param("confidence", pa.float64(), id="float"),
        pytest.param("authors", pa.list_(pa.string()), id="strings"),
    ],
)
def test_types(name: str, type_: object) -> None:
    assert arrow_schema().field(name).type == type_


def test_what_is_never_null() -> None:
    assert [field.name for field in arrow_schema() if not field.nullable] == list(NEVER_NULL)
    assert all(failed_row("cut off")[name] is not None for name in NEVER_NULL)


def test_rows_come_back() -> None:
    rows = [row_of(cleanpage.extract(PAGE), {"offset": 3, "source": "a.warc"}), failed_row("cut off")]
    table = table_of(rows)
    assert table.schema == arrow_schema()
    assert table.to_pylist() == rows
    assert rows[0]["authors"] == ["A. Bird"]


def test_no_rows() -> None:
    assert table_of([]).schema == arrow_schema()


def test_parquet_holds_it() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = table_of([row_of(cleanpage.extract(PAGE)), failed_row("cut off")])
    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink)
    assert parquet.read_table(pa.BufferReader(sink.getvalue())).equals(table)
