"""Find the pages that a command line names, and read their bytes.

Arguments go in and `Source`s come out, in a fixed order; a source is read when its turn
comes, not before. What can't be found or read is a source with a problem, or an `InputError`,
in words for a reader: what is wrong and what to do. Nothing is printed or extracted here.
"""

from __future__ import annotations

import dataclasses
import glob
import gzip
import io
import os
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from cleanpage.crawl.archives import GZIP_MAGIC
from cleanpage.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer  # in `collections.abc` from Python 3.12 on

    from cleanpage.crawl.archives import Kind

STDIN: Final = "-"
"""The argument that stands for standard input."""

PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".shtml", ".txt", ".text")
"""Ends of the names that are taken from a folder, each also with GZIP_SUFFIX or ZSTD_SUFFIX after it. A file that is
named itself, or by a glob, is read whatever its name."""

JOURNAL: Final = ".cleanpage-run"
"""Name of the file that makes a folder one of results."""

HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".shtml")
"""Ends of names of files that are not looked into whether they are archives."""

GZIP_SUFFIX: Final = ".gz"
ZSTD_SUFFIX: Final = ".zst"

KERNEL_PLACES: Final = ("/proc", "/sys", "/sys/kernel/debug", "/sys/kernel/tracing")
"""Where Linux has file systems without files."""

MAX_PAGE_BYTES: Final = 128 * 2**20
"""Bytes, unpacked, above which a file is no page. Decoding takes six times as much memory, and the largest
page in the benchmarks has a twentieth of it; an archive or a gzip bomb must not end a run of thousands."""

CHUNK_BYTES: Final = 2**20

HEAD_BYTES: Final = 1024
"""Bytes at the front that tell an archive from a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input."""

    name: str
    """Its path as the command line led to it, or STDIN."""
    place: str = ""
    """Its path beneath the folder or glob that it was found by; the bare name of a file."""
    problem: str = ""
    """Why there is nothing to read; empty if there may be."""
    data: bytes | None = None
    """Its bytes, still packed, if they are read already."""
    head: bytes = b""
    """What has been read of standard input to see what it is."""
    archive: Kind | None = None
    """What kind of archive it is; None for a page."""
    named: bool = True
    """Whether the command line has its very name, and it may be a pipe or a device. Others have to be plain files."""

    @property
    def many(self) -> bool:
        """Whether it can hold several pages."""
        return self.archive not in (None, "mail")

    @property
    def shown(self) -> str:
        r"""The name as it can be printed: "standard input" for STDIN, control characters escaped.

        >>> Source(name="a\x1b[31m.html").shown
        'a\\x1b[31m.html'
        """
        if self.name == STDIN:
            return "standard input"
        return printable(os.fsencode(self.name).decode("utf-8", "backslashreplace")) or "''"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSources:
    """What a list of arguments stands for."""

    sources: tuple[Source, ...]
    """The inputs, each file once."""
    several: bool
    """Whether the arguments can stand for several pages, however many there are: whether they are anything
    but one page or standard input."""
    passed_over: Mapping[str, int]
    """How many files in folders were left out, by suffix, the commonest first."""


def find_sources(arguments: Sequence[str]) -> FoundSources:
    """Return the inputs in the order of the arguments, those of a folder or glob sorted, each file once.

    An argument is STDIN, a file, a folder (all pages below it, but for names with a dot in front, links to folders
    and folders of results) or, if nothing has that very name, a glob (the files that match; `**` goes down any number
    of folders). An argument that leads to no file gives a source with a problem, and so does what is in a folder or
    matches a glob and is no file but a pipe, a socket, a device or the kernel's, or leads to one.
    """
    sources: dict[str, Source] = {}
    passed_over: Counter[str] = Counter()
    several = len(arguments) > 1
    for argument in arguments:
        found, many = _expand(argument, passed_over)
        several = several or many or any(source.many for source in found)
        for source in found:
            # Compared by name: a link to a file may well be meant as a page of its own.
            key = source.name if source.name == STDIN else os.path.abspath(source.name)  # noqa: PTH100
            sources.setdefault(key, source)
    return FoundSources(sources=tuple(sources.values()), several=several, passed_over=dict(passed_over.most_common()))


