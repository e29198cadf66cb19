"""Find the news agency that a text is from: in its dateline, its last line or its byline.

Visible lines go in and the agency's usual spelling comes out. An agency that the text only
speaks of, or that a picture is from, is not its source; the forms that are read are those
in which newspapers print where a report came from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.words.dates import is_month

MAX_DATELINE_CHARS: Final = 110
"""Characters at the beginning of a paragraph in which its dateline ends: two towns, a date, an agency."""

MAX_CREDIT_CHARS: Final = 60
"""Characters of a line that is nothing but a credit."""

_AGENCIES: Final = (
    # The usual spelling, then others; each also in capitals. Source: the agencies' own sites.
    "AP|Associated Press|The Associated Press", "Reuters|Thomson Reuters", "AFP|Agence France-Presse", "UPI",
    "PA Media|PA|Press Association", "dpa|dpa-AFX|DPA", "AFX", "EFE|Agencia EFE|Agencia Efe", "Europa Press",
    "ANSA|Ansa", "AGI", "Adnkronos", "askanews|Askanews", "LaPresse", "Lusa|Agência Lusa", "ANP", "Belga",
    "APA", "Keystone-SDA|SDA|ATS", "epd", "KNA", "SID|sid", "NTB", "TT", "Ritzau", "STT", "MTI", "PAP",
    "ČTK|CTK", "TASR", "SITA", "Agerpres|AGERPRES", "BTA|БТА", "HINA|Hina", "Tanjug", "FoNet", "BNS", "ELTA",
    "LETA", "Anadolu|AA|Anadolu Agency|Anadolu Ajansı", "DHA", "İHA|IHA", "ANKA", "TASS", "ТАСС|ИТАР-ТАСС",
    "РИА Новости|РИА «Новости»", "RIA Novosti|RIA", "Interfax", "Интерфакс", "Регнум|REGNUM|Regnum", "Росбалт",
    "ЦАМТО", "TSAMTO|CAMTO", "Укринформ|Укрінформ", "Ukrinform", "УНИАН|УНІАН", "УНН", "БелТА|БЕЛТА", "BelTA",
    "Казинформ", "Kazinform", "Sputnik", "Спутник", "Azertac|AZERTAC|Азертадж", "Арменпресс|Armenpress",
    "Xinhua", "新华社", "新華社", "中新社", "中新网", "中央社", "CNA", "Kyodo|Kyodo News", "共同通信|共同",
    "時事通信|時事", "Jiji Press|Jiji", "Yonhap", "연합뉴스", "뉴시스", "뉴스1", "KCNA",
    "PTI|Press Trust of India", "ANI", "IANS", "UNI", "भाषा", "वार्ता", "एएनआई", "आईएएनएस", "पीटीआई", "APP",
    "PPI", "BSS", "UNB", "Bernama", "Antara|ANTARA", "VNA|TTXVN", "TNA", "PNA", "NAN", "SAnews", "GNA", "MENA",
    "SPA|واس", "WAM|وام", "QNA|قنا", "KUNA|كونا", "BNA|بنا", "بترا", "SANA|سانا", "IRNA|ایرنا|إرنا",
    "ISNA|ایسنا", "Fars News|فارس", "Tasnim|تسنیم", "Mehr News|مهر", "أ ف ب|أ.ف.ب|ا ف ب|فرانس برس|ا.ف.ب",
    "رويترز", "أ ب", "د ب أ|د.ب.أ", "الأناضول", "וואלה", "The Canadian Press|CP|La Presse Canadienne",
    "AAP|Australian Associated Press", "Télam|Telam", "Prensa Latina", "Agência Brasil|Agencia Brasil",
    "Estadão Conteúdo", "Folhapress", "Notimex", "Colprensa", "Bloomberg", "Dow Jones", "GlobeNewswire",
    "PRNewswire|PR Newswire", "Business Wire|BUSINESS WIRE", "ПРАЙМ", "Roma Press",
)  # fmt: skip


def _spellings() -> dict[str, str]:
    """Return the usual spelling for each way to write an agency's name."""
    found: dict[str, str] = {}
    for entry in _AGENCIES:
        usual, *others = entry.split("|")
        for name in (usual, *others):
            found.setdefault(name, usual)
            found.setdefault(name.upper(), usual)
    return found


_USUAL: Final = _spellings()

_SERVICE = re.compile(r"[^\W\d_]{2,20}-(?:inform|press|presse|news|telegraph|telegraf)", re.I)
"""A name made as agencies make theirs ("ORVO-INFORM"); believed in a dateline only."""

_ENCLOSED = re.compile(r"[(\[（【〔]([^()\[\]（）【】〔〕]{2,40})[)\]）】〕]|/\s?([^/]{2,30}?)\s?/")
"""What stands in brackets, or between slashes as "/ТАСС/"."""

_AFTER_ENCLOSED = re.compile(r"\s*[-–—:=.]|\s*$")
_DASHED = re.compile(r"([^–—]{2,60}?)\s[–—-]\s?([^\W\d_][^.,–—\-:]{1,24}?)[.,:]")
"""A place and date, a dash and a name: "МОСКВА, 3 мар — РИА Новости."."""

_LEADING = re.compile(
    r"(?:[^\W\d_][^.,]{2,24}[.,]\s(?:\d{1,2}\s[^\W\d_]{3,10}[.,]\s)?)?([^\W\d_][\w «».-]{1,24}?)\s?[-–—]\s"
)
"""A name before a dash, alone or after place and day: "Москва. 3 марта. ИНТЕРФАКС.RU - "."""

