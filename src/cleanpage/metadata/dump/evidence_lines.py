"""Find the lines of a text dump on which the values of its metadata stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Final, NamedTuple, cast

from cleanpage.blocks import Block
from cleanpage.metadata.evidence import Evidence, Value
from cleanpage.metadata.fields import Counters, Metadata
from cleanpage.words.counters import Counted, read_count, read_counters
from cleanpage.words.dates import PRINTED_YEARS, find_dates

MAX_DATE_LINE_CHARS: Final = 120
"""Characters of a line that is looked at for a date; longer ones are prose."""

_SPELT: Final = ("title", "site_name", "agency", "image_credit", "reading_minutes")
"""Fields whose value stands in its line as it is, mostly."""


class Refused(NamedTuple):
    """A value that can't be, with its line."""

    field: str
    value: str
    line: str
    objection: str


def note_lines(evidence: Evidence, found: Metadata, near: Sequence[Block], in_url: Sequence[Value]) -> None:
    """Note for each value the first of these lines that holds it; "text" where none does.

    `in_url` is the date that the address gives, if any.
    """
    for field in _SPELT:
        value = getattr(found, field)
        if value is not None:
            _note(evidence, field, str(value), next((block for block in near if str(value) in block.text), None))
    for name in found.authors:
        _note(evidence, "authors", name, next((block for block in near if name in block.text), None))
    for field in ("published", "modified"):
        date = getattr(found, field)
        if date:
            block = next((block for block in near if _holds_day(block.text, date[:10])), None)
            if block or not any(value.text == date for value in in_url):
                _note(evidence, field, date, block)
    evidence.note("published", in_url)
    for counter in fields(Counters):
        number = getattr(found.counters, counter.name)
        if number is not None:
            line = next((block for block in near if _counts(block.text, counter.name, number)), None)
            _note(evidence, f"counters.{counter.name}", str(number), line)
    if found.word_count is not None:
        _note(evidence, "word_count", str(found.word_count), None)


def reject_lines(evidence: Evidence, refused: Iterable[Refused], near: Sequence[Block]) -> None:
    """Note values that can't be, each with the first of these lines that is its own."""
    for one in refused:
        block = next((block for block in near if block.text == one.line), None)
        evidence.reject(one.field, Value(one.value, f"line {block.line}" if block else "text"), one.objection)


def _note(evidence: Evidence, field: str, value: str, block: Block | None) -> None:
    evidence.note(field, [Value(value, f"line {block.line}" if block else "text")])


def _counts(text: str, counter: str, number: int) -> bool:
    """Return whether a line is this number, or has it with others ("945 views | 3 comments")."""
    return read_count(text) == number or read_counters([text]).get(cast(Counted, counter)) == number


def _holds_day(text: str, day: str) -> bool:
    return len(text) <= MAX_DATE_LINE_CHARS and any(
        found.value.startswith(day) for found in find_dates(text, years=PRINTED_YEARS)
    )
