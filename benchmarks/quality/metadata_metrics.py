"""Compare metadata with the gold: titles by their words, authors as sets of names, dates by day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from statistics import fmean
from typing import Literal, NamedTuple

from benchmarks.metrics import Score, word_score, words

Field = Literal["title", "authors", "date"]
"""A field that corpora have a gold for."""

MIN_TITLE_SIMILARITY = 0.8
"""Word F1 from which two titles are the same: a dropped kicker is forgiven, another headline isn't."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚′´`", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00ad\u200b\ufeff"),
    }
)
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
_SEPARATOR = re.compile(r"\s*[;|,\n]\s*|\s+(?:and|und|et|&)\s+")
_BY = re.compile(
    r"(?:(?:written|posted|reported|published|text)\s+)?"
    r"(?:by|von|vom|text|author|autore?n?|auteur|par|por|di|door|av|af|od|автор)\b\.?[\s:]+"
)
_DEGREE = re.compile(r"(?:^|[,\s]+)(?:ph\.?d|m\.?d|mph|mba|rdn?|esq)\.?$")


def normal(text: str | None) -> str:
    """Return a text with case, white space, quotes, dashes and compatibility characters made alike."""
    return " ".join(unicodedata.normalize("NFKC", text or "").translate(_ALIKE).split()).casefold()


def title_similarity(predicted: str | None, gold: str) -> float:
    """Return the word F1 of two titles, 0.0 to 1.0."""
    return word_score(normal(predicted), normal(gold)).f1


def day_of(value: str | None) -> str | None:
    """Return the "YYYY-MM-DD" that a date begins with; None where it doesn't."""
    found = _DAY.match(value or "")
    return found.group(1) if found else None


def same_day(predicted: str | None, gold: str) -> bool:
    """Return whether both dates name the same day."""
    return day_of(predicted) is not None and day_of(predicted) == day_of(gold)


def author_names(value: str | Sequence[str] | None) -> frozenset[str]:
    """Return comparable names: without "By", degrees, accents, punctuation and case.

    A string may hold several names; in a list, each entry is one.
    """
    entries = _SEPARATOR.split(normal(value)) if isinstance(value, str) else map(normal, value or ())
    return frozenset(name for entry in entries if (name := _bare_name(entry)))


def _bare_name(entry: str) -> str:
    name = _DEGREE.sub("", entry.removeprefix(found.group()) if (found := _BY.match(entry)) else entry)
    letters = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(words(letters))


def author_score(predicted: str | Sequence[str] | None, gold: Sequence[str]) -> Score:
    """Return precision, recall and F1 of the set of authors; 0.0 where either side names none."""
    found, wanted = author_names(predicted), author_names(gold)
    common = len(found & wanted)
    if not common:
        return Score(0.0, 0.0, 0.0)
    precision, recall = common / len(found), common / len(wanted)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


class MetadataPair(NamedTuple):
    """What was found beside what is known of one page; a gold of None is unknown and not counted."""

    title: str | None
    authors: str | Sequence[str] | None
    date: str | None
    gold_title: str | None
    gold_authors: Sequence[str] | None
    gold_date: str | None


class Judged(NamedTuple):
    """How well a value of one field matches the gold of a page."""

    right: float
    """1.0 or 0.0; for authors, the F1 of the sets of names."""
    precision: float
    """The same; for authors, the share of names that are in the gold."""


class FieldFigures(NamedTuple):
    """Figures of one field over the pages whose gold has it; 0.0 over no pages."""

    right: float
    """Mean over all pages of how right the value is, where none is given 0.0."""
    coverage: float
    """Share of the pages that are given a value."""
    precision: float
    """Mean precision over the pages that are given a value."""
    pages: int


def judge(field: Field, value: str | Sequence[str] | None, gold: str | Sequence[str]) -> Judged | None:
    """Return how well a value matches the gold; None if there is no value."""
    if not value or (field == "authors" and not author_names(value)):
        return None
    if field == "authors":
        score = author_score(value, gold)
        return Judged(score.f1, score.precision)
    text, wanted = str(value), str(gold)
    same = same_day(text, wanted) if field == "date" else title_similarity(text, wanted) >= MIN_TITLE_SIMILARITY
    return Judged(float(same), float(same))


def field_figures(judged: Sequence[Judged | None]) -> FieldFigures:
    """Return the figures of pages that were judged; None is a page without a value."""
    given = [one for one in judged if one is not None]
    if not given:
        return FieldFigures(0.0, 0.0, 0.0, len(judged))
    return FieldFigures(
        sum(one.right for one in given) / len(judged),
        len(given) / len(judged),
        fmean(one.precision for one in given),
        len(judged),
    )


def metadata_figures(pairs: Sequence[MetadataPair]) -> dict[Field, FieldFigures]:
    """Return the figures of each field over the pages where its gold is known."""
    return {
        "title": field_figures([judge("title", it.title, it.gold_title) for it in pairs if it.gold_title]),
        "authors": field_figures([judge("authors", it.authors, it.gold_authors) for it in pairs if it.gold_authors]),
        "date": field_figures([judge("date", it.date, it.gold_date) for it in pairs if it.gold_date]),
    }
