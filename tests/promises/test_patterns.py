"""No pattern takes more than linear time, whatever it is run on.

The sources are read for every pattern, so that none is missed. From the parse tree of each, strings are made
that tempt it to try again and again: a part repeated, after what stands before it in the pattern, and at the
end something that fails. A pattern that is quadratic has to be declared in CAPPED, with the length of what it
is run on, and must be quick at that length.
"""

from __future__ import annotations

import ast
import functools
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Final, NamedTuple

import pytest
import regex

import cleanpage
from cleanpage.decode import misread
from cleanpage.explain import sorts
from cleanpage.formats.structure import footnotes
from cleanpage.metadata import image_credits
from cleanpage.metadata.dump import related_items
from cleanpage.words import counters, languages, names, plain_text, relative_times

parser: Any = re._parser  # type: ignore[attr-defined]
constants: Any = re._constants  # type: ignore[attr-defined]

SOURCE = Path(cleanpage.__file__).parent
SCREENED = 3_000
"""Characters of the attacks that are all tried: quadratic patterns take 8 ms and more, linear ones 1 or 2."""
SCREEN_SECONDS = 0.0025
"""Time from which an attack is looked at again, at LONGER times the length."""
LONGER = 8
MAX_GROWTH = 24.0
"""Times as long for LONGER times the length: 8 if linear, 64 if quadratic."""
FLOOR_SECONDS = 0.05
"""Time up to which no pattern is quadratic, whatever it took for less: the machine may have been busy."""
HANGS_SECONDS = 0.25
"""CPU time after which an attack is broken off."""
CAPPED_SECONDS = 0.1
"""Time that a quadratic pattern may take for an attack as long as what it is run on; the slowest takes 7 ms."""
ROUNDS = 2
"""Measurements of what looks slow, of which the least counts."""

CALLS = frozenset({"match", "search", "fullmatch", "split", "findall", "finditer", "sub", "subn"})
EVERYWHERE = CALLS - {"match", "fullmatch"}
"""Methods that try each place of a string."""


class Capped(NamedTuple):
    """Why a pattern may take quadratic time."""

    length: int
    """Characters of the longest string that it is run on."""
    why: str


CAPPED: Final[Mapping[str, Capped]] = {
    "words.agencies._PARTS": Capped(names.MAX_BYLINE_CHARS, "names, which are cut from bylines, and credits of a line"),
    "words.counters._BETWEEN": Capped(counters.MAX_LINE_CHARS, "lines that are no longer"),
    "metadata.headline._DIVIDER": Capped(plain_text.MAX_CHARS, "titles, which `plain` has cut"),
    "metadata.image_credits._CUT": Capped(image_credits.MAX_NOTE_CHARS, "the credit in a line that is no longer"),
    "words.names._ADDRESS": Capped(names.MAX_BYLINE_CHARS, "bylines, cut to it"),
    "words.names._CONJUNCTION": Capped(names.MAX_BYLINE_CHARS, "bylines, cut to it"),
    "words.names._DIVIDER": Capped(names.MAX_BYLINE_CHARS, "bylines, cut to it"),
    "words.names._PARTICLES": Capped(names.MAX_BYLINE_CHARS, "names, which are cut from bylines"),
    "words.names._SEGMENT": Capped(names.MAX_BYLINE_CHARS, "bylines, cut to it"),
    "words.names._DIVIDED": Capped(
        names.MAX_BYLINE_CHARS, "only matched where a date ends; the rest is searched for names"
    ),
    "formats.structure.footnotes._LABEL": Capped(footnotes.MAX_LABEL_CHARS, "the words of links that are no longer"),
    "metadata.dump.related_items._META": Capped(related_items.MAX_META_CHARS, "lines that are no longer"),
    "words.relative_times._DAY_AND_CLOCK": Capped(relative_times.MAX_CHARS, "texts that are no longer"),
    "explain.sorts._DIVIDER": Capped(sorts.MAX_NAMED_CHARS, "lines that are no longer"),
}
"""Patterns that may be quadratic, by "module.NAME"."""

