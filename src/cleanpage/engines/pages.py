"""One dump in, one row out: the step that every engine does with each page.

Whatever is wrong with a page is a row with the status "failed"; nothing is raised. Knows no engine and no Arrow.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple, get_args

from cleanpage.batch import DEADLINE_S, MEMORY_MIB
from cleanpage.crawl.pool import Limits, run_ordered
from cleanpage.crawl.rows import TextFormat, failed_row, row_of
from cleanpage.errors import OptionsError
from cleanpage.options import Favor, InputFormat, Options
from cleanpage.page import Page
from cleanpage.pipeline import extract, warm_up

NO_PAGE: Final = "there is no page here, but null"
MAX_REASON_CHARS: Final = 300
"""Characters of an exception that are told."""


class Dump(NamedTuple):
    """A page as an engine has it."""

    data: bytes | str | None
    """None where there is none."""
    url: str | None = None
    content_type: str | None = None
    problem: str | None = None
    """Why there is no page, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReader:
    """How the pages of a run are read, and what may be spent on one of them.

    Raises:
        OptionsError: a value outside its range.
    """

    text_as: TextFormat = "text"
    """What stands in the column `text`: the text, or the main content as Markdown or HTML."""
    favor: Favor = "balanced"
    """As in `Options`, like the next five."""
    comments: bool = False
    captions: bool = False
    mend_encoding: bool = False
    headline: bool | None = None
    embeds: bool | None = None
    keep_elements: tuple[str, ...] = ()
    """`Options.keep`: an engine may have columns to keep."""
    drop_elements: tuple[str, ...] = ()
    """`Options.drop`."""
    input_format: InputFormat = "auto"
    """How dumps are read. That a Content-Type is text/plain settles "auto"."""
    deadline_s: float | None = DEADLINE_S
    """Seconds by the clock after which a page is given up; None for no limit."""
    memory_bytes: int | None = MEMORY_MIB * 2**20
    """Bytes that a page may take beyond what the process needs to begin with; None for no limit. Linux only."""

    def __post_init__(self) -> None:
        self.options  # noqa: B018 - checks them
        for name, values in (("text_as", TextFormat), ("input_format", InputFormat)):
            if getattr(self, name) not in get_args(values):
                raise OptionsError(name, getattr(self, name), f"pass one of {', '.join(get_args(values))}")
        for name in ("deadline_s", "memory_bytes"):
            value = getattr(self, name)
            if value is not None and not (type(value) in (int, float) and value > 0):
                raise OptionsError(name, value, "pass a number above 0, or None for no limit")

    @property
    def options(self) -> Options:
        """The options of the extraction, without what differs from page to page."""
        return Options(
            favor=self.favor,
            comments=self.comments,
            captions=self.captions,
            mend_encoding=self.mend_encoding,
            keep=self.keep_elements,
            drop=self.drop_elements,
            headline=self.headline,
            embeds=self.embeds,
        )

    @property
    def limits(self) -> Limits:
        """What may be spent on a page."""
        return Limits(self.deadline_s, self.memory_bytes)

    def row(self, dump: Dump) -> dict[str, Any]:
        """Return the row of a page, without where it stands. Deadline and memory are not watched here."""
        if dump.data is None:
            return failed_row(dump.problem or NO_PAGE, _url(dump))
        try:
            page = self._page(dump.data, dump)
            return row_of(page, text=_TEXT[self.text_as](page))
        except MemoryError:
            raise  # whoever calls knows what it means for the next page
        except Exception as error:
            return failed_row(f"{type(error).__name__}: {error}"[:MAX_REASON_CHARS], _url(dump))

    def rows(self, dumps: Iterable[Dump]) -> Generator[dict[str, Any], None, None]:
        """Yield the row of each page, in order.

        With a deadline or a cap on memory they are worked on in a process beside this one, which is killed and
        started again where a page hits a limit; dumps are then drawn some way ahead. Close the iterator to stop early.

        Raises:
            WorkerError: the process can't be started.
        """
        return run_ordered(
            partial(_row, self),
            dumps,
            1,
            on_death=lambda dump, why: failed_row(why, _url(dump)),
            limits=self.limits,
            prepare=warm_up,
        )

    def _page(self, data: bytes | str, dump: Dump) -> Page:
        options = self.options
        if dump.content_type:
            options = dataclasses.replace(options, content_type=dump.content_type)
        return extract(data, url=dump.url, input_format=self.input_format, options=options)


_TEXT: Final[dict[TextFormat, Callable[[Page], str]]] = {
    "text": lambda page: page.text,
    "markdown": lambda page: page.to_markdown(),
    "html": lambda page: page.to_html(),
}


def _row(reader: PageReader, dump: Dump) -> dict[str, Any]:
    return reader.row(dump)


def _url(dump: Dump) -> dict[str, Any]:
    return {"url": dump.url} if dump.url else {}
