"""Measure how often the encoding of undeclared legacy bytes is read right, beside other detectors.

    python -m benchmarks.quality encoding
    python -m benchmarks.quality encoding --corpus FILE.jsonl.xz --pages 20

The pages of the fixtures, and of corpora, are written again in the encodings that were usual for their
language, as whole HTML pages without a declaration and as fragments of their text. An answer is right if it
reads the bytes as the same text; its name doesn't matter, for iso-8859-1 and windows-1252 are often one.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks.environment import describe
from benchmarks.pages.corpus import read_corpus
from benchmarks.pages.fixtures import read_fixtures
from cleanpage.decode import decode
from cleanpage.decode.charsets import CODECS, LABELS

FRAGMENT_CHARS: Final = (1000, 200, 40)
KINDS: Final = ("page", "page, no lang", *(f"{size} chars" for size in FRAGMENT_CHARS))
"""How samples are made: whole pages without a declaration, the same without `<html lang>`, fragments."""
FRAGMENTS: Final = 5
"""Fragments of each size that are cut from a text, spread over it."""
MIN_ENCODABLE: Final = 0.98
"""Share of a text's letters that an encoding must have, or nobody would have written it so."""

_WESTERN: Final = ("cp1252",)
_CENTRAL: Final = ("cp1250", "iso8859-2")
LEGACY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "is"), _WESTERN),
        **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro"), _CENTRAL),
        **dict.fromkeys(("lt", "lv", "et"), ("cp1257",)),
        **dict.fromkeys(("bg", "sr"), ("cp1251",)),
        "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866"),
        "uk": ("cp1251", "koi8-u"),
        "tr": ("cp1254",),
        "el": ("cp1253", "iso8859-7"),
        "he": ("cp1255",),
        "ar": ("cp1256", "iso8859-6"),
        "fa": ("cp1256",),
        "th": ("cp874",),
        "vi": ("cp1258",),
        "ja": ("cp932", "euc_jp", "iso2022_jp"),
        "zh": ("gb18030", "big5"),
        "ko": ("cp949",),
    }
)
"""Python's codecs for the encodings that pages in a language were in before UTF-8; Hindi had only fonts."""

