from __future__ import annotations

import pytest

from builders import make_measured, make_selected
from cleanpage.blocks import Block
from cleanpage.formats import missing_headline

PROSE = "They leave the old mill after sunset, and most of them hunt alone until the morning."


@pytest.mark.parametrize(
    ("texts", "title", "expected"),
    [
        pytest.param([PROSE], "Owls hunt at night", "Owls hunt at night", id="missing"),
        pytest.param(["Owls hunt at night", PROSE], "Owls hunt at night", "", id="there"),
        pytest.param(["OWLS: hunt at night!", PROSE], "Owls hunt at night", "", id="other-signs"),
        pytest.param(["Nature", "Ada Bird", "Owls hunt at night", PROSE], "Owls hunt at night", "", id="third"),
        pytest.param(["Owls hunt at night (2)", PROSE], "Owls hunt at night", "", id="a-little-more"),
        pytest.param(
            ["Owls hunt at night, and most of them alone.", PROSE],
            "Owls hunt at night",
            "Owls hunt at night",
            id="text-begins-so",
        ),
        pytest.param(["梟は夜に狩りをする", PROSE], "梟は夜に狩りをする", "", id="japanese"),
        pytest.param([PROSE], None, "", id="no-title"),
        pytest.param(["…", PROSE], "—", "—", id="nothing-but-signs"),
    ],
)
def test_the_headline_stands_first_once(texts: list[str], title: str | None, expected: str) -> None:
    measured = make_measured([Block("Menu"), *map(Block, texts)])
    assert missing_headline(make_selected(measured, [False, *[True] * len(texts)]), title) == expected


def test_no_headline_without_text() -> None:
    assert missing_headline(make_selected(make_measured([Block(PROSE)]), [False]), "Owls hunt at night") == ""
