"""What would a library cost that could do the work of a piece of ours: size, import time, memory, licence?

    python -m benchmarks.libraries costs

Sizes are those of the installed files, without what Python compiled; of a library with the packages that it brings
along, the core's left out. Import, first use and memory come on top of `import cleanpage`, in fresh interpreters.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple

import cleanpage
from benchmarks.environment import CORE_PACKAGES
from benchmarks.libraries.comparison import print_versions, read_arguments, table

ROUNDS: Final = 7
"""Fresh interpreters in which an import is timed; the median counts."""

SOURCE: Final = Path(cleanpage.__file__).resolve().parent


class Library(NamedTuple):
    """A package, the module that is imported, and a first use, which loads what the import didn't."""

    package: str
    module: str
    use: str = ""


class Piece(NamedTuple):
    """A piece of cleanpage: its files, what is imported and a first use, and the libraries for the same."""

    name: str
    files: tuple[str, ...]
    module: str
    use: str
    libraries: tuple[Library, ...]


_DATE: Final = "'26 April 2024'"
_WORDS: Final = "'the owls of the old wood hunt mice at night and sleep by day'"
_BYTES: Final = "'Die Eulen hören die Mäuse über dem Gras'.encode('cp1252')"
_MISREAD: Final = "'Die Eulen hÃ¶ren die MÃ¤use'"
_MATH: Final = "'<math><mi>x</mi></math>'"
_JSON: Final = "'{\"a\": 1,, }'"

PIECES: Final = (
    Piece(
        "misread text",
        ("decode/misread.py",),
        "cleanpage.decode.misread",
        f"cleanpage.decode.misread.mend_misread({_MISREAD})",
        (Library("ftfy", "ftfy", f"ftfy.fix_encoding({_MISREAD})"),),
    ),
    Piece(
        "linked data",
        ("metadata/html/markup/json_repair.py",),
        "cleanpage.metadata.html.markup.json_repair",
        f"cleanpage.metadata.html.markup.json_repair.read_json({_JSON})",
        (Library("json-repair", "json_repair", f"json_repair.loads({_JSON})"),),
    ),
    Piece(
        "formulas",
        ("tokenize/html/mathml.py",),
        "cleanpage.tokenize.html.mathml",
        "",
        (
            Library(
                "mathml-to-latex",
                "mathml_to_latex.converter",
                f"mathml_to_latex.converter.MathMLToLaTeX.convert({_MATH})",
            ),
            Library("mathml2latex", "mathml2latex.mathml"),
            Library("mml2tex", "mml2tex.converter"),
            Library("py-asciimath", "py_asciimath.translator.translator"),
        ),
    ),
    Piece(
        "dates",
        ("words/dates.py", "words/month_names.py", "words/relative_times.py"),
        "cleanpage.words.dates, cleanpage.words.relative_times",
        f"cleanpage.words.dates.find_dates({_DATE}); cleanpage.words.relative_times.is_relative('2 hours ago')",
        (
            Library("dateparser", "dateparser", f"dateparser.parse({_DATE})"),
            Library("python-dateutil", "dateutil.parser", f"dateutil.parser.parse({_DATE})"),
        ),
    ),
    Piece(
        "cleaning",
        ("formats/html/writer.py", "formats/escapes.py", "formats/addresses.py"),
        "cleanpage.formats.html",
        "cleanpage.formats.html.to_html(())",
        (Library("nh3", "nh3", "nh3.clean('<p>Owls')"),),
    ),
    Piece(
        "languages",
        ("words/languages.py", "data/stopwords.json"),
        "cleanpage.words.languages",
        f"cleanpage.words.languages.language_of({_WORDS}.split(), 'latin')",
        (
            Library("py3langid", "py3langid", f"py3langid.classify({_WORDS})"),
            Library(
                "lingua-language-detector",
                "lingua",
                f"lingua.LanguageDetectorBuilder.from_all_languages().build().detect_language_of({_WORDS})",
            ),
        ),
    ),
    Piece(
        "charsets",
        ("decode/decoder.py", "decode/detector.py", "decode/charsets.py"),
        "cleanpage.decode",
        f"cleanpage.decode.decode({_BYTES})",
        (
            Library("charset-normalizer", "charset_normalizer", f"charset_normalizer.from_bytes({_BYTES}).best()"),
            Library("chardet", "chardet", f"chardet.detect({_BYTES})"),
            Library("faust-cchardet", "cchardet", f"cchardet.detect({_BYTES})"),
        ),
    ),
    Piece(
        "archives",
        tuple(f"crawl/archives/{name}.py" for name in ("warc", "warc_blocks", "http_body", "packing")),
        "cleanpage.crawl.archives.warc",
        "",
        (Library("warcio", "warcio.archiveiterator"), Library("fastwarc", "fastwarc.warc")),
    ),
    Piece(
        "progress",
        ("crawl/run/messages.py",),
        "cleanpage.crawl.run.messages",
        "",
        (Library("tqdm", "tqdm"), Library("rich", "rich.progress")),
    ),
)


