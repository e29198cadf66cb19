"""What does an update of the progress line cost, beside tqdm and rich?

    python -m benchmarks.libraries progress

Each gets so many updates on a stand-in for a terminal; the time of one is the least of some rounds.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, redirect_stderr
from typing import Final

from benchmarks.libraries.comparison import optional, print_versions, read_arguments, table
from cleanpage.crawl.files import Source
from cleanpage.crawl.run import Messages
from cleanpage.crawl.run.renderer import Outcome

UPDATES: Final = 100_000
ROUNDS: Final = 3

Update = Callable[[], object]


class Terminal(io.StringIO):
    """Takes what is written as a terminal would."""

    def isatty(self) -> bool:
        """Return True."""
        return True


SOURCES: Final = (Source(name="a.html"), Source(name="b.html"))


def _messages(stack: ExitStack, terminal: Terminal) -> Messages:
    stack.enter_context(redirect_stderr(terminal))
    return stack.enter_context(Messages(SOURCES, quiet=False, shares_terminal=False))


def _ours(stack: ExitStack, terminal: Terminal) -> Update:
    return _messages(stack, terminal)._tick


def _ours_counted(stack: ExitStack, terminal: Terminal) -> Update:
    messages, outcome = _messages(stack, terminal), Outcome("ok", "", None, 1000)
    return lambda: messages.done(SOURCES[0], outcome)


def _tqdm(stack: ExitStack, terminal: Terminal) -> Update | None:
    library = optional("tqdm")
    if library is None:
        return None
    update: Update = stack.enter_context(library.tqdm(file=terminal)).update
    return update


def _rich(stack: ExitStack, terminal: Terminal) -> Update | None:
    progress, console = optional("rich.progress"), optional("rich.console")
    if progress is None:
        return None
    shown = stack.enter_context(progress.Progress(console=console.Console(file=terminal, force_terminal=True)))
    task = shown.add_task("pages", total=None)
    return lambda: shown.advance(task)


STARTERS: Final[dict[str, Callable[[ExitStack, Terminal], Update | None]]] = {
    "cleanpage": _ours,
    "cleanpage, with its counts": _ours_counted,
    "tqdm": _tqdm,
    "rich": _rich,
}
"""Begins a progress line and returns its update; None if the library isn't installed."""


def rows() -> Iterator[Sequence[object]]:
    """Yield a row for each with the time of an update."""
    for name, start in STARTERS.items():
        best = float("inf")
        for _ in range(ROUNDS):
            with ExitStack() as stack:
                update = start(stack, Terminal())
                if update is None:
                    break
                began = time.perf_counter()
                for _ in range(UPDATES):
                    update()
                best = min(best, time.perf_counter() - began)
        else:
            yield name, f"{best / UPDATES * 1e6:.2f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    read_arguments(argv, __doc__)
    print_versions("tqdm", "rich")
    print(table(("progress", "µs an update"), rows()))
    return 0
