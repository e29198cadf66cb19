"""Turn one input into what the command writes for it.

A `Source` and a `Request` go in, an `Outcome` comes out: plain data that can be sent between
processes. Whatever is wrong with an input is an outcome; nothing is raised or printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from cleanpage.explain_table import explain_table
from cleanpage.inputs import InputError, Source, read_source
from cleanpage.options import InputFormat, Options
from cleanpage.outputs import Frame
from cleanpage.page import Metadata, Page
from cleanpage.pipeline import extract

OutputFormat = Literal["text", "markdown", "html", "xml-tei", "json", "jsonl"]
"""What is written: the text, Markdown, a page of HTML, a TEI document, a JSON object or array, or a JSON object on
each line."""

SUFFIXES: Final[Mapping[OutputFormat, str]] = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "xml-tei": ".xml",
    "json": ".json",
    "jsonl": ".jsonl",
}
"""Ends of the names of the files that are written into a folder."""

JSON_FORMATS: Final = frozenset(("json", "jsonl"))
ALONE: Final = frozenset(("html", "xml-tei"))
"""Formats of which one file holds one document."""

FAILED: Final = "failed"
"""Status of an input that could not be read; a page has one of `page.Status`."""

FAILURES: Final = frozenset((FAILED, "binary", "empty"))
"""Statuses that make the command exit with 1. A page without main content is a result like another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for, for every input."""

    format: OutputFormat = "text"
    explain: bool = False
    """Whether the table of blocks takes the place of the text."""
    with_metadata: bool = False
    """Whether the metadata stands above the text."""
    titled: bool = False
    """Whether the name of the input stands above the text."""
    width: int = 80
    """Columns of the table of blocks."""
    input_format: InputFormat = "auto"
    encoding: str | None = None
    url: str | None = None
    options: Options = Options()  # noqa: RUF009 - frozen
    metadata_only: bool = False
    """Whether the metadata take the place of the text."""
    links: bool | None = None
    """Whether links keep their addresses, in formats that show them; None for what is usual in the format."""
    images: bool | None = None
    tables: bool | None = None
    sources: bool = False
    """Whether where it stands is written behind each of the metadata, and what else was found."""


class Outcome(NamedTuple):
    """What became of one input."""

    status: str
    """A `page.Status`, or FAILED."""
    reason: str
    """The status in words."""
    body: str | None
    """What is to be written for it; None for nothing."""


def render(source: Source, request: Request) -> Outcome:
    """Return what is to be written for one input, and how it went."""
    try:
        page = extract(
            read_source(source),
            url=request.url,
            input_format=request.input_format,
            encoding=request.encoding,
            options=request.options,
            metadata_only=request.metadata_only,
        )
        return Outcome(page.status, page.status_reason, _body(source, page, request))
    except InputError as error:
        return failure(source, request, str(error))
    except MemoryError:
        return failure(source, request, "there is not enough memory for it; split it, or use fewer --jobs")
    except Exception as error:  # One page must not end a run over thousands.
        fault = f"{type(error).__name__}: {error}; this is a fault in cleanpage, please report it with the page"
        return failure(source, request, fault)


def failure(source: Source, request: Request, reason: str) -> Outcome:
    """Return the outcome of an input that gave no page: in JSON an object that says so, in text nothing."""
    if request.format not in JSON_FORMATS:
        return Outcome(FAILED, reason, None)
    return Outcome(FAILED, reason, _to_json(source, {"status": FAILED, "status_reason": reason}, request.format))


def frame_of(request: Request, *, several: bool) -> Frame:
    """Return what stands around and between the bodies in one stream."""
    if request.format in ("text", "markdown"):
        return Frame(separator="\n")
    if request.format == "json":
        return Frame("[\n", ",\n", "\n]\n") if several else Frame(closing="\n")
    return Frame()


def metadata_lines(metadata: Metadata) -> str:
    """Return the metadata that the page has as "key: value" lines, each value on one line.

    Keys are those of `Metadata` and `Counters`; several authors or tags are divided by "; ". A related
    article has a line of its own: its headline, then its time and counts.

    >>> metadata_lines(Metadata(title="Owls", authors=("A. Bird", "C. Dell")))
    'title: Owls\\nauthors: A. Bird; C. Dell\\n'
    """
    lines = []
    for name, value in metadata.values():
        shown = "; ".join(value) if isinstance(value, tuple) else str(value)
        lines.append(f"{name}: {' '.join(shown.split())}\n")
    for item in metadata.related:
        parts = [item.title, item.time or "", ", ".join(map(str, item.counts))]
        lines.append(f"related: {' | '.join(filter(None, parts))}\n")
    return "".join(lines)


def source_lines(metadata: Metadata) -> str:
    """Return all that was found for each field: "key: value", where it stands, and what speaks against it.

    >>> from cleanpage.evidence import Noted
    >>> print(source_lines(Metadata(title="Owls", evidence=(Noted("title", "Owls", "block 3"),))), end="")
    title: Owls  [block 3]
    """
    lines = []
    for one in metadata.found:
        value = " ".join(one.value.split())
        lines.append(f"{'- ' if one.objection else ''}{one.field}: {value}  [{one.source}]")
        lines[-1] += f"  {one.objection}\n" if one.objection else "\n"
    return "".join(lines)


def _body(source: Source, page: Page, request: Request) -> str | None:
    if request.format in JSON_FORMATS:
        return _to_json(source, page.to_dict(tree=not request.metadata_only), request.format)
    if page.status in FAILURES:
        return None
    title = f"==> {source.shown} <==\n" if request.titled else ""
    if request.metadata_only:
        return title + (source_lines(page.metadata) if request.sources else metadata_lines(page.metadata))
    if request.format in ALONE:
        return _document(page, request)
    if request.format == "markdown":
        written = page.to_markdown(front_matter=request.with_metadata, **_shown(request))
        return title + (written + "\n" if written else "")
    text = explain_table(page, request.width) if request.explain else page.text
    # The empty line is there without metadata too, so that a reader knows where they end.
    metadata = metadata_lines(page.metadata) + "\n" if request.with_metadata else ""
    return title + metadata + (text + "\n" if text else "")


def _document(page: Page, request: Request) -> str:
    """Return the page as a document of its own."""
    if request.format == "html":
        return page.to_html(document=True, **_shown(request))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{page.to_tei(**_shown(request))}'


def _shown(request: Request) -> dict[str, bool]:
    """Return which of links, images and tables are asked for or not."""
    asked = {"links": request.links, "images": request.images, "tables": request.tables}
    return {name: value for name, value in asked.items() if value is not None}


def _to_json(source: Source, fields: dict[str, Any], format: OutputFormat) -> str:
    record = {"source": source.name, **fields}
    if format == "json":
        return json.dumps(record, ensure_ascii=False, indent=2)
    return json.dumps(record, ensure_ascii=False) + "\n"
