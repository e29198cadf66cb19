"""What tests have done in other processes, in place of quick work on harmless pages."""

from __future__ import annotations

import os
import time
from typing import Any

from cleanpage.crawl.archives.records import Reading
from cleanpage.crawl.run.renderer import Outcome, Request, Task, render
from cleanpage.engines.pages import Dump, PageReader
from cleanpage.page import Page


def linger(text: str) -> None:
    """Do what a text asks for: take ages, all memory, or the whole process."""
    if "SLOW" in text:
        time.sleep(1e6)
    if "LARGE" in text:
        bytearray(2**34)
    if "CRASH" in text:
        os._exit(1)
    if "RAISE" in text:
        raise KeyError("no such owl")


def length_of(page: Page) -> int:
    """Return the characters of the text, -1 of what failed; do what the text asks for before."""
    linger(page.text)
    return -1 if page.status == "failed" else len(page.text)


def text_of(page: Page) -> str:
    linger(page.text)
    return page.text or page.status_reason


def render_and_linger(task: Task, request: Request, reading: Reading) -> Outcome:
    outcome = render(task, request, reading)
    linger(str(outcome.body))
    return outcome


def row_and_linger(reader: PageReader, dump: Dump) -> dict[str, Any]:
    row = reader.row(dump)
    linger(str(row["text"]))
    return row
