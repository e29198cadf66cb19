"""The arguments of the command `cleanpage` and of its commands, with their help."""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Final, get_args

from cleanpage.batch import DEADLINE_S, MEMORY_MIB
from cleanpage.crawl.archives import MAX_RECORD_BYTES, Reading
from cleanpage.crawl.files import GZIP_SUFFIX, PAGE_SUFFIXES, ZSTD_SUFFIX
from cleanpage.crawl.rows import TextFormat
from cleanpage.crawl.run import OutputFormat
from cleanpage.options import Favor, InputFormat, Options
from cleanpage.selectors import parse_selector
from cleanpage.version import __version__

METADATA_FORMATS: Final[Sequence[OutputFormat]] = ("text", "json", "jsonl", "parquet")
"""What metadata without a text are written in."""


def build_parsers() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """Return the parser of `cleanpage`, and those of its commands by their names."""
    parser = argparse.ArgumentParser(
        prog="cleanpage",
        description="The article and its metadata from the dump of a web page, HTML or plain text.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"cleanpage {__version__}", help="print the version and exit"
    )
    commands = parser.add_subparsers(metavar="COMMAND")
    extract = commands.add_parser(
        "extract",
        help="write the main content of pages",
        description=_EXTRACT,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_selection(_add_inputs(extract))
    _add_text(_add_outputs(extract, get_args(OutputFormat)))
    _add_work(extract)
    extract.set_defaults(metadata_only=False, sources=False)
    metadata = commands.add_parser(
        "metadata",
        help="write title, authors, dates and so on of pages, without looking for their text",
        description=_METADATA,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_inputs(metadata)
    _add_outputs(metadata, METADATA_FORMATS).add_argument(
        "--sources",
        action="store_true",
        help="after each value, write where in the page it comes from, and what else was found (text only)",
    )
    _add_work(metadata)
    metadata.set_defaults(
        metadata_only=True,
        favor="balanced",
        comments=False,
        captions=False,
        keep=(),
        drop=(),
        headline=None,
        embeds=None,
        explain=False,
        with_metadata=True,
        text_as="text",
        links=None,
        images=None,
        tables=None,
    )
    return parser, {"extract": extract, "metadata": metadata}


_EXTRACT: Final = """\
Write the main content of web pages: the article, without menus, teasers, notices and comments.
A page is an HTML file or a plain-text dump with a line for each rendered block; either may be
packed with gzip. WARC, WET, JSONL, Parquet, MHTML and mails hold pages too, and are read record by
record. The text goes to standard output, messages to standard error."""

_METADATA: Final = """\
Write what web pages say about themselves: title, authors, dates, site, language, tags and so on. The text
is not looked for, which takes a third of the time of extract. Metadata go to standard output as "key: value"
lines, messages to standard error."""

_EPILOG: Final = f"""\
From a folder come the files whose names end in {" ".join(PAGE_SUFFIXES)},
with or without {GZIP_SUFFIX} or {ZSTD_SUFFIX}, and archives (.warc .wet .jsonl .parquet .mhtml .eml and so on), sorted,
those of its folders too; hidden ones, and folders that -o DIR/ has made, are left out. A file that is
named, or matches a glob, is read whatever its name, and once however often it is named.

exit status:
  0  done; a page without main content is a result, its text empty
  1  an input failed (missing, unreadable, empty, not a page), or a record of an archive: named on
     standard error, the others are done; or the output can't be written
  2  the arguments make no sense; nothing was done"""


def _add_inputs(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add what is read, and return the group of it."""
    group = parser.add_argument_group("input")
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="FILE|DIR|GLOB|-",
        help='files, folders, quoted globs ("pages/**/*.html") or - for standard input, which is also '
        "read if nothing is named and a page is piped in",
    )
    group.add_argument(
        "--input-format",
        choices=get_args(InputFormat),
        default="auto",
        help="read pages as HTML, or as text with a block on each line (default: auto, what each looks like)",
    )
    group.add_argument(
        "--encoding",
        metavar="NAME",
        help="character encoding of the pages, like windows-1251 (default: detect it)",
    )
    group.add_argument(
        "--mend-encoding",
        action="store_true",
        help='mend text that was read in the wrong encoding before it came into the page ("cafÃ©")',
    )
    group.add_argument(
        "--url",
        help="address that the page was found at, for its relative addresses and its date; for a single page",
    )
    group.add_argument(
        "--column",
        metavar="NAME",
        help=f"field of JSONL or Parquet that holds the page (default: the first present of {_listed('columns')})",
    )
    group.add_argument(
        "--url-column",
        metavar="NAME",
        help=f"field of JSONL or Parquet with its address (default: the first present of {_listed('url_columns')})",
    )
    group.add_argument(
        "--now",
        type=_moment,
        metavar="TIME",
        help='when the pages were dumped ("2024-05-01T12:00+02:00"): "3 hours ago" is counted from it, and later '
        "dates are rejected (default: unknown; the clock is never used)",
    )
    return group


def _add_selection(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--favor",
        choices=get_args(Favor),
        default="balanced",
        help="in doubt, leave text out (precision) or keep it (recall) (default: balanced)",
    )
    group.add_argument("--comments", action="store_true", help="keep readers' comments under an article too")
    group.add_argument("--captions", action="store_true", help="keep captions and credits of an article's pictures too")
    for name, what in (
        ("keep", "keep all text in the elements that a CSS selector names, whatever it looks like"),
        ("drop", "drop it; of elements within each other the innermost decides, and of equal ones --keep"),
    ):
        group.add_argument(
            f"--{name}",
            type=_selector,
            action="append",
            default=[],
            metavar="SELECTOR",
            help=f'{what} ("aside, div.ad"); can be given several times (HTML only)',
        )


_FORMATS: Final = {
    "text": "text;",
    "markdown": "markdown, CommonMark with GitHub's tables, footnotes and formulas;",
    "html": "html, a clean page;",
    "xml-tei": "xml-tei, a TEI document;",
    "json": "json, an object with text and metadata, every block and the tree, or an array of them unless the input "
    "is one file;",
    "jsonl": "jsonl, an object with text and metadata on each line;",
    "parquet": "parquet, a table with a row for each page",
}
"""What is said of each format."""


def _add_outputs(parser: argparse.ArgumentParser, formats: Sequence[str]) -> argparse._ArgumentGroup:
    """Add how and where it is written, and return the group of it."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--format",
        choices=formats,
        default=None,
        help=" ".join([_FORMATS[name] for name in formats]) + " (default: what the name of the output file says, else "
        "text)",
    )
    group.add_argument(
        "--blocks",
        action=argparse.BooleanOptionalAction,
        help="put every block, the tree and the sources of the metadata into each object (default: yes in json, no in "
        "jsonl)",
    )
    group.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR/",
        help="write to a file, which appears only when it is complete, packed if its name ends in .gz or .zst; or, if "
        "it ends in / or is a folder, a file for each input: pages/a.html becomes DIR/a.txt (.md, .html, .xml, "
        ".json, .jsonl, .parquet), or DIR/a-2.txt if that is taken; of an archive, a file for each page in "
        "text, markdown, html and xml-tei. Failures go to DIR/_quarantine/ (default: standard output)",
    )
    group.add_argument(
        "--pack", choices=("gz", "zst"), help="pack the files of a folder: DIR/a.jsonl.gz (not those of Parquet)"
    )
    group.add_argument(
        "--quarantine",
        metavar="FILE",
        help="write failures to this file, one object a line, instead of among the results",
    )
    group.add_argument("--stats", metavar="FILE", help="write the counts and the speed of the run as JSON")
    group.add_argument(
        "--quiet",
        action="store_true",
        help="no progress, notes or summary; inputs that failed are still named",
    )
    return group


def _add_work(parser: argparse.ArgumentParser) -> None:
    """Add how the work is done."""
    group = parser.add_argument_group("work")
    group.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="work on N pages at a time; 0 or auto for as many as there are processor cores (default: 1)",
    )
    group.add_argument(
        "--deadline",
        type=_seconds,
        metavar="S",
        help="stop a page after S seconds and go on with the next; 0 for never (default: "
        f"{DEADLINE_S:g} with archives or several jobs, else never)",
    )
    group.add_argument(
        "--memory",
        type=_mebibytes,
        metavar="MIB",
        help="stop a page that needs more memory and go on with the next; 0 for no cap; Linux only (default: "
        f"{MEMORY_MIB} with archives or several jobs, else no cap)",
    )
    group.add_argument(
        "--max-page",
        type=_page_mebibytes,
        default=MAX_RECORD_BYTES // 2**20,
        metavar="MIB",
        help="largest page of an archive that is read, unpacked (default: %(default)s)",
    )
    usual = Options()
    group.add_argument(
        "--max-bytes",
        type=_count,
        default=usual.max_bytes,
        metavar="N",
        help="read at most N bytes of a page; a longer one is partial; 0 for all (default: %(default)s)",
    )
    group.add_argument(
        "--max-blocks",
        type=_count,
        default=usual.max_blocks,
        metavar="N",
        help="read at most N blocks of a page; one with more is partial; 0 for all (default: %(default)s)",
    )
    group.add_argument(
        "--resume",
        action="store_true",
        help="skip inputs that an earlier run into the same folder has finished",
    )


