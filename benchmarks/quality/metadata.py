"""Measure metadata on labelled corpora: how often they are right, what each source is worth, and what they cost.

    python -m benchmarks.quality metadata CORPORA                      ours, by field and by source
    python -m benchmarks.quality metadata CORPORA --peers --jobs 2     beside other extractors; takes minutes
    python -m benchmarks.quality metadata CORPORA --pages 50           a quick look at the first pages of each set
    python -m benchmarks.quality metadata CORPORA --check              fail if they cost more than they may

A page counts for a field if its gold has it. "right" is as in `metadata_metrics`, over all of these pages;
"given" is the share of them with a value, and "precise" how often a value is right where there is one. A
source is judged by what it says, whether it was believed or not; that it is silent is no mistake of it.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks.environment import describe
from benchmarks.peers import METADATA_ONLY, OURS, SYSTEMS, Answer, installed
from benchmarks.quality.metadata_metrics import Field, FieldFigures, Judged, field_figures, judge
from benchmarks.quality.report import MIN_GROUP
from benchmarks.quality.text import Result, described, read_results
from benchmarks.speed.timing import least_times, read_pages, time_of, time_stages

SETS: Final = ("andy-dev", "fundus-dev", "trafeval-dev", "wcxb-dev")
"""Corpora with metadata in their gold."""
PEERS: Final = ("trafilatura", "newspaper4k", "htmldate")
"""Extractors that read metadata; htmldate reads dates alone."""
FIELDS: Final[Mapping[Field, str]] = MappingProxyType({"title": "title", "authors": "authors", "date": "published"})
"""Fields that the gold has, and what they are called in `Metadata`."""

TIMED_SET: Final = "wcxb-dev"
ROUNDS: Final = 5
MAX_SHARE: Final = 0.25
"""Of the time of `extract`, what its metadata may take."""
MAX_ONLY_SHARE: Final = 1 / 3
"""Of the time of `extract`, what it may take with `metadata_only`."""

_PLACE = re.compile(r"(json-ld|microdata|block)\b.*", re.S)
"""Sources that go on with where on the page they stand."""


def group_of(source: str) -> str:
    """Return the group of a source: without its place in JSON-LD or microdata, or among the blocks.

    >>> group_of("json-ld [0].author[1].name"), group_of("block 14"), group_of("meta og:title")
    ('json-ld', 'visible block', 'meta og:title')
    """
    group = _PLACE.sub(r"\1", source)
    return "visible block" if group == "block" else group


# ------------------------------------------------------------------ fields


def print_fields(results: Mapping[str, Sequence[Result]]) -> None:
    """Print the figures of each system and field on one set."""
    figures = {name: described(found) for name, found in results.items()}
    for field in FIELDS:
        pages = figures[OURS][field].pages
        if pages:
            print(f"  {f'{field}, {pages} pages':32}   right  given  precise")
            for name, found in figures.items():
                one = found[field]
                if one.coverage:
                    print(f"    {name:30}  {one.right:6.3f} {one.coverage:6.3f}   {one.precision:6.3f}")


# ------------------------------------------------------------------ sources


def judge_sources(answer: Answer, field: Field, gold: str | Sequence[str]) -> Iterator[tuple[str, Judged]]:
    """Yield how well each source of a page that gives a field matches the gold.

    All authors that it names are judged together; of several titles or dates, the best one is, for a page has
    many headings and a source cannot say which is meant.
    """
    values: dict[str, list[str]] = defaultdict(list)
    for one in answer.found:
        if one.field == FIELDS[field]:
            values[group_of(one.source)].append(one.value)
    for source, given in values.items():
        judged = [judge(field, given, gold)] if field == "authors" else [judge(field, value, gold) for value in given]
        best = max((one for one in judged if one is not None), default=None)
        if best is not None:
            yield source, best


def source_figures(results: Iterable[Result], field: Field) -> dict[str, FieldFigures]:
    """Return the figures of each source of a field, the most frequent first: `pages` are those that have it."""
    judged: dict[str, list[Judged]] = defaultdict(list)
    for page, answer in results:
        gold = getattr(page, field)
        for source, one in judge_sources(answer, field, gold) if gold else ():
            judged[source].append(one)
    figures = {source: field_figures(found) for source, found in judged.items()}
    return dict(sorted(figures.items(), key=lambda it: (-it[1].pages, it[0])))


def print_sources(sets: Mapping[str, Sequence[Result]]) -> None:
    """Print for each field and source on how many pages of each set it gives a value, and how right that is."""
    for field in FIELDS:
        title = f"{field} by source"
        print(f"\n{title:32}" + "".join(f"{name:>16}" for name in ("all", *sets)))
        found = [source_figures(results, field) for results in sets.values()]
        for source, every in source_figures([it for results in sets.values() for it in results], field).items():
            if every.pages >= MIN_GROUP:
                cells = [every, *(figures.get(source) for figures in found)]
                print(f"  {source:30}" + "".join(f"{_cell(one):>16}" for one in cells))


def _cell(figures: FieldFigures | None) -> str:
    return f"{figures.pages:5} {figures.right:.3f}" if figures else "–"


# ------------------------------------------------------------------ cost


def cost_shares(path: Path, pages: int) -> tuple[float, float]:
    """Return and print the shares of extract()'s CPU time that metadata take in it, and alone, on a sample."""
    sample, _ = read_pages(path, pages)
    least = least_times(sample, [time_of(OURS), time_of(METADATA_ONLY), time_stages], ROUNDS)
    whole, alone, stage = (sum(least[name]) for name in (OURS, METADATA_ONLY, "metadata"))
    print(f"\nCPU time on {len(sample)} pages of {path.name}, ms a page, least of {ROUNDS} rounds")
    for name, seconds in (("extract", whole), ("its metadata", stage), ("metadata_only", alone)):
        print(f"  {name:16} {1000 * seconds / len(sample):8.2f} {seconds / whole:8.3f}")
    return stage / whole, alone / whole


