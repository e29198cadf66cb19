"""The command `cleanpage`: parse the arguments, call the library, print.

Data goes to standard output and messages to standard error. Nothing outside
`cli` and `__main__` imports this module.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path, PurePath
from typing import Final, NoReturn, TypeVar

from cleanpage.batch import DEADLINE_S, MEMORY_MIB
from cleanpage.cli.arguments import METADATA_FORMATS, build_parsers
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
    find_sources,
    in_folder,
    look_at_stdin,
    together,
)
from cleanpage.crawl.pool import Limits, WorkerError
from cleanpage.crawl.run import ALONE, PER_PAGE, SUFFIXES, Messages, OutputFormat, Request, Run, carry_out, frame_of
from cleanpage.decode import decode
from cleanpage.errors import InputError, OptionsError
from cleanpage.options import Options

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130
"""128 + SIGINT, what a shell reports for a command stopped with Ctrl-C."""
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


def _find(args: argparse.Namespace, parser: argparse.ArgumentParser) -> FoundSources:
    """Return the inputs; arguments that don't go together end the command with a usage error."""
    if args.output == "":
        parser.error("argument -o/--output: an empty name; if it came from a variable, check that it is set")
    args.output = None if args.output == STDIN else args.output
    args.format = args.format or _format_of(args.output, metadata_only=args.metadata_only)
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
        if Path(file).is_file() and any(_is(source, file) for source in found.sources):
            parser.error(f"argument {option}: {file} is one of the inputs; choose another file")
        if any(Path(file).resolve() == Path(other).resolve() for other in written) and not _is_device(file):
            parser.error(f"argument {option}: {file} is written to already; choose another file")
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


def _run(args: argparse.Namespace, found: FoundSources) -> int:
    """Write what is asked for and return the exit status."""
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
            carry_out(run, destination, messages)
    except (InputError, WorkerError) as error:
        messages.say(str(error))
        return EXIT_FAILED
    except KeyboardInterrupt:
        if _is_folder(args.output):
            messages.say("stopped; the same command with --resume goes on from here")
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
