"""Read the numbers that a page shows about itself: "945 views", "Комментарии: 3", "No comments".

Short visible texts go in, a number for each thing counted comes out. A number is taken only with the word that
says what it counts; which thing bare numbers in text dumps count is another module's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

MAX_COUNTER_CHARS: Final = 40
"""Characters of a line that is a counter and nothing else."""

MAX_LINE_CHARS: Final = 90
"""Characters of a line with several counters side by side."""

Counted = Literal["views", "comments", "likes", "shares"]
"""What a page counts about itself."""

_NOUNS: Final[dict[Counted, str]] = {
    "views": (
        "view views pageviews page_views reads hits aufrufe aufruf ansichten vues vue lectures visitas vistas lecturas "
        "visualizaciones visualizzazioni visualizações visualizacoes letture weergaven keer_bekeken keer_gelezen "
        "wyświetleń wyświetlenia wyświetlenie odsłon odsłony visningar visninger lästa_gånger katselua näyttökertaa "
        "просмотров просмотра просмотр просмотры прочтений прочтения прочитали переглядів перегляди перегляд "
        "преглеждания görüntülenme okunma kez_okundu zobrazení přečtení megtekintés vizualizări afișări προβολές "
        "مشاهدة مشاهدات المشاهدات عدد_المشاهدات צפיות lượt_xem dilihat व्यूज "
        "浏览 阅读 浏览量 阅读量 閲覧数 閲覧 観覧 次浏览 次阅读 人阅读 瀏覽 閱讀 人氣 点击 再生回数 回視聴 조회 조회수"
    ),
    "comments": (
        "comment comments replies reply responses kommentare kommentar kommentaren commentaire commentaires réactions "
        "comentario comentarios comentário comentários commento commenti reactie reacties opmerkingen komentarz "
        "komentarze komentarzy комментарий комментария комментариев комментарии коментар коментарі коментарів "
        "коментара коментари kommentarer kommenttia kommenttit kommentit yorum komentář komentáře komentářů komentárov "
        "hozzászólás comentarii comentariu "
        "σχόλια σχόλιο تعليق تعليقات التعليقات عدد_التعليقات תגובות bình_luận komentar "
        "评论 条评论 評論 則留言 留言 跟帖 コメント コメント数 댓글"
    ),
    "likes": (
        "like likes gefällt gefällt_mir j'aime megusta me_gusta curtidas gostos mi_piace лайк лайка лайков "
        "лайки нравится "
        "вподобань tykkäystä polubień beğeni gilla_markeringar إعجاب thích 赞 点赞 點讚 いいね いいね! 좋아요 공감"
    ),
    "shares": (
        "share shares geteilt mal_geteilt partages partage compartidos compartido compartilhamentos "
        "condivisioni репост "
        "репостов репосты поделились поширень udostępnień udostępnienia delningar delinger jakoa paylaşım sdílení "
        "مشاركة مشاركات 分享 转发 シェア 공유"
    ),
}
_FIELD_OF_NOUN: Final = {noun.replace("_", ""): field for field, nouns in _NOUNS.items() for noun in nouns.split()}

_NONE_WORDS = (
    "no keine kein aucun aucune sin ningún nessun nessuna geen brak нет немає няма inga ingen nenhum sem ei "
    "bez niciun 0"
)
_NONE: Final = frozenset(_NONE_WORDS.split())

_UNIT: Final = (
    r"тысяч[аи]?|тыс\.?|млн\.?|тис\.?|tsd\.?|mio\.?|mila|mil|mln\.?|mlj\.?|tys\.?|tis\.?|bin|rb|jt|tn"
    r"|[kKмMmКк](?![^\W\d_])|万|萬|千|만|천"
)
_NUMBER: Final = r"\d[\d.,\s'’]{0,12}?"
_NUMBER_FIRST = re.compile(rf"({_NUMBER})\s?({_UNIT})?\s?\+?\s?([^\W\d_][^\d:]{{0,24}}?)[.!]?", re.I)
_NOUN_FIRST = re.compile(
    rf"([^\W\d_][^\d:()（）]{{0,24}}?)\s?[:：(（\[|·•]?\s?({_NUMBER})\s?({_UNIT})?[+次回件人条條個개)）\]]?", re.I
)
_BARE = re.compile(rf"[(\[]?({_NUMBER})\s?({_UNIT})?[)\]]?", re.I)
_COUNTING = re.compile(r"^(?:件の?|条|條|個の?|人|次|回の?|個|개의?|则|則|명이?|lần|x\b|mal\b|fois\b|volte\b|раз\b)\s*")
"""Words that some languages put between a number and what it counts."""
_DIGIT = re.compile(r"\d")
"""What _NOUN_FIRST needs; cheaper to look for."""
_BETWEEN = re.compile(r"\s*[|·•;/]\s*|(?<=\d)\s+(?=[^\W\d_]{1,20}\s?[:：])")
"""What stands between counters on one line: "浏览：2876 评论：15", "945 views | 3 comments"."""
_WIDE: Final = str.maketrans("０１２３４５６７８９，．：（）\u00a0\u202f", "0123456789,.:()  ")
_MULTIPLES: Final = {
    "k": 1000, "к": 1000, "m": 1_000_000, "м": 1_000_000, "тыс": 1000, "тысяч": 1000, "тысяча": 1000, "тысячи": 1000,
    "тис": 1000, "млн": 1_000_000, "tsd": 1000, "mio": 1_000_000, "mil": 1000, "mila": 1000, "mln": 1_000_000,
    "mlj": 1_000_000, "tys": 1000, "tis": 1000, "bin": 1000, "tn": 1000, "rb": 1000, "jt": 1_000_000,
    "万": 10_000, "萬": 10_000, "만": 10_000, "千": 1000, "천": 1000,
}  # fmt: skip


def read_counters(texts: Iterable[str]) -> dict[Counted, int]:
    """Return the first number for each thing counted in these texts.

    >>> read_counters(["945 views", "No comments", "Chapter 3"])
    {'views': 945, 'comments': 0}
    """
    found: dict[Counted, int] = {}
    for text in texts:
        if len(text) > MAX_LINE_CHARS:
            continue
        counter = _counter(text) if len(text) <= MAX_COUNTER_CHARS else None
        if counter:
            found.setdefault(*counter)
        elif _DIGIT.search(text) and len(parts := _BETWEEN.split(text)) > 1:
            for part in parts:
                if 2 < len(part) <= MAX_COUNTER_CHARS and _DIGIT.search(part) and (counter := _counter(part)):
                    found.setdefault(*counter)
    return found


def read_count(text: str) -> int | None:
    """Return the number of a line that is nothing but a number, or a counter with its noun; None of others.

    >>> read_count("9 586"), read_count("12 comments"), read_count("1,2 тыс."), read_count("Chapter 3")
    (9586, 12, 1200, None)
    """
    if len(text) > MAX_COUNTER_CHARS:
        return None
    bare = _BARE.fullmatch(text.translate(_WIDE) if not text.isascii() else text)
    if bare:
        # "5 m" are metres or minutes.
        return None if bare[2] in ("m", "м") else _value(bare[1], bare[2])
    counter = _counter(text)
    return counter[1] if counter else None


def _counter(text: str) -> tuple[Counted, int] | None:
    """Return (what is counted, number) of a text that is a counter; None of any other."""
    if not text.isascii():
        text = text.translate(_WIDE)
    if text[:1].isdigit():
        match = _NUMBER_FIRST.fullmatch(text)
        if match is None:
            return None
        number, unit, noun = match.groups()
        noun = _COUNTING.sub("", noun)
    elif _DIGIT.search(text) and (match := _NOUN_FIRST.fullmatch(text)):
        noun, number, unit = match.groups()
    else:
        first, _, noun = text.partition(" ")
        if first.lower() not in _NONE:
            return None
        number, unit = "0", None
    field = _FIELD_OF_NOUN.get(noun.strip(" :|·").lower().replace(" ", ""))
    if field is None:
        return None
    value = _value(number, unit)
    return None if value is None else (field, value)


def _value(number: str, unit: str | None) -> int | None:
    """Return the count that is written as "1,204", "1 204" or "1.2" with unit "K"."""
    number = number.strip(" .,")
    try:
        if unit:
            return round(float(number.replace(",", ".")) * _MULTIPLES[unit.rstrip(".").lower()])
        if re.fullmatch(r"\d+|\d{1,3}(?:[.,\s'’]\d{3})+", number):
            return int(re.sub(r"\D", "", number))
    except ValueError:
        pass
    return None
