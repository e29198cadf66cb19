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
from cleanpage.select.rules import BEFORE_CUT, RESTORATIONS, RULES, UNITS, Rule
from imports import LAYERS, Package
from paths import ROOT

SOURCE = Path(cleanpage.__file__).parent
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


class Findings(NamedTuple):
    """What breaks the order of a package."""

    arrows_back: list[str]
    circles: list[str]
    reaches_inside: list[str]
    imported_by_name: list[str]


NOTHING = Findings([], [], [], [])


def find(root: Path) -> Findings:
    package = Package(root)
    return Findings(package.arrows_back(), package.circles(), package.reaches_inside(), package.imported_by_name())


def test_the_package_is_in_order() -> None:
    assert find(SOURCE) == NOTHING


def test_no_module_and_no_package_is_too_large() -> None:
    assert Package(SOURCE).too_large() == []


def test_every_module_stands_in_a_layer() -> None:
    assert {name.partition(".")[0] for name in Package(SOURCE).files} == {name for layer in LAYERS for name in layer}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, in which modules can be planted."""
    root = tmp_path_factory.mktemp("planted") / "cleanpage"
    shutil.copytree(SOURCE, root, ignore=shutil.ignore_patterns("__pycache__"))
    assert find(root) == NOTHING
    return root


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        pytest.param(
            {"measure/lines.py": "from cleanpage.select import select"},
            {"arrows_back": ["measure.lines -> select: select"]},
            id="arrow-back",
        ),
        pytest.param(
            {"decode/decoder.py": "if TYPE_CHECKING:\n    from cleanpage.page import Page"},
            {"arrows_back": ["decode.decoder -> page: Page"]},
            id="arrow-back-for-types",
        ),
        pytest.param(
            {"words/names.py": "def late() -> None:\n    import cleanpage.formats"},
            {"arrows_back": ["words.names -> formats"]},
            id="arrow-back-when-called",
        ),
        pytest.param(
            {"explain/sorts.py": "from cleanpage.metadata import Metadata"},
            {"arrows_back": ["explain.sorts -> metadata: Metadata"]},
            id="arrow-within-a-layer",
        ),
        pytest.param(
            {"words/planted.py": "import cleanpage\npage = cleanpage.extract"},
            {"arrows_back": ["words.planted -> __init__"]},
            id="arrow-back-to-the-face",
        ),
        pytest.param(
            {"words/planted.py": "from cleanpage import extract"},
            {"arrows_back": ["words.planted -> __init__: extract"]},
            id="arrow-back-to-what-the-face-exports",
        ),
        pytest.param(
            {
                "words/planted.py": "from cleanpage.words import sown",
                "words/sown.py": "from cleanpage.words.planted import x",
            },
            {"circles": ["words.planted <-> words.sown"]},
            id="circle",
        ),
        pytest.param(
            {
                "score/planted.py": "from cleanpage.score import score",
                "score/scorer.py": "import cleanpage.score.planted",
            },
            {"circles": ["score <-> score.leaves <-> score.planted <-> score.scorer"]},
            id="circle-through-a-door",
        ),
        pytest.param(
            {"select/selector.py": "from cleanpage.measure.runs import core_run"},
            {"reaches_inside": ["select.selector -> measure.runs: core_run"]},
            id="reach-inside",
        ),
        pytest.param(
            {"select/selector.py": "import cleanpage.measure.runs as runs"},
            {"reaches_inside": ["select.selector -> measure.runs"]},
            id="reach-inside-under-another-name",
        ),
        pytest.param(
            {"select/selector.py": "from cleanpage import measure\nrun = measure.runs.core_run"},
            {"reaches_inside": ["select.selector -> measure.runs"]},
            id="reach-inside-by-attributes",
        ),
        pytest.param(
            {"select/selector.py": "from cleanpage.measure import Mapping"},
            {"reaches_inside": ["select.selector -> measure: Mapping"]},
            id="what-is-not-exported",
        ),
        pytest.param(
            {"crawl/planted.py": "from cleanpage.pipeline import _extract"},
            {"reaches_inside": ["crawl.planted -> pipeline: _extract"]},
            id="private-name",
        ),
        pytest.param(
            {"explain/sorts.py": "from cleanpage.select.rules.table import RULES"},
            {"reaches_inside": ["explain.sorts -> select.rules.table: RULES"]},
            id="reach-inside-an-inner-package",
        ),
        pytest.param(
            {"metadata/html/dates.py": "from cleanpage.metadata.dump.bylines import read_authors"},
            {"reaches_inside": ["metadata.html.dates -> metadata.dump.bylines: read_authors"]},
            id="reach-inside-the-package-beside",
        ),
        pytest.param(
            {"words/planted.py": "import importlib\nimportlib.import_module('cleanpage.page')"},
            {"imported_by_name": ["words.planted"]},
            id="import-by-a-string",
        ),
        pytest.param(
            {"explain/sorts.py": "from cleanpage.select.rules import RULES"}, {}, id="door-of-an-inner-package"
        ),
        pytest.param(
            {"metadata/html/visible/lines.py": "from cleanpage.metadata.fields import Found"},
            {},
            id="what-is-around-it",
        ),
    ],
)
def test_what_is_planted_is_seen(copy: Path, files: Mapping[str, str], findings: Mapping[str, list[str]]) -> None:
    before = {name: (copy / name).read_text(encoding="utf-8") if (copy / name).exists() else None for name in files}
    try:
        for name, planted in files.items():
            (copy / name).write_text(f"{before[name] or ''}\n{planted}\n", encoding="utf-8")
        found = find(copy)
    finally:
        for name, text in before.items():
            if text is None:
                (copy / name).unlink()
            else:
                (copy / name).write_text(text, encoding="utf-8")
    assert found == NOTHING._replace(**findings)


@pytest.mark.parametrize(
    ("folder", "modules", "lines", "found"),
    [
        pytest.param("words", 1, 451, ["words/planted0.py: 451 lines, more than 450"], id="long-module"),
        pytest.param("words", 1, 450, [], id="module"),
        pytest.param("decode", 9, 1, ["decode: 16 modules, more than 15"], id="package"),
        pytest.param("decode", 8, 1, [], id="full-package"),
        pytest.param("planted", 16, 1, ["planted: 16 modules, more than 15"], id="folder-without-a-door"),
        pytest.param(".", 1, 1, ["cleanpage: 13 modules, more than 12"], id="top"),
    ],
)
def test_what_is_too_large_is_seen(copy: Path, folder: str, modules: int, lines: int, found: list[str]) -> None:
    room = copy / folder
    is_new = not room.exists()
    room.mkdir(exist_ok=True)
    planted = [room / f"planted{number}.py" for number in range(modules)]
    try:
        for path in planted:
            path.write_text("\n" * lines, encoding="utf-8")
        assert Package(copy).too_large() == found
    finally:
        for path in planted:
            path.unlink()
        if is_new:
            room.rmdir()


def test_every_package_says_what_it_is_for() -> None:
    for name in Package(SOURCE).packages:
        text = SOURCE.joinpath(*name.split("."), "__init__.py").read_text(encoding="utf-8")
        assert len(text.split('"""')[1]) > 40, name