MATCHED: Final = frozenset(
    {
        "metadata.html.markup.json_repair._ITEM_END",
        "metadata.html.markup.json_repair._MEMBER_END",
        "formats.markdown.escapes._FIRST_LINE",
        "formats.markdown.escapes._LATER_LINE",
    }
)
"""Patterns that are handed on, and run with `match` there."""

MADE: Final = frozenset(
    {
        "tokenize.html.source.raw_text._ENDS",
        "metadata.html.markup.json_repair._UNQUOTED",
        "words.languages._letters",
        "formats.markdown.escapes._compile_markup",
        "decode.misread._SCRIPT_END",
        "decode.misread._reading",
    }
)
"""Places that make several patterns of one. Those of `languages` match one letter, one of `misread._reading` is added
to the constants, and all others are constants."""


# --- the patterns of the package --------------------------------------------------------------------------


class Pattern(NamedTuple):
    """A pattern of the package and how it is run."""

    id: str
    compiled: re.Pattern[Any]
    calls: frozenset[str]


def module_names() -> list[str]:
    skipped = ("cleanpage.engines", "cleanpage.__main__")
    found = pkgutil.walk_packages([str(SOURCE)], "cleanpage.")
    return [name for name in ("cleanpage", *(it.name for it in found)) if not name.startswith(skipped)]


@functools.cache
def tree_of(module: str) -> ast.Module:
    path = SOURCE.joinpath(*module.split(".")[1:])
    return ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text())


def compiled_in(value: object) -> Iterator[re.Pattern[Any]]:
    """Yield the patterns in a module's constant, however deep they stand in it."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from compiled_in(part)
    elif isinstance(value, (tuple, list, frozenset)):
        for part in value:
            yield from compiled_in(part)
    elif (owner := getattr(value, "__self__", None)) is not None and not isinstance(value, type):
        yield from compiled_in(owner)  # `_matches = re.compile(...).match`


def loads_of(module: str, name: str) -> Iterator[str]:
    """Yield the method called at each place where a module uses one of its names, "" where it does anything else."""
    attributes: set[int] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
            attributes.add(id(node.value))
            yield node.attr
        elif isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            yield from [""] if id(node) not in attributes else []


@functools.cache
def imports() -> frozenset[tuple[str, str, str]]:
    """Return (module, name, the module that imports it) for each name that one module has from another."""
    found = set()
    for user in module_names():
        for node in ast.walk(tree_of(user)):
            if isinstance(node, ast.ImportFrom):
                found.update([(node.module or "", alias.name, user) for alias in node.names])
    return frozenset(found)


def calls_of(module: str, name: str) -> frozenset[str]:
    """Return the methods with which a pattern is run; all, if it is handed on."""
    users = [user for owner, imported, user in imports() if (owner, imported) == (module, name)]
    found = {call for user in (module, *users) for call in loads_of(user, name)} - {"pattern"}
    if f"{module.removeprefix('cleanpage.')}.{name}" in MATCHED:
        return frozenset({"match"})
    return CALLS if found - CALLS else frozenset(found)


def is_re(node: ast.AST, names: frozenset[str]) -> bool:
    """Tell whether this is a call such as `re.compile`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    return isinstance(owner, ast.Name) and owner.id in ("re", "regex") and node.func.attr in names


def hides_re(node: ast.AST) -> bool:
    """Tell whether an import gives `re` or what is in it another name, under which it would not be found."""
    if isinstance(node, ast.ImportFrom):
        return node.module in ("re", "regex")
    return isinstance(node, ast.Import) and any(it.name in ("re", "regex") and it.asname for it in node.names)


def evaluate(node: ast.expr, module: ModuleType) -> Any:
    """Return what an expression is in a module, None if it needs more than the module's names."""
    try:
        return eval(compile(ast.Expression(node), "", "eval"), {"re": re, "regex": regex, **vars(module)})
    except NameError:
        return None


