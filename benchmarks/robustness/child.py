"""Run one function in a process of its own, which the operating system may end without harm to this one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Concatenate, ParamSpec

_P = ParamSpec("_P")


@contextmanager
def child(
    target: Callable[Concatenate[Connection, _P], None], *args: _P.args, **kwargs: _P.kwargs
) -> Iterator[Connection]:
    """Start a function in a new process and give the end of the pipe that it sends to; kill it at the end.

    The function gets the other end and then its arguments. When it has ended, `recv` raises an EOFError.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(sender, *args), kwargs=kwargs, daemon=True)
    process.start()
    sender.close()
    try:
        yield receiver
    finally:
        process.kill()
        process.join()
        receiver.close()