def test_the_map_shows_the_layers_in_their_order() -> None:
    table = DOCUMENT.partition("\n| | |\n")[2].partition("\n\n")[0].splitlines()[1:]
    rows = [[name.strip("`/ ") for name in row.split("|")[1].split(",")] for row in table]
    layers = [[*layer] for layer in LAYERS if not layer[0].startswith("__")]
    assert rows == layers


# ------------------------------------------------------------------ tables


def test_the_table_has_every_rule() -> None:
    units = {unit.name for unit in UNITS}
    assert {rule.name for rule in (*BEFORE_CUT, *RULES)} | units | {"option"} == set(get_args(Overrule))
    assert {restoration.name for restoration in RESTORATIONS} | units | {"option"} == set(get_args(Restore))


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
            PLACES[rule.scope],
            f"`{rule.find.__name__}`",
            SHARES.get(rule.max_share, f"{rule.max_share:g}"),
            f"`{rule.unless}`" if rule.unless else "",
            "✓" if rule.spares_asked else "",
        ]
        for rule in rules
    ]


def test_the_method_explains_the_rules_in_their_order() -> None:
    in_html = dict.fromkeys(f"`{rule.name}`" for rule in RULES if "dump" not in rule.scope)
    assert [row[0] for row in tables_of("### Rules after the cut")[2]] == list(in_html)
    # The first and the last are explained with the options.
    in_dumps = [f"`{rule.name}`" for rule in RULES if "dump" in rule.scope]
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
