"""Read the pages of WARC files with fastwarc and give them to another extractor, in one process: what people write.

python -m benchmarks.crawl.peers resiliparse OUTPUT.jsonl --stats STATISTICS.json FILE.warc.gz...
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

Page = tuple[str, str, bytes]
"""Address, charset or "", and body."""


def read_pages(paths: Sequence[Path]) -> Iterator[Page]:
    """Yield the HTML pages of WARC files as fastwarc gives them."""
    fastwarc = import_module("fastwarc.warc")
    for path in paths:
        with path.open("rb") as stream:
            iterator = fastwarc.ArchiveIterator(stream, record_types=fastwarc.WarcRecordType.response, parse_http=True)
            for record in iterator:
                headers = record.http_headers
                if headers is None or headers.status_code != 200:
                    continue
                if (record.http_content_type or "") not in ("text/html", "application/xhtml+xml", "text/plain"):
                    continue
                if body := record.reader.read():
                    yield record.headers.get("WARC-Target-URI", ""), record.http_charset or "", body


def resiliparse() -> Callable[[Page], dict[str, Any] | str]:
    """Return what makes a page an object: its text by Resiliparse."""
    detect = import_module("resiliparse.parse.encoding").detect_encoding
    decode = import_module("resiliparse.parse.encoding").bytes_to_str
    parse = import_module("resiliparse.parse.html").HTMLTree.parse
    extract = import_module("resiliparse.extract.html2text").extract_plain_text

    def run(page: Page) -> dict[str, Any]:
        url, charset, body = page
        tree = parse(decode(body, charset or detect(body) or "utf-8"))
        return {"url": url, "text": extract(tree, main_content=True)}

    return run


def trafilatura() -> Callable[[Page], dict[str, Any] | str]:
    """Return what makes a page an object: text and metadata by trafilatura."""
    extract = import_module("trafilatura").extract

    def run(page: Page) -> str:
        url, _, body = page
        found: str | None = extract(body, url=url, output_format="json", with_metadata=True, include_comments=False)
        return found or json.dumps({"url": url, "text": ""})

    return run


PEERS: Final[Mapping[str, Callable[[], Callable[[Page], dict[str, Any] | str]]]] = MappingProxyType(
    {"resiliparse": resiliparse, "trafilatura": trafilatura}
)
"""Loops by the names of the extractors in them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write an object for each page on a line, and how many there are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("peer", choices=tuple(PEERS))
    parser.add_argument("output", type=Path)
    parser.add_argument("archives", type=Path, nargs="+")
    parser.add_argument("--stats", type=Path, required=True)
    arguments = parser.parse_args(argv)
    logging.disable(logging.CRITICAL)
    run = PEERS[arguments.peer]()
    start = time.perf_counter()
    pages = failed = 0
    with arguments.output.open("w", encoding="utf-8", errors="backslashreplace") as output:
        for page in read_pages(arguments.archives):
            pages += 1
            try:
                found = run(page)
            except Exception as error:  # whatever a peer raises is counted
                failed += 1
                found = {"url": page[0], "error": repr(error)}
            output.write((found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)) + "\n")
    seconds = time.perf_counter() - start
    arguments.stats.write_text(json.dumps({"pages": pages, "failed": failed, "seconds": seconds}), encoding="utf-8")
    if failed:
        print(f"{failed} of {pages} pages failed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
