"""End frames that are left open: an `<iframe>` without its end tag takes all of the page that follows for its text.

A page in UTF-8 goes in, and comes out unchanged unless it has such a frame. Programs that write HTML as XML make
`<iframe/>` of an empty one; and browsers end it with the `<noscript>` around it, in which they parse nothing.
"""

from __future__ import annotations

import re
from typing import Final

from cleanpage.tokenize.html.source.parser_guard import TAG

_MARKS: Final = re.compile(rb"<(/?)(iframe|noscript)(?=[\s/>])", re.I)
_END: Final = b"</iframe>"


def end_frames(page: bytes) -> bytes:
    """Return the page with an end tag for each frame that is written as empty, or left open in a `<noscript>`."""
    # The counts are a fiftieth of the work, and equal on nearly all pages.
    if page.count(b"<iframe") == page.count(b"</iframe"):
        return page
    places = []
    opened: re.Match[bytes] | None = None
    for mark in _MARKS.finditer(page):
        is_frame, is_end = len(mark[2]) == len("iframe"), bool(mark[1])
        if not is_frame and not is_end:
            continue
        if opened and not (is_frame and is_end):
            if opened[3]:
                places.append(opened.end())
            elif not is_frame:
                places.append(mark.start())
        opened = TAG.match(page, mark.start()) if is_frame and not is_end else None
    if opened and opened[3]:
        places.append(opened.end())
    pieces = [page[start:stop] for start, stop in zip([0, *places], [*places, len(page)], strict=True)]
    return _END.join(pieces)
