"""Write a crawl of invented pages, and a list of what must become of each record in it.

Nearly all is written from one seed, so that the same call writes the same bytes. A record is known again by its file
and its place in it: in WARC its first byte, in JSONL and Parquet its number.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import random
import re
import struct
import uuid
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any, Final, Literal

from benchmarks.pages.fixtures import Fixture, read_fixtures

SEED: Final = 20240607
ARCHIVES: Final = "archives"
MANIFEST: Final = "manifest.jsonl"
"""Names in the folder of a crawl."""

MEDIAN_BYTES: Final = 70_000
SPREAD: Final = 0.75
"""Of the sizes of pages, which are log-normal: half of them have 42 to 116 kB, one in fifty 330 kB. The HTTP Archive
gives 30 kB for the median of home pages, packed or not; news pages in the labelled corpora have some 100 kB."""
MIN_BYTES: Final = 3_000
LARGE_BYTES: Final = 2_000_000
LARGE_SHARE: Final = 0.001
FIXTURE_SHARE: Final = 0.1
"""Share of the pages that are fixtures: in many languages and encodings, and 7 kB each."""

HUGE_BYTES: Final = 50_000_000
BOMB_BYTES: Final = 10**9
"""What bombs unpack to: 1 GB of zeros, which take 1 MB."""
NESTING: Final = 60_000
PIECES_BYTES: Final = 2_000_000
"""Least size of what comes in pieces of some bytes; more of them than are read, of whatever kind."""
MAX_ROW_BYTES: Final = 200_000_000
"""Size of the bomb in Parquet: what is read of a group of rows takes some times as much."""

WARC_FILES: Final = 6
"""Packed record by record, as Common Crawl's are."""

