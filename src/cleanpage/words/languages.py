"""Tell the script and the language of a text from its letters and its stop words.

Text goes in; an ISO 639-1 code or a script name goes out. It is a small judge for whole
pages, made to agree with itself block by block, and no replacement for a language
identifier: some eighty languages, and "" where the words do not tell.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Final

from cleanpage.data import read_data

SAMPLE_WORDS: Final = 400
"""Word tokens looked at to find a page's language; more do not change the answer."""

SHARE_CHARS: Final = 200
"""Characters of a block that tell its script."""

MIN_STOPWORDS: Final = 3
"""Stop words under which a sample is not said to be in any language: "log in" is none in particular."""

MIN_STOPWORD_SHARE: Final = 0.05
"""Share of stop words under which a sample is not said to be in any language. English prose has
0.4, agglutinating languages 0.07 to 0.15."""

_SCRIPTS: Final = MappingProxyType(
    {
        "latin": r"\p{Script=Latin}",
        "cyrillic": r"\p{Script=Cyrillic}",
        "kana": r"[\p{Script=Hiragana}\p{Script=Katakana}]",
    }
    | {
        name: rf"\p{{Script={name}}}"
        for name in (
            "han", "hangul", "arabic", "greek", "hebrew", "devanagari", "bengali", "gurmukhi", "gujarati", "tamil",
            "telugu", "kannada", "malayalam", "sinhala", "thai", "lao", "khmer", "myanmar", "georgian", "armenian",
            "ethiopic",
        )
    }
)  # fmt: skip
"""Patterns for one letter of each script that is told apart, by the name that `script_of` gives it."""
_ASCII_LETTER = re.compile("[A-Za-z]")
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
        "gurmukhi": "pa",
        "gujarati": "gu",
        "kannada": "kn",
        "malayalam": "ml",
        "sinhala": "si",
        "lao": "lo",
        "khmer": "km",
        "myanmar": "my",
        "ethiopic": "am",
        "tamil": "ta",
        "telugu": "te",
        "georgian": "ka",
        "armenian": "hy",
    }
)
"""Scripts that settle the language alone (of those told apart here)."""


@cache
def _letters() -> Mapping[str, Callable[[str], object]]:
    """Return for each script a function that tells whether a text begins with one of its letters.

    `regex` knows the scripts of Unicode, which `re` does not; pages in Latin script never load it.
    """
    import regex

    return MappingProxyType({name: regex.compile(pattern).match for name, pattern in _SCRIPTS.items()})


def _letter_counts(text: str) -> dict[str, int]:
    """Return how many letters of a text are in each script that occurs in it."""
    counts: dict[str, int] = {}
    for char, count in Counter(text).items():
        if char.isalpha():
            script = next((name for name, is_letter in _letters().items() if is_letter(char)), "")
            counts[script] = counts.get(script, 0) + count
    return counts


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
        return "latin" if _ASCII_LETTER.search(text) else ""
    counts = _letter_counts(text)
    if not counts:
        return ""
    kana, han = counts.get("kana", 0), counts.get("han", 0)
    if kana * 10 > kana + han:
        counts["kana"] = kana + han
        counts["han"] = 0
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
    counts = _letter_counts(text)
    own = counts.get(script, 0) + (counts.get("han", 0) if script == "kana" else 0)
    return own / (sum(counts.values()) or 1)


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
    sample = Counter(islice(words, SAMPLE_WORDS))
    for word in sample.keys() & index.keys():
        times = sample[word]
        for language in index[word]:
            votes[language] = votes.get(language, 0) + times
    if not votes:
        return ""
    best = min(votes, key=lambda language: (-votes[language], language))
    return best if votes[best] >= max(MIN_STOPWORDS, MIN_STOPWORD_SHARE * sample.total()) else ""