_DECLARATION: Final = re.compile(
    r"<meta\b[^>]*\bcharset\b[^>]*>|<\?xml\b[^>]*\?>|<meta\b[^>]*http-equiv=[\"']?content-type\b[^>]*>", re.I
)
_LANG: Final = re.compile(r"(<html\b[^>]*?)\s+(?:xml:)?lang\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
_LETTER: Final = re.compile(r"[^\W\d_]")

Key = tuple[str, str, str]
"""Kind, language and codec of a sample."""

Detector = Callable[[bytes], str]
"""Bytes to the text that it reads in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Bytes whose text is known."""

    kind: str
    """One of KINDS."""
    language: str
    codec: str
    data: bytes
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text in a language, and the page it is from where that is HTML."""

    language: str
    text: str
    html: str = ""


# ------------------------------------------------------------------ samples


def sources(corpora: Iterable[Path], pages: int) -> Iterator[Source]:
    """Yield the texts of the fixtures and of the first `pages` pages of each language of corpora."""
    for fixture in read_fixtures():
        page = fixture.dump.decode(fixture.encoding).lstrip("\ufeff")
        text = fixture.content or " ".join(block.text for block in fixture.blocks)
        yield Source(language=fixture.language, text=text, html=page if fixture.format == "html" else "")
    for path in corpora:
        seen: Counter[str] = Counter()
        for labelled in read_corpus(path):
            language = labelled.lang or ""
            if language not in LEGACY or seen[language] >= pages or not isinstance(labelled.dump, bytes):
                continue
            try:
                page = labelled.dump.decode()
            except UnicodeDecodeError:
                continue  # what it should read as isn't known for certain
            seen[language] += 1
            yield Source(language=language, text=labelled.gold_text or "", html=page)


def samples(source: Source) -> Iterator[Sample]:
    """Yield a source in each of the encodings of its language that has its letters."""
    for codec in LEGACY.get(source.language, ()):
        if source.html and _is_encodable(source.html, codec):
            page = _DECLARATION.sub("", source.html)
            for kind, html in zip(KINDS, (page, _LANG.sub(r"\1", page)), strict=False):
                yield from _sample(kind, source.language, codec, html, "xmlcharrefreplace")
        if source.text and _is_encodable(source.text, codec):
            text = " ".join(source.text.split())
            for size in FRAGMENT_CHARS:
                for fragment in fragments(text, size):
                    yield from _sample(f"{size} chars", source.language, codec, fragment, "ignore")


def _is_encodable(text: str, codec: str) -> bool:
    letters = "".join(char for char in _LETTER.findall(text) if not char.isascii())
    return len(letters.encode(codec, "ignore").decode(codec)) >= MIN_ENCODABLE * len(letters)


def _sample(kind: str, language: str, codec: str, text: str, errors: str) -> Iterator[Sample]:
    data = text.encode(codec, errors)
    # Pure ASCII asks for no detection; iso-2022-jp is no more than ASCII and does.
    if data.decode("latin-1") != text.encode("ascii", errors).decode("ascii"):
        yield Sample(kind=kind, language=language, codec=codec, data=data, text=_one_line_end(data.decode(codec)))


def fragments(text: str, size: int) -> list[str]:
    """Return up to FRAGMENTS pieces of a text of so many characters, evenly spread and not overlapping."""
    count = min(FRAGMENTS, len(text) // size)
    return [text[start : start + size] for start in (len(text) * number // count for number in range(count))]


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ------------------------------------------------------------------ detectors


def _cleanpage(data: bytes) -> str:
    return decode(data).text


def _charset_normalizer(data: bytes) -> str:
    best = import_module("charset_normalizer").from_bytes(data).best()
    return "" if best is None else str(best)


def _resiliparse(data: bytes) -> str:
    module = import_module("resiliparse.parse.encoding")
    text: str = module.bytes_to_str(data, module.detect_encoding(data))
    return text


def _turbohtml(data: bytes) -> str:
    return read_as(data, import_module("turbohtml.detect").detect(data).encoding)


def _chardet(data: bytes) -> str:
    return read_as(data, import_module("chardet").detect(data)["encoding"])


def _cchardet(data: bytes) -> str:
    return read_as(data, import_module("cchardet").detect(data)["encoding"])


def read_as(data: bytes, name: str | None) -> str:
    """Return bytes as browsers read an encoding of this name, or as Python does where they don't know it."""
    name = (name or "utf-8").lower()
    label = LABELS.get(name.replace("_", "-")) or LABELS.get(name)
    return data.decode(CODECS[label] if label else name, "replace").lstrip("\ufeff")


DETECTORS: Final[Mapping[str, tuple[str, Detector]]] = MappingProxyType(
    {
        "cleanpage": ("cleanpage", _cleanpage),
        "charset-normalizer": ("charset_normalizer", _charset_normalizer),
        "chardet": ("chardet", _chardet),
        "faust-cchardet": ("cchardet", _cchardet),
        "resiliparse": ("resiliparse", _resiliparse),
        "turbohtml": ("turbohtml", _turbohtml),
    }
)
"""Name to the module that it needs and the function; those that aren't installed are left out."""


@dataclass(slots=True)
class Tally:
    """How a detector did on some samples."""

    right: int = 0
    all: int = 0
    seconds: float = 0.0

    @property
    def share(self) -> float:
        """The share that it read right, 0.0 to 1.0."""
        return self.right / self.all if self.all else 0.0

    @property
    def mean_ms(self) -> float:
        """CPU time of a sample."""
        return 1000 * self.seconds / self.all if self.all else 0.0


def is_right(detector: Detector, sample: Sample) -> bool:
    """Return whether a detector reads a sample as its text; an exception is a wrong answer."""
    try:
        return _one_line_end(detector(sample.data)) == sample.text
    except Exception:  # whatever it raises is a page that isn't read
        return False


def measure(all_samples: Iterable[Sample], names: Sequence[str]) -> dict[tuple[str, str, str], dict[str, Tally]]:
    """Return the tallies of each detector by kind, language and codec of the samples."""
    tallies: dict[Key, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for name in names:
        DETECTORS[name][1]("déjà vu".encode("cp1252"))  # its imports
    for sample in all_samples:
        for name in names:
            tally = tallies[sample.kind, sample.language, sample.codec][name]
            start = time.process_time()
            right = is_right(DETECTORS[name][1], sample)
            tally.seconds += time.process_time() - start
            tally.right += right
            tally.all += 1
    return tallies


def print_tallies(tallies: Mapping[Key, Mapping[str, Tally]], names: Sequence[str]) -> None:
    """Print right answers of all by kind, then those on whole pages and fragments by language and codec."""
    print(f"{'':20}" + "".join(f"{name:>28}" for name in names))
    for kind in KINDS:
        _print_row(kind, [key for key in tallies if key[0] == kind], tallies, names)
    print()
    for language, codec in sorted({key[1:] for key in tallies}):
        _print_row(f"{language} {codec}", [key for key in tallies if key[1:] == (language, codec)], tallies, names)
    print()
    _print_row("all", list(tallies), tallies, names)


def _print_row(
    title: str,
    keys: Sequence[Key],
    tallies: Mapping[Key, Mapping[str, Tally]],
    names: Sequence[str],
) -> None:
    cells = []
    for name in names:
        found = [tallies[key][name] for key in keys]
        total = Tally(sum(t.right for t in found), sum(t.all for t in found), sum(t.seconds for t in found))
        cells.append(f"{total.right:5} /{total.all:5} {total.share:5.3f} {total.mean_ms:6.1f} ms")
    print(f"{title:20}" + "".join(f"{cell:>28}" for cell in cells))


def main(argv: Sequence[str] | None = None) -> int:
    """Print how often each detector is right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="labelled .jsonl.xz of HTML")
    parser.add_argument("--pages", type=int, default=20, help="pages of each language of a corpus")
    arguments = parser.parse_args(argv)
    names = [name for name, (module, _) in DETECTORS.items() if find_spec(module) is not None]
    found = (sample for source in sources(arguments.corpus, arguments.pages) for sample in samples(source))
    print_tallies(measure(found, names), names)
    print(f"\n{describe(names[1:])}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
