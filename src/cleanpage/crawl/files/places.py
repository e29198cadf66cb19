"""The places of the results of one input beneath a folder: a file, a file for an archive, a file for each of its pages.

What can't be put where it belongs is an `UnplacedError`, with which the input has failed and the run goes on; with what
is wrong with the disk or the folder as a whole the OSError stays.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol

from cleanpage.crawl.files.outputs import QUARANTINE, Add, Body, Frame, replacing, to_file

POSITION_DIGITS: Final = 6
"""Digits of the names of the files that the records of an archive are written to."""

LINES: Final = Frame()

FATAL: Final = frozenset(
    getattr(errno, name, 0) for name in ("ENOSPC", "EDQUOT", "EIO", "EMFILE", "ENFILE", "ENOMEM", "ENODEV", "ESTALE")
)
"""What is wrong with the disk or the process, and not with a name: the next input would fare no better."""

PROBE: Final = ".cleanpage-probe.tmp"
"""A file that is made, and removed, to see if anything can be written to a folder."""

SPARE_DIGITS: Final = 20
"""Digits of the name of a quarantine that can't have the name of its input: 80 bits, which no two share."""


class UnplacedError(Exception):
    """Results can't be put where they belong; the message says why, and what to do."""


class Place(Protocol):
    """Where the results of one input go; a context, at the end of which nothing half-written is left."""

    def __enter__(self) -> Place: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def add(self, record: int, body: Body) -> None:
        """Put the result of one page. UnplacedError if it can't be."""
        ...

    def complete(self, *, undone: bool, keep: bool) -> None:
        """Have the results take their place, and those of an earlier run go. UnplacedError if they can't.

        `undone` is that of `Results`; with `keep` an earlier result stays if there is none now.
        """
        ...


class PageFile:
    """The file of one page."""

    def __init__(self, path: Path, frame: Frame, folder: Path) -> None:
        self._path = path
        self._frame = frame
        self._folder = folder
        self._tried = False

    def __enter__(self) -> PageFile:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, record: int, body: Body) -> None:
        """Put the page in its place."""
        self._tried = True
        with placing(self._path, self._folder):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with to_file(self._path, self._frame) as add:
                add(record, body)

    def complete(self, *, undone: bool, keep: bool) -> None:
        """Remove an earlier result if there is none now: it may be the page's that has failed."""
        if not self._tried and not keep:
            with placing(self._path, self._folder):
                remove(self._path)


class Shard:
    """The file of all pages of an archive."""

    def __init__(self, path: Path, frame: Frame, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._undone = False
        self._draft = ExitStack()
        opened = to_file(path, frame, always=lambda: not self._undone, durable=True)
        self._add = self._draft.enter_context(opened)
        self._added = 0
        self._problem: UnplacedError | None = None

    def __enter__(self) -> Shard:
        return self

    def __exit__(self, *error: object) -> None:
        self._draft.__exit__(*error)  # type: ignore[arg-type]

    def add(self, record: int, body: Body) -> None:
        """Put a page into the file that takes its place at the end."""
        if self._problem:
            raise self._problem
        try:
            with placing(self._path, self._folder):
                if not self._added:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                self._add(record, body)
        except UnplacedError as error:
            self._problem = error
            self._discard(error)
            raise
        self._added += 1

    def complete(self, *, undone: bool, keep: bool) -> None:
        """Have the file take its place, if there is a page in it or the archive was read and has none."""
        if self._problem:
            if self._added:  # They had been taken for written.
                raise self._problem
            return
        self._undone = undone
        with placing(self._path, self._folder):
            if not undone:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            self._draft.close()

    def _discard(self, error: UnplacedError) -> None:
        with suppress(OSError, UnplacedError):  # What could not be written can't be ended either.
            self._draft.__exit__(type(error), error, error.__traceback__)
        self._draft = ExitStack()


class PageFiles:
    """A file for each page of an archive, in a folder."""

    def __init__(self, path: Path, suffix: str, frame: Frame, folder: Path) -> None:
        self._path = path
        self._suffix = suffix
        self._frame = frame
        self._folder = folder
        self._names: set[str] = set()
        self._failed = False

    def __enter__(self) -> PageFiles:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, record: int, body: Body) -> None:
        """Put a page in its place."""
        path = self._path / f"{record:0{POSITION_DIGITS}}{self._suffix}"
        try:
            with placing(path, self._folder):
                if not self._names:
                    self._path.mkdir(parents=True, exist_ok=True)
                with to_file(path, self._frame) as add:
                    add(record, body)
        except UnplacedError:
            self._failed = True
            raise
        self._names.add(path.name)

    def complete(self, *, undone: bool, keep: bool) -> None:
        """Remove the pages that an earlier run made and this one didn't."""
        if undone or (self._failed and not os.path.isdir(self._path)):  # noqa: PTH112 - whatever is wrong with it
            return
        with placing(self._path, self._folder):
            self._path.mkdir(parents=True, exist_ok=True)
            for file in pages_in(self._path, self._suffix):
                if file.name not in self._names:
                    remove(file)