def name_of(statement: ast.stmt) -> str:
    """Return the name that a statement of a module defines, "" if it is none."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return statement.name
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    return target.id if isinstance(target, ast.Name) else ""


def key(pattern: re.Pattern[Any]) -> tuple[object, int]:
    return pattern.pattern, pattern.flags


@functools.cache
def collect() -> tuple[list[Pattern], list[str]]:
    """Return the patterns of the package, and the places of the sources that make others."""
    found: list[Pattern] = []
    known: set[tuple[object, int]] = set()
    unknown: list[str] = []
    for name in module_names():
        module = importlib.import_module(name)
        short = name.removeprefix("cleanpage.")
        for variable, value in vars(module).items():
            for number, pattern in enumerate(compiled_in(value)):
                if key(pattern) not in known:
                    known.add(key(pattern))
                    suffix = f"[{number}]" if number else ""
                    found.append(Pattern(f"{short}.{variable}{suffix}", pattern, calls_of(name, variable)))
    statements = [(name, statement) for name in module_names() for statement in tree_of(name).body]
    for owner, statement in statements:
        module = importlib.import_module(owner)
        short = owner.removeprefix("cleanpage.")
        place = f"{short}.{name_of(statement)}"
        for node in ast.walk(statement):
            if hides_re(node):
                unknown.append(place)
            elif is_re(node, CALLS):
                assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                text = evaluate(node.args[0], module)
                if not isinstance(text, (str, bytes)):
                    unknown.append(place)
                else:
                    found.append(Pattern(f"{short}:{text!r}", re.compile(text), frozenset({node.func.attr})))
            elif is_re(node, frozenset({"compile"})):
                assert isinstance(node, ast.Call)
                made = evaluate(node, module)
                if made is None or key(made) not in known:
                    unknown.append(place)
    found.append(Pattern("decode.misread._reading", misread._reading("windows-1252").runs, CALLS))
    return found, unknown


# --- attacks ----------------------------------------------------------------------------------------------

SAMPLES: Final = "a1 -.,:;'\"\n\t<>/()[]{}=&#|\\%@+*_$!?éZЖ年·–\x00"
"""Characters tried for a class of characters."""
TAILS: Final = ("\x00", "\n")
"""What stands behind a repeated part, so that what should follow doesn't."""
MAX_ALPHABET = 24
"""Characters of a pattern that are tried for each of its repeats."""
REPEATS: Final = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)
LONG = 50
"""Repetitions from which a repeat is worth an attack."""
WAYS = 3
"""Strings that are tried for each part of a pattern."""


CLASSES: Final = (constants.IN, constants.NOT_LITERAL, constants.ANY)
NAMED: Final = (constants.LITERAL, constants.RANGE)
CATEGORIES: Final = {
    constants.CATEGORY_DIGIT: r"\d",
    constants.CATEGORY_NOT_DIGIT: r"\D",
    constants.CATEGORY_SPACE: r"\s",
    constants.CATEGORY_NOT_SPACE: r"\S",
    constants.CATEGORY_WORD: r"\w",
    constants.CATEGORY_NOT_WORD: r"\W",
}


