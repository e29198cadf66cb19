"""Run `cleanpage.extract` on the fixtures, and print how well it does: by page, page type and language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import cleanpage
from benchmarks.metrics import bootstrap_interval, mean_score, pooled_f1
from benchmarks.pages.fixtures import Fixture
from benchmarks.quality.fixture_scores import (
    FixtureScore,
    Outcome,
    Share,
    metadata_outcomes,
    pair_blocks,
    score_text,
    sort_share,
)
from cleanpage.page import Page

HEADER = (
    f"{'':26} {'pages':>5}  {'word P':>6} {'R':>5} {'F1':>5} {'95 %':>11}  "
    f"{'shingle P':>9} {'R':>5} {'F1':>5} {'95 %':>11}  {'wanted':>7} {'unwanted':>8}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What our extraction of one fixture comes to."""

    score: FixtureScore
    outcomes: dict[str, Outcome]
    sorts: Share
    """Boilerplate blocks with the right sort."""
    wrong_sorts: tuple[tuple[str, str], ...]
    """(labelled, found) of the others; found is "content" for a block that was kept."""


def measure_fixtures(fixtures: Iterable[Fixture]) -> list[Measurement]:
    """Return how well each fixture is extracted."""
    return [_measure(fixture) for fixture in fixtures]


def _measure(fixture: Fixture) -> Measurement:
    page, error = _extract(fixture)
    pairs = pair_blocks(fixture.blocks, page.blocks)
    return Measurement(
        score=score_text(fixture, page.text, error),
        outcomes=metadata_outcomes(fixture, page.metadata),
        sorts=sort_share(pairs),
        wrong_sorts=tuple(
            (label.sort, block.sort or "content")
            for label, block in pairs
            if label.label == "boilerplate" and label.sort != block.sort
        ),
    )


def _extract(fixture: Fixture) -> tuple[Page, str]:
    try:
        return cleanpage.extract(fixture.dump, url=fixture.url), ""
    except Exception as error:  # it promises not to raise; if it does, that is counted
        return cleanpage.extract(b""), f"{type(error).__name__}: {error}"


def print_fixtures(results: Sequence[Measurement]) -> dict[str, float]:
    """Print the scores by fixture, page type and language, and return the figures that can have floors."""
    scores = [result.score for result in results]
    print(HEADER)
    for score in scores:
        _print_row(score.fixture.slug, [score])
    for title, key in _GROUPS:
        print(f"\nby {title}")
        groups: dict[str, list[FixtureScore]] = defaultdict(list)
        for score in scores:
            groups[key(score.fixture)].append(score)
        for name in sorted(groups):
            _print_row(name, groups[name])
    print()
    _print_row("all", scores)
    figures = _figures(scores)
    sorts = Share(*map(sum, zip(*(result.sorts for result in results), strict=True)))
    figures["sorts"] = sorts.part / sorts.whole if sorts.whole else 0.0
    for name in results[0].outcomes:
        right = sum(result.outcomes[name] in ("right", "absent") for result in results)
        figures[f"metadata {name}"] = right / len(results)
    errors = [f"{score.fixture.slug}: {score.error}" for score in scores if score.error]
    print(f"exceptions: {len(errors)}", *errors, sep="\n  ")
    print(f"sort of boilerplate: {sorts.part} of {sorts.whole} right ({figures['sorts']:.3f})")
    confusions = Counter(pair for result in results for pair in result.wrong_sorts)
    print("  " + "; ".join(f"{a} taken for {b}: {count}" for (a, b), count in confusions.most_common(10)))
    return figures


_GROUPS: tuple[tuple[str, Callable[[Fixture], str]], ...] = (
    ("page type", lambda fixture: fixture.page_type),
    ("language", lambda fixture: fixture.language),
    ("format", lambda fixture: fixture.format),
)


def print_fixtures_of(name: str, scores: Sequence[FixtureScore]) -> None:
    """Print one row for a system, and how often it raised."""
    if name == "cleanpage":
        print(HEADER)
    _print_row(name, scores)
    if errors := [score.error for score in scores if score.error]:
        print(f"  exceptions: {len(errors)}, the first: {errors[0]}")


def _figures(scores: Sequence[FixtureScore]) -> dict[str, float]:
    words = mean_score([score.words for score in scores])
    shingles = mean_score([score.shingles for score in scores])
    return {
        "word_precision": words.precision,
        "word_recall": words.recall,
        "word_f1": words.f1,
        "shingle_precision": shingles.precision,
        "shingle_recall": shingles.recall,
        "shingle_f1": pooled_f1([score.shingles for score in scores]),
        "must_include": _rate(score.included for score in scores),
        "must_exclude": _rate(score.excluded for score in scores),
    }


def _rate(shares: Iterable[Share]) -> float:
    """Return the part of the whole over all pages; 1.0 where there is nothing to find or to avoid."""
    part, whole = map(sum, zip(*shares, strict=True))
    return part / whole if whole else 1.0


def _print_row(name: str, scores: Sequence[FixtureScore]) -> None:
    figures = _figures(scores)
    intervals = ["", ""]
    if len(scores) > 1:
        for index, f1s in enumerate(([s.words.f1 for s in scores], [s.shingles.f1 for s in scores])):
            low, high = bootstrap_interval(f1s)
            intervals[index] = f"{low:.3f}-{high:.3f}"
    print(
        f"{name:26} {len(scores):5}  {figures['word_precision']:6.3f} {figures['word_recall']:5.3f} "
        f"{figures['word_f1']:5.3f} {intervals[0]:>11}  {figures['shingle_precision']:9.3f} "
        f"{figures['shingle_recall']:5.3f} {figures['shingle_f1']:5.3f} {intervals[1]:>11}  "
        f"{figures['must_include']:7.3f} {figures['must_exclude']:8.3f}"
    )


def print_metadata(results: Sequence[Measurement]) -> None:
    """Print for each metadata field how often it is right, and which pages it is not right on."""
    print(f"\n{'metadata':18} {'stated':>6} {'right':>5} {'wrong':>5} {'missing':>7} {'invented':>8}")
    for name in results[0].outcomes:
        counts = Counter(result.outcomes[name] for result in results)
        right, wrong, missing, invented = (counts[one] for one in ("right", "wrong", "missing", "invented"))
        pages = [
            f"{result.score.fixture.slug} ({result.outcomes[name]})"
            for result in results
            if result.outcomes[name] not in ("right", "absent")
        ]
        print(
            f"{name:18} {right + wrong + missing:6} {right:5} {wrong:5} {missing:7} {invented:8}  " + ", ".join(pages)
        )
