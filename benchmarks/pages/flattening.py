"""Make text dumps of HTML pages: the page's title, then each of its blocks on a line, as WET files have them."""

from __future__ import annotations

from cleanpage.blocks import Document


def flatten(document: Document) -> str:
    """Return an HTML page as a text dump; its first line is the page's title, if it has one."""
    return "\n".join(lines_of(document))


def lines_of(document: Document) -> list[str]:
    """Return the lines of the dump, none of them empty."""
    texts = [document.markup.title, *[block.text for block in document.blocks]]
    return [" ".join(text.split()) for text in texts if text.strip()]
