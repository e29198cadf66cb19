"""Reads pages from JSONL: one JSON object a line, one of its fields the page.

In: a file, packed or not, or a stream. Out: a `Record` for every line that isn't empty, sealed: `split_lines` looks
for line ends alone, with a bound, so a file that is one endless line takes no memory. `open_line` reads what is in a
line; one that can't be read is a record with a problem that names it. A line that is made to be large as objects is
told by counting.
"""

from __future__ import annotations

import codecs
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final, NamedTuple

from cleanpage.crawl.archives.packing import DamagedError, open_unpacked
from cleanpage.crawl.archives.records import MAX_FIELD_CHARS, Entry, Origin, Reading, Record, Sealed

LINE_SHARE: Final = 2
"""Bytes of a line per byte of the largest page. JSON writes a quote or a line end of HTML as two; only text that
is written in ASCII throughout, six for each letter of Greek, needs more."""

LINE_ROOM: Final = 2**16
"""Bytes of a line for its other fields."""

SHOWN_FIELDS: Final = 8
"""Names of fields that a message lists."""

FREE_BYTES: Final = 2**20
"""Bytes of a line up to which its values aren't counted. Python makes at most 50 times as much of them: of members with
new names of two letters."""

FREE_VALUES: Final = 100_000
BYTES_A_VALUE: Final = 100
"""Values that a longer line may hold, and bytes of it for each more. With 175 bytes for each, the most that one
takes, that is no more than 18 MB and twice the line besides its text. Lines of crawls have some ten values."""

MAX_IN_A_ROW: Final = 1000
"""Lines that are no pages, one upon another, that are told one by one; a file of another kind has nothing else."""

MIN_BYTES: Final = 10
"""Bytes of the shortest line with a page that has any text."""

PIECE_BYTES: Final = 2**20
"""Bytes of a line that are read at a time."""

_SEALED: Final = Sealed(kind="line")


def split_lines(name: str, reading: Reading, stream: BinaryIO | None = None) -> Iterator[Entry]:
    """Return the lines of a JSONL file or, if given, of a stream called `name`, as sealed records.

    Raises:
        InputError: the file can't be opened, or is packed with zstd and there is no package to unpack it.
    """
    for position, line in enumerate(_without_others(_lines(name, reading, stream))):
        origin = Origin(file=name, position=position, offset=line.number)
        if line.problem:
            yield Record(origin=origin, problem=line.problem)
        else:
            yield Record(origin=origin, data=line.data, sealed=_SEALED)


class _Line(NamedTuple):
    number: int
    """Counted from 0."""
    data: bytes = b""
    problem: str = ""


def _lines(name: str, reading: Reading, stream: BinaryIO | None) -> Iterator[_Line]:
    """Yield the lines that aren't empty."""
    longest = LINE_SHARE * reading.max_bytes + LINE_ROOM
    with open_unpacked(name, stream) as file:
        for number in itertools.count():
            try:
                line = _read_line(file, longest)
            except DamagedError as error:
                problem = f"line {number + 1} and what follows is lost: {error}; copy or download the file again"
                yield _Line(number, problem=problem)
                return
            if line is None:
                yield _Line(number, problem=f"line {number + 1} is longer than {longest} bytes, too long for a page")
                continue
            if not line:
                return
            if number == 0:
                line = line.removeprefix(codecs.BOM_UTF8)
            if line and not line.isspace():
                yield _Line(number, line)


def _read_line(file: BinaryIO, longest: int) -> bytes | None:
    """Return the next line, b"" if there is none; None for one that is too long, of which nothing is kept."""
    piece = file.readline(PIECE_BYTES)
    pieces, size = [piece], len(piece)
    while len(piece) == PIECE_BYTES and not piece.endswith(b"\n"):
        piece = file.readline(PIECE_BYTES)
        size += len(piece)
        pieces = [*pieces, piece] if size <= longest else []
    return b"".join(pieces) if size <= longest else None


