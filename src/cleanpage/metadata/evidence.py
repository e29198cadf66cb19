"""Keep what was found for the fields of the metadata, and say of each value whether and why it was not taken.

Values with their sources are noted while a page is read; what they mean beside the values that were chosen is worked
out when somebody asks, as most callers only want those.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from cleanpage.metadata.markup.json_ld_places import Value
from cleanpage.words.dates import MAX_YEAR, MIN_YEAR
from cleanpage.words.plain_text import key, plain

if TYPE_CHECKING:
    from cleanpage.page import Found, Metadata

MAX_FOUND: Final = 30
"""Values of a field that are told."""

MAX_VALUE_CHARS: Final = 500
"""Characters of a value that are told; a description has some hundred."""

DAY_CHARS: Final = 10
"""Characters of a day in ISO 8601."""

_OUTVOTED: Final = {
    "title": "another title agrees better with the page",
    "authors": "a source that is believed first names others",
    "published": "more speaks for another day",
    "language": "the text is in another language",
}
"""Why the values of a field lose against the one that was chosen."""

NO_DATE: Final = "no full date"
LATER: Final = "later than the page was dumped"
TOO_LATE: Final = f"after {MAX_YEAR}"
UNSEEN: Final = f"before {MIN_YEAR}, and not shown near the headline"
UNSAID: Final = f"before {MIN_YEAR}, and not called the date of publication"
SITE: Final = "the site's name"

_UNFIT: Final = {
    "authors": "no name of an author",
    "published": "no date of the text",
}
"""Why no value of a field was chosen."""

_ADDRESSES: Final = frozenset({"canonical_url", "image", "feeds"})
"""Fields whose values are addresses, made absolute: "&copy=2" is a part of one and no sign."""

_VISIBLE: Final = ("block", "line")
"""How the sources of values begin that readers see."""


class Noted(NamedTuple):
    """A value as it was found."""

    field: str
    text: str
    source: str
    objection: str = ""
    """What spoke against it at once; empty if it was weighed with the others."""


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


def judge(metadata: Metadata) -> Iterator[Found]:
    """Yield all values that were noted, each with what speaks against it, if anything does."""
    # Only readers of evidence need these.
    from cleanpage.page import Found
    from cleanpage.words.names import split_names

    sites = _site_keys(metadata)
    told: dict[str, int] = {}
    seen: set[tuple[str, str, str]] = set()
    for field, text, source, objection in metadata.evidence:
        text = text if field in _ADDRESSES else plain(text)
        names = split_names(text, byline=source.startswith(_VISIBLE)) if field == "authors" else ()
        for value in names or (text,):
            count = told.get(field, 0)
            if not value or count >= MAX_FOUND or (field, value, source) in seen:
                continue
            told[field] = count + 1
            seen.add((field, value, source))
            why = objection or _objection(metadata, field, value)
            if why and field in ("authors", "title") and key(value) in sites:
                why = SITE
            elif why and field == "authors" and not names:
                why = "no name"
            yield Found(field, value[:MAX_VALUE_CHARS], source, why)


def _site_keys(metadata: Metadata) -> set[str]:
    """Return the keys of all names that markup or address give the site, which are nobody's name."""
    from cleanpage.metadata.headline import site_labels

    names = [row.text for row in metadata.evidence if row.field in ("site_name", "publisher")]
    keys = {key(plain(name)) for name in (*names, *site_labels(metadata.canonical_url))}
    return keys - {""}


def _objection(metadata: Metadata, field: str, value: str) -> str:
    """Return why a value is not in the metadata; "" if it is."""
    name, _, counter = field.partition(".")
    chosen = getattr(metadata, name)
    if counter:
        chosen = getattr(chosen, counter)
    if chosen is None or chosen == ():
        return _UNFIT.get(field, "nothing supports it")
    if isinstance(chosen, tuple):
        agrees = value in chosen or key(value) in set(map(key, chosen))
    elif field in ("published", "modified"):
        agrees = value[:DAY_CHARS] == str(chosen)[:DAY_CHARS]
    else:
        own, other = key(str(chosen)), key(value)
        # A title goes on with the site's name, or has a kicker before it; a site's name stands beside its department's.
        holds = own != "" and (other.startswith(own) or other.endswith(own))
        agrees = own == other or (field in ("title", "site_name") and holds)
    return "" if agrees else _OUTVOTED.get(field, "another source is believed first")
