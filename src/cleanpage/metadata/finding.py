"""Find the fields of a page's metadata: the loop over a table of finders, one of which each format has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

Sources = TypeVar("Sources")
"""What is known of a page before its fields are found."""


class Finder(NamedTuple, Generic[Sources]):
    """What finds one or more fields of `Metadata`."""

    fields: tuple[str, ...]
    find: Callable[[Sources], Any]
    """Returns the field's value; of several fields a tuple."""


def find_fields(finders: Iterable[Finder[Sources]], sources: Sources) -> dict[str, Any]:
    """Return the value of each field, found in the order of the table."""
    values: dict[str, Any] = {}
    for finder in finders:
        found = finder.find(sources)
        values.update(zip(finder.fields, found if len(finder.fields) > 1 else (found,), strict=True))
    return values
