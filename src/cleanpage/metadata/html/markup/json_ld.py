"""Read a page's JSON-LD: what it says about the page's main thing.

The contents of the scripts come in as they stand, broken or not, and one `LinkedData`
goes out, in which every value carries the path at which it stands. Of all the things
described, the one the page is about is looked for: an article before other works, a work
before the web page itself, the one with the page's address or title before the first.
Nothing here raises or recurses, whatever the scripts hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from cleanpage.metadata.evidence import Value
from cleanpage.metadata.html.markup.json_ld_places import Place, distinct, read_places, walk
from cleanpage.words.plain_text import key, plain

Node = dict[str, Any]

_WORK_TYPES = (
    "recipe product question videoobject course event howto book softwareapplication movie podcastepisode "
    "review jobposting dataset discussionforumposting qapage creativework claimreview episode comment"
)
_WORKS: Final = frozenset(_WORK_TYPES.split())
"""Types of schema.org, in lower case, that a page can be about when it is no article."""

_CONTAINERS: Final = (
    "@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed", "subjectOf", "breadcrumb",
)  # fmt: skip
"""Keys whose values can describe the page; below any other (itemListElement, mentions) are other pages."""

_COUNTERS: Final = {
    "like": "likes", "comment": "comments", "reply": "comments", "view": "views", "watch": "views",
    "read": "views", "share": "shares",
}  # fmt: skip

MAX_MINUTES: Final = 24 * 60
"""Longest time that reading takes; more is a mistake in the unit."""

MAX_LEVELS: Final = 4
"""Objects one in the other in which a name is looked for."""

_NAME_KEYS: Final = ("name", "@value", "@list")
_NAME_PARTS: Final = ("givenName", "familyName")
"""Keys of a name, and of its parts where there is none."""

_DURATION = re.compile(r"P(?:0+Y)?(?:0+M)?(?:0+D)?T?(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d{1,9})?S)?", re.I)
"""ISO 8601, without days and longer units."""


class Count(NamedTuple):
    """A number of readers' reactions and where it stands."""

    field: str
    """Field of `Counters`."""
    number: int
    path: str
    """As in `Value`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """What JSON-LD says about a page; each field has the values in it, first choice first, each text once."""

    headline: tuple[Value, ...] = ()
    alternative_headline: tuple[Value, ...] = ()
    authors: tuple[Value, ...] = ()
    """Persons, and authors that are not said to be anything."""
    organisations: tuple[Value, ...] = ()
    """Authors that are said to be organisations."""
    published: tuple[Value, ...] = ()
    modified: tuple[Value, ...] = ()
    publisher: tuple[Value, ...] = ()
    site_names: tuple[Value, ...] = ()
    """Names of the web site."""
    description: tuple[Value, ...] = ()
    image: tuple[Value, ...] = ()
    """Addresses of pictures, not resolved."""
    language: tuple[Value, ...] = ()
    keywords: tuple[Value, ...] = ()
    """Not yet divided at commas."""
    section: tuple[Value, ...] = ()
    breadcrumb: tuple[Value, ...] = ()
    """Names on the way from the home page to the page, which is mostly the last of them."""
    url: tuple[Value, ...] = ()
    """Addresses that the thing gives for itself or its page, not resolved."""
    licence: tuple[Value, ...] = ()
    """An address or a name."""
    access: tuple[Value, ...] = ()
    """"free" or "paywalled"."""
    kind: tuple[Value, ...] = ()
    """Types of the thing that all this is about, without the vocabulary: "NewsArticle"."""
    word_count: tuple[Value, ...] = ()
    """Words of the text, in digits."""
    time_required: tuple[Value, ...] = ()
    """Minutes of reading, in digits, at least 1."""
    counts: tuple[Count, ...] = ()


def read_json_ld(scripts: Sequence[str], *, url: str, titles: Sequence[str]) -> LinkedData:
    """Return what the scripts say about the page at `url` (may be empty) with one of these titles."""
    return read_linked(read_places(scripts), url=url, titles=titles)


def read_linked(roots: list[Place], *, url: str, titles: Sequence[str]) -> LinkedData:
    """Return what values of the shape of JSON-LD say about the page at `url` with one of these titles."""
    if not roots:
        return LinkedData()
    candidates: list[tuple[int, Place]] = []
    sites: list[Place] = []
    trails: list[Place] = []
    for place in _main_things(roots):
        types = type_names(place.value)
        rank = rank_of(types)
        if "question" in types and "faqpage" in _types_around(place):
            continue  # One of the questions that a page answers, which is no page of questions.
        if rank:
            candidates.append((rank, place))
        elif "website" in types:
            sites.append(place)
        elif "breadcrumblist" in types:
            trails.append(place)
    main = _choose(candidates, url, titles)
    mains = [main] if main is not None else []
    about = mains + [place for rank, place in candidates if rank == 1 and place is not main]
    reader = _Reader(roots)
    authors, organisations = reader.authors(about)
    return LinkedData(
        headline=reader.values(mains, "headline", "name"),
        alternative_headline=reader.values(mains, "alternativeHeadline", "alternateName"),
        authors=authors,
        organisations=organisations,
        published=reader.values(about, "datePublished", "dateCreated", "uploadDate", "datePosted"),
        modified=reader.values(about, "dateModified"),
        publisher=reader.values(about, "publisher", "sourceOrganization", inner=True),
        site_names=reader.values(sites, "name"),
        description=reader.values(about, "description", "abstract"),
        image=reader.addresses(about, ("image", "primaryImageOfPage", "thumbnailUrl"), ("url", "contentUrl")),
        language=reader.values(about, "inLanguage"),
        keywords=reader.values(mains, "keywords"),
        section=reader.values(about, "articleSection"),
        breadcrumb=reader.trail(trails),
        url=reader.addresses(about, ("url", "mainEntityOfPage", "@id"), ("@id", "url")),
        licence=reader.addresses(about, ("license",), ("url", "@id", "name")),
        access=distinct(_access(about)),
        kind=distinct(_kinds(mains)),
        word_count=distinct(_word_counts(about)),
        time_required=distinct(_minutes(reader.values(about, "timeRequired"))),
        counts=tuple(_counts(main)) if main is not None else (),
    )


def _main_things(roots: list[Place]) -> Iterator[Place]:
    """Yield the objects that can describe the page or its site, outer ones first."""
    for place in walk(roots, inside=_CONTAINERS):
        yield place
        part_of = place.inner("isPartOf")
        if isinstance(part_of.value, dict):
            yield part_of


def _types_around(place: Place) -> tuple[str, ...]:
    """Return the types of the object that holds a thing."""
    outer = place.outer
    while outer is not None and not isinstance(outer.value, dict):
        outer = outer.outer
    return type_names(outer.value) if outer is not None else ()


def type_names(node: Node) -> tuple[str, ...]:
    """Return the node's types in lower case, without the vocabulary's address."""
    value = node.get("@type")
    found = value if isinstance(value, list) else [value]
    return tuple(_type_name(one).lower() for one in found if isinstance(one, str))


def _type_name(value: str) -> str:
    """Return a type without the vocabulary's address or prefix."""
    return value.strip().rpartition("/")[2].rpartition(":")[2]


