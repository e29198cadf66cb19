"""Say which of a line's own words, or what of its shape, speaks most for or against it.

A line of a text dump and what was measured on it go in; a phrase comes out. The tokens are read
again: only their sum was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cleanpage.explain.feature_phrases import cue_in_words
from cleanpage.measure import shape_tokens, word_tokens

MAX_SHOWN_CHARS: Final = 30
"""Characters of a word that are shown."""

_SHAPE: Final = ("last_char", "first_char", "title_share", "upper_share", "digit_share")
_PLACES: Final = {"^ ": "begins with", "$ ": "ends with", "= ": "is"}


def line_words(text: str, values: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """Return the token that weighs most on the side of the line's log-odds, in words.

    `values` are the line's features by name, `weights` those of the tokens.
    """
    odds, count, cue = values["line_odds"], int(values["words"]), int(values["line_cue"])
    shape = next(shape_tokens([count], {name: [values[name]] for name in _SHAPE}, [cue]))
    side = 1 if odds > 0 else -1
    strongest = max([*word_tokens(text.lower().split()), *shape], key=lambda token: side * weights.get(token, 0.0))
    return f"{_in_words(strongest, cue, count)}: its words and shape weigh {odds:+.1f}"


def _in_words(token: str, cue: int, count: int) -> str:
    if token.startswith("#C "):
        return f"worded like {cue_in_words(cue)}" if cue else "worded like no boilerplate"
    if token.startswith(("#S ", "#D ")):
        return f"a line of {count} word{'' if count == 1 else 's'}"
    place = _PLACES.get(token[:2])
    word = token[2:] if place else token
    shown = "".join([char if char.isprintable() and char not in "“”;" else "?" for char in word[:MAX_SHOWN_CHARS]])
    return f"{place or 'says'} “{shown}{'…' if len(word) > MAX_SHOWN_CHARS else ''}”"
