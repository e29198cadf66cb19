"""Tells which files are archives of pages, and reads them, whatever their kind.

In: a name, and its first bytes. Out: the kind, or the entries that its reader finds. A page is no archive; it is
read by `inputs`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal

from cleanpage.crawl.archives.packing import open_file, packing_of
from cleanpage.crawl.archives.records import Entry, Reading
from cleanpage.crawl.archives.warc_blocks import MAGIC as WARC_MAGIC

Kind = Literal["warc", "jsonl", "parquet", "mail"]

HEAD_BYTES: Final = 768
"""First bytes of a file by which its kind is told."""

PARQUET_MAGIC: Final = b"PAR1"
ARC_MAGIC: Final = b"filedesc:"
"""First bytes of an ARC file, the forerunner of WARC, of which the reader of WARC says that it is not read."""

PACKED_SUFFIXES: Final = ("", ".gz", ".zst")

SUFFIXES: Final[dict[str, Kind]] = {
    ".warc": "warc",
    ".wet": "warc",
    ".wat": "warc",
    ".arc": "warc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".mht": "mail",
    ".mhtml": "mail",
    ".eml": "mail",
}
"""What the end of a name says, in small letters. Each can have one of PACKED_SUFFIXES behind it but .parquet,
which is packed inside."""

ARCHIVE_SUFFIXES: Final = tuple(
    suffix + packed for suffix, kind in SUFFIXES.items() for packed in (PACKED_SUFFIXES if kind != "parquet" else ("",))
)
"""Ends of the names that are taken from a folder."""


def archive_kind(name: str, head: bytes | None = None) -> Kind | None:
    """Return which archive a file is, or None for what is read as one page.

    `head` holds its first HEAD_BYTES; without it they are read from the file. The bytes of WARC and Parquet count
    more than the name. A name without a suffix, as of standard input, is JSONL if it begins with an object.

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
    if head.startswith((WARC_MAGIC, ARC_MAGIC)):
        return "warc"
    if head.startswith(PARQUET_MAGIC):
        return "parquet"
    name = name.lower()
    for suffix in ARCHIVE_SUFFIXES:
        if name.endswith(suffix):
            return SUFFIXES[suffix.removesuffix(".gz").removesuffix(".zst")]
    base = name.replace("\\", "/").rpartition("/")[2]
    return "jsonl" if "." not in base and head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b'{"') else None


def read_archive(name: str, kind: Kind, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return what is in an archive, in its order; of the stream, if there is one, that has this name.

    Whatever is in it, everything comes out: as a page, with the reason why it is none, or with a problem.

    Raises:
        InputError: nothing of it can be read: it can't be opened, a package is missing, it is another thing.
    """
    # Each reader is imported for itself: some ask for packages of an extra, and most runs need one of them.
    if kind == "warc":
        from cleanpage.crawl.archives.warc import read_warc

        return read_warc(name, reading, stream)
    if kind == "jsonl":
        from cleanpage.crawl.archives.jsonl import read_jsonl

        return read_jsonl(name, reading, stream)
    if kind == "parquet":
        from cleanpage.crawl.archives.parquet import read_parquet

        return read_parquet(name, reading, stream)
    from cleanpage.crawl.archives.mail import read_mail

    return read_mail(name, reading, stream)


def _unpack(head: bytes) -> bytes:
    """Return what the first bytes unpack to; of zstd, which gives nothing of a block but the whole, themselves."""
    if packing_of(head) != "gzip":
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD_BYTES)
    except zlib.error:
        return head
