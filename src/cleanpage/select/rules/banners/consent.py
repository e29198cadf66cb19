"""Banners that ask for consent, also where they are longer than the article.

A scored page comes in; which blocks are in such a banner goes out. It is told by what its words say together with its
names, its role or its buttons. What is about cookies (an article, a policy, a recipe) has none of these, or is what
the page's title names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Block
from cleanpage.select.rules.banners.boxes import LIKELY_SCORE, MAX_BUTTON_WORDS, PAGE_TAGS, add_up
from cleanpage.select.rules.rule import Case, Kept
from cleanpage.words.boilerplate import CONSENT_STEMS, YES_WORDS, asks_for_consent, cookie_words
from cleanpage.words.lexicon import cue_of_text

MAX_ASKING_WORDS: Final = 2_000
"""Words of a block that can be a banner's. Small letters of a page of one block would take twelve times its size."""

MIN_ASKING_SHARE: Final = 0.4
"""Share of a banner's words in blocks that speak of the site's cookies."""

SURE_SHARE: Final = 0.6
"""The same from which it needs neither a name nor a usual beginning."""

MIN_ASKING_WORDS: Final = 5
"""Words of the shortest line that asks; "Cookie policy" is a link of the footer."""

MIN_LEFT_WORDS: Final = 10
"""Likely words that must be left of the page."""

MIN_LEFT_OF_TOPIC: Final = 40
"""The same where the title is about cookies or privacy."""

_NAMES = re.compile(
    r"cookie|consent|gdpr|dsgvo|rgpd|lgpd|ccpa|onetrust|cybot|didomi|truste|trustarc|usercentrics|qc-cmp|(?<![a-z])cmp(?![a-z])"
    r"|borlabs|iubenda|cmplz|complianz|osano|klaro|termly|tarteaucitron|axeptio|eu-?popup|sliding-popup|cc-window|privacy",
    re.I,
)
"""Names of banners, and of the services that make them."""

_OVERLAYS = re.compile(
    r"dialog|modal|pop-?up|overlay|banner|notice|notification|toast|alert|sticky|snackbar|layer|message|(?<![a-z])bar(?![a-z])"
    r"|onetrust|cybot|didomi|usercentrics|qc-cmp|cmplz|borlabs|(?<![a-z])cmp(?![a-z])",
    re.I,
)
"""Names of what lies over a page; a policy in the text has none."""

_PRIVACY: Final = (
    "privacy",
    "privacid",
    "privatsph",
    "datenschutz",
    "confidentialit",
    "rgpd",
    "gdpr",
    "dsgvo",
    "consent",
    "prywatn",
    "soukrom",
    "adatvéd",
    "конфиденц",
    "конфіденц",
    "поверител",
    "gizlilik",
    "kişisel",
    "personvern",
    "integritet",
    "tietosuoja",
    "隐私",
    "隱私",
    "プライバシー",
    "개인정보",
    "الخصوصية",
    "פרטיות",
)
"""Parts of the titles of privacy policies."""


def are_banners(case: Case, _: Kept) -> list[bool]:
    """Return whether each block is in a banner that asks for consent."""
    measured = case.measured
    document = measured.document
    blocks, elements, words = document.blocks, document.elements, measured.words
    nothing = [False] * len(blocks)
    cookies = cookie_words(measured.language, document.markup.lang[:2].lower())
    has_own = len(cookies) > 1
    asks = [
        index
        for index, (block, count) in enumerate(zip(blocks, words, strict=True))
        if MIN_ASKING_WORDS <= count <= MAX_ASKING_WORDS
        and (has_own or "ookie" in block.text)
        and asks_for_consent(block.text.lower(), cookies)
    ]
    if not asks:
        return nothing
    title = document.markup.title.lower()
    is_topic = any(word in title for word in (*cookies, *_PRIVACY))
    parents, size = elements.parents, len(elements)
    said, asking, starts, buttons, likely = ([0] * size for _ in range(5))
    for index in asks:
        asking[blocks[index].element] += words[index]
        starts[blocks[index].element] += cue_of_text(blocks[index].text, 1) == "cookie"
    for block, count, score in zip(blocks, words, case.scores, strict=True):
        said[block.element] += count
        if score > LIKELY_SCORE:
            likely[block.element] += count
    add_up(parents, said, asking, starts, likely)
    # Buttons are looked for where there may be a banner only. Their words are neither for nor against one.
    inside = bytearray(size)
    for index, parent in enumerate(parents):
        may_be = elements.tags[index] not in PAGE_TAGS and 2 * asking[index] >= MIN_ASKING_SHARE * said[index] > 0
        inside[index] = may_be or (parent >= 0 and inside[parent])
    button_words = [0] * size
    for block, count in zip(blocks, words, strict=True):
        if inside[block.element] and count <= MAX_BUTTON_WORDS and _is_button(block, count, block.text.lower()):
            buttons[block.element] += 1
            button_words[block.element] += count
    add_up(parents, buttons, button_words)
    said = [count - less for count, less in zip(said, button_words, strict=True)]
    least = MIN_LEFT_OF_TOPIC if is_topic else MIN_LEFT_WORDS
    gone = bytearray(size)
    named, overlaid = bytearray(size), bytearray(size)
    for index, parent in enumerate(parents):
        if parent >= 0:
            gone[index] = gone[parent]
            named[index] = named[parent]
            overlaid[index] = overlaid[parent]
        names = elements.names[index]
        is_page = elements.tags[index] in PAGE_TAGS
        if is_page or gone[index] or not asking[index]:
            continue
        if names:
            named[index] |= _NAMES.search(names) is not None
            overlaid[index] |= _OVERLAYS.search(names) is not None
        is_asking = asking[index] >= MIN_ASKING_SHARE * said[index]
        if not is_asking or likely[0] - likely[index] < least:
            continue
        if is_topic:
            gone[index] = overlaid[index] and buttons[index] > 0
        else:
            is_sure = starts[index] > 0 or buttons[index] > 1 or asking[index] >= SURE_SHARE * said[index]
            has_mark = buttons[index] > 0 or overlaid[index]
            gone[index] = has_mark and (named[index] or is_sure)
    return [gone[block.element] > 0 for block in blocks]


def _is_button(block: Block, words: int, text: str) -> bool:
    """Return whether a block is a button or link with which one agrees, or closes the banner."""
    if block.kind != "control" and block.link_chars < len(text):
        return False
    return text in YES_WORDS or cue_of_text(text, words) == "cookie" or _has_any(text, CONSENT_STEMS)


def _has_any(text: str, stems: Sequence[str]) -> bool:
    return any(stem in text for stem in stems)
