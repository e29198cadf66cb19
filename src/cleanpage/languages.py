"""Tell the script and the language of a text from its letters and its stop words.

Text goes in; an ISO 639-1 code or a script name goes out. It is a small judge for whole
pages, made to agree with itself block by block, and no replacement for a language
identifier: fifty languages, and "" where the words do not tell.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Final

from cleanpage.data import read_data

SAMPLE_WORDS: Final = 400
"""Word tokens looked at to find a page's language; more do not change the answer."""

SHARE_CHARS: Final = 200
"""Characters of a block that tell its script."""

MIN_STOPWORD_SHARE: Final = 0.05
"""Share of stop words under which a sample is not said to be in any language. English prose has
0.4, agglutinating languages 0.07 to 0.15."""

_SCRIPTS: Final = (
    ("cyrillic", "\u0400-\u052f"),
    ("han", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"),
    ("kana", "\u3040-\u30ff"),
    ("hangul", "\uac00-\ud7a3\u1100-\u11ff"),
    ("arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
    ("greek", "\u0370-\u03ff\u1f00-\u1fff"),
    ("hebrew", "\u0590-\u05ff"),
    ("devanagari", "\u0900-\u097f"),
    ("bengali", "\u0980-\u09ff"),
    ("tamil", "\u0b80-\u0bff"),
    ("telugu", "\u0c00-\u0c7f"),
    ("thai", "\u0e00-\u0e7f"),
    ("georgian", "\u10a0-\u10ff"),
    ("armenian", "\u0530-\u058f"),
)
_LATIN = re.compile("[A-Za-z]")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A character of a script that puts no space between words: Thai, Lao, Burmese, Khmer, kana, Han."""

_SCRIPT_LANGUAGES: Final = MappingProxyType(
    {
        "kana": "ja",
        "han": "zh",
        "hangul": "ko",
        "thai": "th",
        "greek": "el",
        "hebrew": "he",
        "bengali": "bn",
        "tamil": "ta",
        "telugu": "te",
        "georgian": "ka",
        "armenian": "hy",
    }
)
"""Scripts that settle the language alone (of those told apart here)."""


@cache
def _letters() -> Mapping[str, re.Pattern[str]]:
    """Return a pattern for one letter of each script but Latin; compiled when first needed, to import fast."""
    return MappingProxyType({name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS})


@cache
def stopwords() -> Mapping[str, frozenset[str]]:
    """Return each language's stop words, in lower case."""
    lists = json.loads(read_data("stopwords.json"))
    return MappingProxyType({language: frozenset(words) for language, words in lists.items()})


@cache
def _languages_of_word() -> Mapping[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = {}
    for language, words in stopwords().items():
        for word in words:
            languages.setdefault(word, []).append(language)
    return MappingProxyType({word: tuple(found) for word, found in languages.items()})


def script_of(text: str) -> str:
    """Return the script of most letters ("latin", "cyrillic", "han"…); "" without letters.

    Text with three quarters of ASCII is taken for Latin without a count. Japanese mixes
    scripts: text with more than a tenth of kana is "kana".
    """
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if foreign * 4 < len(text):
        return "latin" if _LATIN.search(text) else ""
    counts = {name: len(letters.findall(text)) for name, letters in _letters().items()}
    counts["latin"] = len(_LATIN.findall(text))
    total = sum(counts.values())
    if not total:
        return ""
    if counts["kana"] * 10 > counts["kana"] + counts["han"]:
        counts["kana"] += counts["han"]
    return max(counts, key=lambda name: counts[name])


def script_share(text: str, script: str) -> float:
    """Return the share of a text's letters that are in a script that `script_of` names, 0.0 to 1.0.

    Looks at the first SHARE_CHARS characters; 0.0 without letters.
    """
    if text.isascii():
        return 1.0 if script == "latin" else 0.0
    text = text[:SHARE_CHARS]
    if script == "latin":
        return len(text.encode("ascii", "ignore")) / len(text)
    letters = UNSPACED if script == "kana" else _letters().get(script, _LATIN)
    found = sum(map(str.isalpha, text))
    return len(letters.findall(text)) / found if found else 0.0


def language_of(words: Iterable[str], script: str) -> str:
    """Return the ISO 639-1 code of the language whose stop words are most among lower-case words.

    The script decides alone where it can; "" means that too few are stop words of any
    language.
    """
    settled = _SCRIPT_LANGUAGES.get(script)
    if settled:
        return settled
    index = _languages_of_word()
    votes: dict[str, int] = {}
    count = 0
    for word, times in Counter(islice(words, SAMPLE_WORDS)).items():
        count += times
        for language in index.get(word, ()):
            votes[language] = votes.get(language, 0) + times
    if not votes:
        return ""
    best = min(votes, key=lambda language: (-votes[language], language))
    return best if votes[best] >= MIN_STOPWORD_SHARE * count else ""
