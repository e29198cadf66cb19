"""How well is broken JSON-LD read, beside json-repair?

    python -m benchmarks.libraries linked-data CORPORA

The scripts of real pages that `json.loads` refuses: if only for control characters in strings, what it reads without
its strict mode is right; the facts of the others were judged by eye. Sound scripts, damaged in known ways: right is
what was read before. Hostile scripts, each in a process that is ended when it takes too long.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import queue
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from unittest import mock

import cleanpage
from benchmarks.libraries.cases.json_damage import DAMAGES, HOSTILE, JUDGED
from benchmarks.libraries.comparison import (
    Timed,
    median_ms,
    optional,
    print_versions,
    read_arguments,
    read_pages,
    table,
    timed,
)
from benchmarks.pages.corpus import LabelledPage
from cleanpage.metadata.html.markup import json_repair

Reader = Callable[[str], Any]
"""Script to the values in it."""

Fact = tuple[str, str]
"""Name of a fact and its text."""

DAMAGED_SCRIPTS: Final = 40
"""Sound scripts that each kind of damage is done to."""

MAX_SOUND_CHARS: Final = 20_000
"""Characters of a sound script that is damaged."""

SEED: Final = 7
"""Of what is chosen."""

MAX_S: Final = 15.0
"""Seconds after which a hostile script is given up."""

SIZES: Final = (10_000, 100_000, 1_000_000)
"""Characters of hostile scripts."""

_SCRIPT: Final = re.compile(r"<script\b[^>]{0,400}ld\+json[^>]{0,400}>(.*?)</script", re.IGNORECASE | re.DOTALL)
_FACTS: Final = ("headline", "name", "author", "datePublished", "dateModified", "uploadDate")
"""Keys whose texts are compared: what cleanpage takes out of such a script."""
_ARTICLES: Final = re.compile(r'"@type"\s*:\s*\[?\s*"(?:\w*Article|BlogPosting|Recipe)"')


def facts_of(value: Any) -> list[Fact]:
    """Return the texts of all headlines, names and dates in a value, in their order.

    >>> facts_of({"headline": "Owls", "author": [{"name": "Jane"}]})
    [('headline', 'Owls'), ('name', 'Jane')]
    """
    found: list[Fact] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found += [(key, text) for key in _FACTS if isinstance(text := one.get(key), str)]
        if isinstance(one, (dict, list)):
            waiting += reversed([*one.values()] if isinstance(one, dict) else one)
    return found


def digest_of(text: str) -> str:
    """Return twelve hexadecimal digits for a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def facts_digest(value: Any) -> str:
    """Return twelve hexadecimal digits for the facts of a value, in any order."""
    return digest_of(json.dumps(sorted(facts_of(value))))


def readers() -> dict[str, Reader]:
    """Return the readers: cleanpage's, the library's, and the library's with what cleanpage would have to keep.

    "json-repair, prepared" gets what `json.loads` refuses outside its strict mode too, with escaped quotes made plain.
    """
    found: dict[str, Reader] = {"cleanpage": json_repair.read_json}
    if library := optional("json_repair"):
        repair = library.loads

        def prepared(script: str) -> Any:
            value = loads(script, strict=False)
            return repair(json_repair._unescaped(script)) if value is None else value

        found["json-repair"] = repair
        found["json-repair, prepared"] = prepared
    return found


def loads(text: str, *, strict: bool) -> Any:
    """Return what `json.loads` makes of a text; None if it refuses."""
    try:
        return json.loads(text, strict=strict)
    except (ValueError, RecursionError):
        return None


def is_same(found: Any, right: Any) -> bool:
    """Say whether an answer is the right value, alone in a list or not."""
    return bool(found == right or found == [right])


# ------------------------------------------------------------------ real scripts


def scripts(folder: Path) -> Iterator[tuple[LabelledPage, str]]:
    """Yield the scripts with JSON-LD of all pages, each with its page."""
    for page, data in read_pages(folder):
        for found in _SCRIPT.finditer(data.decode("utf-8", "replace")):
            if found[1].strip():
                yield page, found[1]


def real_rows(refused: Sequence[str]) -> list[list[object]]:
    """Return a row for each reader: how many facts and values of the refused scripts it reads right."""
    rights = [loads(script, strict=False) for script in refused]
    by_eye = sum(right is None for right in rights)
    controls = len(refused) - by_eye
    rows: list[list[object]] = []
    for name, reader in readers().items():
        facts = [0, 0]
        values = 0
        times = []
        for script, right in zip(refused, rights, strict=True):
            expected = JUDGED.get(digest_of(script)) if right is None else facts_digest(right)
            answer = timed(reader, script, 3)
            facts[right is not None] += expected == facts_digest(answer.value)
            values += right is not None and is_same(answer.value, right)
            times += [answer] if right is None else []
        shares = (f"{facts[0]} of {by_eye}", f"{facts[1]} of {controls}", f"{values} of {controls}")
        rows.append([name, *shares, f"{median_ms(times):.2f}"])
    return rows


