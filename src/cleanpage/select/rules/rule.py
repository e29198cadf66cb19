"""What a rule is, and the page as rules see it.

A rule finds blocks by what they are a part of, which the scores know too little about: a comment is a text by itself
and scores like one. Each takes time linear in the size of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeVar, cast

from cleanpage.blocks import Measured, Overrule, Restore, Scored

Kept = tuple[bool, ...]
"""Whether each block of a page is kept."""

Scope = Literal["page", "html", "dump", "article", "dump article"]
"""Where a rule holds: on every page, in HTML, in text dumps; in HTML that declares an article, in a dump that is one.
In a forum thread, below a question and in a list, comments and captions are the page."""

Option = Literal["comments", "captions"]
"""An option that keeps what rules drop otherwise."""

Whole = Literal["table", "list", "quote", "post", "heading"]
"""What is kept or dropped whole."""

Answer = TypeVar("Answer")

ONE_ARTICLE_SCORE: Final = 0.9
ONE_ARTICLE_SHARE: Final = 0.4
"""Share of the expected content that scores at least ONE_ARTICLE_SCORE, from which a text dump is one article. Of the
mixed kinds of page in wcxb-dev 40 % pass, of news 85 %; mean score, length of lines and dates tell them apart no
better."""


class Case:
    """A scored page, and what is asked for."""

    def __init__(self, scored: Scored, *, comments: bool = False, captions: bool = False) -> None:
        self.measured: Measured = scored.measured
        self.scores = scored.scores
        self.comments = comments
        """Whether comments are asked for."""
        self.captions = captions
        self._answers: dict[Callable[[Case], Any], Any] = {}

    def holds(self, scope: Scope) -> bool:
        """Return whether this page is one that a rule holds for."""
        is_dump = self.measured.document.format == "text"
        match scope:
            case "page":
                return True
            case "html":
                return not is_dump
            case "dump":
                return is_dump
            case "article":
                return self.measured.declares_article and not is_dump
            case "dump article":
                return is_dump and self.once(is_one_article)

    def asks_for(self, option: Option) -> bool:
        """Return whether an option is set."""
        return self.comments if option == "comments" else self.captions

    def once(self, find: Callable[[Case], Answer]) -> Answer:
        """Return what a function says of this page, which is worked out once."""
        if find not in self._answers:
            self._answers[find] = find(self)
        return cast(Answer, self._answers[find])


def is_one_article(case: Case) -> bool:
    """Return whether most of what is likely content is surely so."""
    expected = [score * words for score, words in zip(case.scores, case.measured.words, strict=True)]
    sure = sum([part for part, score in zip(expected, case.scores, strict=True) if score >= ONE_ARTICLE_SCORE])
    return 0 < sure >= ONE_ARTICLE_SHARE * sum(expected)


class Rule(NamedTuple):
    """Drops blocks although their score passes the cut."""

    name: Overrule
    scope: Scope
    """Where it holds."""
    find: Callable[[Case, Kept], Sequence[bool]]
    """Returns whether each block is one of those that it drops, kept or not."""
    max_share: float = 1.0
    """Share of the kept words that they must not reach, or nothing is dropped: there they are the page."""
    unless: Option | None = None
    """The option with which it does not hold."""
    spares_asked: bool = False
    """Whether it leaves comments and captions alone that are asked for."""


class Addition(NamedTuple):
    """Keeps blocks that an option asks for, whatever their score."""

    option: Option
    find: Callable[[Case, Kept], Kept]
    """Returns the decision with them."""


class Restoration(NamedTuple):
    """Keeps a block after all rules although its score doesn't pass the cut."""

    name: Restore
    scope: Scope
    find: Callable[[Case, Kept, Container[int]], int]
    """Returns its index, -1 for none; it is none of those that rules dropped."""


class Unit(NamedTuple):
    """Keeps or drops things whole, after all rules."""

    name: Whole
    """Why a block is dropped or kept with the rest."""
    scope: Scope
    find: Callable[[Case, Kept], Kept]
    """Returns the decision with whole things."""
