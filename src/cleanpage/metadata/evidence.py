"""Keep what was found for the fields of the metadata, with where it stands.

Values are noted while a page is read. What they mean beside the values that were chosen is worked out in `judging`
when somebody asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from cleanpage.metadata.fields import Noted
from cleanpage.words.plain_text import key


class Value(NamedTuple):
    """A value and where it stands."""

    text: str
    """As plain text, as the page gives it; never empty."""
    path: str
    """Script, keys and list positions, counted from 0: "json-ld [0].@graph[2].author[1].name"."""


class Evidence:
    """Gathers the values found on one page."""

    def __init__(self) -> None:
        self.rows: list[Noted] = []

    def note(self, field: str, values: Iterable[Value]) -> None:
        """Note values for a field, the ones believed first first."""
        self.rows += [Noted(field, value.text, value.path) for value in values if value.text]

    def copy(self, field: str, other: str, values: Collection[str]) -> None:
        """Note for another field those of a field's values that are among `values`."""
        keys = set(map(key, values))
        self.rows += [row._replace(field=other) for row in self.rows if row.field == field and key(row.text) in keys]

    def reject(self, field: str, value: Value, objection: str) -> None:
        """Note a value that cannot be."""
        self.rows.append(Noted(field, value.text, value.path, objection))