def changed_rows(pages: Sequence[LabelledPage]) -> list[list[object]]:
    """Return a row for each other reader: on how many pages the metadata would differ from cleanpage's with it."""
    usual = [cleanpage.extract(page.dump, url=page.url).metadata for page in pages]
    rows: list[list[object]] = []
    for name, reader in [*readers().items()][1:]:

        def instead(script: str, reader: Reader = reader) -> list[Any]:
            value = timed(reader, script).value
            return [value] if isinstance(value, (dict, list)) else []

        with mock.patch.object(json_repair, "read_json", instead):
            found = [cleanpage.extract(page.dump, url=page.url).metadata for page in pages]
        rows.append([name, len(pages), sum(new != old for new, old in zip(found, usual, strict=True))])
    return rows


# ------------------------------------------------------------------ damaged and hostile scripts


def damaged_rows(sound: Sequence[str]) -> list[list[object]]:
    """Return a row for each kind of damage with the scripts that each reader reads right, and rows for all.

    "31 / 40" is 31 with the whole value right and 40 with all facts right.
    """
    chance = random.Random(SEED)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    answers: dict[str, list[Timed]] = defaultdict(list)
    done: dict[str, int] = defaultdict(int)
    for kind, damage in DAMAGES.items():
        for text in chance.sample(sound, len(sound)):
            damaged = damage(text, chance)
            if done[kind] == DAMAGED_SCRIPTS or loads(damaged.text, strict=True) is not None:
                continue
            done[kind] += 1
            right = json.loads(damaged.right)
            for name, reader in readers().items():
                answer = timed(reader, damaged.text)
                answers[name].append(answer)
                counts[kind, name][0] += is_same(answer.value, right)
                counts[kind, name][1] += sorted(facts_of(answer.value)) == sorted(facts_of(right))
    rows: list[list[object]] = [
        [kind, done[kind], *("{} / {}".format(*counts[kind, name]) for name in readers())] for kind in DAMAGES
    ]
    totals = {name: [sum(counts[kind, name][index] for kind in DAMAGES) for index in (0, 1)] for name in readers()}
    rows.append(["all", sum(done.values()), *("{} / {}".format(*totals[name]) for name in readers())])
    rows.append(["median ms", "", *(f"{median_ms(answers[name]):.2f}" for name in readers())])
    return rows


def _work(name: str, kind: str, size: int, results: multiprocessing.Queue[tuple[str, float]]) -> None:
    answer = timed(readers()[name], HOSTILE[kind](size))
    results.put((answer.error, answer.seconds))


def hostile_cell(name: str, kind: str, size: int) -> str:
    """Return the seconds that a reader takes for a hostile script, with the exception it raises, in words."""
    results: multiprocessing.Queue[tuple[str, float]] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_work, args=(name, kind, size, results))
    process.start()
    process.join(MAX_S)
    if process.is_alive():
        process.kill()
        process.join()
        return f"> {MAX_S:.0f}"
    try:
        error, seconds = results.get(timeout=1)
    except queue.Empty:
        return f"died ({process.exitcode})"
    return f"{seconds:.3f} {error}".rstrip()


def hostile_rows() -> list[list[object]]:
    """Return a row for each hostile kind and reader with the seconds for each size."""
    rows: list[list[object]] = []
    for kind in HOSTILE:
        for name in readers():
            cells: list[str] = []
            for size in SIZES:
                # What was given up at one size is not tried at the next.
                cells.append(cells[-1] if cells and cells[-1].startswith(">") else hostile_cell(name, kind, size))
            rows.append([kind, name, *cells])
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments = read_arguments(argv, __doc__)
    print_versions("json-repair")
    if arguments.corpora:
        count, refused, sound = 0, [], []
        broken: dict[tuple[str, str], LabelledPage] = {}
        for page, script in scripts(arguments.corpora):
            count += 1
            value = loads(script, strict=True)
            if value is None:
                refused.append(script)
                if loads(script, strict=False) is None:
                    broken[page.set, page.id] = page
            elif _ARTICLES.search(script) and len(script) < MAX_SOUND_CHARS:
                sound.append(json.dumps(value, indent=2, ensure_ascii=False))
        print(f"{len(refused)} of {count} scripts are refused by json.loads\n")
        head = ("reader", "facts right, by eye", "right, control characters", "whole value right", "median ms, by eye")
        print(table(head, real_rows(refused)))
        changed = changed_rows([*broken.values()])
        print(table(("instead of ours", "pages with a broken script", "other metadata"), changed))
        print(f"{len(sound)} sound scripts of articles to damage; whole values right / all facts right\n")
        print(table(("damage", "scripts", *readers()), damaged_rows(sound)))
    print(table(("hostile, seconds", "reader", *(f"{size:,} chars" for size in SIZES)), hostile_rows()))
    return 0
