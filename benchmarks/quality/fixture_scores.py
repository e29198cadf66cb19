"""Score an extraction of a fixture against its labels.

Blocks that are labelled `either` count neither way: their words are taken out of the extracted text,
and what is left is compared with the text of the content blocks, by words and by shingles as every
other set. To find them, the extracted text is aligned with the blocks that may be kept, in page order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from benchmarks.metrics import SHINGLE_WORDS, Score, shingle_score, snippet_counts, word_score, words
from benchmarks.pages.fixtures import Fixture, LabelledBlock
from benchmarks.quality.metadata_metrics import MIN_TITLE_SIMILARITY, author_names, day_of, normal, title_similarity
from cleanpage.explain import PageBlock
from cleanpage.metadata import Metadata

Outcome = Literal["right", "missing", "wrong", "invented", "absent"]
"""A metadata field: as labelled; not found; found otherwise; found where none is stated; rightly none."""

_COUNTERS = ("views", "comments", "likes", "shares")


class Share(NamedTuple):
    """Some of all."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FixtureScore:
    """How well one extraction of a fixture does."""

    fixture: Fixture
    text: str
    """The extracted text without the words of `either` blocks."""
    words: Score
    shingles: Score
    included: Share
    """Snippets found of those that must be there."""
    excluded: Share
    """Snippets absent of those that must not be there."""
    error: str = ""
    """The exception that the extractor raised."""


def score_text(fixture: Fixture, text: str, error: str = "") -> FixtureScore:
    """Return the scores of an extracted text."""
    counts = snippet_counts(text, fixture.must_include, fixture.must_exclude)
    rest = without_either(text, fixture.blocks)
    return FixtureScore(
        fixture=fixture,
        text=rest,
        words=word_score(rest, fixture.content),
        shingles=shingle_score(rest, fixture.content),
        included=Share(counts.found, len(fixture.must_include)),
        excluded=Share(len(fixture.must_exclude) - counts.leaked, len(fixture.must_exclude)),
        error=error,
    )


def without_either(text: str, blocks: Sequence[LabelledBlock]) -> str:
    """Return the lines of a text without the words that come from `either` blocks, by a space divided.

    A run of words is such a block's if it stands where the block does between the content blocks and is
    SHINGLE_WORDS long, or the whole block: single words in common are chance.
    """
    lines = [words(line) for line in text.splitlines()]
    found = [word for line in lines for word in line]
    owners: list[int] = []
    page_words: list[str] = []
    for number, block in enumerate(blocks):
        if block.label != "boilerplate":
            page_words += (block_words := words(block.text))
            owners += [number] * len(block_words)
    sizes = {number: owners.count(number) for number in set(owners) if blocks[number].label == "either"}
    dropped = bytearray(len(found))
    for run in SequenceMatcher(None, found, page_words, autojunk=False).get_matching_blocks():
        owned = owners[run.b : run.b + run.size]
        for number in set(owned) & sizes.keys():
            first, count = run.a + owned.index(number), owned.count(number)
            if count >= min(SHINGLE_WORDS, sizes[number]):
                dropped[first : first + count] = b"\1" * count
    rest, seen = [], 0
    for line in lines:
        rest.append(" ".join(word for word, out in zip(line, dropped[seen:], strict=False) if not out))
        seen += len(line)
    return "\n".join(line for line in rest if line)


def pair_blocks(
    labelled: Sequence[LabelledBlock], blocks: Sequence[PageBlock]
) -> list[tuple[LabelledBlock, PageBlock]]:
    """Return each labelled block with the block of ours in which it begins, but for those we don't have.

    Texts are compared by their letters and digits: bullets and dividers may be lost, and where white
    space goes between inline elements is open.
    """
    stream, owners = "", []
    for number, block in enumerate(blocks):
        letters = _letters(block.text)
        stream += letters
        owners += [number] * len(letters)
    pairs, position = [], 0
    for label in labelled:
        letters = _letters(label.text)
        start = stream.find(letters, position) if letters else -1
        if start >= 0:
            pairs.append((label, blocks[owners[start]]))
            position = start + len(letters)
    return pairs


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def sort_share(pairs: Sequence[tuple[LabelledBlock, PageBlock]]) -> Share:
    """Return how many blocks labelled as boilerplate have the right sort; one that was kept has none."""
    sorts = [(label.sort, block.sort) for label, block in pairs if label.label == "boilerplate"]
    return Share(sum(wanted == found for wanted, found in sorts), len(sorts))


def metadata_outcomes(fixture: Fixture, found: Metadata) -> dict[str, Outcome]:
    """Return the outcome of each metadata field.

    Titles are right from MIN_TITLE_SIMILARITY, dates by their day, authors and tags as sets, all else
    with case and white space made alike. The language is that of the text, which every page has.
    """
    gold = fixture.metadata
    outcomes: dict[str, Outcome] = {
        "title": _outcome(
            gold["title"],
            found.title,
            bool(gold["title"]) and title_similarity(found.title, gold["title"]) >= MIN_TITLE_SIMILARITY,
        ),
        "authors": _sets_outcome(author_names(gold["authors"]), author_names(found.authors)),
        "published": _plain_outcome(day_of(gold["published"]), day_of(found.published)),
        "modified": _plain_outcome(day_of(gold["modified"]), day_of(found.modified)),
        "language": _plain_outcome(fixture.language, found.language),
        "site_name": _plain_outcome(normal(gold["site_name"]), normal(found.site_name)),
        "description": _plain_outcome(normal(gold["description"]), normal(found.description)),
        "canonical_url": _plain_outcome(gold["canonical_url"], found.canonical_url),
        "image": _plain_outcome(gold["image"], found.image),
        "tags": _sets_outcome(frozenset(map(normal, gold["tags"])), frozenset(map(normal, found.tags))),
    }
    for name in _COUNTERS:
        wanted, counted = gold["counters"][name], getattr(found.counters, name)
        outcomes[f"counter {name}"] = _outcome(wanted is not None, counted is not None, wanted == counted)
    return outcomes


def _outcome(wanted: object, found: object, same: bool) -> Outcome:
    if not wanted:
        return "invented" if found else "absent"
    if not found:
        return "missing"
    return "right" if same else "wrong"


def _plain_outcome(wanted: str | None, found: str | None) -> Outcome:
    return _outcome(wanted, found, wanted == found)


def _sets_outcome(wanted: frozenset[str], found: frozenset[str]) -> Outcome:
    return _outcome(wanted, found, wanted == found)


def differing_lines(text: str, other: str) -> list[str]:
    """Return the lines of a text whose words are mostly not in the other: wrongly kept, or lost.

    A line is in the other text if half of its shingles are; a line of fewer words, if they stand there
    in a row.
    """
    other_words = words(other)
    runs = {
        size: {tuple(other_words[i : i + size]) for i in range(len(other_words) - size + 1)}
        for size in range(1, SHINGLE_WORDS + 1)
    }
    differing = []
    for line in text.splitlines():
        line_words = words(line)
        size = min(SHINGLE_WORDS, len(line_words))
        shingles = [tuple(line_words[i : i + size]) for i in range(len(line_words) - size + 1)]
        if size and 2 * sum(shingle in runs[size] for shingle in shingles) < len(shingles):
            differing.append(line)
    return differing
