"""Write results to a stream or to a file, as text or as a table.

Finished strings or rows come in; UTF-8 or Parquet goes out, whatever the locale. A file appears
whole or not at all: it is written under another name beside its place, and renamed at the end.
"""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import IO, Any, Final, NamedTuple

from cleanpage.crawl.archives import ARCHIVE_SUFFIXES, PACKED_SUFFIXES
from cleanpage.crawl.files.sources import GZIP_SUFFIX, JOURNAL, PAGE_SUFFIXES, ZSTD_SUFFIX, Source
from cleanpage.errors import InputError

Body = str | Mapping[str, Any]
"""What is written for one page: a string, or a row of a table."""

Add = Callable[[int, Body], None]
"""Takes the position of a page and what is to be written for it."""

UNSAFE_CHARS: Final = str.maketrans(dict.fromkeys('<>:"|?*\\\0', "_"))
"""Characters that not every file system allows in a name; a glob without a match has some."""

DRAFTS: Final = ".cleanpage-*.tmp"
"""Names of the files that are being written."""

QUARANTINE: Final = "_quarantine"
"""Name of a folder beside the results. Other programs take what begins like that for no results either."""

MAX_STEM_BYTES: Final = 230
"""Bytes of the name of an output without its suffix. File systems take 255; the rest is for suffix and number."""

ROW_GROUP: Final = 1000
ROW_GROUP_CHARS: Final = 2**25
"""Rows of a table, and characters of text in them, that wait in memory before they are written."""


class Frame(NamedTuple):
    """What stands around and between the results in one stream."""

    opening: str = ""
    separator: str = ""
    closing: str = ""
    table: bool = False
    """Whether the results are rows of a Parquet file instead."""


@contextmanager
def to_stream(stream: IO[bytes], frame: Frame, *, flush: bool = True) -> Iterator[Add]:
    """Give a function that writes results to a stream, one after another, each flushed if asked for."""
    if frame.table:
        with _to_table(stream) as add_row:
            yield add_row
        return
    count = 0

    def add(position: int, body: Body) -> None:
        nonlocal count
        stream.write(encode((frame.separator if count else frame.opening) + str(body)))
        if flush:
            stream.flush()
        count += 1

    yield add
    stream.write(encode(("" if count else frame.opening) + frame.closing))
    stream.flush()


@contextmanager
def to_file(
    path: Path, frame: Frame, *, always: Callable[[], bool] | None = None, durable: bool = False
) -> Iterator[Add]:
    """Give a function that writes results to one file, packed as its name says, that is replaced at the end.

    Without a result nothing is written, unless `always`, which is asked at the end, says so. `durable` is that of
    `replacing`.
    """
    with ExitStack() as stack:
        opened: list[Add] = []

        def open_it() -> None:
            stream = stack.enter_context(replacing(path, durable=durable))
            packed = stack.enter_context(_packing(stream, path))
            opened.append(stack.enter_context(to_stream(packed, frame, flush=False)))

        def add(position: int, body: Body) -> None:
            if not opened:
                open_it()
            opened[0](position, body)

        yield add
        if not opened and always and always():
            open_it()


def check_packages(name: str, frame: Frame) -> None:
    """Raise an InputError if a package is missing that is needed to write a file of this name."""
    if name.lower().endswith(ZSTD_SUFFIX):
        _import_zstandard()
    if frame.table:
        _import_parquet()


