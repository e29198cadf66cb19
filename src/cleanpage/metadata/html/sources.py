"""Gather what each source of an HTML page says of it, once, before it is asked for field by field.

The markup (JSON-LD, metas, microdata) and the lines around the headline are the sources. Which of
them is believed is the fields' own matter; here they are read, and what is found can be noted.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from cleanpage.blocks import Document, Markup
from cleanpage.metadata.evidence import Evidence, Value
from cleanpage.metadata.headline import Site
from cleanpage.metadata.html.addresses import absolute
from cleanpage.metadata.html.markup import LANGUAGES, LinkedData, Metas, read_json_ld, read_microdata
from cleanpage.metadata.html.visible import read_visible
from cleanpage.words.plain_text import plain

_MONTH_FIRST_REGIONS: Final = frozenset({"us", "ph", "ca", ""})
"""Regions of English that write 03/04 for March 4th; "" is English that does not say where from."""

_LANGUAGE_CODES: Final = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it",
    "nld": "nl", "dut": "nl", "rus": "ru", "pol": "pl", "swe": "sv", "dan": "da", "zho": "zh", "chi": "zh",
    "jpn": "ja", "kor": "ko", "ara": "ar", "nb": "no", "nn": "no", "nor": "no", "iw": "he",
    "jp": "ja", "cn": "zh",
}  # fmt: skip
"""ISO 639-1 codes for other codes that pages declare."""


class Sources:
    """The sources of one page, and the evidence that they give."""

    def __init__(
        self,
        document: Document,
        *,
        url: str | None,
        language: str,
        kept: Sequence[bool],
        words: Sequence[int] = (),
        now: datetime.datetime | None,
    ) -> None:
        """Read the sources of a page; the parameters are those of `metadata.read_metadata`."""
        markup = document.markup
        self.document = document
        self.kept = kept
        self.words = words
        self.url = url
        self.now = now
        self.evidence = Evidence()
        self.metas = metas = Metas(markup)
        titles = [markup.title, *[value.text for value in metas.values(("og:title",))]]
        self.linked = read_json_ld(markup.json_ld, url=url or "", titles=titles)
        self.micro = read_microdata(markup.items, url=url or "", titles=titles) if markup.items else LinkedData()
        self.languages = self._languages(language)
        """The ISO 639-1 codes that the text and then the markup give."""
        self.language = self.languages[0].text if self.languages else ""
        self.month_first = _writes_month_first(self.language, markup, metas, url)
        """Whether 03/04/2024 is March 4th on this page."""
        called = [*titles, *texts(self.linked.headline[:1])]
        self.visible = read_visible(document, kept, called, month_first=self.month_first)
        self.title: str | None = None
        """The headline, once it is found; the other fields are no part of it."""
        self.site = Site(None, (), ())
        """The names of the site, once they are found."""
        self.base = absolute(url or "", markup.base) or url or ""
        """The address that those on the page are relative to; "" if it is unknown."""

    def both(self, field: str, names: Sequence[str]) -> list[Value]:
        """Return what the metas with these names say, then what a field of JSON-LD and microdata says."""
        return [*self.metas.values(names), *getattr(self.linked, field), *getattr(self.micro, field)]

    def first(self, field: str, values: Iterable[Value], accept: Callable[[str], str | None] = plain) -> str | None:
        """Return the first value that is accepted, in the form that `accept` gives it; all of these are noted."""
        found = [Value(text, value.path) for value in values if (text := accept(value.text))]
        self.evidence.note(field, found)
        return found[0].text if found else None

    def addresses(self, values: Iterable[Value]) -> list[Value]:
        """Return the values that are addresses, made absolute."""
        return [Value(address, path) for text, path in values if text and (address := absolute(self.base, text))]

    def _languages(self, measured: str) -> list[Value]:
        declared = [Value(self.document.markup.lang, "<html lang>"), *self.metas.values(LANGUAGES)]
        found = [Value(measured, "text")] if measured else []
        for text, path in [*declared, *self.linked.language, *self.micro.language]:
            code = text.strip().lower().replace("_", "-").partition("-")[0]
            code = _LANGUAGE_CODES.get(code, code)
            if len(code) == 2 and code.isascii() and code.isalpha():
                found.append(Value(code, path))
        return found


def texts(values: Iterable[Value]) -> list[str]:
    """Return values without their places."""
    return [value.text for value in values]


def _writes_month_first(language: str, markup: Markup, metas: Metas, url: str | None) -> bool:
    if language not in ("en", ""):
        return False
    for value in [markup.lang, *texts(metas.values(("og:locale",)))]:
        region = value.strip().lower().replace("_", "-").partition("-")[2]
        if region:
            return region in _MONTH_FIRST_REGIONS
    try:
        suffix = (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        suffix = ""
    return len(suffix) != 2 or suffix in _MONTH_FIRST_REGIONS
