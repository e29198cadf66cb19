from __future__ import annotations

import gzip
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.crawl.archives import packing
from cleanpage.crawl.archives.packing import (
    FREE_UNPACKED_BYTES,
    MAX_RATIO,
    DamagedError,
    Members,
    open_unpacked,
    packing_of,
)
from cleanpage.errors import InputError

TEXT = b"".join(b"Owl number %d hunts at night.\n" % number for number in range(500))


class Pipe(io.BytesIO):
    """A stream that can't go back, as standard input."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError("Illegal seek")

    tell = seek


def zstd(*texts: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    return b"".join(zstandard.ZstdCompressor(write_checksum=True).compress(text) for text in texts)


def gz(*texts: bytes) -> bytes:
    return b"".join(gzip.compress(text, mtime=0) for text in texts)


PACKERS = [pytest.param(gz, id="gzip"), pytest.param(zstd, id="zstd")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"\x1f\x8b\x08", "gzip", id="gzip"),
        pytest.param(b"\x28\xb5\x2f\xfd", "zstd", id="zstd"),
        pytest.param(b"\x50\x2a\x4d\x18", "zstd", id="first-skippable"),
        pytest.param(b"\x5f\x2a\x4d\x18", "zstd", id="last-skippable"),
        pytest.param(b"\x60\x2a\x4d\x18", "", id="no-skippable"),
        pytest.param(b"<p>", "", id="plain"),
        pytest.param(b"\x1f", "", id="half"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_packing_of(head: bytes, expected: str) -> None:
    assert packing_of(head) == expected


@pytest.mark.parametrize("pack", [*PACKERS, pytest.param(lambda *texts: b"".join(texts), id="plain")])
@pytest.mark.parametrize("stream", [io.BytesIO, Pipe])
@pytest.mark.parametrize("read_bytes", [1, 7, 2**18])
def test_open_unpacked(
    pack: Callable[..., bytes], stream: type[io.BytesIO], read_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "READ_BYTES", read_bytes)
    data = pack(TEXT, b"", b"and its end")
    assert open_unpacked("-", stream(data)).read() == TEXT + b"and its end"


def test_a_file_is_closed_and_a_stream_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gz(TEXT))
    with open_unpacked(str(tmp_path / "a.gz")) as lines:
        assert lines.readline() == b"Owl number 0 hunts at night.\n"
    given_stream = io.BytesIO(gz(TEXT))
    with open_unpacked("-", given_stream) as lines:
        lines.read()
    assert not given_stream.closed


@pytest.mark.parametrize("name", ["missing.gz", "folder", "a\0b", "file/under/file"])
def test_no_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="check"):
        open_unpacked(str(tmp_path / name))


@pytest.mark.parametrize("pack", PACKERS)
def test_every_cut_is_told(pack: Callable[..., bytes]) -> None:
    first, second = pack(TEXT), pack(b"short")
    data = first + second
    for size in range(4, len(data)):
        if size == len(first):
            assert open_unpacked("-", io.BytesIO(data[:size])).read() == TEXT
            continue
        with pytest.raises(DamagedError, match="at byte") as error:
            open_unpacked("-", io.BytesIO(data[:size])).read()
        assert len(first) <= error.value.position <= size or size < len(first)


@pytest.mark.parametrize("pack", PACKERS)
@given(data=st.data())
def test_every_flipped_byte_is_told_or_harmless(pack: Callable[..., bytes], data: st.DataObject) -> None:
    packed = bytearray(pack(TEXT[:2000], TEXT[:300]))
    index = data.draw(st.integers(4, len(packed) - 1))
    packed[index] ^= data.draw(st.integers(1, 255))
    try:
        read = open_unpacked("-", io.BytesIO(packed)).read()
    except DamagedError:
        return
    assert read == TEXT[:2000] + TEXT[:300]


def test_damage_stays() -> None:
    stream = open_unpacked("-", io.BytesIO(gz(TEXT)[:-9]))
    for _ in range(3):
        with pytest.raises(DamagedError, match=r"the gzip data is cut off at byte \d+"):
            stream.read()


def test_zeros_behind_are_padding_and_anything_else_is_damage() -> None:
    assert open_unpacked("-", io.BytesIO(gz(TEXT) + bytes(1000) + gz(b"end") + bytes(9))).read() == TEXT + b"end"
    with pytest.raises(DamagedError, match=f"no gzip data begins at byte {len(gz(TEXT))}"):
        open_unpacked("-", io.BytesIO(gz(TEXT) + b"garbage")).read()


def test_members_tell_their_places() -> None:
    texts = [b"WARC/ a", b"b", b"WARC/ c"]
    members = Members(io.BytesIO(gz(*texts)))
    places, read = [], []
    while True:
        places.append(members.member)
        read.append(members.read())
        assert members.read() == b""
        if not members.advance():
            break
    sizes = [len(gz(text)) for text in texts]
    assert read == texts
    assert places == [0, sizes[0], sizes[0] + sizes[1]]
    assert members.member == members.position == sum(sizes)


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("read_bytes", [1, 5, 2**18])
def test_recover(pack: Callable[..., bytes], read_bytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "READ_BYTES", read_bytes)
    broken = pack(b"WARC/ a" + TEXT)[:-30]
    data = broken + pack(b"no record") + pack(b"WARC/ b") + pack(b"rest")
    members = Members(Pipe(data))
    with pytest.raises(DamagedError):
        while members.read():
            pass
        members.advance()
    assert members.recover(b"WARC/")
    assert members.member == len(broken) + len(pack(b"no record"))
    assert b"".join(iter(members.read, b"")) == b"WARC/ b"
    assert not members.recover(b"WARC/")
    assert members.member == len(data)


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("read_bytes", [1, 3])
def test_recover_behind_garbage(pack: Callable[..., bytes], read_bytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "READ_BYTES", read_bytes)
    data = pack(b"a") + b"garbage, and more of it" + pack(b"b")
    members = Members(Pipe(data))
    assert b"".join(iter(members.read, b"")) == b"a"
    with pytest.raises(DamagedError, match=f"at byte {len(pack(b'a'))}"):
        members.advance()
    assert members.recover(b"b")
    assert members.member == len(data) - len(pack(b"b"))


def test_begins_with_takes_nothing_away() -> None:
    members = Members(io.BytesIO(gz(b"WARC/ a")))
    assert members.begins_with(b"WARC/")
    assert not members.begins_with(b"PAR1")
    assert members.read() == b"WARC/ a"


def test_a_bomb_comes_in_pieces() -> None:
    members = Members(io.BytesIO(gz(bytes(20_000_000))))
    largest = total = 0
    while chunk := members.read():
        largest, total = max(largest, len(chunk)), total + len(chunk)
    assert total == 20_000_000
    assert largest <= packing.MAX_CHUNK_BYTES


def _nested_members(count: int, body: int) -> bytes:
    """Return members that begin inside each other, so that each unpacks all of the rest, and none is sound."""
    head = gz(b"")[:10]
    data = bytes(body)
    for _ in range(count):
        stored = len(data).to_bytes(2, "little") + (len(data) ^ 0xFFFF).to_bytes(2, "little")
        data = head + b"\0" + b"\x05\0\xfa\xffWARC/" + b"\0" + stored + data
    return data


def test_damage_takes_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "FREE_AGAIN_BYTES", 2**20)
    data = _nested_members(500, 30_000) * 20
    members = Members(io.BytesIO(data))
    found = 0
    seconds = time.process_time()
    while members.recover(b"WARC/"):
        with pytest.raises(DamagedError):
            while members.read():
                pass
        found += 1
    assert time.process_time() - seconds < 5
    assert found > 20
    assert members._again < 2**20 + 5 * len(data) + 2**20
    assert members.position == len(data)


def test_a_failing_disk_is_told() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() >= 300:
                raise OSError(5, "Input/output error")
            return super().read(100)

    for data in (TEXT, gz(TEXT)):
        members = Members(Failing(data))
        with pytest.raises(DamagedError, match=r"can't be read \(Input/output error\) at byte 300"):
            while members.read():
                pass
        assert not members.recover(b"Owl")


def test_zstd_with_a_dictionary() -> None:
    zstandard = pytest.importorskip("zstandard")
    samples = [b"Owl number %d hunts at night; %s" % (number, b"and rests by day" * 3) for number in range(2000)]
    dictionary = zstandard.train_dictionary(2048, samples)
    frames = zstandard.ZstdCompressor(dict_data=dictionary).compress(samples[0])
    for content in (dictionary.as_bytes(), zstandard.compress(dictionary.as_bytes())):
        head = packing.DICTIONARY_MAGIC + len(content).to_bytes(4, "little") + content
        assert open_unpacked("-", io.BytesIO(head + frames)).read() == samples[0]
    broken = packing.DICTIONARY_MAGIC + (9).to_bytes(4, "little") + packing.ZSTD_MAGIC + b"x" * 5
    with pytest.raises(InputError, match="dictionary is damaged"):
        open_unpacked("-", io.BytesIO(broken + frames))


def test_zstd_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zstd(TEXT)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(InputError, match=r'pip install "cleanpage\[zstd\]"'):
        open_unpacked("-", io.BytesIO(data))


def test_words_of_zlib_are_short() -> None:
    data = bytearray(gz(TEXT))
    data[12:40] = bytes(28)
    with pytest.raises(DamagedError) as error:
        open_unpacked("-", io.BytesIO(data)).read()
    assert "Error -3" not in str(error.value)


def test_place_behind_a_member_of_which_much_came_at_once() -> None:
    large = bytes(3 * packing.MAX_CHUNK_BYTES)
    packed = gz(large, TEXT, large)
    members = Members(io.BytesIO(packed))
    found = []
    more = True
    while more:
        found.append(b"".join(iter(members.read, b"")))
        more = members.advance()
    assert found == [large, TEXT, large]
    assert members.position == len(packed)


def test_zstd_gives_little_at_a_time() -> None:
    data = zstandard.compress(bytes(range(256)) * 100) + zstandard.compress(bytes(200_000_000))
    members = Members(io.BytesIO(data))
    sizes = []
    while True:
        while chunk := members.read():
            sizes.append(len(chunk))
        if not members.advance():
            break
    assert sum(sizes) == 25_600 + 200_000_000
    assert sorted(sizes)[-2] <= 4 * 2**20


def test_zstd_that_unpacks_without_end_is_given_up_and_the_next_frame_is_read() -> None:
    bomb = zstandard.compress(bytes(FREE_UNPACKED_BYTES + 150_000_000))
    page = zstandard.compress(b"WARC/" + b"Owls hunt. " * 1000)
    members = Members(io.BytesIO(bomb + page + bomb + page))
    unpacked = 0
    for _ in range(2):
        with pytest.raises(DamagedError, match="unpacks to more than 4000 times its size"):
            while chunk := members.read():
                unpacked += len(chunk)
        assert members.recover(b"WARC/")
        assert members.read().startswith(b"WARC/")
        while chunk := members.read():
            pass
        members.advance()
    assert unpacked < FREE_UNPACKED_BYTES + MAX_RATIO * (len(bomb) + len(page)) * 2 + 2**25
