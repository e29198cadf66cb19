"""Measure the quality of `cleanpage.extract`, beside other extractors if wanted.

    python -m benchmarks.quality text                                    on the fixtures
    python -m benchmarks.quality text --corpus FILE.jsonl.xz --jobs 2    on labelled corpora
    python -m benchmarks.quality text --scored FOLDS.pkl --worst 10      on what benchmarks.training --save wrote
    python -m benchmarks.quality text --against trafilatura,resiliparse
    python -m benchmarks.quality text --check                            fail under benchmarks/quality/floors.json

An exception and an empty answer score zero where there is main content and stay in the mean.
"""

from __future__ import annotations

import argparse
import dataclasses
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from benchmarks.environment import describe, version_of
from benchmarks.pages.corpus import LabelledPage, read_corpus, read_scored
from benchmarks.pages.fixtures import read_fixtures
from benchmarks.peers import OURS, SYSTEMS, Answer, ask, installed
from benchmarks.quality.fixture_report import measure_fixtures, print_fixtures, print_fixtures_of, print_metadata
from benchmarks.quality.fixture_scores import differing_lines, score_text
from benchmarks.quality.floors import FILE, Figures, failures, read_floors
from benchmarks.quality.metadata_metrics import Field, FieldFigures, MetadataPair, metadata_figures
from benchmarks.quality.report import print_scores, text_figures
from benchmarks.quality.worst import print_worst, worst_pages
from cleanpage import extract
from cleanpage.blocks import Format, Selected
from cleanpage.formats import serialize
from cleanpage.score import load_weights
from cleanpage.select import select

BATCH_PAGES = 64
"""Pages in memory at a time: corpora are larger than it is."""

Result = tuple[LabelledPage, Answer]


def run_fixtures(systems: Sequence[str], worst: int) -> Figures:
    """Print how the systems do on the fixtures, and return our figures."""
    fixtures = read_fixtures()
    ours = measure_fixtures(fixtures)
    figures = print_fixtures(ours)
    print_metadata(ours)
    for result in sorted(ours, key=lambda it: it.score.shingles.f1)[:worst]:
        score = result.score
        _print_worst(score.fixture.slug, score.words.f1, score.error, score.text, score.fixture.content)
    if len(systems) > 1:
        pages = [fixture for fixture in fixtures if fixture.format == "html"]
        print(f"\nThe {len(pages)} HTML fixtures, side by side")
        for name in systems:
            answers = [ask(name, fixture.dump, fixture.url) for fixture in pages]
            print_fixtures_of(
                name,
                [score_text(f, answer.text, answer.error) for f, answer in zip(pages, answers, strict=True)],
            )
    return figures


def run_corpus(path: Path, systems: Sequence[str], jobs: int, worst: int) -> dict[str, Figures]:
    """Print how the systems do on a labelled corpus, and return our figures by set and variant."""
    names = list(systems)
    is_text = next((page.format == "text" for page in read_corpus(path)), False)
    if is_text and names != [OURS]:
        print(f"{path.name} holds text dumps, which only {OURS} reads")
        names = [OURS]
    results: dict[str, list[Result]] = {name: [] for name in names}
    for name, result in read_results(path, names, jobs):
        results[name].append(result)
    print(f"\n{path.name}")
    for name in names:
        print(f"\n{name} {version_of(SYSTEMS[name].package)}")
        print_scores([(page, answer.text) for page, answer in results[name]])
        _print_described(results[name])
        _print_errors(results[name])
    if len(names) > 1:
        _print_beside({name: corpus_figures(results[name]) for name in names})
    _print_provenance(path, "text" if is_text else "html")
    if worst:
        print_worst(_selected_again(path, worst_pages([(page, answer.text) for page, answer in results[OURS]], worst)))
    return corpus_figures(results[OURS])


def read_results(
    path: Path, systems: Sequence[str], jobs: int, most: int | None = None
) -> Iterator[tuple[str, Result]]:
    """Yield what each system finds in each page of a corpus, or in its first `most`; the pages without their dumps."""
    pages = islice(read_corpus(path), most)
    with ProcessPoolExecutor(jobs) as pool:
        while batch := list(islice(pages, BATCH_PAGES)):
            for name in systems:
                arguments = ([name] * len(batch), [page.dump for page in batch], [page.url for page in batch])
                answers = pool.map(_ask, *arguments, chunksize=4) if jobs > 1 else map(_ask, *arguments)
                for page, answer in zip(batch, answers, strict=True):
                    yield name, (dataclasses.replace(page, dump=b""), answer)


def _ask(name: str, dump: bytes | str, url: str) -> Answer:
    return ask(name, dump if isinstance(dump, bytes) else dump.encode("utf-8", "replace"), url)


def _print_beside(figures: Mapping[str, Mapping[str, Figures]]) -> None:
    """Print a line for each system with all of its figures, set by set."""
    for set_name, ours in figures[OURS].items():
        print(f"\n{set_name:18}" + "".join(f"{name:>12}" for name in ours))
        for name, sets in figures.items():
            print(f"{name:18}" + "".join(f"{value:12.3f}" for value in sets[set_name].values()))


