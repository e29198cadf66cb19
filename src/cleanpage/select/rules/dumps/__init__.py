"""Rules for lines of a text dump that are no part of the article: scripts, teasers, islands, dated items, appeals.

There is no element to ask where a line stands, so the rules ask the lines around it.
"""

from cleanpage.select.rules.dumps.appeals import are_appeal_lines
from cleanpage.select.rules.dumps.islands import are_islands
from cleanpage.select.rules.dumps.scripts import are_scripts
from cleanpage.select.rules.dumps.signatures import are_signed_comments, are_signed_teasers
from cleanpage.select.rules.dumps.teasers import are_teasers

__all__ = ["are_appeal_lines", "are_islands", "are_scripts", "are_signed_comments", "are_signed_teasers", "are_teasers"]
