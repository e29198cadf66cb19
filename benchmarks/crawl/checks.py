"""Compare what a run over a synthetic crawl has written with what must become of each record."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import cleanpage
from benchmarks.crawl.synthetic import ARCHIVES, Expected, read_manifest
from benchmarks.pages.fixtures import Fixture, read_fixtures
from cleanpage.crawl.files.outputs import DRAFTS, QUARANTINE
from cleanpage.crawl.files.sources import JOURNAL
from cleanpage.options import Options

Key = tuple[str, int]
"""Name of a file, and the place of a record in it."""

FAILED: Final = "failed"


@dataclass(slots=True)
class Findings:
    """What was found out about a run."""

    counts: Counter[str] = field(default_factory=Counter)
    """How many records had which fate, as they should."""
    problems: list[str] = field(default_factory=list)
    """What is not as it should be, in words."""


def check_run(crawl: Path, output: Path, statistics: Mapping[str, Any] | None) -> Findings:
    """Return whether every record of a crawl is where it should be, exactly once, and the statistics count them."""
    expected = read_manifest(crawl)
    checker = _Checker(expected, {path.name: path.stat().st_size for path in (crawl / ARCHIVES).iterdir()})
    for path in sorted(output.glob("*.jsonl")):
        checker.take(path, _lines(path), in_quarantine=False)
    for path in sorted((output / QUARANTINE).glob("*.jsonl")):
        checker.take(path, _lines(path), in_quarantine=True)
    checker.finish(statistics)
    for draft in output.rglob(DRAFTS):
        checker.findings.problems.append(f"{draft.name} was left behind")
    return checker.findings


def compare_folders(first: Path, second: Path) -> list[str]:
    """Return which files differ between two folders of results, but for the journals."""
    one, other = ({path.relative_to(folder) for path in _files(folder)} for folder in (first, second))
    problems = [f"{path} is in one of the folders only" for path in sorted(one ^ other)]
    problems += [f"{path} differs" for path in sorted(one & other) if _bytes(first, path) != _bytes(second, path)]
    return problems


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.name != JOURNAL)


def _bytes(folder: Path, path: Path) -> bytes:
    return (folder / path).read_bytes()


def _lines(path: Path) -> Iterator[dict[str, Any] | None]:
    """Yield the objects of a file; None for a line that is none."""
    with path.open("rb") as lines:
        for line in lines:
            try:
                yield json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                yield None


class _Checker:
    def __init__(self, expected: Sequence[Expected], sizes: Mapping[str, int]) -> None:
        self.findings = Findings()
        self._expected: dict[Key, Expected] = {(one.file, one.offset): one for one in expected}
        self._ends = _ends_of(expected, sizes)
        self._found: Counter[Key] = Counter()
        self._fixtures: dict[str, Fixture] = {fixture.slug: fixture for fixture in read_fixtures()}

    def take(self, path: Path, lines: Iterable[Mapping[str, Any] | None], *, in_quarantine: bool) -> None:
        """Check the lines of one file."""
        position = -1
        for number, line in enumerate(lines, start=1):
            if line is None:
                self._complain(f"{path}:{number} is no whole line of JSON")
                continue
            if not position < (position := line["position"]):
                self._complain(f"{path}:{number} is not in order")
            key = Path(line["source"]).name, line["offset"]
            self._found[key] += 1
            if (one := self._expected.get(key)) is None:
                self._complain(f"{path}:{number} stands for nothing in the crawl: {key}")
                continue
            fate = "page" if not in_quarantine else FAILED
            if fate != one.fate:
                self._complain(f"{_name(one)} should be {one.fate}, and is {fate}: {line['status_reason']}")
                continue
            self.findings.counts[fate] += 1
            for problem in self._problems_of(one, line):
                self._complain(f"{_name(one)} {problem}")

    def finish(self, statistics: Mapping[str, Any] | None) -> None:
        """Check that nothing is missing or there twice."""
        for key, count in self._found.items():
            if count > 1:
                self._complain(f"{key} is there {count} times")
        for key, one in self._expected.items():
            if one.fate != "skipped" and key not in self._found:
                self._complain(f"{_name(one)} is lost")
        if statistics is None:
            return
        skipped = Counter(one.reason for one in self._expected.values() if one.fate == "skipped")
        fates = Counter(one.fate for one in self._expected.values())
        wanted = {
            "records": len(self._expected),
            "pages": fates["page"],
            "failed": fates["failed"],
            "skipped": dict(sorted(skipped.items())),
        }
        found = {
            "records": statistics["records"],
            "pages": statistics["pages"],
            "failed": sum(statistics["failed"].values()),
            "skipped": dict(sorted(statistics["skipped"].items())),
        }
        for name, value in wanted.items():
            if found[name] != value:
                self._complain(f"the statistics count {name} {found[name]}, and there are {value}")
        self.findings.counts["skipped"] = sum(statistics["skipped"].values())

    def _problems_of(self, one: Expected, line: Mapping[str, Any]) -> Iterator[str]:
        if one.url and line.get("url") != one.url:
            yield f"has the address {line.get('url')}"
        end = self._ends.get((one.file, one.offset))
        if end is not None and line["offset"] + line["length"] != end:
            yield f"has the length {line['length']}, and {end - one.offset} bytes"
        if one.fate == FAILED:
            if line["status"] != FAILED or one.reason not in line["status_reason"]:
                yield f"failed for another reason than {one.reason!r}: {line['status_reason']}"
            return
        if one.text not in line["text"] and one.text not in (line["metadata"]["title"] or ""):
            yield f"has neither text nor title with {one.text!r} ({line['status']}, {line['status_reason']})"
        if one.fixture and line["text"] != self._text_of(one.fixture, one.url):
            yield f"has another text than the page by itself, {one.fixture}"

    def _text_of(self, slug: str, url: str) -> str:
        fixture = self._fixtures[slug]
        sort = "text/plain" if fixture.format == "text" else "text/html"
        content_type = f"{sort}; charset={fixture.encoding}"
        return cleanpage.extract(fixture.dump, url=url, options=Options(content_type=content_type)).text

    def _complain(self, problem: str) -> None:
        self.findings.problems.append(problem)


def _ends_of(expected: Sequence[Expected], sizes: Mapping[str, int]) -> dict[Key, int]:
    """Return where each record of WARC ends: where the next one begins."""
    offsets: dict[str, list[int]] = defaultdict(list)
    for one in expected:
        if ".warc" in one.file:
            offsets[one.file].append(one.offset)
    return {
        (file, start): end
        for file, starts in offsets.items()
        for start, end in zip(starts, [*starts[1:], sizes[file]], strict=True)
    }


def _name(one: Expected) -> str:
    return f"{one.file} at {one.offset} ({one.kind})"
