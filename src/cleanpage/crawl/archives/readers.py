"""Tells which files are archives of pages, and reads them, whatever their kind.

In: a name, and its first bytes. Out: the kind, or the entries that its reader finds. A page is no archive; it is read
by `files`. READERS has a row for each kind. A reader is two functions, so that what is in a record can be looked at
where there are limits: `split` cuts the file into records by lengths and line ends, `open` makes a page of one.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Final, Literal, NamedTuple

from cleanpage.crawl.archives.packing import open_file, packing_of
from cleanpage.crawl.archives.records import Entry, Reading, Record
from cleanpage.crawl.archives.warc_blocks import MAGIC as WARC_MAGIC

Kind = Literal["warc", "jsonl", "parquet", "mail"]

Split = Callable[[str, Reading, BinaryIO | None], Iterator[Entry]]
"""Takes a file's name, how it is read, and a stream to read in its place; returns the entries in their order,
sealed."""

Open = Callable[[Record, Reading], Entry]
"""Takes a sealed record and how it is read; returns the record with its page, or what there is in place of one."""

HEAD_BYTES: Final = 768
"""First bytes of a file by which its kind is told."""

ARC_MAGIC: Final = b"filedesc:"
"""First bytes of an ARC file, the forerunner of WARC, of which the reader of WARC says that it is not read."""

PACKED_SUFFIXES: Final = ("", ".gz", ".zst")


# Each reader is imported for itself: some ask for packages of an extra, and most runs need one of them.


def _split_warc(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.warc import split_warc

    return split_warc(name, reading, stream)


def _split_lines(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.jsonl import split_lines

    return split_lines(name, reading, stream)


def _read_parquet(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.parquet import read_parquet

    return read_parquet(name, reading, stream)


def _split_message(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.mail import split_message

    return split_message(name, reading, stream)


def _open_body(record: Record, reading: Reading) -> Entry:
    from cleanpage.crawl.archives.warc import open_body

    return open_body(record, reading)


def _open_line(record: Record, reading: Reading) -> Entry:
    from cleanpage.crawl.archives.jsonl import open_line

    return open_line(record, reading)


def _open_message(record: Record, reading: Reading) -> Entry:
    from cleanpage.crawl.archives.mail import open_message

    return open_message(record, reading)


class Reader(NamedTuple):
    """What reads one kind of archive, and how a file of that kind is known."""

    kind: Kind
    split: Split
    suffixes: tuple[str, ...]
    """What its name ends in, in small letters, with one of `packed` behind."""
    magic: tuple[bytes, ...] = ()
    """What its first bytes are, which counts more than the name; empty if they tell nothing."""
    packed: tuple[str, ...] = PACKED_SUFFIXES


READERS: Final[tuple[Reader, ...]] = (
    Reader("warc", _split_warc, (".warc", ".wet", ".wat", ".arc"), (WARC_MAGIC, ARC_MAGIC)),
    Reader("jsonl", _split_lines, (".jsonl", ".ndjson")),
    # It is packed inside.
    Reader("parquet", _read_parquet, (".parquet",), (b"PAR1",), packed=("",)),
    Reader("mail", _split_message, (".mht", ".mhtml", ".eml")),
)
"""The kinds of archives, in the order in which they are asked."""

OPENERS: Final[Mapping[str, Open]] = {"body": _open_body, "line": _open_line, "message": _open_message}
"""What opens a record, by how it is sealed. Rows of Parquet never are: their columns are unpacked together."""

ARCHIVE_SUFFIXES: Final = tuple(
    suffix + packed for reader in READERS for suffix in reader.suffixes for packed in reader.packed
)
"""Ends of the names that are taken from a folder."""


def archive_kind(name: str, head: bytes | None = None) -> Kind | None:
    """Return which archive a file is, or None for what is read as one page.

    `head` holds its first HEAD_BYTES; without it they are read from the file. A name without a suffix, as of standard
    input, is JSONL if it begins with an object.

    >>> archive_kind("pages.warc.gz", b"")
    'warc'
    >>> archive_kind("-", b'{"url": "https://owls.example/"')
    'jsonl'

    Raises:
        InputError: the file can't be opened.
    """
    if head is None:
        with open_file(name) as file:
            head = file.read(HEAD_BYTES)
    head = _unpack(head[:HEAD_BYTES])
    name = name.lower()
    for reader in READERS:
        if head.startswith(reader.magic):
            return reader.kind
    for reader in READERS:
        if name.endswith(tuple([suffix + packed for suffix in reader.suffixes for packed in reader.packed])):
            return reader.kind
    base = name.replace("\\", "/").rpartition("/")[2]
    return "jsonl" if "." not in base and head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b'{"') else None


def split_archive(name: str, kind: Kind, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return what is in an archive, in its order; of the stream, if there is one, that has this name.

    Records are sealed, for `open_record`. Whatever is in it, everything comes out: as a page, with the reason why it is
    none, or with a problem.

    Raises:
        InputError: nothing of it can be read: it can't be opened, a package is missing, it is another thing.
    """
    return next(reader for reader in READERS if reader.kind == kind).split(name, reading, stream)


def open_record(record: Record, reading: Reading) -> Entry:
    """Return the record with its page, or what it turns out to be; the record itself if it isn't sealed."""
    return OPENERS[record.sealed.kind](record, reading) if record.sealed else record


def read_archive(name: str, kind: Kind, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return what is in an archive, as `split_archive` does, with all records opened.

    Raises:
        InputError: as there.
    """
    for entry in split_archive(name, kind, reading, stream):
        yield open_record(entry, reading) if isinstance(entry, Record) else entry


def _unpack(head: bytes) -> bytes:
    """Return what the first bytes unpack to; of zstd, which gives nothing of a block but the whole, themselves."""
    if packing_of(head) != "gzip":
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD_BYTES)
    except zlib.error:
        return head
