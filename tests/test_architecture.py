"""The order of the package: arrows run forwards, there is no circle, and packages are entered by their doors.

docs/architecture.md draws it. What is planted here shows that each of these would be seen.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

import cleanpage
from cleanpage.blocks import Overrule, Restore
from cleanpage.metadata import Metadata
from cleanpage.metadata.dump.finders import FINDERS as DUMP_FINDERS
from cleanpage.metadata.html.finders import FINDERS as HTML_FINDERS
from cleanpage.select.rules import BEFORE_CUT, RESTORATIONS, RULES, Rule
from imports import (
    FLOORS,
    arrows_back,
    circles,
    module_names,
    packages_of,
    reaches_inside,
    read_imports,
    too_large,
)
from paths import ROOT

SOURCE = Path(cleanpage.__file__).parent
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


class Findings(NamedTuple):
    """What breaks the order of a package."""

    arrows_back: list[str]
    circles: list[str]
    reaches_inside: list[str]


NOTHING = Findings([], [], [])


def find(root: Path) -> Findings:
    imports = read_imports(root)
    return Findings(arrows_back(imports), circles(imports), reaches_inside(imports, packages_of(root)))


def test_the_package_is_in_order() -> None:
    assert find(SOURCE) == NOTHING


def test_no_room_is_too_large() -> None:
    assert too_large(SOURCE) == []


def test_every_module_stands_on_a_floor() -> None:
    assert {name.partition(".")[0] for name in module_names(SOURCE)} == {name for floor in FLOORS for name in floor}


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        pytest.param(
            {"measure/lines.py": "from cleanpage.select import select"},
            NOTHING._replace(arrows_back=["measure.lines -> select"]),
            id="arrow-back",
        ),
        pytest.param(
            {"decode/decoder.py": "if TYPE_CHECKING:\n    from cleanpage.page import Page"},
            NOTHING._replace(arrows_back=["decode.decoder -> page"]),
            id="arrow-back-for-types",
        ),
        pytest.param(
            {"words/names.py": "def late() -> None:\n    import cleanpage.formats"},
            NOTHING._replace(arrows_back=["words.names -> formats"]),
            id="arrow-back-when-called",
        ),
        pytest.param(
            {"explain/sorts.py": "from cleanpage.metadata import Metadata"},
            NOTHING._replace(arrows_back=["explain.sorts -> metadata"]),
            id="arrow-on-a-floor",
        ),
        pytest.param(
            {
                "words/planted.py": "from cleanpage.words import sown",
                "words/sown.py": "from cleanpage.words.planted import x",
            },
            NOTHING._replace(circles=["words.planted <-> words.sown"]),
            id="circle",
        ),
        pytest.param(
            {
                "score/planted.py": "from cleanpage.score import score",
                "score/scorer.py": "import cleanpage.score.planted",
            },
            NOTHING._replace(circles=["score <-> score.leaves <-> score.planted <-> score.scorer"]),
            id="circle-through-a-door",
        ),
        pytest.param(
            {"select/selector.py": "from cleanpage.measure.runs import core_run"},
            NOTHING._replace(reaches_inside=["select.selector -> measure.runs"]),
            id="reach-inside",
        ),
        pytest.param(
            {"explain/sorts.py": "from cleanpage.select.rules import table"},
            NOTHING._replace(reaches_inside=["explain.sorts -> select.rules.table"]),
            id="reach-inside-a-package-of-a-package",
        ),
        pytest.param(
            {"explain/sorts.py": "from cleanpage.select.rules import RULES"},
            NOTHING,
            id="door-of-a-package-of-a-package",
        ),
    ],
)
def test_what_is_planted_is_seen(tmp_path: Path, files: Mapping[str, str], findings: Findings) -> None:
    root = tmp_path / "cleanpage"
    shutil.copytree(SOURCE, root, ignore=shutil.ignore_patterns("__pycache__"))
    assert find(root) == NOTHING
    for name, planted in files.items():
        file = root / name
        file.write_text(
            (file.read_text(encoding="utf-8") if file.exists() else "") + f"\n{planted}\n", encoding="utf-8"
        )
    assert find(root) == findings


@pytest.mark.parametrize(
    ("name", "lines", "found"),
    [
        pytest.param("words/planted.py", 451, "words/planted.py: 451 lines, more than 450", id="long-module"),
        pytest.param("words/planted.py", 450, "", id="module"),
        *[
            pytest.param(f"{folder}m{{}}.py", 1, f"{name}: 16 modules, more than 15", id=name)
            for name, folder in (("decode", "decode/"), ("rules", "select/rules/"))
        ],
        pytest.param("m{}.py", 1, "cleanpage: 13 modules, more than 12", id="top"),
    ],
)
def test_what_is_too_large_is_seen(tmp_path: Path, name: str, lines: int, found: str) -> None:
    root = tmp_path / "cleanpage"
    shutil.copytree(SOURCE, root, ignore=shutil.ignore_patterns("__pycache__"))
    most = int(found.partition(": ")[2].split()[0]) if "{}" in name else 0
    number = 0
    while not number or len(list((root / name).parent.glob("*.py"))) < most:
        (root / name.format(number)).write_text("\n" * lines, encoding="utf-8")
        number += 1
    assert too_large(root) == ([found] if found else [])


def test_every_package_says_what_it_is_for() -> None:
    for name in packages_of(SOURCE):
        text = SOURCE.joinpath(*name.split("."), "__init__.py").read_text(encoding="utf-8")
        assert len(text.split('"""')[1]) > 40, name


