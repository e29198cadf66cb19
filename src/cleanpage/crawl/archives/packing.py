"""Unpacks gzip and zstd while reading, and says where the data is cut off or damaged.

In: a stream, which need not be able to seek. Out: its unpacked bytes, member by member (`Members`) or all in one
(`open_unpacked`). The first bytes decide what it is packed with, not the name. A packed file can be several
joined ones, and an archive is packed record by record, so a member is what can be read by itself: behind damage,
reading goes on at the next one that begins as the caller expects. However a file is damaged, no byte of it is
gone over more than some few times.
"""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, Protocol

from cleanpage.errors import InputError

if TYPE_CHECKING:
    # What can be read into, which has a name in `collections.abc` from Python 3.12 on.
    from _typeshed import WriteableBuffer

GZIP_MAGIC: Final = b"\x1f\x8b"
"""First bytes of gzip data (RFC 1952). They count, the name doesn't: servers unpack without renaming."""

ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
"""First bytes of a zstd frame (RFC 8878)."""

DICTIONARY_MAGIC: Final = b"\x5d\x2a\x4d\x18"
"""First bytes of the skippable frame that holds the dictionary of a .warc.zst that has one (IIPC, "Use of
Zstandard with WARC files")."""

MAX_DICTIONARY_BYTES: Final = 16 * 2**20
"""Bytes above which a dictionary is none; zstd makes them of 112 KiB unless told otherwise."""

READ_BYTES: Final = 256 * 2**10
"""Bytes that are read from the file at a time."""

GZIP_FEED_BYTES: Final = 16 * 2**10
"""Bytes given to zlib at a time. It copies what it has no use for: behind a small member, most of it."""

ZSTD_FEED_BYTES: Final = 2**10
"""Bytes given to zstd at a time: what comes out has no bound there, and four bytes of a bomb are 128 KiB."""

ZSTD_FEWEST_BYTES: Final = 16
"""Bytes given to zstd at a time where more have just become too much."""

MAX_CHUNK_BYTES: Final = 2**20
"""Bytes, unpacked, that one call returns at most from gzip."""

KEPT_BYTES: Final = 2**20
"""Packed bytes that are kept, to look through them for another member if this one turns out damaged. Damaged data
unpacks to nonsense until a block of it ends, some 10 to 100 kB on, and may have passed whole members by then."""

FREE_AGAIN_BYTES: Final = 64 * 2**20
MAX_AGAIN_SHARE: Final = 4
"""Bytes, packed and unpacked, that may be gone over again behind damage: so many, and so many times what was
read. What needs more is made to cost time: members that begin inside each other. The first takes zlib .2 s."""

MAX_WINDOW_BYTES: Final = 2**27
"""Memory that a zstd frame may ask for; what the zstd command allows without `--long=31`."""

FREE_UNPACKED_BYTES: Final = 256 * 2**20
MAX_RATIO: Final = 4000
"""Bytes that zstd may unpack to, in all: so many, and so many times what was read. Gzip can't make more than 1,032 of a
byte, zstd up to 32,000. A frame that goes beyond is given up, the next one has what was read meanwhile."""

_ZEROS: Final = re.compile(rb"\0+")
_HEAD_BYTES: Final = 8
"""Bytes of a magic number and of the size of a skippable frame."""

Packing = Literal["", "gzip", "zstd"]


class DamagedError(InputError):
    """Packed data is cut off or is none; the message has the place in words."""

    def __init__(self, what: str, position: int) -> None:
        super().__init__(f"{what} at byte {position}")
        self.position = position
        """About where in the file, counted from 0."""


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...


def packing_of(head: bytes) -> Packing:
    """Return what data that begins like this is packed with; "" if it isn't.

    >>> packing_of(bytes([0x1F, 0x8B, 8]))
    'gzip'
    """
    if head.startswith(GZIP_MAGIC):
        return "gzip"
    # There are 16 magic numbers of skippable frames, which differ in half a byte.
    if head.startswith(ZSTD_MAGIC) or (head[1:4] == DICTIONARY_MAGIC[1:] and head[0] & 0xF0 == 0x50):
        return "zstd"
    return ""


