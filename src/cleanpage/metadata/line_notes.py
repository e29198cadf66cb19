"""Read what short lines around a headline say beside it: whose the picture is, how long the text takes to read.

One visible line goes in, its value or None comes out. A label is not enough for a picture
credit: what follows it may describe the picture, and then nothing is taken.
"""

from __future__ import annotations

import re
from typing import Final

MAX_NOTE_CHARS: Final = 300
"""Characters of a line that is looked at: a caption with its credit; longer ones are prose."""
MAX_CREDIT_CHARS: Final = 90
"""Characters of a credit: photographer, picture agency and publication."""
MAX_MINUTES: Final = 180
"""Minutes of reading; larger numbers count something else."""

_SOURCE_LABELS: Final = (
    # What follows these is a source, whatever it looks like.
    r"(?:image|photo|picture|illustration|video|featured image|photo/video)\s+(?:source|credit|courtesy(?: of)?)s?"
    r"|credits?|(?:photo|image|picture)s?\s+(?:courtesy of|courtesy)|bildquelle|bildnachweis|fotoquelle"
    r"|bildrechte|fotocredit"
    r"|fotokredit|crédits?(?:\s+(?:photo|image))?s?|source (?:photo|de l['’]image)|fuente de la (?:imagen|foto)"
    r"|crédito(?: d[ae] (?:foto|imagem))?|crediti(?: foto)?|fonte (?:foto|immagine)|fotobron|bildkälla"
    r"|fotokilde|kuvalähde"
    r"|źródło (?:zdjęcia|foto)|fot|zdroj foto|autor fota?|fotoğraf kaynağı|источник (?:фото|изображения"
    r"|картинки|иллюстрации)"
    r"|фотоисточник|автор фото|джерело фото|фото автора|写真提供|画像出典|画像提供|写真出典|图片来源|圖片來源"
    r"|图源|사진\s?출처|사진\s?제공"
)
_PICTURE_LABELS: Final = (
    # What follows these may also describe the picture.
    r"photo(?:graph)?s?|picture|image|pic|foto(?:graf(?:ie|í)?)?s?|bild(?:er)?|imagen|imagem|immagine"
    r"|illustration|kuva|zdjęcie"
    r"|zdj|kép|fotó|fotoğraf|φωτο(?:γραφία)?|фото|снимок|зображення|иллюстрация|写真|画像|撮影|摄影|攝影|图|圖|사진|صورة"
    r"|תמונה|צילום|फोटो"
)
_SOURCE = re.compile(rf"(?:^|[\s(\[（【.|])(?:{_SOURCE_LABELS})\s*[:：=.]\s*([^()\[\]（）【】]+(?:\([^()]*\))?)", re.I)
_PICTURE = re.compile(
    rf"(?:^|[\s(\[（【.|])(?:{_PICTURE_LABELS})\s*(?:[:：=／]|\s(?:by|von|via|par"
    rf"|por)\s)\s*([^()\[\]（）【】]+(?:\([^()]*\))?)",
    re.I,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\))\s*([^()\[\]©\d][^()\[\]©]+)$", re.I)
"""Only a line that begins with the sign, as the site has its own at the bottom."""

_MARKS: Final = (":", "：", "=", "©", "(c)", " by ", " von ", " via ", " par ", " por ", "／", "ot. ", "dj. ")
"""One of these is in every line with a credit; cheapest to look for."""
_STEMS: Final = (
    "phot", "fot", "bild", "image", "pic", "credit", "crédit", "illustration", "fuente", "imag", "immag", "kuva", "zdj",
    "kép", "φωτο", "фот", "источник", "джерело", "снимок", "зображ", "иллюстр", "写真", "画像", "撮", "摄", "攝",
    "图", "圖", "사진", "صورة", "תמונה", "צילום", "फोटो", "©", "(c)",
)  # fmt: skip
"""One of these is in every line with a credit; cheaper to look for."""

_SERVICES = re.compile(
    r"\b(?:getty|reuters|afp|dpa|ap|epa|efe|imago|shutterstock|istock|unsplash|pexels|pixabay|alamy|adobe|depositphotos"
    r"|archiv|archive|archivo|picture alliance|pool|handout|courtesy|wikimedia|flickr|instagram|youtube"
    r"|scanpix|ritzau|belga"
    r"|ansa|lusa|pap|forum|xinhua|kyodo|nasa|press|media|agentur|agency|verlag)\b|ТАСС|РИА|Коммерсант|新华|共同"
    r"|時事|연합뉴스|新聞社|/",
    re.I,
)
"""A picture agency, a stock library, a press office; or photographer and agency divided by "/"."""

_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zа-я]{2,12}", re.I)
_CUT = re.compile(r"\s[|•·]\s|\s+(?:read more|click|bild\s+\d|copyright)\b", re.I)
_PARTICLE_WORDS = "von van der den de del da di la le du dos al el bin ibn zu zum and und et y e via for für of the &"
_NAME_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())

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


def read_image_credit(text: str) -> str | None:
    """Return who or what a line credits a picture to; None where it credits none.

    >>> read_image_credit("Image source: example.org"), read_image_credit("The harbour. (Foto: Ana Díaz/dpa)")
    ('example.org', 'Ana Díaz/dpa')
    >>> read_image_credit("Photo: A boat on the river")
    """
    if len(text) > MAX_NOTE_CHARS:
        return None
    if not any(map(text.__contains__, _MARKS)):
        return None
    lower = text.lower()
    if not any(map(lower.__contains__, _STEMS)):
        return None
    match = _SOURCE.search(text)
    if match:
        return _credit(match[1])
    match = _PICTURE.search(text) or (_COPYRIGHT.match(text) if text[:1] in "©(" else None)
    credit = _credit(match[1]) if match else None
    if credit and (_SERVICES.search(credit) or _DOMAIN.fullmatch(credit) or _is_name(credit)):
        return credit
    return None


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


def _credit(value: str) -> str | None:
    """Return a credit without what stands around it; None for nothing and for a sentence."""
    value = _CUT.split(value, maxsplit=1)[0].strip(" \t,;:-–—|]）】\"'©")
    if value.endswith(".") and value[-3:-2] not in (" ", "."):
        value = value[:-1]
    if value[:4].isdigit():
        return None  # The year of a copyright.
    sentence = ". " in value[4:] and value.count(" ") > 8
    return value if 1 < len(value) <= MAX_CREDIT_CHARS and any(map(str.isalpha, value)) and not sentence else None


def _is_name(value: str) -> bool:
    """Return whether every word has a capital and there are two to six: "Ana Díaz", no "A boat"."""
    words = value.replace(",", " ").split()
    if value.upper() == value.lower():
        return len(value) <= 12
    return (
        2 <= len(words) <= 6
        and len(words[0]) > 1
        and all(word[0].isupper() or word in _NAME_PARTICLES for word in words)
    )
