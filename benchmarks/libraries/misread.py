"""How well is misread text ("cafÃ©") found and mended, beside ftfy?

    python -m benchmarks.libraries misread CORPORA

The visible text of all pages, of which those that any mender changes were judged by eye; fragments of the labelled
texts, UTF-8 read in other encodings; the same fragments as they are, and invented texts that look damaged and aren't.
ftfy gets its text line by line, as in its own `fix_text`, for it decides about all that it gets at once.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser

import cleanpage
from benchmarks.libraries.cases.misread import JUDGED, RIGHT
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
from cleanpage.decode import decode
from cleanpage.decode.misread import _suspects, mend_misread
from cleanpage.options import Options

Mender = Callable[[str], str]
"""Text to the same text mended."""

FRAGMENTS: Final = 40
"""Fragments of each language."""

FRAGMENT_CHARS: Final = 160
"""Characters of a fragment, up to the end of its last word."""

MIN_FOREIGN: Final = 3
"""Characters beyond ASCII that a fragment has at least, or there would be nothing to damage."""

SEED: Final = 7
"""Of what is chosen."""

USUAL: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "cp1252": frozenset(),
        "latin-1": frozenset(),
        "cp1252 twice": frozenset(),
        "cp1251": frozenset({"ru"}),
        "cp1250": frozenset({"pl", "cs", "hr"}),
        "iso8859-2": frozenset({"pl", "cs", "hr"}),
        "cp1254": frozenset({"tr"}),
        "cp1257": frozenset(),
        "cp1253": frozenset({"el"}),
        "mac-roman": frozenset(),
        "cp437": frozenset(),
        "gbk": frozenset({"zh", "wuu"}),
    }
)
"""Python's codecs that UTF-8 is misread in, with languages whose readers' computers had them, where there are such."""

_CONTROLS: Final = {code: text for code in range(0x80, 0xA0) if (text := bytes([code]).decode("cp1252", "ignore"))}
_CONTROL: Final = re.compile("[\x80-\x9f]")
_FOREIGN: Final = re.compile(r"[^\0-\x7f]")


def menders() -> dict[str, Mender]:
    """Return the menders: cleanpage's and ftfy's, and one made of each.

    "cleanpage, and controls" also makes control characters what windows-1252 has in their place; "ftfy, after our
    search" is asked only about pages in which cleanpage's search of the bytes finds something.
    """

    def with_controls(text: str) -> str:
        mended = mend_misread(text)[0]
        return mended.translate(_CONTROLS) if _CONTROL.search(mended) else mended

    found: dict[str, Mender] = {
        "cleanpage": lambda text: mend_misread(text)[0],
        "cleanpage, and controls": with_controls,
    }
    if library := optional("ftfy"):

        def by_line(text: str) -> str:
            return "\n".join([library.fix_encoding(line) for line in text.split("\n")])

        found["ftfy"] = by_line
        found["ftfy, after our search"] = lambda text: by_line(text) if _suspects(text, b"") else text
    return found


def digest(text: str) -> str:
    """Return twelve hexadecimal digits for the characters beyond ASCII of a text, in any order."""
    counted = sorted(Counter(_FOREIGN.findall(text)).items())
    return hashlib.sha256(repr(counted).encode("utf-8", "replace")).hexdigest()[:12]


def visible_text(html: str) -> str:
    """Return the text of a page without scripts and style sheets."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "noscript", "template"])
    return tree.root.text(separator="\n") if tree.root else ""


# ------------------------------------------------------------------ pages


class Pages:
    """Counts what the menders do to pages."""

    def __init__(self) -> None:
        self.count = 0
        self.counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        """How often each mender did what, by its name and the kind of page."""
        self.times: dict[str, list[Timed]] = defaultdict(list)
        self.unlike = 0
        """Pages that ftfy leaves otherwise than cleanpage."""

    def add(self, key: str, text: str) -> None:
        """Count one page, by the digest of its set and identifier."""
        self.count += 1
        answers = {name: timed(mend, text) for name, mend in menders().items()}
        kind, right = JUDGED.get(key, ("right", digest(text)))
        for name, answer in answers.items():
            self.times[name].append(answer)
            verdict = _verdict(digest(answer.value), right, is_same=answer.value == text)
            self.counts[name, kind][verdict] += 1
        self.unlike += len({answer.value for name, answer in answers.items() if name in ("cleanpage", "ftfy")}) > 1

    def rows(self) -> list[list[object]]:
        """Return a row for each mender and kind of page."""
        found: list[list[object]] = []
        for kind in ("misread", "controls", "right"):
            for name in self.times:
                counts = self.counts[name, kind]
                found.append([kind, name, counts.total(), counts["right"], counts["left"], counts["wrong"]])
        return found

    def time_rows(self) -> list[list[object]]:
        """Return a row for each mender with its times."""
        found: list[list[object]] = []
        for name, times in self.times.items():
            seconds = sum(one.seconds for one in times)
            found.append([name, f"{median_ms(times):.3f}", f"{seconds / len(times) * 1000:.3f}", f"{seconds:.1f}"])
        return found


