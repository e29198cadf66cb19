"""What the markup says about the page: JSON-LD, metas and links, microdata and RDFa."""

from cleanpage.metadata.html.markup.json_ld import LinkedData, read_json_ld
from cleanpage.metadata.html.markup.metas import (
    ACCESS,
    AUTHORS,
    CATEGORIES,
    DESCRIPTIONS,
    GENERATORS,
    IMAGES,
    KINDS,
    LANGUAGES,
    LICENCES,
    LOOSE_DATES,
    MODIFIED,
    PUBLISHED,
    PUBLISHERS,
    SITES,
    TAGS,
    TITLES,
    Metas,
)
from cleanpage.metadata.html.markup.microdata import read_microdata

__all__ = [
    "ACCESS",
    "AUTHORS",
    "CATEGORIES",
    "DESCRIPTIONS",
    "GENERATORS",
    "IMAGES",
    "KINDS",
    "LANGUAGES",
    "LICENCES",
    "LOOSE_DATES",
    "MODIFIED",
    "PUBLISHED",
    "PUBLISHERS",
    "SITES",
    "TAGS",
    "TITLES",
    "LinkedData",
    "Metas",
    "read_json_ld",
    "read_microdata",
]
