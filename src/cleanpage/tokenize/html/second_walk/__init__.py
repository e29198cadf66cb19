"""A second walk over an HTML page, through the parts that were kept, for formats that show their structure.

Whoever wants text alone never loads it.
"""

from cleanpage.tokenize.html.second_walk.passages import (
    LEAD_BLOCKS,
    TAIL_BLOCKS,
    Passage,
    Replay,
    Shown,
    replay,
)
from cleanpage.tokenize.html.second_walk.pieces import Piece, Style

__all__ = ["LEAD_BLOCKS", "TAIL_BLOCKS", "Passage", "Piece", "Replay", "Shown", "Style", "replay"]
