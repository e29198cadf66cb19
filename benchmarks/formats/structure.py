"""Count the constructed cases of tables, lists, code, formulas and so on that each extractor gets right.

    python -m benchmarks.formats structure [--against NAME ...] [--wrong NAME] [--show CASE] [--defuddle FOLDER]

A case is a structure within an article: `structure_cases/GROUP.toml` holds its HTML, the Markdown that we would write
for it and what is checked, and `structure_cases/GROUP.html` the page around it. The checks are made on what the answer
shows once it is rendered (`structure_reading.py`, `structure_checks.py`), so the style of the Markdown doesn't matter.
A case is right when all its checks hold. The cases were written from what a reader of the page sees.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from benchmarks.formats.structure_checks import failed_checks
from benchmarks.formats.structure_reading import Reading, read_html, read_markdown, read_text

FOLDER: Final = Path(__file__).parent / "structure_cases"
GROUPS: Final = ("tables", "lists", "code", "math", "others")
PLACE: Final = "<!-- structure -->"
"""Where a page of a group takes the HTML of a case."""
LOST_SHARE: Final = 0.5
"""Share of the structure's own words below which it is lost; a choice, only for what is printed."""
DEFUDDLE_SECONDS: Final = 300
"""Limit for all pages together; they take some five seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A structure and what an answer must show of it."""

    name: str
    group: str
    about: str
    html: str
    """The structure."""
    page: str
    """The whole page, the structure in it."""
    url: str
    markdown: str
    """The structure as we would write it."""
    checks: Mapping[str, Any]

    def failures(self, reading: Reading) -> list[str]:
        """Return the names of the checks that an answer fails; none if it is right."""
        return failed_checks(reading, self.checks)

    def is_lost(self, reading: Reading) -> bool:
        """Tell whether most words of the structure are missing, so that it was dropped rather than misread."""
        around = set(_words(read_html(self.page.replace(self.html, "")).text))
        wanted = set(_words(self.read(self.markdown, "markdown").text)) - around
        return len(wanted & set(_words(reading.text))) < len(wanted) * LOST_SHARE

    def read(self, answer: str, kind: Kind) -> Reading:
        """Return an answer as a reader sees it."""
        if kind == "text":
            return read_text(answer)
        return read_html(answer) if kind == "html" else read_markdown(answer, math="formulas" in self.checks)


Kind = Literal["markdown", "html", "text"]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


class Outcome(NamedTuple):
    """How a system did on a case."""

    failed: list[str]
    """The checks that its answer fails; none if it is right."""
    lost: bool


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """Return all cases, by group and in the order of the files."""
    return [case for group in GROUPS for case in _read_group(folder, group)]


def _read_group(folder: Path, group: str) -> Iterator[Case]:
    cases = tomllib.loads((folder / f"{group}.toml").read_text(encoding="utf-8"))
    frame = (folder / cases.pop("page")).read_text(encoding="utf-8")
    url = cases.pop("url")
    for name, case in cases.items():
        html = case["html"].strip("\n")
        yield Case(
            name=name,
            group=group,
            about=case["about"],
            html=html,
            page=frame.replace(PLACE, html),
            url=url,
            markdown=case["markdown"],
            checks=case["checks"],
        )


# ------------------------------------------------------------------ extractors


def _cleanpage(page: str, url: str) -> str:
    import cleanpage

    return cleanpage.extract(page, url=url).to_markdown(images=True)


def _trafilatura(page: str, url: str) -> str:
    options = {"include_comments": False, "include_links": True, "include_images": True, "include_formatting": True}
    return import_module("trafilatura").extract(page, url=url, output_format="markdown", **options) or ""


def _turbohtml(page: str, url: str) -> str:
    content = import_module("turbohtml").parse(page).main_content()
    if content is None:
        return ""
    content.resolve_links(url)
    markdown: str = content.to_markdown()
    return markdown


def _resiliparse(page: str, url: str) -> str:
    text: str = import_module("resiliparse.extract.html2text").extract_plain_text(page, main_content=True)
    return text


def _resiliparse_html(page: str, url: str) -> str:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    html: str = extract(page, main_content=True, preserve_formatting="minimal_html", links=True)
    return html


def _html_text(page: str, url: str) -> str:
    text: str = import_module("html_text").extract_text(page)
    return text


class System(NamedTuple):
    """An extractor and what it writes."""

    package: str
    module: str
    kind: Kind
    run: Callable[[str, str], str]


SYSTEMS: Final[Mapping[str, System]] = MappingProxyType(
    {
        "cleanpage": System("cleanpage", "cleanpage", "markdown", _cleanpage),
        "trafilatura": System("trafilatura", "trafilatura", "markdown", _trafilatura),
        "turbohtml": System("turbohtml", "turbohtml", "markdown", _turbohtml),
        "resiliparse": System("resiliparse", "resiliparse", "text", _resiliparse),
        "resiliparse-html": System("resiliparse", "resiliparse", "html", _resiliparse_html),
        "html-text": System("html-text", "html_text", "text", _html_text),
    }
)
"""Ours and the others, each with the options that keep the most; defuddle is run by Node.js and stands apart."""
DEFUDDLE: Final = "defuddle"


