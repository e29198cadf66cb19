"""How well and how fast are damaged archives and coded bodies read, beside warcio and fastwarc?

    python -m benchmarks.libraries archives

All archives are written here, of invented pages. Three tables:

* Small archives with one damage each, at each record in turn, packed or not. A record is right if its page comes out
  byte for byte; one that comes out otherwise is passed for whole. The reader should say that something is wrong.
* Answers of servers whose body is coded, or said to be: right if the page comes out as it was.
* Records a second, of a large archive, each reader's best round.
"""

from __future__ import annotations

import gzip
import io
import random
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final, NamedTuple

from benchmarks.libraries.comparison import is_installed, optional, print_versions, read_arguments, table
from cleanpage.crawl.archives import Reading, Record, read_archive

RECORDS: Final = 10
"""Records of a damaged archive."""

PAGES: Final = 2000
"""Records of the archive that is read for speed."""

ROUNDS: Final = 3
"""How often it is read by each."""

SEED: Final = 7
"""Of the invented pages."""

_TEXT: Final = "the owl saw a mill and rain in May where old boats lay by two quiet streams"


class Found(NamedTuple):
    """A page that a reader gives."""

    url: str
    body: bytes
    is_partial: bool
    """Whether the reader says that the page isn't whole."""


class Reader(NamedTuple):
    """Reads an archive."""

    name: str
    read: Callable[[BinaryIO, str], Iterator[Found | None]]
    """Stream and file name to pages; None stands for a problem that the reader tells."""


