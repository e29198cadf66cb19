r"""The CSS selectors that a caller may pass: what they ask of an element, and of those around and before it.

A selector goes in and its alternatives come out, each a row of steps from the outermost element inwards. Only such
selectors are taken as can be matched in time linear in the page, which `tokenize.html.asked` does: tags, `*`, classes,
identifiers, attributes, `:not()`, `:first-child` and `:last-child`, and what joins them (white space, `>`, `+`, `~`).
The parser's own engine tries the elements around one again and again, and counts siblings: with `:nth-child(3)` a page
of 400 kB takes three minutes.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, cast

MAX_SELECTORS: Final = 100
MAX_SELECTOR_CHARS: Final = 500
"""What a caller may pass; lists of rules for a site have a dozen short ones. Time is linear in both."""

Joint = Literal[" ", ">", "+", "~"]
"""How an element stands to that of the step before: within it, its child, right after it, somewhere after it."""

_NAME: Final = r"(?:--|-?(?:[^\W\d]|\\[^\W\d_a-fA-F]|\\[^\w\s]))(?:[\w-]|\\[^\W\d_a-fA-F]|\\[^\w\s])*+"
_SIMPLE: Final = (
    rf"[.#]{_NAME}"
    rf"|\[\s*+{_NAME}\s*+(?:[~|^$*]?=\s*+(?:{_NAME}|\"[^\"\\\n]*+\"|'[^'\\\n]*+')\s*+(?:[iI]\s*+)?)?\]"
    r"|:(?:first|last)-child(?![\w-])"
)
_PLAIN: Final = rf"(?:(?:{_NAME}|\*)(?:{_SIMPLE})*+|(?:{_SIMPLE})++)"
_NOT: Final = rf":not\(\s*+{_PLAIN}\s*+(?:,\s*+{_PLAIN}\s*+)*+\)"
_STEP: Final = re.compile(rf"(?:(?:{_NAME}|\*)(?:{_SIMPLE}|{_NOT})*+|(?:{_SIMPLE}|{_NOT})++)")
_JOINT: Final = re.compile(r"\s*+([>+~,])\s*+|\s++")


class Step(NamedTuple):
    """What is asked of one element."""

    joint: Joint
    """How it stands to the element of the step before; " " for the first, which stands anywhere in the page."""
    compound: str
    """A selector of this element alone: "div.post[data-id]"."""


def parse_selector(selector: str) -> tuple[tuple[Step, ...], ...]:
    """Return the alternatives of a selector.

    >>> parse_selector("nav, main > p.lead")
    ((Step(joint=' ', compound='nav'),), (Step(joint=' ', compound='main'), Step(joint='>', compound='p.lead')))

    Raises:
        ValueError: it is none, or none that is taken; what is said of it goes on after "is not possible; ".
    """
    selector = selector.strip()
    if not selector:
        raise ValueError("pass a CSS selector that is not empty")
    if len(selector) > MAX_SELECTOR_CHARS:
        raise ValueError(f"pass selectors of at most {MAX_SELECTOR_CHARS} characters")
    if not "".join(selector.split()).isprintable():
        raise ValueError("pass a CSS selector without control characters and the like")
    alternatives: list[tuple[Step, ...]] = []
    steps: list[Step] = []
    joint: Joint = " "
    at = 0
    while True:
        step = _STEP.match(selector, at)
        if step is None:
            raise ValueError(_fault(selector, at))
        steps.append(Step(joint, step[0]))
        at = step.end()
        if at == len(selector):
            break
        joined = _JOINT.match(selector, at)
        if joined is None:
            raise ValueError(_fault(selector, at))
        joint = cast(Joint, joined[1] or " ")
        if joined[1] == ",":
            alternatives.append(tuple(steps))
            steps, joint = [], " "
        at = joined.end()
    alternatives.append(tuple(steps))
    return tuple(alternatives)


def _fault(selector: str, at: int) -> str:
    where = f"it can't be read from {selector[at:][:20]!r} on" if at < len(selector) else "its end is missing"
    return (
        f"{where}; pass a CSS selector of tags, classes, identifiers, attributes, :not(), :first-child and "
        ':last-child, joined by white space, ">", "+", "~" or ","'
    )
