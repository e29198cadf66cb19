"""Explain: what was decided about each block, and why, for a reader.

A `Selected` goes in; a `PageBlock` for each block comes out, with what sort of boilerplate it is (`sorts`) and, when
somebody asks, the reason in words (`reasons`, with phrases for features, elements and lines). Nothing is decided here:
what the stages recorded is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleanpage.explain.page_blocks import Label, PageBlock, describe_blocks, name_sorts

__all__ = ["Label", "PageBlock", "describe_blocks", "explain_table", "name_sorts"]


def explain_table(blocks: Sequence[PageBlock], heading: str, width: int) -> str:
    """Return a table of blocks for a terminal, `width` columns wide, with the `heading` above."""
    from cleanpage.explain.table import lay_out  # the command alone asks for it

    return lay_out(blocks, heading, width)