def rank_of(types: tuple[str, ...]) -> int:
    """Return 3 for an article, 2 for another work, 1 for a web page and 0 for anything else."""
    rank = 0
    for name in types:
        if name.endswith(("article", "posting", "report")) and name != "jobposting":
            return 3
        if name in _WORKS:
            rank = 2
        elif name.endswith("page"):
            rank = max(rank, 1)
    return rank


# ------------------------------------------------------------------ choosing


def _choose(candidates: list[tuple[int, Place]], url: str, titles: Sequence[str]) -> Place | None:
    """Return the thing the page is about; None if none can be."""
    if len(candidates) < 2:
        return candidates[0][1] if candidates else None
    title_keys = [key(title) for title in titles if title]
    address = _address(url)

    def merit(candidate: tuple[int, Place]) -> tuple[bool, int, bool, bool]:
        rank, place = candidate
        node = place.value
        name = node.get("headline") or node.get("name")
        name_key = key(plain(name)) if isinstance(name, str) else ""
        named = len(name_key) > 3 and any(name_key in title or title in name_key for title in title_keys)
        here = bool(address) and any(_address(place) == address for place in _addresses(node))
        # A work that the page only embeds (a video, a product) must be named by the page to win over it.
        return (named or here) and rank > 1, rank, named, here

    # max() keeps the first of equals.
    return max(candidates, key=merit)[1]


