from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import cleanpage
from cleanpage.cli.command import main
from cleanpage.cli.stops import SIGNALS, Stopped, heard
from cleanpage.crawl.archives import Reading
from cleanpage.crawl.files import replacing
from cleanpage.crawl.run import renderer, runner
from cleanpage.crawl.run.renderer import Outcome, Request, Task

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals that can be sent")

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
PAGES = 8

each_signal = pytest.mark.parametrize("number", SIGNALS, ids=lambda number: signal.Signals(number).name)

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for number in range(PAGES):
        Path("in", f"{number}.html").write_text(f"<p>{number} owls: {PROSE * 3}")
    return tmp_path


def send_at(name: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a signal come while a page is worked on in this process."""

    def render(task: Task, request: Request, reading: Reading) -> Outcome:
        if name in str(task):
            signal.raise_signal(number)
        return renderer.render(task, request, reading)

    monkeypatch.setattr(runner, "render", render)


@each_signal
def test_signal_leaves_what_can_be_gone_on_with(monkeypatch: pytest.MonkeyPatch, capsys: Output, number: int) -> None:
    before = [signal.getsignal(one) for one in SIGNALS]
    with monkeypatch.context() as then:
        send_at("5.html", number, then)
        assert main(["extract", "in", "-o", "out/"]) == 128 + number
    assert [signal.getsignal(one) for one in SIGNALS] == before
    assert capsys.readouterr().err == "cleanpage: stopped; the same command with --resume goes on from here\n"
    there = {path.name for path in Path("out").iterdir()}
    assert there == {".cleanpage-run", *(f"{done}.txt" for done in range(5))}
    send_at("3.html", number, monkeypatch)  # which is done
    assert main(["extract", "in", "-o", "out/", "--resume"]) == 0
    assert len(list(Path("out").glob("*.txt"))) == PAGES


@each_signal
def test_file_is_not_there(monkeypatch: pytest.MonkeyPatch, capsys: Output, number: int) -> None:
    send_at("5.html", number, monkeypatch)
    before = sorted(Path().iterdir())
    assert main(["extract", "in", "-o", "out.txt"]) == 128 + number
    assert sorted(Path().iterdir()) == before
    said = "" if number == signal.SIGINT else "cleanpage: stopped; out.txt is not written\n"
    assert capsys.readouterr().err == said


def test_before_anything_is_done(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr("cleanpage.cli.command.find_sources", lambda _: signal.raise_signal(signal.SIGTERM))
    assert main(["extract", "in", "-o", "out/"]) == 128 + signal.SIGTERM
    assert capsys.readouterr().err == "cleanpage: stopped before anything was done\n"
    assert not Path("out").exists()


@each_signal
@pytest.mark.parametrize("handler", [signal.SIG_IGN, lambda *_: None], ids=["ignored", "handled"])
def test_signals_of_others_stay_theirs(monkeypatch: pytest.MonkeyPatch, number: int, handler: Any) -> None:
    before = signal.signal(number, handler)
    try:
        send_at("5.html", number, monkeypatch)
        assert main(["extract", "in", "-o", "out/", "--quiet"]) == 0
        assert signal.getsignal(number) == handler
    finally:
        signal.signal(number, before)


def test_further_signals_do_not_disturb() -> None:
    with pytest.raises(Stopped) as caught, heard():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            for number in SIGNALS:
                signal.raise_signal(number)
    assert caught.value.number == signal.SIGTERM


def test_signal_that_got_lost_is_noticed_behind_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def render(task: Task, request: Request, reading: Reading) -> Outcome:
        if "5.html" in str(task):
            with pytest.raises(Stopped):  # as a destructor does
                signal.raise_signal(signal.SIGTERM)
        return renderer.render(task, request, reading)

    monkeypatch.setattr(runner, "render", render)
    assert main(["extract", "in", "-o", "out/"]) == 128 + signal.SIGTERM
    assert not Path("out/6.txt").exists()


def test_other_threads_have_no_signals() -> None:
    before = [signal.getsignal(one) for one in SIGNALS]
    statuses: list[int] = []
    thread = threading.Thread(target=lambda: statuses.append(main(["extract", "in", "-o", "out/", "--quiet"])))
    thread.start()
    thread.join()
    assert statuses == [0]
    assert [signal.getsignal(one) for one in SIGNALS] == before


def test_draft_that_nobody_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes where there is no context yet that would tidy up."""
    opened: list[Any] = []

    def render(task: Task, request: Request, reading: Reading) -> Outcome:
        if "5.html" in str(task):
            context = replacing(Path("out/lost"))
            opened.extend((context, context.__enter__()))
            signal.raise_signal(signal.SIGTERM)
        return renderer.render(task, request, reading)

    monkeypatch.setattr(runner, "render", render)
    assert main(["extract", "in", "-o", "out/"]) == 128 + signal.SIGTERM
    assert opened
    assert not list(Path("out").glob(".cleanpage-*.tmp"))


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@each_signal
@pytest.mark.parametrize("to_all", [False, True], ids=["command", "group"])
def test_workers_end(number: int, to_all: bool) -> None:
    arguments = ["extract", "in/0.html", "-", "-o", "out/", "--jobs", "2"]
    source = Path(cleanpage.__file__).parent.parent
    process = subprocess.Popen(
        [sys.executable, "-m", "cleanpage", *arguments],
        env=os.environ | {"PYTHONPATH": str(source)},
        stdin=subprocess.PIPE,  # into which nothing comes
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin
    assert process.stderr
    process.stdin.write(b"<p>")  # by which it is told from an archive
    process.stdin.write(b" " * 2000)
    process.stdin.flush()
    wait_for(lambda: len(in_group(process.pid)) == 2)  # a process is started when there is work for it
    (os.killpg if to_all else os.kill)(process.pid, number)
    assert process.wait(timeout=60) == 128 + number
    err = process.stderr.read()
    assert err == b"cleanpage: stopped; the same command with --resume goes on from here\n"
    assert not list(Path("out").glob(".cleanpage-*.tmp"))
    wait_for(lambda: not in_group(process.pid))
    process.stdin.close()


def in_group(leader: int) -> list[int]:
    """Return the processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state != "Z":
                found.append(int(stat.parent.name))
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")
