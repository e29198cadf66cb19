"""Lists in which each item needs the others: steps, definitions, ingredients. They are kept whole or dropped whole.

A page and what is kept of it go in, the decision with whole lists comes out. Other lists stay item by item: they may be
a row of links with one that belongs to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Final

from cleanpage.blocks import Document
from cleanpage.select.rules.rule import Case, Kept

OL, DL, UL = True, True, True
MIN_ITEMS: Final = 2
MAX_MEAN_CHARS = 400
MAX_LINK_SHARE = 0.6
MIN_KEPT_SHARE = 1 / 3
DROP = True
MINW=5
_FOREIGN_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "form", "textarea", "article", "nav", "table", "button"})
_NAMES = re.compile(r"ingredient|instruction|direction|\bsteps?\b|recipe-?step|method", re.I)


def whole_lists(document: Document) -> list[tuple[int, int]]:
    elements, blocks = document.elements, document.blocks
    tags, parents = elements.tags, elements.parents
    wanted = [i for i, tag in enumerate(tags) if (tag == "ol" and OL) or (tag == "dl" and DL) or (tag == "ul" and UL and _NAMES.search(elements.names[i]))]
    if not wanted:
        return []
    own = [block.element for block in blocks]
    sizes = [1] * len(tags)
    counts = [0] * len(tags)
    for element in own:
        counts[element] += 1
    items = [0] * len(tags)
    for index in range(len(tags) - 1, 0, -1):
        parent = parents[index]
        sizes[parent] += sizes[index]
        counts[parent] += counts[index]
        if tags[index] in ("li", "dt", "dd"):
            items[parent] += 1
    highest = list(accumulate(own, max))
    chars = [0, *accumulate([len(block.text) for block in blocks])]
    links = [0, *accumulate([block.link_chars for block in blocks])]
    foreign = [0, *accumulate([tag in _FOREIGN_TAGS for tag in tags])]
    found = []
    last = 0
    for e in wanted:
        start = bisect_left(highest, e)
        stop = start + counts[e]
        if start < last or stop - start < 2 or items[e] < MIN_ITEMS or foreign[e] != foreign[e + sizes[e]]:
            continue
        total = chars[stop] - chars[start]
        if total > MAX_MEAN_CHARS * items[e] or links[stop] - links[start] > MAX_LINK_SHARE * total:
            continue
        found.append((start, stop))
        last = stop
    return found


def with_whole_lists(case: Case, kept: Kept) -> Kept:
    """Return the decision with each such list whole."""
    decided = list(kept)
    words = case.measured.words
    for start, stop in whole_lists(case.measured.document):
        of_list = kept[start:stop]
        if True not in of_list or False not in of_list:
            continue
        held = sum([count for count, keep in zip(words[start:stop], of_list, strict=True) if keep])
        amid = start > 0 and stop < len(kept) and kept[start - 1] and kept[stop] and min(words[start-1],words[stop])>=MINW
        whole = held >= (0 if amid else MIN_KEPT_SHARE) * sum(words[start:stop])
        if whole or DROP:
            decided[start:stop] = [whole] * (stop - start)
    return tuple(decided)