class Cost(NamedTuple):
    """What a module costs a process that has cleanpage imported already."""

    import_ms: float
    use_ms: float
    """Of the first use: it may load models."""
    memory: float
    """Megabytes that import and first use add to what is resident."""


_CHILD: Final = """
import time, resource
import cleanpage
def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()
before = resident()
start = time.perf_counter()
import {module}
imported = time.perf_counter()
{use}
used = time.perf_counter()
print(1000 * (imported - start), 1000 * (used - imported), (resident() - before) / 1e6)
"""


def cost_of(module: str, use: str) -> Cost:
    """Return the median cost of an import and a first use in interpreters of their own; Linux only."""
    code = _CHILD.format(module=module, use=use)
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        runs.append(tuple(map(float, done.stdout.split())))
    return Cost(*(statistics.median(column) for column in zip(*runs, strict=True)))


def packages_with(package: str) -> list[str]:
    """Return a package and the installed ones that it brings along, extras left out; none if it isn't installed."""
    found: dict[str, None] = {}
    waiting = [package]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop(0)).lower()
        if name in found:
            continue
        try:
            requirements = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:
            continue  # for another Python or system
        found[name] = None
        waiting += [re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in requirements if "extra ==" not in one]
    return list(found)


def size_of(package: str) -> int:
    """Return the bytes of the files of an installed package."""
    return sum(path.stat().st_size for path in _files_of(package))


def _files_of(package: str) -> Iterator[Path]:
    for file in metadata.files(package) or ():
        path = Path(str(file.locate()))
        if path.is_file() and path.suffix != ".pyc":
            yield path


def is_typed(package: str) -> bool:
    """Say whether a package has annotations for its users (PEP 561)."""
    return any(path.name == "py.typed" for path in _files_of(package))


def licence_of(package: str) -> str:
    """Return the licence that the metadata of a package name, in few words; "?" if they name none."""
    about = metadata.metadata(package)
    for key in ("License-Expression", "License"):
        stated = str((about.get_all(key) or [""])[0]).strip().split("\n")[0]
        if stated and stated != "UNKNOWN" and len(stated) < 60:
            return stated
    classifiers = [one for one in about.get_all("Classifier") or () if one.startswith("License ::")]
    return classifiers[0].rpartition(" :: ")[2] if classifiers else "?"


def rows() -> Iterator[Sequence[str]]:
    """Yield a row for each of our pieces and each installed library, with its costs."""
    for piece in PIECES:
        sources = [(SOURCE / file).read_bytes() for file in piece.files]
        lines = sum(source.count(b"\n") for source in sources)
        size = f"{sum(map(len, sources)) / 1000:,.0f}"
        yield (
            *(piece.name, "cleanpage", size, f"{lines} lines"),
            *(f"{value:.1f}" for value in cost_of(piece.module, piece.use)),
            *("MIT", "yes"),
        )
        for library in piece.libraries:
            brought = packages_with(library.package)
            if not brought:
                continue
            new = [name for name in brought[1:] if name not in CORE_PACKAGES]
            yield (
                *(piece.name, f"{library.package} {metadata.version(library.package)}"),
                *(f"{sum(map(size_of, [brought[0], *new])) / 1000:,.0f}", ", ".join(new)),
                *(f"{value:.1f}" for value in cost_of(library.module, library.use)),
                *(licence_of(library.package), "yes" if is_typed(library.package) else "no"),
            )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table of costs."""
    read_arguments(argv, __doc__)
    print_versions(*(library.package for piece in PIECES for library in piece.libraries))
    head = ("piece", "what", "kB", "brings along", "import ms", "first use ms", "memory MB", "licence", "typed")
    print(table(head, rows()))
    return 0