def answers(name: str, cases: Sequence[Case], defuddle: Path | None) -> tuple[list[str], Kind] | None:
    """Return what a system writes for each case and in which form; None, and the reason is printed, if it can't run."""
    if name == DEFUDDLE:
        found = _ask_defuddle(cases, defuddle)
        return None if found is None else (found, "markdown")
    system = SYSTEMS[name]
    if find_spec(system.module) is None:
        print(f"{name} is not installed (pip install {system.package}) and left out")
        return None
    return [_ask(system, case) for case in cases], system.kind


def _ask(system: System, case: Case) -> str:
    # What a peer has to say about a page would bury the figures.
    logging.disable(logging.CRITICAL)
    try:
        return system.run(case.page, case.url)
    except Exception:  # whatever a peer raises is an empty answer
        return ""
    finally:
        logging.disable(logging.NOTSET)


def _ask_defuddle(cases: Sequence[Case], folder: Path | None) -> list[str] | None:
    if folder is None or not (folder / "node_modules" / DEFUDDLE).is_dir():
        print("defuddle is left out: run 'npm install defuddle linkedom' in a folder and pass it with --defuddle")
        return None
    pages = json.dumps([(case.page, case.url) for case in cases])
    command = ["node", str(Path(__file__).with_name("structure_defuddle.cjs")), str(folder)]
    try:
        done = subprocess.run(
            command, input=pages, capture_output=True, text=True, check=True, timeout=DEFUDDLE_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        print(f"defuddle is left out, for it can't be run: {error}")
        return None
    found: list[str] = json.loads(done.stdout)
    return found


# ------------------------------------------------------------------ figures


def print_counts(outcomes: Mapping[str, Sequence[Outcome]], cases: Sequence[Case], kinds: Mapping[str, Kind]) -> None:
    """Print how many cases of each group each system gets right, and how many of the others it dropped."""
    print(
        f"{'cases right':17} {'writes':9}" + "".join([f"{group:>8}" for group in GROUPS]) + f"{'all':>8}{'dropped':>9}"
    )
    sizes = [sum(case.group == group for case in cases) for group in GROUPS]
    print(f"{'':17} {'':9}" + "".join([f"{size:8}" for size in [*sizes, len(cases)]]))
    for name, found in outcomes.items():
        right = [case.group for case, outcome in zip(cases, found, strict=True) if not outcome.failed]
        dropped = sum(bool(outcome.failed) and outcome.lost for outcome in found)
        counts = "".join([f"{right.count(group):8}" for group in GROUPS])
        print(f"{name:17} {kinds[name]:9}{counts}{len(right):8}{dropped:9}")
    print("dropped: of the cases that are not right, those without most of the words")
    if "text" in kinds.values():
        print(
            "text can show words, lines, rows on one line, code and items; a case that needs markup is not right there"
        )


def print_wrong(found: Sequence[Outcome], cases: Sequence[Case]) -> None:
    """Print the cases that a system gets wrong, with the checks that fail."""
    for case, outcome in zip(cases, found, strict=True):
        if outcome.failed:
            failed = ", ".join([*outcome.failed, *(["dropped"] if outcome.lost else [])])
            print(f"{case.group + '/' + case.name:34} {failed:32} {case.about}")


def judge(case: Case, answer: str, kind: Kind) -> Outcome:
    """Return how an answer does on a case."""
    reading = case.read(answer, kind)
    return Outcome(case.failures(reading), case.is_lost(reading))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the counts of cases right by system and group, and what was asked for besides."""
    names = [*SYSTEMS, DEFUDDLE]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--against", nargs="*", choices=names, metavar="NAME", help=f"of {', '.join(names)}; all")
    parser.add_argument("--wrong", choices=names, metavar="NAME", help="list the checks that fail for a system")
    parser.add_argument("--show", metavar="CASE", help="print what each system writes for one case")
    parser.add_argument("--defuddle", type=Path, metavar="FOLDER", help="where npm installed defuddle and linkedom")
    arguments = parser.parse_args(argv)
    cases = [case for case in read_cases() if arguments.show in (None, case.name)]
    if not cases:
        parser.error(f"there is no case {arguments.show}")
    outcomes: dict[str, list[Outcome]] = {}
    kinds: dict[str, Kind] = {}
    for name in names if arguments.against is None else arguments.against:
        if (asked := answers(name, cases, arguments.defuddle)) is None:
            continue
        found, kinds[name] = asked
        outcomes[name] = [judge(case, answer, kinds[name]) for case, answer in zip(cases, found, strict=True)]
        if arguments.show:
            print(f"==== {name}: {', '.join(outcomes[name][0].failed) or 'right'}\n{found[0]}\n")
    if not arguments.show:
        print_counts(outcomes, cases, kinds)
    if arguments.wrong in outcomes:
        print_wrong(outcomes[arguments.wrong], cases)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
