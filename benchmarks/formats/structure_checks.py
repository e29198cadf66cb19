"""Check what an answer shows of a case: one small function for each kind of check, by the name it has in the cases.

A check says what matters (these cells in these rows, this code to the letter) and leaves open how it is written. Text
without any markup passes those that text can show: words, lines, cells of a row on one line, code, items with
bullets, formulas as TeX; headings, links, pictures, emphasis and the language of code it can't.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote

from benchmarks.formats.structure_reading import ListItem, Reading, read_code, read_items, read_tables, tidy, trim_code

REACHED: Final = "="
"""A place in an expected table that a cell to the left or above reaches into."""
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_IDLE_TEX: Final = re.compile(
    r"\\(?:left|right|[bB]ig+[lr]?|displaystyle|textstyle|limits|nolimits|mathrm|mathit|mathop|operatorname|text|thinspace"
    r"|quad|qquad)(?![A-Za-z])|\\[,;:!> ]|\s+|~"
)
"""What changes the look of a formula only."""
_SAME_TEX: Final = MappingProxyType(
    {"\\lt": "<", "\\gt": ">", "&lt;": "<", "&gt;": ">", "&amp;": "&", "\\ne ": "\\neq ", "\\dots": "\\ldots"}
)
_GROUP: Final = r"[^{}]|\{(?:[^{}]|\{[^{}]*\})*\}"
_LOOSE_BRACES: Final = re.compile(rf"\{{(\\[A-Za-z]+|[^\\{{}}]|)\}}|(?<![A-Za-z0-9\]}}^_])\{{((?:{_GROUP})*)\}}")
"""Braces around one sign, and those that no command, index or power stands before."""

# ------------------------------------------------------------------ words


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _present(reading: Reading, expected: Sequence[str | list[str]]) -> bool:
    return all(any(tidy(way) in reading.text for way in _ways(phrase)) for phrase in expected)


def _absent(reading: Reading, expected: Sequence[str]) -> bool:
    return not any(phrase in reading.text for phrase in expected)


def _once(reading: Reading, expected: Sequence[str]) -> bool:
    return all(reading.text.count(phrase) == 1 for phrase in expected)


def _in_order(reading: Reading, expected: Sequence[str]) -> bool:
    return re.search(r".*?\b".join([re.escape(phrase) for phrase in expected]), reading.text) is not None


def _lines(reading: Reading, expected: Sequence[str]) -> bool:
    return _is_within(expected, _texts_of_lines(reading))


def _texts_of_lines(reading: Reading) -> Iterable[str]:
    return [line.text if reading.tree is not None else line.text.removeprefix("• ") for line in reading.lines]


def _in_item(reading: Reading, expected: Sequence[str]) -> bool:
    return all(any(line.text == text and "li" in line.path for line in reading.lines) for text in expected)


def _raised(reading: Reading, expected: Sequence[tuple[str, str]]) -> bool:
    return all(
        re.search(rf"{re.escape(base)}(?:\s*\^[{{(]?{power}|{power.translate(_RAISED)})", reading.marked)
        for base, power in expected
    )


def _marks(reading: Reading, expected: Sequence[tuple[str, str]]) -> bool:
    return all(
        re.search(rf"{re.escape(before)}(?:\s*[\^\[({{]+{mark}|{mark.translate(_RAISED)})", reading.marked)
        for before, mark in expected
    )


# ------------------------------------------------------------------ blocks


def _table(reading: Reading, expected: Sequence[Sequence[str]]) -> bool:
    rows = [[" ".join(_words(cell)) if cell != REACHED else cell for cell in row] for row in expected]
    if reading.tree is None:
        return _is_within([_joined(row) for row in rows], [" ".join(_words(line.text)) for line in reading.lines])
    return any(
        _is_table(rows, [[" ".join(_words(cell)) for cell in row] for row in table]) for table in read_tables(reading)
    )


def _exact_table(reading: Reading, expected: Sequence[Sequence[str]]) -> bool:
    if reading.tree is None:
        lines = [re.sub(r"[\s|]+", " ", line.text).strip() for line in reading.lines]
        return _is_within([_joined(row) for row in expected], lines)
    return any(_is_table(expected, table) for table in read_tables(reading))


def _joined(row: Sequence[str]) -> str:
    return " ".join([cell for cell in row if cell not in ("", REACHED)])


def _is_table(expected: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> bool:
    if len(expected) != len(found):
        return False
    above: Sequence[str] = ()
    for wanted, row in zip(expected, found, strict=True):
        if not _is_row(wanted, row, above):
            return False
        above = row
    return True


def _is_row(wanted: Sequence[str], row: Sequence[str], above: Sequence[str]) -> bool:
    width = max(len(wanted), len(row))
    padded = [*row, *[""] * (width - len(row))]
    for place, text in enumerate([*wanted, *[""] * (width - len(wanted))]):
        near = {"", *padded[max(0, place - 1) : place], *above[place : place + 1]}
        if padded[place] not in (near if text == REACHED else {text}):
            return False
    return True


def _rows(reading: Reading, expected: Sequence[Sequence[str]]) -> bool:
    if reading.tree is None:
        return _table(reading, expected)
    return any(
        all(any(_is_row(row, found, ()) for found in table) for row in expected) for table in read_tables(reading)
    )


def _no_table(reading: Reading, expected: bool) -> bool:
    return bool(reading.nodes("table")) != expected


def _items(reading: Reading, expected: str) -> bool:
    wanted = [_expected_item(line) for line in expected.strip("\n").split("\n")]
    found = read_items(reading)
    for first in range(len(found) - len(wanted) + 1):
        base = found[first].depth - wanted[0].depth
        if [item._replace(depth=item.depth - base) for item in found[first : first + len(wanted)]] == wanted:
            return True
    return False


def _expected_item(line: str) -> ListItem:
    mark, _, text = line.strip().partition(" ")
    depth = (len(line) - len(line.lstrip())) // 2
    return ListItem(depth, None if mark == "-" else int(mark.rstrip(".")), text)


def _headings(reading: Reading, expected: Sequence[tuple[int, str]]) -> bool:
    """Levels count from that of the first, for some take the title's level for their own."""
    found = [(int((node.tag or "h0")[1]), tidy(node.text())) for node in reading.nodes("h1,h2,h3,h4,h5,h6")]
    for first, (level, text) in enumerate(found):
        if text == expected[0][1]:
            shift = level - expected[0][0]
            return found[first : first + len(expected)] == [(wanted + shift, title) for wanted, title in expected]
    return False


