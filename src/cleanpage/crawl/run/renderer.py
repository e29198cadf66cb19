"""Turn one page into what the command writes for it.

A file or the record of an archive and a `Request` go in, an `Outcome` comes out: plain data that can be sent between
processes. Whatever is wrong with a page is an outcome; nothing is raised or printed. A sealed record is opened here,
which is where the limits are.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from cleanpage.crawl.archives import Entry, Reading, Record, Skipped, open_record
from cleanpage.crawl.files import Frame, Source, read_source
from cleanpage.crawl.rows import FAILED, TextFormat, failed_row, object_of, origin_of, row_of
from cleanpage.errors import InputError
from cleanpage.explain import explain_table
from cleanpage.metadata import Metadata
from cleanpage.options import InputFormat, Options
from cleanpage.page import Page
from cleanpage.pipeline import extract

Task = Source | Record

OutputFormat = Literal["text", "markdown", "html", "xml-tei", "json", "jsonl", "parquet"]
"""What is written: the text, Markdown, a page of HTML, a TEI document, a JSON object or array, a JSON object on
each line, or a table."""


SUFFIXES: Final[Mapping[OutputFormat, str]] = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "xml-tei": ".xml",
    "json": ".json",
    "jsonl": ".jsonl",
    "parquet": ".parquet",
}
"""Ends of the names of the files that are written into a folder."""

JSON_FORMATS: Final = frozenset(("json", "jsonl"))
ALONE: Final = frozenset(("html", "xml-tei"))
"""Formats of which one file holds one document."""

PER_PAGE: Final = frozenset(("text", "markdown", "html", "xml-tei"))
"""Formats of which each page of an archive gets a file of its own in a folder."""

SKIPPED: Final = "skipped"
"""Status of a record that turned out to be no page when it was opened."""

FAILURES: Final = frozenset((FAILED, "binary", "empty"))
"""Statuses with which there is nothing to be written. A page without main content is a result like another."""

FAULTY: Final = FAILURES | {"partial"}
"""Statuses that make the command exit with 1, if a file has them."""


_READING: Final = Reading()


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
    blocks: bool = False
    """Whether objects of JSON have every block, the tree, and where the metadata stand."""
    text_as: TextFormat = "text"
    """What stands in the field `text` of objects and rows."""


class Outcome(NamedTuple):
    """What became of one input."""

    status: str
    """A `page.Status`, or FAILED."""
    reason: str
    """The status in words."""
    body: str | dict[str, Any] | None
    """What is to be written for it, a row if the format is Parquet; None for nothing."""
    size: int = 0
    """Bytes of the page, unpacked; characters if it came as text."""
    found: Entry | None = None
    """What a sealed record turned out to be, without its data; `Skipped` for no page, with SKIPPED as status."""


def render(task: Task, request: Request, reading: Reading = _READING) -> Outcome:
    """Return what is to be written for one page, and how it went; a sealed record is opened as `reading` says.

    Raises:
        MemoryError: there is not enough for this page. It is up to the caller what that means for the next.
    """
    if isinstance(task, Record) and task.sealed:
        try:
            found = open_record(task, reading)
        except MemoryError:
            raise
        except Exception as error:  # as below
            return failure(task, request, fault(error))
        if isinstance(found, Skipped):
            return Outcome(SKIPPED, found.reason, None, found=found)
        return render(found, request)._replace(found=dataclasses.replace(found, data=b""))
    if isinstance(task, Record) and task.problem:
        return failure(task, request, task.problem)
    try:
        data = task.data if isinstance(task, Record) else read_source(task)
        page = _extract(task, data, request)
        return Outcome(page.status, page.status_reason, _body(task, page, request), len(data))
    except InputError as error:
        return failure(task, request, str(error))
    except MemoryError:
        raise
    except Exception as error:  # One page must not end a run over thousands.
        return failure(task, request, fault(error))


def _extract(task: Task, data: bytes | str, request: Request) -> Page:
    url, input_format, options = request.url, request.input_format, request.options
    if isinstance(task, Record):
        url = url or task.url
        if input_format == "auto":
            input_format = task.input_format
        if task.content_type:
            options = dataclasses.replace(options, content_type=task.content_type)
    return extract(
        data,
        url=url,
        input_format=input_format,
        encoding=request.encoding,
        options=options,
        metadata_only=request.metadata_only,
    )


def fault(error: Exception) -> str:
    """Return what is said of an exception that nobody meant to raise."""
    return f"{type(error).__name__}: {error}; this is a bug in cleanpage; please report it with the page"


def failure(task: Task, request: Request, reason: str) -> Outcome:
    """Return the outcome of what gave no page: in JSON an object that says so, in Parquet a row, in text nothing."""
    if request.format == "parquet":
        return Outcome(FAILED, reason, failed_row(reason, _origin(task)))
    if request.format in JSON_FORMATS:
        failed = {**_origin(task), "status": FAILED, "status_reason": reason}
        return Outcome(FAILED, reason, _to_json(failed, request.format))
    return Outcome(FAILED, reason, None)


def failure_line(task: Task, reason: str) -> str:
    """Return the line of a quarantine that says where what gave no page stands, and why it gave none."""
    return _to_json({**_origin(task), "status": FAILED, "status_reason": reason}, "jsonl")


def shown(task: Task) -> str:
    """Return the name of a page as it can be printed: of a record its file, position and address.

    >>> from cleanpage.crawl.archives.records import Origin
    >>> shown(Record(origin=Origin(file="a.warc.gz", position=7), url="http://owls.example/"))
    'a.warc.gz:7 (http://owls.example/)'
    """
    if isinstance(task, Source):
        return task.shown
    name = f"{Source(name=task.origin.file).shown}:{task.origin.position}"
    return f"{name} ({Source(name=task.url).shown})" if task.url else name


def frame_of(request: Request, *, several: bool) -> Frame:
    """Return what stands around and between the bodies in one stream."""
    if request.format in ("text", "markdown"):
        return Frame(separator="\n")
    if request.format == "json":
        return Frame("[\n", ",\n", "\n]\n") if several else Frame(closing="\n")
    if request.format == "parquet":
        return Frame(table=True)
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

    >>> from cleanpage.metadata.evidence import Noted
    >>> print(source_lines(Metadata(title="Owls", evidence=(Noted("title", "Owls", "block 3"),))), end="")
    title: Owls  [block 3]
    """
    lines = []
    for one in metadata.found:
        value = " ".join(one.value.split())
        lines.append(f"{'- ' if one.objection else ''}{one.field}: {value}  [{one.source}]")
        lines[-1] += f"  {one.objection}\n" if one.objection else "\n"
    return "".join(lines)


