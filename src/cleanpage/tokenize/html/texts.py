"""The text of a block and its links, from the pieces that the walks over a page gather.

Both walks ask here, so that what is a block to one is a block to the other.
"""

from __future__ import annotations

from typing import Final

from cleanpage.blocks import Kind, Link
from cleanpage.tokenize.html.tags import PERMALINKS
from cleanpage.tokenize.white_space import collapse, visible
from cleanpage.words.boilerplate import is_label

MAX_EDIT_PIECES: Final = 9
"""Pieces of a heading that are links to edit it, with the brackets and bars around."""


def block_text(text: str, kind: Kind) -> str:
    """Return the text of a block of a kind from all its pieces; "" if it is none."""
    if kind == "code":
        return code_text(text)
    text = text.strip()
    # Printable text holds no white space but spaces; most texts are so and need no splitting.
    return collapse(text) if not text.isprintable() or "  " in text else text


def drop_permalinks(parts: list[str], spans: list[tuple[int, int, str]], open_link: int) -> None:
    """Empty the pieces of a heading that are a link to itself; a link that is open begins at `open_link`."""
    for start, stop in [*((start, stop) for start, stop, _ in spans), (open_link, len(parts))]:
        for index in range(start, stop):
            if parts[index].strip() in PERMALINKS:
                parts[index] = ""


def drop_edit_links(parts: list[str]) -> None:
    """Empty the pieces at the end of a heading that are a wiki's links to edit what follows: "[edit | edit source]"."""
    last = len(parts) - 1
    while last >= 0 and (not parts[last] or parts[last].isspace()):
        last -= 1
    if last < 0 or "]" not in parts[last]:
        return
    for index in range(last, max(last - MAX_EDIT_PIECES, -1), -1):
        at = parts[index].rfind("[")
        if at < 0:
            continue
        if is_label(parts[index][at:] + "".join(parts[index + 1 :])):
            parts[index] = parts[index][:at]
            parts[index + 1 :] = [""] * (len(parts) - index - 1)
        return


def code_text(text: str) -> str:
    """Return the text of a code block with its white space, but for empty lines around it."""
    text = visible(text.replace("\xa0", " ")).strip("\n").rstrip()
    return "" if text.isspace() else text


def links_of(parts: list[str], spans: list[tuple[int, int, str]], block_chars: int) -> tuple[tuple[Link, ...], int]:
    """Return the links of a block that hold words, and how many of its characters they are."""
    new = tuple.__new__
    found = []
    chars = 0
    for start, stop, href in spans:
        words = collapse("".join(parts[start:stop]))
        if words:
            found.append(new(Link, (words, href)))
            chars += len(words)
    return tuple(found), min(chars, block_chars)