def read_source(source: Source) -> bytes:
    """Return the bytes of a page, unpacked if they are gzip or zstd; never empty.

    Raises:
        InputError: missing, not allowed, empty, too large, damaged where it is packed, or packed with zstd and there
            is no package to unpack it.
    """
    check_file(source)
    data = source.data
    if data is None:
        try:
            with Path(source.name).open("rb") as stream:
                data = _read_bounded(stream)
        except (OSError, ValueError) as error:
            raise InputError(_describe(error)) from error
    data = _unpack(data)
    if not data:
        raise InputError("it is empty (0 bytes); save or download the page again")
    return data


def check_file(source: Source) -> None:
    """Raise an InputError if the source has a problem, or is by now something that could be waited for."""
    if problem := source.problem or ("" if source.named else _problem_of_kind(source.name)):
        raise InputError(problem)


def look_at_stdin(source: Source) -> Source:
    """Return the source of standard input with the kind of archive that it begins like.

    As much is read as that takes; how a pipe was filled must not decide.
    """
    from cleanpage.crawl.archives import archive_kind

    if sys.stdin is None:
        return dataclasses.replace(source, problem=_NO_STDIN)
    stream = sys.stdin.buffer
    try:
        start = stream.tell() if stream.seekable() else None
        head = stream.read(HEAD_BYTES)
        if start is not None:
            stream.seek(start)
    except OSError:
        return source  # reading it says why
    kind = archive_kind(source.name, head)
    return dataclasses.replace(source, archive=kind, head=head if start is None else b"")


_NO_STDIN: Final = "it is closed; pipe a page in, or name a file"


def open_stdin(source: Source) -> BinaryIO:
    """Return standard input from where it began, of which `look_at_stdin` may have read the front."""
    return io.BufferedReader(_Continued(source.head, sys.stdin.buffer)) if source.head else sys.stdin.buffer


class _Continued(io.RawIOBase):
    """A stream of which the front has been read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        chunk = self._head[: len(view)] or self._rest.read1(len(view))  # type: ignore[attr-defined]
        self._head = self._head[len(chunk) :]
        view[: len(chunk)] = chunk
        return len(chunk)


def printable(text: str) -> str:
    r"""Return the text with control characters escaped, so that it can't do anything to a terminal.

    >>> printable("a\x1b[31m")
    'a\\x1b[31m'
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def read_stdin(source: Source) -> Source:
    """Return the source with the bytes of standard input, or with the problem of reading them."""
    if source.problem:
        return source
    try:
        return dataclasses.replace(source, data=_read_bounded(open_stdin(source)), head=b"")
    except (OSError, InputError) as error:
        return dataclasses.replace(source, problem=_describe(error))


def _expand(argument: str, passed_over: Counter[str]) -> tuple[list[Source], bool]:
    """Return what one argument stands for, and whether it can stand for several inputs."""
    if argument == STDIN:
        return [Source(name=STDIN, place="stdin")], False
    if not argument:  # pathlib takes it for the working folder
        return [_missing(argument, "an empty name; if it came from a variable, check that it is set")], False
    try:
        is_folder = stat.S_ISDIR(Path(argument).stat().st_mode)
    except (OSError, ValueError) as error:
        if glob.has_magic(argument):
            return _match(argument), True
        return [_missing(argument, _describe(error))], False
    if is_folder:
        return list(_walk(argument, passed_over)) or [_missing(argument, _NO_PAGES)], True
    return [_source(argument, PurePath(argument).name)], False


_NO_PAGES: Final = (
    f"no file in it has the suffix of a page ({' '.join(PAGE_SUFFIXES)}, or one of these and {GZIP_SUFFIX} or "
    f"{ZSTD_SUFFIX}) or of an archive; to read files with other names, name them or a glob"
)


def _walk(folder: str, passed_over: Counter[str]) -> Iterator[Source]:
    unreadable: list[OSError] = []
    for path, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _has_results(path, name))
        for name in sorted(files):
            file = Path(path, name)
            if _is_page(file):
                yield _found(str(file), str(file.relative_to(folder)))
            else:
                passed_over[file.suffix.lower() or "no suffix"] += 1
    for error in unreadable:
        yield _missing(str(error.filename), _describe(error))


