"""Tell what an element is called, and whether a reader of the page sees it, by its attributes.

An element's attributes come in; its names, or why it isn't shown, go out. Style sheets are not read: classes speak by
the names that frameworks give to them. What is hidden can still be the article: that is decided where scores are known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborNode

from cleanpage.blocks import Unseen
from cleanpage.words.boilerplate import is_label

_NAMING = frozenset({"id", "role", "itemprop", "hidden", "aria-hidden", "style"})
"""Attributes beside `class` that name or hide an element."""

_READER_NAMES: Final = frozenset(
    [
        "sr-only",
        "sr_only",
        "sronly",
        "sr-text",
        "srt",
        "visually-hidden",
        "visuallyhidden",
        "visually_hidden",
        "visualhide",
        "visually-hide",
        "visuallyhide",
        "screen-reader-text",
        "screen-reader-only",
        "screen-reader",
        "screenreader",
        "screenreader-only",
        "screenreader-text",
        "screenreadertext",
        "screenreaderonly",
        "screenreaderstext",
        "screen-readers-only",
        "screen-reader-content",
        "for-screen-readers",
        "show-for-sr",
        "hide-visually",
        "hidden-visually",
        "is-visually-hidden",
        "is-sr-only",
        "is-vishidden",
        "vishidden",
        "vis-hidden",
        "vh",
        "a11y-hidden",
        "a11y-hide",
        "a11y-text",
        "a11y-only",
        "a11y-visually-hidden",
        "accessibly-hidden",
        "accessible-hidden",
        "accessibility-hidden",
        "accessibility-text",
        "accessible-hide",
        "accessible-text",
        "assistive-text",
        "assistive",
        "assistivetext",
        "element-invisible",
        "element-hidden",
        "u-visually-hidden",
        "u-hidden-visually",
        "u-hiddenvisually",
        "u-visuallyhidden",
        "u-screenreader",
        "u-sr-only",
        "u-srt",
        "u-vh",
        "u-screen-reader-text",
        "usa-sr-only",
        "govuk-visually-hidden",
        "nhsuk-u-visually-hidden",
        "slds-assistive-text",
        "cdk-visually-hidden",
        "mw-sr-only",
        "pf-u-screen-reader",
        "elementor-screen-only",
        "a-offscreen",
        "off-screen-text",
        "offscreen-text",
        "visually-hidden-focusable",
        "sr-only-focusable",
        "screen-only-hidden",
        "ui-helper-hidden-accessible",
        "skip-link-text",
        "bx--visually-hidden",
        "hiddenvisually",
        "wp-visually-hidden",
    ]
)
"""Classes of text that is read aloud and not shown, in lower case."""

_READER_CLASS: Final = re.compile(
    r"(?<![^\W_])(?:visually[-_]?hidden|screen[-_]?reader[-_]?(?:only|text)|sr[-_]only)(?![^\W_])", re.I
)
"""What they have in common with names that build tools make ("VisuallyHidden_root__x1")."""

_ICON_NAMES: Final = re.compile(r"(?<![\w-])(?:material-(?:icons|symbols)|mat-icon|md-icon|google-material-icons)")
"""Classes of fonts that draw a picture for a word ("arrow_back")."""

_LINK_NOTES: Final = re.compile(
    r"edit-?(?:section|link)|section-?edit|external|new-?(?:tab|window)|blank|opens",
    re.I,
)
"""Classes of what says of a link that it leads away, and of wikis' links to edit a section."""

