"""Read whose a picture is off a line beside the text: "Photo: Ana Díaz/dpa".

One visible line goes in, its credit or None comes out. A label is not enough: what follows it may
describe the picture, and then nothing is taken.
"""

from __future__ import annotations

import re
from typing import Final

MAX_NOTE_CHARS: Final = 300
"""Characters of a line that is looked at: a caption with its credit; longer ones are prose."""
MAX_CREDIT_CHARS: Final = 90
"""Characters of a credit: photographer, picture agency and publication."""

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
