"""Explain: what was decided about each block, and why, for a reader.

A `Selected` goes in; a `PageBlock` for each block comes out, with what sort of boilerplate it is (`sorts`) and, when
somebody asks, the reason in words (`reasons`, with phrases for features, elements and lines). Nothing is decided here:
what the stages recorded is read.
"""

from cleanpage.explain.page_blocks import Label, PageBlock, describe_blocks, name_sorts
from cleanpage.explain.table import explain_table

__all__ = ["Label", "PageBlock", "describe_blocks", "explain_table", "name_sorts"]
