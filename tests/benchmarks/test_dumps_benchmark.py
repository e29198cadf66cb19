"""The benchmark of text dumps by language."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from benchmarks.pages.corpus import LabelledPage
from benchmarks.quality import dumps
from benchmarks.quality.report import MIN_GROUP

HTML = """<title>Owl Post</title><ul><li>Home</li><li>News</li></ul><p>The ferry to the island of Sorve
runs <b>twice</b> a day again, the harbour office said on Monday, and the mail goes with it as before.</p>
<p>It carries forty passengers, two cars and, on market days, as many sheep as can be counted.</p><p>Log in</p>"""
GOLD = """The ferry to the island of Sorve runs twice a day again, the harbour office said on Monday, and the mail goes
with it as before. It carries forty passengers, two cars and, on market days, as many sheep as can be counted."""


def page_of(variant: str, dump: str) -> LabelledPage:
    return LabelledPage(
        id="1",
        set="owls-dev",
        domain="a.example",
        url="",
        lang="en",
        page_type="",
        variant=variant,
        dump=dump,
        gold_text=GOLD,
    )


def test_a_page_is_flattened_to_a_line_for_each_block() -> None:
    lines = dumps.flattened(page_of("html", HTML)).split("\n")
    assert lines[:3] == ["Owl Post", "Home", "News"] and lines[-1] == "Log in" and len(lines) == 6
    assert lines[3].startswith("The ferry to the island of Sorve runs twice a day again")


def test_a_dump_stays_as_it_is() -> None:
    assert dumps.flattened(page_of("wet", "a\n\n  b")) == "a\n\n  b"


def test_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {
        "id": "1",
        "domain": "a.example",
        "url": "",
        "lang": "en",
        "page_type": "article",
        "title": None,
        "authors": None,
        "date": None,
        "html": HTML,
        "gold_text": GOLD,
    }
    with lzma.open(tmp_path / "owls-dev.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record | {"set": "owls-dev"}) + "\n" for _ in range(MIN_GROUP))
    assert dumps.main([str(tmp_path), "owls-dev"]) == 0
    head, _, *rows = capsys.readouterr().out.splitlines()
    assert head == "| set, language | pages | cleanpage | longest run | all lines |"
    assert [row.split(" | ")[:2] for row in rows] == [["| owls-dev", "5"], ["| owls-dev, en", "5"]]
    found, run, whole = (float(cell.strip(" |")) for cell in rows[0].split(" | ")[2:])
    assert found == run == 1.0 > whole > 0.9