def _add_text(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--with-metadata",
        action="store_true",
        help='write title, authors, date and so on as "key: value" lines and an empty line before the text, or as '
        "front matter before Markdown (the other formats always have them)",
    )
    group.add_argument(
        "--text-as",
        choices=get_args(TextFormat),
        default="text",
        help="what the text in json, jsonl and parquet is written as (default: text)",
    )
    for name, what in (
        ("links", "keep the addresses of links; default: yes"),
        ("images", "keep pictures and embedded media; default: no in Markdown, else yes"),
        ("tables", "keep tables, not just lines with the cells of their rows; default: yes"),
    ):
        group.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, help=f"{what} (not in text)")
    group.add_argument(
        "--headline",
        action=argparse.BooleanOptionalAction,
        help="put the headline first, in every format; default: only in html, which shows authors and date with it",
    )
    group.add_argument(
        "--embeds",
        action=argparse.BooleanOptionalAction,
        help="keep embedded videos, sounds and posts as links, posts whose text was dropped too; default: videos, "
        "sounds and frames, in formats with pictures (not in text)",
    )
    group.add_argument(
        "--explain",
        action="store_true",
        help="write a table of all blocks instead: label, score, sort, kind, first words and reason",
    )


def _jobs(value: str) -> int:
    jobs = 0 if value == "auto" else int(value) if value.isascii() and value.isdigit() else -1
    if jobs < 0:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of processes; pass 1 or more, 0 or auto")
    return jobs or os.cpu_count() or 1


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of seconds; pass 0 or more")
    return seconds


def _mebibytes(value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of MiB; pass 0 or more")
    return int(value)


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number; pass 1 or more, or 0 for no limit")
    return int(value)


def _page_mebibytes(value: str) -> int:
    mebibytes = _mebibytes(value)
    if not mebibytes:
        raise argparse.ArgumentTypeError("0 MiB is too little for any page; pass 1 or more")
    return mebibytes


def _selector(value: str) -> str:
    try:
        parse_selector(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is not possible; {error}") from None
    return value


def _listed(name: str) -> str:
    return ", ".join(getattr(Reading(), name))


def _moment(value: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        hint = "write it like 2024-05-01 or 2024-05-01T12:00+02:00"
        raise argparse.ArgumentTypeError(f"{value!r} is not a time; {hint}") from None
