from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

import pool_tasks as work
from cleanpage.crawl.pool import pool
from cleanpage.crawl.pool.limits import Limits
from cleanpage.crawl.pool.pool import WorkerError, run_ordered
from cleanpage.crawl.pool.worker import GRACE_S
from paths import ROOT

MIB = 2**20
DEADLINE_S = 0.5
"""Much longer than what the tasks that keep it take, on a busy machine too."""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, or limits of memory")


def say(task: Any, why: str) -> tuple[Any, str]:
    return task, why


def because(why: str) -> Callable[[Any, str], str]:
    """Return an `on_death` that names the task, and insists on the reason."""

    def on_death(task: Any, reason: str) -> str:
        assert re.search(why, reason), reason
        return f"{task} died"

    return on_death


def children() -> set[int]:
    """Return the processes that this one has started and not waited for."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # The thread has just ended.
            found |= {int(pid) for pid in (task / "children").read_text().split()}
    return found


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    threads = threading.active_count()
    before = children() if sys.platform == "linux" else set()
    yield
    assert threading.active_count() == threads
    assert not (children() - before if sys.platform == "linux" else set())


# ------------------------------------------------------------------ order and number


@pytest.mark.parametrize(
    ("jobs", "limits"),
    [
        pytest.param(1, Limits(), id="1"),
        pytest.param(0, Limits(60), id="0 limited"),
        pytest.param(1, Limits(60, 2**30), id="1 limited"),
        pytest.param(2, Limits(), id="2"),
        pytest.param(3, Limits(60, 2**30), id="3 limited"),
    ],
)
@pytest.mark.parametrize("count", [0, 1, 40])
def test_results_are_in_order(count: int, jobs: int, limits: Limits) -> None:
    assert list(run_ordered(work.square, range(count), jobs, say, limits=limits)) == [n**2 for n in range(count)]


def test_order_does_not_follow_who_is_ready_first() -> None:
    tasks = [(number, 0.2 if number in (0, 5) else 0.0) for number in range(50)]
    assert list(run_ordered(work.nap, tasks, 3, say)) == list(range(50))


def test_processes_share_the_work() -> None:
    ids = list(run_ordered(work.nap, [(number, 0.01) for number in range(30)], 2, say))
    assert ids == list(range(30))
    assert len(set(run_ordered(work.process_id, range(2000), 2, say))) == 2


def test_one_job_without_limits_needs_no_process() -> None:
    assert set(run_ordered(work.process_id, range(3), 1, say)) == {os.getpid()}
    assert os.getpid() not in run_ordered(work.process_id, range(3), 1, say, limits=Limits(deadline_s=60))


def test_memory_error_without_a_process_is_a_death() -> None:
    assert list(run_ordered(work.run_out, [1, 2], 1, say)) == [
        (1, "there is not enough memory for it"),
        (2, "there is not enough memory for it"),
    ]


def test_process_ends_behind_a_large_task() -> None:
    """It would keep much of the memory that it took."""
    tasks = [b"", bytes(pool.LARGE_BYTES), b"", bytes(pool.BATCH_BYTES), b""]
    before, large, *after = run_ordered(work.process_id, tasks, 1, say, limits=Limits(60))
    assert before == large
    assert len({large, *after}) == 2 == len({large, after[0]})


def test_prepared_once() -> None:
    assert set(run_ordered(work.was_prepared, range(5), 2, say, prepare=work.prepare)) == {"yes"}


# ------------------------------------------------------------------ what is drawn and held


@pytest.mark.parametrize("jobs", [1, 2])
def test_tasks_are_drawn_as_needed(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some are in work or wait for it, and some are done and wait for an earlier one; no others."""
    held = 100
    monkeypatch.setattr(pool, "HELD_BYTES", held * pool.HELD_EACH_BYTES)
    ahead = 2 * jobs * pool.MAX_BATCH + pool.MAX_BATCH + held if jobs > 1 else 1
    drawn = 0

    def tasks() -> Iterator[int]:
        nonlocal drawn
        for drawn in range(1, 100_000):  # noqa: UP028 - looked at below
            yield drawn

    with closing(run_ordered(work.square, tasks(), jobs, say)) as results:
        for taken in range(1, 1001):
            next(results)
            assert taken <= drawn < taken + 2 * ahead
        at_rest = drawn
        time.sleep(0.1)
        assert drawn == at_rest