class Quarantine:
    """The file of the failures of one input. In a place of its own it has a name without that of the input."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._folder = folder
        self._paths = [path, spare_quarantine(path, folder)]
        self._stack = ExitStack()
        self._add: Add | None = None
        self._opened: Path | None = None
        self.lost = False
        """Whether a failure could be put nowhere."""

    def __enter__(self) -> Quarantine:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]

    def add(self, record: int, body: Body) -> None:
        """Put a failure into the file that takes its place at the end."""
        while self._opened or self._paths:
            path = self._opened or self._paths.pop(0)
            try:
                with placing(path, self._folder):
                    if self._add is None:
                        path.parent.mkdir(parents=True, exist_ok=True)
                        self._add = self._stack.enter_context(to_file(path, LINES))
                    self._add(record, body)
                self._opened = path
                return
            except UnplacedError as error:
                self.lost = self.lost or self._opened is not None
                self._add = self._opened = None
                with suppress(OSError, UnplacedError):  # What could not be written can't be ended either.
                    self._stack.__exit__(type(error), error, error.__traceback__)
                self._stack = ExitStack()
        self.lost = True

    def complete(self) -> None:
        """Have the file take its place, and those of an earlier run go."""
        for path in self._paths:
            with suppress(UnplacedError), placing(path, self._folder):
                remove(path)
        if self._opened:
            try:
                with placing(self._opened, self._folder):
                    self._stack.close()
            except UnplacedError:
                self.lost = True


@contextmanager
def placing(path: Path, folder: Path) -> Iterator[None]:
    """Turn what is wrong with one place beneath a folder into an UnplacedError.

    Raises:
        UnplacedError: nothing can be put there.
        OSError: nothing can be put anywhere in the folder.
    """
    try:
        yield
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError):
            if error.errno in FATAL:
                raise
            with replacing(folder / PROBE) as stream:
                stream.write(b"\n")
            (folder / PROBE).unlink(missing_ok=True)
        raise UnplacedError(_reason(path, error)) from error


def _reason(path: Path, error: OSError | UnicodeError) -> str:
    what = error.strerror if isinstance(error, OSError) else "not a valid file name"
    hint = "check what is there and who may write to it"
    if isinstance(error, UnicodeError) or error.errno == errno.ENAMETOOLONG:
        hint = "use a folder with a shorter path, or rename the input"
    return f"its result can't be written: {what or error}; {hint} ({path})"


def remove(path: Path) -> None:
    """Remove a file, if there is one of that name."""
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        # In the place of a folder, or under a name that is too long, there is none.
        if os.path.isfile(path) or os.path.islink(path):  # noqa: PTH113, PTH114 - which raise for some names
            raise


def pages_in(folder: Path, suffix: str) -> list[Path]:
    """Return what is called like the file of a page in the folder of an archive."""
    found = []
    for file in folder.iterdir() if os.path.isdir(folder) else ():  # noqa: PTH112 - whatever is wrong with its name
        number = file.name.removesuffix(suffix)
        if len(number) >= POSITION_DIGITS and number.isascii() and number.isdigit() and number != file.name:
            found.append(file)
    return found


def spare_quarantine(path: Path, folder: Path) -> Path:
    """Return where failures go if they can't go where they belong."""
    place = os.fsencode(path.relative_to(folder).as_posix())
    return folder / QUARANTINE / f"{hashlib.sha256(place).hexdigest()[:SPARE_DIGITS]}.jsonl"