def _without_others(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Yield the lines; those beyond MAX_IN_A_ROW that can't be pages, one upon another, are one."""
    in_a_row = 0
    first: _Line | None = None
    last = 0
    for line in lines:
        in_a_row = in_a_row + 1 if not line.problem and _is_other(line.data) else 0
        if in_a_row > MAX_IN_A_ROW:
            first, last = first or line, line.number
            continue
        if first:
            yield _others(first, last)
            first = None
        yield line
    if first:
        yield _others(first, last)


def _is_other(line: bytes) -> bool:
    """Return whether a line is at first sight no object with a page."""
    front = line[: 2 * MIN_BYTES].strip()
    return len(front) < MIN_BYTES or not front.startswith(b"{")


def _others(first: _Line, last: int) -> _Line:
    if first.number == last:
        return first
    problem = f"lines {first.number + 1} to {last + 1} hold no pages, like the {MAX_IN_A_ROW} before them"
    return first._replace(data=b"", problem=problem)


def open_line(record: Record, reading: Reading) -> Record:
    """Return the record of a line with its page, or with the reason why there is none."""
    assert isinstance(record.data, bytes)
    origin, line = record.origin, record.data
    number = (origin.offset or 0) + 1
    if values := _too_many_values(line):
        problem = f"line {number} holds {values} values in {len(line)} bytes, too many for a page"
        return Record(origin=origin, problem=problem)
    try:
        # Some writers leave tabs in strings as they are, which the standard forbids.
        fields = json.loads(line.strip().decode(), strict=False)
    except UnicodeDecodeError as error:
        return Record(
            origin=origin,
            problem=f"line {number} is not in UTF-8 (byte {error.start} of the line); convert it to UTF-8",
        )
    except ValueError as error:
        return Record(origin=origin, problem=f"line {number} is not JSON ({error}); write one object a line")
    except RecursionError:
        return Record(origin=origin, problem=f"line {number} nests too deeply; write one flat object a line")
    if not isinstance(fields, dict):
        return Record(origin=origin, problem=f"line {number} holds no JSON object; write one object a line")
    url = _text(fields, reading.url_columns)
    column = next((column for column in reading.columns if column in fields), None)
    if column is None:
        problem = f"line {number} has none of the fields {_listed(reading.columns)}"
        problem += f"; it has {_listed(fields)}: name the one with the page (--column)"
        return Record(origin=origin, url=url, problem=problem)
    page = fields[column]
    if not isinstance(page, str):
        problem = f"line {number} holds no text in {column!r}, but {_kind(page)}; name another field (--column)"
        return Record(origin=origin, url=url, problem=problem)
    if len(page) > reading.max_bytes:
        problem = f"line {number} holds a page of {len(page)} characters, more than the limit of {reading.max_bytes}"
        return Record(origin=origin, url=url, problem=problem)
    return Record(origin=origin, data=page, url=url, content_type=_text(fields, ("content_type",)))


def _too_many_values(line: bytes) -> int:
    """Return how many values a line holds, if that is more than it may; else 0.

    Only marks outside of strings count, and nothing is made of them: the line is gone over some times, at 1 GB a
    second.
    """
    most = FREE_VALUES + len(line) // BYTES_A_VALUE
    if len(line) <= FREE_BYTES or _count_marks(line) <= most:
        return 0
    # Without what is escaped, every quote begins or ends a string.
    bare = line.replace(rb"\\", b"").replace(b'\\"', b"")
    if (strings := bare.count(b'"') // 2) > most:
        return strings
    marks = _count_marks(b"".join(bare.split(b'"')[::2]))
    return marks if marks > most else 0


def _count_marks(text: bytes) -> int:
    """Return how many values begin in a text, about: behind each of these marks there is one, or none."""
    return len(text.translate(None, _NO_MARKS))


_NO_MARKS: Final = bytes(set(range(256)) - set(b",[{:"))


def _text(fields: dict[str, Any], columns: Sequence[str]) -> str | None:
    """Return the first of the fields that there is; None if it is empty, overlong or no text."""
    value = next((fields[column] for column in columns if column in fields), None)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_FIELD_CHARS:
        return None
    # JSON can hold half a surrogate pair, which no file can.
    return value.encode("utf-8", "replace").decode()


def _listed(names: Sequence[str] | dict[str, Any]) -> str:
    shown = [repr(name[:40]) for name in list(names)[:SHOWN_FIELDS]]
    return ", ".join(shown) + (" …" if len(names) > SHOWN_FIELDS else "") if shown else "none"


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case _:
            return "an object"
