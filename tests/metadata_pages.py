"""HTML pages of a headline, lines and prose for tests of metadata, and the markup for them."""

import datetime
import json
from collections.abc import Sequence
from typing import Any

from builders import make_elements
from cleanpage.blocks import Block, Document, Item, Markup
from cleanpage.metadata import read_metadata
from cleanpage.metadata.fields import Metadata

URL = "https://www.example.org/news/2024/05/06/rain"

PROSE = "It rained on Foston for thirty days, and the river rose to the second step of the old bridge. " * 2

ARTICLE = (-1, "", "https://schema.org/NewsArticle", "")
HEADED = (0, "headline", "", "Rain in May")
"""Rows of microdata: an article, and its headline."""

NOW = datetime.datetime(2024, 5, 10, 12)
PLUS_TWO = datetime.timezone(datetime.timedelta(hours=2))


def metas(**values: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("__", ":"), value) for name, value in values.items())


def read(
    *,
    markup: Markup | None = None,
    blocks: tuple[Block, ...] = (),
    url: str | None = None,
    language: str = "",
    words: Sequence[int] = (),
    now: datetime.datetime | None = None,
) -> Metadata:
    """Read a page of an h1 (element 2), lines named by their elements (3 to 5), and prose."""
    elements = make_elements(
        ("html", -1, ""),
        ("body", 0, ""),
        ("h1", 1, "entry-title"),
        ("p", 1, "byline"),
        ("p", 1, "entry-date"),
        ("p", 1, ""),
    )
    everything = (*blocks, Block(PROSE, element=5), Block(PROSE, element=5))
    document = Document(format="html", blocks=everything, elements=elements, markup=markup or Markup())
    kept = [block.text == PROSE for block in everything]
    return read_metadata(document, url=url, language=language, kept=kept, words=words, now=now)


def items(*rows: tuple[int, str, str, str]) -> tuple[Item, ...]:
    """Return microdata of (row of the item it is in, names, type, value)."""
    return tuple(Item(0, inside, tuple(names.split()), kind, value) for inside, names, kind, value in rows)


def sources(metadata: Metadata, field: str) -> list[tuple[str, str]]:
    """Return the values of a field that nothing speaks against, with where they stand."""
    return [(one.value, one.source) for one in metadata.found if one.field == field and not one.objection]


def heading(text: str) -> Block:
    return Block(text, kind="heading", element=2)


def json_ld(**values: Any) -> tuple[str, ...]:
    return (json.dumps({"@type": "NewsArticle", **values}),)