def check(shares: tuple[float, float]) -> int:
    """Print whether metadata cost too much, and return 1 if they do."""
    failed = [
        f"{name} take {share:.3f} of the time of extract, and may {most:.3f}"
        for name, share, most in zip(("metadata", "metadata alone"), shares, (MAX_SHARE, MAX_ONLY_SHARE), strict=True)
        if share > most
    ]
    print(*failed or ["metadata cost no more than they may"], sep="\n")
    return int(bool(failed))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 if metadata cost too much and that is checked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of labelled .jsonl.xz files")
    parser.add_argument("--peers", action="store_true", help=f"beside {', '.join(PEERS)}")
    parser.add_argument(
        "--pages", type=int, metavar="N", help="the first N pages of each set; 0: only the cost; else all"
    )
    parser.add_argument("--timed", type=int, default=150, metavar="N", help=f"pages of {TIMED_SET} to time; 0: none")
    parser.add_argument("--jobs", type=int, default=1, help="processes; none of them is timed")
    parser.add_argument("--check", action="store_true", help="exit 1 if metadata cost more than they may")
    arguments = parser.parse_args(argv)
    systems = installed([OURS, METADATA_ONLY, *(PEERS if arguments.peers else ())])
    sets: dict[str, list[Result]] = {}
    paths = {name: arguments.corpora / f"{name}.jsonl.xz" for name in SETS}
    for name, path in paths.items():
        if path.exists():
            results: dict[str, list[Result]] = {system: [] for system in systems}
            for system, result in read_results(path, systems, arguments.jobs, arguments.pages):
                results[system].append(result)
            if results[OURS]:
                print(f"\n{name}")
                print_fields(results)
                sets[name] = results[OURS]
    if sets:
        print_sources(sets)
    timed = paths[TIMED_SET]
    shares = cost_shares(timed, arguments.timed) if arguments.timed and timed.exists() else None
    print(f"\n{describe(SYSTEMS[name].package for name in systems if name in PEERS)}")
    return check(shares) if arguments.check and shares else 0


if __name__ == "__main__":
    raise SystemExit(main())
