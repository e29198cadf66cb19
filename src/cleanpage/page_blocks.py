"""Put together what is known about each block of a page, for a reader.

A `Selected` and the page's title go in; a `PageBlock` for each block comes out: text, decision,
sort, origin, and the features that reasons are read off. It is done when somebody asks, since
most callers only want the text.
"""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from cleanpage.blocks import Document, FeatureRow, Format, Kind, Link, Selected, Sort

Label = Literal["content", "boilerplate"]
"""The decision about a block: main content or boilerplate."""

MAX_ORIGIN_TAGS: Final = 6
"""Elements named in a block's origin, from its own outwards: enough to find it, whatever the nesting."""


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
        from cleanpage.explainer import contributions

        return contributions(self.format, self.features)

    @property
    def reason(self) -> str:
        """Why it was kept or dropped, in words: the score, the cut and the features that moved it most."""
        from cleanpage.explainer import explain

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


def describe_blocks(selected: Selected, title: str | None) -> tuple[PageBlock, ...]:
    """Return every block of a page with its decision, sort and origin; `title` is the page's headline."""
    from cleanpage.sorter import sort_blocks

    measured = selected.scored.measured
    document = measured.document
    sorts = sort_blocks(selected, title)
    origin_of = _Origins(document)
    cut, format = selected.cut, document.format
    blocks = []
    for block, score_, kept, sort, row in zip(
        document.blocks, selected.scored.scores, selected.kept, sorts, measured.rows, strict=True
    ):
        in_text = block.element < 0
        blocks.append(
            PageBlock(
                block.text,
                block.kind,
                score_,
                "content" if kept else "boilerplate",
                sort,
                f"line {block.line}" if in_text else origin_of(block.element),
                block.start_offset if in_text else None,
                block.links,
                cut,
                format,
                row,
            )
        )
    return tuple(blocks)


class _Origins:
    """Writes element paths, each part its tag and first class or id: "div.post > p"."""

    def __init__(self, document: Document) -> None:
        self._elements = document.elements
        self._parts: dict[tuple[str, str], str] = {}
        self._paths: dict[int, str] = {}

    def __call__(self, index: int) -> str:
        """Return the path of an element from MAX_ORIGIN_TAGS levels above it."""
        path = self._paths.get(index)
        if path is None:
            path = self._paths[index] = self._write(index)
        return path

    def _write(self, index: int) -> str:
        parts: list[str] = []
        while index >= 0 and len(parts) < MAX_ORIGIN_TAGS:
            tag, index, names = self._elements[index]
            part = self._parts.get((tag, names))
            if part is None:
                first = names.split(None, 1)[:1]
                part = self._parts[tag, names] = f"{tag}.{first[0]}" if first else tag
            parts.append(part)
        parts.reverse()
        return " > ".join(parts)
