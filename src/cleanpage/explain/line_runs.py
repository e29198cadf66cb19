"""Find dropped lines that belong together by what stands around them: dated lists, menus, page numbers, posts.

The shapes and lengths of a page's lines go in, and which of them were kept; one bool for each line comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block, Sort

LIST_DATES: Final = 3
"""Date lines that make a list of dated items."""

ITEM_LINES: Final = 4
"""Lines from one date of such a list to the next: date, count, headline, teaser."""

MENU_LINES: Final = 3
"""Such lines after each other that are a menu, and no part of the list above it."""

PAGE_DIGITS: Final = 3
"""Digits of the number of a page or of a day."""

THREAD_POSTS: Final = 3
"""Runs of dropped lines between main content, with a date or a count in them, that make a thread of posts."""

POST_LINES: Final = 20
"""Lines of such a run: the buttons below a post, who wrote the next one, and when."""


def dated_lists(shapes: Sequence[Sort], kept: Sequence[bool]) -> list[bool]:
    """Return whether each dropped block is in a list whose items each have a date: headlines, mostly.

    That is LIST_DATES date lines with up to ITEM_LINES lines from one to the next, and the
    lines of the last item.
    """
    listed = [False] * len(shapes)
    dates: list[int] = []
    for index, shape in enumerate([*shapes, "date"]):
        ends = index == len(shapes) or kept[index]
        if ends or (dates and index - dates[-1] > ITEM_LINES):
            if len(dates) >= LIST_DATES:
                stop = min(index, dates[-1] + dates[-1] - dates[-2])
                listed[dates[0] : stop] = [True] * (stop - dates[0])
            dates.clear()
        if not ends and shape == "date":
            dates.append(index)
    return listed


def menu_runs(short: Sequence[bool], kept: Sequence[bool]) -> list[bool]:
    """Return whether each dropped block is one of MENU_LINES or more short ones after each other."""
    menus = [False] * len(short)
    start = 0
    for index in range(len(short) + 1):
        if index == len(short) or kept[index] or not short[index]:
            if index - start >= MENU_LINES:
                menus[start:index] = [True] * (index - start)
            start = index + 1
    return menus


def counted_up(blocks: Sequence[Block]) -> list[bool]:
    """Return whether each block is one of MENU_LINES or more numbers that count up: a calendar, the pages of a list."""
    found = [False] * len(blocks)
    run = 1
    numbers = [int(block.text) if len(block.text) <= PAGE_DIGITS and block.text.isdecimal() else -1 for block in blocks]
    for index in range(1, len(numbers)):
        run = run + 1 if numbers[index] == numbers[index - 1] + 1 > 0 else 1
        if run >= MENU_LINES:
            found[index - MENU_LINES + 1 : index + 1] = [True] * MENU_LINES
    return found


def between_posts(shapes: Sequence[Sort], kept: Sequence[bool]) -> list[bool]:
    """Return whether each dropped block stands between two posts of a thread: who wrote the next one, and when.

    A thread has THREAD_POSTS or more such places with a date or a count, of POST_LINES lines at most.
    """
    found = [False] * len(shapes)
    places: list[tuple[int, int]] = []
    start = len(shapes)
    for index, keep in enumerate(kept):
        if keep:
            if index - start <= POST_LINES and any(shapes[start:index]):
                places.append((start, index))
            start = index + 1
    if len(places) >= THREAD_POSTS:
        for begin, end in places:
            found[begin:end] = [True] * (end - begin)
    return found