def _addresses(node: Node) -> Iterator[str]:
    """Yield the addresses that a node gives for itself."""
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str):
            yield value


def _address(url: str) -> str:
    """Return an address without scheme, www, query, fragment and last slash."""
    return re.split(r"[?#]", url[:2000], maxsplit=1)[0].rpartition("//")[2].removeprefix("www.").rstrip("/").lower()


# ------------------------------------------------------------------ reading values


class _Reader:
    """Reads text out of values of unknown shape, following references inside one page's JSON-LD."""

    def __init__(self, roots: list[Place]) -> None:
        self.roots = roots
        self.index: dict[str, Place] | None = None

    def resolve(self, place: Place) -> Place:
        """Return the object that {"@id": ...} refers to, or the object itself."""
        name = place.value.get("@id")
        if "name" in place.value or not isinstance(name, str):
            return place
        if self.index is None:
            self.index = {}
            for one in walk(self.roots):
                identity = one.value.get("@id")
                if isinstance(identity, str) and len(one.value) > 1:
                    known = self.index.get(identity)
                    if known is None or ("name" in one.value and "name" not in known.value):
                        self.index[identity] = one
        return self.index.get(name, place)

    def texts(self, place: Place) -> Iterator[Value]:
        """Yield the texts in a value: a string, a number, an object with a name, or a list of these."""
        for one in map(self._name, place.items()):
            if isinstance(one.value, list):
                yield from _strings(map(self._name, one.items()))
            elif isinstance(one.value, int) and not isinstance(one.value, bool) and abs(one.value) < 10**15:
                yield Value(str(one.value), one.path())
            else:
                yield from _strings([one])

    def _name(self, place: Place) -> Place:
        """Return what an object is called, or the value itself; a name can be an object with one, some levels deep."""
        for _ in range(MAX_LEVELS):
            if not isinstance(place.value, dict):
                break
            thing = self.resolve(place)
            name = next((name for name in _NAME_KEYS if thing.value.get(name)), None)
            if name is None:
                parts = [thing.value.get(part) for part in _NAME_PARTS]
                return Place(" ".join([part for part in parts if isinstance(part, str)]), thing, f".{_NAME_PARTS[-1]}")
            place = thing.inner(name)
        return place

    def values(self, places: list[Place], *names: str, inner: bool = False) -> tuple[Value, ...]:
        """Return the texts under these keys; only from objects if `inner`."""
        return distinct(
            value
            for place in places
            for name in names
            if place.value.get(name) and not (inner and isinstance(place.value[name], str))
            for value in self.texts(place.inner(name))
        )

    def authors(self, places: list[Place]) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        """Return (persons, organisations) that the first signed thing gives as its authors."""
        for place in places:
            for name in ("author", "creator"):
                persons: list[Value] = []
                organisations: list[Value] = []
                for one in place.inner(name).items():
                    types = type_names(self.resolve(one).value) if isinstance(one.value, dict) else ()
                    found = organisations if any(kind.endswith("organization") for kind in types) else persons
                    found.extend(self.texts(one))
                if persons or organisations:
                    return distinct(persons), distinct(organisations)
        return (), ()

    def addresses(self, places: list[Place], names: tuple[str, ...], inner_names: tuple[str, ...]) -> tuple[Value, ...]:
        """Return the strings under these keys, or under the first of `inner_names` in objects there."""
        found: list[Value] = []
        given = [place.inner(name) for place in places for name in names if place.value.get(name)]
        for one in [one for place in given for one in place.items()]:
            if isinstance(one.value, dict):
                if not any(one.value.get(name) for name in inner_names if name != "@id"):
                    one = self.resolve(one)
                one = next((one.inner(name) for name in inner_names if one.value.get(name)), one)
                one = next(one.items(), one)
            if isinstance(one.value, str) and one.value.strip():
                found.append(Value(one.value.strip(), one.path()))
        return distinct(found)

    def trail(self, places: list[Place]) -> tuple[Value, ...]:
        """Return the names on the first breadcrumb trail that has any, in the order of their positions."""
        for place in places:
            steps: list[tuple[int, Value]] = []
            for number, one in enumerate(place.inner("itemListElement").items()):
                if isinstance(one.value, dict):
                    item = one.inner("item")
                    named = item if isinstance(item.value, dict) and not one.value.get("name") else one
                    position = _number(one.value.get("position"))
                    names = self.texts(named.inner("name")) if named.value.get("name") else self.texts(named)
                    steps.extend((number if position is None else position, name) for name in names)
            if steps:
                return tuple(value for _, value in sorted(steps, key=lambda step: step[0]))
        return ()


