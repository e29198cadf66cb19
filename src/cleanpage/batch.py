"""Many dumps at a time, in processes that are stopped when a page takes too long."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
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

    settings = {
        "input_format": input_format,
        "encoding": encoding,
        "options": options,
        "metadata_only": metadata_only,
    }
    limits = Limits(deadline_s, None if memory_mib is None else memory_mib * 2**20)
    return run_ordered(
        partial(_work, apply, settings),
        map(_sendable, dumps),
        jobs or os.cpu_count() or 1,
        partial(_fail, apply),
        limits=limits,
        prepare=warm_up,
    )


def _work(
    apply: Callable[[Page], Any] | None, settings: Mapping[str, Any], task: Dump | tuple[Dump, str | None]
) -> Any:
    """Return what is made of one dump, in another process."""
    dump, url = task if isinstance(task, tuple) else (task, None)
    page = extract(dump, url=url, **settings)
    return apply(page) if apply else page


def _fail(apply: Callable[[Page], Any] | None, task: Dump | tuple[Dump, str | None], why: str) -> Any:
    """Return what stands for a page that gave none."""
    page = failed_page(why, url=task[1] if isinstance(task, tuple) else None)
    return apply(page) if apply else page


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
