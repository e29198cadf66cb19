"""What `extract` gives back: one page, its blocks and its metadata, as plain frozen data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

from cleanpage.blocks import EncodingSource, Format, Selected
from cleanpage.page_blocks import PageBlock, describe_blocks

Status = Literal["ok", "no_content", "empty", "binary"]
"""How an extraction ended.

`ok`: there is main content. `no_content`: the page has text but none of it is
main content. `empty`: the page has no text. `binary`: the bytes are no page.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says about itself. Nothing is guessed: what is not there is None or empty."""

    title: str | None = None
    """The headline, without the site's name."""
    authors: tuple[str, ...] = ()
    """Persons (or organisations) that signed it, without "By"."""
    published: str | None = None
    """ISO 8601: a day ("2024-04-26"), or with time and zone where the page gives them."""
    modified: str | None = None
    """ISO 8601, like `published`."""
    language: str | None = None
    """ISO 639-1 code of the main content's language."""
    site_name: str | None = None
    description: str | None = None
    canonical_url: str | None = None
    """Absolute address of the page."""
    image: str | None = None
    """Absolute address of the lead picture."""
    tags: tuple[str, ...] = ()
    counters: Counters = Counters()
    agency: str | None = None
    """News agency that the text is from, in its usual spelling: "Reuters", "dpa", "ТАСС". Text dumps only."""
    image_credit: str | None = None
    """Whose the lead picture is, without "Photo:". Text dumps only: None for HTML."""
    reading_minutes: int | None = None
    """Minutes that the page says it takes to read. Text dumps only: None for HTML."""
    related: tuple[RelatedItem, ...] = ()
    """Other articles in the lists after or beside the text, at most 50. Text dumps only: empty for HTML."""


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
    url: str | None
    """The address that was passed in."""
    confidence: float
    """Expected word F1 of `text` against what a reader would keep, 0.0 to 1.0."""

    selected: Selected = field(repr=False)
    """The page after the last stage: what `blocks` is made from."""

    @property
    def blocks(self) -> tuple[PageBlock, ...]:
        """Every block of the page, in order, kept or dropped.

        Made anew each time, in about a tenth of the time of `extract`: keep it in a variable.
        """
        return describe_blocks(self.selected, self.metadata.title)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data that `json.dumps` takes as it is."""
        metadata = dataclasses.asdict(self.metadata)
        metadata["authors"] = list(self.metadata.authors)
        metadata["tags"] = list(self.metadata.tags)
        metadata["related"] = [item | {"counts": list(item["counts"])} for item in metadata["related"]]
        return {
            "url": self.url,
            "status": self.status,
            "status_reason": self.status_reason,
            "format": self.format,
            "encoding": self.encoding,
            "encoding_source": self.encoding_source,
            "confidence": round(self.confidence, 4),
            "metadata": metadata,
            "text": self.text,
            "blocks": [block.to_dict() for block in self.blocks],
        }
