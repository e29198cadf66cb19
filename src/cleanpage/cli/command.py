"""The command `cleanpage`: parse the arguments, call the library, print.

Data goes to standard output and messages to standard error. Nothing outside
`cli` and `__main__` imports this module.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import os
import shutil
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, redirect_stdout
from pathlib import Path, PurePath
from typing import Final, NoReturn, TypeVar

from cleanpage.batch import DEADLINE_S, MEMORY_MIB
from cleanpage.cli.arguments import METADATA_FORMATS, build_parsers
from cleanpage.cli.stops import EXIT_SIGNAL, Stopped, Stops, heard, status_of
from cleanpage.cli.streams import closed_stream, forget_unwritten, hold_streams
from cleanpage.crawl.archives import Reading
from cleanpage.crawl.files import (
    GZIP_SUFFIX,
    LINES,
    STDIN,
    ZSTD_SUFFIX,
    Destination,
    FoundSources,
    Frames,
    JournalError,
    Source,
    check_packages,
    discard_drafts,
    find_sources,
    in_folder,
    look_at_stdin,
    together,
)
from cleanpage.crawl.pool import Limits, WorkerError
from cleanpage.crawl.run import (
    ALONE,
    PER_PAGE,
    SUFFIXES,
    Messages,
    Outcome,
    OutputFormat,
    Request,
    Run,
    Tally,
    Task,
    carry_out,
    frame_of,
    say,
)
from cleanpage.decode import decode
from cleanpage.errors import InputError, OptionsError
from cleanpage.options import Options
from cleanpage.selectors import MAX_SELECTORS

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = EXIT_SIGNAL + signal.SIGINT
"""What a shell reports for a command stopped with Ctrl-C."""
EXIT_PIPE: Final = 141
"""128 + SIGPIPE, what a shell reports for a command whose reader has gone."""

Limit = TypeVar("Limit", int, float)

PACKED: Final = (GZIP_SUFFIX, ZSTD_SUFFIX)

TABLE_SIZE: Final = (120, 24)
"""Columns and lines of the table of blocks where neither COLUMNS nor a terminal tells."""

_SUFFIX_FORMATS: Final[Mapping[str, OutputFormat]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
    ".md": "markdown",
    ".html": "html",
    ".xml": "xml-tei",
}
"""What is written to a file without --format, by the end of its name."""


def run() -> NoReturn:
    """Run the command with the arguments of this process, and end it."""
    hold_streams()
    status = main(sys.argv[1:])
    forget_unwritten()
    sys.exit(status)


def main(argv: Sequence[str]) -> int:
    """Return the exit status: 0 for done, 1 if an input failed or nothing can be written, 2 for usage."""
    try:
        with heard() as stops:
            return _main(argv, stops)
    except KeyboardInterrupt as stop:
        return status_of(stop)


def _main(argv: Sequence[str], stops: Stops) -> int:
    parser, commands = build_parsers()
    text = io.StringIO()
    begun = False
    try:
        with redirect_stdout(text):  # argparse says nothing of a help that can't be written
            if not argv or argv[0] not in commands:
                parser.parse_args(argv)
                parser.error("nothing to do; see cleanpage extract --help")
            command = commands[argv[0]]
            args = _parse(argv[1:], command)
        found = _find(args, command)
        begun = True
        return _run(args, found, stops)
    except SystemExit as stop:
        return _print(text.getvalue()) or (stop.code if isinstance(stop.code, int) else EXIT_USAGE)
    except BrokenPipeError:
        return EXIT_PIPE
    except KeyboardInterrupt as stop:
        if not begun and isinstance(stop, Stopped) and stop.number != signal.SIGINT:
            say("stopped before anything was done")
        raise


def _print(text: str) -> int:
    """Write a help or a version to standard output; return the exit status."""
    if not text:
        return EXIT_DONE
    if sys.stdout is None:
        say(f"can't write standard output: {_CLOSED}")
        return EXIT_FAILED
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        return EXIT_PIPE
    except OSError as error:
        say(f"can't write standard output: {error.strerror or error}")
        return EXIT_FAILED
    return EXIT_DONE


_CLOSED: Final = "it is closed; open it, or write to a file with -o FILE"


def _parse(argv: Sequence[str], parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Return the arguments of `extract`, with inputs before, between and after its options."""
    # Only a parser of its own can do this, not one below another, and it trips over what follows "--".
    end = argv.index("--") if "--" in argv else len(argv)
    args = parser.parse_intermixed_args(argv[:end])
    args.inputs = [*args.inputs, *argv[end + 1 :]]
    return args


