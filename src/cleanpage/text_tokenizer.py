"""Cut a text dump into blocks: one for each line that holds text.

A `Dump` comes in; blocks with their line number and offset go out. Bullets and indents
are taken off and kept as fields, since layout-preserving dumps mark menus and lists with
them. Nothing is scored here.
"""

from __future__ import annotations

import re

from cleanpage.blocks import Block, Document, Dump

_BULLET = re.compile(r"(?:[•◦▪‣·●○■□►▶➤✓✔*]|[-–—])\s+(?=\S)")
"""A list mark and the space after it; a dash without a space opens speech in many languages."""


def tokenize_text(dump: Dump) -> Document:
    """Return a block for each line of a text dump that is not blank."""
    blocks = []
    offset = 0
    gap = False
    for number, line in enumerate(dump.text.split("\n"), start=1):
        stripped = line.lstrip()
        if not stripped:
            gap = True
            offset += len(line) + 1
            continue
        indent = len(line) - len(stripped)
        mark = _BULLET.match(stripped)
        start = offset + indent
        if mark:
            stripped = stripped[mark.end() :]
            start += mark.end()
        blocks.append(
            Block(
                text=" ".join(stripped.split()),
                kind="list_item" if mark else "paragraph",
                start_offset=start,
                line=number,
                indent=indent,
                bullet=mark is not None,
                gap=gap,
            )
        )
        gap = False
        offset += len(line) + 1
    return Document(format="text", blocks=tuple(blocks))
