"""Compare the blocks with what the markup says the page's text is: its description, and the text in JSON-LD.

`Markup` goes in and the words declared come out; then columns that say how much of each block they hold.
Declared text is evidence, not the result: it is cut short, of another page, or holds what no reader sees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanpage.blocks import Markup
from cleanpage.features import Columns

MIN_BODY_WORDS: Final = 50
"""Words from which a text in JSON-LD is an article's body, and no teaser."""

MIN_COMPARED_WORDS: Final = 3
"""Words from which a block is compared: three in a row are what makes a match."""

MIN_DESCRIPTION_WORDS: Final = 20
"""Words from which the description of a product, job, event, course, book or program is its page's text."""

MAX_SCRIPT_CHARS: Final = 1_000_000
"""Characters of a JSON-LD script that are looked through for a body."""

_STRING: Final = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_BODY = re.compile(rf'"(?:articleBody|reviewBody|text)"\s*:\s*({_STRING})', re.S)
_INGREDIENTS = re.compile(rf'"(?:recipeIngredient|ingredients)"\s*:\s*\[((?:\s*{_STRING}\s*,?)*)', re.S)
_SOLD = re.compile(
    r'"@type"\s*:\s*(?:\[\s*)?"(?:Product|ProductGroup|JobPosting|Event|Course|Book|SoftwareApplication)"'
)
_DESCRIPTION = re.compile(rf'"description"\s*:\s*({_STRING})', re.S)
"""What such a thing is described by is its page's text; an article's description is a teaser."""
_TAG = re.compile(r"<[^<>]*>")
_DESCRIPTIONS: Final = frozenset({"description", "og:description"})


class DeclaredText(NamedTuple):
    """The words that the markup declares."""

    body: frozenset[tuple[str, ...]]
    """Each three words in a row of the text in JSON-LD, and the ingredients of fewer; empty where there is none."""
    body_words: int
    """How many words that text has."""
    description: frozenset[str]
    """The words of the descriptions."""


def declared_text(markup: Markup) -> DeclaredText:
    """Return the words of the JSON-LD body and of the descriptions, in lower case."""
    bodies: list[str] = []
    short: set[tuple[str, ...]] = set()
    for script in markup.json_ld:
        script = script[:MAX_SCRIPT_CHARS]
        if "Body" in script or '"text"' in script:
            bodies += [_unquote(quoted) for quoted in _BODY.findall(script)]
        if "ngredient" in script:
            listed = [it for found in _INGREDIENTS.findall(script) for it in _strings(found)]
            bodies += listed
            short |= {words for it in listed if len(words := tuple(it.lower().split())) < MIN_COMPARED_WORDS}
        if '"description"' in script and _SOLD.search(script):
            described = [_unquote(quoted) for quoted in _DESCRIPTION.findall(script)]
            bodies += [it for it in described if len(it.split()) >= MIN_DESCRIPTION_WORDS]
    body = _TAG.sub(" ", " ".join(bodies)).lower().split()
    if len(body) < MIN_BODY_WORDS:
        body, short = [], set()
    description = " ".join([content for key, content in markup.metas if key in _DESCRIPTIONS])
    return DeclaredText(
        body=frozenset(short.union(zip(body, body[1:], body[2:], strict=False))),
        body_words=len(body),
        description=frozenset(description.lower().split()),
    )


def _strings(listed: str) -> list[str]:
    """Return the strings of a JSON array without its brackets; none if it is not valid JSON."""
    try:
        return [it for it in json.loads(f"[{listed.rstrip().removesuffix(',')}]", strict=False) if isinstance(it, str)]
    except ValueError:
        return []


def _unquote(quoted: str) -> str:
    """Return a JSON string's text; as it stands if it is not valid JSON."""
    try:
        text = json.loads(quoted, strict=False)
    except ValueError:
        return quoted
    return text if isinstance(text, str) else ""


def declared_columns(declared: DeclaredText, tokens: Sequence[Sequence[str]], words: Sequence[int]) -> Columns:
    """Return how much of each block the declared text holds; names in DECLARED_NAMES.

    `tokens` are the lower-case words of each block. "body_overlap" is the share of its runs of three words in
    the body, -1 without a body, -0.5 for fewer words that are no ingredient; "body_length" the body's words over the
    page's; "description_overlap" the share of its words in a description, -1 without one.
    """
    count = len(tokens)
    body, body_words, description = declared
    overlap = [-1.0] * count
    if body:
        overlap = [
            sum(map(body.__contains__, zip(own, own[1:], own[2:], strict=False))) / (len(own) - 2)
            if len(own) >= MIN_COMPARED_WORDS
            else (1.0 if tuple(own) in body else -0.5)
            for own in tokens
        ]
    described = [-1.0] * count
    if description:
        described = [
            sum(map(description.__contains__, own)) / len(own) if len(own) >= MIN_COMPARED_WORDS else 0.0
            for own in tokens
        ]
    return {
        "body_overlap": overlap,
        "body_length": [body_words / (sum(words) or 1) if body else -1.0] * count,
        "description_overlap": described,
    }
