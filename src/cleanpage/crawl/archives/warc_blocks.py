"""Finds the records of a WARC file, and what is damaged between them, so that every byte is accounted for.

In: the members of a file (`packing`). Out: `Block`s that follow one another without a gap: a record, or a stretch
that is none, with a problem in words. A record counts as whole when its length leads to the next record or the
end, and what it is packed in ended sound; until then it is held back. A length is not believed against the
records that can be seen: behind one that lies, reading goes on at the next header inside what it claimed. It
doesn't know what is in a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cleanpage.crawl.archives.packing import DamagedError, Members

MAGIC: Final = b"WARC/"
"""First bytes of a record (ISO 28500)."""

MAX_HEAD_BYTES: Final = 64 * 2**10
"""Bytes above which a header is none. Servers refuse addresses, the longest thing in it, of more than some 8 kB."""

MAX_FIELDS: Final = 1000
"""Lines of a header that are read. Servers send some 30, and Apache takes 100."""

SKIP_SHARE: Final = 4
"""How many times the largest record is unpacked in order to pass over a larger one; after that the next record is
looked for in the packed data, which a bomb has little of. Zlib unpacks 500 MB of it in a second."""

_RECORD: Final = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][A-Za-z0-9-]{0,60}:")
"""Begin of a record, told from a text that only names the format by the field that follows."""
_BLANK: Final = re.compile(rb"[\r\n]*")
_RECORD_BYTES: Final = 80
"""Bytes that `_RECORD` takes at most. The longest name of a field that is in use has 28 letters."""

_LENGTH: Final = re.compile(r"\d{1,18}", re.ASCII)


class Block(NamedTuple):
    """One record, or a stretch of the file where one should be."""

    offset: int
    """Index in the file of its first byte; where several share a packed member, of the member."""
    length: int | None
    """Bytes from there to the next block; None for all but the last one in a packed member."""
    fields: dict[str, str]
    """Fields of the header by their name in small letters; of several with a name, the first."""
    data: bytes
    """What follows the header; b"" if there is a problem."""
    problem: str
    """Why it is no record, or is not whole, and what to try."""


def read_blocks(members: Members, max_bytes: int) -> Iterator[Block]:
    """Return the records of a WARC file in their order; of those with more than `max_bytes`, only the header."""
    held: Block | None = None
    reader = _BlockReader(members, max_bytes)
    for block in reader.blocks():
        if held:
            yield _ended(held, block.offset)
        held = block
    if held:
        yield _ended(held, reader.end)


def parse_fields(head: bytes, encoding: str = "utf-8") -> dict[str, str]:
    r"""Return the fields of a header by name in small letters, of the first MAX_FIELDS lines behind the first line.

    >>> parse_fields(b"HTTP/1.1 200 OK\r\nContent-Type: text/html")
    {'content-type': 'text/html'}
    """
    fields: dict[str, str] = {}
    lines = head.split(b"\n", MAX_FIELDS + 1)
    text = b"\n".join(lines[: MAX_FIELDS + 1]).decode(encoding, "replace")
    if "\n " in text or "\n\t" in text:
        text = _FOLD.sub(" ", text)
    for line in text.split("\n")[1:]:
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


_FOLD: Final = re.compile(r"\r?\n[ \t]+")


def _ended(block: Block, end: int) -> Block:
    return block._replace(length=end - block.offset) if end > block.offset else block


def _blank_end(data: bytearray, start: int) -> int:
    blank = _BLANK.match(data, start)
    return blank.end() if blank else start


def _damaged(offset: int, fields: dict[str, str], problem: str) -> Block:
    return Block(offset, None, fields, b"", f"{problem}; copy or download the archive again")


class _BlockReader:
    """Reads sections: what may be read without a look at where members end.

    A section goes from a member that begins like a record to the next one that does. A file that isn't packed is
    one section, and so is one that was packed whole, or in slices without regard to the records.
    """

    def __init__(self, members: Members, max_bytes: int) -> None:
        self._members = members
        self._max_bytes = max_bytes
        self.end = 0
        """Index in the file of the byte behind the last block, when all have been read."""
        self._open_section()

    def _open_section(self) -> None:
        self._start = self._members.member
        """Index in the file of the section; if the file isn't packed, of `_data[0]`."""
        self._data = bytearray()
        """What is unpacked of the section, as far as it is needed still."""
        self._at = 0
        """Index in `_data` of what is read next."""
        self._searched = 0
        """Index in `_data` up to which no header ends that has begun."""
        self._unused = 0
        """Bytes unpacked since the last block began."""
        self._over = False
        """Whether the section has no more than is in `_data`."""
        self._more = False
        """Whether another section follows."""
        self._damage = ""
        """Why the section ended, if not well."""
        self._damage_behind = ""
        """Why what follows the section is none."""

    def blocks(self) -> Iterator[Block]:
        """Return the blocks; lengths are still None."""
        while True:
            yield from self._read_section()
            if self._damage_behind:
                yield _damaged(self._members.member, {}, self._damage_behind)
            if self._damage or self._damage_behind:
                self._more = self._members.recover(MAGIC)
            if not self._more:
                break
            self._open_section()
        self.end = self._members.position

    @property
    def _limit(self) -> int:
        return SKIP_SHARE * self._max_bytes

    def _read_section(self) -> Iterator[Block]:
        told = False
        while self._pass_blank():
            self._unused = 0
            block = self._read_block()
            told = bool(block.problem)
            yield block
        if self._damage and not told:
            yield _damaged(self._offset, {}, self._damage)

    @property
    def _offset(self) -> int:
        return self._start if self._members.packing else self._start + self._at

    def _read_block(self) -> Block:
        offset = self._offset
        self._need(len(MAGIC))
        if not self._data.startswith(MAGIC, self._at):
            return self._resume(offset, {}, "there is no record here, but other data")
        size = self._head_size()
        # A header that another one begins in would get the fields of both.
        if not size or _RECORD.search(self._data, self._at + len(MAGIC), self._at + size):
            words = self._damage or "the header of the record has no end"
            self._at += len(MAGIC)
            return self._resume(offset, {}, words)
        fields = parse_fields(bytes(self._data[self._at : self._at + size]))
        self._at += size
        declared = fields.get("content-length", "")
        if not _LENGTH.fullmatch(declared):
            return self._resume(offset, fields, "the header of the record has no valid Content-Length")
        length = int(declared)
        if length > self._max_bytes:
            return self._pass_over(offset, fields, length)
        if not self._need(length):
            there = len(self._data) - self._at
            words = self._damage or f"the record is cut off: {there} of the {length} bytes that it declares are there"
            return self._resume(offset, fields, words)
        if problem := self._problem_behind(length):
            return self._resume(offset, fields, problem)
        end = self._at + length
        with memoryview(self._data) as view:
            data = bytes(view[self._at : end])
        self._at = end
        return Block(offset, None, fields, data, "")

    def _head_size(self) -> int:
        """Return the bytes of the header with the empty line behind it; 0 if it has no end."""
        while True:
            start, limit = max(self._at, self._searched - 3), self._at + MAX_HEAD_BYTES
            end = self._data.find(b"\r\n\r\n", start, limit)
            # Some tools write no carriage returns, and a page behind the header can hold two line ends.
            bare = self._data.find(b"\n\n", start, end if end >= 0 else limit)
            if bare >= 0 or end >= 0:
                self._searched = bare if bare >= 0 else end
                return self._searched - self._at + (2 if bare >= 0 else 4)
            self._searched = max(self._searched, min(limit, len(self._data)))
            if len(self._data) >= limit or not self._fill():
                return 0

    def _problem_behind(self, length: int) -> str:
        """Return why a record of this length, all of which is there, isn't whole; "" if it is."""
        behind = length
        while True:
            behind = _blank_end(self._data, self._at + behind) - self._at
            seen = len(self._data) - self._at - behind
            if seen >= len(MAGIC) or behind - length > MAX_HEAD_BYTES or not self._fill():
                break
        if self._data.startswith(MAGIC, self._at + behind):
            return ""
        if self._damage or (self._over and not seen):
            return self._damage
        if self._data.startswith((b"\r\n\r\n", b"\n\n"), self._at + length):
            return ""  # what follows is a block of its own
        return f"the {length} bytes that the record declares don't lead to the next one"

    def _pass_over(self, offset: int, fields: dict[str, str], length: int) -> Block:
        words = f"the record declares {length} bytes, more than the {self._max_bytes} that are read"
        if self._members.can_seek:
            end = self._offset + length
            behind = self._members.look(end, _RECORD_BYTES)
            if behind is None or not (behind.startswith((b"\r\n\r\n", b"\n\n", MAGIC)) or not behind.strip()):
                return self._resume(offset, fields, words)
            if end > self._start + len(self._data):
                self._members.seek(end)
                self._data.clear()
                self._start, self._at, self._searched = end, 0, 0
                return Block(offset, None, fields, b"", words)
        while length:
            passed = min(length, len(self._data) - self._at)
            self._at += passed
            length -= passed
            if length and not self._fill():
                break
        return Block(offset, None, fields, b"", words)

    def _resume(self, offset: int, fields: dict[str, str], problem: str) -> Block:
        """Return the block with the problem, and go to the next header that can be seen in the section."""
        while not (found := _RECORD.search(self._data, self._at)):
            self._at = max(self._at, len(self._data) - _RECORD_BYTES)
            if not self._fill():
                break
        self._at = found.start() if found else len(self._data)
        return _damaged(offset, fields, problem)

    def _pass_blank(self) -> bool:
        """Go to the next byte that is no line end, and return whether there is one in the section."""
        while True:
            self._at = _blank_end(self._data, self._at)
            if self._at < len(self._data):
                return True
            if not self._fill():
                return False

    def _need(self, size: int) -> bool:
        """Return whether so many bytes are there from `_at` on, after unpacking what it takes."""
        while len(self._data) - self._at < size:
            if not self._fill():
                return False
        return True

    def _fill(self) -> bool:
        """Return whether the section has more bytes, and append them to `_data`; what is behind `_at` goes."""
        if self._over:
            return False
        chunk = b""
        try:
            while not (chunk := self._members.read()):
                if not self._advance():
                    self._over = True
                    return False
        except DamagedError as error:
            self._damage = str(error)
        if self._unused > self._limit and self._members.packing:
            self._damage = f"more than {self._limit} bytes unpack to no record"
        if self._damage:
            self._over = True
            return False
        if self._at:
            del self._data[: self._at]
            self._start += 0 if self._members.packing else self._at
            self._searched -= self._at
            self._at = 0
        self._data += chunk
        self._unused += len(chunk)
        return True

    def _advance(self) -> bool:
        """Return whether there is another member of the section; else tell in attributes what there is."""
        try:
            if not self._members.advance():
                return False
            self._more = self._members.begins_with(MAGIC)
        except DamagedError as error:
            self._damage_behind = str(error)
            return False
        return not self._more
