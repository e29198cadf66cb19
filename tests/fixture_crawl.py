"""Writes our fixtures as a crawl would have them, for the tests of what reads archives on engines."""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import cleanpage
from cleanpage.page import Page
from paths import ROOT

PAGES = ROOT / "fixtures" / "pages"
EXAMPLES = ROOT / "examples"

BROKEN_URL = "https://broken.example/"
"""Address of a record that is no whole answer of a server."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """Archives, and what is to be found in them."""

    paths: list[Path]
    pages: dict[str, Page]
    """What `extract` makes of the same bytes, by address."""
    raw: dict[str, tuple[bytes, str]]
    """Bytes and Content-Type of the pages, by address."""

    @property
    def expected(self) -> list[tuple[Any, ...]]:
        """What is to come out, as `found` gives it."""
        known = [
            (url, page.status, page.text, page.metadata.title, list(page.metadata.authors), page.metadata.published)
            for url, page in self.pages.items()
        ]
        return sorted([*known, (BROKEN_URL, "failed", "", None, [], None)], key=lambda row: str(row[0]))


def found(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return of each row what is compared."""
    names = ("url", "status", "text", "title", "authors", "published")
    return sorted(
        [tuple(row[name] if name != "authors" else list(row[name] or ()) for name in names) for row in rows],
        key=lambda row: str(row[0]),
    )


def write_crawl(folder: Path) -> Crawl:
    """Write two archives into a folder: one of pages with what else a crawler writes, and one of texts."""
    folder = folder / "crawl"
    folder.mkdir(parents=True, exist_ok=True)
    pages: dict[str, Page] = {}
    raw: dict[str, tuple[bytes, str]] = {}
    warc = [_record("warcinfo", "", b"software: none\r\n", "application/warc-fields")]
    wet = list(warc)
    for place in sorted(PAGES.iterdir()):
        labels = json.loads((place / "labels.json").read_text(encoding="utf-8"))
        url, encoding = labels["url"], labels["encoding"]
        if labels["format"] == "html":
            data, content_type = (place / "page.html").read_bytes(), f"text/html; charset={encoding}"
            warc.append(_record("request", url, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"))
            warc.append(_response(url, data, content_type))
        else:
            data = (place / "page.txt").read_bytes().decode(encoding).encode()
            content_type = "text/plain; charset=utf-8"
            wet.append(_record("conversion", url, data, "text/plain"))
        pages[url] = cleanpage.extract(data, url=url, options=cleanpage.Options(content_type=content_type))
        raw[url] = data, content_type
    warc.append(_response("https://owls.example/owl.png", b"\x89PNG\r\n\x1a\n", "image/png"))
    warc.append(_response("https://owls.example/gone", b"<h1>Not found</h1>", "text/html", status="404 Not Found"))
    warc.append(_record("response", BROKEN_URL, b"HTTP/1.1 200 OK", "application/http; msgtype=response"))
    paths = [folder / "pages.warc.gz", folder / "texts.warc.wet.gz"]
    for path, records in zip(paths, (warc, wet), strict=True):
        path.write_bytes(b"".join(gzip.compress(record, mtime=0) for record in records))
    return Crawl(paths, pages, raw)


def command_rows(crawl: Crawl) -> list[dict[str, Any]]:
    """Return the rows that the command writes for the archives."""
    pq = pytest.importorskip("pyarrow.parquet")
    output = crawl.paths[0].parent.parent / "command.parquet"
    script = [sys.executable, "-m", "cleanpage", "extract", "--quiet", "--format", "parquet", "-o", str(output)]
    run = subprocess.run([*script, *map(str, crawl.paths)], capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr  # 1: a record has failed
    rows: list[dict[str, Any]] = pq.read_table(output).to_pylist()
    return rows


def load_example(name: str) -> ModuleType:
    """Return a script of `examples/` as a module."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _response(url: str, body: bytes, content_type: str, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n"
    return _record("response", url, head.encode() + body, "application/http; msgtype=response")


def _record(kind: str, url: str, block: bytes, content_type: str) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:owls:{kind}:{url}>",
        *([f"WARC-Target-URI: {url}"] if url else []),
        "WARC-Date: 2024-05-01T06:00:00Z",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
