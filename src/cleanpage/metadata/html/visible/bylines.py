"""Read the authors off the lines around the headline of an HTML page.

Short lines come in with the class names around them, nearest first. A line is a byline by its
words ("By Jane Doe"), by what it is called, by a link to an author's page, or by standing
beside the date; the more of these, and the nearer to the headline, the rather it is believed.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cleanpage.metadata.html.visible.lines import MAX_LINE_CHARS, Line
from cleanpage.words.dates import find_dates
from cleanpage.words.name_words import MAX_NAME_CHARS, is_full_name
from cleanpage.words.names import (
    MAX_OTHER_ROLE_CHARS,
    has_lead_in,
    is_lead_in,
    is_other_role,
    names_after_date,
    split_names,
    written_part,
)
from cleanpage.words.organisations import is_organisation
from cleanpage.words.plain_text import key

BYLINE_BLOCKS: Final = 6
"""Blocks from the headline within which a line that looks like a byline surely is one."""
MAX_LINKS: Final = 20
"""Links on one line that can be to its authors' pages."""
MAX_GAP: Final = 2
"""Blocks from one co-author's line to the next, with a role or a comma between."""
MAX_HREF_CHARS: Final = 300
"""Characters of an address that are read."""

LED, LINKED, NAMED, DATED = 6, 5, 2, 1
"""What speaks for a byline, in points: its words most, then its name and its links, least a date before it."""
BELOW, ABOVE = 2, 1
"""Points for being near the headline, which only add to others."""

_BYLINE_NAME = re.compile(
    r"aut(?:hor|or|eur)|by[-_]?line|verfasser|redakteur|(?:wrote|written|posted|story)[-_]by"
    r"|creator|contributor|^fn$|username$|user-name$"
)
_BYLINE_PARTS: Final = ("aut", "by", "verfass", "redak", "creator", "contrib", " fn ", "user")
"""One of these is in all names that _BYLINE_NAME finds; a search over every line's names costs ten times as much."""
_NO_BYLINE_NAME = re.compile(
    r"comment|related|share|social|bio\b|description|avatar|follow|newsletter|teaser|promo|autoplay|authori[tz]"
    r"|reviewer|translator|photographer|editor\b|login"
)
_NEUTRAL_NAME = re.compile(
    r"comments?-?(?:link|count|number)|has-|with|no-|-avatar$|(?:share|social)[-_]+(?:author|byline)"
)
"""What a byline's own line may be called besides: it also holds the number of comments, a picture or share buttons."""
_AUTHOR_HREF = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|people|staff|by|profiles?|profil|reporters?|contributors?|team"
    r"|writers?|blog-authors?|journalists?|journalistes?|periodistas?|columnists?)/\w|[?&]_?author=",
    re.I,
)
"""An address of an author's page."""
_MEMBER_HREF = re.compile(
    r"/?\b(?:members?|users?|u)/(?!(?:log|sign|reg|pass|new)\w*\b)\w|/[@~][\w.-]+/?$|linkedin\.com/in/\w"
    r"|[?&]mode=viewprofile|\bmember\.php",
    re.I,
)
"""An address of a member's page; menus hold such too, so it only tells which part of a byline is the name."""


class Byline(NamedTuple):
    """The authors that the visible lines name."""

    names: tuple[str, ...] = ()
    sure: bool = False
    """Whether the line surely is a byline."""
    at: tuple[int, ...] = ()
    """Index of each name's block."""


NO_BYLINE: Final = Byline()


def read_byline(lines: list[Line]) -> Byline:
    """Return the names on the line that most looks like a byline."""
    last: Line | None = None
    before: Line | None = None
    best_merit, sure = 0, False
    found: dict[str, tuple[str, int]] = {}
    headline = _headline(lines)
    for line in lines:
        previous, before = before, line
        if not line.distance or line.quoted or len(line.text) > MAX_LINE_CHARS:
            continue
        announced = previous is not None and previous.at == line.at - 1 and _announces(previous.text)
        if announced is None:
            continue
        reasons = _reasons(line, led=bool(announced))
        near = _nearness(line, headline)
        if not reasons or not (reasons > DATED or near):
            continue
        if last is not None and reasons > DATED and _side_by_side(line, last):
            beside = [name for name in _line_names(line, reasons) if is_full_name(name) or line.names == last.names]
            found.update((key(name), (name, line.at)) for name in beside if key(name) not in found)
            last = line
        elif reasons + near > best_merit:
            names = _line_names(line, reasons)
            if names:
                last = line if reasons > DATED else None
                best_merit = reasons + near
                found = {key(name): (name, line.at) for name in names}
                alone = has_lead_in(line.text) and all(map(is_full_name, names))
                sure = near > 0 and (reasons >= LED + NAMED or (reasons == LED and alone))
    return Byline(tuple(name for name, _ in found.values()), sure, tuple(at for _, at in found.values()))


