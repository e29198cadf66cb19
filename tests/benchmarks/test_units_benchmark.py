"""The benchmark of units counts what is torn, and the fixtures have nothing torn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.quality.units import Kept, find_units, kept_units, main, print_units

from cleanpage import extract

TABLE = "<table><tr><th>Boat</th><th>Tons</th></tr><tr><td>Gull<td>2<tr><td>Tern</td><td>4</td></tr></table>"
LIST = "<ol><li>Lift the boat</li><li>Read the scale</li></ol>"
STORY = "<p>Every boat of the harbour is weighed in spring, before it goes back into the water of the bay.</p>" * 2
PAGE = f"<article>{STORY}{TABLE}{STORY}{LIST}<p>Nobody has ever seen the scale at rest.</p></article>"


def test_what_is_kept_is_whole() -> None:
    assert [(unit.what, unit.torn) for unit in find_units(PAGE)] == [("data tables", False), ("ordered lists", False)]


def test_holes_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    selected = extract(PAGE).selected
    assert selected
    document = selected.scored.measured.document
    torn = replace(selected, kept=tuple(block.text not in ("Tern", "Lift the boat") for block in document.blocks))
    units = kept_units(document, torn.kept)
    assert units == [
        Kept("data tables", True, "Boat Tons Gull 2 Tern 4"),
        Kept("ordered lists", True, "Lift the boat Read the scale"),
    ]
    assert print_units("boats", units) == {"data tables": 0.0, "ordered lists": 0.0}
    assert "100.0%" in capsys.readouterr().out
    assert kept_units(document, [False] * len(document.blocks)) == []


def test_layouts_and_comments_are_not_counted() -> None:
    layout = TABLE.replace("Gull", f"<h2>Gull</h2>{STORY}")
    comments = LIST.replace("<ol", "<ol class=comments")
    document = extract(f"<article>{STORY}{layout}{STORY}{comments}</article>").selected
    assert document
    blocks = document.scored.measured.document
    assert kept_units(blocks, [True] * len(blocks.blocks)) == []


def test_the_fixtures_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert "data tables" in capsys.readouterr().out
