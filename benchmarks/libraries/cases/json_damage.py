"""Scripts with JSON-LD that are broken: damaged in known ways, hostile, or judged by eye."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

JUDGED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "0c4d2b99827a": "beaa37e8c831",
        "33cb3eed0777": "1b31ec56869f",
        "84560181fd82": "30ec56d7db92",
        "3e2e75db1565": "df79c12c790e",
        "548399286c7e": "58256a0dd497",
        "863614818d2e": "4f53cda18c2b",
        "db7bf56ad81c": "7443219b4833",
        "bb69a0648d82": "aa0c7f229b8f",
        "8294039b8c7b": "69a98f10dccd",
        "14b4f002f19a": "06a0650b9878",
        "3ddc4ed1c64d": "0df8dde94f63",
        "1ef45e7d07cf": "b2cf2f54e4e8",
        "da6b21f0b649": "132c458ff83e",
        "60e156881590": "d862f97c5dec",
        "58f039289878": "0298fec1d297",
        "3cdb05804491": "dab6060af3f9",
        "9b38e1e46b15": "70beeb8628ba",
        "51eccd63598d": "ba47c01ffc49",
        "56a36c1cb88e": "553a9492b0de",
        "f50ba27c3ad7": "0f022de3326f",
        "c8b0724c336c": "a348d17facda",
        "59417fd61b89": "9012eb7b36a1",
    }
)
"""What is right, by eye: digest of a script to the digest of its facts."""


class Damaged(NamedTuple):
    """A script after damage, and the sound script that it is to be read as."""

    text: str
    right: str
    """A script that `json.loads` reads."""


Damage = Callable[[str, random.Random], Damaged]
"""Sound script, on many lines, to a damaged one."""


def _at_place(pattern: str, new: str) -> Damage:
    """Return a damage that replaces one of the places that a pattern finds."""
    compiled = re.compile(pattern)

    def damage(text: str, chance: random.Random) -> Damaged:
        places = [*compiled.finditer(text)]
        if not places:
            return Damaged(text, text)
        place = chance.choice(places)
        return Damaged(text[: place.start()] + place.expand(new) + text[place.end() :], text)

    return damage


def _in_string(new: Callable[[str], str], raw: Callable[[str], str] = lambda text: f'"{text}"') -> Damage:
    """Return a damage that gives one text of a page a new value, and writes it as it stands instead of as JSON."""

    def damage(text: str, chance: random.Random) -> Damaged:
        places = [*_TEXT.finditer(text)]
        if not places:
            return Damaged(text, text)
        place = chance.choice(places)
        value = new(json.loads(place[0]))
        head, tail = text[: place.start()], text[place.end() :]
        return Damaged(head + raw(value) + tail, head + json.dumps(value, ensure_ascii=False) + tail)

    return damage


def _whole(change: Callable[[str], str], right: Callable[[str], str] = str) -> Damage:
    """Return a damage of a whole script."""
    return lambda text, _: Damaged(change(text), right(text))


_TEXT: Final = re.compile(
    r'(?<="headline": )"[^"\\]{8,}"|(?<="name": )"[^"\\]{8,}"|(?<="description": )"[^"\\]{8,}"'
    r'|(?<="articleBody": )"[^"\\]{8,}"|(?<="text": )"[^"\\]{8,}"'
)
"""Texts that people write, in which things go wrong, without escapes."""

DAMAGES: Final[Mapping[str, Damage]] = MappingProxyType(
    {
        "comma missing": _at_place(r'(?<=["\d}\]]),(?=\n)', ""),
        "all commas missing": _whole(lambda text: re.sub(r",(?=\n)", "", text)),
        "comma before a bracket": _at_place(r'(?<=["\d}\]])(?=\n\s*[}\]])', ","),
        "comma doubled": _at_place(r",(?=\n)", ",,"),
        "quotes in a text": _in_string(lambda text: f'{text[:4]} "so" {text[4:]}'),
        "quotes around a text": _in_string(lambda text: f'"{text}"'),
        "quotes at the end of a text": _in_string(lambda text: f'{text} "so"'),
        "HTML in a text": _in_string(lambda text: f'<a href="/x" rel="y">{text}</a> and <b class="z">so</b>'),
        "quote and comma in a text": _in_string(lambda text: f'{text}, "yes", he said'),
        "quote and colon in a text": _in_string(lambda text: f'He said "yes": {text}'),
        "an inch in a text": _in_string(lambda text: f'{text} of 9" by 13" and more'),
        "closing quote missing": _in_string(str, lambda text: f'"{text}'),
        "opening quote missing": _in_string(str, lambda text: f'{text}"'),
        "no quotes": _in_string(str, str),
        "colon missing": _at_place(r'(?<="):(?= ["\d])', ""),
        "key without quotes": _at_place(r'"(\w+)"(?=: )', r"\1"),
        "line comments": _at_place(r",(?=\n)", ', // see "below"'),
        "block comment": _at_place(r",(?=\n)", ", /* a note, with {brackets} */"),
        "line end in a text": _in_string(lambda text: f"{text[:6]}\n{text[6:]}"),
        "escape that is none": _in_string(
            lambda text: f"it's {text}", lambda text: '"' + text.replace("'", "\\'") + '"'
        ),
        "slashes escaped, comma missing": _whole(
            lambda text: re.sub(r'(?<=["\d}\]]),(?=\n)', "", text, count=1).replace("/", "\\/")
        ),
        "bracket of an object missing": _at_place(r"\n\s*\},(?=\n)", ","),
        "bracket of a list missing": _at_place(r"\n\s*\](,?)(?=\n)", r"\1"),
        "in a CDATA section": _whole(lambda text: f"//<![CDATA[\n{text}\n//]]>"),
        "in an HTML comment": _whole(lambda text: f"<!--\n{text}\n-->"),
        "assigned to a variable": _whole(lambda text: f"var data = {text};\nshow(data);"),
        "line ends as <br />": _whole(lambda text: text.replace("\n", "<br />\n")),
        "semicolon behind": _whole(lambda text: text + ";"),
        "quotes as entities": _whole(lambda text: text.replace('"', "&quot;")),
        "typeset quotes": _whole(lambda text: re.sub(r'(?<!\\)"', "”", text)),
        "quotes escaped": _whole(lambda text: re.sub(r'(?<!\\)"', r'\\"', text)),
        "single quotes": _whole(lambda text: re.sub(r'(?<!\\)"', "'", text)),
        "last brackets missing": _whole(lambda text: text.rstrip("}] \n")),
        "brackets too many": _whole(lambda text: text + "}]"),
        "second script behind": _whole(
            lambda text: text + '\n{"@type": "Thing"}', lambda text: f'[{text}, {{"@type": "Thing"}}]'
        ),
    }
)
"""What goes wrong with scripts on the web, much of it seen on real pages, by name."""


HOSTILE: Final[Mapping[str, Callable[[int], str]]] = MappingProxyType(
    {
        "`[` only": lambda size: "[" * size,
        "`{` only": lambda size: "{" * size,
        '`{"a":` only': lambda size: '{"a":' * (size // 5),
        "quotes only": lambda size: '"' * size,
        "commas in a list": lambda size: "[" + "," * size,
        "a string without end": lambda size: '{"a": "' + "x" * size,
        "HTML in a string without end": lambda size: '{"a": "' + '<p class="x">y</p> ' * (size // 19),
        "backslashes in a string": lambda size: '{"a": "' + "\\" * size,
        "strings without commas": lambda size: "[" + '"a" ' * (size // 4),
    }
)
"""Scripts that are made to cost time, by the number of characters."""
