"""What `extract` gives back: one page, its blocks and its metadata, as plain frozen data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cleanpage.blocks import EncodingSource, Format, Selected
from cleanpage.explain.page_blocks import PageBlock, describe_blocks

if TYPE_CHECKING:
    # Imported when they are needed.
    from cleanpage.formats.tree.nodes import Tree
    from cleanpage.metadata.evidence import Noted

Status = Literal["ok", "partial", "no_content", "empty", "binary", "metadata_only", "failed"]
"""How an extraction ended.

`ok`: there is main content. `partial`: the page was not read to its end because of a limit in the options, so what
was found, if anything, may be a part. `no_content`: the page has text but none of it is
main content. `empty`: the page has no text. `binary`: the bytes are no page.
`metadata_only`: main content was not looked for, as the caller asked. `failed`: there is no result, because the page
took too long or ended its process; only `extract_batch` and the command have it.
"""


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
        from cleanpage.metadata.evidence import judge  # only who asks for it needs it

        return tuple(judge(self))

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was found in one dump."""

    text: str
    """The main content, a block on each line; empty if there is none."""
    metadata: Metadata
    status: Status
    status_reason: str
    """The status in words."""
    format: Format
    """How the dump was read."""
    encoding: str
    """WHATWG name of the encoding; empty when the page came as `str`."""
    encoding_source: EncodingSource
    """The rule that decided the encoding."""
    replaced: int = 0
    """Places that the encoding gives no meaning; U+FFFD stands there."""
    misread: int = 0
    """Places, anywhere in the page, with UTF-8 that was read in another encoding and written again before it came here:
    "cafÃ©" for "café". `Options.mend_encoding` mends them; they are counted either way."""
    misread_as: str = ""
    """WHATWG name of that encoding; empty if nothing was misread."""
    url: str | None
    """The address that was passed in."""
    confidence: float
    """Expected word F1 of `text` against what a reader would keep, 0.0 to 1.0."""

    selected: Selected | None = field(repr=False)
    """The page after the last stage: what `blocks` is made from; None where only metadata were asked for."""

    @property
    def blocks(self) -> tuple[PageBlock, ...]:
        """Every block of the page, in order, kept or dropped.

        Made anew each time, in about a tenth of the time of `extract`: keep it in a variable. Empty where only
        metadata were asked for.
        """
        if self.selected is None:
            return ()
        return describe_blocks(self.selected, self.metadata.title)

    @property
    def tree(self) -> Tree:
        """The main content as a tree of headings, paragraphs, lists, tables and so on; its words are those of `text`.

        Made anew each time, in a fifth to a third of the time of `extract`: keep it in a variable, and pass it to the
        functions of `cleanpage.formats.markdown.writer`, `html_writer` and `tei_writer` to write several formats.
        """
        # Whoever wants text alone never loads this.
        from cleanpage.formats.build.builder import build_tree

        if self.selected is None:
            return ()
        return build_tree(self.selected, self.url or self.metadata.canonical_url)

    def to_markdown(
        self, *, links: bool = True, images: bool = False, tables: bool = True, front_matter: bool = False
    ) -> str:
        """Return the main content as Markdown: CommonMark with GitHub's tables, footnotes and formulas in dollars.

        With and without links, images and tables it has the words of `text` in their order. `front_matter` puts the
        metadata before it, as YAML.
        """
        from cleanpage.formats.markdown import writer as markdown_writer

        written = markdown_writer.to_markdown(self.tree, links=links, images=images, tables=tables)
        return (markdown_writer.front_matter(self.metadata) if front_matter else "") + written

    def to_html(self, *, links: bool = True, images: bool = True, tables: bool = True, document: bool = False) -> str:
        """Return the main content as clean HTML: a fragment, or with `document` a whole page with the metadata.

        Only elements and attributes on a list, no script, style or event handler, and addresses of safe schemes.
        """
        from cleanpage.formats.html import writer as html_writer

        if document:
            return html_writer.to_html_document(self.tree, self.metadata, links=links, images=images, tables=tables)
        return html_writer.to_html(self.tree, links=links, images=images, tables=tables)

    def to_tei(self, *, links: bool = True, images: bool = True, tables: bool = True) -> str:
        """Return main content and metadata as a TEI document (XML, TEI P5), without XML declaration."""
        from cleanpage.formats.tei.writer import to_tei

        return to_tei(self.tree, self.metadata, self.url, links=links, images=images, tables=tables)

    def to_dict(self, *, tree: bool = False) -> dict[str, Any]:
        """Return plain data that `json.dumps` takes as it is; with `tree`, the main content as a tree too."""
        from cleanpage.formats.tree.data import to_data

        data = self._to_dict()
        return data | {"tree": to_data(self.tree)} if tree else data

    def _to_dict(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "status": self.status,
            "status_reason": self.status_reason,
            "format": self.format,
            "encoding": self.encoding,
            "encoding_source": self.encoding_source,
            "replaced": self.replaced,
            "misread": self.misread,
            "misread_as": self.misread_as,
            "confidence": round(self.confidence, 4),
            "metadata": self.metadata.to_dict(),
            "text": self.text,
            "blocks": [block.to_dict() for block in self.blocks],
        }


def failed_page(reason: str, *, url: str | None = None) -> Page:
    """Return the page that stands for one that gave no result."""
    return Page(
        text="",
        metadata=Metadata(),
        status="failed",
        status_reason=reason,
        format="html",
        encoding="",
        encoding_source="str",
        url=url,
        confidence=0.0,
        selected=None,
    )
