"""The same page gives the same result in every format, whatever runs around it."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
import threading
from array import array
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

import pytest
from benchmarks.pages.fixtures import read_fixtures

import page_hashes
from page_hashes import hash_fixture

FIXTURES = read_fixtures()
THREADS = 16


@cache
def expected() -> list[str]:
    return [hash_fixture(fixture) for fixture in FIXTURES]


def is_known(name: str) -> bool:
    """Return whether the machine has a locale."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return True


def differing(hashes: list[str]) -> list[str]:
    """Return the fixtures whose hashes are not the expected ones."""
    return [
        fixture.slug for fixture, one, other in zip(FIXTURES, hashes, expected(), strict=True) if one != other
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "language", "variables"),
    [
        # The strictest: a warning or a comparison of bytes with str is an exception.
        pytest.param(
            ["-bb", "-W", "error"], "C", {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0"}, id="c"
        ),
        # The lower case of "I" is another letter in Turkish; -OO leaves out assertions and docstrings.
        pytest.param(["-OO"], "tr_TR.UTF-8", {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns"}, id="turkish"),
        pytest.param(["-OO"], "C.UTF-8", {"PYTHONHASHSEED": "3", "TZ": "Pacific/Apia"}, id="optimised"),
    ],
)
def test_environment(arguments: list[str], language: str, variables: dict[str, str]) -> None:
    if not is_known(language):
        pytest.skip(f"this machine has no locale {language}")
    paths = os.pathsep.join(filter(None, sys.path))
    # A variable of the machine's that names another locale would come first.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    run = subprocess.run(
        [sys.executable, *arguments, str(Path(page_hashes.__file__))],
        capture_output=True,
        text=True,
        env=environment | variables | {"LC_ALL": language, "PYTHONPATH": paths},
    )
    assert run.stderr == ""
    assert differing(run.stdout.splitlines()) == []


@pytest.fixture
def _restless() -> Iterator[None]:
    """Let threads take turns ten times as often as they do."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(before / 10)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_restless")
def test_threads() -> None:
    together = threading.Barrier(THREADS)
    with ThreadPoolExecutor(THREADS, initializer=together.wait) as pool:
        assert differing(list(pool.map(hash_fixture, FIXTURES))) == []


@pytest.mark.parametrize("method", get_all_start_methods())
def test_processes(method: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        assert differing(list(pool.map(hash_fixture, FIXTURES, chunksize=8))) == []


def state() -> dict[str, str]:
    """Return what can change of the constants of all modules."""
    modules = [module for name, module in sorted(sys.modules.items()) if name.partition(".")[0] == "cleanpage"]
    return {
        f"{module.__name__}.{name}": repr(value)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, (list, dict, set, bytearray, deque, array)) and not name.startswith("__")
    }


def test_modules_keep_nothing() -> None:
    expected()  # imports all that is needed
    before = state()
    assert before
    for fixture in FIXTURES[::3]:
        hash_fixture(fixture)
    assert state() == before