def _verdict(found: str, right: str, *, is_same: bool) -> str:
    return "right" if found == right else "left" if is_same else "wrong"


# ------------------------------------------------------------------ fragments


class Fragment(NamedTuple):
    """A piece of the text of a page."""

    language: str
    text: str


def fragments_of(texts: Mapping[str, Sequence[str]]) -> list[Fragment]:
    """Return some fragments of the texts of each language."""
    chance = random.Random(SEED)
    found: list[Fragment] = []
    for language in sorted(texts):
        places = []
        for text in texts[language]:
            plain = " ".join(text.split())
            for start in range(0, len(plain) - FRAGMENT_CHARS, FRAGMENT_CHARS * 4):
                piece = plain[start : start + FRAGMENT_CHARS].partition(" ")[2].rpartition(" ")[0]
                piece = piece or plain[start : start + FRAGMENT_CHARS]
                if len(_FOREIGN.findall(piece)) >= MIN_FOREIGN:
                    places.append(piece)
        found += [Fragment(language, piece) for piece in chance.sample(places, min(FRAGMENTS, len(places)))]
    return found


def misread(text: str, encoding: str) -> str:
    """Return the text as UTF-8 read in an encoding; what that leaves undefined is a control character, as in browsers.

    >>> misread("é", "cp1252")
    'Ã©'
    """
    codec, _, twice = encoding.partition(" ")
    for _ in range(2 if twice else 1):
        if codec == "gbk":
            text = text.encode().decode(codec, "replace")
            continue
        chars = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
        text = "".join(chr(byte) if chars[byte] == "\ufffd" else chars[byte] for byte in text.encode())
    return text


def fragment_rows(fragments: Sequence[Fragment]) -> list[list[object]]:
    """Return a row for each encoding: how many fragments each mender mends, leaves as they are, makes otherwise.

    Where the encoding was usual for some languages, another row has these alone.
    """
    rows: list[list[object]] = []
    for encoding, usual in USUAL.items():
        counts: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
        for fragment in fragments:
            damaged = misread(fragment.text, encoding)
            for name, mend in menders().items():
                found = mend(damaged)
                verdict = _verdict(found, fragment.text, is_same=found == damaged)
                for is_usual in {False, fragment.language in usual}:
                    counts[name, is_usual][verdict] += 1
        for is_usual in (False, True)[: 2 if usual else 1]:
            shown = [counts[name, is_usual] for name in menders()]
            cells = (f"{count['right']} / {count['left']} / {count['wrong']}" for count in shown)
            what = f"{encoding}, {' '.join(sorted(usual))} alone" if is_usual else encoding
            rows.append([what, shown[0].total(), *cells])
    return rows


def right_rows(fragments: Sequence[Fragment]) -> list[list[object]]:
    """Return a row for right fragments and one for invented right texts: how many each mender changes."""
    rows: list[list[object]] = []
    for what, texts in (("fragments", [one.text for one in fragments]), ("invented", [*RIGHT])):
        changed = (sum(mend(text) != text for text in texts) for mend in menders().values())
        rows.append([what, len(texts), *changed])
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments = read_arguments(argv, __doc__)
    print_versions("ftfy")
    names = [*menders()]
    texts: dict[str, list[str]] = defaultdict(list)
    pages = Pages()
    left: Counter[tuple[str, str]] = Counter()
    for page, data in read_pages(arguments.corpora):
        key = hashlib.sha256(f"{page.set}/{page.id}".encode()).hexdigest()[:12]
        pages.add(key, visible_text(decode(data).text))
        if key in JUDGED and JUDGED[key][0] != "right":
            main_text = cleanpage.extract(data, url=page.url, options=Options(mend_encoding=True)).text
            for name, mend in menders().items():
                left[JUDGED[key][0], name] += mend(main_text) != main_text
        if page.gold_text and page.lang and key not in JUDGED:
            texts[page.lang].append(page.gold_text)
    fragments = fragments_of(texts)
    if pages.count:
        print(f"{pages.count} pages; ftfy leaves {pages.unlike} otherwise than cleanpage\n")
        print(table(("pages", "mender", "number", "right", "left damaged", "made wrong"), pages.rows()))
        found = [[kind, *(left[kind, name] for name in names)] for kind in ("misread", "controls")]
        print(table(("main texts, mended by cleanpage, that are changed further", *names), found))
        languages = len({one.language for one in fragments})
        print(f"{len(fragments)} fragments in {languages} languages; mended / left / wrong\n")
        print(table(("read in", "texts", *names), fragment_rows(fragments)))
    print(table(("right texts, changed", "texts", *names), right_rows(fragments)))
    if pages.count:
        print(table(("time", "median ms a page", "mean ms", "all pages, s"), pages.time_rows()))
    return 0
