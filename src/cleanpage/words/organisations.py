"""Tell the names of organisations from the names of persons.

A name as a byline or the markup gives it comes in. What it says is judged by the name alone:
agencies are known, offices and companies name what they are. A name that says nothing about
itself ("Greenpeace") can't be told here; names of the page's own site are the caller's to know.
"""

from __future__ import annotations

import re
from typing import Final

from cleanpage.words.agencies import agency_of

_DESK_WORDS = (
    "staff team teams desk newsroom newsdesk editors editorial editorial-team board reporters correspondents "
    "contributors agencies agency wire wires bureau redaktion onlineredaktion online-redaktion sportredaktion "
    "lokalredaktion redaktionsteam agenturen agentur rédaction redaction redacción redaccion redação redacao "
    "redazione redactie redaktionen redaksjonen toimitus redakcja redakce redakcia szerkesztőség uredništvo "
    "redakcija redacția agencias agenzie agences редакция редакція редакцията агентство σύνταξη συντακτική"
)
_BODY_WORDS = (
    "news newspaper newspapers times daily weekly magazine magazin zeitung nachrichten anzeiger tageblatt "
    "journal gazette tribune herald telegraph chronicle press presse media medien radio fernsehen tv television "
    "broadcasting network online website blog podcast noticias noticiero periódico diario giornale quotidiano "
    "university universität université universidad università universiteit institute institut instituto istituto "
    "center centre zentrum department abteilung ministry ministerium ministère ministerio office amt "
    "landesanstalt bundesamt foundation stiftung fundación fondation association verband verein school college society "
    "gesellschaft council committee commission federation union party partei government group gruppe company "
    "services solutions software systems technologies technology consulting marketing studio studios agence "
    "hospital clinic klinik academy akademie museum library laboratory labs club publishing publications "
    "verlag editions productions entertainment international nations initiative alliance coalition "
    "новости газета журнал институт университет министерство"
)
_LEGAL_WORDS = "inc inc. ltd ltd. llc plc gmbh ag kg corp corp. e.v. ev b.v. s.a. s.p.a. s.r.l. co."

DESK_WORDS: Final = frozenset(_DESK_WORDS.split())
"""Words for those who sign together, or for the place they work at."""
LEGAL_WORDS: Final = frozenset(_LEGAL_WORDS.split())
"""What a company's name ends in."""
BODY_WORDS: Final = frozenset(_BODY_WORDS.split()) | LEGAL_WORDS
"""Words that are part of the names of papers, companies, offices; none is a common surname (as "Post" or "Bank" is)."""

_DOMAIN = re.compile(r"[\w-]{2,63}(?:\.[\w-]{2,63}){0,3}\.[a-z]{2,8}", re.I)
"""A name that is an address: "example.org"."""
_BROADCASTER_WORDS = (
    "ARD ZDF NDR WDR SWR MDR BR HR RBB ORF SRF RTS RSI RTL BBC ITV CNN NBC CBS ABC NPR PBS CBC CTV RTÉ RTE NRK "
    "SVT YLE DR RTVE RAI TVP RFI RFA RFE VOA NHK KBS MBC SBS"
)
_BROADCASTERS: Final = frozenset(_BROADCASTER_WORDS.split())
"""Broadcasters, which sign with their letters; other abbreviations can be a person's."""
_WIDE_ENDINGS: Final = (
    "編集部", "編輯部", "编辑部", "新聞", "新闻", "新聞社", "通信", "通信社", "通讯社", "新華社",
    "新华社", "デジタル", "オンライン", "報道部", "社会部", "政治部", "経済部", "取材班", "신문", "뉴스",
    "일보", "편집부", "日报", "日報", "晚报", "晚報", "时报", "時報", "网", "網",
)  # fmt: skip
"""How offices and papers end that are written without spaces."""


def is_organisation(name: str) -> bool:
    """Return whether a name says of itself that it is no person's: an agency, an office, a paper, a company.

    >>> [is_organisation(name) for name in ("Reuters", "dpa/red", "MND Staff", "News Desk", "example.org")]
    [True, True, True, True, True]
    >>> [is_organisation(name) for name in ("Jane Doe", "J. R. Press", "river_fan7")]
    [False, False, False]
    """
    name = name.strip(" .,")
    words = name.lower().split()
    if not words:
        return False
    if agency_of(name) or words[-1] in DESK_WORDS or (words[0] in DESK_WORDS and len(words) < 5):
        return True
    if len(words) == 1:
        return bool(
            _DOMAIN.fullmatch(name)
            or name.lower() in BODY_WORDS
            or name in _BROADCASTERS
            or name.endswith(_WIDE_ENDINGS)
            or any(part in DESK_WORDS for part in re.split(r"[-/]", name.lower()))
        )
    if words[0] in ("the", "die", "team") and len(words) > 1:
        return True
    # A surname can be Press or Radio: initials and a word are a person.
    if not _BROADCASTERS.isdisjoint(name.split()):
        return True
    parts = [part for word in words for part in (word, *word.split("-"))]
    return any(part in BODY_WORDS or part in DESK_WORDS for part in parts) and not _has_initial(name)


def _has_initial(name: str) -> bool:
    """Return whether a name holds a letter with a full stop, as persons' names do."""
    return any(len(word) == 2 and word[0].isupper() and word[1] == "." for word in name.split())
