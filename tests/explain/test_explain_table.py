from __future__ import annotations

import pytest

import cleanpage
from cleanpage.crawl.run.renderer import explained
from cleanpage.explain.table import MIN_WIDTH, fit

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
CHINESE = "猫头鹰在夜里捕猎，它们大多独自行动。" * 20
PAGE = f"<nav><a href=/>Home</a></nav><h1>Owls</h1><p>{PROSE * 3}<p>{PROSE * 2}<p>{CHINESE}"


@pytest.mark.parametrize("width", [1, MIN_WIDTH, 80, 200])
def test_every_block_has_a_row_and_its_reason(width: int) -> None:
    page = cleanpage.extract(PAGE)
    lines = explained(page, width).splitlines()
    rows = [line.split() for line in lines if line[:4].strip().isdigit()]
    assert [int(row[0]) for row in rows] == list(range(1, len(page.blocks) + 1))
    for row, block in zip(rows, page.blocks, strict=True):
        assert row[1:5] == [block.label, f"{block.score:.2f}", block.sort or "-", block.kind]
        assert block.text.startswith(row[5].rstrip("…"))
    words = " ".join(" ".join(lines).split())
    for block in page.blocks:
        assert block.reason.partition("; ")[2] in words


@pytest.mark.parametrize("width", [MIN_WIDTH, 80, 200])
def test_lines_fit(width: int) -> None:
    lines = explained(cleanpage.extract(PAGE), width).splitlines()
    assert max(len(line) + sum("\u2e80" < char < "\uff00" for char in line) for line in lines) <= width


def test_status_stands_above() -> None:
    page = cleanpage.extract(PAGE)
    assert page.status == "ok"
    top = " ".join(explained(page, 300).splitlines()[0].split())
    assert top == f"ok: {page.status_reason}; a block is kept from score {page.blocks[0].cut:.2f}"


def test_page_without_blocks() -> None:
    page = cleanpage.extract("")
    assert explained(page, 200) == f"empty: {page.status_reason}"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("Owls hunt", 9, "Owls hunt", id="just-fits"),
        pytest.param("Owls hunt", 8, "Owls hu…", id="cut"),
        pytest.param("Owls hunt", 6, "Owls…", id="no-space-before-the-end"),
        pytest.param("a\n  b\tc", 9, "a b c", id="white-space"),
        pytest.param("猫头鹰", 6, "猫头鹰", id="wide"),
        pytest.param("猫头鹰", 5, "猫头…", id="wide-cut"),
        pytest.param("猫头鹰", 4, "猫…", id="wide-cut-in-a-character"),
        pytest.param("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301", id="combining"),
        pytest.param("a\x1b[2Jb\u202ec", 20, "a [2Jbc", id="control"),
        pytest.param("", 5, "", id="empty"),
    ],
)
def test_fit(text: str, width: int, expected: str) -> None:
    assert fit(text, width) == expected