def open_file(name: str) -> BinaryIO:
    """Return the file opened to read bytes.

    Raises:
        InputError: there is none, or it may not be read; in words.
    """
    try:
        return Path(name).open("rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError("there is no such file; check the name") from error
    except PermissionError as error:
        raise InputError("permission denied; check who may read it") from error
    except (OSError, ValueError) as error:
        raise InputError(f"it can't be opened ({getattr(error, 'strerror', None) or error}); check the file") from error


def open_unpacked(name: str, stream: BinaryIO | None = None) -> io.BufferedReader:
    """Return the unpacked bytes of a file, or of the stream given for it, as a stream.

    Raises:
        InputError: the file can't be opened, or a package is missing. Reading from what is returned raises
            DamagedError where packed data is cut off or damaged.
    """
    return io.BufferedReader(_Unpacked(open_file(name) if stream is None else stream, shared=stream is not None))


class Members:
    """The members of a stream, one after the other; all of a stream that isn't packed is one member.

    `read` gives the bytes of the member until it has ended, `advance` goes to the next one, `recover` to one behind
    damage.

    Raises:
        InputError: a package that is missing; only when made.
    """

    def __init__(self, stream: BinaryIO, *, expected: Packing = "", plain: bytes = b"") -> None:
        """Read the first bytes; if these are neither packed nor `plain`, they are damaged data that is `expected`."""
        self._stream = stream
        self._failure = ""
        """Why the stream itself can't be read further."""
        self._raw = b""
        self._raw_start = stream.tell() if stream.seekable() else 0
        self._first = self._raw_start
        self._at = 0
        """Index in `_raw` of the byte that is unpacked next."""
        self._feed_bytes = ZSTD_FEED_BYTES
        self._peeked = b""
        self._unpacker: _Unpacker | None = None
        self._damage: DamagedError | None = None
        """What is wrong with the member; stays until another one is opened."""
        self._furthest = 0
        self._unpacked = 0
        """Bytes that came out of zstd, no more than are allowed."""
        self._again = 0
        """Bytes, packed and unpacked, that were gone over a second time."""
        self.member = self._raw_start
        """Index in the file of the first byte of the member."""
        self.packing: Packing = ""
        while len(self._raw) < _HEAD_BYTES and self._refill():
            pass
        self.packing = packing_of(self._raw)
        is_broken = bool(expected and not self.packing and self._raw and not self._raw.startswith(plain))
        if is_broken:
            self.packing = expected
        self._errors: tuple[type[Exception], ...] = (zlib.error,)
        if self.packing == "zstd":
            self._prepare_zstd()
        self._open()
        if is_broken:
            self._tell_other()

    @property
    def position(self) -> int:
        """Index in the file of the byte that is unpacked next; beyond the last member, the size of the file."""
        return self._raw_start + self._at

    @property
    def can_seek(self) -> bool:
        """Whether `seek` and `look` work: the stream can, and isn't packed."""
        return not self.packing and self._stream.seekable()

    def read(self) -> bytes:
        """Return some more bytes of the member; b"" if it has ended, whole and sound.

        Raises:
            DamagedError: it is cut off or damaged. What was returned of it before may be damaged too.
        """
        if self._peeked:
            peeked, self._peeked = self._peeked, b""
            return peeked
        if self._damage:
            raise self._damage
        if not self.packing:
            return self._read_plain()
        while self._unpacker is not None and not self._unpacker.eof:
            if self._at == len(self._raw) and not self._refill():
                raise DamagedError(self._failure or f"the {self.packing} data is cut off", self.position)
            if chunk := self._unpack(self._unpacker):
                return chunk
        return b""

    def begins_with(self, prefix: bytes) -> bool:
        """Return whether the member, of which nothing has been read, begins so; raises what `read` raises."""
        front = b""
        try:
            while len(front) < len(prefix) and (chunk := self.read()):
                front += chunk
        finally:
            self._peeked = front
        return front.startswith(prefix)

    def advance(self) -> bool:
        """Return whether there is a member after this one, which has ended; `member` is its place, or the end.

        Raises:
            DamagedError: something else stands there.
        """
        while self.packing:
            # Zeros fill up the blocks of tapes and some disks, and gzip passes over them too.
            if zeros := _ZEROS.match(self._raw, self._at):
                self._at = zeros.end()
            if self._at < len(self._raw) or not self._refill():
                break
        self.member = self.position
        while len(self._raw) - self._at < len(ZSTD_MAGIC) and self._refill():
            pass
        if self._at == len(self._raw) and not self._failure:
            return False
        if packing_of(self._raw[self._at : self._at + len(ZSTD_MAGIC)]) != self.packing:
            raise self._tell_other()
        self._open()
        return True

    def recover(self, prefix: bytes) -> bool:
        """Return whether there is another member that begins with `prefix`, and go there.

        It is looked for from the second byte of this one on. `member` is its place, or the end of the file. False
        for a stream that isn't packed.
        """
        start = self.member + 1
        while self._find_magic(start):
            start = self.position + 1
            self._open()
            try:
                if self.begins_with(prefix):
                    return True
            except DamagedError:
                continue
        self._peeked = b""
        self._unpacker = self._damage = None
        self._at = len(self._raw)
        while not self.packing and self._refill():
            self._at = len(self._raw)
        self.member = self.position
        return False

    def seek(self, position: int) -> None:
        """Go to a byte of a stream, if `can_seek`."""
        self._stream.seek(position)
        self._raw, self._raw_start, self._at, self._peeked = b"", position, 0, b""

    def look(self, position: int, size: int) -> bytes | None:
        """Return the bytes of a stream at a place, if `can_seek`; None if the stream ends before the place."""
        here = self._stream.tell()
        try:
            if position > self._stream.seek(0, io.SEEK_END):
                return None
            self._stream.seek(position)
            return self._stream.read(size)
        except OSError:
            return None
        finally:
            self._stream.seek(here)

    def _read_plain(self) -> bytes:
        if self._at == len(self._raw) and not self._refill() and self._failure:
            raise DamagedError(self._failure, self.position)
        chunk = self._raw[self._at :]
        self._at = len(self._raw)
        return chunk

    def _find_magic(self, start: int) -> bool:
        """Go to the first magic number from `start` on, and return whether there is one."""
        if self._again > FREE_AGAIN_BYTES + MAX_AGAIN_SHARE * self._furthest:
            start = max(start, self._furthest)
        magic = GZIP_MAGIC if self.packing == "gzip" else ZSTD_MAGIC
        self._at = min(max(start - self._raw_start, 0), len(self._raw))
        while self.packing:
            if (found := self._raw.find(magic, self._at)) >= 0:
                self._at = found
                return True
            # One may stand across two readings.
            self._at = max(self._at, len(self._raw) - len(magic) + 1)
            self.member = self.position
            if not self._refill():
                break
        return False

    def _tell_other(self) -> DamagedError:
        words = self._failure or f"something that is no {self.packing} data begins"
        self._damage = DamagedError(words, self.member)
        return self._damage

    def _open(self) -> None:
        self.member = self.position
        self._peeked = b""
        self._damage = None
        if self.packing == "gzip":
            self._unpacker = zlib.decompressobj(wbits=31)
        elif self.packing == "zstd":
            self._unpacker = self._zstd.decompressobj()

    def _prepare_zstd(self) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise InputError('reading zstd needs the package zstandard; pip install "cleanpage[zstd]"') from error
        self._errors = (zstandard.ZstdError,)
        settings: dict[str, Any] = {"max_window_size": MAX_WINDOW_BYTES}
        size = int.from_bytes(self._raw[4:8], "little")
        if self._raw.startswith(DICTIONARY_MAGIC) and size <= MAX_DICTIONARY_BYTES:
            while len(self._raw) < 8 + size and self._refill():
                pass
            dictionary = self._raw[8 : 8 + size]
            try:
                if dictionary.startswith(ZSTD_MAGIC):
                    unpacker = zstandard.ZstdDecompressor(**settings)
                    dictionary = unpacker.decompress(dictionary, max_output_size=MAX_DICTIONARY_BYTES)
                settings["dict_data"] = zstandard.ZstdCompressionDict(dictionary)
                self._zstd = zstandard.ZstdDecompressor(**settings)
            except zstandard.ZstdError as error:
                raise InputError(f"its zstd dictionary is damaged ({error}); copy or download it again") from error
        else:
            self._zstd = zstandard.ZstdDecompressor(**settings)

    def _unpack(self, unpacker: Any) -> bytes:
        position = self.position
        try:
            if self.packing == "gzip":
                fed = self._raw[self._at : self._at + GZIP_FEED_BYTES]
                chunk: bytes = unpacker.decompress(fed, MAX_CHUNK_BYTES)
            else:
                fed = self._raw[self._at : self._at + self._feed_bytes]
                chunk = unpacker.decompress(fed)
                if len(chunk) > MAX_CHUNK_BYTES:
                    self._feed_bytes = ZSTD_FEWEST_BYTES
                elif self._feed_bytes < ZSTD_FEED_BYTES:
                    self._feed_bytes *= 2
        except self._errors as error:
            self._at += len(fed)
            self._count(position, 0)
            self._damage = DamagedError(f"the {self.packing} data is damaged ({_words(error)})", position)
            raise self._damage from None
        # At the end of a member zlib can give what is left twice.
        self._at += len(fed) - len(unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail)
        self._count(position, len(chunk))
        if self.packing == "zstd":
            self._check_ratio(position, len(chunk))
        return chunk

    def _check_ratio(self, position: int, unpacked: int) -> None:
        most = FREE_UNPACKED_BYTES + MAX_RATIO * (self._furthest - self._first)
        self._unpacked += unpacked
        if self._unpacked > most:
            self._unpacked = most
            self._damage = DamagedError(f"the zstd data unpacks to more than {MAX_RATIO} times its size", position)
            raise self._damage

    def _count(self, position: int, unpacked: int) -> None:
        if position < self._furthest:
            self._again += self.position - position + unpacked
        self._furthest = max(self._furthest, self.position)

    def _refill(self) -> bool:
        """Return whether there are more bytes, and append them to `_raw`."""
        try:
            more = b"" if self._failure else self._stream.read(READ_BYTES)
        except OSError as error:
            self._failure = f"it can't be read ({error.strerror or error})"
            return False
        if not more:
            return False
        drop = self._at
        if self.packing:
            drop = max(0, min(drop, max(self.member - self._raw_start, drop - KEPT_BYTES)))
        self._raw = self._raw[drop:] + more
        self._raw_start += drop
        self._at -= drop
        return True


def _words(error: Exception) -> str:
    """Return what a library says, without what it says each time.

    >>> _words(zlib.error("Error -3 while decompressing data: invalid block type"))
    'invalid block type'
    """
    return str(error).rpartition(": ")[2]


class _Unpacked(io.RawIOBase):
    """All the members of a stream as one stream of unpacked bytes."""

    def __init__(self, stream: BinaryIO, *, shared: bool) -> None:
        self._stream = stream
        self._shared = shared
        self._rest = memoryview(b"")
        try:
            self._members = Members(stream)
        except InputError:
            self.close()
            raise

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        while not self._rest:
            self._rest = memoryview(self._members.read())
            if not self._rest and not self._members.advance():
                return 0
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def close(self) -> None:
        if not self._shared:
            self._stream.close()
        super().close()
