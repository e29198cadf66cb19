"""Say of each value that was found for a field of the metadata whether and why it was not taken.

The values that were chosen and the evidence go in; what is said of each value comes out. It is worked out when somebody
asks, as most callers only want what was chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cleanpage.metadata.headline import site_labels
from cleanpage.metadata.objections import SITE
from cleanpage.words.names import split_names
from cleanpage.words.plain_text import key, plain

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

_UNFIT: Final = {
    "authors": "no name of an author",
    "published": "no date of the text",
}
"""Why no value of a field was chosen."""

_ADDRESSES: Final = frozenset({"canonical_url", "image", "feeds"})
"""Fields whose values are addresses, made absolute: "&copy=2" is a part of one and no sign."""

_VISIBLE: Final = ("block", "line")
"""How the sources of values begin that readers see."""


Row = tuple[str, str, str, str]
"""Field, value, source and objection."""


def judge(chosen: Any, evidence: Sequence[Row]) -> Iterator[Row]:
    """Yield all values that were noted, each with what speaks against it, if anything does.

    `chosen` has the values that were taken as its attributes.
    """
    sites = _site_keys(chosen.canonical_url, evidence)
    told: dict[str, int] = {}
    seen: set[tuple[str, str, str]] = set()
    for field, text, source, objection in evidence:
        text = text if field in _ADDRESSES else plain(text)
        names = split_names(text, byline=source.startswith(_VISIBLE)) if field == "authors" else ()
        for value in names or (text,):
            count = told.get(field, 0)
            if not value or count >= MAX_FOUND or (field, value, source) in seen:
                continue
            told[field] = count + 1
            seen.add((field, value, source))
            why = objection or _objection(chosen, field, value)
            if why and field in ("authors", "title") and key(value) in sites:
                why = SITE
            elif why and field == "authors" and not names:
                why = "no name"
            yield field, value[:MAX_VALUE_CHARS], source, why


def _site_keys(address: str | None, evidence: Sequence[Row]) -> set[str]:
    """Return the keys of all names that markup or address give the site, which are nobody's name."""
    names = [text for field, text, _, _ in evidence if field in ("site_name", "publisher")]
    keys = {key(plain(name)) for name in (*names, *site_labels(address))}
    return keys - {""}


def _objection(metadata: Any, field: str, value: str) -> str:
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
