"""Tells which files are archives of pages, and reads them, whatever their kind.

In: a name, and its first bytes. Out: the kind, or the entries that its reader finds. A page is no archive; it is
read by `files`. READERS has a row for each kind.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, Literal, NamedTuple

from cleanpage.crawl.archives.packing import open_file, packing_of
from cleanpage.crawl.archives.records import Entry, Reading
from cleanpage.crawl.archives.warc_blocks import MAGIC as WARC_MAGIC

Kind = Literal["warc", "jsonl", "parquet", "mail"]

Read = Callable[[str, Reading, BinaryIO | None], Iterator[Entry]]
"""Takes a file's name, how it is read, and a stream to read in its place; returns the entries in their order."""

HEAD_BYTES: Final = 768
"""First bytes of a file by which its kind is told."""

ARC_MAGIC: Final = b"filedesc:"
"""First bytes of an ARC file, the forerunner of WARC, of which the reader of WARC says that it is not read."""

PACKED_SUFFIXES: Final = ("", ".gz", ".zst")


# Each reader is imported for itself: some ask for packages of an extra, and most runs need one of them.


def _read_warc(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.warc import read_warc

    return read_warc(name, reading, stream)


def _read_jsonl(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.jsonl import read_jsonl

    return read_jsonl(name, reading, stream)


def _read_parquet(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.parquet import read_parquet

    return read_parquet(name, reading, stream)


def _read_mail(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[Entry]:
    from cleanpage.crawl.archives.mail import read_mail

    return read_mail(name, reading, stream)


class Reader(NamedTuple):
    """What reads one kind of archive, and how a file of that kind is known."""

    kind: Kind
    read: Read
    suffixes: tuple[str, ...]
    """What its name ends in, in small letters, with one of `packed` behind."""
    magic: tuple[bytes, ...] = ()
    """What its first bytes are, which counts more than the name; empty if they tell nothing."""
    packed: tuple[str, ...] = PACKED_SUFFIXES


READERS: Final[tuple[Reader, ...]] = (
    Reader("warc", _read_warc, (".warc", ".wet", ".wat", ".arc"), (WARC_MAGIC, ARC_MAGIC)),
    Reader("jsonl", _read_jsonl, (".jsonl", ".ndjson")),
    # It is packed inside.
    Reader("parquet", _read_parquet, (".parquet",), (b"PAR1",), packed=("",)),
    Reader("mail", _read_mail, (".mht", ".mhtml", ".eml")),
)
"""The kinds of archives, in the order in which they are asked."""

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


def read_archive(name: str, kind: Kind, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return what is in an archive, in its order; of the stream, if there is one, that has this name.

    Whatever is in it, everything comes out: as a page, with the reason why it is none, or with a problem.

    Raises:
        InputError: nothing of it can be read: it can't be opened, a package is missing, it is another thing.
    """
    return next(reader for reader in READERS if reader.kind == kind).read(name, reading, stream)


def _unpack(head: bytes) -> bytes:
    """Return what the first bytes unpack to; of zstd, which gives nothing of a block but the whole, themselves."""
    if packing_of(head) != "gzip":
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD_BYTES)
    except zlib.error:
        return head
