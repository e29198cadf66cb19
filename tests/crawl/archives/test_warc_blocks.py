from __future__ import annotations

import gzip
import io
import re
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.crawl.archives import packing
from cleanpage.crawl.archives.packing import Members
from cleanpage.crawl.archives.warc_blocks import Block, parse_fields, read_blocks
from warcs import http, packed, record

BLOCKS = [http(b"<p>Owl %d hunts at night; " % number + b"and rests by day. " * number) for number in range(5)]
RECORDS = [record(number, block) for number, block in enumerate(BLOCKS)]


class Pipe(io.BytesIO):
    """A stream that can't go back, as standard input."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError("Illegal seek")

    tell = seek


def zstd(*records: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    return b"".join(zstandard.ZstdCompressor(write_checksum=True).compress(data) for data in records)


def plain(*records: bytes) -> bytes:
    return b"".join(records)


def one_member(*records: bytes) -> bytes:
    return gzip.compress(b"".join(records), mtime=0)


def in_slices(*records: bytes) -> bytes:
    """Return members cut without regard to the records, as bgzip does."""
    data = b"".join(records)
    return packed(*(data[start : start + 100] for start in range(0, len(data), 100)))


PACKERS = [pytest.param(pack, id=pack.__name__) for pack in (plain, packed, zstd, one_member, in_slices)]
Pack = Callable[..., bytes]


def read(data: bytes, max_bytes: int = 2**20, stream: type[io.BytesIO] = io.BytesIO) -> list[Block]:
    return list(read_blocks(Members(stream(data)), max_bytes))


def numbers(blocks: Sequence[Block]) -> list[int | str]:
    """Return for each block the number of its record if it is whole and right, else its problem."""
    shown: list[int | str] = []
    for block in blocks:
        number = int(block.fields.get("warc-record-id", "::-1>").split(":")[2].strip(">"))
        if block.problem:
            assert not block.data
            shown.append(re.split("[;:]| at byte", block.problem)[0])
        else:
            assert block.data == BLOCKS[number]
            shown.append(number)
    return shown


def assert_tiles(blocks: Sequence[Block], size: int) -> None:
    """Assert that the blocks account for every byte of the file."""
    at = 0
    for block in blocks:
        assert block.offset == at
        at += block.length or 0
    assert at == size


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("stream", [io.BytesIO, Pipe])
@pytest.mark.parametrize("read_bytes", [1, 64, 2**18])
def test_sound(pack: Pack, stream: type[io.BytesIO], read_bytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "READ_BYTES", read_bytes)
    data = pack(*RECORDS)
    blocks = read(data, stream=stream)
    assert numbers(blocks) == [0, 1, 2, 3, 4]
    assert_tiles(blocks, len(data))


def test_places() -> None:
    sizes = [len(packed(data)) for data in RECORDS]
    assert [block[:2] for block in read(packed(*RECORDS))] == [
        (sum(sizes[:number]), sizes[number]) for number in range(5)
    ]
    size = len(one_member(*RECORDS))
    assert [block[:2] for block in read(one_member(*RECORDS))] == [(0, None)] * 4 + [(0, size)]


@pytest.mark.parametrize("pack", PACKERS)
def test_several_files_joined(pack: Pack) -> None:
    data = pack(*RECORDS[:2]) + pack(*RECORDS[2:])
    blocks = read(data)
    assert numbers(blocks) == [0, 1, 2, 3, 4]
    assert_tiles(blocks, len(data))


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("stream", [io.BytesIO, Pipe])
def test_cut_off_at_every_byte(pack: Pack, stream: type[io.BytesIO]) -> None:
    data = pack(*RECORDS[:3])
    whole = [len(pack(*RECORDS[:count])) for count in range(4)]
    for size in range(4, len(data)):
        blocks = read(data[:size], stream=stream)
        assert_tiles(blocks, size)
        shown = numbers(blocks)
        good = [number for number in shown if isinstance(number, int)]
        assert good == list(range(len(good)))
        assert len(shown) - len(good) <= 1 + (pack is in_slices)
        if pack in (packed, zstd):
            assert len(good) == sum(size >= end for end in whole[1:])
            assert (len(shown) == len(good)) == (size in whole)
        elif pack is plain:
            # The line ends behind a record are none of its bytes.
            assert len(good) == sum(size >= end - 4 for end in whole[1:])
            assert (len(shown) == len(good)) == any(end - 4 <= size <= end for end in whole)
        else:
            assert len(shown) > len(good) or pack is in_slices


@pytest.mark.parametrize("pack", [pytest.param(packed, id="gzip"), pytest.param(zstd, id="zstd")])
@given(data=st.data())
def test_flipped_bytes(pack: Pack, data: st.DataObject) -> None:
    archive = bytearray(pack(*RECORDS))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(4, len(archive) - 1))
        stretch = data.draw(st.binary(min_size=1, max_size=30))
        archive[start : start + len(stretch)] = stretch[: len(archive) - start]
    blocks = read(bytes(archive))
    assert_tiles(blocks, len(archive))
    shown = numbers(blocks)  # asserts that what has no problem is right
    # Each stretch is within two members at most, and all others are there.
    assert len([number for number in shown if isinstance(number, int)]) >= 5 - 2 * 3


@pytest.mark.parametrize("pack", [pytest.param(packed, id="gzip"), pytest.param(zstd, id="zstd")])
def test_one_damaged_member_costs_no_other(pack: Pack) -> None:
    sound = pack(*RECORDS)
    starts = [len(pack(*RECORDS[:count])) for count in range(6)]
    for index in range(starts[2], starts[3]):
        archive = bytearray(sound)
        archive[index] ^= 0xFF
        shown = numbers(read(bytes(archive)))
        assert [number for number in shown if number != 2 and isinstance(number, int)] == [0, 1, 3, 4]
        assert 2 in shown or len(shown) == 5


@given(data=st.data())
def test_anything(data: st.DataObject) -> None:
    pieces = st.one_of(
        st.sampled_from(
            [*RECORDS, packed(*RECORDS), b"WARC/1.0\r\n", b"\r\n\r\n", b"\x1f\x8b\x08\0", b"WARC/1.0\r\nA: b"]
        ),
        st.binary(max_size=50),
        st.builds(lambda text: gzip.compress(text), st.binary(max_size=50)),
    )
    archive = b"".join(data.draw(st.lists(pieces, max_size=8)))
    max_bytes = data.draw(st.sampled_from([10, 10_000]))
    for stream in (io.BytesIO, Pipe):
        blocks = read(archive, max_bytes, stream)
        # Line ends, and empty members, are nothing.
        lead = blocks[0].offset if blocks else len(archive)
        assert archive.startswith(b"\x1f\x8b") or not archive[:lead].strip(b"\r\n\0")
        assert_tiles([block._replace(offset=block.offset - lead) for block in blocks], len(archive) - lead)


LIES = [
    pytest.param(400, "the {} bytes that the record declares don't lead to the next one", id="long"),
    pytest.param(-20, "the {} bytes that the record declares don't lead to the next one", id="short"),
    pytest.param(-1, "the {} bytes that the record declares don't lead to the next one", id="short-by-one"),
    pytest.param(5000, "the record is cut off", id="beyond-the-end"),
    pytest.param(10**12, "the record declares {} bytes, more than the 1048576 that are read", id="huge"),
]


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("stream", [io.BytesIO, Pipe])
@pytest.mark.parametrize(("lie", "problem"), LIES)
def test_lying_lengths(pack: Pack, stream: type[io.BytesIO], lie: int, problem: str) -> None:
    liar = record(2, BLOCKS[2], lie=lie)
    data = pack(*RECORDS[:2], liar, *RECORDS[3:])
    blocks = read(data, stream=stream)
    assert_tiles(blocks, len(data))
    shown = numbers(blocks)
    if lie == 10**12 and (pack in (one_member, in_slices) or (pack is plain and stream is Pipe)):
        # What is larger than any record is passed over, and this can't be taken back.
        assert shown[:2] == [0, 1]
        assert len(shown) == 3
        return
    assert shown[:2] + shown[3:] == [0, 1, 3, 4]
    if pack in (packed, zstd) and 4 < lie < 10**12:
        problem = "the record is cut off"
    assert str(shown[2]).startswith(problem.format(len(BLOCKS[2]) + lie))


def test_a_length_over_all_of_the_next_record_is_seen_by_where_members_end() -> None:
    liar = record(1, BLOCKS[1], lie=4 + len(RECORDS[2]) - 4)
    assert numbers(read(packed(RECORDS[0], liar, *RECORDS[2:]))) == [0, "the record is cut off", 2, 3, 4]


GARBAGE = [
    pytest.param(b"garbage", id="short"),
    pytest.param(b"gar\r\n\r\nbage\r\n" * 50, id="lines"),
    pytest.param(b"WARC/1.0 is a format\r\n\r\n", id="about-warc"),
    pytest.param(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", id="no-length"),
    pytest.param(b"WARC/1.0\r\nContent-Length: -5\r\n\r\nabcde\r\n\r\n", id="negative-length"),
    pytest.param(b"WARC/1.0\r\nContent-Length: 5 kB\r\n\r\nabcde\r\n\r\n", id="length-in-words"),
    pytest.param(b"WARC/1.0\r\nContent-Length: " + b"9" * 30 + b"\r\n\r\nabcde\r\n\r\n", id="length-of-30-digits"),
    pytest.param(b"WARC/1.0\r\nX: " + b"a" * 70_000 + b"\r\nContent-Length: 1\r\n\r\na\r\n\r\n", id="long-header"),
    pytest.param(b"WARC/1.0\r\nWARC-Type: response\r\n", id="half-a-header"),
    pytest.param(b"\x1f\x8b\x08garbage", id="false-magic"),
    pytest.param(gzip.compress(b"no record"), id="another-member"),
    pytest.param(bytes(10) + b"x", id="zeros-and-more"),
]


@pytest.mark.parametrize("pack", [pytest.param(plain, id="plain"), pytest.param(packed, id="packed")])
@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_between_records(pack: Pack, garbage: bytes) -> None:
    start, end = pack(*RECORDS[:2]), pack(*RECORDS[2:])
    for inner in (garbage, pack(garbage)):
        blocks = read(start + inner + end)
        assert_tiles(blocks, len(start + inner + end))
        shown = numbers(blocks)
        assert [number for number in shown if isinstance(number, int)] == [0, 1, 2, 3, 4]
        assert 6 <= len(shown) <= 7
        assert not isinstance(shown[2], int)
        # A sound member with other data could be the rest of the record, so it counts to what is before it.
        assert blocks[2].offset in (len(start), len(pack(RECORDS[0]))) or garbage.startswith(b"\0")


@pytest.mark.parametrize("pack", PACKERS)
def test_larger_than_is_read(pack: Pack) -> None:
    large = record(9, b"x" * 3000)
    for stream in (io.BytesIO, Pipe):
        blocks = read(pack(*RECORDS[:2], large, *RECORDS[2:]), 1000, stream)
        assert numbers(blocks) == [
            *(0, 1, "the record declares 3000 bytes, more than the 1000 that are read"),
            *(2, 3, 4),
        ]
        assert blocks[2].fields["warc-record-id"] == "<urn:uuid:9>"


def test_large_records_are_jumped_over() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.taken += len(data)
            return data

    stream = Counting(RECORDS[0] + record(9, bytes(50_000_000)) + RECORDS[1])
    assert len(list(read_blocks(Members(stream), 1000))) == 3
    assert stream.taken < 2_000_000


@pytest.mark.parametrize(
    ("bomb", "is_whole"),
    [
        pytest.param(record(9, bytes(1000), tail=b"\r\n" * 20_000_000), True, id="line-ends-behind"),
        pytest.param(record(9, bytes(40_000_000)), False, id="large"),
        pytest.param(record(9, bytes(1000), tail=bytes(40_000_000)), False, id="zeros-behind"),
        pytest.param(b"WARC/1.0\r\n" + b"A: b\r\n" * 7_000_000, False, id="header"),
    ],
)
def test_a_bomb_is_not_unpacked_to_its_end(bomb: bytes, is_whole: bool) -> None:
    unpacked = 0

    class Counting(Members):
        def read(self) -> bytes:
            nonlocal unpacked
            chunk = super().read()
            unpacked += len(chunk)
            return chunk

    data = packed(RECORDS[0], bomb, *RECORDS[1:])
    blocks = list(read_blocks(Counting(io.BytesIO(data)), 100_000))
    assert unpacked < 8_000_000
    assert_tiles(blocks, len(data))
    nine = [not block.problem for block in blocks if block.fields.get("warc-record-id") == "<urn:uuid:9>"]
    assert nine == ([is_whole] if b"uuid:9" in bomb else [])
    shown = numbers([block for block in blocks if block.fields.get("warc-record-id") != "<urn:uuid:9>"])
    assert [number for number in shown if isinstance(number, int)] == [0, 1, 2, 3, 4]
    assert any(block.problem for block in blocks)


@pytest.mark.parametrize(
    "filling",
    [
        pytest.param(b"WARC/1.0\r\nContent-Length: 100000\r\n\r\n", id="lies"),
        pytest.param(b"WARC/1.0\r\nContent-Length: 1000000000\r\n\r\n", id="huge-lies"),
        pytest.param(b"WARC/1.0\r\nContent-Length: 2000000\r\n\r\n", id="huge-lies-within"),
        pytest.param(b"WARC/1.0\r\nA: b\r\n", id="headers"),
        pytest.param(b"WARC/1.0\r\n", id="first-lines"),
        pytest.param(b"\x1f\x8b\x08\0\0\0\0\0\0\xff", id="magics"),
        pytest.param(b"\r\n", id="line-ends"),
        pytest.param(b"x", id="letters"),
    ],
)
@pytest.mark.parametrize("pack", [pytest.param(plain, id="plain"), pytest.param(packed, id="packed")])
def test_damage_takes_linear_time(filling: bytes, pack: Pack) -> None:
    data = pack(RECORDS[0]) + (filling * (4_000_000 // len(filling)))
    seconds = time.process_time()
    assert_tiles(read(data), len(data))
    assert time.process_time() - seconds < 15


def test_line_feeds_alone() -> None:
    bare = [record(number, block).replace(b"\r\n", b"\n", 8) for number, block in enumerate(BLOCKS)]
    bare = [data.removesuffix(b"\r\n\r\n") + b"\n\n" for data in bare]
    for pack in (plain, packed):
        assert numbers(read(pack(*bare))) == [0, 1, 2, 3, 4]


def test_no_line_ends_behind_records_of_their_own_members() -> None:
    bare = [record(number, block, tail=b"") for number, block in enumerate(BLOCKS)]
    assert numbers(read(packed(*bare))) == [0, 1, 2, 3, 4]
    assert numbers(read(plain(*bare))) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("data", [b"", b"\r\n", gzip.compress(b""), gzip.compress(b"\r\n\r\n"), gzip.compress(b"") * 3])
def test_nothing(data: bytes) -> None:
    assert read(data) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"WARC/1.0\r\nA: 1\r\nB:2\r\n\r\n", {"a": "1", "b": "2", "": ""}, id="fields"),
        pytest.param(b"WARC/1.0\nA: 1\nB:2", {"a": "1", "b": "2"}, id="line-feeds"),
        pytest.param(b"WARC/1.0\r\nA: 1\r\n  2\r\n\t3\r\nB: 4", {"a": "1 2 3", "b": "4"}, id="folded"),
        pytest.param(b"WARC/1.0\r\na : 1\r\nA: 2", {"a": "1"}, id="first-counts"),
        pytest.param(b"WARC/1.0\r\nA: \xc3\xa4\xff", {"a": "ä\ufffd"}, id="utf-8"),
        pytest.param(b"WARC/1.0\r\nno field\r\nA: b:c", {"no field": "", "a": "b:c"}, id="no-colon"),
    ],
)
def test_parse_fields(head: bytes, expected: dict[str, str]) -> None:
    assert parse_fields(head) == expected
