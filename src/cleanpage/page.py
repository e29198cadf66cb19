"""What `extract` gives back: one page, its blocks and its metadata, as plain frozen data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from cleanpage.blocks import EncodingSource, FeatureRow, Format, Kind, Link, Sort
from cleanpage.explainer import contributions, explain

Label = Literal["content", "boilerplate"]
"""The decision about a block: main content or boilerplate."""

Status = Literal["ok", "no_content", "empty", "binary"]
"""How an extraction ended.

`ok`: there is main content. `no_content`: the page has text but none of it is
main content. `empty`: the page has no text. `binary`: the bytes are no page.
"""


class PageBlock(NamedTuple):
    """A block of the page with the decision about it."""

    text: str
    """Text with runs of whitespace collapsed (kept in `code`); never empty."""
    kind: Kind
    """What it is in the page's structure."""
    score: float
    """Estimate, 0.0 to 1.0, that it is main content."""
    label: Label
    """The decision."""
    sort: Sort
    """What sort of boilerplate it is; empty for main content."""
    origin: str
    """Where it came from: element path in HTML ("html > body > div.post > p"), "line 12" in a dump."""
    start_offset: int | None
    """Index of its first character in the decoded text dump; None in HTML."""
    links: tuple[Link, ...]
    """Its links, in order."""
    cut: float
    """The page's cut: the lowest score that was kept."""
    format: Format
    """Which scorer judged it."""
    features: FeatureRow
    """What was measured, in the order of `cleanpage.features.NAMES[format]`."""

    @property
    def contributions(self) -> dict[str, float]:
        """What each feature added to the score's log-odds.

        Together with the entry "bias" they add up to log(score / (1 - score)).
        Read off the recorded features, so it costs nothing until asked for.
        """
        return contributions(self.format, self.features)

    @property
    def reason(self) -> str:
        """Why it was kept or dropped, in words: the score, the cut and the features that moved it most."""
        return explain(self.format, self.features, self.score, self.cut, kept=self.label == "content")

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: the fields a reader needs, without the feature row."""
        return {
            "text": self.text,
            "kind": self.kind,
            "label": self.label,
            "score": round(self.score, 4),
            "sort": self.sort,
            "reason": self.reason,
            "origin": self.origin,
            "start_offset": self.start_offset,
            "links": [link._asdict() for link in self.links],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """Numbers that the page shows about itself; None where it shows none."""

    views: int | None = None
    comments: int | None = None
    likes: int | None = None
    shares: int | None = None


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
    counters: Counters = Counters()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was found in one dump."""

    text: str
    """The main content, a block on each line; empty if there is none."""
    blocks: tuple[PageBlock, ...]
    """Every block of the page, in order, kept or dropped."""
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
    expected_f1: float
    """Word F1 that the scores promise for `text`, 0.0 to 1.0."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data that `json.dumps` takes as it is."""
        metadata = dataclasses.asdict(self.metadata)
        metadata["authors"] = list(self.metadata.authors)
        metadata["tags"] = list(self.metadata.tags)
        return {
            "url": self.url,
            "status": self.status,
            "status_reason": self.status_reason,
            "format": self.format,
            "encoding": self.encoding,
            "encoding_source": self.encoding_source,
            "expected_f1": round(self.expected_f1, 4),
            "metadata": metadata,
            "text": self.text,
            "blocks": [block.to_dict() for block in self.blocks],
        }