def test_the_map_shows_every_room() -> None:
    top = {name.partition(".")[0] for name in module_names(SOURCE)} - {"__init__", "__main__"}
    assert [name for name in sorted(top) if f"`{name}`" not in DOCUMENT and f"`{name}/`" not in DOCUMENT] == []


# ------------------------------------------------------------------ tables


def test_the_table_has_every_rule() -> None:
    assert {rule.name for rule in (*BEFORE_CUT, *RULES)} == set(get_args(Overrule))
    assert {restoration.name for restoration in RESTORATIONS} == set(get_args(Restore))


PLACES = {
    "page": "every page",
    "html": "HTML",
    "dump": "text dumps",
    "article": "declared articles",
    "dump article": "dumps that are one article",
}
SHARES = {1.0: "", inf: "any"}


def tables_of(heading: str) -> list[list[list[str]]]:
    """Return the cells of each table below a heading of docs/algorithm.md, without its head."""
    text = (ROOT / "docs" / "algorithm.md").read_text(encoding="utf-8").partition(f"\n{heading}\n")[2]
    lines = text.partition("\n#")[0].splitlines()
    tables: list[list[list[str]]] = [[]]
    for line in lines:
        if line.startswith("|"):
            tables[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif tables[-1]:
            tables.append([])
    return [table[2:] for table in tables if table]


@pytest.mark.parametrize(
    ("table", "rules"), [pytest.param(0, BEFORE_CUT, id="before"), pytest.param(1, RULES, id="after")]
)
def test_the_method_has_the_table_of_rules(table: int, rules: tuple[Rule, ...]) -> None:
    assert tables_of("### Rules after the cut")[table] == [
        [
            f"`{rule.name}`",
            PLACES[rule.place],
            f"`{rule.find.__name__}`",
            SHARES.get(rule.max_share, f"{rule.max_share:g}"),
            f"`{rule.unless}`" if rule.unless else "",
        ]
        for rule in rules
    ]


def test_the_method_explains_the_rules_in_their_order() -> None:
    in_html = dict.fromkeys(f"`{rule.name}`" for rule in RULES if "dump" not in rule.place)
    assert [row[0] for row in tables_of("### Rules after the cut")[2]] == list(in_html)
    # The first and the last are explained with the options.
    in_dumps = [f"`{rule.name}`" for rule in RULES if "dump" in rule.place]
    assert [row[0] for row in tables_of("### Rules for text dumps")[0]] == in_dumps[1:-1]


@pytest.mark.parametrize(
    ("finders", "without"),
    [
        pytest.param(HTML_FINDERS, {"evidence", "image_credit", "related"}, id="html"),
        pytest.param(
            DUMP_FINDERS,
            {"evidence", "publisher", "description", "canonical_url", "image", "categories", "tags", "licence", "kind",
             "access", "feeds"},
            id="dump",
        ),
    ],
)  # fmt: skip
def test_the_tables_find_every_field_once(finders: tuple[object, ...], without: set[str]) -> None:
    fields = [field for finder in finders for field in finder.fields]  # type: ignore[attr-defined]
    assert len(fields) == len(set(fields))
    assert set(fields) == set(Metadata.__dataclass_fields__) - without
