"""`python -m benchmarks.libraries` runs with none of the libraries that it compares with."""

from __future__ import annotations

import ast
import datetime
import importlib
import sys

import pytest
from benchmarks.libraries import comparison, formulas, linked_data, misread, progress
from benchmarks.libraries.__main__ import MODULES
from benchmarks.libraries.cases.dates import Case
from benchmarks.libraries.dates import is_right_day
from benchmarks.quality.encoding import read_as

from paths import ROOT

FOLDER = ROOT / "benchmarks" / "libraries"
LIBRARIES = (
    "babel", "brotli", "cchardet", "chardet", "dateparser", "dateutil", "fastwarc", "ftfy", "json_repair", "lingua",
    "mathml2latex", "mathml_to_latex", "mml2tex", "nh3", "py3langid", "py_asciimath", "rich", "tqdm", "warcio",
)  # fmt: skip
GERMAN = "Die Eulen hören die Mäuse über dem hohen Gras und fliegen fröhlich los"


@pytest.fixture
def no_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LIBRARIES:
        for module in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, name, None)


def test_every_module_with_a_main_has_a_name() -> None:
    with_main = {
        path.stem
        for path in FOLDER.glob("[!_]*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "main"
    }
    assert sorted(MODULES.values()) == sorted(with_main)


@pytest.mark.usefixtures("no_libraries")
@pytest.mark.parametrize("name", MODULES.values())
def test_modules_are_imported_without_libraries(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"benchmarks.libraries.{name}", raising=False)
    assert callable(importlib.import_module(f"benchmarks.libraries.{name}").main)


@pytest.mark.usefixtures("no_libraries")
def test_a_missing_library_is_named_and_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "version_of", lambda package: "")
    monkeypatch.setattr(progress, "UPDATES", 10)
    assert progress.main([]) == 0
    shown = capsys.readouterr().out
    assert "not installed: tqdm, rich" in shown
    assert [line.split(" | ")[0] for line in shown.split("\n") if line.startswith("| ")] == [
        "| progress", "| ---", "| cleanpage", "| cleanpage, with its counts",
    ]  # fmt: skip


def test_an_exception_is_an_answer() -> None:
    answer = comparison.timed(int, "owl", 2)
    assert (answer.value, answer.error) == (None, "ValueError")
    assert comparison.timed(int, "7").value == 7


@pytest.mark.usefixtures("no_libraries")
def test_misread_fragments_are_mended() -> None:
    rows = misread.fragment_rows([misread.Fragment("de", GERMAN)])
    assert rows[0] == ["cp1252", 1, "1 / 0 / 0", "1 / 0 / 0"]
    assert ["cp1251, ru alone", 0, "0 / 0 / 0", "0 / 0 / 0"] in rows


@pytest.mark.usefixtures("no_libraries")
def test_scripts_with_control_characters_have_a_known_answer() -> None:
    [row] = linked_data.real_rows(['{"headline": "Owls\nof the wood"}', '{"headline": "No one judged me}'])
    assert row[:4] == ["cleanpage", "0 of 1", "1 of 1", "1 of 1"]


def test_a_day_is_right_or_rightly_missing() -> None:
    moment = datetime.datetime(2024, 4, 26, 7, 5)
    assert is_right_day([moment], Case("26 April 2024", moment.date()))
    assert not is_right_day([], Case("26 April 2024", moment.date()))
    assert is_right_day([], Case("Version 10.12.3", None))
    assert not is_right_day([moment], Case("Version 10.12.3", None))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(r"\left( {x} \right)^{2}", "(x)^2", id="braces-and-fences"),
        pytest.param(r"a \le b", r"a\leq b", id="names-of-a-command"),
    ],
)
def test_one_spelling(one: str, other: str) -> None:
    assert formulas.plain(one) == formulas.plain(other)


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        pytest.param(b"5 \x80", "ISO-8859-1", "5 €", id="as-browsers-do"),
        pytest.param(b"caf\x82", "cp850", "café", id="as-python-does"),
        pytest.param("\ufeffcafé".encode(), None, "café", id="unknown"),
    ],
)
def test_bytes_are_read_by_the_name_of_an_encoding(data: bytes, name: str | None, text: str) -> None:
    assert read_as(data, name) == text
