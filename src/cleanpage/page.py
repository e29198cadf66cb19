"""What `extract` gives back: one page, its blocks and its metadata, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from cleanpage.blocks import EncodingSource, Format, Selected
from cleanpage.explain import PageBlock, describe_blocks
from cleanpage.metadata import Metadata

if TYPE_CHECKING:
    # Imported when they are needed.
    from cleanpage.formats.tree import Tree

Status = Literal["ok", "partial", "no_content", "empty", "binary", "metadata_only", "failed"]
"""How an extraction ended.

`ok`: there is main content. `partial`: the page was not read to its end because of a limit in the options, so what
was found, if anything, may be a part. `no_content`: the page has text but none of it is
main content. `empty`: the page has no text. `binary`: the bytes are no page.
`metadata_only`: main content was not looked for, as the caller asked. `failed`: there is no result, because the page
took too long or ended its process; only `extract_batch` and the command have it.
"""


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
    headline: bool | None = None
    """Whether the headline stands first, as `Options.headline` asks; the formats go by it."""
    embeds: bool | None = None
    """Whether the formats show what the page embeds, as `Options.embeds` asks."""

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
        functions of `cleanpage.formats.markdown`, `.html` and `.tei` to write several formats.
        """
        # Whoever wants text alone never loads this.
        from cleanpage.formats import missing_headline
        from cleanpage.formats.structure import build_tree

        if self.selected is None:
            return ()
        return build_tree(
            self.selected,
            self.url or self.metadata.canonical_url,
            headline=missing_headline(self.selected, self.metadata.title) if self.headline else "",
            embeds=self.embeds,
        )

    def to_markdown(
        self, *, links: bool = True, images: bool = False, tables: bool = True, front_matter: bool = False
    ) -> str:
        """Return the main content as Markdown: CommonMark with GitHub's tables, footnotes and formulas in dollars.

        With and without links, images and tables it has the words of `text` in their order. `front_matter` puts the
        metadata before it, as YAML.
        """
        from cleanpage.formats import markdown

        written = markdown.to_markdown(self.tree, links=links, images=images, tables=tables, embeds=self.embeds)
        return (markdown.front_matter(self.metadata) if front_matter else "") + written

    def to_html(self, *, links: bool = True, images: bool = True, tables: bool = True, document: bool = False) -> str:
        """Return the main content as clean HTML: a fragment, or with `document` a whole page with the metadata.

        A whole page shows headline, authors and date above the text, unless `Options.headline` is False.

        Only elements and attributes on a list, no script, style or event handler, and addresses of safe schemes.
        """
        from cleanpage.formats.html import to_html, to_html_document

        embeds, headed = self.embeds, self.headline is not False
        if document:
            return to_html_document(
                self.tree, self.metadata, links=links, images=images, tables=tables, embeds=embeds, headed=headed
            )
        return to_html(self.tree, links=links, images=images, tables=tables, embeds=embeds)

    def to_tei(self, *, links: bool = True, images: bool = True, tables: bool = True) -> str:
        """Return main content and metadata as a TEI document (XML, TEI P5), without XML declaration."""
        from cleanpage.formats.tei import to_tei

        embeds = self.embeds
        return to_tei(self.tree, self.metadata, self.url, links=links, images=images, tables=tables, embeds=embeds)

    def to_dict(self, *, tree: bool = False) -> dict[str, Any]:
        """Return plain data that `json.dumps` takes as it is; with `tree`, the main content as a tree too."""
        from cleanpage.formats.tree import to_data

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