def page_of(chance: random.Random, size: int) -> bytes:
    """Return an invented page of about so many bytes."""
    words = " ".join(chance.choices(_TEXT.split(), k=size // 5))
    lines = "\n".join(f"<p>{words[start : start + 400]}</p>" for start in range(0, len(words), 400))
    return f"<!DOCTYPE html>\n<html><head><title>Owls</title></head><body>{lines}</body></html>".encode()


def record_of(url: str, body: bytes, *, fields: str = "", length_error: int = 0, length: str = "") -> bytes:
    """Return a record with a server's answer; its Content-Length may be wrong."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n".encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(url.encode()):012d}>\r\n"
        f"WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Target-URI: {url}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {length or len(answer) + length_error}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


# ------------------------------------------------------------------ readers


def _read_ours(stream: BinaryIO, name: str) -> Iterator[Found | None]:
    for entry in read_archive(name, "warc", Reading(), stream):
        if isinstance(entry, Record):
            data = entry.data if isinstance(entry.data, bytes) else entry.data.encode()
            yield None if entry.problem else Found(entry.url or "", data, bool(entry.truncated))


def _warcio(library: Any) -> Callable[[BinaryIO, str], Iterator[Found | None]]:
    def read(stream: BinaryIO, _: str) -> Iterator[Found | None]:
        iterator = library.ArchiveIterator(stream)
        for record in iterator:
            if record.rec_type == "response":
                yield Found(record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read(), False)
        if iterator.err_count:
            yield None

    return read


def _fastwarc(library: Any, *, quirks: bool) -> Callable[[BinaryIO, str], Iterator[Found | None]]:
    def read(stream: BinaryIO, _: str) -> Iterator[Found | None]:
        kinds = library.WarcRecordType.response
        for record in library.ArchiveIterator(stream, record_types=kinds, quirks_mode=quirks, auto_decode="all"):
            yield Found(record.headers.get("WARC-Target-URI", ""), record.reader.read(), False)

    return read


def readers() -> list[Reader]:
    """Return cleanpage's reader and those of the libraries that are installed."""
    found = [Reader("cleanpage", _read_ours)]
    if library := optional("warcio.archiveiterator"):
        found.append(Reader("warcio", _warcio(library)))
    if library := optional("fastwarc.warc"):
        found.append(Reader("fastwarc", _fastwarc(library, quirks=False)))
        found.append(Reader("fastwarc, quirks_mode", _fastwarc(library, quirks=True)))
    return found


# ------------------------------------------------------------------ damage


class Archive(NamedTuple):
    """An archive with a damage."""

    data: bytes
    whole: frozenset[int]
    """Records that are there byte for byte."""


Records = Sequence[bytes]
"""Records as they stand in the file, each packed by itself or none."""


def _joined(records: Records, at: int, new: bytes) -> bytes:
    return b"".join([*records[:at], new, *records[at + 1 :]])


def _others(at: int) -> frozenset[int]:
    return frozenset(range(RECORDS)) - {at}


def _wrong_length(bytes_more: int = 0, text: str = "") -> Callable[[int, bool], Archive]:
    def damage(at: int, is_packed: bool) -> Archive:
        urls, bodies = _small()
        new = record_of(urls[at], bodies[at], length_error=bytes_more, length=text)
        return Archive(_joined(_small_records(is_packed), at, _packed(new, is_packed)), _others(at))

    return damage


def _cut(at: int, is_packed: bool) -> Archive:
    records = _small_records(is_packed)
    kept = b"".join(records[:at]) + records[at][: len(records[at]) * 2 // 3]
    return Archive(kept, frozenset(range(at)))


def _spoiled(at: int, is_packed: bool) -> Archive:
    record = bytearray(_small_records(is_packed)[at])
    # Not in a plain body, for what stands there can't be known to be wrong without the digest.
    middle = len(record) // 2 if is_packed else 20
    record[middle : middle + 40] = bytes(byte ^ 0xA5 for byte in record[middle : middle + 40])
    return Archive(_joined(_small_records(is_packed), at, bytes(record)), _others(at))


def _garbage(at: int, is_packed: bool) -> Archive:
    records = _small_records(is_packed)
    return Archive(_joined(records, at, b"garbage \x00\xff" * 50 + records[at]), frozenset(range(RECORDS)))


def _headless(at: int, is_packed: bool) -> Archive:
    urls, bodies = _small()
    new = record_of(urls[at], bodies[at])
    return Archive(_joined(_small_records(is_packed), at, _packed(new[300:], is_packed)), _others(at))


DAMAGES: Final[Mapping[str, Callable[[int, bool], Archive]]] = MappingProxyType(
    {
        "cut off in a record": _cut,
        "bytes of a record changed": _spoiled,
        "garbage before a record": _garbage,
        "front of a record missing": _headless,
        "Content-Length 100 too long": _wrong_length(100),
        "Content-Length a million too long": _wrong_length(1_000_000),
        "Content-Length 100 too short": _wrong_length(-100),
        "Content-Length no number": _wrong_length(text="many"),
        "Content-Length negative": _wrong_length(text="-5"),
    }
)
"""What happens to archives, by name: index of the record and whether it is packed, to the archive."""


def _small() -> tuple[list[str], list[bytes]]:
    chance = random.Random(SEED)
    return (
        [f"https://owls.example/{index}" for index in range(RECORDS)],
        [page_of(chance, chance.randrange(2_000, 30_000)) for _ in range(RECORDS)],
    )


def _small_records(is_packed: bool) -> list[bytes]:
    return [_packed(record_of(url, body), is_packed) for url, body in zip(*_small(), strict=True)]


def _packed(record: bytes, is_packed: bool) -> bytes:
    return gzip.compress(record, 6, mtime=0) if is_packed else record


def damage_rows() -> list[list[object]]:
    """Return a row for each damage and reader, over all records and both packings.

    Whole records that come out right, of those that are there; pages that are passed for whole and aren't; archives of
    which the reader says that something is wrong; archives whose reading ends with an exception.
    """
    urls, bodies = _small()
    places = {url: index for index, url in enumerate(urls)}
    rows: list[list[object]] = []
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, damage in DAMAGES.items():
        for reader in readers():
            counts: Counter[str] = Counter()
            for at in range(RECORDS):
                for is_packed in (False, True):
                    archive = damage(at, is_packed)
                    counts["archives"] += 1
                    counts["whole"] += len(archive.whole)
                    told = False
                    try:
                        for found in reader.read(io.BytesIO(archive.data), "a.warc.gz" if is_packed else "a.warc"):
                            if found is None or found.is_partial:
                                told = True
                            elif (index := places.get(found.url, -1)) >= 0 and found.body == bodies[index]:
                                counts["right"] += index in archive.whole
                            else:
                                counts["passed for whole"] += 1
                    except Exception:
                        counts["exceptions"] += 1
                        told = True
                    counts["told"] += told
            totals[reader.name] += counts
            rows.append(_damage_row(kind, reader.name, counts))
    rows += [_damage_row("all", name, counts) for name, counts in totals.items()]
    return rows


def _damage_row(kind: str, name: str, counts: Counter[str]) -> list[object]:
    right = f"{counts['right']} of {counts['whole']}"
    told = f"{counts['told']} of {counts['archives']}"
    return [kind, name, right, counts["passed for whole"], told, counts["exceptions"]]


# ------------------------------------------------------------------ bodies


def _chunked(body: bytes, size: int = 4000) -> bytes:
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


def _deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def _by_library(module: str, body: bytes) -> bytes:
    return bytes(import_module(module).compress(body))


_CHUNKS: Final = "Transfer-Encoding: chunked\r\n"
_GZIP: Final = "Content-Encoding: gzip\r\n"

BODIES: Final[Mapping[str, tuple[str, Callable[[bytes], bytes]]]] = MappingProxyType(
    {
        "as it is": ("", bytes),
        "chunked": (_CHUNKS, _chunked),
        "gzip": (_GZIP, gzip.compress),
        "gzip, chunked": (_CHUNKS + _GZIP, lambda body: _chunked(gzip.compress(body))),
        "deflate (zlib)": ("Content-Encoding: deflate\r\n", zlib.compress),
        "deflate (bare)": ("Content-Encoding: deflate\r\n", _deflated),
        "br": ("Content-Encoding: br\r\n", lambda body: _by_library("brotli", body)),
        "zstd": ("Content-Encoding: zstd\r\n", lambda body: _by_library("zstandard", body)),
        "gzip twice": ("Content-Encoding: gzip, gzip\r\n", lambda body: gzip.compress(gzip.compress(body))),
        "two gzip members": (_GZIP, lambda body: gzip.compress(body[:900]) + gzip.compress(body[900:])),
        "said to be chunked": (_CHUNKS, bytes),
        "said to be gzip": (_GZIP, bytes),
        "said to be both": (_CHUNKS + _GZIP, bytes),
        "said to be br": ("Content-Encoding: br\r\n", bytes),
        "said to be chunked, is gzip": (_CHUNKS + _GZIP, gzip.compress),
        "coding in capitals": ("Content-Encoding: GZIP\r\n", gzip.compress),
        "coding x-gzip": ("Content-Encoding: x-gzip\r\n", gzip.compress),
        "coding none of the kind": ("Content-Encoding: UTF-8\r\n", bytes),
        "chunk sizes with extensions": (_CHUNKS, lambda body: _chunked(body).replace(b"fa0\r\n", b"fa0;a=b\r\n")),
        "bytes behind the gzip": (_GZIP, lambda body: gzip.compress(body) + b"\r\n<!-- x -->"),
    }
)
"""How servers code bodies and what archives keep of it, by name: header fields and what is done to the body."""

CODERS: Final[Mapping[str, str]] = MappingProxyType({"br": "brotli", "zstd": "zstandard"})
"""The modules that some codings need; without one the coding is left out."""


def body_rows() -> list[list[object]]:
    """Return a row for each coding with what each reader makes of it: right, other (a wrong page), none."""
    chance = random.Random(SEED)
    bodies = [page_of(chance, size) for size in (5_000, 20_000, 90_000)]
    rows: list[list[object]] = []
    totals: Counter[str] = Counter()
    codings = {kind: coding for kind, coding in BODIES.items() if is_installed(CODERS.get(kind, "zlib"))}
    for kind, (fields, code) in codings.items():
        cells = []
        for reader in readers():
            counts: Counter[str] = Counter()
            for body in bodies:
                record = record_of("https://owls.example/", code(body), fields=fields)
                try:
                    pages = [found for found in reader.read(io.BytesIO(record), "a.warc") if found is not None]
                except Exception:
                    pages = []
                verdict = "none" if not pages else "right" if pages[0].body == body else "other"
                counts[verdict] += 1
                totals[reader.name] += verdict == "right"
            cells.append(", ".join(f"{verdict} {count}" for verdict, count in counts.items()))
        rows.append([kind, *cells])
    rows.append(["all, right", *(f"{totals[reader.name]} of {len(codings) * len(bodies)}" for reader in readers())])
    return rows


# ------------------------------------------------------------------ speed


def speed_rows(folder: Path) -> list[list[object]]:
    """Return a row for each packing and reader with the records a second and the times of cleanpage's."""
    chance = random.Random(SEED)
    files = {"gzip": folder / "speed.warc.gz", "plain": folder / "speed.warc"}
    size = 0
    with files["gzip"].open("wb") as packed, files["plain"].open("wb") as plain:
        for index in range(PAGES):
            body = page_of(chance, min(int(chance.lognormvariate(11.15, 0.75)), 1_000_000))
            record = record_of(f"https://owls.example/{index}", body)
            size += len(body)
            plain.write(record)
            packed.write(_packed(record, True))
    print(f"{PAGES} pages of {size / PAGES / 1000:.0f} kB on average\n")
    rows: list[list[object]] = []
    for packing, file in files.items():
        best: dict[str, float] = {}
        for _ in range(ROUNDS):
            for reader in readers():
                began = time.perf_counter()
                with file.open("rb") as stream:
                    count = sum(found is not None for found in reader.read(stream, file.name))
                seconds = time.perf_counter() - began
                if count != PAGES:
                    raise ValueError(f"{reader.name} gives {count} of {PAGES} pages")
                best[reader.name] = min(best.get(reader.name, seconds), seconds)
        for name, seconds in best.items():
            ratio = best["cleanpage"] / seconds
            rows.append([packing, name, f"{PAGES / seconds:,.0f}", f"{seconds / PAGES * 1000:.3f}", f"{ratio:.2f}"])
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Print the three tables."""
    read_arguments(argv, __doc__)
    print_versions("warcio", "fastwarc", "zstandard", "brotli")
    head = ("damage", "reader", "whole records right", "passed for whole", "archives told of", "ended by an exception")
    print(table(head, damage_rows()))
    print(table(("body", *(reader.name for reader in readers())), body_rows()))
    with tempfile.TemporaryDirectory() as folder:
        rows = speed_rows(Path(folder))
    print(table(("packing", "reader", "records a second", "ms a record", "cleanpage's time / its time"), rows))
    return 0
