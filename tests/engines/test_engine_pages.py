from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

import pytest

import cleanpage
from batch_tasks import row_and_linger
from cleanpage.engines.pages import NO_PAGE, Dump, PageReader
from cleanpage.errors import OptionsError

PAGE = "<title>Owls</title><p>Owls <b>hunt</b> at night, and most of them hunt alone.</p>"
UNLIMITED = PageReader(deadline_s=None, memory_bytes=None)

SLOW = "<p>This page about SLOW owls never ends, whatever the machine.</p>"
"""A page that takes ages where `batch_tasks.row_and_linger` works on it."""
BIG = b"<p>Owls hunt at night, and most of them hunt alone.</p>" * 400_000
"""A page of 22 MB, which alone is half of what the test gives."""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("text_as", "pdf", id="text_as"),
        pytest.param("favor", "both", id="favor"),
        pytest.param("comments", "yes", id="comments"),
        pytest.param("input_format", "xml", id="input_format"),
        pytest.param("deadline_s", 0, id="no-time"),
        pytest.param("deadline_s", "1", id="time-as-text"),
        pytest.param("memory_bytes", -1, id="negative-memory"),
        pytest.param("memory_bytes", True, id="memory-as-bool"),
    ],
)
def test_values_are_checked_at_once(name: str, value: object) -> None:
    with pytest.raises(OptionsError, match=name):
        PageReader(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text_as", "text"),
    [
        pytest.param("text", "Owls hunt at night, and most of them hunt alone.", id="text"),
        pytest.param("markdown", "Owls **hunt** at night, and most of them hunt alone.", id="markdown"),
        pytest.param("html", "<p>Owls <strong>hunt</strong> at night, and most of them hunt alone.</p>", id="html"),
    ],
)
def test_text_as(text_as: Any, text: str) -> None:
    row = PageReader(text_as=text_as).row(Dump(PAGE, "https://owls.example/"))
    assert row["text"].strip() == text
    assert (row["status"], row["title"], row["url"]) == ("ok", "Owls", "https://owls.example/")


@pytest.mark.parametrize(
    ("dump", "reason"),
    [
        pytest.param(Dump(None, "https://owls.example/"), NO_PAGE, id="null"),
        pytest.param(Dump(None, "https://owls.example/", problem="cut off"), "cut off", id="problem"),
        pytest.param(Dump(7, "https://owls.example/"), "TypeError: dump is int", id="no-page"),  # type: ignore[arg-type]
    ],
)
def test_failures_are_rows(dump: Dump, reason: str) -> None:
    row = UNLIMITED.row(dump)
    assert (row["status"], row["text"], row["url"]) == ("failed", "", "https://owls.example/")
    assert row["status_reason"].startswith(reason)


def test_a_fault_of_ours_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("x" * 9999)

    monkeypatch.setattr("cleanpage.engines.pages.extract", fail)
    row = UNLIMITED.row(Dump(PAGE))
    assert row["status"] == "failed"
    assert row["status_reason"].startswith("RuntimeError: xxx")
    assert len(row["status_reason"]) < 400


def test_content_type_has_the_charset() -> None:
    data = PAGE.replace("Owls", "Sovy – сови").encode("windows-1251")
    row = UNLIMITED.row(Dump(data, content_type="text/html; charset=windows-1251"))
    assert (row["encoding"], row["title"]) == ("windows-1251", "Sovy – сови")


def test_options_arrive() -> None:
    reader = PageReader(favor="recall", comments=True, captions=True, mend_encoding=True)
    assert reader.options == cleanpage.Options(favor="recall", comments=True, captions=True, mend_encoding=True)


def test_readers_can_be_sent() -> None:
    reader = PageReader(favor="recall", deadline_s=3)
    assert pickle.loads(pickle.dumps(reader)) == reader


@pytest.mark.parametrize(
    ("reader", "data", "reason"),
    [
        pytest.param(PageReader(deadline_s=2), SLOW, "it took longer than 2 s", id="deadline"),
        pytest.param(
            PageReader(memory_bytes=40 * 2**20),
            BIG,
            "it needed more than the 40 MiB",
            id="memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="held on Linux only"),
        ),
    ],
)
def test_limits_hold(reader: PageReader, data: str | bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanpage.engines.pages._row", row_and_linger)
    rows = list(reader.rows([Dump(PAGE), Dump(data, "https://big.example/"), Dump(PAGE)]))
    assert [row["status"] for row in rows] == ["ok", "failed", "ok"]
    assert rows[1]["status_reason"].startswith(reason)
    assert rows[1]["url"] == "https://big.example/"


def test_limits_change_no_row() -> None:
    dumps = [Dump(PAGE), Dump(None), Dump(b"", "https://owls.example/")]
    assert list(PageReader().rows(dumps)) == list(UNLIMITED.rows(dumps))


def test_nothing_of_an_engine_comes_with_cleanpage() -> None:
    script = "import sys, cleanpage; cleanpage.extract(''); print([name for name in sys.modules if 'engines' in name])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
