"""The text of a block and its links, from the pieces that the walks over a page gather.

Both walks ask here, so that what is a block to one is a block to the other.
"""

from __future__ import annotations

from cleanpage.blocks import Kind, Link
from cleanpage.tokenize.html.tags import PERMALINKS
from cleanpage.tokenize.white_space import collapse, visible


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
