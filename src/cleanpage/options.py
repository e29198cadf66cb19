"""What a caller can ask for, checked when it is built and not twenty calls later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from cleanpage.errors import OptionsError

if TYPE_CHECKING:
    import datetime  # only dated runs need it, and it takes a while to import

InputFormat = Literal["auto", "html", "text"]
"""How a dump is read: as HTML, as plain text with a block on each line, or whichever it looks like."""

Favor = Literal["precision", "balanced", "recall"]
"""Which error weighs more when the cut between main content and boilerplate is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything about an extraction that is not the page itself.

    Raises:
        OptionsError: a value outside its range.
    """

    favor: Favor = "balanced"
    """Which error weighs more: boilerplate kept ("precision") or main content lost ("recall")."""
    comments: bool = False
    """Whether readers' comments under an article are kept too: their texts, not the names and buttons around them.
    The posts of a forum thread are its main content either way."""
    captions: bool = False
    """Whether the captions and credits of pictures within an article are kept too."""
    headline: bool | None = None
    """Whether the headline stands first in the text and all formats. None: in none of them but a whole page of HTML,
    which shows it with the byline and the date; False: not even there."""
    embeds: bool | None = None
    """Whether the tree and its formats show by their addresses the videos, sounds, posts and frames that the article
    embeds, also as elements of scripts, and posts whose text was dropped. None: `<video>`, `<audio>` and frames, in
    formats with pictures; False: none of them."""
    keep: tuple[str, ...] = ()
    """CSS selectors of elements whose blocks are kept, whatever their score. Of elements within each other the
    innermost decides; what both `keep` and `drop` name is kept. A text dump has no elements, and is left as it is."""
    drop: tuple[str, ...] = ()
    """CSS selectors of elements whose blocks are dropped, whatever their score."""
    content_type: str | None = None
    """The page's Content-Type header. Its charset is believed before the page's own declaration, and
    `text/plain` settles input_format="auto"."""

    max_bytes: int | None = 20_000_000
    """Bytes of a page (characters of a `str`) that are read; None for all. What is left out makes the page "partial".
    Nearly all that is larger are pictures within the page, or no page; trafilatura refuses pages of that size."""
    max_blocks: int | None = 30_000
    """Blocks of a page that are made, and six times as many tags or lines that are read; None for all. It bounds the
    memory. The largest of 2,215 pages of news, shops and forums has 2,738 blocks."""
    deadline_s: float | None = None
    """Seconds that a page may take; as much of it is read as can be judged in them. With it, the result depends on how
    fast the machine is. Decoder and parser are not interrupted: a megabyte takes them 10 to 80 ms."""

    mend_encoding: bool = False
    """Whether text that was read in the wrong encoding before it came into the page is mended: UTF-8 that was misread
    ("cafÃ©" for "café"), and lone bytes of windows-1252 in UTF-8. What is right is not touched."""
    now: datetime.datetime | None = None
    """When the page was dumped. "3 hours ago" is reckoned from it and a later date not believed; without it, such
    times give no date, as the clock is never looked at."""

    def __post_init__(self) -> None:
        if self.favor not in get_args(Favor):
            raise OptionsError("favor", self.favor, f"pass one of {', '.join(get_args(Favor))}")
        for name in ("comments", "captions", "mend_encoding"):
            if not isinstance(getattr(self, name), bool):
                raise OptionsError(name, getattr(self, name), "pass True or False")
        for name in ("headline", "embeds"):
            if not isinstance(getattr(self, name), bool | None):
                raise OptionsError(name, getattr(self, name), "pass True, False or None")
        _check_selectors("keep", self.keep)
        _check_selectors("drop", self.drop)
        if self.content_type is not None and not isinstance(self.content_type, str):
            raise OptionsError("content_type", self.content_type, "pass a string or None")
        for name in ("max_bytes", "max_blocks"):
            limit = getattr(self, name)
            if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 1):
                raise OptionsError(name, limit, "pass a whole number from 1, or None for no limit")
        seconds = self.deadline_s
        if seconds is not None:
            is_number = isinstance(seconds, (int, float)) and not isinstance(seconds, bool)
            if not is_number or not seconds > 0:
                raise OptionsError("deadline_s", seconds, "pass seconds above 0, or None for no limit")
        if self.now is not None:
            import datetime

            if not isinstance(self.now, datetime.datetime):
                raise OptionsError("now", self.now, "pass a datetime.datetime or None")


def _check_selectors(name: str, selectors: object) -> None:
    """Raise an OptionsError if an option holds anything but CSS selectors that are taken."""
    if selectors == ():
        return
    if not isinstance(selectors, tuple) or not all(isinstance(one, str) for one in selectors):
        raise OptionsError(name, selectors, 'pass a tuple of CSS selectors, as ("aside", "div.ad")')
    from cleanpage.selectors import MAX_SELECTORS, parse_selector

    if len(selectors) > MAX_SELECTORS:
        raise OptionsError(name, selectors, f"pass at most {MAX_SELECTORS} CSS selectors")
    for one in selectors:
        try:
            parse_selector(one)
        except ValueError as error:
            raise OptionsError(name, one, str(error)) from None