def test_large_tasks_are_drawn_by_their_bytes() -> None:
    """However small those before them were, and however many were drawn of those."""
    drawn = 0

    def tasks() -> Iterator[bytes]:
        nonlocal drawn
        yield from [b""] * 2000
        for drawn in range(1, 100):  # noqa: B007 - looked at below
            yield bytes(10 * MIB)

    with closing(run_ordered(work.echo, tasks(), 2, say)) as results:
        for _ in range(2000):
            next(results)
        assert drawn <= 2 * 2 * pool.BATCH_BYTES // MIB


@contextmanager
def released_at_rest(count: Callable[[], int], least: int, mark: Path) -> Iterator[None]:
    """Make the file that a slow task waits for when so many have been counted, and no more for a while."""

    def watch() -> None:
        before = -1
        end_s = time.monotonic() + 20
        while ((now := count()) != before or now < least) and time.monotonic() < end_s:
            before = now
            time.sleep(0.4)
        mark.touch()

    thread = threading.Thread(target=watch)
    thread.start()
    yield
    thread.join()


@pytest.mark.parametrize(
    ("size", "least", "most"),
    [pytest.param(MIB // 2, 16, 100, id="large results"), pytest.param(1, 8000, 10_000, id="small results")],
)
def test_results_behind_a_slow_task_are_bounded(
    size: int, least: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "HELD_BYTES", 8 * MIB)
    mark = tmp_path / "go on"
    drawn = 0

    def tasks() -> Iterator[tuple[str, int]]:
        nonlocal drawn
        yield str(mark), size
        for drawn in range(1, 1_000_000):  # noqa: B007 - looked at below
            yield "", size

    with (
        closing(run_ordered(work.wait_and_repeat, tasks(), 2, say)) as results,
        released_at_rest(lambda: drawn, least, mark),
    ):
        assert len(next(results)) == size
        assert least <= drawn < most


def test_tasks_of_the_dead_are_held_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who died is asked about later, with all its data."""
    monkeypatch.setattr(pool, "HELD_BYTES", 8 * MIB)
    mark = tmp_path / "go on"
    drawn = 0

    def tasks() -> Iterator[tuple[str, bytes]]:
        nonlocal drawn
        yield str(mark), b""
        for drawn in range(1, 30):  # noqa: B007 - looked at below
            yield "", bytes(2 * MIB)

    with (
        closing(run_ordered(work.wait_or_run_out, tasks(), 2, say)) as results,
        released_at_rest(lambda: drawn, 4, mark),
    ):
        next(results)
        assert 4 <= drawn <= 12


@pytest.mark.parametrize("jobs", [1, 2])
def test_larger_than_pipes_both_ways(jobs: int) -> None:
    tasks = [bytes([number]) * size for number, size in enumerate([10 * MIB, 1, 10 * MIB, 0, 70_000, 65_536, 5 * MIB])]
    assert list(run_ordered(work.echo, tasks, jobs, say, limits=Limits(60))) == tasks


# ------------------------------------------------------------------ deadline


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("function", "slow", "fast", "results"),
    [
        pytest.param(work.sleep, 1e6, 0.0, 0.0, id="sleep"),
        pytest.param(work.backtrack, 100, 5, False, id="C code that keeps the GIL"),
    ],
)
def test_deadline(function: Callable[[Any], Any], slow: Any, fast: Any, results: Any, jobs: int) -> None:
    tasks = [fast, slow, fast, slow, fast, fast]
    began_s = time.monotonic()
    found = list(run_ordered(function, tasks, jobs, say, limits=Limits(deadline_s=DEADLINE_S)))
    late = (slow, "it took longer than 0.5 s and was stopped")
    assert found == [results, late, results, late, results, results]
    assert time.monotonic() - began_s < 2 * DEADLINE_S + 3


def test_deadline_counts_for_each_task() -> None:
    """Of a batch too, all of which together take longer."""
    tasks = [(number, 0.02) for number in range(60)]
    assert list(run_ordered(work.nap, tasks, 1, say, limits=Limits(deadline_s=DEADLINE_S))) == list(range(60))


def test_time_to_prepare_does_not_count() -> None:
    limits = Limits(deadline_s=0.3)
    assert list(run_ordered(work.square, [3], 1, say, limits=limits, prepare=work.prepare_slowly)) == [9]


def test_every_task_has_one_result_whatever_the_moment_of_the_deadline() -> None:
    """Results that come just when the process is killed count, or don't, and none is another's."""
    deadline_s = 0.06
    tasks = [(number, deadline_s - 0.02 + number % 25 * 0.002) for number in range(50)]

    def died(task: tuple[int, float], why: str) -> tuple[int, str]:
        return task[0], why

    results = list(run_ordered(work.nap, tasks, 2, died, limits=Limits(deadline_s=deadline_s)))
    late = [result[0] for result in results if isinstance(result, tuple)]
    assert [result[0] if isinstance(result, tuple) else result for result in results] == list(range(50))
    assert {result[1] for result in results if isinstance(result, tuple)} == {
        "it took longer than 0.06 s and was stopped"
    }
    assert 5 < len(late) < 45


def test_process_killed_behind_its_last_result_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline ends a process when the result is there already: the next task is not to blame."""
    stop_clock = pool._Slot._stop_clock

    def stop_late(slot: pool._Slot) -> float:
        assert slot._process
        with slot._lock:
            slot._late = True
            slot._process.kill()
        slot._process.wait()
        return stop_clock(slot)

    monkeypatch.setattr(pool._Slot, "_stop_clock", stop_late)
    tasks = [(number, 0.02) for number in range(10)]
    assert list(run_ordered(work.nap, tasks, 2, say, limits=Limits(deadline_s=60))) == list(range(10))


def test_time_while_stopped_does_not_count(tmp_path: Path) -> None:
    """Ctrl-Z stops the command and its workers, and their clocks."""
    command = start(
        """
        print("ready", flush=True)
        print(*run_ordered(work.sleep_in_steps, [0.8, 0.0], 1, say, limits=Limits(deadline_s=1.5)), flush=True)
        """
    )
    assert command.stdout
    assert command.stdout.readline() == "ready\n"
    time.sleep(0.5)
    os.killpg(command.pid, signal.SIGSTOP)
    time.sleep(1.4)
    os.killpg(command.pid, signal.SIGCONT)
    assert command.communicate(timeout=10)[0] == "0.8 0.0\n"


def test_process_without_a_task_is_not_ended(tmp_path: Path) -> None:
    """However long whoever takes the results has them wait."""
    file = tmp_path / "seconds"
    with closing(run_ordered(work.tell_alarm_later, [str(file)] * 2, 1, say, limits=Limits(60))) as results:
        next(results)
        assert wait_until(file.exists, 5)
        time.sleep(0.1)
    assert float(file.read_text()) == 0


# ------------------------------------------------------------------ memory and crashes


@on_linux
def test_memory_cap() -> None:
    limits = Limits(memory_bytes=100 * MIB)
    tasks = [MIB, 200 * MIB, MIB, 95 * MIB, 95 * MIB]
    why = "it needed more than the 100 MiB of memory it may take"
    results = list(run_ordered(work.take, tasks, 2, say, limits=limits))
    assert results == [MIB, (200 * MIB, why), MIB, 95 * MIB, 95 * MIB]


@on_linux
def test_memory_cap_in_code_that_crashes_without_memory() -> None:
    results = list(run_ordered(work.take_more_and_more, range(6), 1, because("crashed"), limits=Limits(None, 50 * MIB)))
    assert results == [0, 1, 2, "3 died", 4, 5]


@on_linux
def test_task_too_large_for_the_memory_harms_no_other() -> None:
    limits = Limits(memory_bytes=64 * MIB)
    tasks = [b"small"] * 200 + [bytes(100 * MIB)] + [b"small"] * 10
    results = [
        found if isinstance(found, bytes) else found[1]
        for found in run_ordered(work.echo, tasks, 1, say, limits=limits)
    ]
    assert results == [b"small"] * 200 + ["it needed more than the 64 MiB of memory it may take"] + [b"small"] * 10


@on_linux
def test_crashes_leave_nothing_on_the_disk() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_CORE)
    if not before[1]:
        pytest.skip("the system writes nothing")
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        assert list(run_ordered(work.core_bytes, [1], 2, say)) == [0]
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def test_memory_error_without_a_cap() -> None:
    assert list(run_ordered(work.run_out, [1], 2, say)) == [(1, "there is not enough memory for it")]


def test_crash_is_a_result() -> None:
    results = list(run_ordered(work.die, range(30), 2, because("crashed or was killed, twice")))
    assert results == [f"{number} died" if number in (3, 5, 7, 9) else number for number in range(30)]


@pytest.mark.parametrize("jobs", [pytest.param(1, id="1"), pytest.param(3, id="3")])
def test_crash_that_does_not_come_again_is_none(jobs: int, tmp_path: Path) -> None:
    tasks = [(str(tmp_path), number) for number in range(13)]
    assert list(run_ordered(work.die_once, tasks, jobs, say, limits=Limits(60))) == list(range(13))
    assert len(list(tmp_path.iterdir())) == 4


# ------------------------------------------------------------------ exceptions


@pytest.mark.parametrize("jobs", [1, 2])
def test_exception_arrives_at_its_turn(jobs: int) -> None:
    results = run_ordered(work.fail, range(100), jobs, say)
    assert [next(results) for _ in range(7)] == list(range(7))
    with pytest.raises(ValueError, match="7"):
        next(results)


@pytest.mark.parametrize("jobs", [1, 2])
def test_exception_of_the_tasks_arrives_behind_the_results(jobs: int) -> None:
    def tasks() -> Iterator[int]:
        yield from range(20)
        raise OSError("gone")

    found = []
    with pytest.raises(OSError, match="gone"):
        for result in run_ordered(work.square, tasks(), jobs, say):
            found.append(result)
    assert found == [number**2 for number in range(20)]


@pytest.mark.parametrize(
    ("function", "message"),
    [
        pytest.param(work.return_unpicklable, "local object", id="unpicklable result"),
        pytest.param(work.fail_in_particular, "can't be sent .*ParticularError", id="unpicklable exception"),
    ],
)
def test_what_cannot_be_sent_arrives_as_an_exception(function: Callable[[int], Any], message: str) -> None:
    with pytest.raises(Exception, match=message):
        list(run_ordered(function, [1], 2, say))


def test_unpicklable_task_is_an_exception() -> None:
    with pytest.raises(Exception, match="local object"):
        list(run_ordered(work.echo, [1, lambda: 0], 2, say))


@pytest.mark.parametrize(
    ("prepare", "function"),
    [
        pytest.param(None, "nowhere", id="function"),
        pytest.param(work.prepare_badly, "square", id="prepare"),
    ],
)
def test_process_that_cannot_begin(
    prepare: Callable[[], object] | None,
    function: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def nowhere(number: int) -> int:
        return number

    monkeypatch.setattr(nowhere, "__qualname__", "nowhere")
    monkeypatch.setattr(nowhere, "__module__", work.__name__)
    monkeypatch.setattr(work, "nowhere", nowhere, raising=False)  # Here alone.
    with pytest.raises(WorkerError, match="exit code 1"):
        list(run_ordered(getattr(work, function), [1, 2, 3], 2, say, prepare=prepare))
    assert "Error" in capfd.readouterr().err


def test_no_interpreter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(WorkerError, match="can't be started"):
        list(run_ordered(work.square, [1], 2, say))


# ------------------------------------------------------------------ the end


@pytest.mark.parametrize(
    "taken", [pytest.param(0, id="before the first"), pytest.param(1, id="one"), pytest.param(20, id="some")]
)
def test_closing_early_ends_all(taken: int) -> None:
    results = run_ordered(
        work.nap, [(number, 0.0 if number < 20 else 1e6) for number in range(100)], 2, say, limits=Limits(60)
    )
    assert [next(results) for _ in range(taken)] == list(range(taken))
    began_s = time.monotonic()
    results.close()
    assert time.monotonic() - began_s < 1


def test_stopping_while_processes_start_ends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that is started at that very moment, and then takes forever."""
    started = threading.Event()
    popen = subprocess.Popen

    def start_slowly(*args: Any, **options: Any) -> Any:
        started.set()
        time.sleep(0.3)
        return popen(*args, **options)

    def tasks() -> Iterator[int]:
        yield 1
        started.wait()
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", start_slowly)
    with pytest.raises(KeyboardInterrupt):
        list(run_ordered(work.square, tasks(), 2, say, prepare=work.prepare_for_ages))


def start(body: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a script that is read from standard input and has no guard for being imported."""
    script = "from cleanpage.crawl.pool.pool import *\nimport pool_tasks as work\nsay = lambda task, why: why\n"
    source = Path(pool.__file__).parents[3]
    command = subprocess.Popen(
        [sys.executable, "-", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(source), str(ROOT / "tests")))},
    )
    assert command.stdin
    command.stdin.write(script + textwrap.dedent(body))
    command.stdin.close()
    command.stdin = None
    return command


