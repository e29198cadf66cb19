from __future__ import annotations

import ast
import importlib.util

import pytest

from benchmarks import commands

PACKAGES = ("quality", "robustness", "formats")


def modules_of(package: str) -> dict[str, str]:
    """Return the table of a package, which is not imported: its modules may need what isn't installed."""
    tree = ast.parse((commands.FOLDER / package / "__main__.py").read_text(encoding="utf-8"))
    table = next(node.value for node in tree.body if isinstance(node, ast.AnnAssign) and node.value)
    found: dict[str, str] = ast.literal_eval(table)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_every_benchmark_is_listed(package: str, capsys: pytest.CaptureFixture[str]) -> None:
    modules = modules_of(package)
    assert commands.run(package, modules, []) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[3] for line in lines] == list(modules)
    assert all(len(line.split()) > 7 for line in lines), "a benchmark doesn't say what it measures"
    assert all(importlib.util.find_spec(f"benchmarks.{package}.{module}") for module in modules.values())


def test_an_unknown_one_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run("quality", {"text": "text"}, ["speed", "x"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0] == "there is no benchmark 'speed'; there are"


def test_arguments_are_handed_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        commands.run("quality", {"text": "text"}, ["text", "--help"])
    assert stop.value.code == 0
    assert "usage: python -m benchmarks.quality text" in capsys.readouterr().out
