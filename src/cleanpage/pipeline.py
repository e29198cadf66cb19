"""Join the stages: a page dump in, a `Page` out.

decode → tokenize → measure → score → select → serialize, with the metadata beside it. This
module alone knows the order; each stage knows only the values it takes and gives.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from cleanpage.blocks import Document, Dump, Selected
from cleanpage.errors import OptionsError
from cleanpage.explain import name_sorts
from cleanpage.metadata import Metadata
from cleanpage.options import InputFormat, Options
from cleanpage.page import Page, Status

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from cleanpage.formats.tree import Tree

BLOCKS_AFTER_HEADLINE: Final = 60
"""Blocks after the last <h1> that are read where only metadata are asked for."""

_DEFAULTS = Options()


def extract(
    dump: bytes | bytearray | memoryview | str,
    *,
    url: str | None = None,
    input_format: InputFormat = "auto",
    encoding: str | None = None,
    options: Options = _DEFAULTS,
    metadata_only: bool = False,
) -> Page:
    """Return the main content and metadata of a page dump, with every block's label, score and reason.

    `dump` is an HTML page or a plain-text dump of one (a rendered block on each line), as
    bytes or text; `input_format` "auto" tells which. `url` is where the page was found:
    relative addresses are resolved against it, and it may tell a date. `encoding` overrules
    what the bytes say about themselves. With `metadata_only` no block is scored, which takes a third of the time:
    there is no text, no blocks, and the metadata are those beside the densest run of text.

    Whatever the page holds, there is a `Page` and never an exception; its `status` says
    whether it holds main content. The same dump gives the same `Page`, on any machine.

    Raises:
        OptionsError: an unknown `input_format` or `encoding`, or another argument of the wrong type.
        TypeError: `dump` is neither bytes nor str.

    >>> extract("<p>Owls hunt at night, and most of them hunt alone.</p><nav><a href=/>Home</a></nav>").text
    'Owls hunt at night, and most of them hunt alone.'
    """
    return _extract(dump, url, input_format, encoding, options, metadata_only)


def extract_with_tree(
    dump: bytes | bytearray | memoryview | str,
    *,
    url: str | None = None,
    input_format: InputFormat = "auto",
    encoding: str | None = None,
    options: Options = _DEFAULTS,
) -> tuple[Page, Tree]:
    """Return what `extract` does and the tree of the main content, in less time than `Page.tree` takes after it.

    The page is parsed once; a `Page` itself keeps no more of it than the source, so that it can be pickled.

    >>> page, tree = extract_with_tree("<p>Owls hunt at night, and most of them hunt alone.</p>")
    >>> tree == page.tree
    True
    """
    from cleanpage.formats import missing_headline
    from cleanpage.formats.structure import build_tree

    parsed: list[LexborHTMLParser] = []
    page = _extract(dump, url, input_format, encoding, options, False, parsed)
    if page.selected is None:
        return page, ()
    return page, build_tree(
        page.selected,
        url or page.metadata.canonical_url,
        parsed[0] if parsed else None,
        headline=missing_headline(page.selected, page.metadata.title) if options.headline else "",
        embeds=options.embeds,
    )


def _extract(
    dump: bytes | bytearray | memoryview | str,
    url: str | None,
    input_format: InputFormat,
    encoding: str | None,
    options: Options,
    metadata_only: bool,
    parsed: list[LexborHTMLParser] | None = None,
) -> Page:
    """Return a page; the parsed page is put into `parsed`, if it is wanted."""
    # The stages wait for a page: importing them takes longer than everything else here.
    from cleanpage.decode import decode
    from cleanpage.formats import missing_headline, serialize
    from cleanpage.limits import Limits, OutOfTime, first_bytes
    from cleanpage.measure import likely_text, measure
    from cleanpage.metadata import read_metadata
    from cleanpage.score import load_weights, score
    from cleanpage.select import select
    from cleanpage.tokenize import tokenize

    check_arguments(url, input_format, options, metadata_only)
    if isinstance(dump, (bytearray, memoryview)):
        dump = bytes(dump)
    if not isinstance(dump, (bytes, str)):
        raise TypeError(f"dump is {type(dump).__name__}; pass the page as bytes or str, not its path or address")
    limits = Limits(options)
    dump, cut = first_bytes(dump, options.max_bytes)
    decoded = decode(dump, encoding=encoding, content_type=options.content_type, mend=options.mend_encoding)
    asks = bool(options.keep or options.drop) and not metadata_only
    parsed = [] if asks and parsed is None else parsed
    document = tokenize(
        decoded, _format_hint(input_format, options), BLOCKS_AFTER_HEADLINE if metadata_only else None, parsed, limits
    )
    if cut and not document.left_out:
        document = replace(document, left_out=cut)
    try:
        limits.check()
        if metadata_only:
            likely, language = likely_text(document)
            metadata = read_metadata(document, url=url, language=language, kept=likely, now=options.now)
            return _page(decoded, document, None, metadata, "", url, options)
        asked = _asked(document, parsed, options) if asks and parsed else {}
        measured = measure(document, load_weights(document.format).tokens, limits)
        selected = select(
            score(measured), options.favor, comments=options.comments, captions=options.captions, asked=asked
        )
        limits.check()
    except OutOfTime:
        return _page(decoded, replace(document, left_out=limits.out_of_time), None, Metadata(), "", url, options)
    metadata = read_metadata(
        document,
        url=url,
        language=measured.language,
        kept=selected.kept,
        cues=measured.cues,
        words=measured.words,
        now=options.now,
    )
    text = serialize(selected)
    if options.headline and (headline := missing_headline(selected, metadata.title)):
        text = f"{headline}\n{text}"
    return _page(decoded, document, selected, metadata, text, url, options)


def extract_text(dump: bytes | bytearray | memoryview | str, *, url: str | None = None) -> str:
    """Return the main content of a page dump as plain text, a block on each line; "" where there is none.

    `extract` with its defaults, for whoever wants nothing but the text.

    >>> extract_text("<p>Owls hunt at night, and most of them hunt alone.</p><nav>Home</nav>")
    'Owls hunt at night, and most of them hunt alone.'
    """
    return extract(dump, url=url).text


def extract_markdown(
    dump: bytes | bytearray | memoryview | str,
    *,
    url: str | None = None,
    links: bool = True,
    images: bool = False,
    tables: bool = True,
    front_matter: bool = False,
) -> str:
    """Return the main content of a page dump as Markdown; "" where there is none. See `Page.to_markdown`.

    >>> extract_markdown("<p>Owls hunt <em>at night</em>, and most of them hunt alone.</p><nav>Home</nav>")
    'Owls hunt *at night*, and most of them hunt alone.'
    """
    from cleanpage.formats import markdown

    page, tree = extract_with_tree(dump, url=url)
    written = markdown.to_markdown(tree, links=links, images=images, tables=tables)
    return (markdown.front_matter(page.metadata) if front_matter else "") + written


def warm_up() -> None:
    """Load what the first page of a process would wait for, about 200 ms."""
    extract("<p>Owls hunt at night.</p>")
    extract("Owls hunt at night.", input_format="text")


def check_arguments(url: object, input_format: object, options: object, metadata_only: object) -> None:
    """Raise an OptionsError if an argument of `extract` makes no sense."""
    if url is not None and not isinstance(url, str):
        raise OptionsError("url", url, "pass the page's address as a string, or None")
    if input_format not in get_args(InputFormat):
        raise OptionsError("input_format", input_format, f"pass one of {', '.join(get_args(InputFormat))}")
    if not isinstance(metadata_only, bool):
        raise OptionsError("metadata_only", metadata_only, "pass True or False")
    if not isinstance(options, Options):
        raise OptionsError("options", options, "pass a cleanpage.Options")


def _asked(document: Document, parsed: list[LexborHTMLParser], options: Options) -> dict[int, bool]:
    """Return whether each block is to be kept that the selectors of the options speak of."""
    from cleanpage.tokenize.html import find_asked

    return find_asked(document, parsed[0], options.keep, options.drop)


def _format_hint(input_format: InputFormat, options: Options) -> InputFormat:
    """Return the format that the caller or the Content-Type settles, or "auto"."""
    media_type = (options.content_type or "").split(";")[0].strip().lower()
    return "text" if input_format == "auto" and media_type == "text/plain" else input_format


def _page(
    dump: Dump,
    document: Document,
    selected: Selected | None,
    metadata: Metadata,
    text: str,
    url: str | None,
    options: Options,
) -> Page:
    status, reason = _status(dump, document, selected, metadata.title)
    return Page(
        text=text,
        metadata=metadata,
        status=status,
        status_reason=reason,
        format=document.format,
        encoding=dump.encoding,
        encoding_source=dump.encoding_source,
        replaced=dump.replaced,
        misread=dump.misread,
        misread_as=dump.misread_as,
        url=url,
        confidence=selected.confidence if selected else 0.0,
        selected=selected,
        headline=options.headline,
        embeds=options.embeds,
    )


def _status(dump: Dump, document: Document, selected: Selected | None, title: str | None) -> tuple[Status, str]:
    """Return how the extraction ended, and that in words."""
    if dump.binary:
        return "binary", f"this is {dump.binary}, not a page; convert it to HTML or text first"
    status, reason = _status_of_whole(document, selected, title)
    if document.left_out:
        return "partial", f"read only {document.left_out}: {reason if document.blocks else 'no block was judged'}"
    return status, reason


def _status_of_whole(document: Document, selected: Selected | None, title: str | None) -> tuple[Status, str]:
    """Return the same for a page that was read to its end."""
    blocks = len(document.blocks)
    if not blocks:
        return "empty", "the page holds no text; if scripts fill it in, dump it after they have run"
    if selected is None:
        return "metadata_only", "only metadata were asked for; main content was not looked for"
    measured = selected.scored.measured
    kept = sum(selected.kept)
    if kept:
        words = sum(count for count, keep in zip(measured.words, selected.kept, strict=True) if keep)
        return "ok", f"kept {kept} of {blocks} blocks, {words} of {sum(measured.words)} words"
    sorts = name_sorts(selected, title)
    found = ", ".join(f"{count} {sort}" for sort, count in list(sorts.items())[:4])
    return "no_content", f"none of the {blocks} blocks is likely to be main content ({found})"
