"""Units: what is whole or is nothing, such as a table of data.

A page and what the rules left of it go in; the decision with whole units comes out. Each block was judged alone, and
without this a table would have holes.
"""

from cleanpage.select.rules.units.companions import with_lines_below, with_questions, with_sources
from cleanpage.select.rules.units.headings import with_headings
from cleanpage.select.rules.units.lists import whole_lists, with_whole_lists
from cleanpage.select.rules.units.posts import with_whole_posts
from cleanpage.select.rules.units.quotes import with_whole_quotes
from cleanpage.select.rules.units.rows import with_whole_rows
from cleanpage.select.rules.units.tables import data_tables, with_whole_tables
from cleanpage.select.rules.units.wholes import Run, whole_blocks

__all__ = [
    "Run",
    "data_tables",
    "whole_blocks",
    "whole_lists",
    "with_headings",
    "with_lines_below",
    "with_questions",
    "with_sources",
    "with_whole_lists",
    "with_whole_posts",
    "with_whole_quotes",
    "with_whole_rows",
    "with_whole_tables",
]
