"""Where the text of a `<script>` and its like ends, as the HTML standard has it."""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = {
    name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.I)
    for name in b"script style textarea title xmp iframe noembed noframes".split()
}

RAW_TEXT: Final = frozenset(_ENDS)
"""Elements whose content is no markup, wherever they stand but in drawings and formulas."""

_IN_SCRIPT: Final = re.compile(rb"<!--|-->|<(/?)script(?=[\s/>])", re.I)


def end_of_raw_text(page: bytes, name: bytes, start: int) -> int:
    """Return where the end tag of an element stands whose text begins at `start`; without one, the end of the page."""
    end = _ENDS[name].search(page, start)
    if end is None:
        return len(page)
    if name != b"script" or page.find(b"<!--", start, end.start()) < 0:
        return end.start()
    return _end_of_script(page, start)


def _end_of_script(page: bytes, start: int) -> int:
    """Return the same for a script with a comment in it, in which it takes two end tags to end a second `<script>`."""
    commented = doubled = False
    position = start
    while found := _IN_SCRIPT.search(page, position):
        position = found.end()
        if found[0] == b"<!--":
            commented = True
            # "<!-->" and "<!--->" end what they begin.
            position -= 2
        elif found[1] is None:
            commented = doubled = False
        elif not found[1]:
            doubled = doubled or commented
        elif not doubled:
            return found.start()
        else:
            doubled = False
    return len(page)