Fate = Literal["page", "skipped", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What must become of a record."""

    file: str
    offset: int
    """Its first byte; its number in JSONL and Parquet."""
    fate: Fate
    kind: str
    """What it is: "page", "request", "gzip bomb"."""
    reason: str = ""
    """Why it is passed over, in the words of the command, or what the reason of its failure holds."""
    url: str = ""
    text: str = ""
    """What stands in the title or the text of the page, and in those of no other."""
    fixture: str = ""
    """The fixture that the page is."""
    hostile: bool = False


# ------------------------------------------------------------------ invented pages

_SUBJECTS: Final = (
    "The harbour master",
    "A retired teacher",
    "The town council",
    "One of the gardeners",
    "The night ferry",
    "A small orchestra",
    "Her older brother",
    "The bakery on the corner",
    "A group of walkers",
    "Nobody on the island",
)
_VERBS: Final = (
    "had not expected",
    "was glad to see",
    "spoke at length about",
    "could hardly remember",
    "wanted to repair",
    "has often described",
    "will soon replace",
    "took little notice of",
    "argued over",
    "was proud of",
)
_OBJECTS: Final = (
    "the old lighthouse",
    "a box of letters",
    "the timetable",
    "the broken clock above the market",
    "a field of barley",
    "the long winter",
    "its own archive",
    "the price of salt",
    "the first harvest",
    "the roof of the station",
)
_ENDS: Final = (
    "before the end of the month",
    "because the road was closed",
    "and said so at the meeting",
    "in spite of the weather",
    "which surprised the neighbours",
    "as it does every year",
    "with some help from the school",
    "although few people came",
    "long after the shops had closed",
    "without a word",
)
_MENU: Final = ("Home", "News", "Weather", "Culture", "Sport", "Letters", "Archive", "Contact", "About us", "Jobs")


def _sentence(chance: random.Random) -> str:
    return f"{' '.join(chance.choice(words) for words in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS))}."


@cache
def _paragraphs() -> tuple[str, ...]:
    chance = random.Random(SEED)
    return tuple(" ".join(_sentence(chance) for _ in range(chance.randint(2, 7))) for _ in range(2000))


@cache
def _scripts() -> tuple[str, ...]:
    """Return scripts and style sheets, which are most of the bytes of a page."""
    chance = random.Random(SEED + 1)

    def line() -> str:
        name, other = (f"{chance.choice('abcdefgh')}{chance.randrange(10**5)}" for _ in range(2))
        return f"window.{name}=function({other}){{return {other}.q&&{other}.q.push({chance.randrange(10**6)})||0}};\n"

    scripts = [f"<script>{''.join(line() for _ in range(chance.randint(5, 60)))}</script>\n" for _ in range(100)]
    rule = ".{}{{margin:{}px {}px;color:#{:06x}}}\n"
    rules = [rule.format(word[:3].lower(), n % 9, n % 7, n * 977 % 2**24) for n, word in enumerate(_MENU * 8)]
    sheets = [f"<style>{''.join(chance.sample(rules, 40))}</style>\n" for _ in range(20)]
    return (*scripts, *sheets)


def make_page(number: int, size: int, chance: random.Random) -> tuple[str, str]:
    """Return an article of about `size` characters with what stands around it, and words that it alone has."""
    mark = f"Parcel {number}:"
    title = f"{mark} {_sentence(chance).rstrip('.')}"
    share = chance.uniform(0.15, 0.4)
    links = "".join(f'<li><a href="/{word.lower().replace(" ", "-")}">{word}</a></li>' for word in _MENU)
    article: list[str] = []
    length = 0
    while length < share * size or len(article) < 4:
        article.append(f"<p>{chance.choice(_paragraphs())}</p>\n")
        length += len(article[-1])
    article.insert(len(article) // 2, f"<p>{mark} it was delivered to the harbour office. {_sentence(chance)}</p>\n")
    around: list[str] = []
    length = 0
    while length < (1 - share) * size - 2000:
        if chance.random() < 0.3:
            around.append(chance.choice(_scripts()))
        else:
            teasers = (f'<li><a href="/{chance.randrange(10**6)}">{_sentence(chance)}</a></li>' for _ in range(8))
            around.append(f'<div class="teasers"><h3>Most read</h3><ul>{"".join(teasers)}</ul></div>\n')
        length += len(around[-1])
    scripts = [part for part in around if part.startswith("<s")]
    asides = [part for part in around if part.startswith("<d")]
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} - The Harbour Post</title>\n'
        f'<meta property="article:published_time" content="2024-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00Z">\n'
        f"{''.join(scripts[::2])}</head><body><nav><ul>{links}</ul></nav>\n<aside>{''.join(asides[::3])}</aside>\n"
        f'<main><article><h1>{title}</h1>\n<p class="byline">By Ada Fennwick</p>\n{"".join(article)}</article></main>\n'
        f"<aside>{''.join(asides[1::3])}{''.join(asides[2::3])}</aside>{''.join(scripts[1::2])}"
        "<footer><p>All rights reserved. The Harbour Post is printed on the island.</p></footer></body></html>\n"
    )
    return page, mark


_MARKUP: Final = re.compile(r"<(script|style)>.*?</\1>|<[^>]*>", re.DOTALL)


def page_size(chance: random.Random, median_bytes: int = MEDIAN_BYTES) -> int:
    """Return the size of a page as real ones have it."""
    if chance.random() < LARGE_SHARE:
        return LARGE_BYTES
    return max(MIN_BYTES, int(chance.lognormvariate(math.log(median_bytes), SPREAD)))


# ------------------------------------------------------------------ records and files


def _packer_of(name: str) -> Callable[[bytes], bytes]:
    """Return what packs the records of a WARC file with this name, each by itself."""
    if name.endswith(".zst"):
        import zstandard

        return zstandard.ZstdCompressor(level=3).compress
    return (lambda data: gzip.compress(data, 6, mtime=0)) if name.endswith(".gz") else bytes


def warc_record(
    record_type: str, url: str, content_type: str, block: bytes, *, number: int, length: int | None = None
) -> bytes:
    """Return a record of WARC; one that lies about its length if that is given."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {record_type}\r\nWARC-Record-ID: <{record_id(number)}>\r\n"
        f"WARC-Date: 2024-06-07T10:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def record_id(number: int) -> str:
    """Return the WARC-Record-ID of the record with a number, without brackets."""
    return f"urn:uuid:{uuid.UUID(int=number + 2**64)}"


def http_response(body: bytes, *fields: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return what a server sends."""
    lines = [f"HTTP/1.1 {status}", *fields, f"Content-Length: {len(body) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode() + body


class Warc:
    """A WARC file that is being written, with what must become of its records."""

    def __init__(self, name: str, stream: IO[bytes], expected: list[Expected]) -> None:
        self.name = name
        self.pack = _packer_of(name)
        self._stream = stream
        self._expected = expected

    def add(self, record: bytes, fate: Fate, kind: str, *, packed: bool = False, **about: Any) -> None:
        """Write one record, packed already or not."""
        offset = self._stream.tell()
        self._stream.write(record if packed else self.pack(record))
        self._expected.append(Expected(file=self.name, offset=offset, fate=fate, kind=kind, **about))


HTML: Final = "Content-Type: text/html; charset=utf-8"
_HTTP: Final = "application/http; msgtype=response"

_OTHERS: Final[Mapping[str, float]] = {
    "request": 22,
    "metadata": 3,
    "revisit": 3,
    "picture": 3,
    "document": 2,
    "HTTP 404": 3,
    "HTTP 301": 3,
    "empty": 1,
    "page": 60,
}
"""Kinds of records with their shares, in per cent."""


@dataclass(slots=True)
class Maker:
    """Writes a crawl."""

    folder: Path
    records: int
    hostile_share: float
    huge_bytes: int = HUGE_BYTES
    bomb_bytes: int = BOMB_BYTES
    median_bytes: int = MEDIAN_BYTES
    expected: list[Expected] = field(default_factory=list)
    _chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    _number: int = 0
    _fixtures: list[Fixture] = field(default_factory=read_fixtures)

    def make(self) -> None:
        """Write the archives and the manifest."""
        archives = self.folder / ARCHIVES
        archives.mkdir(parents=True)
        names = [f"crawl-{number:02}.warc.gz" for number in range(WARC_FILES)]
        # Shares of the records, in per cent.
        shares: dict[str, float] = dict.fromkeys(names, 72 / WARC_FILES)
        shares |= {"plain.warc": 6, "crawl.warc.zst": 6, "text.warc.wet.gz": 8}
        lines, rows = self.records * 4 // 100, self.records * 4 // 100
        counts = {name: int(share * self.records / 100) for name, share in shares.items()}
        counts[names[0]] += self.records - lines - rows - sum(counts.values())
        hostile = self._draw_hostile({name: count for name, count in counts.items() if "wet" not in name})
        with ExitStack() as stack:
            for name, count in counts.items():
                stream = stack.enter_context((archives / name).open("wb"))
                warc = Warc(name, stream, self.expected)
                if "wet" in name:
                    self._write_wet(warc, count)
                else:
                    self._write_warc(warc, count, hostile[name])
        self._write_lines(archives / "pages.jsonl.gz", lines)
        self._write_rows(archives / "pages.parquet", rows)
        with (self.folder / MANIFEST).open("w", encoding="utf-8") as manifest:
            manifest.writelines(json.dumps(asdict(one)) + "\n" for one in self.expected)

    def _draw_hostile(self, counts: Mapping[str, int]) -> dict[str, list[str]]:
        """Return which kinds of hostile records go to which file, given how many records each has."""
        drawn: dict[str, list[str]] = {name: [] for name in counts}
        kinds = list(_HOSTILE)
        for place in range(round(self.records * self.hostile_share)):
            kind = kinds[place] if place < len(kinds) else self._chance.choice(_MANY_HOSTILE)
            ends = (".gz",) if kind in _GZIP_ONLY else (".gz", ".zst") if kind in _PACKED_ONLY else ("",)
            fit = [name for name, count in counts.items() if name.endswith(ends) and 3 * len(drawn[name]) < count - 3]
            drawn[self._chance.choice(fit)].append(kind)
        return drawn

    def _next(self) -> tuple[int, str]:
        """Return the number and the address of the next record."""
        self._number += 1
        return self._number, f"https://site{self._number % 997}.example/{self._number % 12 + 1}/{self._number}.html"

    def _write_warc(self, warc: Warc, count: int, hostile: list[str]) -> None:
        number, url = self._next()
        warc.add(
            warc_record("warcinfo", url, "application/warc-fields", b"software: none\r\n", number=number),
            *("skipped", "warcinfo"),
            reason="a warcinfo record",
        )
        count -= 1 + len(hostile)
        # A member can be cut off only at the end of the file.
        cut = [kind for kind in hostile if kind == "cut off"][:1]
        others = [kind for kind in hostile if kind != "cut off"]
        # With a whole record between two of them, for damage that follows on damage is one stretch.
        places = set(self._chance.sample(range(1, count), len(others)))
        for place in range(count):
            if place in places:
                _HOSTILE[others.pop()](self, warc)
            self._write_record(warc, self._chance.choices(list(_OTHERS), list(_OTHERS.values()))[0])
        for kind in cut:
            _HOSTILE[kind](self, warc)

    def _page(self, number: int, size: int | None = None) -> tuple[bytes, str, dict[str, Any]]:
        """Return a page, its Content-Type field, and how it is known again."""
        if size is None and self._chance.random() < FIXTURE_SHARE:
            fixture = self._chance.choice(self._fixtures)
            sort = "text/plain" if fixture.format == "text" else "text/html"
            return fixture.dump, f"Content-Type: {sort}; charset={fixture.encoding}", {"fixture": fixture.slug}
        page, mark = make_page(number, size or page_size(self._chance, self.median_bytes), self._chance)
        return page.encode(), HTML, {"text": mark}

    def _write_record(self, warc: Warc, kind: str) -> None:
        number, url = self._next()
        if kind == "page":
            body, content_type, known = self._page(number)
            coding = self._chance.random()
            fields = [content_type]
            if coding < 0.05:
                body, fields = gzip.compress(body, 6, mtime=0), [*fields, "Content-Encoding: gzip"]
            elif coding < 0.1:
                body, fields = _chunked(body), [*fields, "Transfer-Encoding: chunked"]
            block = http_response(body, *fields)
            warc.add(warc_record("response", url, _HTTP, block, number=number), "page", kind, url=url, **known)
            return
        record_type, content_type, block, reason = _other_record(kind, url, self._chance)
        record = warc_record(record_type, url, content_type, block, number=number)
        warc.add(record, "skipped", kind, reason=reason, url=url)

    def _write_wet(self, warc: Warc, count: int) -> None:
        for _ in range(count):
            number, url = self._next()
            text, mark = make_page(number, min(page_size(self._chance, self.median_bytes), 200_000), self._chance)
            lines = (line for line in _MARKUP.sub("\n", text).split("\n") if line)
            warc.add(
                warc_record("conversion", url, "text/plain", "\n".join(lines).encode(), number=number),
                *("page", "text of a page"),
                url=url,
                text=mark,
            )

    def _write_lines(self, path: Path, count: int) -> None:
        hostile = self.hostile_share and count > 5
        objects, surrogates, broken = (count // 4, count // 3, count // 2) if hostile else (-1, -1, -1)
        with gzip.GzipFile(path, "wb", 6, mtime=0) as file:
            for line in range(count):
                number, url = self._next()
                page, mark = make_page(number, page_size(self._chance, self.median_bytes), self._chance)
                entry = {"id": number, "url": url, "html": page}
                about: dict[str, Any] = {"fate": "page", "kind": "page", "url": url, "text": mark}
                if line == surrogates:
                    entry["html"] = page.replace("</p>", " \ud83d owls \udc00</p>")
                    about |= {"kind": "lone surrogates", "hostile": True}
                text = json.dumps(entry)
                if line == broken:
                    text = text[: len(text) // 2]
                    about = {"fate": "failed", "kind": "broken line", "reason": "is not JSON", "hostile": True}
                if line == objects:
                    many = self._pieces(b'{"a":[]},').decode()
                    text = text[:-1] + ', "a": [' + many + "0]}"
                    about = {"fate": "failed", "kind": "small objects", "reason": "values in", "hostile": True}
                file.write(text.encode() + b"\n")
                self.expected.append(Expected(file=path.name, offset=line, **about))

    def _write_rows(self, path: Path, count: int) -> None:
        import pyarrow
        import pyarrow.parquet

        null, large = (count // 2, count // 3) if self.hostile_share and count > 5 else (-1, -1)
        schema = pyarrow.schema([("id", pyarrow.int64()), ("url", pyarrow.string()), ("html", pyarrow.binary())])
        with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
            rows: list[dict[str, Any]] = []
            for row in range(count):
                number, url = self._next()
                page, mark = make_page(number, page_size(self._chance, self.median_bytes), self._chance)
                rows.append({"id": number, "url": url, "html": None if row == null else page.encode()})
                about: dict[str, Any] = {"fate": "page", "kind": "page", "url": url, "text": mark}
                if row == null:
                    about = {"fate": "failed", "kind": "null", "reason": "holds null", "url": url, "hostile": True}
                if row == large:
                    rows[-1]["html"] = bytes(min(self.bomb_bytes, MAX_ROW_BYTES))
                    about = {"fate": "failed", "kind": "bomb of a row", "reason": "more than the", "url": url}
                    about["hostile"] = True
                self.expected.append(Expected(file=path.name, offset=row, **about))
                if len(rows) == 100 or row == count - 1:
                    writer.write_table(pyarrow.Table.from_pylist(rows, schema))
                    rows.clear()

    # -------------------------------------------------------------- hostile records

    def _response(self, warc: Warc, kind: str, body: bytes, fate: Fate, *fields: str, **about: Any) -> None:
        number, url = self._next()
        record = warc_record("response", url, _HTTP, http_response(body, *fields or (HTML,)), number=number)
        warc.add(record, fate, kind, url=url, hostile=True, **about)

    def _coding_bomb(self, warc: Warc) -> None:
        body = bomb(self.bomb_bytes)
        fields = (HTML, "Content-Encoding: gzip")
        self._response(warc, "bomb in a body", body, "failed", *fields, reason="unpacks to more than")

    def _record_bomb(self, warc: Warc) -> None:
        number, url = self._next()
        head = http_response(b"", HTML)
        record = warc_record("response", url, _HTTP, b"", number=number, length=len(head) + self.bomb_bytes)
        packed = bomb(self.bomb_bytes, record.removesuffix(b"\r\n\r\n") + head, b"\r\n\r\n")
        warc.add(packed, "failed", "bomb of a record", packed=True, reason="more than the", url=url, hostile=True)

    def _pieces(self, piece: bytes) -> bytes:
        return piece * (max(self.huge_bytes, PIECES_BYTES) // len(piece))

    def _tiny_chunks(self, warc: Warc) -> None:
        body = self._pieces(b"1\r\na\r\n") + b"0\r\n\r\n"
        fields = (HTML, "Transfer-Encoding: chunked")
        self._response(warc, "chunks of a byte", body, "failed", *fields, reason="comes in more than")

    def _answers(self, warc: Warc) -> None:
        number, url = self._next()
        record = warc_record("response", url, _HTTP, self._pieces(b"HTTP/1.1 100\r\n\r\n"), number=number)
        about: dict[str, Any] = {"reason": "holds no HTTP response", "url": url, "hostile": True}
        warc.add(record, "failed", "interim answers", **about)

    def _nested(self, warc: Warc) -> None:
        page, mark = make_page(self._number + 1, 5000, self._chance)
        page = page.replace("<main>", "<div>" * NESTING + "<main>").replace("</main>", "</main>" + "</div>" * NESTING)
        self._response(warc, "deep nesting", page.encode(), "page", text=mark)

    def _huge(self, warc: Warc) -> None:
        page, mark = make_page(self._number + 1, self.huge_bytes, self._chance)
        self._response(warc, "huge page", page.encode(), "page", text=mark)

    def _cut_off(self, warc: Warc) -> None:
        number, url = self._next()
        block = http_response(make_page(number, 60_000, self._chance)[0].encode(), HTML)
        packed = warc.pack(warc_record("response", url, _HTTP, block, number=number))
        about: dict[str, Any] = {"packed": True, "reason": "is cut off", "hostile": True}
        warc.add(packed[: len(packed) * 2 // 3], "failed", "cut off", **about)

    def _damaged(self, warc: Warc) -> None:
        number, url = self._next()
        block = http_response(make_page(number, 60_000, self._chance)[0].encode(), HTML)
        packed = bytearray(warc.pack(warc_record("response", url, _HTTP, block, number=number)))
        middle = len(packed) // 2
        packed[middle : middle + 200] = self._chance.randbytes(200)
        warc.add(bytes(packed), "failed", "damaged", packed=True, reason="damaged", hostile=True)

    def _garbage(self, warc: Warc) -> None:
        garbage = b"\x00 no member \xff" + self._chance.randbytes(500).replace(b"\x1f", b"-").replace(b"\x28", b"-")
        warc.add(garbage[1:], "failed", "garbage", packed=True, reason="something that is no", hostile=True)

    def _lie(self, warc: Warc, kind: str, by: int, reason: str) -> None:
        number, url = self._next()
        block = http_response(make_page(number, 60_000, self._chance)[0].encode(), HTML)
        record = warc_record("response", url, _HTTP, block, number=number, length=len(block) + by)
        warc.add(record, "failed", kind, reason=reason, url=url, hostile=True)

    def _short_length(self, warc: Warc) -> None:
        self._lie(warc, "length too small", -900, "don't lead to the next one")

    def _long_length(self, warc: Warc) -> None:
        packed = warc.name.endswith((".gz", ".zst"))
        self._lie(warc, "length too large", 900, "is cut off" if packed else "don't lead to the next one")

    def _http_lies(self, warc: Warc) -> None:
        """A server's own length is often wrong, and the record says how much there is."""
        number, url = self._next()
        page, mark = make_page(number, 60_000, self._chance)
        block = http_response(page.encode(), HTML, length=self._chance.choice((10, 10**9)))
        record = warc_record("response", url, _HTTP, block, number=number)
        warc.add(record, "page", "HTTP length lies", text=mark, url=url, hostile=True)

    def _nulls(self, warc: Warc) -> None:
        page, mark = make_page(self._number + 1, 30_000, self._chance)
        self._response(warc, "NUL characters", page.replace("</p>", "\0\0</p>\0").encode(), "page", text=mark)

    def _bad_utf8(self, warc: Warc) -> None:
        page, mark = make_page(self._number + 1, 30_000, self._chance)
        body = page.encode().replace(b"</p>", b" \xed\xa0\x80\xff</p>")
        self._response(warc, "surrogates and bytes that are no UTF-8", body, "page", text=mark)

    def _binary(self, warc: Warc) -> None:
        body = b"\x89PNG\r\n\x1a\n" + self._chance.randbytes(40_000)
        self._response(warc, "binary called HTML", body, "page", text="")


def _other_record(kind: str, url: str, chance: random.Random) -> tuple[str, str, bytes, str]:
    """Return type, Content-Type and block of a record that is no page, and why it is passed over."""
    match kind:
        case "request":
            block = f"GET {url} HTTP/1.1\r\nUser-Agent: none\r\n\r\n".encode()
            return "request", "application/http; msgtype=request", block, "a request"
        case "metadata":
            return "metadata", "application/warc-fields", b"fetchTimeMs: 120\r\n", "metadata"
        case "revisit":
            return "revisit", _HTTP, http_response(b"", HTML, status="304 Not Modified"), "a revisit"
        case "picture":
            body = b"\x89PNG" + chance.randbytes(chance.randint(2_000, 60_000))
            return "response", _HTTP, http_response(body, "Content-Type: image/png"), "image/png"
        case "document":
            block = http_response(b"%PDF-1.4\n" + chance.randbytes(50_000), "Content-Type: application/pdf")
            return "response", _HTTP, block, "application/pdf"
        case "empty":
            return "response", _HTTP, http_response(b"", HTML), "an empty body"
    status = kind.removeprefix("HTTP ")
    body = b"<html><body><h1>Nothing is here</h1></body></html>"
    return "response", _HTTP, http_response(body, HTML, status=f"{status} No"), f"HTTP status {status}"


def _chunked(body: bytes) -> bytes:
    parts = [body[at : at + 16_000] for at in range(0, len(body), 16_000)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@cache
def bomb(size: int, head: bytes = b"", tail: bytes = b"") -> bytes:
    """Return gzip data that unpacks to `head`, `size` zeros and `tail`."""
    zeros = bytes(2**20)
    count = size // len(zeros)
    # Behind a full flush nothing refers to what came before, so that a piece can be repeated.
    parts = [_deflated(head), _deflated(zeros) * count, _deflated(bytes(size % len(zeros)) + tail)]
    checksum = zlib.crc32(head)
    for _ in range(count):
        checksum = zlib.crc32(zeros, checksum)
    checksum = zlib.crc32(bytes(size % len(zeros)) + tail, checksum)
    end = b"\x03\x00" + struct.pack("<II", checksum, (len(head) + size + len(tail)) % 2**32)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + b"".join(parts) + end


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


_HOSTILE: Final[Mapping[str, Callable[[Maker, Warc], None]]] = {
    "bomb in a body": Maker._coding_bomb,
    "bomb of a record": Maker._record_bomb,
    "chunks of a byte": Maker._tiny_chunks,
    "interim answers": Maker._answers,
    "huge page": Maker._huge,
    "cut off": Maker._cut_off,
    "damaged": Maker._damaged,
    "garbage": Maker._garbage,
    "length too small": Maker._short_length,
    "length too large": Maker._long_length,
    "deep nesting": Maker._nested,
    "HTTP length lies": Maker._http_lies,
    "NUL characters": Maker._nulls,
    "bad UTF-8": Maker._bad_utf8,
    "binary": Maker._binary,
}

_GZIP_ONLY: Final = frozenset({"bomb of a record"})
_PACKED_ONLY: Final = frozenset({"cut off", "damaged", "garbage"})

_SHARES: Final = {"huge page": 1, "cut off": 0}
_MANY_HOSTILE: Final = tuple(kind for kind in _HOSTILE for _ in range(_SHARES.get(kind, 8)))
"""Kinds as often as they are drawn after one of each; a huge page takes as long as thousands of others."""


def read_manifest(folder: Path) -> list[Expected]:
    """Return what must become of the records of a crawl."""
    with (folder / MANIFEST).open(encoding="utf-8") as lines:
        return [Expected(**json.loads(line)) for line in lines]


def digest(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of the archives with a short digest of each."""
    for path in sorted((folder / ARCHIVES).iterdir()):
        with path.open("rb") as file:
            yield path.name, hashlib.file_digest(file, "sha256").hexdigest()[:12]
