"""Words of what a site asks of its visitors: their age, an address, its app, notifications, no ad blocker, support.

A text goes in; whether it asks for one of these comes out. Each is told by a word for the thing and one
for what to do with it, as parts of words (`data/appeals.json`, by language); there are languages that write them with
twenty endings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from cleanpage.data import read_data

_SAME: Final[Mapping[str, str]] = {"nb": "no", "nn": "no", "sr": "hr", "bs": "hr", "sl": "hr", "gl": "pt", "mk": "bg"}
"""Languages that are close enough to ask in the same words."""

Appeal = tuple[tuple[str, ...], tuple[str, ...]]

BOX_KINDS: Final = frozenset({"age", "newsletter", "app", "notifications", "ad blocker", "browser", "region"})
"""Kinds that have a box of their own in HTML."""

LINE_KINDS: Final = frozenset({"newsletter", "channel", "support"})
"""Kinds that stand as a line below or within the article of a text dump. Sentences about apps are as often of the
text."""


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    words: Mapping[str, Mapping[str, Mapping[str, str]]] = json.loads(read_data("appeals.json"))
    return words


@cache
def _appeals(language: str, kinds: frozenset[str]) -> tuple[Appeal, ...]:
    """Return the appeals of these kinds in a language; none if there are no words in it."""
    return tuple(
        [
            (tuple(words["things"].split("|")), tuple(words["acts"].split("|")))
            for kind, words in _words().get(_SAME.get(language, language), {}).items()
            if kind in kinds
        ]
    )


def appeals_in(text: str, kinds: frozenset[str], *languages: str) -> Sequence[Appeal]:
    """Return the appeals of these kinds, in these languages and in English, of which a text has words.

    >>> bool(appeals_in("Sign up for our newsletter!", BOX_KINDS)), appeals_in("We signed up.", BOX_KINDS)
    (True, [])
    """
    line = _line(text)
    return [
        (things, acts)
        for language in dict.fromkeys(("en", *languages))
        for things, acts in _appeals(language, kinds)
        if any(thing in line for thing in things) and any(act in line for act in acts)
    ]


def names_what_is_asked(title: str, appeals: Sequence[Appeal]) -> bool:
    """Tell whether a page's title has a word for what such appeals are about."""
    line = _line(title)
    return any(thing in line for things, _ in appeals for thing in things)


def appeals_to_visitor(text: str, appeals: Sequence[Appeal]) -> bool:
    """Tell whether a text makes one of these appeals."""
    line = _line(text)
    return any(any(thing in line for thing in things) and any(act in line for act in acts) for things, acts in appeals)


def _line(text: str) -> str:
    return f" {text.lower()} ".replace("’", "'").replace("\n", " ")
