from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cleanpage
from paths import ROOT

WAIT = ("charset_normalizer", "multiprocessing", "concurrent.futures", "asyncio", "urllib.request", "argparse",
        "cleanpage.cli.command", "cleanpage.metadata.html.finders", "cleanpage.crawl.pool.pool",
        "cleanpage.decode.detector", "cleanpage.tokenize.html.second_walk", "cleanpage.metadata.judging")  # fmt: skip
"""Modules that cost time and that most callers never need, or not before the first page."""

UTF_8_PAGE = "'<p>Les hiboux chassent la nuit, et la plupart seuls.</p><p>é</p>'.encode()"
OTHER_PAGE = "('<p>Совы охотятся по ночам, и чаще всего в одиночку.</p>' * 9).encode('koi8-r')"


def modules_after(code: str) -> set[str]:
    """Modules that a new Python has loaded after some code."""
    script = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


def test_import_is_light() -> None:
    modules = modules_after("import cleanpage")
    assert "cleanpage.pipeline" in modules
    assert modules & set(WAIT) == set()


def test_a_page_loads_what_it_needs() -> None:
    modules = modules_after(f"import cleanpage; cleanpage.extract({UTF_8_PAGE})")
    assert modules & set(WAIT) == {"cleanpage.metadata.html.finders"}


def test_only_an_unknown_encoding_needs_the_detector() -> None:
    assert "cleanpage.decode.detector" in modules_after(f"import cleanpage; cleanpage.extract({OTHER_PAGE})")


@pytest.mark.parametrize("name", cleanpage.__all__)
def test_exports(name: str) -> None:
    assert getattr(cleanpage, name) is not None


def test_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert cleanpage.__version__ == project["version"]


def test_types_are_shipped() -> None:
    assert (Path(cleanpage.__file__).parent / "py.typed").exists()
