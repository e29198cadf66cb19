"""Read the numbers that a page shows about itself: "945 views", "Комментарии: 3", "No comments".

Short visible texts go in, `Counters` come out. A number is taken only with the word that
says what it counts; bare numbers in text dumps are another module's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cleanpage.page import Counters

MAX_COUNTER_CHARS: Final = 40
"""Characters of a line that is a counter and nothing else."""

_NOUNS: Final = {
    "views": (
        "view views reads hits aufrufe aufruf vues lectures visitas vistas lecturas visualizaciones "
        "visualizzazioni visualizações letture weergaven wyświetleń wyświetlenia odsłon visningar "
        "visninger просмотров просмотра просмотр просмотры прочтений görüntülenme "
        "浏览 阅读 閲覧数 次浏览 次阅读"
    ),
    "comments": (
        "comment comments replies reply responses kommentare kommentar commentaire commentaires comentario "
        "comentarios comentário comentários commento commenti reactie reacties opmerkingen komentarz "
        "komentarze komentarzy комментарий комментария комментариев комментарии kommentarer kommenttia "
        "kommentit yorum 评论 条评论 評論 コメント"
    ),
    "likes": ("like likes gefällt j'aime megusta curtidas лайк лайка лайков лайки tykkäystä polubień 赞 いいね"),
    "shares": (
        "share shares geteilt partages partage compartidos compartilhamentos condivisioni репост репостов "
        "udostępnień delningar delinger 分享 シェア"
    ),
}
_FIELD_OF_NOUN: Final = {noun: field for field, nouns in _NOUNS.items() for noun in nouns.split()}

_NONE_WORDS = "no keine kein aucun aucune sin ningún nessun nessuna geen brak нет нема inga ingen nenhum sem ei 0"
_NONE: Final = frozenset(_NONE_WORDS.split())

_NUMBER_FIRST = re.compile(r"(\d[\d.,\s]{0,12}?)\s?([kKmM](?=\s)|тыс\.?)?\s?([^\W\d_][^\d:]{0,24}?)[.!]?")
_NOUN_FIRST = re.compile(r"([^\W\d_][^\d:()]{0,24}?)\s?[:：(\[]?\s?(\d[\d.,\s]{0,12}?)\s?([kKmM]|тыс\.?)?[)\]]?")
_DIGIT = re.compile(r"\d")
"""What _NOUN_FIRST needs; cheaper to look for."""
_THOUSANDS: Final = {"k": 1000, "m": 1_000_000, "т": 1000}


def read_counters(texts: Iterable[str]) -> Counters:
    """Return the first number for each thing counted in these texts.

    >>> read_counters(["945 views", "No comments", "Chapter 3"])
    Counters(views=945, comments=0, likes=None, shares=None)
    """
    found: dict[str, int] = {}
    for text in texts:
        if len(text) <= MAX_COUNTER_CHARS:
            counter = _counter(text)
            if counter:
                found.setdefault(*counter)
    return Counters(**found)


def _counter(text: str) -> tuple[str, int] | None:
    """Return (field of `Counters`, number) of a text that is a counter; None of any other."""
    if text[:1].isdigit():
        match = _NUMBER_FIRST.fullmatch(text)
        if match is None:
            return None
        number, unit, noun = match.groups()
    elif _DIGIT.search(text) and (match := _NOUN_FIRST.fullmatch(text)):
        noun, number, unit = match.groups()
    else:
        first, _, noun = text.partition(" ")
        if first.lower() not in _NONE:
            return None
        number, unit = "0", None
    field = _FIELD_OF_NOUN.get(noun.strip().lower().replace(" ", ""))
    value = _value(number, unit)
    return (field, value) if field and value is not None else None


def _value(number: str, unit: str | None) -> int | None:
    """Return the count that is written as "1,204", "1 204" or "1.2" with unit "K"."""
    number = number.strip(" .,")
    try:
        if unit:
            return round(float(number.replace(",", ".")) * _THOUSANDS[unit[0].lower()])
        if re.fullmatch(r"\d+|\d{1,3}(?:[.,\s]\d{3})+", number):
            return int(re.sub(r"\D", "", number))
    except ValueError:
        pass
    return None
