"""Walk over JSON-LD with the way to every value at hand.

The text of scripts comes in; `Place`s go out: a value, and the keys and positions that lead
to it. Paths are written out only when somebody asks for one. What the values mean is not
known here. Nothing recurses, whatever the scripts hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from cleanpage.metadata.evidence import Value

MAX_NODES: Final = 20_000
"""Objects and lists that are walked over per page; a page that describes a whole shop has some thousands."""

MAX_VALUES: Final = 50
"""Items of a list that are read, and values of a field; papers in physics have thousands of authors."""

MAX_STEP_CHARS: Final = 80
"""Characters of a key in a path; addresses are used as keys too."""

MAX_STEPS: Final = 40
"""Steps of a path that are written out; pages have under ten, and 5,000 brackets are a prank."""


class Place(NamedTuple):
    """A value of the JSON-LD, and the way to it."""

    value: Any
    outer: Place | None
    step: str
    """From the outer value to this one: ".name" or "[0]"; for the outermost, "json-ld [0]"."""

    def inner(self, name: str) -> Place:
        """Return what an object has under a key; None if it has not."""
        return Place(self.value.get(name), self, "." + name)

    def items(self) -> Iterator[Place]:
        """Yield the first items of a list, or the value itself if it is none."""
        if isinstance(self.value, list):
            for number, one in enumerate(self.value[:MAX_VALUES]):
                yield Place(one, self, f"[{number}]")
        else:
            yield self

    def path(self) -> str:
        """Return the way from the script to here."""
        steps = []
        place: Place | None = self
        while place is not None:
            step = place.step[:MAX_STEP_CHARS]
            # Keys may hold anything, lone surrogates too; a path is to be printed.
            steps.append(step if step.isprintable() else ascii(step)[1:-1])
            place = place.outer
        if len(steps) > MAX_STEPS:
            steps[MAX_STEPS // 2 : -MAX_STEPS // 2] = ["…"]
        return "".join(reversed(steps))


def read_places(scripts: Sequence[str]) -> list[Place]:
    """Return the values of scripts, broken or not; several in one script count as a list."""
    return [
        Place(value, None, f"json-ld [{number}]") for number, script in enumerate(scripts) for value in _parse(script)
    ]


def walk(roots: list[Place], inside: tuple[str, ...] | None = None) -> Iterator[Place]:
    """Yield every object in document order, at most MAX_NODES; only below the keys `inside` if given."""
    stack = roots[::-1]
    for _ in range(MAX_NODES):
        if not stack:
            return
        place = stack.pop()
        value = place.value
        if isinstance(value, list):
            stack.extend(
                Place(value[number], place, f"[{number}]")
                for number in range(min(len(value), MAX_NODES) - 1, -1, -1)
                if isinstance(value[number], (dict, list))
            )
        elif isinstance(value, dict):
            yield place
            names = list(value)[:MAX_NODES] if inside is None else [name for name in inside if name in value]
            stack.extend(place.inner(name) for name in reversed(names) if isinstance(value[name], (dict, list)))


def distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return the first values, each text once."""
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault(value.text, value)
        if len(found) >= MAX_VALUES:
            break
    return tuple(found.values())


def _parse(script: str) -> list[Any]:
    """Return the JSON values of a script; what a broken one still shows."""
    if not script or script.isspace():
        return []
    try:
        value = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, (dict, list)):
        return [value]
    # Its patterns take longer to compile than a page to read, and few scripts are broken.
    from cleanpage.metadata.html.markup.json_repair import read_json

    values = read_json(script)
    return values if len(values) < 2 else [values]