def _find(args: argparse.Namespace, parser: argparse.ArgumentParser) -> FoundSources:
    """Return the inputs; arguments that don't go together end the command with a usage error."""
    if args.output == "":
        parser.error("argument -o/--output: an empty name; if it came from a variable, check that it is set")
    args.output = None if args.output == STDIN else args.output
    args.format = args.format or _format_of(args.output, metadata_only=args.metadata_only)
    for name in ("keep", "drop"):
        if len(getattr(args, name)) > MAX_SELECTORS:
            parser.error(f"argument --{name}: pass at most {MAX_SELECTORS} selectors; join some by commas")
    if args.explain and args.format != "text":
        parser.error(f"--explain writes a table; --format {args.format} holds the same for every block already")
    try:
        decode(b"", encoding=args.encoding)
    except OptionsError as error:
        parser.error(f"argument --encoding: {error.value!r} is unknown; {error.hint}")
    if args.resume and not _is_folder(args.output):
        parser.error("--resume goes on with the files of a folder; name it, -o DIR/")
    if args.pack and not _is_folder(args.output):
        parser.error(f"--pack is for the files of a folder; name a file FILE.{args.pack}, or a folder, -o DIR/")
    if args.quarantine and _is_folder(args.output):
        parser.error(f"with a folder failures go to {args.output.rstrip('/')}/_quarantine/; leave --quarantine out")
    if args.format == "parquet":
        if not args.output:
            parser.error("--format parquet makes a file; name it, -o FILE.parquet, or a folder, -o DIR/")
        if args.output.lower().endswith(PACKED):
            parser.error("--format parquet is packed inside; name the file FILE.parquet")
    if not args.inputs and (sys.stdin is None or sys.stdin.isatty()):
        parser.error("nothing to read; name a file, folder or glob, or pipe a page in")
    found = _look_at_stdin(find_sources(args.inputs or [STDIN]))
    if args.format in ALONE and found.several and not _is_folder(args.output):
        parser.error(f"--format {args.format} makes a document of each input; name a folder for them, -o DIR/")
    if args.url is not None and found.several:
        parser.error("--url is the address of one page; name one file, or leave it out")
    _check_places(args, found, parser)
    return found


def _check_places(args: argparse.Namespace, found: FoundSources, parser: argparse.ArgumentParser) -> None:
    """End the command with a usage error if one thing is to be written over another, or over an input."""
    written: list[str] = []
    for name, option in (("output", "-o/--output"), ("quarantine", "--quarantine"), ("stats", "--stats")):
        file = getattr(args, name)
        if not file:
            continue
        if stream := closed_stream(file):
            parser.error(f"argument {option}: {file} is {stream}, which is closed; open it, or name another file")
        if Path(file).is_file() and any(_is(source, file) for source in found.sources):
            parser.error(f"argument {option}: {file} is one of the inputs; choose another file")
        if any(Path(file).resolve() == Path(other).resolve() for other in written) and not _is_device(file):
            parser.error(f"argument {option}: {file} is already written to by another option; choose another file")
        written.append(file)
    if _is_folder(args.output) and any(source.many for source in found.sources):
        for folder in filter(os.path.isdir, args.inputs):
            if Path(args.output).resolve() == Path(folder).resolve():
                # A second run would take the results of this one for archives.
                parser.error(f"argument -o/--output: {args.output} is one of the inputs; choose another folder")


def _is_device(file: str) -> bool:
    return Path(file).exists() and not Path(file).is_file()


def _format_of(output: str | None, *, metadata_only: bool) -> OutputFormat:
    """Return the format that a file is written in when none is asked for."""
    if not output or _is_folder(output):
        return "text"
    name = output.lower().removesuffix(".gz").removesuffix(".zst")
    format = _SUFFIX_FORMATS.get(PurePath(name).suffix, "text")
    return "text" if metadata_only and format not in METADATA_FORMATS else format


def _look_at_stdin(found: FoundSources) -> FoundSources:
    """Return the inputs with what standard input begins like."""
    sources = tuple(look_at_stdin(source) if source.name == STDIN else source for source in found.sources)
    several = found.several or any(source.many for source in sources)
    return dataclasses.replace(found, sources=sources, several=several)


def _is(source: Source, file: str) -> bool:
    try:
        return source.name != STDIN and Path(source.name).samefile(file)
    except (OSError, ValueError):
        return False


