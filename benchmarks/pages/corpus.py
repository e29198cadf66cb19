"""Read labelled corpora: `.jsonl.xz` files with one page per line, or one text dump per line.

Also the pickles of cross-validated pages that `benchmarks.training --save` writes.

A page has `html` (or `html_b64`), `gold_text`, `url`, `domain`, `lang`, `page_type` and
metadata; a text dump has `text` and one label for each of its lines.
"""

from __future__ import annotations

import base64
import json
import lzma
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleanpage.blocks import Format, Scored


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """One page with what is known about it; None is unknown."""

    id: str
    set: str
    domain: str
    """Registered domain: what folds are grouped by."""
    url: str
    lang: str | None
    page_type: str
    variant: str
    """How a text dump was laid out ("wet", "layout", "main"); "html" for an HTML page."""
    dump: bytes | str
    gold_text: str | None
    title: str | None = None
    authors: list[str] | None = None
    date: str | None = None
    required: list[str] = field(default_factory=list)
    """Snippets that a correct extraction holds."""
    forbidden: list[str] = field(default_factory=list)
    """Snippets that it must not hold."""
    line_labels: list[int] | None = None
    """One 0 or 1 for each line of a text dump."""

    @property
    def format(self) -> Format:
        """Return "html" or "text"."""
        return "html" if self.variant == "html" else "text"

    @property
    def set_name(self) -> str:
        """Return what its figures stand under: the set, and the variant of a text dump."""
        return self.set if self.variant == "html" else f"{self.set} {self.variant}"


def read_scored(path: Path) -> list[tuple[LabelledPage, Scored]]:
    """Return the cross-validated pages that `benchmarks.training --save` wrote: trusted input only, it is a pickle."""
    pages: list[tuple[LabelledPage, Scored]] = pickle.loads(path.read_bytes())
    return pages


def read_corpus(path: Path) -> Iterator[LabelledPage]:
    """Yield the pages of a corpus file in their order."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield _page(json.loads(line))


def _page(record: dict[str, Any]) -> LabelledPage:
    dump: bytes | str
    if "text" in record:
        dump = record["text"]
    elif record["html"] is not None:
        dump = record["html"].encode("utf-8")
    else:
        dump = base64.b64decode(record["html_b64"])
    return LabelledPage(
        id=record["id"],
        set=record["set"],
        domain=record["domain"],
        url=record["url"],
        lang=record["lang"],
        page_type=record["page_type"],
        variant=record.get("variant", "html"),
        dump=dump,
        gold_text=record["gold_text"],
        title=record["title"],
        authors=record["authors"],
        date=record["date"],
        required=record.get("with", []),
        forbidden=record.get("without", []),
        line_labels=record.get("labels"),
    )