class Attack(NamedTuple):
    """A string that grows by its middle."""

    before: str
    repeated: str
    tail: str

    def text(self, length: int) -> str:
        return self.before + self.repeated * (length // len(self.repeated)) + self.tail


def parts_of(kind: Any, value: Any) -> list[Any]:
    """Return the sequences of nodes inside a node of a parse tree."""
    if kind in REPEATS:
        return [value[2]]
    if kind is constants.SUBPATTERN:
        return [value[3]]
    if kind is constants.BRANCH:
        return list(value[1])
    if kind in (constants.ASSERT, constants.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is constants.ATOMIC_GROUP else []


def examples(nodes: Any) -> list[str]:
    """Return up to WAYS strings that match a sequence of nodes, or nearly."""
    texts = [""]
    for node in nodes:
        more = examples_of(*node)
        texts = [texts[way % len(texts)] + more[way % len(more)] for way in range(max(len(texts), len(more)))]
    return texts[:WAYS]


def examples_of(kind: Any, value: Any) -> list[str]:
    if kind is constants.LITERAL:
        return [chr(value)]
    if kind in CLASSES:
        return chars(class_of(kind, value))[:WAYS] or [""]
    if kind in REPEATS:
        return [text * max(value[0], 1) for text in examples(value[2])]
    if kind in (constants.ASSERT_NOT, constants.AT):
        return [""]
    if kind is constants.ASSERT:
        return [""] if value[0] < 0 else examples(value[1])
    return [text for part in parts_of(kind, value) for text in examples(part)] or [""]


def class_of(kind: Any, value: Any) -> list[Any]:
    """Return a node that matches one character as the members of a class."""
    if kind is constants.IN:
        return list(value)
    return [(constants.NEGATE, None), (constants.LITERAL, ord("\n") if kind is constants.ANY else value)]


def chars(members: Any) -> list[str]:
    """Return the characters of a class: those among SAMPLES, or where there are none, those that it names."""
    found = [char for char in SAMPLES if any(holds(char, *member) for member in members if member[1] is not None)]
    if members[0][0] is constants.NEGATE:
        return [char for char in SAMPLES if char not in found]
    named = [value if kind is constants.LITERAL else value[0] for kind, value in members if kind in NAMED]
    return found or [chr(value) for value in named]


def holds(char: str, kind: Any, value: Any) -> bool:
    """Tell whether a member of a class is this character."""
    if kind is constants.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is constants.CATEGORY:
        return bool(re.match(CATEGORIES[value], char))
    return kind is constants.LITERAL and value == ord(char)


def attacks_on(pattern: re.Pattern[Any]) -> Iterator[Attack]:
    """Yield attacks on a pattern: each part of it repeated that can be, and each start of it."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    alphabet = dict.fromkeys(char for text in _all_examples(tree) for char in text)
    seen = set()
    for before, repeated in _pairs(tree, "", "".join(alphabet)[:MAX_ALPHABET]):
        for tail in TAILS:
            attack = Attack(before, repeated, tail)
            if repeated and attack not in seen:
                seen.add(attack)
                yield attack


def _all_examples(nodes: Any) -> Iterator[str]:
    for node in nodes:
        yield from examples_of(*node)
        for part in parts_of(*node):
            yield from _all_examples(part)


def _pairs(nodes: Any, before: str, alphabet: str) -> Iterator[tuple[str, str]]:
    """Yield (what stands before, what is repeated) for a sequence of nodes and all within."""
    for index, (kind, value) in enumerate(nodes):
        start = before + examples(nodes[:index])[0]
        # The start of the pattern again and again: a search tries from each.
        for text in examples(nodes[: index + 1]):
            yield "", before + text
        if kind in REPEATS and value[1] > LONG:
            for text in examples(value[2]):
                yield start, text
            # What its neighbours match too.
            part = value[2][0] if len(value[2]) == 1 else (None, None)
            matched = set(chars(class_of(*part))) if part[0] in CLASSES else set(alphabet)
            for char in alphabet:
                if char in matched:
                    yield start, char
        for part in parts_of(kind, value):
            yield from _pairs(part, start, alphabet)


class Hang(Exception):
    """A pattern took more than HANGS_SECONDS."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hang


def seconds(run: Callable[[], object]) -> float:
    """Return the time of a call, HANGS_SECONDS if it was broken off.

    The clocks of the CPU tick every 4 ms on some machines, so they only tell when to break off.
    """
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS_SECONDS)
    start = time.perf_counter()
    try:
        run()
        return time.perf_counter() - start
    except Hang:
        return HANGS_SECONDS
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def runs(pattern: Pattern) -> list[str]:
    """Return the methods that stand for those with which a pattern is run."""
    return [name for name, used in (("finditer", EVERYWHERE), ("match", {"match"}), ("fullmatch", {"fullmatch"}))
            if pattern.calls & used]  # fmt: skip


def time_of(pattern: Pattern, run: str, attack: Attack, length: int) -> float:
    text = attack.text(length)
    dump = text.encode("latin-1", "replace") if isinstance(pattern.compiled.pattern, bytes) else text
    method = getattr(pattern.compiled, run)
    if run == "finditer":
        return seconds(lambda: [None for _ in method(dump)])
    return seconds(lambda: method(dump))


def find_slow(pattern: Pattern) -> Iterator[str]:
    """Yield what isn't linear: the method and the attack."""
    for run in runs(pattern):
        for attack in attacks_on(pattern.compiled):
            # What else the machine does only adds time: what looks slow at first is measured again.
            if _looks_slow(pattern, run, attack, 1) and _looks_slow(pattern, run, attack, ROUNDS):
                yield f"{run} on {attack}"


def _looks_slow(pattern: Pattern, run: str, attack: Attack, rounds: int) -> bool:
    short = least(pattern, run, attack, SCREENED, rounds)
    if not SCREEN_SECONDS <= short < HANGS_SECONDS:
        return short >= HANGS_SECONDS
    long = least(pattern, run, attack, LONGER * SCREENED, rounds)
    return long >= HANGS_SECONDS or long > max(FLOOR_SECONDS, MAX_GROWTH * short)


def least(pattern: Pattern, run: str, attack: Attack, length: int, rounds: int) -> float:
    return min(time_of(pattern, run, attack, length) for _ in range(rounds))


PATTERNS, OTHERS = collect()


def test_every_pattern_of_the_sources_is_known() -> None:
    assert len(PATTERNS) > 200
    assert set(OTHERS) == MADE


def test_patterns_that_are_no_constants_match_one_letter() -> None:
    assert not any(
        set(pattern) & set("*+?{,") for pattern in re.split(r"\\p\{\w+=\w+\}", "".join(languages._SCRIPTS.values()))
    )


def test_what_is_declared_is_there() -> None:
    assert {*CAPPED, *MATCHED} <= {pattern.id for pattern in PATTERNS}


@pytest.mark.parametrize("pattern", [pytest.param(it, id=it.id) for it in PATTERNS if it.id not in CAPPED])
def test_linear(pattern: Pattern) -> None:
    assert next(find_slow(pattern), None) is None


@pytest.mark.parametrize("pattern", [pytest.param(it, id=it.id) for it in PATTERNS if it.id in CAPPED])
def test_quick_on_the_longest_that_it_is_run_on(pattern: Pattern) -> None:
    length = CAPPED[pattern.id].length
    slow = [
        attack
        for run in runs(pattern)
        for attack in attacks_on(pattern.compiled)
        if time_of(pattern, run, attack, length) > CAPPED_SECONDS
        and least(pattern, run, attack, length, ROUNDS) > CAPPED_SECONDS
    ]
    assert not slow


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        pytest.param(r"(a+)+b", True, id="exponential"),
        pytest.param(r"\s*,", True, id="quadratic-from-each-place"),
        pytest.param(r"x\w*\d*\Z", True, id="quadratic-from-one-place"),
        pytest.param(r"<!--.*?-->", True, id="no-end"),
        pytest.param(r"(?:a|aa)+b", True, id="ways-to-divide"),
        pytest.param(r"\s?,|[^\W\d]+x?", False, id="linear"),
        pytest.param(r"(?<!\s)\s*+,", False, id="possessive"),
    ],
)
def test_what_is_slow_is_found(pattern: str, slow: bool) -> None:
    found = next(find_slow(Pattern("", re.compile(pattern), CALLS)), None)
    assert (found is not None) == slow