def corpus_figures(results: Iterable[Result]) -> dict[str, Figures]:
    """Return the figures of each set and variant that floors may be set for."""
    sets: dict[str, list[Result]] = defaultdict(list)
    for page, answer in results:
        sets[page.set_name].append((page, answer))
    texts = text_figures((page, answer.text) for pages in sets.values() for page, answer in pages)
    return {name: {**texts[name], **_described_figures(pages)} for name, pages in sets.items()}


def _described_figures(results: Sequence[Result]) -> dict[str, float]:
    return {field: figures.right for field, figures in described(results).items() if figures.pages}


def described(results: Iterable[Result]) -> dict[Field, FieldFigures]:
    """Return the figures of the metadata over the pages whose gold has them."""
    return metadata_figures(
        [
            MetadataPair(answer.title, answer.authors, answer.date, page.title, page.authors, page.date)
            for page, answer in results
        ]
    )


def _print_described(results: Sequence[Result]) -> None:
    if not any(answer.title or answer.authors or answer.date for _, answer in results):
        return
    parts = [
        f"{'authors F1' if field == 'authors' else field} {figures.right:.3f} of {figures.pages} pages"
        for field, figures in described(results).items()
        if figures.pages
    ]
    print(f"metadata: {', '.join(parts)}")


def _print_errors(results: Sequence[Result]) -> None:
    errors = [answer.error for _, answer in results if answer.error]
    empty = sum(not answer.text and not answer.error and page.gold_text != "" for page, answer in results)
    print(
        f"pages without text where some was wanted: {empty}; exceptions: {len(errors)}",
        *errors[:3],
        sep="\n  ",
    )


def _print_provenance(path: Path, format: Format) -> None:
    name = path.name.removesuffix(".jsonl.xz")
    if name in load_weights(format).provenance["sets"].split(", "):
        print(
            f"The shipped weights were trained on {name}, so these figures flatter. Honest ones:\n"
            f"  python -m benchmarks.training {path.parent} --format {format} --folds 5"
        )


def _selected_again(path: Path, pages: Sequence[LabelledPage]) -> list[tuple[LabelledPage, Selected]]:
    """Return these pages of a corpus with our decisions, the dumps read anew."""
    order = {(page.id, page.variant): number for number, page in enumerate(pages)}
    found = [page for page in read_corpus(path) if (page.id, page.variant) in order]
    found.sort(key=lambda page: order[page.id, page.variant])
    decided = [(page, extract(page.dump, url=page.url, input_format=page.format).selected) for page in found]
    return [(page, selected) for page, selected in decided if selected is not None]


def run_scored(path: Path, worst: int) -> dict[str, Figures]:
    """Print how cross-validated pages do, and return their figures by set and variant."""
    pages = [(page, select(scored)) for page, scored in read_scored(path)]
    texts = [(page, serialize(selected)) for page, selected in pages]
    print_scores(texts)
    if worst:
        chosen = worst_pages(texts, worst)
        of_page = {id(page): selected for page, selected in pages}
        print_worst([(page, of_page[id(page)]) for page in chosen])
    return text_figures(texts)


def _print_worst(name: str, f1: float, error: str, text: str, gold: str) -> None:
    print(f"\n{name}: word F1 {f1:.3f} {error}")
    for title, lines in (
        ("kept wrongly", differing_lines(text, gold)),
        ("lost", differing_lines(gold, text)),
    ):
        print(f"  {title}: {len(lines)} lines")
        for line in lines[:8]:
            print(f"    {textwrap.shorten(line, 100)}")


def corpus_files(paths: Sequence[Path]) -> list[Path]:
    """Return these files, and in place of a folder all corpora in it."""
    return [file for path in paths for file in (sorted(path.glob("*.jsonl.xz")) if path.is_dir() else [path])]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 where one is under its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--corpus",
        type=Path,
        action="append",
        default=[],
        help="labelled .jsonl.xz, or a folder of them",
    )
    parser.add_argument(
        "--scored", type=Path, help="pickle of cross-validated pages, by benchmarks.training --folds 5 --save"
    )
    parser.add_argument("--against", default="", help=f"comma-divided, of {', '.join(list(SYSTEMS)[1:])}")
    parser.add_argument("--floors", type=Path, default=FILE, help="file of floors for --check")
    parser.add_argument("--check", action="store_true", help="exit 1 if a figure is under its floor")
    parser.add_argument("--jobs", type=int, default=1, help="processes for --corpus")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst pages and what is wrong")
    arguments = parser.parse_args(argv)
    try:
        systems = installed([OURS, *filter(None, arguments.against.split(","))])
    except ValueError as error:
        parser.error(str(error))
    measured: dict[str, Figures] = {}
    if arguments.scored:
        measured |= run_scored(arguments.scored, arguments.worst)
    elif arguments.corpus:
        for path in corpus_files(arguments.corpus):
            measured |= run_corpus(path, systems, arguments.jobs, arguments.worst)
    else:
        measured["fixtures"] = run_fixtures(systems, arguments.worst)
    print(f"\n{describe(SYSTEMS[name].package for name in systems if name != OURS)}")
    return check(measured, arguments.floors) if arguments.check else 0


def check(measured: dict[str, Figures], path: Path) -> int:
    """Print which figures are under their floors, and return 1 if any is."""
    floors = read_floors(path)
    failed = [
        f"{name}: {line}" for name, figures in measured.items() for line in failures(figures, floors.get(name, {}))
    ]
    print(*failed or ["no figure is under its floor"], sep="\n")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
