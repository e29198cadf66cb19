"""Tell by the words before a date what happened on it: that a text was published, or changed, or something else.

A line, or a part of one, in lower case comes in. One list serves HTML pages and text dumps.
"""

from __future__ import annotations

import re
from typing import Final

_MODIFIED: Final = (
    "updat", "modif", "aktualisi", "geändert", "bearbeitet", "änderung", "mis à jour", "mise à jour", "actualiza",
    "aggiorn", "atualiz", "bijgewerkt", "обновл", "aktualiz", "uppdater", "opdater", "oppdater", "更新", "päivitet",
    "revised", "reviewed", "edited", "güncellen", "изменен", "оновлен", "ενημέρωσ", "frissít", "diperbarui",
    "cập nhật", "تحديث", "עודכן", "수정", "editad", "modificat", "akt.:",
)  # fmt: skip
_STAND = re.compile(r"\bstand\b")
_PUBLISHED: Final = (
    "publi", "posted", "veröffentlich", "erstellt", "erschienen", "geplaatst", "опубл", "opublikow", "julkaist",
    "発表", "公開", "发布", "created", "written", "pubbl", "yayınlan", "δημοσί", "közzé", "đăng", "نشر", "פורסם",
    "등록", "입력", "發布", "objavl",
)  # fmt: skip
_SURELY = re.compile(
    r"\bpubb?li(?!c\b|cs\b|ci[td]|k\b)|\bposted|veröffentl|erschienen|erstellt|опубл|opublik|julkaist|発表|公開|发布|發布"
    r"|yayınlan|δημοσί|közzé|đăng|نشر|פורסם|입력|등록|objavl"
)
"""The same for words that are believed before the markup: "Republic" is none."""
_EXPIRES: Final = r"expires|verfügbar bis|available until|disponible (?:hasta|jusqu)"
_END = re.compile(_EXPIRES)
_OTHER = re.compile(
    r"\b(?:joined|registered|member since|registriert|mitglied seit|dabei seit|inscrit|registrado|регистрация"
    rf"|{_EXPIRES}|born|geboren|ausgabe (?:vom|nr)|issue|last visit"
    r"|photos?|fotos?:|credit:|copyright|today is|heute ist)\b|©"
)


def says_published(text: str) -> bool:
    """Return whether lower-case text has a word for publishing in it.

    >>> says_published("posted on"), says_published("veröffentlicht:"), says_published("foston,")
    (True, True, False)
    """
    return any(map(text.__contains__, _PUBLISHED))


def opens_with_published(text: str) -> bool:
    """Return whether lower-case text begins with a word for publishing."""
    return text.startswith(_PUBLISHED)


def surely_says_published(text: str) -> bool:
    """Return whether lower-case text has a word for publishing in it that can hardly be a part of another.

    >>> surely_says_published("published"), surely_says_published("the republic of foston,")
    (True, False)
    """
    return _SURELY.search(text) is not None


def says_modified(text: str) -> bool:
    """Return whether lower-case text has a word for a change of the text in it.

    >>> says_modified("updated:"), says_modified("stand:"), says_modified("it stands")
    (True, True, False)
    """
    return any(map(text.__contains__, _MODIFIED)) or ("stand" in text and _STAND.search(text) is not None)


def says_end(text: str) -> bool:
    """Return whether lower-case text says that something is to be had until a date.

    >>> says_end("available until"), says_end("published")
    (True, False)
    """
    return _END.search(text) is not None


def says_other(text: str) -> bool:
    """Return whether lower-case text says that a date is somebody's or something else's.

    >>> says_other("member since"), says_other("available until"), says_other("published")
    (True, True, False)
    """
    return _OTHER.search(text) is not None
