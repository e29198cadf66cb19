"""Standard streams that are closed or can't be written to, in processes of their own, as shells start them."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import cleanpage
from cleanpage.cli.streams import closed_stream

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a shell")

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")

TEXT = "The ferry left the pier at nine in the morning today.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ferry.html").write_text(f"<p>{TEXT}</p>")
    return tmp_path


def shell(arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """Run the command as a shell does; return its status and what it wrote to standard output and error."""
    command = f"{shlex.quote(sys.executable)} -m cleanpage {arguments}"
    source = Path(cleanpage.__file__).parent.parent
    env = os.environ | {"PYTHONPATH": str(source), "PYTHONUNBUFFERED": "", "PYTHONWARNINGS": "ignore"}
    process = subprocess.run(["sh", "-c", command], input=stdin, capture_output=True, text=True, env=env, timeout=60)
    return process.returncode, process.stdout, process.stderr


@pytest.mark.parametrize(
    ("redirections", "status", "out", "err"),
    [
        pytest.param("2>&-", 0, TEXT, "", id="no-stderr"),
        pytest.param("none.html 2>&-", 1, f"==> ferry.html <==\n{TEXT}", "", id="no-stderr-but-a-failure"),
        pytest.param("<&-", 0, TEXT, "", id="no-stdin"),
        pytest.param("- <&-", 1, f"==> ferry.html <==\n{TEXT}", "standard input: it is closed; pipe", id="dash"),
        pytest.param(
            ">&-", 1, "", "can't write standard output: it is closed; open it, or write to a file", id="no-stdout"
        ),
        pytest.param(">&- 2>&-", 1, "", "", id="no-output"),
        pytest.param("<&- >&- 2>&-", 1, "", "", id="nothing"),
        pytest.param("1</dev/null", 1, "", "can't write standard output: Bad file", id="stdout-to-read"),
        pytest.param("none.html 2</dev/null", 1, f"==> ferry.html <==\n{TEXT}", "", id="stderr-to-read"),
        pytest.param("-o /dev/stdout >&-", 2, "", "is standard output, which is closed", id="named-stdout"),
        pytest.param(">/dev/full", 1, "", "can't write standard output: No space", id="full", marks=full),
        pytest.param("none.html 2>/dev/full", 1, f"==> ferry.html <==\n{TEXT}", "", id="stderr-full", marks=full),
        pytest.param(">/dev/full 2>/dev/full", 1, "", "", id="all-full", marks=full),
    ],
)
def test_streams(redirections: str, status: int, out: str, err: str) -> None:
    found = shell(f"extract ferry.html {redirections}")
    assert found[:2] == (status, out)
    assert err in found[2] and bool(err) == bool(found[2])
    assert "Traceback" not in found[2] and "Exception" not in found[2]


@pytest.mark.parametrize(
    ("arguments", "status", "err"),
    [
        pytest.param("extract <&-", 2, "nothing to read; name a file", id="nothing-to-read"),
        pytest.param("--version >&-", 1, "can't write standard output: it is closed", id="version"),
        pytest.param("extract --help >/dev/full", 1, "can't write standard output: No space", id="help", marks=full),
        pytest.param("extract --owls 2>&-", 2, "", id="usage"),
    ],
)
def test_without_a_result(arguments: str, status: int, err: str) -> None:
    found = shell(arguments)
    assert found[:2] == (status, "")
    assert err in found[2] and "Traceback" not in found[2]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("options", ["", "--jobs 2"])
def test_files_hold_results_and_nothing_else(closed: str, options: str) -> None:
    status, out, _ = shell(f"extract ferry.html none.html -o x.jsonl --stats stats.json {options} {closed}")
    assert (status, out) == (1, "")
    pages = [json.loads(line) for line in Path("x.jsonl").read_text().splitlines()]
    assert [page["status"] for page in pages] == ["ok", "failed"]
    assert json.loads(Path("stats.json").read_text())["pages"] == 1


def test_folder_with_all_closed() -> None:
    assert shell("extract ferry.html none.html -o out/ --jobs 2 <&- >&- 2>&-")[0] == 1
    assert Path("out/ferry.txt").read_text() == TEXT


@pytest.mark.parametrize(
    ("closed", "file", "name"),
    [
        pytest.param("__stdout__", "/dev/stdout", "standard output", id="stdout"),
        pytest.param("__stdout__", "/dev/fd/1", "standard output", id="number"),
        pytest.param("__stderr__", "/dev/../dev/stderr", "standard error", id="stderr"),
        pytest.param("__stdout__", "/dev/stderr", "", id="another"),
        pytest.param("__stdout__", "stdout", "", id="file"),
    ],
)
def test_closed_stream(monkeypatch: pytest.MonkeyPatch, closed: str, file: str, name: str) -> None:
    assert closed_stream(file) == ""
    monkeypatch.setattr(sys, closed, None)
    assert closed_stream(file) == name