def _body(task: Task, page: Page, request: Request) -> str | dict[str, Any] | None:
    if request.format in JSON_FORMATS:
        return _to_json(_origin(task) | _object(page, request), request.format)
    if request.format == "parquet":
        return row_of(page, _origin(task), _text(page, request))
    if page.status in FAILURES:
        return None
    title = f"==> {shown(task)} <==\n" if request.titled else ""
    if request.metadata_only:
        return title + (source_lines(page.metadata) if request.sources else metadata_lines(page.metadata))
    if request.format in ALONE:
        return _document(page, request)
    if request.format == "markdown":
        written = page.to_markdown(front_matter=request.with_metadata, **_shown(request))
        return title + (written + "\n" if written else "")
    text = explained(page, request.width) if request.explain else page.text
    # The empty line is there without metadata too, so that a reader knows where they end.
    metadata = metadata_lines(page.metadata) + "\n" if request.with_metadata else ""
    return title + metadata + (text + "\n" if text else "")


def explained(page: Page, width: int) -> str:
    """Return the table of a page's blocks, below its status and its cut."""
    blocks = page.blocks
    cut = f"; a block is kept from score {blocks[0].cut:.2f}" if page.status == "ok" else ""
    return explain_table(blocks, f"{page.status}: {page.status_reason}{cut}", width)


def _object(page: Page, request: Request) -> dict[str, Any]:
    if not request.blocks:
        return object_of(page, _text(page, request))
    whole = page.to_dict(tree=not request.metadata_only)
    return whole | {"text": _text(page, request)}


def _text(page: Page, request: Request) -> str:
    """Return what the field `text` holds."""
    if request.text_as == "markdown":
        return page.to_markdown(**_shown(request))
    if request.text_as == "html":
        return page.to_html(**_shown(request))
    return page.text


def _document(page: Page, request: Request) -> str:
    """Return the page as a document of its own."""
    if request.format == "html":
        return page.to_html(document=True, **_shown(request))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{page.to_tei(**_shown(request))}'


def _shown(request: Request) -> dict[str, bool]:
    """Return which of links, images and tables are asked for or not."""
    asked = {"links": request.links, "images": request.images, "tables": request.tables}
    return {name: value for name, value in asked.items() if value is not None}


def _origin(task: Task) -> dict[str, Any]:
    return origin_of(task) if isinstance(task, Record) else {"source": task.name}


def _to_json(record: dict[str, Any], format: OutputFormat) -> str:
    if format == "json":
        return json.dumps(record, ensure_ascii=False, indent=2)
    return json.dumps(record, ensure_ascii=False) + "\n"