NEW_TAB: Final = frozenset(
    [
        "opens new tab",
        "opens in new tab",
        "opens in a new tab",
        "opens in new window",
        "opens in a new window",
        "new tab",
        "new window",
        "opens a new window",
        "opens external link",
        "external link",
        "link is external",
        "link opens in new window",
        "external site",
        "link opens in a new window",
        "link opens in new tab",
        "link opens in a new tab",
        "opens in a new browser tab",
        "external",
        "opens in a separate window",
        "opens an external site",
        "this link opens in a new window",
        "will open in a new tab",
        "öffnet in neuem tab",
        "öffnet in einem neuen tab",
        "öffnet in neuem fenster",
        "öffnet ein neues fenster",
        "externer link",
        "öffnet in einem neuen fenster",
        "öffnet neues fenster",
        "link öffnet in neuem fenster",
        "wird in neuem tab geöffnet",
        "nouvelle fenêtre",
        "nouvel onglet",
        "s'ouvre dans une nouvelle fenêtre",
        "s'ouvre dans un nouvel onglet",
        "lien externe",
        "ouvre dans un nouvel onglet",
        "ouvre une nouvelle fenêtre",
        "ouverture dans un nouvel onglet",
        "ventana nueva",
        "se abre en una nueva pestaña",
        "se abre en una ventana nueva",
        "abre en nueva ventana",
        "abre en una nueva pestaña",
        "abre en ventana nueva",
        "enlace externo",
        "abre em nova janela",
        "abre numa nova janela",
        "abre em uma nova aba",
        "abre em nova aba",
        "abre num novo separador",
        "link externo",
        "ligação externa",
        "si apre in una nuova finestra",
        "si apre in una nuova scheda",
        "apre in una nuova finestra",
        "apre una nuova finestra",
        "link esterno",
        "collegamento esterno",
        "opent in nieuw venster",
        "opent in een nieuw venster",
        "opent in nieuw tabblad",
        "opent in een nieuw tabblad",
        "externe link",
        "öppnas i nytt fönster",
        "öppnas i ny flik",
        "öppnas i en ny flik",
        "extern länk",
        "åbner i nyt vindue",
        "åbner i ny fane",
        "åbner i en ny fane",
        "eksternt link",
        "åpnes i nytt vindu",
        "åpnes i ny fane",
        "åpner i ny fane",
        "ekstern lenke",
        "avautuu uuteen ikkunaan",
        "avautuu uuteen välilehteen",
        "avautuu uudessa välilehdessä",
        "ulkoinen linkki",
        "otwiera się w nowym oknie",
        "otwiera się w nowej karcie",
        "otwiera nowe okno",
        "link zewnętrzny",
        "otevře se v novém okně",
        "otevře se na nové kartě",
        "otevře se v nové záložce",
        "externí odkaz",
        "otvorí sa v novom okne",
        "otvorí sa na novej karte",
        "új ablakban nyílik meg",
        "új lapon nyílik meg",
        "új ablakban nyílik",
        "külső hivatkozás",
        "se deschide într-o fereastră nouă",
        "se deschide într-o filă nouă",
        "otvara se u novom prozoru",
        "otvara se u novoj kartici",
        "odpre se v novem oknu",
        "откроется в новом окне",
        "откроется в новой вкладке",
        "открывается в новом окне",
        "открывается в новой вкладке",
        "внешняя ссылка",
        "відкриється в новому вікні",
        "відкриється в новій вкладці",
        "відкривається в новій вкладці",
        "отваря се в нов прозорец",
        "отваря се в нов раздел",
        "ανοίγει σε νέο παράθυρο",
        "ανοίγει σε νέα καρτέλα",
        "yeni pencerede açılır",
        "yeni sekmede açılır",
        "يفتح في نافذة جديدة",
        "يفتح في علامة تبويب جديدة",
        "در پنجره جدید باز می\u200cشود",
        "נפתח בחלון חדש",
        "נפתח בכרטיסייה חדשה",
        "नई विंडो में खुलता है",
        "नए टैब में खुलता है",
        "membuka di tab baru",
        "buka di tab baru",
        "buka di jendela baru",
        "mở trong tab mới",
        "mở trong cửa sổ mới",
        "新しいタブで開く",
        "新しいタブで開きます",
        "新しいウィンドウで開く",
        "新しいウィンドウで開きます",
        "別ウィンドウで開く",
        "別ウィンドウで開きます",
        "別タブで開く",
        "外部リンク",
        "在新窗口中打开",
        "在新标签页中打开",
        "新窗口打开",
        "在新視窗開啟",
        "另開新視窗",
        "在新分頁開啟",
        "새 창으로 열림",
        "새 창에서 열림",
        "새 탭에서 열림",
        "새창열림",
        "새 창 열림",
        "เปิดในหน้าต่างใหม่",
        "เปิดในแท็บใหม่",
    ]
)
"""What links say to screen readers about where they open, without the brackets and commas around it."""

_AROUND_NOTES: Final = " \t\n\r\xa0()[]（）,;:.-–—、，。"

_DECORATIONS: Final = frozenset("•·∙|/\\›»‹«¶§→←↑↓*#~✓✔✗×…")
"""Signs beside those of the categories of symbols that decorate where they are hidden from screen readers."""

_SYMBOLS: Final = frozenset({"So", "Sk", "Sm", "Co", "Cn", "Zs", "Cc", "Cf"})

MAX_PHRASE_WORDS: Final = 25
MAX_PHRASE_CHARS: Final = 240
MAX_PHRASE_NODES: Final = 40
"""Words, characters and nodes of what is hidden within running text; more is text that "read more" shows."""

_CLOSING: Final = frozenset(".,;:!?)]}…%’”»。、，！？；：）」』")
"""Signs that no space stands before, whatever is left out there."""

_NEXT_LEVELS: Final = 4
"""Elements that an element can be the last of, for what follows it to be looked at."""

_HIDDEN_NAMES: Final = frozenset(
    ["hidden", "d-none", "is-hidden", "display-none", "u-hidden", "ng-hide", "uk-hidden", "w-hidden", "hide-me"]
)
"""Classes that hide an element on all screens."""

_SHOWING: Final = re.compile(
    r"(?:^|[\s:])(?:[\w-]+:)(?:block|flex|grid|inline|table|contents|visible)|\bd-\w+-(?:block|flex|grid|inline|table)"
)
"""Classes that show on some screens what is hidden on others."""

