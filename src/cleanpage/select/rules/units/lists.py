"""Lists in which each item needs the others: numbered ones, definitions, the ingredients and steps of a recipe.

A page goes in, its lists come out; and with what is kept of it, the decision with whole lists. Other lists stay item by
item: they may be links of which one belongs to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Final

from cleanpage.blocks import Document, Elements
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.select.rules.units.wholes import Run, with_whole

MIN_ITEMS: Final = 2

MAX_MEAN_CHARS: Final = 600
"""Characters of a mean item. Longer ones are posts or articles. Tried 100 to 1000: the longer the better, to 600."""

MAX_LIST_LINKS: Final = 0.6
"""Share of the characters in links: above it, it is a list of other pages."""

ORDERED_SHARE: Final = 0.1
"""Share of the words of an ordered list from which it is kept whole. Tried 0 to .33."""

DEFINITIONS_SHARE: Final = 0.5
"""The same of a definition list. With a third and less, forums keep the data of their members."""

_ITEM_TAGS: Final = frozenset({"li", "dt", "dd"})

_FOREIGN_TAGS: Final = frozenset({"form", "textarea", "article", "nav", "table", "button"})
"""What no such list has."""

_RECIPE_NAMES: Final = re.compile(r"ingredient|instruction|direction|steps?\b|method", re.I)
"""Names of the parts of a recipe or a manual, on the list, around it or on its items."""

_RECIPE_WORDS: Final = ("ingredient", "instruction", "direction", "step", "method")
"""What such a name holds."""

_CODE_NAMES: Final = re.compile(r"\b(?:function|method|class|attribute|exception|data|glossary)\b")
"""Names of definition lists that describe code."""


def whole_lists(document: Document) -> list[Run]:
    """Return the lists that are whole or nothing, in the order of the page; none within another."""
    elements, blocks = document.elements, document.blocks
    shares = _shares(elements)
    if not shares:
        return []
    tags, parents = elements.tags, elements.parents
    own = [block.element for block in blocks]
    # How many elements each has in it, itself included, how many blocks and how many items.
    sizes = [1] * len(tags)
    counts = [0] * len(tags)
    items = [0] * len(tags)
    for element in own:
        counts[element] += 1
    for index in range(len(tags) - 1, 0, -1):
        parent = parents[index]
        sizes[parent] += sizes[index]
        counts[parent] += counts[index]
        items[parent] += tags[index] in _ITEM_TAGS
    highest = list(accumulate(own, max))
    chars = [0, *accumulate([len(block.text) for block in blocks])]
    links = [0, *accumulate([block.link_chars for block in blocks])]
    foreign = [0, *accumulate([tag in _FOREIGN_TAGS for tag in tags])]
    found = []
    last = 0
    for index, share in sorted(shares.items()):
        start = bisect_left(highest, index)
        stop = start + counts[index]
        total = chars[stop] - chars[start]
        if (
            start >= last
            and stop - start > 1
            and items[index] >= MIN_ITEMS
            and foreign[index] == foreign[index + sizes[index]]
            and total <= MAX_MEAN_CHARS * items[index]
            and links[stop] - links[start] <= MAX_LIST_LINKS * total
        ):
            found.append(Run(start, stop, share))
            last = stop
    return found


def _shares(elements: Elements) -> dict[int, float]:
    """Return the elements of such lists, and the share of its words from which each is kept."""
    tags, names, parents = elements.tags, elements.names, elements.parents
    found: dict[int, float] = {}
    # Most pages name no recipe, which is cheap to see.
    different = set(names)
    all_names = " ".join(different).lower()
    words = [word for word in _RECIPE_WORDS if word in all_names]
    if words:
        likely = [name for name in different if any(word in name.lower() for word in words)]
        named = {name for name in likely if _RECIPE_NAMES.search(name)}
        for index in [index for index, name in enumerate(names) if name in named] if named else ():
            if tags[index] in ("ul", "ol"):
                found[index] = 0.0
            elif tags[index] == "li" and tags[parents[index]] in ("ul", "ol"):
                found[parents[index]] = 0.0
        if named:
            lists = [index for index, tag in enumerate(tags) if tag in ("ul", "ol")]
            found |= {index: 0.0 for index in lists if names[parents[index]] in named}
    for index in [index for index, tag in enumerate(tags) if tag in ("ol", "dl")]:
        if tags[index] == "ol":
            found.setdefault(index, ORDERED_SHARE)
        else:
            found[index] = 0.0 if _CODE_NAMES.search(names[index]) else DEFINITIONS_SHARE
    return found


def with_whole_lists(case: Case, kept: Kept) -> Kept:
    """Return the decision with each such list whole, but for lists of comments: their texts are one by one."""
    measured = case.measured
    lists = [run for run in whole_lists(measured.document) if "comment" not in measured.cues[run.start : run.stop]]
    return with_whole(case, kept, lists)
