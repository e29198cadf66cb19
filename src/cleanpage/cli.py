"""The command `cleanpage`: parse the arguments, call the library, print.

Data goes to standard output and messages to standard error. Nothing else in the package
imports this module.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, closing, suppress
from functools import partial
from pathlib import Path
from typing import Final, NoReturn, get_args

from cleanpage.arguments import build_parsers
from cleanpage.decoder import decode
from cleanpage.errors import OptionsError
from cleanpage.inputs import STDIN, Found, Source, find_sources, read_stdin
from cleanpage.options import Options
from cleanpage.outputs import Add, name_outputs, to_file, to_folder, to_stream
from cleanpage.page import Status
from cleanpage.renderer import ALONE, FAILED, FAILURES, SUFFIXES, Request, failure, frame_of, render
from cleanpage.workers import run_ordered

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130
"""128 + SIGINT, what a shell reports for a command stopped with Ctrl-C."""
EXIT_PIPE: Final = 141
"""128 + SIGPIPE, what a shell reports for a command whose reader has gone."""

TABLE_SIZE: Final = (120, 24)
"""Columns and lines of the table of blocks where neither COLUMNS nor a terminal tells."""

PROGRESS_S: Final = 0.1
"""Seconds between two updates of the progress line."""


def run() -> NoReturn:
    """Run the command with the arguments of this process, and end it."""
    status = main(sys.argv[1:])
    if status == EXIT_PIPE:
        _forget_output()
    sys.exit(status)


def main(argv: Sequence[str]) -> int:
    """Return the exit status: 0 for done, 1 if an input failed or nothing can be written, 2 for usage."""
    parser, commands = build_parsers()
    try:
        if not argv or argv[0] not in commands:
            parser.parse_args(argv)
            parser.error("nothing to do; see cleanpage extract --help")
        command = commands[argv[0]]
        args = _parse(argv[1:], command)
        return _run(args, _find(args, command))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    except BrokenPipeError:
        return EXIT_PIPE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _forget_output() -> None:
    """Turn standard output away from its reader, who has gone: the interpreter flushes it once more when it ends."""
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _parse(argv: Sequence[str], parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Return the arguments of `extract`, with inputs before, between and after its options."""
    # Only a parser of its own can do this, not one below another, and it trips over what follows "--".
    end = argv.index("--") if "--" in argv else len(argv)
    args = parser.parse_intermixed_args(argv[:end])
    args.inputs = [*args.inputs, *argv[end + 1 :]]
    return args


def _find(args: argparse.Namespace, parser: argparse.ArgumentParser) -> Found:
    """Return the inputs; arguments that don't go together end the command with a usage error."""
    if args.explain and args.format != "text":
        parser.error(f"--explain writes a table; --format {args.format} holds the same for every block already")
    try:
        decode(b"", encoding=args.encoding)
    except OptionsError as error:
        parser.error(f"argument --encoding: {error.value!r} is unknown; {error.hint}")
    if not args.inputs and (sys.stdin is None or sys.stdin.isatty()):
        parser.error("nothing to read; name a file, folder or glob, or pipe a page in")
    found = find_sources(args.inputs or [STDIN])
    if args.format in ALONE and found.several and not _is_folder(args.output):
        parser.error(f"--format {args.format} makes a document of each input; name a folder for them, -o DIR/")
    if args.url is not None and found.several:
        parser.error("--url is the address of one page; name one file, or leave it out")
    if args.output and Path(args.output).is_file() and any(_is(source, args.output) for source in found.sources):
        parser.error(f"argument -o/--output: {args.output} is one of the inputs; choose another file")
    return found


def _is(source: Source, file: str) -> bool:
    try:
        return source.name != STDIN and Path(source.name).samefile(file)
    except (OSError, ValueError):
        return False


