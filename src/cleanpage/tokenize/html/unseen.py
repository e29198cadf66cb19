"""Tell what a reader of the page does not see, by the attributes of an element.

An element's attributes come in; why it isn't shown goes out. Style sheets are not read: classes speak by the names
that frameworks give to them. What is hidden can still be the article: that is decided where scores are known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborNode

from cleanpage.blocks import Unseen

_READER_NAMES: Final = frozenset(
    (
        "sr-only sr_only sronly sr-text srt visually-hidden visuallyhidden visually_hidden visualhide visually-hide "
        "visuallyhide screen-reader-text screen-reader-only screen-reader screenreader screenreader-only "
        "screenreader-text screenreadertext screenreaderonly screenreaderstext screen-readers-only screen-reader-content "
        "for-screen-readers show-for-sr hide-visually hidden-visually is-visually-hidden is-sr-only is-vishidden vishidden "
        "vis-hidden vh a11y-hidden a11y-hide a11y-text a11y-only a11y-visually-hidden accessibly-hidden "
        "accessible-hidden accessibility-hidden accessibility-text accessible-hide accessible-text assistive-text "
        "assistive assistivetext element-invisible element-hidden u-visually-hidden u-hidden-visually u-hiddenvisually "
        "u-visuallyhidden u-screenreader u-sr-only u-srt u-vh u-screen-reader-text usa-sr-only govuk-visually-hidden "
        "nhsuk-u-visually-hidden slds-assistive-text cdk-visually-hidden mw-sr-only pf-u-screen-reader elementor-screen-only "
        "a-offscreen off-screen-text offscreen-text visually-hidden-focusable sr-only-focusable screen-only-hidden "
        "ui-helper-hidden-accessible skip-link-text bx--visually-hidden hiddenvisually wp-visually-hidden"
    ).split()
)
"""Classes of text that is read aloud and not shown, in lower case."""

_READER_HINTS: Final = re.compile(r"(?:visually-?hidden|screen-?reader|sr-?only)", re.I)
"""What such classes have in common; names that build tools make have it too ("VisuallyHidden_root__x1")."""

_READER_CLASS: Final = re.compile(
    r"(?<![^\W_])(?:visually[-_]?hidden|screen[-_]?readers?(?:[-_]?(?:only|text))?|sr[-_]only)(?![^\W_])", re.I
)

_HIDDEN_NAMES: Final = frozenset("d-none is-hidden display-none u-hidden ng-hide uk-hidden w-hidden hide-me".split())
"""Classes that hide an element on all screens."""

_SHOWING: Final = re.compile(r"(?:^|[\s:])(?:[\w-]+:)(?:block|flex|grid|inline|table|contents|visible)|\bd-\w+-(?:block|flex|grid|inline|table)")
"""Classes that show on some screens what is hidden on others."""

_NO_STYLE: Final = str.maketrans("", "", " \t\n\r\f")
_HIDING_STYLES: Final = ("display:none", "visibility:hidden")
_CLIPPED: Final = re.compile(
    r"(?:^|;)(?:clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%\))"
)
_AWAY: Final = re.compile(r"(?:^|;)(?:left|top|text-indent):-\d{3,}")
"""Styles, without white space, that move text out of sight for all but screen readers."""


def unseen(tag: str, attributes: Mapping[str, str | None], names: str) -> Unseen:
    """Return why an element is not shown, "" if it is, going by its tag and attributes; `names` are those of it."""
    style = attributes.get("style")
    if style and ("none" in style or "hidden" in style or ":" in style):
        style = style.translate(_NO_STYLE).lower()
        if any(hiding in style for hiding in _HIDING_STYLES):
            return "hidden"
        if _CLIPPED.search(style) or ("position:absolute" in style and _AWAY.search(style)):
            return "reader"
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "hidden"
    if tag == "dialog" and "open" not in attributes:
        return "dialog"
    words = names.lower().split()
    if not _READER_NAMES.isdisjoint(words) or (_READER_HINTS.search(names) and _READER_CLASS.search(names)):
        return "reader"
    if not _HIDDEN_NAMES.isdisjoint(words) or "hidden" in (attributes.get("class") or "").split():
        return "" if _SHOWING.search(names) else "class"
    if attributes.get("aria-hidden") == "true":
        return "aria"
    return ""
