"""Where the results of each input go: all of them into one stream or file, or those of each input beneath a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Protocol

from cleanpage.crawl.files.journal import Journal, open_journal
from cleanpage.crawl.files.outputs import QUARANTINE, Add, Body, Frame, name_outputs, to_file, to_stream
from cleanpage.crawl.files.sources import Source

POSITION_DIGITS: Final = 6
"""Digits of the names of the files that the records of an archive are written to."""

LINES: Final = Frame()


@dataclass(slots=True)
class Results:
    """Where what becomes of the pages of one input is put."""

    add: Add
    quarantine: Add | None
    """Takes the line that says why a page failed; None if that is said among the results."""
    undone: bool = False
    """Set if the input failed as a whole: a later run tries it again, and no result is not what it came to."""


class Destination(Protocol):
    """Where the results of a run go."""

    def finished(self, position: int) -> Mapping[str, Any] | None:
        """Return the tally of the input at a position if an earlier run has done it."""
        ...

    def of_input(self, position: int) -> AbstractContextManager[Results]:
        """Give the place for the results of an input, which are there when the block ends without an exception."""
        ...

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        """Take note that an input is done and its results are in their places."""
        ...


class Together:
    """All results in one stream or file."""

    def __init__(self, sources: Sequence[Source], add: Add, quarantine: Add | None) -> None:
        self._sources = sources
        self._add = add
        self._quarantine = quarantine
        self.archive_done = False
        """Whether an archive was read, if only to find that there is no page in it."""

    def finished(self, position: int) -> None:
        """Return None: only folders can be gone on with."""

    def of_input(self, position: int) -> AbstractContextManager[Results]:
        """Give the one place."""
        return nullcontext(Results(self._add, self._quarantine))

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        """Take note that an input is done."""
        self.archive_done = self.archive_done or self._sources[position].many


@contextmanager
def together(
    sources: Sequence[Source], output: Path | IO[bytes], frame: Frame, quarantine: Path | None
) -> Iterator[Destination]:
    """Give one stream or file for all results, and maybe a file for the failures.

    A file without a result is made of archives only: a page that gives none has failed.
    """
    with ExitStack() as stack:
        if isinstance(output, Path):
            opened = to_file(output, frame, always=lambda: destination.archive_done)
        else:
            opened = to_stream(output, frame)
        add = stack.enter_context(opened)
        failed = stack.enter_context(to_file(quarantine, LINES, always=lambda: True)) if quarantine else None
        destination = Together(sources, add, failed)
        yield destination


class Folder:
    """A file for each input, or for each page of an archive in formats of which a file holds one page.

    Failures go to a file for each input in the folder QUARANTINE below.
    """

    def __init__(self, sources: Sequence[Source], folder: Path, suffix: str, frames: Frames, journal: Journal) -> None:
        self._sources = sources
        self._folder = folder
        self._suffix = suffix
        self._frames = frames
        self._journal = journal
        self._paths = name_outputs(sources, folder, suffix, unpacked=frames.archive is None)

    def finished(self, position: int) -> Mapping[str, Any] | None:
        """Return the tally of the input at a position if an earlier run has done it."""
        return self._journal.finished(self._sources[position], self._paths[position])

    @contextmanager
    def of_input(self, position: int) -> Iterator[Results]:
        """Give the place for the results of an input, which are there when the block ends without an exception."""
        source, path = self._sources[position], self._paths[position]
        with ExitStack() as stack:
            add_failure = stack.enter_context(_in_place(self._quarantine(path), LINES))
            if not source.many:
                results = Results(stack.enter_context(_in_place(path, self._frames.page)), add_failure)
                yield results
            elif self._frames.archive is None:
                pages = _PageFiles(path, self._suffix, self._frames.page)
                results = Results(pages.add, add_failure)
                yield results
                if not results.undone:
                    pages.complete()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                opened = to_file(path, self._frames.archive, always=lambda: not results.undone, durable=True)
                results = Results(stack.enter_context(opened), add_failure)
                yield results

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        """Take note that an input is done and its results are in their places."""
        path = self._paths[position]
        self._journal.finish(self._sources[position], path, written=path.exists(), tally=tally)

    def _quarantine(self, path: Path) -> Path:
        place = path.relative_to(self._folder)
        return self._folder / QUARANTINE / place.with_name(place.name.removesuffix(self._suffix) + ".jsonl")


@dataclass(frozen=True, slots=True)
class Frames:
    """What stands around the results in the files of a folder."""

    page: Frame
    """In the file of one page."""
    archive: Frame | None
    """In the file of an archive; None if each of its pages gets a file."""


@contextmanager
def in_folder(
    sources: Sequence[Source], folder: Path, suffix: str, frames: Frames, settings: Mapping[str, Any], *, resume: bool
) -> Iterator[Destination]:
    """Give a folder for the results.

    Raises:
        JournalError: another run is writing to it, or the one to be resumed had other settings.
    """
    with open_journal(folder, settings, resume=resume) as journal:
        yield Folder(sources, folder, suffix, frames, journal)


@contextmanager
def _in_place(path: Path, frame: Frame) -> Iterator[Add]:
    """Give a function that writes to a file, in a folder that is made when there is something to write.

    Without a result that of an earlier run goes: it may be the page's that has failed now.
    """
    with ExitStack() as stack:
        opened: list[Add] = []

        def add(record: int, body: Body) -> None:
            if not opened:
                path.parent.mkdir(parents=True, exist_ok=True)
                opened.append(stack.enter_context(to_file(path, frame)))
            opened[0](record, body)

        yield add
    if not opened and not path.is_dir():
        path.unlink(missing_ok=True)


class _PageFiles:
    """A file for each page of an archive, in a folder."""

    def __init__(self, folder: Path, suffix: str, frame: Frame) -> None:
        self._folder = folder
        self._suffix = suffix
        self._frame = frame
        self._names: set[str] = set()

    def add(self, record: int, body: Body) -> None:
        name = f"{record:0{POSITION_DIGITS}}{self._suffix}"
        if not self._names:
            self._folder.mkdir(parents=True, exist_ok=True)
        with to_file(self._folder / name, self._frame) as add:
            add(record, body)
        self._names.add(name)

    def complete(self) -> None:
        """Remove the pages that an earlier run made and this one didn't."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for file in self._folder.iterdir():
            number = file.name.removesuffix(self._suffix)
            is_ours = len(number) >= POSITION_DIGITS and number.isascii() and number.isdigit()
            if is_ours and number != file.name and file.name not in self._names:
                file.unlink()