def _run(args: argparse.Namespace, found: FoundSources, stops: Stops) -> int:
    """Write what is asked for and return the exit status."""
    if not args.output and sys.stdout is None:
        say(f"can't write standard output: {_CLOSED}")
        return EXIT_FAILED
    request = _request(args, found)
    apart = args.jobs > 1 or any(source.archive for source in found.sources)
    deadline_s = _limit(args.deadline, DEADLINE_S if apart else None)
    memory_mib = _limit(args.memory, MEMORY_MIB if apart else None)
    run = Run(
        sources=found.sources,
        request=request,
        reading=_reading(args),
        limits=Limits(deadline_s, memory_mib and memory_mib * 2**20),
        jobs=args.jobs,
    )
    messages = Messages(found.sources, quiet=args.quiet, shares_terminal=not args.output and sys.stdout.isatty())
    messages.passed_over(found.passed_over)
    try:
        with messages, _open_output(args, found, request, run) as destination:
            messages.left(destination.left())
            carry_out(run, destination, _Stoppable(messages, stops))
    except (InputError, WorkerError) as error:
        messages.say(str(error))
        return EXIT_FAILED
    except KeyboardInterrupt as stop:
        discard_drafts()
        if _is_folder(args.output):
            messages.say("stopped; the same command with --resume goes on from here")
        elif isinstance(stop, Stopped) and stop.number != signal.SIGINT:
            messages.say(f"stopped; {args.output} is not written" if args.output else "stopped before the end")
        raise
    except JournalError as error:
        messages.say(str(error))
        return EXIT_USAGE
    except BrokenPipeError:
        raise
    except OSError as error:
        messages.cannot_write(args.output or "standard output", error)
        return EXIT_FAILED
    failed = messages.summary()
    try:
        if args.stats:
            messages.write_statistics(Path(args.stats))
    except OSError as error:
        messages.cannot_write(args.stats, error)
        return EXIT_FAILED
    return EXIT_FAILED if failed else EXIT_DONE


class _Stoppable:
    """A listener that goes on with no run that a signal has ended."""

    def __init__(self, messages: Messages, stops: Stops) -> None:
        self._messages = messages
        self._stops = stops

    def done(self, task: Task, outcome: Outcome) -> None:
        self._stops.check()
        self._messages.done(task, outcome)

    def finished(self, source: Source, tally: Tally, *, before: bool) -> None:
        self._stops.check()
        self._messages.finished(source, tally, before=before)


def _request(args: argparse.Namespace, found: FoundSources) -> Request:
    return Request(
        format=args.format,
        explain=args.explain,
        with_metadata=args.with_metadata,
        titled=found.several and not _is_folder(args.output),
        width=shutil.get_terminal_size(TABLE_SIZE).columns,
        input_format=args.input_format,
        encoding=args.encoding,
        url=args.url,
        options=Options(
            favor=args.favor,
            comments=args.comments,
            captions=args.captions,
            keep=tuple(args.keep),
            drop=tuple(args.drop),
            headline=args.headline,
            embeds=args.embeds,
            mend_encoding=args.mend_encoding,
            max_bytes=args.max_bytes or None,
            max_blocks=args.max_blocks or None,
            now=args.now,
        ),
        metadata_only=args.metadata_only,
        links=args.links,
        images=args.images,
        tables=args.tables,
        sources=args.sources,
        blocks=args.format == "json" if args.blocks is None else args.blocks,
        text_as=args.text_as,
    )


def _reading(args: argparse.Namespace) -> Reading:
    usual = Reading()
    return Reading(
        max_bytes=args.max_page * 2**20,
        columns=(args.column,) if args.column else usual.columns,
        url_columns=(args.url_column,) if args.url_column else usual.url_columns,
    )


def _limit(asked: Limit | None, usual: Limit | None) -> Limit | None:
    """Return what is asked for, 0 standing for no limit, or what is usual."""
    return usual if asked is None else asked or None


def _is_folder(output: str | None) -> bool:
    return bool(output) and (str(output).endswith(("/", os.sep)) or Path(str(output)).is_dir())


def _open_output(
    args: argparse.Namespace, found: FoundSources, request: Request, run: Run
) -> AbstractContextManager[Destination]:
    if not _is_folder(args.output):
        output = Path(args.output) if args.output else sys.stdout.buffer
        quarantine = Path(args.quarantine) if args.quarantine else None
        frame = frame_of(request, several=found.several)
        check_packages(args.output or "", frame)
        check_packages(args.quarantine or "", LINES)
        return together(found.sources, output, frame, quarantine)
    suffix = SUFFIXES[request.format]
    if args.pack and request.format != "parquet":
        suffix += f".{args.pack}"
    frames = Frames(
        page=frame_of(request, several=False),
        archive=None if request.format in PER_PAGE else frame_of(request, several=True),
    )
    check_packages(suffix, frames.page)
    settings = run.settings() | {"pack": args.pack}
    return in_folder(found.sources, Path(args.output), suffix, frames, settings, resume=args.resume)