def _headline(lines: list[Line]) -> int:
    """Return the index of the block that the lines' distances are counted from."""
    if not lines:
        return 0
    first, last = lines[0], lines[-1]
    return first.at + first.distance if last.at >= first.at + first.distance else first.at - first.distance


def _nearness(line: Line, headline: int) -> int:
    """Return the points for standing near the headline."""
    if line.distance > BYLINE_BLOCKS:
        return 0
    return BELOW if line.at > headline else ABOVE


def _announces(text: str) -> bool | None:
    """Return whether a line says that an author's name follows; None if it says that another's does."""
    if len(text) > MAX_OTHER_ROLE_CHARS:
        return False
    return None if is_other_role(text) else is_lead_in(text)


def _side_by_side(line: Line, last: Line) -> bool:
    """Return whether a line directly after a byline looks like a co-author's, not like another byline."""
    if line.names == last.names and not line.names.isspace():
        return line.at - last.at <= MAX_GAP
    linked = _links_to_author(line) and _links_to_author(last)
    return linked and line.at - last.at <= 2 and not has_lead_in(line.text)


def _links_to_author(line: Line) -> bool:
    return any(_AUTHOR_HREF.search(link.href[:MAX_HREF_CHARS]) for link in line.links[:MAX_LINKS])


def _reasons(line: Line, *, led: bool) -> int:
    """Return the points that speak for a byline; 0 if nothing does."""
    named = _is_named(line.names)
    linked = _links_to_author(line)
    if not led and has_lead_in(line.text, inside=named or line.year):
        led = True
        if not linked and _leads_elsewhere(line):
            return 0
    if led and line.text[:11].lower() == "reviewed by":
        return DATED
    points = (NAMED if named else 0) + (LINKED if linked else 0) + (LED if led else 0)
    return points or (DATED if line.year else 0)


def _leads_elsewhere(line: Line) -> bool:
    """Return whether all of a byline is a link, which a teaser's is to its article."""
    return any(
        link.text == line.text and link.href and not _MEMBER_HREF.search(link.href[:MAX_HREF_CHARS])
        for link in line.links[:MAX_LINKS]
    )


def _is_named(names: str) -> bool:
    """Return whether the nearest name that says anything about bylines says that this is one."""
    if not any(map(names.__contains__, _BYLINE_PARTS)):
        return False
    for name in names.split():
        if _NO_BYLINE_NAME.search(name) and not _NEUTRAL_NAME.search(name):
            return False
        if _BYLINE_NAME.search(name):
            return True
    return False


def _line_names(line: Line, reasons: int) -> tuple[str, ...]:
    """Return the names on a byline: its links to authors' pages, or what its text says."""
    if reasons == DATED and not has_lead_in(line.text):
        return names_after_date(line.text, divided=True)
    text = written_part(line.text)
    names = [
        name
        for link in line.links[:MAX_LINKS]
        if len(link.text) <= MAX_NAME_CHARS
        and link.text in text
        and (_AUTHOR_HREF.search(link.href[:MAX_HREF_CHARS]) or _MEMBER_HREF.search(link.href[:MAX_HREF_CHARS]))
        for name in split_names(link.text, byline=True)
    ]
    names = names or list(split_names(line.text, byline=True))
    unsure = reasons == LED and not has_lead_in(line.text) and not find_dates(line.text)
    if reasons == LINKED or unsure:
        # A word behind "by" within a line can be anything ("Ranked by Subject"), a full name is a name.
        names = [name for name in names if is_full_name(name) or is_organisation(name)]
    persons = [name for name in names if not is_organisation(name)]
    # Beside persons stands where they work.
    return tuple(persons or names)
