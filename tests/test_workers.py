from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing

import pytest

from cleanpage.workers import LOOK_AHEAD, run_ordered


def square(number: int) -> int:
    return number * number


def square_unless_deadly(number: int) -> int:
    if number in (3, 5):
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def fail(number: int) -> int:
    raise ValueError(number)


def minus(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_are_in_order(jobs: int) -> None:
    assert list(run_ordered(square, range(40), jobs, minus)) == [number**2 for number in range(40)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_tasks(jobs: int) -> None:
    assert list(run_ordered(square, [], jobs, minus)) == []


def test_death_of_a_process_is_a_result() -> None:
    results = list(run_ordered(square_unless_deadly, range(30), 2, minus))
    assert results == [-number if number in (3, 5) else number**2 for number in range(30)]


def test_exception_arrives() -> None:
    with pytest.raises(ValueError, match="7"):
        list(run_ordered(fail, [7], 2, minus))


@pytest.mark.parametrize(("jobs", "ahead"), [pytest.param(1, 1, id="1"), pytest.param(2, 2 * LOOK_AHEAD, id="2")])
def test_tasks_are_taken_as_needed(jobs: int, ahead: int) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with closing(run_ordered(square, tasks(), jobs, minus)) as results:
        assert next(results) == 0
        assert len(taken) == ahead