_DATED = re.compile(
    r"([^\W\d_][\w-]{1,30}),\s(?:(\d{1,2})\s?([^\W\d_]{3,12})|([^\W\d_]{3,12})\.?\s\d{1,2}(?:st|nd|rd|th)?)[.,:]\s?"
)
"""A name and a day that open a paragraph: "TSAMTO, April 26th."."""

_WIRED = re.compile(
    r"[(（【]?(新华社|新華社|中新社|中新网|中央社|共同社|法新社|路透社|美联社)[^，。,]{0,24}?[电電讯訊】）)]"
)
"""The Chinese form: agency, town, day and "wire"."""

_CREDIT_LINE = re.compile(
    r"(?:(?:source|quelle|fuente|fonte|bron|källa|kilde|lähde|źródło|zdroj|forrás|kaynak|источник|джерело"
    r"|المصدر|来源|來源|出典)"
    r"\s*[:：]\s*|(?:by|von|par|por|di|da|door|av|af|with|mit)\s+|©\s*(?:\d{4}\s+)?|[-–—]\s*)(?:(?:the"
    r"|material von|agência)\s+)?",
    re.I,
)
"""What a line that names an agency begins with."""

_CREDIT_END = re.compile(
    r"[.!?\"»”“’。…]\s*(?:[(（\[]([^()（）\[\]]{2,30})[)）\]]|/([^/]{2,30})/|\s[–—]\s?([^\W\d_][^\s–—]{1,12}))\.?\s*$"
)
"""The agency behind the last sentence: "(AP)", "— Reuters"."""

_PARTS = re.compile(r"\s*[/,;=|・]\s*|\s+(?:and|und|et|y|e|i|и|mit)\s+|\s-\s")


def agency_of(text: str) -> str | None:
    """Return the usual spelling of the agency that a credit names, alone or first of several; else None.

    Case counts, as "TT" or "SPA" in small letters are something else.

    >>> agency_of("dpa/lno"), agency_of("REUTERS"), agency_of("Foston Daily")
    ('dpa', 'Reuters', None)
    """
    text = text.strip(" .,:*")
    if text in _USUAL:
        return _USUAL[text]
    for part in _PARTS.split(text):
        found = _USUAL.get(part.removesuffix(".RU").removesuffix(".ru"))
        if found:
            return found
    return None


def read_dateline(text: str) -> str | None:
    """Return the agency in the dateline that opens a paragraph; None where none does.

    >>> read_dateline("PARIS, March 3 (Reuters) - The river rose."), read_dateline("МОСКВА, 3 марта. /ТАСС/. Река.")
    ('Reuters', 'ТАСС')
    """
    text = text[:MAX_DATELINE_CHARS]
    wired = _WIRED.match(text)
    if wired:
        return _USUAL.get(wired[1], wired[1])
    for enclosed in _ENCLOSED.finditer(text, 0, MAX_DATELINE_CHARS):
        name = enclosed[1] or enclosed[2]
        found = agency_of(name) or _service(name)
        before = text[: enclosed.start()]
        if found and _opens(before) and (not before or _AFTER_ENCLOSED.match(text, enclosed.end())):
            return found
    dated = _DATED.match(text)
    if dated and is_month(dated[3] or dated[4]):
        return agency_of(dated[1]) or _service(dated[1])
    for match, group in ((_DASHED.match(text), 2), (_LEADING.match(text), 1)):
        if match and (found := agency_of(match[group])) and (group == 1 or _opens(match[1])):
            return found
    return None


def read_credit_line(text: str) -> str | None:
    """Return the agency of a line that says where the text is from and nothing else; else None.

    >>> read_credit_line("By Associated Press"), read_credit_line("(dpa)"), read_credit_line("Jane Doe/AFP")
    ('AP', 'dpa', None)
    """
    if len(text) > MAX_CREDIT_CHARS:
        return None
    enclosed = _ENCLOSED.fullmatch(text)
    if enclosed:
        return agency_of(enclosed[1] or enclosed[2])
    opening = _CREDIT_LINE.match(text)
    if opening is None or not opening[0]:
        return None
    return agency_of(text[opening.end() :])


def read_ending(text: str) -> str | None:
    """Return the agency in brackets or behind a dash after a paragraph's last sentence; else None.

    >>> read_ending("The river fell again on Tuesday. (AP)")
    'AP'
    """
    match = _CREDIT_END.search(text[-40:])
    return agency_of(match[1] or match[2] or match[3]) if match else None


def find_agency(opening: Sequence[str], head: Sequence[str], ending: Sequence[str]) -> str | None:
    """Return the agency that a text is from.

    `opening` are its first paragraphs, `head` the lines between headline and text, `ending` its
    last paragraph and the lines after it.
    """
    for text in opening:
        if found := read_dateline(text):
            return found
    for text in head:
        if found := read_credit_line(text):
            return found
    for position, text in enumerate(ending):
        if found := read_credit_line(text) or (None if position else read_ending(text)):
            return found
    return None


def _service(name: str) -> str | None:
    return name if _SERVICE.fullmatch(name) else None


def _opens(before: str) -> bool:
    """Return whether a text can be the place and day before an agency: few words, no sentence, no verb between."""
    if len(before) > 60:
        return False
    words = re.findall(r"[^\W\d_]+", before)
    small = sum(word.islower() and not is_month(word) and len(word) > 3 for word in words)
    return len(words) <= 8 and small <= 1
