from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.crawl import peers as crawl_peers
from benchmarks.crawl import runs as crawl
from benchmarks.crawl.checks import check_run, compare_folders
from benchmarks.crawl.synthetic import ARCHIVES, MANIFEST, Maker, digest, page_size, read_manifest

from cleanpage.cli.command import main
from cleanpage.crawl.files.outputs import QUARANTINE

pytest.importorskip("pyarrow")
pytest.importorskip("zstandard")

RECORDS = 150
HOSTILE = 0.12

Line = dict[str, Any]


def make(folder: Path) -> Path:
    """Write a small crawl with all kinds of records: bombs are a little larger than a page may be, and pages small."""
    Maker(folder, RECORDS, HOSTILE, huge_bytes=300_000, bomb_bytes=70_000_000, median_bytes=6_000).make()
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Line]:
    """Give a crawl, what the command makes of it, and its statistics."""
    folder = make(tmp_path_factory.mktemp("crawl") / "made")
    output, file = folder.parent / "output", folder.parent / "statistics.json"
    arguments = ["extract", str(folder / ARCHIVES), "-o", f"{output}/", "--format", "jsonl", "--quiet"]
    main([*arguments, "--deadline", "0", "--memory", "0", "--stats", str(file)])
    return folder, output, json.loads(file.read_text())


@pytest.fixture
def copied(made: tuple[Path, Path, Line], tmp_path: Path) -> tuple[Path, Path, Line]:
    crawl, output, statistics = made
    shutil.copytree(output, tmp_path / "output")
    return crawl, tmp_path / "output", json.loads(json.dumps(statistics))


def test_crawl_has_all_kinds_and_as_many_records_as_asked_for(made: tuple[Path, Path, Line]) -> None:
    expected = read_manifest(made[0])
    assert len(expected) == RECORDS
    assert len({(one.file, one.offset) for one in expected}) == RECORDS
    assert sum(one.hostile for one in expected) >= RECORDS * HOSTILE
    assert {one.fate for one in expected} == {"page", "skipped", "failed"}
    hostile = {one.kind for one in expected if one.hostile}
    assert {"bomb in a body", "bomb of a record", "cut off", "damaged", "garbage", "deep nesting"} <= hostile
    assert {"chunks of a byte", "interim answers", "small objects", "bomb of a row"} <= hostile
    assert {"length too small", "length too large", "HTTP length lies", "huge page", "lone surrogates"} <= hostile


def test_crawl_is_the_same_each_time(made: tuple[Path, Path, Line], tmp_path: Path) -> None:
    again = make(tmp_path / "again")
    assert (again / MANIFEST).read_text() == (made[0] / MANIFEST).read_text()
    assert [it for it in digest(again) if "parquet" not in it[0]] == [
        it for it in digest(made[0]) if "parquet" not in it[0]
    ]


def test_run_is_as_it_should_be(made: tuple[Path, Path, Line]) -> None:
    findings = check_run(*made)
    assert findings.problems == []
    assert findings.counts.total() == RECORDS


