"""What is read of a page that is too large, or takes too long."""

from __future__ import annotations

import pickle
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import cleanpage
from cleanpage import Options, limits
from cleanpage.blocks import Dump
from cleanpage.cli.command import main
from cleanpage.limits import MIN_TAGS, TAGS_PER_BLOCK, UNLIMITED, Limits, OutOfTime, first_bytes
from cleanpage.tokenize.html.walk import LOOK_NODES
from cleanpage.tokenize.tokenizer import tokenize

SENTENCE = "The late boat left the stone pier at nine, and nobody on board had thought of a map"
HTML = "<title>Late boat</title><h1>Late boat</h1>" + "".join(
    f"<p>{SENTENCE} on day {day} of the <b>old</b> month, which was <a href=/{day}>a long one</a>, as they said.</p>"
    for day in range(3000)
)
TEXT = "\n".join(f"{SENTENCE} on day {day}." for day in range(3000))


HTML_CHARS = f"{len(HTML):,}"
TOO_MANY_TAGS = "the first 30,000 tags or lines (max_blocks)"


class Clock:
    """Says that a second has gone by each time it is asked."""

    def __init__(self) -> None:
        self._seconds = count()

    def monotonic(self) -> float:
        return float(next(self._seconds))


@pytest.mark.parametrize(
    ("dump", "max_bytes", "kept", "note"),
    [
        pytest.param(b"owls hunt", None, b"owls hunt", "", id="no-limit"),
        pytest.param(b"owls hunt", 9, b"owls hunt", "", id="just-as-many"),
        pytest.param(b"owls hunt", 8, b"owls hun", "the first 8 of 9 bytes (max_bytes)", id="one-more"),
        pytest.param("owls hunt", 4, "owls", "the first 4 of 9 characters (max_bytes)", id="str"),
        pytest.param("é".encode() * 3, 3, "é".encode(), "the first 3 of 6 bytes (max_bytes)", id="within-two-bytes"),
        pytest.param("🦉".encode() * 2, 7, "🦉".encode(), "the first 7 of 8 bytes (max_bytes)", id="within-four"),
        pytest.param(b"\x80" * 9, 8, b"\x80" * 5, "the first 8 of 9 bytes (max_bytes)", id="no-utf-8"),
    ],
)
def test_first_bytes(dump: bytes | str, max_bytes: int | None, kept: bytes | str, note: str) -> None:
    assert first_bytes(dump, max_bytes) == (kept, note)


@pytest.mark.parametrize(
    ("dump", "options", "note", "blocks"),
    [
        pytest.param(HTML, {"max_blocks": 100}, "the first 100 blocks (max_blocks)", 100, id="html-blocks"),
        pytest.param(TEXT, {"max_blocks": 100}, "the first 100 blocks (max_blocks)", 100, id="text-blocks"),
        pytest.param(
            HTML, {"max_bytes": 5000}, f"the first 5,000 of {HTML_CHARS} characters (max_bytes)", 30, id="html"
        ),
        pytest.param(
            TEXT.encode(), {"max_bytes": 5000}, f"the first 5,000 of {len(TEXT):,} bytes (max_bytes)", 53, id="text"
        ),
        pytest.param("<p>Late boat" + "<i></i>" * 20_000, {"max_blocks": 100}, TOO_MANY_TAGS, 1, id="tags"),
        pytest.param("Late boat" + "\n" * 31_000 + "Pier", {"max_blocks": 100}, TOO_MANY_TAGS, 1, id="lines"),
    ],
)
def test_what_is_left_out_is_said(dump: bytes | str, options: dict[str, Any], note: str, blocks: int) -> None:
    page = cleanpage.extract(dump, options=Options(**options))
    assert page.status == "partial"
    assert page.status_reason.startswith(f"read only {note}: ")
    assert len(page.blocks) == blocks
    whole = [block.text for block in cleanpage.extract(dump).blocks]
    assert [block.text for block in page.blocks][:-1] == whole[: blocks - 1]
    assert pickle.loads(pickle.dumps(page)) == page


@pytest.mark.parametrize("dump", [pytest.param(HTML, id="html"), pytest.param(TEXT, id="text")])
@pytest.mark.parametrize("limit", [100, 1000, 2999])
def test_every_format_has_the_same_part(dump: str, limit: int) -> None:
    page = cleanpage.extract(dump, options=Options(max_blocks=limit))
    assert page.text
    assert page.to_markdown(links=False).replace("**", "").replace("# ", "").split() == page.text.split()
    html = page.to_html()
    assert html.count("<p>") + html.count("<h1>") == page.text.count("\n") + 1


