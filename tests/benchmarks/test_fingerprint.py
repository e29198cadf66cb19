from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from benchmarks import fingerprint

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "


def write_corpus(folder: Path, *texts: str) -> Path:
    path = folder / "owls-dev.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            page = {"id": str(number), "set": "owls-dev", "domain": "owls.example", "url": "", "lang": "en",
                    "page_type": "article", "html": f"<h1>Owls</h1><p>{text * 3}", "html_b64": None, "gold_text": None,
                    "title": None, "authors": None, "date": None}  # fmt: skip
            file.write(json.dumps(page) + "\n")
    return path


def test_a_changed_page_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "before.jsonl"
    write_corpus(tmp_path, PROSE, PROSE.upper())
    assert fingerprint.main([str(tmp_path), "--save", str(saved)]) == 0
    assert fingerprint.main([str(tmp_path), "--against", str(saved)]) == 0
    assert "2 pages compared, 0 differ; 0 in one run only" in capsys.readouterr().out
    write_corpus(tmp_path, PROSE, PROSE.lower(), PROSE)
    assert fingerprint.main([str(tmp_path), "--against", str(saved)]) == 1
    shown = capsys.readouterr().out
    assert "2 pages compared, 1 differ; 1 in one run only" in shown
    assert "owls-dev 1: text, labels" in shown


def test_nothing_compared_is_no_success(tmp_path: Path) -> None:
    saved = tmp_path / "before.jsonl"
    saved.write_text("")
    write_corpus(tmp_path, PROSE)
    assert fingerprint.main([str(tmp_path), "--against", str(saved)]) == 1


def test_every_part_differs_by_itself() -> None:
    before = {"a": {"text": "1", "html": "2"}}
    assert fingerprint.compare(before, {"a": {"text": "1", "html": "3"}}) == [
        "1 pages compared, 1 differ; 0 in one run only",
        "       1 html",
        "a: html",
    ]
