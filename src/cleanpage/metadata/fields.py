"""The fields of a page's metadata: what `read_metadata` gives back, as plain frozen data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """Numbers that the page shows about itself; None where it shows none."""

    views: int | None = None
    comments: int | None = None
    likes: int | None = None
    shares: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedItem:
    """Another article that the page lists, as it is printed there."""

    title: str
    """Its headline."""
    time: str | None = None
    """Its time as printed ("28.03 18:12", "2 hours ago"); no year is added and nothing converted."""
    counts: tuple[int, ...] = ()
    """Numbers printed with it, in their order. The page does not say what they count: comments, mostly."""


class Found(NamedTuple):
    """A value that the page gives for a field of its metadata, and where it stands."""

    field: str
    """Name of the field of `Metadata`; a counter's as "counters.views"."""
    value: str
    """The value as text: a name, an ISO 8601 date, an absolute address."""
    source: str
    """Where it stands: "json-ld [0].author[1].name", "meta og:title", "microdata author", "<title>",
    "<html lang>", "<time datetime>", "link canonical", "block 14" (index in `Page.blocks`), "url", "text"."""
    objection: str = ""
    """Why it is not in the metadata; empty if it is."""


class Noted(NamedTuple):
    """A value as it was found."""

    field: str
    text: str
    source: str
    objection: str = ""
    """What spoke against it at once; empty if it was weighed with the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says about itself. Nothing is guessed: what is not there is None or empty."""

    title: str | None = None
    """The headline, without the site's name."""
    authors: tuple[str, ...] = ()
    """Persons and organisations that signed it, without "By", roles and addresses."""
    organisations: tuple[str, ...] = ()
    """Those of the authors that are no persons: agencies, desks, institutions."""
    published: str | None = None
    """ISO 8601: a day ("2024-04-26"), or with time and zone where the page gives them."""
    modified: str | None = None
    """ISO 8601, like `published`."""
    language: str | None = None
    """ISO 639-1 code of the main content's language, read off the text; of the markup where it can't be."""
    site_name: str | None = None
    publisher: str | None = None
    """Who answers for the site, if it says so: often a company."""
    description: str | None = None
    canonical_url: str | None = None
    """Absolute address of the page."""
    image: str | None = None
    """Absolute address of the lead picture."""
    categories: tuple[str, ...] = ()
    """Sections of the site that the page is in, outermost first."""
    tags: tuple[str, ...] = ()
    licence: str | None = None
    """Address or name of the licence that the text is under."""
    kind: str | None = None
    """What the markup says the page is: "article", "blog", "forum", "product", "recipe", "video", "event", "job",
    "book", "course", "profile", "list" or "documentation"."""
    access: Literal["free", "paywalled"] | None = None
    """Whether all may read the whole text, if the page says so."""
    counters: Counters = Counters()
    reading_minutes: int | None = None
    """Minutes that the page says it takes to read."""
    word_count: int | None = None
    """Words of the main content; in scripts without spaces, two characters are a word."""
    feeds: tuple[str, ...] = ()
    """Absolute addresses of the site's RSS, Atom and JSON feeds."""
    agency: str | None = None
    """News agency that the text is from, in its usual spelling: "Reuters", "dpa", "ТАСС"."""
    image_credit: str | None = None
    """Whose the lead picture is, without "Photo:". Text dumps only: None for HTML."""
    related: tuple[RelatedItem, ...] = ()
    """Other articles in the lists after or beside the text, at most 50. Text dumps only: empty for HTML."""
    evidence: tuple[Noted, ...] = field(default=(), repr=False, compare=False)
    """What `found` is made from."""

    @property
    def found(self) -> tuple[Found, ...]:
        """Every value that was found for a field, with its source: those that the fields above have and the others.

        The others come with what spoke against them. At most 30 for a field, the ones believed first first.
        Made anew each time: keep it in a variable.
        """
        from cleanpage.metadata.judging import judge  # only who asks for it needs it

        return tuple([Found(*row) for row in judge(self, self.evidence)])

    def source(self, field: str) -> str | None:
        """Return where the value of a field stands, the first one's of several; None where there is no value.

        >>> import cleanpage
        >>> cleanpage.extract("<title>Owls</title><p>Owls hunt at night, and alone.").metadata.source("title")
        '<title>'
        """
        return next((one.source for one in self.found if one.field == field and not one.objection), None)

    def others(self, field: str) -> tuple[Found, ...]:
        """Return the values that were found for a field and are not in it."""
        return tuple(one for one in self.found if one.field == field and one.objection)

    def values(self) -> Iterator[tuple[str, Any]]:
        """Yield (name, value) of each field that has one, and of each counter; without `related` and `evidence`.

        >>> list(Metadata(title="Owls", counters=Counters(views=3)).values())
        [('title', 'Owls'), ('views', 3)]
        """
        for one in dataclasses.fields(self):
            if one.name == "counters":
                for counter in dataclasses.fields(Counters):
                    count = getattr(self.counters, counter.name)
                    if count is not None:
                        yield counter.name, count
            elif one.name not in ("related", "evidence"):
                value = getattr(self, one.name)
                if value not in (None, "", ()):
                    yield one.name, value

    def to_dict(self, *, found: bool = True) -> dict[str, Any]:
        """Return plain data that `json.dumps` takes as it is; `found`, if asked for, as objects by their field."""
        plain: dict[str, Any] = {}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            plain[name] = list(value) if isinstance(value, tuple) else value
        del plain["evidence"]
        plain["counters"] = dataclasses.asdict(self.counters)
        plain["related"] = [
            {"title": item.title, "time": item.time, "counts": list(item.counts)} for item in self.related
        ]
        if not found:
            return plain
        plain["found"] = {}
        for one in self.found:
            plain["found"].setdefault(one.field, []).append(
                {"value": one.value, "source": one.source} | ({"objection": one.objection} if one.objection else {})
            )
        return plain