def _quotes(reading: Reading, expected: Sequence[tuple[int, str]]) -> bool:
    return _is_within(
        [tuple(quote) for quote in expected],
        [(line.path.count("blockquote"), line.text) for line in reading.lines],
    )


def _code(reading: Reading, expected: str) -> bool:
    wanted = trim_code(expected)
    if reading.tree is not None:
        return any(block.text == wanted for block in read_code(reading))
    return f"\n{wanted}\n" in f"\n{trim_code(reading.source)}\n"


def _language(reading: Reading, expected: Sequence[str]) -> bool:
    return any(block.language in expected for block in read_code(reading))


# ------------------------------------------------------------------ running text


def _elements(selector: str) -> Callable[[Reading, Sequence[str]], bool]:
    def check(reading: Reading, expected: Sequence[str]) -> bool:
        return {tidy(text) for text in expected} <= {tidy(node.text()) for node in reading.nodes(selector)}

    return check


def _links(reading: Reading, expected: Mapping[str, str]) -> bool:
    found = {(tidy(node.text()), unquote(node.attributes.get("href") or "")) for node in reading.nodes("a")}
    return set(expected.items()) <= found


def _images(reading: Reading, expected: Mapping[str, str]) -> bool:
    found = {
        (node.attributes.get("src") or "", tidy(node.attributes.get("alt") or "")) for node in reading.nodes("img")
    }
    return set(expected.items()) <= found


def _any_image(reading: Reading, expected: Sequence[str]) -> bool:
    return any(node.attributes.get("src") in expected for node in reading.nodes("img"))


def _address(reading: Reading, expected: str) -> bool:
    return expected in reading.text or any(expected in address for address in _addresses(reading))


def _absent_address(reading: Reading, expected: str) -> bool:
    return expected not in reading.text and not any(expected in address for address in _addresses(reading))


def _addresses(reading: Reading) -> list[str]:
    return [node.attributes.get("href") or node.attributes.get("src") or "" for node in reading.nodes("[href],[src]")]


def _formulas(reading: Reading, expected: Sequence[str | list[str]]) -> bool:
    found = {plain_tex(formula) for formula in reading.formulas}
    return all(any(plain_tex(way) in found for way in _ways(formula)) for formula in expected)


def _no_formulas(reading: Reading, expected: bool) -> bool:
    return reading.tree is None or bool(reading.formulas) != expected


def plain_tex(formula: str) -> str:
    r"""Return TeX without what changes nothing but its look: spaces, sizes, braces around one sign.

    >>> plain_tex(r"\left( x^{2} \right)\,.")
    '(x^2)'
    """
    formula = tidy(formula).replace("−", "-")
    for other, sign in _SAME_TEX.items():
        formula = re.sub(re.escape(other) + r"(?![A-Za-z])", sign.replace("\\", r"\\"), formula)
    before = ""
    formula = _IDLE_TEX.sub("", formula)
    while formula != before:
        before = formula
        formula = _LOOSE_BRACES.sub(lambda braces: braces[1] or braces[2] or "", formula)
    return formula.rstrip(".,")


def _ways(expected: str | list[str]) -> list[str]:
    return [expected] if isinstance(expected, str) else expected


def _is_within(expected: Iterable[object], found: Iterable[object]) -> bool:
    """Tell whether all that is expected is found, in this order."""
    rest = iter(found)
    return all(any(wanted == there for there in rest) for wanted in expected)


CHECKS: Final[Mapping[str, Callable[[Reading, Any], bool]]] = MappingProxyType(
    {
        "present": _present,
        "absent": _absent,
        "once": _once,
        "words": _in_order,
        "lines": _lines,
        "in_item": _in_item,
        "raised": _raised,
        "marks": _marks,
        "table": _table,
        "exact_table": _exact_table,
        "rows": _rows,
        "no_table": _no_table,
        "items": _items,
        "headings": _headings,
        "quotes": _quotes,
        "code": _code,
        "language": _language,
        "code_spans": _elements(":not(pre) > code"),
        "strong": _elements("strong, b"),
        "emphasis": _elements("em, i"),
        "deleted": _elements("s, del, strike"),
        "links": _links,
        "images": _images,
        "any_image": _any_image,
        "address": _address,
        "absent_address": _absent_address,
        "formulas": _formulas,
        "no_formulas": _no_formulas,
    }
)
"""The checks by name: what is read and what the case expects in, whether it is so out."""


def failed_checks(reading: Reading, checks: Mapping[str, Any]) -> list[str]:
    """Return the names of the checks that an answer fails.

    Raises:
        KeyError: a check that isn't in CHECKS.
    """
    return [name for name, expected in checks.items() if not CHECKS[name](reading, expected)]
