"""Read how long a text takes to read off a line beside its headline: "4 min read", "Lesezeit: 3 Minuten"."""

from __future__ import annotations

import re
from typing import Final

MAX_MINUTES: Final = 180
"""Minutes of reading; larger numbers count something else."""

_READ_WORDS: Final = (
    r"(?:to\s+)?read(?:ing)?|lesezeit|de\s+lectura|de\s+lecture|de\s+leitura|di\s+lettura|leestijd|lezen"
    r"|leestid|läsning|lästid|läs"
    r"|lesetid|lesing|læsetid|læsning|lukuaika|czytania|čtení|čítania|olvasás|citire|чтения|на\s+чтение|читання|четене"
    r"|okuma|قراءة|ανάγνωση\w*|baca|đọc"
)

_LABELS: Final = (
    r"reading\s+time|read\s+time|time\s+to\s+read|estimated\s+read(?:ing)?(?:\s+time)?|lesezeit|lesedauer"
    r"|temps\s+de\s+lecture"
    r"|lecture|tiempo(?:\s+estimado)?\s+de\s+lectura|lectura|tempo\s+(?:estimado\s+)?de\s+leitura"
    r"|tempo\s+di\s+lettura|leestijd"
    r"|lästid|lesetid|læsetid|lukuaika|czas\s+czytania|doba\s+čtení|čas\s+čítania|olvasási\s+idő|timp\s+de\s+citire"
    r"|время\s+(?:на\s+)?(?:чтения|прочтения)|на\s+чтение|читать|час\s+читання|време\s+за\s+четене|okuma\s+süresi"
    r"|読了時間|読了|読了目安|所要時間|この記事は|阅读时间|阅读时长|預計閱讀|预计阅读|閱讀時間|阅读本文|읽는\s?시간|읽기|مدة\s+القراءة|وقت\s+القراءة|זמן\s+קריאה"
    r"|χρόνος\s+ανάγνωσης|waktu\s+baca|thời\s+gian\s+đọc"
)

_UNIT: Final = (
    r"min(?:\.|ute[ns]?\b|uut\w*|ut\w*|uti\b|uto?s?\b|s\b|ūt\w*)?|мин(?:\.|ут\w*)?|хв(?:\.|илин\w*)?|分(?:钟|鐘"
    r"|間)?|분|dk\.?|dakika|perc|λεπτ\w*|دقائق|دقيقة|דקות|phút|menit"
)

_MINUTES_FIRST = re.compile(
    rf"(?<![\d.,:])(\d{{1,3}})(?:\s?[-–]\s?)?\s?-?(?:{_UNIT})\s*+[-–]?\s*+(?:{_READ_WORDS})(?!\w)", re.I
)

_LABEL_FIRST = re.compile(
    rf"(?<!\w)(?:{_LABELS})(?!\w)[\s:：–-]*+(?:约|約|ca\.?|circa|environ|около|примерно|etwa|~"
    rf"|≈)?\s*+(\d{{1,3}})\s*+(?:{_UNIT})",
    re.I,
)

_WIDE_LABEL_FIRST = re.compile(r"(?:読了|所要|阅读|閱讀|閲読|읽)[^\d。]{0,12}?(\d{1,3})\s?(?:分|분)")

_DIGIT = re.compile(r"\d")

_MINUTE_STEMS: Final = ("min", "мин", "хв", "分", "분", "dk", "dakika", "perc", "λεπτ", "دق", "דקות", "phút", "menit")
"""One of these is in every line that says how long the text takes to read."""

_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def read_reading_minutes(text: str) -> int | None:
    """Return the minutes that a line says a text takes to read, 1 to MAX_MINUTES; None where it says none.

    >>> [read_reading_minutes(text) for text in ("5 min read", "Lesezeit: 4 Minuten", "読了時間 約3分")]
    [5, 4, 3]
    """
    if not _DIGIT.search(text) or not any(map(text.lower().__contains__, _MINUTE_STEMS)):
        return None
    text = text.translate(_WIDE_DIGITS)
    match = _MINUTES_FIRST.search(text) or _LABEL_FIRST.search(text) or _WIDE_LABEL_FIRST.search(text)
    minutes = int(match[1]) if match else 0
    return minutes if 0 < minutes <= MAX_MINUTES else None
