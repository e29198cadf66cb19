"""Other extractors, each behind one small function: a page's bytes and address in, an `Answer` out.

They are called as their documentation shows, with defaults but for comments, which are boilerplate in
every set here. Packages are imported when first called, so that a missing one is only missing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from cleanpage.metadata import Found
    from cleanpage.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an extractor found; metadata are None where it finds none or isn't made for it."""

    text: str = ""
    title: str | None = None
    authors: str | Sequence[str] | None = None
    date: str | None = None
    found: Sequence[Found] = ()
    """All values with their sources; only ours has them."""
    error: str = ""
    """The exception that it raised; its text is empty then, and scores so."""


class Peer(NamedTuple):
    """An extractor that can be run beside ours."""

    package: str
    """Distribution that has to be installed."""
    module: str
    """What has to be imported to use it."""
    run: Callable[[bytes, str], str]
    """The main content of a page: what quality and speed are measured on."""
    describe: Callable[[bytes, str], Answer] | None = None
    """The same with metadata, if it has any."""

    @property
    def is_installed(self) -> bool:
        """Whether its module can be imported."""
        return find_spec(self.module.partition(".")[0]) is not None


def _cleanpage(dump: bytes, url: str) -> str:
    import cleanpage

    return cleanpage.extract(dump, url=url or None).text


def _cleanpage_described(dump: bytes, url: str) -> Answer:
    import cleanpage

    return _answer(cleanpage.extract(dump, url=url or None))


def _cleanpage_metadata(dump: bytes, url: str) -> str:
    """No text: what can be measured are the metadata and the time they take."""
    import cleanpage

    return cleanpage.extract(dump, url=url or None, metadata_only=True).text


def _cleanpage_metadata_described(dump: bytes, url: str) -> Answer:
    import cleanpage

    return _answer(cleanpage.extract(dump, url=url or None, metadata_only=True))


def _answer(page: Page) -> Answer:
    found = page.metadata
    return Answer(text=page.text, title=found.title, authors=found.authors, date=found.published, found=found.found)


def _trafilatura(dump: bytes, url: str) -> str:
    return import_module("trafilatura").extract(dump, url=url or None, include_comments=False) or ""


def _trafilatura_with_metadata(dump: bytes, url: str) -> str:
    """What `cleanpage.extract` does: the text and the metadata in one call."""
    return _trafilatura_described(dump, url).text


def _trafilatura_fast(dump: bytes, url: str) -> str:
    return import_module("trafilatura").extract(dump, url=url or None, include_comments=False, fast=True) or ""


def _trafilatura_described(dump: bytes, url: str) -> Answer:
    found = import_module("trafilatura").bare_extraction(
        dump, url=url or None, include_comments=False, with_metadata=True
    )
    if found is None:
        return Answer()
    return Answer(text=found.text or "", title=found.title, authors=found.author, date=found.date)


def _resiliparse(dump: bytes, url: str) -> str:
    encoding = import_module("resiliparse.parse.encoding").detect_encoding(dump)
    tree = import_module("resiliparse.parse.html").HTMLTree.parse_from_bytes(dump, encoding or "utf-8")
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    text: str = extract(tree, main_content=True, alt_texts=False, comments=False)
    return text


def _turbohtml(dump: bytes, url: str) -> str:
    text: str = import_module("turbohtml").parse(dump).main_text()
    return text


def _turbohtml_described(dump: bytes, url: str) -> Answer:
    found = import_module("turbohtml").parse(dump).article()
    return Answer(text=found.text, title=found.title, authors=found.byline, date=found.date)


def _readability(dump: bytes, url: str) -> str:
    summary = import_module("readability").Document(dump, url=url or None).summary(html_partial=True)
    text: str = import_module("lxml.html").fromstring(summary).text_content()
    return text


def _newspaper(dump: bytes, url: str) -> str:
    return _newspaper_described(dump, url).text


def _newspaper_described(dump: bytes, url: str) -> Answer:
    from cleanpage.decode import decode

    # It takes no bytes, for it has the encoding from the server; and it would fetch the pictures to see their size.
    found = import_module("newspaper").article(url, input_html=decode(dump).text, fetch_images=False)
    date = found.publish_date
    return Answer(text=found.text, title=found.title, authors=found.authors, date=date.isoformat() if date else None)


def _htmldate(dump: bytes, url: str) -> str:
    """No text, for it only dates pages."""
    return _htmldate_described(dump, url).text


def _htmldate_described(dump: bytes, url: str) -> Answer:
    find_date = import_module("htmldate").find_date
    # Not the date of the last change, which is its default.
    return Answer(date=find_date(dump, url=url or None, original_date=True))


OURS: Final = "cleanpage"
METADATA_ONLY: Final = "cleanpage-metadata"

SYSTEMS: Final[Mapping[str, Peer]] = MappingProxyType(
    {
        OURS: Peer("cleanpage", "cleanpage", _cleanpage, _cleanpage_described),
        METADATA_ONLY: Peer("cleanpage", "cleanpage", _cleanpage_metadata, _cleanpage_metadata_described),
        "trafilatura": Peer("trafilatura", "trafilatura", _trafilatura, _trafilatura_described),
        "trafilatura-metadata": Peer("trafilatura", "trafilatura", _trafilatura_with_metadata),
        "trafilatura-fast": Peer("trafilatura", "trafilatura", _trafilatura_fast),
        "resiliparse": Peer("resiliparse", "resiliparse.extract.html2text", _resiliparse),
        "turbohtml": Peer("turbohtml", "turbohtml", _turbohtml, _turbohtml_described),
        "readability": Peer("readability-lxml", "readability", _readability),
        "newspaper4k": Peer("newspaper4k", "newspaper", _newspaper, _newspaper_described),
        "htmldate": Peer("htmldate", "htmldate", _htmldate, _htmldate_described),
    }
)
"""Ours and the peers, by the names that `--against` takes."""


def installed(names: Sequence[str]) -> list[str]:
    """Return those of these systems that are installed and can be imported, and print which aren't or can't.

    Raises:
        ValueError: a name that isn't in SYSTEMS.
    """
    if unknown := [name for name in names if name not in SYSTEMS]:
        raise ValueError(f"unknown extractor {', '.join(unknown)}; there are {', '.join(SYSTEMS)}")
    return [name for name in names if _can_run(name)]


def _can_run(name: str) -> bool:
    """Return whether a system can be imported, and print why not."""
    peer = SYSTEMS[name]
    if not peer.is_installed:
        print(f"{name} is not installed (pip install {peer.package}) and left out")
        return False
    try:
        import_module(peer.module)
    except ImportError as error:
        print(f"{name} is left out, for it can't be imported: {error}")
        return False
    return True


def ask(name: str, dump: bytes, url: str) -> Answer:
    """Return what a system finds in a page, with metadata if it can; an exception is an empty answer."""
    peer = SYSTEMS[name]
    # What a peer has to say about broken pages would bury the figures.
    logging.disable(logging.CRITICAL)
    try:
        return peer.describe(dump, url) if peer.describe else Answer(text=peer.run(dump, url))
    except Exception as error:  # whatever a peer raises is counted
        return Answer(error=f"{type(error).__name__}: {error}"[:200])
    finally:
        logging.disable(logging.NOTSET)
