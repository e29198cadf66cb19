"""Join the stages: a page dump in, a `Page` out.

decode → tokenize → measure → score → select → serialize, with the metadata beside it. This
module alone knows the order; each stage knows only the values it takes and gives.
"""

from __future__ import annotations

from typing import get_args

from cleanpage.blocks import Document, Dump, Selected, Sort
from cleanpage.decoder import decode
from cleanpage.errors import OptionsError
from cleanpage.features import measure
from cleanpage.options import InputFormat, Options
from cleanpage.page import Metadata, Page, PageBlock, Status
from cleanpage.scorer import score
from cleanpage.selector import select
from cleanpage.serializer import serialize
from cleanpage.sorter import count_sorts, sort_blocks
from cleanpage.tokenizer import tokenize
from cleanpage.weights import load_weights

_DEFAULTS = Options()

MAX_ORIGIN_TAGS = 6
"""Elements named in a block's origin, from its own outwards: enough to find it, whatever the nesting."""


def extract(
    dump: bytes | str,
    *,
    url: str | None = None,
    input_format: InputFormat = "auto",
    encoding: str | None = None,
    options: Options = _DEFAULTS,
) -> Page:
    """Return the main content and metadata of a page dump, with every block's label, score and reason.

    `dump` is an HTML page or a plain-text dump of one (a rendered block on each line), as
    bytes or text; `input_format` "auto" tells which. `url` is where the page was found:
    relative addresses are resolved against it, and it may tell a date. `encoding` overrules
    what the bytes say about themselves.

    Whatever the page holds, there is a `Page` and never an exception; its `status` says
    whether it holds main content. The same dump gives the same `Page`, on any machine.

    Raises:
        OptionsError: an unknown `input_format` or `encoding`.
        TypeError: `dump` is neither bytes nor str.

    >>> extract("<p>Owls hunt at night, and most of them hunt alone.</p><nav><a href=/>Home</a></nav>").text
    'Owls hunt at night, and most of them hunt alone.'
    """
    # Its regular expressions are half of what importing all stages takes, so they wait for a page.
    from cleanpage.metadata import read_metadata

    if input_format not in get_args(InputFormat):
        raise OptionsError("input_format", input_format, f"pass one of {', '.join(get_args(InputFormat))}")
    if isinstance(dump, (bytearray, memoryview)):
        dump = bytes(dump)
    if not isinstance(dump, (bytes, str)):
        raise TypeError(f"dump is {type(dump).__name__}; pass the page as bytes or str, not its path or address")
    decoded = decode(dump, encoding=encoding, content_type=options.content_type)
    document = tokenize(decoded, _format_hint(input_format, options))
    measured = measure(document, load_weights(document.format).tokens)
    selected = select(score(measured), options.favor)
    metadata = read_metadata(document, url=url, language=measured.language, kept=selected.kept)
    return _page(decoded, selected, metadata, serialize(selected), url)


def _format_hint(input_format: InputFormat, options: Options) -> InputFormat:
    """Return the format that the caller or the Content-Type settles, or "auto"."""
    media_type = (options.content_type or "").split(";")[0].strip().lower()
    return "text" if input_format == "auto" and media_type == "text/plain" else input_format


def _page(dump: Dump, selected: Selected, metadata: Metadata, text: str, url: str | None) -> Page:
    document = selected.scored.measured.document
    sorts = sort_blocks(selected, metadata.title)
    status, reason = _status(dump, selected, sorts)
    return Page(
        text=text,
        blocks=_page_blocks(document, selected, sorts),
        metadata=metadata,
        status=status,
        status_reason=reason,
        format=document.format,
        encoding=dump.encoding,
        encoding_source=dump.encoding_source,
        url=url,
        expected_f1=selected.expected_f1,
    )


def _status(dump: Dump, selected: Selected, sorts: tuple[Sort, ...]) -> tuple[Status, str]:
    """Return how the extraction ended, and that in words."""
    if dump.binary:
        return "binary", f"this is {dump.binary}, not a page; convert it to HTML or text first"
    measured = selected.scored.measured
    blocks = len(sorts)
    if not blocks:
        return "empty", "the page holds no text; if scripts fill it in, dump it after they have run"
    kept = sum(selected.kept)
    if kept:
        words = sum(count for count, keep in zip(measured.words, selected.kept, strict=True) if keep)
        return "ok", f"kept {kept} of {blocks} blocks, {words} of {sum(measured.words)} words"
    found = ", ".join(f"{count} {sort}" for sort, count in list(count_sorts(sorts).items())[:4])
    return "no_content", f"none of the {blocks} blocks is likely to be main content ({found})"


def _page_blocks(document: Document, selected: Selected, sorts: tuple[Sort, ...]) -> tuple[PageBlock, ...]:
    measured = selected.scored.measured
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
