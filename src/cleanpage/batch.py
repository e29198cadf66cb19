"""Many dumps at a time, in processes that are stopped when a page takes too long."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar, overload

from cleanpage.errors import OptionsError
from cleanpage.options import InputFormat, Options
from cleanpage.page import Page, failed_page
from cleanpage.pipeline import check_arguments, extract, warm_up

Dump = bytes | bytearray | memoryview | str
Result = TypeVar("Result")

DEADLINE_S: Final = 60.0
"""Seconds that a page may take where it must not hold up others. The slowest of the benchmarks' pages takes a
hundredth."""

MEMORY_MIB: Final = 4096
"""Memory that a page may take where it must not take that of others: what 64 MB of short paragraphs need, the most
that is read. A long article needs some 30 MiB."""

_DEFAULTS: Final = Options()


@overload
def extract_batch(
    dumps: Iterable[Dump | tuple[Dump, str | None]],
    *,
    jobs: int | None = None,
    apply: None = None,
    deadline_s: float | None = DEADLINE_S,
    memory_mib: int | None = None,
    input_format: InputFormat = "auto",
    encoding: str | None = None,
    options: Options = _DEFAULTS,
    metadata_only: bool = False,
) -> Iterator[Page]: ...


@overload
def extract_batch(
    dumps: Iterable[Dump | tuple[Dump, str | None]],
    *,
    jobs: int | None = None,
    apply: Callable[[Page], Result],
    deadline_s: float | None = DEADLINE_S,
    memory_mib: int | None = None,
    input_format: InputFormat = "auto",
    encoding: str | None = None,
    options: Options = _DEFAULTS,
    metadata_only: bool = False,
) -> Iterator[Result]: ...


def extract_batch(
    dumps: Iterable[Dump | tuple[Dump, str | None]],
    *,
    jobs: int | None = None,
    apply: Callable[[Page], Any] | None = None,
    deadline_s: float | None = DEADLINE_S,
    memory_mib: int | None = None,
    input_format: InputFormat = "auto",
    encoding: str | None = None,
    options: Options = _DEFAULTS,
    metadata_only: bool = False,
) -> Iterator[Any]:
    """Return an iterator over the pages of many dumps, in their order, worked out in several processes.

    A dump is one of those that `extract` takes, or a pair of it and the address that it was found at; they are drawn
    from `dumps` as there is work for them. `jobs` is the number of processes, by default one for each core.

    A page that takes longer than `deadline_s` seconds, more memory than `memory_mib` MiB beyond what a process begins
    with (on Linux), or that ends its process, is a `Page` with the status "failed"; the others go on.

    `apply` makes something smaller of each page where it was worked out, say `Page.to_markdown`; a `Page` with all its
    blocks takes some time to send. It must be a function that another process can import: not a lambda, and not of
    a notebook. Without it the calling script needs no `if __name__ == "__main__":`.

    Raises, when it is called or when the next page is asked for:
        OptionsError, TypeError: as `extract`.
        WorkerError: processes can't be started.
    """
    check_arguments(None, input_format, options, metadata_only)
    from cleanpage.decode import decode

    decode(b"", encoding=encoding)
    _check_numbers(jobs=jobs, deadline_s=deadline_s, memory_mib=memory_mib)
    if apply is not None and not callable(apply):
        raise OptionsError("apply", apply, "pass a function of a page, or None")
    from cleanpage.crawl.pool import Limits, run_ordered

    work = _Work(apply, input_format, encoding, options, metadata_only)
    limits = Limits(deadline_s, None if memory_mib is None else memory_mib * 2**20)
    return run_ordered(
        work, map(_sendable, dumps), jobs or os.cpu_count() or 1, work.fail, limits=limits, prepare=warm_up
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done with each dump."""

    apply: Callable[[Page], Any] | None
    input_format: InputFormat
    encoding: str | None
    options: Options
    metadata_only: bool

    def __call__(self, task: Dump | tuple[Dump, str | None]) -> Any:
        dump, url = task if isinstance(task, tuple) else (task, None)
        page = extract(
            dump,
            url=url,
            input_format=self.input_format,
            encoding=self.encoding,
            options=self.options,
            metadata_only=self.metadata_only,
        )
        return self.apply(page) if self.apply else page

    def fail(self, task: Dump | tuple[Dump, str | None], why: str) -> Any:
        """Return what stands for a page that gave none."""
        page = failed_page(why, url=task[1] if isinstance(task, tuple) else None)
        return self.apply(page) if self.apply else page


def _sendable(task: Dump | tuple[Dump, str | None]) -> Dump | tuple[Dump, str | None]:
    """Return the dump, or the dump and its address, as what can be sent to another process."""
    if isinstance(task, tuple):
        if len(task) != 2:
            raise TypeError(f"a dump, or a pair of it and its address, is needed, not {len(task)} things")
        dump, url = task
        return (bytes(dump), url) if isinstance(dump, memoryview) else task
    return bytes(task) if isinstance(task, memoryview) else task


def _check_numbers(**numbers: float | None) -> None:
    for name, value in numbers.items():
        whole = name != "deadline_s"
        if value is not None and (isinstance(value, bool) or not isinstance(value, int if whole else (int, float))):
            raise OptionsError(name, value, f"pass {'a whole number' if whole else 'a number'} above 0, or None")
        if value is not None and not 0 < value < math.inf:
            raise OptionsError(name, value, "pass a number above 0, or None")