HIDING: Final[frozenset[Unseen]] = frozenset({"hidden", "class", "reader", "dialog", "aria"})
"""Why a whole element may not be shown."""

HINTS: Final = re.compile(
    "dden|none|hide|vishid|sronly|sr-only|sr_only|rOnly|sr-text|srt|creen|ssist|11y|ccessib|ffscreen|ff-screen|aterial-"
    "|mat-icon|md-icon|google-m|editsection|edit-section|section-edit|editlink|edit-link|xternal|ew-tab|ew-window|ewtab"
    "|ewwindow|blank|opens|nvisible|vh|for-sr|skip-link-t"
)
"""What all these classes, and the name `hidden`, have in common: plain words alone are looked for fast."""

STYLE_HINTS: Final = re.compile("none|None|NONE|idden|IDDEN|clip|-9|-1")
"""The same for styles."""

_NO_STYLE: Final = str.maketrans("", "", " \t\n\r\f")
_HIDING_STYLES: Final = ("display:none", "visibility:hidden")
_CLIPPED: Final = re.compile(r"(?:^|;)(?:clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%\))")
_AWAY: Final = re.compile(r"(?:^|;)(?:left|top|text-indent):-\d{3,}")
"""Styles, without white space, that move text out of sight for all but screen readers."""


def names_of(attributes: dict[str, str | None]) -> str:
    """Return an element's class, id, role and itemprop values, and `hidden` if it is, as one string."""
    names = attributes.get("class") or ""
    if (names and len(attributes) == 1) or _NAMING.isdisjoint(attributes):
        return names
    for name in ("id", "role", "itemprop"):
        if name in attributes:
            names += " " + (attributes[name] or "")
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        names += " hidden"
    elif "style" in attributes:
        style = attributes["style"]
        if style and "none" in style and "display:none" in style.replace(" ", "").lower():
            names += " hidden"
    return names


def unseen(tag: str, attributes: Mapping[str, str | None]) -> Unseen:
    """Return why an element is not shown, "" if it is, going by its tag and attributes."""
    style = attributes.get("style")
    if style and STYLE_HINTS.search(style):
        style = style.translate(_NO_STYLE).lower()
        if any(hiding in style for hiding in _HIDING_STYLES):
            return "hidden"
        if _CLIPPED.search(style) or ("position:absolute" in style and _AWAY.search(style)):
            return "reader"
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "hidden"
    if tag == "dialog" and "open" not in attributes:
        return "dialog"
    names = attributes.get("class")
    if names and (why := _told_by_class(names)):
        return why
    return "aria" if attributes.get("aria-hidden") == "true" else ""


def _told_by_class(names: str) -> Unseen:
    words = names.lower().split()
    if not _READER_NAMES.isdisjoint(words) or _READER_CLASS.search(names):
        return "reader"
    if not _HIDDEN_NAMES.isdisjoint(words) and not _SHOWING.search(names):
        return "class"
    if _ICON_NAMES.search(names):
        return "icon"
    return "note" if _LINK_NOTES.search(names) else ""


def shown_instead(node: LexborNode, why: Unseen) -> str | None:
    """Return what is shown for an element of running text that `unseen` found; None if its own words are.

    That is nothing, or a space between words that it parts. Longer text and formulas that are hidden are shown by
    something.
    """
    text = _short_text(node)
    if text is None or not text or text.isspace() or not _shows_nothing(text, why):
        return None
    after = _next_char(node)
    if after in _CLOSING:
        return ""
    return " " if why == "aria" or text[0].isspace() or text[-1].isspace() or after.isalnum() else ""


def _shows_nothing(text: str, why: Unseen) -> bool:
    match why:
        case "aria":
            return all(char in _DECORATIONS or unicodedata.category(char) in _SYMBOLS for char in text)
        case "icon":
            return text.strip().replace("_", "").isalnum()
        case "note":
            return is_new_tab_note(text) or is_label(text)
    return len(text.split()) <= MAX_PHRASE_WORDS


def _next_char(node: LexborNode) -> str:
    """Return the first character of the text right after an element, "" if there is none or another element is."""
    following, outer = node.next, node.parent
    for _ in range(_NEXT_LEVELS):
        if following is not None or outer is None:
            break
        following, outer = outer.next, outer.parent
    return (following.text_content or "")[:1] if following is not None else ""


def is_new_tab_note(text: str) -> bool:
    """Tell whether a text says of a link that it opens in a new tab, or leads away, and nothing else."""
    return text.strip(_AROUND_NOTES).lower().replace("’", "'") in NEW_TAB


def _short_text(node: LexborNode) -> str | None:
    """Return the text of an element, None if it is long or holds a formula."""
    pieces: list[str] = []
    chars = 0
    for seen, inner in enumerate(node.traverse(include_text=True)):
        text = inner.text_content
        if text is not None:
            pieces.append(text)
            chars += len(text)
        if seen > MAX_PHRASE_NODES or chars > MAX_PHRASE_CHARS or inner.tag == "math":
            return None
    return "".join(pieces)