def _strings(places: Iterable[Place]) -> Iterator[Value]:
    """Yield those of the values that are strings with words in them."""
    for place in places:
        text = plain(place.value) if isinstance(place.value, str) else ""
        if text:
            yield Value(text, place.path())


# ------------------------------------------------------------------ single fields


def _kinds(places: list[Place]) -> Iterator[Value]:
    """Yield the types of things as written, those of articles first and the more special before "Article"."""
    for place in places:
        named = [(_type_name(one.value), one) for one in place.inner("@type").items() if isinstance(one.value, str)]
        for name, one in sorted(named, key=lambda pair: (-rank_of((pair[0].lower(),)), pair[0].lower() == "article")):
            text = plain(name)
            if text:
                yield Value(text, one.path())


def _access(places: list[Place]) -> Iterator[Value]:
    """Yield "free" or "paywalled" for things and then for parts of them."""
    parts = [part for place in places for part in place.inner("hasPart").items() if isinstance(part.value, dict)]
    for one in [place.inner("isAccessibleForFree") for place in places + parts]:
        said = one.value if isinstance(one.value, (bool, str)) else None
        word = _type_name(str(said)[:100]).lower()
        if word in ("true", "false"):
            yield Value("free" if word == "true" else "paywalled", one.path())


def _word_counts(places: list[Place]) -> Iterator[Value]:
    for one in [place.inner("wordCount") for place in places]:
        number = _number(one.value)
        if number:
            yield Value(str(number), one.path())


def _minutes(durations: Iterable[Value]) -> Iterator[Value]:
    """Yield ISO 8601 durations in minutes, rounded up."""
    for value in durations:
        found = _DURATION.fullmatch(value.text)
        if found:
            hours, minutes, seconds = [int(part or 0) for part in found.groups()]
            total = 60 * hours + minutes + -(-seconds // 60)
            if 0 < total <= MAX_MINUTES:
                yield Value(str(total), value.path)


def _counts(place: Place) -> Iterator[Count]:
    """Yield the numbers of a thing's interaction statistics."""
    comments = place.inner("commentCount")
    total = _number(comments.value)
    if total is not None:
        yield Count("comments", total, comments.path())
    for one in place.inner("interactionStatistic").items():
        if not isinstance(one.value, dict):
            continue
        action = one.value.get("interactionType")
        name = " ".join(type_names(action)) if isinstance(action, dict) else action
        count = one.inner("userInteractionCount")
        number = _number(count.value)
        if isinstance(name, str) and number is not None:
            field = _COUNTERS.get(name.rpartition("/")[2].lower().removesuffix("action"))
            if field:
                yield Count(field, number, count.path())


def _number(value: object) -> int | None:
    """Return a count from a number or from digits in a string; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**12 else None
    if isinstance(value, str):
        digits = re.sub(r"[,. ]", "", value[:20])
        return int(digits) if digits.isascii() and digits.isdigit() else None
    return None