def _has_results(*path: str) -> bool:
    """Return whether a folder is one of results, which are not what a run over the folder around it is to read."""
    return Path(*path, JOURNAL).exists()


def _is_page(file: Path) -> bool:
    from cleanpage.crawl.archives import ARCHIVE_SUFFIXES

    name = file.name.lower()
    # What is no file, or a link to nothing, is kept, so that it is named.
    is_page = _without_packing(name).endswith(PAGE_SUFFIXES) or name.endswith(ARCHIVE_SUFFIXES)
    return is_page and not name.startswith(".")


def _found(name: str, place: str) -> Source:
    """Return the source of a name that stands in a folder, or matches a glob."""
    if problem := _problem_of_kind(name):
        return Source(name=name, place=place, problem=problem, named=False)
    return dataclasses.replace(_source(name, place), named=False)


def _problem_of_kind(name: str) -> str:
    """Return why a name leads to something that may have no end, or never begin; "" if it is a file, or nothing."""
    try:
        status = Path(name).stat()
    except (OSError, ValueError):
        return ""  # opening it says why
    kind = _KINDS.get(stat.S_IFMT(status.st_mode), "")
    if not kind and status.st_dev in _kernel_devices():
        kind = "a kernel file"
    return f"it is {kind}, which is read only if it is given by name" if kind else ""


_KINDS: Final = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@cache
def _kernel_devices() -> frozenset[int]:
    """Return the numbers of the file systems that make files up when they are read, some of which wait for news."""
    return frozenset(Path(place).stat().st_dev for place in KERNEL_PLACES if os.path.ismount(place))


def _match(pattern: str) -> list[Source]:
    # pathlib's glob takes ** for folders alone before Python 3.13.
    files = sorted(name for name in glob.glob(pattern, recursive=True) if not Path(name).is_dir())  # noqa: PTH207
    if not files:
        return [_missing(pattern, "no file matches; check the folder, or use ** to look in all folders below")]
    parts = PurePath(pattern).parts
    depth = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return [_found(name, str(PurePath(*PurePath(name).parts[depth:]))) for name in files]


def _source(name: str, place: str) -> Source:
    from cleanpage.crawl.archives import archive_kind

    archive = None
    if not _without_packing(name.lower()).endswith(HTML_SUFFIXES):
        with suppress(InputError):  # reading it says what is wrong
            # What is read from a pipe, as from `<(command)`, is gone.
            archive = archive_kind(name, None if Path(name).is_file() else b"")
    return Source(name=name, place=place, archive=archive)


def _without_packing(name: str) -> str:
    return name.removesuffix(GZIP_SUFFIX).removesuffix(ZSTD_SUFFIX)


def _missing(name: str, problem: str) -> Source:
    return Source(name=name, place=PurePath(name).name, problem=problem)


def _read_bounded(stream: IO[bytes] | io.BufferedIOBase) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK_BYTES):
        size += len(chunk)
        if size > MAX_PAGE_BYTES:
            limit = MAX_PAGE_BYTES // 2**20
            raise InputError(f"it is larger than {limit} MiB, too large for a page; if it holds several, split it")
        chunks.append(chunk)
    return b"".join(chunks)


def _unpack(data: bytes) -> bytes:
    from cleanpage.crawl.archives import DamagedError, open_unpacked, packing_of

    if packing_of(data[:8]) == "zstd":
        try:
            return _read_bounded(open_unpacked("", io.BytesIO(data)))
        except DamagedError as error:
            raise InputError(f"{error}; copy or download it again") from error
    if not data.startswith(GZIP_MAGIC):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return _read_bounded(stream)
    except EOFError as error:
        problem = f"its gzip data is cut off at byte {len(data)}; copy or download it again"
        raise InputError(problem) from error
    except (OSError, zlib.error) as error:
        raise InputError(f"its gzip data is damaged ({error}); copy or download it again") from error


def _describe(error: Exception) -> str:
    """Return what went wrong with a file, and what to do, in words."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "there is no such file or folder; check the name"
        case PermissionError():
            return "permission denied; check who may read it"
        case OSError():
            return f"can't be read ({error.strerror or error}); check the file and its disk"
        case InputError():
            return str(error)
        case _:
            return f"it is not a valid file name ({error}); check the name"
