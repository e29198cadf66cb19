"""Read the hand-labelled pages of `fixtures/`, which fixtures/README.md describes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cleanpage.blocks import Format

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "pages"


class LabelledBlock(NamedTuple):
    """A block as a reader labelled it."""

    text: str
    """Text with runs of white space collapsed."""
    label: str
    """"content", "boilerplate" or "either"."""
    sort: str
    """What sort of boilerplate it is; "" where none was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A page with what a reader found in it."""

    slug: str
    page_type: str
    language: str
    """ISO 639-1 code."""
    format: Format
    encoding: str
    """The true encoding of `dump`, as Python names it."""
    url: str
    dump: bytes
    metadata: Mapping[str, Any]
    must_include: tuple[str, ...]
    must_exclude: tuple[str, ...]
    blocks: tuple[LabelledBlock, ...]
    """Every block in page order."""

    @property
    def content(self) -> str:
        """Return the text of the blocks that must be kept, one on each line."""
        return "\n".join(block.text for block in self.blocks if block.label == "content")


def read_fixtures(folder: Path = FOLDER) -> list[Fixture]:
    """Return the fixtures in the order of their slugs."""
    return [_fixture(path) for path in sorted(folder.iterdir()) if (path / "labels.json").exists()]


def _fixture(folder: Path) -> Fixture:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    file = "page.txt" if labels["format"] == "text" else "page.html"
    return Fixture(
        slug=folder.name,
        page_type=labels["page_type"],
        language=labels["language"],
        format=labels["format"],
        encoding=labels["encoding"],
        url=labels["url"],
        dump=(folder / file).read_bytes(),
        metadata=labels["metadata"],
        must_include=tuple(labels["must_include"]),
        must_exclude=tuple(labels["must_exclude"]),
        blocks=tuple(LabelledBlock(block["text"], block["label"], block.get("sort", "")) for block in labels["blocks"]),
    )
