"""Notes of the publisher at either end of an article: about its links, its rights, its views, where it first stood.

A kept block goes in by its words alone, and comes out as a note of a kind that any publisher prints, in some twenty
languages. What the article itself is about, its title tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cleanpage.select.rules.rule import Case, Kept

END_BLOCKS: Final = 6
"""Kept blocks at the end among which the notes are."""

START_BLOCKS: Final = 3
"""The same at the beginning, where the note about links often stands."""

MAX_NOTE_WORDS: Final = 70
"""Words of a note."""

_BEGINNINGS: Final[Mapping[str, str]] = {
    "disclaimer": "(?:legal )?disclaimer|haftungsausschluss|clause de non-responsabilité|descargo de responsabilidad|"
    "isenção de responsabilidade|zastrzeżenie prawne|отказ от ответственности|免责声明|免責聲明|免責事項|면책 ?조항|"
    "إخلاء مسؤولية|sorumluluk reddi|ansvarsfriskrivning",
    "views": r"(?:the |all )?(?:views?|opinions?)(?: and \w+)? expressed (?:here|in|by|on|are)\b|"
    "die (?:hier |in diesem \\w+ )?(?:geäußerten|vertretenen) (?:meinungen|ansichten)|les opinions exprimées|"
    "las opiniones (?:expresadas|vertidas)|as opiniões expressas|le opinioni espresse|мнение (?:автора|редакции) может|"
    "本文(?:仅|僅|只)代表作者|文章(?:内容)?(?:仅|僅)代表作者",
    "origin": r"this (?:story|article|post|piece|column) (?:was |is |has been )?(?:originally|first) "
    "(?:published|appeared)|"
    "dieser (?:artikel|beitrag|text) (?:ist|erschien|wurde) (?:zuerst|zuvor|ursprünglich|erstmals)|"
    "cet article (?:a été|est) (?:initialement|d'abord)|"
    "este artículo (?:fue|se) (?:publicado|publicó) (?:originalmente|por primera)|"
    "questo articolo è stato (?:originariamente|inizialmente)|本文来源|本文來源|本文来自|责任编辑|責任編輯|责编[:：]",
    "rights": r"copyright (?:©|\(c\)|(?:19|20)\d\d)|this document is subject to copyright|"
    "no part of this (?:article|publication|page|site) may|unauthorized (?:use|reproduction)|"
    "nachdruck (?:nur|verboten)|reproduction interdite|無断転載|무단 ?전재",
    "science": r"more information:[^\n]{0,400}\bdoi\b|citation:[^\n]{0,400}\bretrieved\b",
}
"""What a note begins with."""

_ANYWHERE: Final[Mapping[str, str]] = {
    "links": r"\b(?:we|i|our|my|this|these|some)\b[^.!?]{0,80}\baffiliate links?\b|"
    r"\b(?:we|i)\b[^.!?]{0,40}\b(?:earn|receive|get|make)\b[^.!?]{0,30}\bcommissions?\b|"
    r"\baffiliate links are used\b|\bas an amazon associate\b|\bals amazon-partner verdien|"
    r"\b(?:unsere|einige|diese[rs]?|mit)\b[^.!?]{0,60}\b(?:affiliate-links?|partnerlinks?)|"
    "liens? (?:d'affiliation|affiliés)|enlaces? de afiliad|links? de afiliad|link di affiliazione|linki? afiliacyjn|"
    "アフィリエイト(?:リンク|広告)|партн[её]рск(?:ие|их) ссыл",
    "rights": "all rights reserved|alle rechte vorbehalten|alle rechten voorbehouden|tous droits réservés|"
    "todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|"
    "wszelkie prawa zastrzeżone|все права защищены|tüm hakları saklıdır|alla rättigheter förbehållna|"
    "版权所有|保留所有权利|版權所有",
}
"""What stands in a note."""

_MARKS: Final = (
    "filia",
    "ffili",
    "commission",
    "amazon",
    "partnerlink",
    "アフィリ",
    "партн",
    "reserv",
    "réserv",
    "riserv",
    "vorbehalten",
    "voorbehouden",
    "zastrzeżone",
    "защищены",
    "saklıdır",
    "förbehållna",
    "版权",
    "保留",
    "版權",
)
"""Pieces of words, one of which stands in each of these: to look for them costs nothing."""

_AT_THE_FRONT: Final = re.compile(rf"\W{{0,3}}(?:{'|'.join(_BEGINNINGS.values())})", re.I)
_WITHIN: Final = re.compile("|".join(_ANYWHERE.values()), re.I)
MAX_NOTE_CHARS: Final = 800
"""Characters of a note."""

_SUBJECTS: Final = re.compile(
    "affiliat|disclaim|disclos|copyright|commission|legal|terms|privacy|rights|haftung|impressum|recht|droit|derecho|"
    "direit|diritt|prawa|прав|免责|版权|免責|著作権",
    re.I,
)
"""Words of a title that says that the page is about such things."""


def are_end_notes(case: Case, kept: Kept) -> list[bool]:
    """Return whether each kept block is a note of the publisher before or after the text."""
    found = [False] * len(kept)
    document = case.measured.document
    if _SUBJECTS.search(document.markup.title):
        return found
    left = [index for index, keep in enumerate(kept) if keep]
    for index in {*left[:START_BLOCKS], *left[-END_BLOCKS:]}:
        block = document.blocks[index]
        if case.measured.words[index] <= MAX_NOTE_WORDS and block.kind != "heading":
            found[index] = _is_note(block.text)
    return found


def _is_note(text: str) -> bool:
    if len(text) > MAX_NOTE_CHARS:
        return False
    if _AT_THE_FRONT.match(text):
        return True
    small = text.lower()
    return any(mark in small for mark in _MARKS) and _WITHIN.search(text) is not None