@pytest.mark.parametrize("dump", [pytest.param(HTML, id="html"), pytest.param(TEXT, id="text")])
def test_a_page_within_its_limits_is_whole(dump: str) -> None:
    usual = cleanpage.extract(dump)
    options = Options(max_bytes=len(dump), max_blocks=len(usual.blocks), deadline_s=1e6)
    assert usual.status == "ok"
    assert cleanpage.extract(dump, options=options) == usual
    assert cleanpage.extract(dump, options=Options(max_bytes=None, max_blocks=None)) == usual


def test_one_look_in_so_many_nodes_is_enough() -> None:
    document = tokenize(Dump(text=HTML), limits=Limits(Options(max_blocks=2)))
    assert len(document.blocks) == 2
    assert len(document.elements) < 2 + LOOK_NODES


def test_a_binary_page_is_no_part() -> None:
    assert cleanpage.extract(b"%PDF-1.7 " + b"x" * 99, options=Options(max_bytes=20)).status == "binary"


def test_metadata_of_a_part() -> None:
    page = cleanpage.extract(HTML, metadata_only=True, options=Options(max_bytes=2000))
    assert page.status == "partial"
    assert page.metadata.title == "Late boat"


def test_scripts_behind_the_part_are_read() -> None:
    late = HTML + '<script type="application/ld+json">{"@type":"Article","author":{"name":"Ada Bird"}}</script>'
    assert cleanpage.extract(late, options=Options(max_blocks=2000)).metadata.authors == ("Ada Bird",)


@pytest.mark.parametrize("dump", [pytest.param(HTML, id="html"), pytest.param(TEXT, id="text")])
@pytest.mark.parametrize("seconds", [1, 3, 5, 9, 12])
def test_time_that_runs_out_anywhere(dump: str, seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "time", Clock())
    page = cleanpage.extract(dump, options=Options(deadline_s=seconds))
    assert page.status == "partial"
    assert page.status_reason.startswith(f"read only what there was time for in {seconds} s (deadline_s): ")
    whole = cleanpage.extract(dump)
    # How much of the text is in these blocks is for the weights to say.
    assert len(page.blocks) < 0.92 * len(whole.blocks)
    assert len(page.text) < len(whole.text)


def test_no_block_is_made_that_can_not_be_judged() -> None:
    start = time.monotonic()
    page = cleanpage.extract(HTML * 60, options=Options(deadline_s=0.5, max_blocks=None))
    assert time.monotonic() - start < 5
    assert page.status == "partial"


def test_the_clock_of_an_unlimited_page_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "time", Clock())
    UNLIMITED.check()
    assert not UNLIMITED.cutting_is_over
    assert UNLIMITED.judged(7, "text") == 7


def test_time_that_is_over_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "time", Clock())
    timed = Limits(Options(deadline_s=2))
    timed.check()
    timed.check()
    with pytest.raises(OutOfTime):
        timed.check()


def test_blocks_are_judged_in_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "time", Clock())
    assert Limits(Options(deadline_s=8)).judged(700, "html") == 700
    assert Limits(Options(deadline_s=4.5)).judged(700, "html") == 350
    assert Limits(Options(deadline_s=0.5)).judged(700, "html") == 0


def test_more_tags_than_blocks() -> None:
    assert Limits(Options(max_blocks=30_000)).max_tags == 30_000 * TAGS_PER_BLOCK
    assert Limits(Options(max_blocks=3)).max_tags == MIN_TAGS


@pytest.mark.parametrize("options", [["--max-blocks", "9"], ["--max-bytes", "2000"]])
def test_the_command_says_so(options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "boat.html").write_text(HTML)
    assert main(["extract", *options, str(tmp_path / "boat.html")]) == 1
    written = capsys.readouterr()
    assert written.out.removeprefix("Late boat\n").startswith("The late boat left")
    assert "boat.html: read only the first " in written.err


def test_the_command_reads_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "boat.html").write_text(HTML)
    assert main(["extract", "--max-blocks", "0", "--max-bytes", "0", str(tmp_path / "boat.html")]) == 0
    assert capsys.readouterr().out.count("\n") == cleanpage.extract(HTML).text.count("\n") + 1
