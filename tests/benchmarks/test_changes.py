"""The benchmark of what a change does to each set."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from benchmarks.quality import changes

PIER = "The ferry left the old stone pier at nine in the morning, with forty people and a dog on board."


def record(number: int, **more: object) -> dict[str, object]:
    fields = {"id": str(number), "set": "test-dev", "domain": f"{number}.example", "url": "", "lang": "en"}
    page = {"page_type": "article", "html": f"<h1>Ferry</h1><p>{PIER}</p>" * 3, "gold_text": PIER}
    return {**fields, **page, "title": None, "authors": None, "date": None, **more}


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    pages = [
        record(0),
        record(1, gold_text=None, **{"with": ["stone pier"], "without": ["two dogs"]}),
        record(2, gold_text=None),
    ]
    with lzma.open(tmp_path / "test-dev.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(page) + "\n" for page in pages)
    return tmp_path


def test_pages_are_scored_by_text_or_snippets(corpora: Path) -> None:
    scores = changes.score_corpora(sorted(corpora.glob("*.xz")), 1)
    assert [(it.name, it.set, it.kind) for it in scores] == [
        ("test-dev 0", "test-dev", "article"),
        ("test-dev 1", "test-dev", "article"),
    ]
    assert 0.3 < scores[0].score < 1
    assert scores[1].score == 1
    assert [it.half for it in scores] == [changes.half_of("0.example"), changes.half_of("1.example")]


def test_a_site_is_always_in_the_same_half() -> None:
    halves = [changes.half_of(f"{number}.example") for number in range(100)]
    assert halves == [changes.half_of(f"{number}.example") for number in range(100)]
    assert 30 < sum(halves) < 70


def test_a_change_is_shown(corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "scores.json"
    assert changes.main([str(corpora), "--save", str(saved)]) == 0
    assert changes.main([str(corpora), "--against", str(saved)]) == 0
    assert "0 of 2 pages change" in capsys.readouterr().out
    rows = json.loads(saved.read_text())
    rows[0][-1] = 0.0
    saved.write_text(json.dumps(rows))
    assert changes.main([str(corpora), "--against", str(saved), "--sets", "test"]) == 0
    out = capsys.readouterr().out
    assert "1 of 2 pages change" in out
    assert "test-dev 0 article" in out
    assert changes.main([str(corpora), "--against", str(saved), "--sets", "other"]) == 0
    assert "0 of 0 pages change" in capsys.readouterr().out
