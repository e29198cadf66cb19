"""Put together what is known about each block of a page, for a reader.

A `Selected` and the page's title go in; a `PageBlock` for each block comes out: text, decision,
sort, and what its origin and reasons are read off. It is done when somebody asks, since
most callers only want the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from cleanpage.blocks import Elements, FeatureRow, Format, Kind, Link, Overrule, Restore, Selected, Sort

if TYPE_CHECKING:
    # Most callers never ask for a reason.
    from cleanpage.explain.page_reasons import PageReasons

Label = Literal["content", "boilerplate"]
"""The decision about a block: main content or boilerplate."""

MAX_ORIGIN_TAGS: Final = 6
"""Elements named in a block's origin, from its own outwards: enough to find it, whatever the nesting."""

MAX_ORIGIN_CHARS: Final = 200
"""Characters of an element's names that its first one is taken from; pages have been seen with a text as a class."""


class Place(NamedTuple):
    """Where a block stands in its page, for what is worked out when asked for."""

    elements: Elements
    """All elements of the page; none of a text dump."""
    element: int
    """Index of the block's own element; -1 in a text dump."""
    inline_names: str
    """Names of the inline elements inside the block."""
    line: int
    """Line of a text dump, from 1; 0 in HTML."""
    reasons: PageReasons | None = None
    """What explains the blocks of the page; each for itself without."""

    def path(self) -> Iterator[tuple[str, str]]:
        """Return (tag, names) of the block's element and of the ones around it, outwards."""
        return self.elements.path(self.element)

    @property
    def origin(self) -> str:
        """Path of up to MAX_ORIGIN_TAGS elements, each its tag and first class or id; the line of a dump."""
        if self.element < 0:
            return f"line {self.line}"
        parts = []
        for tag, names in islice(self.path(), MAX_ORIGIN_TAGS):
            first = names[:MAX_ORIGIN_CHARS].split(None, 1)[:1]
            parts.append(f"{tag}.{first[0]}" if first else tag)
        return " > ".join(reversed(parts))

    def __repr__(self) -> str:
        # The elements of the whole page would drown the block's other fields.
        return f"Place({self.origin!r})"


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
    place: Place
    """The elements around it, which `origin` and `reason` name."""
    overrule: Overrule | Restore | None
    """The rule that dropped it although its score passes the cut, or kept it although it doesn't; None for most."""

    @property
    def origin(self) -> str:
        """Where it came from: element path in HTML ("html > body > div.post > p"), "line 12" in a dump."""
        return self.place.origin

    @property
    def contributions(self) -> dict[str, float]:
        """What each feature added to the score's log-odds.

        Together with the entry "bias" they add up to log(score / (1 - score)).
        Read off the recorded features, so it costs nothing until asked for.
        """
        from cleanpage.explain.reasons import contributions

        return contributions(self.format, self.features)

    @property
    def reason(self) -> str:
        """Why it was kept or dropped, in words: the score, the cut and what moved the score most."""
        place = self.place
        reasons = place.reasons
        if reasons is None:
            from cleanpage.explain.page_reasons import PageReasons

            reasons = PageReasons(self.format, place.elements)
        return reasons.explain(
            self.features,
            self.score,
            self.cut,
            kept=self.label == "content",
            overrule=self.overrule,
            element=place.element,
            inline_names=place.inline_names,
            line=self.text if self.format == "text" else "",
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: the fields a reader needs, without the feature row."""
        return {
            "text": self.text,
            "kind": self.kind,
            "label": self.label,
            "score": round(self.score, 4),
            "sort": self.sort,
            "overrule": self.overrule,
            "reason": self.reason,
            "origin": self.origin,
            "start_offset": self.start_offset,
            "links": [link._asdict() for link in self.links],
        }


def describe_blocks(selected: Selected, title: str | None) -> tuple[PageBlock, ...]:
    """Return every block of a page with its decision, sort and origin; `title` is the page's headline."""
    from cleanpage.explain.page_reasons import PageReasons
    from cleanpage.explain.sorts import sort_blocks
    from cleanpage.score import second_rows

    measured = selected.scored.measured
    document = measured.document
    sorts = sort_blocks(selected, title)
    cut, format = selected.cut, document.format
    reasons = PageReasons(format, document.elements)
    blocks = []
    rows = zip(measured.rows, second_rows(selected.scored), strict=True)
    columns = zip(document.blocks, selected.scored.scores, selected.kept, sorts, rows, strict=True)
    for index, (block, score_, kept, sort, (row, second)) in enumerate(columns):
        blocks.append(
            PageBlock(
                block.text,
                block.kind,
                score_,
                "content" if kept else "boilerplate",
                sort,
                block.start_offset if block.element < 0 else None,
                block.links,
                cut,
                format,
                row + second,
                Place(document.elements, block.element, block.inline_names, block.line, reasons),
                selected.overruled.get(index) or selected.restored.get(index),
            )
        )
    return tuple(blocks)


def name_sorts(selected: Selected, title: str | None) -> dict[Sort, int]:
    """Return how many of the dropped blocks are of each sort, most first; `title` is the page's headline."""
    from cleanpage.explain.sorts import count_sorts, sort_blocks

    return count_sorts(sort_blocks(selected, title))