def change(path: Path, edit: Callable[[list[Line]], Any]) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    edit(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def shard(output: Path) -> Path:
    return output / "crawl-00.jsonl"


def swap_texts(lines: list[Line]) -> None:
    for name in ("text", "metadata"):
        lines[0][name], lines[1][name] = lines[1][name], lines[0][name]


def quarantine(output: Path) -> Path:
    return next(path for path in sorted((output / QUARANTINE).glob("*.jsonl")) if path.stat().st_size)


@pytest.mark.parametrize(
    ("place", "edit", "problem"),
    [
        pytest.param(shard, lambda lines: lines.pop(), "is lost", id="lost"),
        pytest.param(shard, lambda lines: lines.clear(), "is lost", id="lost shard"),
        pytest.param(shard, lambda lines: lines.append(lines[-1]), "is there 2 times", id="twice"),
        pytest.param(shard, lambda lines: lines.reverse(), "not in order", id="not in order"),
        pytest.param(shard, swap_texts, "neither text nor title", id="mixed up"),
        pytest.param(
            shard, lambda lines: lines[0].update(url="https://owls.example/"), "address", id="another address"
        ),
        pytest.param(shard, lambda lines: lines[0].update(length=7), "length 7", id="another length"),
        pytest.param(shard, lambda lines: lines[0].update(offset=7), "stands for nothing", id="another offset"),
        pytest.param(quarantine, lambda lines: lines.pop(), "is lost", id="lost failure"),
        pytest.param(
            quarantine, lambda lines: lines[0].update(status_reason="it is late"), "another reason", id="reason"
        ),
    ],
)
def test_what_is_wrong_is_found(
    place: Callable[[Path], Path], edit: Callable[[list[Line]], Any], problem: str, copied: tuple[Path, Path, Line]
) -> None:
    crawl, output, statistics = copied
    change(place(output), edit)
    assert any(problem in found for found in check_run(crawl, output, statistics).problems)


def test_failure_among_the_pages_is_found(copied: tuple[Path, Path, Line]) -> None:
    crawl, output, statistics = copied
    path = quarantine(output)
    target = output / path.name
    target.write_text(target.read_text() + path.read_text())
    assert any("should be failed" in found for found in check_run(crawl, output, statistics).problems)


@pytest.mark.parametrize("name", ["records", "pages"])
def test_wrong_count_is_found(name: str, copied: tuple[Path, Path, Line]) -> None:
    copied[2][name] += 1
    assert any(f"count {name}" in found for found in check_run(*copied).problems)


def test_record_that_was_passed_over_for_another_reason_is_found(copied: tuple[Path, Path, Line]) -> None:
    copied[2]["skipped"]["a request"] -= 1
    assert any("count skipped" in found for found in check_run(*copied).problems)


def test_half_a_line_and_drafts_are_found(copied: tuple[Path, Path, Line]) -> None:
    crawl, output, statistics = copied
    shard(output).write_bytes(shard(output).read_bytes()[:-100])
    (output / ".cleanpage-0123.tmp").touch()
    problems = check_run(crawl, output, statistics).problems
    assert any("no whole line" in found for found in problems)
    assert any("was left behind" in found for found in problems)


def test_fixture_with_another_text_is_found(copied: tuple[Path, Path, Line]) -> None:
    crawl, output, statistics = copied
    one = next(one for one in read_manifest(crawl) if one.fixture and one.file.startswith("crawl-0"))

    def shorten(lines: list[Line]) -> None:
        for line in lines:
            if line["offset"] == one.offset:
                line["text"] = line["text"][:-10]

    change(output / f"{one.file.partition('.')[0]}.jsonl", shorten)
    assert any(
        "another text than the page by itself" in found for found in check_run(crawl, output, statistics).problems
    )


def test_folders_are_compared_by_their_bytes(copied: tuple[Path, Path, Line], made: tuple[Path, Path, Line]) -> None:
    assert compare_folders(made[1], copied[1]) == []
    shard(copied[1]).write_bytes(shard(copied[1]).read_bytes() + b" ")
    (copied[1] / "more.jsonl").touch()
    assert compare_folders(made[1], copied[1]) == ["more.jsonl is in one of the folders only", "crawl-00.jsonl differs"]


def test_sizes_are_like_real_ones() -> None:
    import random

    chance = random.Random(1)
    sizes = sorted(page_size(chance) for _ in range(10_000))
    assert 60_000 < sizes[5000] < 100_000
    assert 250_000 < sizes[9800] < 450_000
    assert sizes[-3] == 2_000_000


def test_halves() -> None:
    assert crawl.halves_of([(0.0, 10**6), (1.0, 3 * 10**6), (2.0, 2 * 10**6), (3.0, 9 * 10**6), (4.0, 10**6)]) == [
        (2.0, 3.0),
        (5.0, 9.0),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_kill_leaves_nothing_and_resumes(made: tuple[Path, Path, Line], tmp_path: Path) -> None:
    output = tmp_path / "output"
    arguments = crawl.command([made[0] / ARCHIVES], output, 2, "--resume")
    killed, workers = crawl.start_and_kill(arguments, 1.0)
    assert killed
    # A third reads Parquet, if it has got so far.
    assert len(workers) in (2, 3)
    assert crawl.still_there(workers, 20) == []
    assert crawl.start_and_kill(arguments, 60) == (False, [])
    assert check_run(made[0], output, None).problems == []
    assert compare_folders(made[1], output) == []


def test_peers_read_the_same_pages(made: tuple[Path, Path, Line], tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    pytest.importorskip("resiliparse")
    clean = tmp_path / "clean"
    Maker(clean, 60, 0, median_bytes=6_000).make()
    wanted = [one.url for one in read_manifest(clean) if one.file.endswith(".warc.gz") and one.kind == "page"]
    archives = sorted((clean / ARCHIVES).glob("crawl-0*.warc.gz"))
    output, file = tmp_path / "peer.jsonl", tmp_path / "peer.json"
    assert crawl_peers.main(["resiliparse", str(output), "--stats", str(file), *map(str, archives)]) == 0
    lines = [json.loads(line) for line in output.read_text().splitlines()]
    assert [line["url"] for line in lines] == wanted
    assert json.loads(file.read_text())["pages"] == len(wanted)
    assert sum(len(line["text"]) > 100 for line in lines) > 0.8 * len(lines)


def test_bombs_unpack() -> None:
    from benchmarks.crawl.synthetic import bomb

    data = gzip.decompress(bomb(3_000_000, b"head", b"tail"))
    assert data == b"head" + bytes(3_000_000) + b"tail"