def _run(args: argparse.Namespace, found: Found) -> int:
    """Write what is asked for and return the exit status."""
    in_folder = _is_folder(args.output)
    request = Request(
        format=args.format,
        explain=args.explain,
        with_metadata=args.with_metadata,
        titled=found.several and not in_folder,
        width=shutil.get_terminal_size(TABLE_SIZE).columns,
        input_format=args.input_format,
        encoding=args.encoding,
        url=args.url,
        options=Options(favor=args.favor, comments=args.comments, captions=args.captions, now=args.now),
        metadata_only=args.metadata_only,
        links=args.links,
        images=args.images,
        tables=args.tables,
        sources=args.sources,
    )
    messages = _Messages(total=len(found.sources), quiet=args.quiet, to_terminal=not args.output)
    messages.passed_over(found.passed_over)
    tasks = (read_stdin(source) if source.name == STDIN else source for source in found.sources)
    outcomes = run_ordered(
        partial(render, request=request),
        tasks,
        min(args.jobs, len(found.sources)),
        on_death=lambda source: failure(source, request, _DIED),
    )
    try:
        with closing(outcomes), _open_output(args.output, found, request) as add:
            for position, (source, outcome) in enumerate(zip(found.sources, outcomes, strict=True)):
                if outcome.body is not None:
                    add(position, outcome.body)
                messages.done(source, outcome.status, outcome.reason)
    except BrokenPipeError:
        raise
    except OSError as error:
        messages.stopped(args.output or "standard output", error)
        return EXIT_FAILED
    return messages.summary()


_DIED: Final = "the process that worked on it was killed, perhaps for want of memory; try it alone, with --jobs 1"


def _is_folder(output: str | None) -> bool:
    return bool(output) and (str(output).endswith(("/", os.sep)) or Path(str(output)).is_dir())


def _open_output(output: str | None, found: Found, request: Request) -> AbstractContextManager[Add]:
    if output is None or output == STDIN:
        return to_stream(sys.stdout.buffer, frame_of(request, several=found.several))
    if _is_folder(output):
        paths = name_outputs(found.sources, Path(output), SUFFIXES[request.format])
        return to_folder(paths, frame_of(request, several=False))
    return to_file(Path(output), frame_of(request, several=found.several))


_STATUSES: Final = (*get_args(Status), FAILED)


class _Messages:
    """What is said on standard error."""

    def __init__(self, *, total: int, quiet: bool, to_terminal: bool) -> None:
        self._total = total
        self._quiet = quiet
        # A progress line would stand in the middle of text that goes to the same terminal.
        shares_terminal = to_terminal and sys.stdout.isatty()
        self._progress = sys.stderr.isatty() and total > 1 and not quiet and not shares_terminal
        self._shown_s = 0.0
        self._statuses: Counter[str] = Counter()

    def passed_over(self, suffixes: Mapping[str, int]) -> None:
        if suffixes:
            listed = ", ".join(f"{count} {suffix}" for suffix, count in suffixes.items())
            self._note(f"passed over {_plural(sum(suffixes.values()), 'file')} not named like a page: {listed}")

    def done(self, source: Source, status: str, reason: str) -> None:
        self._statuses[status] += 1
        if status in FAILURES:
            self._say(f"{source.shown}: {reason}")
        elif status == "no_content":
            self._note(f"{source.shown}: no main content: {reason}")
        if self._progress and time.monotonic() - self._shown_s >= PROGRESS_S:
            self._shown_s = time.monotonic()
            done = self._statuses.total()
            print(f"\r\x1b[K{done} of {self._total} done", end="", file=sys.stderr, flush=True)

    def stopped(self, output: str, error: OSError) -> None:
        self._say(f"can't write {output}: {error.strerror or error}; check the folder and its disk")

    def summary(self) -> int:
        """Say how many inputs ended how, if there were several, and return the exit status."""
        pages = {status: count for status, count in self._statuses.items() if status not in FAILURES}
        failures = {status: count for status, count in self._statuses.items() if status in FAILURES}
        if self._total > 1:
            summary = f"{_plural(sum(pages.values()), 'page')}: {_listed(pages)}" if pages else "0 pages"
            if failures:
                summary += f"; {_plural(sum(failures.values()), 'input')} failed: {_listed(failures)}"
            self._note(summary)
        return EXIT_FAILED if failures else EXIT_DONE

    def _note(self, text: str) -> None:
        if not self._quiet:
            self._say(text)

    def _say(self, text: str) -> None:
        clear = "\r\x1b[K" if self._progress else ""
        print(f"{clear}cleanpage: {text}", file=sys.stderr)


def _listed(counts: Mapping[str, int]) -> str:
    order = sorted(counts, key=_STATUSES.index)
    return ", ".join(f"{counts[status]} {'not read' if status == FAILED else status}" for status in order)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