@contextmanager
def _packing(stream: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    """Give a stream that packs what is written to it as the name of the file says, the same bytes each time."""
    if path.name.lower().endswith(GZIP_SUFFIX):
        with gzip.GzipFile(filename="", mode="wb", fileobj=stream, compresslevel=6, mtime=0) as packed:
            yield packed  # type: ignore[misc]  # it is one for all that is done with it here
    elif path.name.lower().endswith(ZSTD_SUFFIX):
        with _import_zstandard().ZstdCompressor().stream_writer(stream, closefd=False) as packed:
            yield packed
    else:
        yield stream


@contextmanager
def _to_table(stream: IO[bytes]) -> Iterator[Add]:
    """Give a function that writes rows to a Parquet file."""
    parquet = _import_parquet()
    from cleanpage.crawl.rows import arrow_schema, table_of

    rows: list[Mapping[str, Any]] = []
    chars = 0
    with parquet.ParquetWriter(stream, arrow_schema(), compression="zstd") as writer:

        def add(position: int, body: Body) -> None:
            nonlocal chars
            assert not isinstance(body, str)
            rows.append(body)
            chars += len(body["text"] or "")
            if len(rows) >= ROW_GROUP or chars >= ROW_GROUP_CHARS:
                flush()

        def flush() -> None:
            nonlocal chars
            writer.write_table(table_of(rows))
            rows.clear()
            chars = 0

        yield add
        if rows:
            flush()


def _import_zstandard() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise InputError(f'writing {ZSTD_SUFFIX} needs the package zstandard; pip install "cleanpage[zstd]"') from error
    return zstandard


def _import_parquet() -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise InputError('writing Parquet needs the package pyarrow; pip install "cleanpage[parquet]"') from error
    return parquet


@contextmanager
def replacing(path: Path, *, durable: bool = False) -> Iterator[IO[bytes]]:
    """Give a stream whose content takes the place of `path` when the block ends without an exception.

    A link is followed and the mode of an existing file kept. What is no file, /dev/null or a pipe, is written to as it
    is. With `durable` it is on the disk before it takes the place, so that a power failure leaves the old file or the
    new one.

    Raises:
        OSError: it can't be written; `filename` is the path, not that of the draft.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    final = path.resolve()
    draft = final.with_name(f".cleanpage-{secrets.token_hex(4)}.tmp")
    _drafts.add(draft)
    try:
        with _naming(path):
            stream = draft.open("xb")
        with stream:
            yield stream
            with _naming(path):
                stream.flush()
                if durable:
                    os.fsync(stream.fileno())
        with _naming(path):
            if final.exists():
                shutil.copymode(final, draft)
            draft.replace(final)
        _drafts.discard(draft)
    except BaseException:
        with suppress(OSError):  # that the name is too long for one
            draft.unlink(missing_ok=True)
        _drafts.discard(draft)
        raise


_drafts: Final[set[Path]] = set()
"""The files that are being written. A signal can come where nothing tidies up: before a `try`, between contexts."""


def discard_drafts() -> None:
    """Remove the files that are being written, of a run that has been stopped."""
    while _drafts:
        with suppress(OSError):
            _drafts.pop().unlink(missing_ok=True)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Name the file that a reader knows in what goes wrong with it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def name_outputs(
    sources: Sequence[Source],
    folder: Path,
    suffix: str,
    *,
    unpacked: bool = False,
    kept: Mapping[int, Path] = MappingProxyType({}),
    others: Iterable[Path] = (),
) -> list[Path]:
    """Return a path in `folder` for each source: its place, with `suffix` for that of a page or archive.

    With `unpacked` an archive of many pages gets a folder for them, which has no suffix. No two paths are the same,
    on file systems without case either, none is an input or a folder of others, and none that of a journal or of
    failures: what would be gets "-2", "-3" and so on, in the order of the sources. `kept` are the paths that sources
    have already, by position, and `others` what else is taken.

    >>> [path.name for path in name_outputs([Source(name=n, place=n) for n in ("a.htm", "a.html")], Path("out"), ".txt")]
    ['a.txt', 'a-2.txt']
    """  # noqa: E501 - a doctest
    there = [*kept.values(), *others]
    files = {_key(path) for path in there}
    parents = [_parent(source, folder, files) for source in sources]
    taken = {_key(source.name) for source in sources} | {_key(folder / JOURNAL), _key(folder / QUARANTINE)} | files
    folders = {*parents, *(path.parent for path in there)}
    taken |= {_key(above) for parent in folders for above in (parent, *parent.parents)}
    paths = []
    for position, (source, parent) in enumerate(zip(sources, parents, strict=True)):
        if position in kept:
            paths.append(kept[position])
            continue
        stem = name = _stem(source.place)
        is_folder = unpacked and source.many
        number = 1
        # Of the folder of an archive the name that a page would have is taken too: both have failures under it.
        while taken & (keys := {_key(parent / (name + suffix))} | ({_key(parent / name)} if is_folder else set())):
            number += 1
            name = f"{stem}-{number}"
        taken |= keys
        paths.append(parent / (name if is_folder else name + suffix))
    return paths


def _parent(source: Source, folder: Path, files: Set[str]) -> Path:
    """Return the folder for the output of a source, which is none of the files that are there."""
    parent = folder
    for part in _folders(source):
        name, number = part, 1
        while files and _key(parent / name) in files:
            number += 1
            name = f"{part}-{number}"
        parent /= name
    return parent


def encode(text: str) -> bytes:
    """Return UTF-8. Lone surrogates, which file names can hold, become escapes that JSON reads."""
    return text.encode("utf-8", "backslashreplace")


def _folders(source: Source) -> list[str]:
    """Return the folders of the place of a source, those that lead upwards left out."""
    parts = [part for part in PurePath(source.place.translate(UNSAFE_CHARS)).parts[:-1] if part != ".."]
    if parts and parts[0].casefold() == QUARANTINE:
        parts[0] = "_" + parts[0]
    return parts


def _stem(place: str) -> str:
    """Return the name in a place without what it is packed with and the suffix of a page or archive."""
    name = PurePath(place.translate(UNSAFE_CHARS)).name
    for suffixes in (PACKED_SUFFIXES, (*PAGE_SUFFIXES, *ARCHIVE_SUFFIXES)):
        found = next((suffix for suffix in suffixes if suffix and name.lower().endswith(suffix)), "")
        name = name[: len(name) - len(found)]
    encoded = os.fsencode(name)
    if len(encoded) > MAX_STEM_BYTES:
        name = encoded[:MAX_STEM_BYTES].decode("utf-8", "ignore")
    return name or "page"


def _key(path: str | Path) -> str:
    return os.path.abspath(path).casefold()  # noqa: PTH100 - links are not followed