def in_session(leader: int) -> set[int]:
    """Return the processes of a session that still run."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(session) == leader and state != "Z":
            found.add(int(stat.parent.name))
    return found


def wait_until(happens: Callable[[], bool], seconds: float) -> bool:
    end_s = time.monotonic() + seconds
    while not (happened := happens()) and time.monotonic() < end_s:
        time.sleep(0.02)
    return happened


def test_works_in_a_script_from_standard_input() -> None:
    command = start("print(*run_ordered(work.square, range(5), 2, say))")
    assert command.communicate(timeout=20) == ("0 1 4 9 16\n", "")


def test_function_of_a_script_is_refused() -> None:
    command = start("def mine(number): return number\nprint(*run_ordered(mine, range(5), 2, say))")
    output, errors = command.communicate(timeout=20)
    assert output == ""
    assert "WorkerError" in errors and "not of __main__" in errors


def test_what_is_printed_does_not_stand_between_results() -> None:
    command = start("print(*run_ordered(work.speak, range(5), 2, say))")
    output, errors = command.communicate(timeout=20)
    assert output == "0 1 2 3 4\n"
    assert errors.count("Most of them hunt alone.") == errors.count("The chicks climb.") == 5


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="has no masks of signals")
def test_interrupts_do_not_reach_processes_that_have_not_begun() -> None:
    assert list(run_ordered(work.blocks_interrupts, range(4), 2, say)) == [True] * 4
    assert not work.blocks_interrupts(0)


@on_linux
@pytest.mark.parametrize("early", [pytest.param(True, id="while they start"), pytest.param(False, id="at work")])
def test_interrupt_ends_all_and_only_one_tells(early: bool) -> None:
    command = start(
        """
        print("ready", flush=True)
        for result in run_ordered(work.sleep, [0.0, 0.0] + [1e6] * 4, 2, say):
            print("going", flush=True)
        """
    )
    assert command.stdout
    assert command.stdout.readline() == "ready\n"
    if early:
        assert wait_until(lambda: len(in_session(command.pid)) == 3, 10)
    else:
        assert command.stdout.readline() == "going\n"
    os.killpg(command.pid, signal.SIGINT)
    errors = command.communicate(timeout=10)[1]
    assert errors.count("Traceback") == 1 and "KeyboardInterrupt" in errors
    assert command.returncode == -signal.SIGINT
    assert wait_until(lambda: not in_session(command.pid), 2)


@on_linux
def test_workers_end_by_themselves_when_nobody_is_left_to_end_them() -> None:
    """One that sleeps, one that keeps the GIL, two that wait for more."""
    command = start(
        """
        list(run_ordered(work.sleep_or_backtrack, [0, 100, 1, 1], 4, say, limits=Limits(deadline_s=0.9)))
        """
    )
    assert command.stderr
    for _ in range(4):
        assert command.stderr.readline() == "begun\n"
    command.kill()
    command.wait()
    assert wait_until(lambda: len(in_session(command.pid)) == 2, 1)
    time.sleep(1)  # Nobody watches over the deadline.
    assert len(in_session(command.pid)) == 2
    assert wait_until(lambda: not in_session(command.pid), GRACE_S + 1)
    command.communicate()


def test_results_are_a_generator() -> None:
    assert isinstance(run_ordered(work.square, [], 2, say), Generator)
