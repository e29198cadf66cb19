"""Write results to a stream, to one file, or to a file for each input.

Finished strings come in, numbered by input; UTF-8 goes out, whatever the locale. A file appears
whole or not at all: it is written under another name beside its place, and renamed at the end.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import IO, Final, NamedTuple

from cleanpage.inputs import GZIP_SUFFIX, PAGE_SUFFIXES, Source

Add = Callable[[int, str], None]
"""Takes the position of an input and what is to be written for it."""

UNSAFE_CHARS: Final = str.maketrans(dict.fromkeys('<>:"|?*\\', "_"))
"""Characters that not every file system allows in a name; a glob without a match has some."""


class Frame(NamedTuple):
    """What stands around and between the results in one stream."""

    opening: str = ""
    separator: str = ""
    closing: str = ""


@contextmanager
def to_stream(stream: IO[bytes], frame: Frame) -> Iterator[Add]:
    """Give a function that writes results to a stream, one after another, each flushed."""
    before = frame.opening

    def add(position: int, body: str) -> None:
        nonlocal before
        stream.write(encode(before + body))
        stream.flush()
        before = frame.separator

    yield add
    stream.write(encode(frame.closing))
    stream.flush()


@contextmanager
def to_file(path: Path, frame: Frame) -> Iterator[Add]:
    """Give a function that writes results to one file, replaced at the end, if there was any."""
    with ExitStack() as stack:
        opened: list[Add] = []

        def add(position: int, body: str) -> None:
            if not opened:
                stream = stack.enter_context(replacing(path))
                opened.append(stack.enter_context(to_stream(stream, frame)))
            opened[0](position, body)

        yield add


@contextmanager
def to_folder(paths: Sequence[Path], frame: Frame) -> Iterator[Add]:
    """Give a function that writes each result to the path at its position, making the folders it needs."""

    def add(position: int, body: str) -> None:
        path = paths[position]
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as stream:
            stream.write(encode(frame.opening + body + frame.closing))

    yield add


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream whose content takes the place of `path` when the block ends without an exception.

    A link is followed and the mode of an existing file kept. What is no file, /dev/null or a
    pipe, is written to as it is.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    final = path.resolve()
    draft = final.with_name(f".cleanpage-{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as stream:
            yield stream
        if final.exists():
            shutil.copymode(final, draft)
        draft.replace(final)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def name_outputs(sources: Sequence[Source], folder: Path, suffix: str) -> list[Path]:
    """Return a path in `folder` for each source: its place, with `suffix` for that of a page.

    No two are the same, on file systems without case either, and none is an input: what would be
    gets "-2", "-3" and so on, in the order of the sources.

    >>> [path.name for path in name_outputs([Source(name=n, place=n) for n in ("a.htm", "a.html")], Path("out"), ".txt")]
    ['a.txt', 'a-2.txt']
    """  # noqa: E501 - a doctest
    taken = {_key(source.name) for source in sources}
    paths = []
    for source in sources:
        place = PurePath(source.place.translate(UNSAFE_CHARS))
        parent = folder.joinpath(*(part for part in place.parts[:-1] if part != ".."))
        stem = _stem(place.name) or "page"
        path, number = parent / (stem + suffix), 1
        while _key(path) in taken:
            number += 1
            path = parent / f"{stem}-{number}{suffix}"
        taken.add(_key(path))
        paths.append(path)
    return paths


def encode(text: str) -> bytes:
    """Return UTF-8. Lone surrogates, which file names can hold, become escapes that JSON reads."""
    return text.encode("utf-8", "backslashreplace")


def _stem(name: str) -> str:
    lower = name.lower()
    for suffix in (GZIP_SUFFIX, *PAGE_SUFFIXES):
        if lower.endswith(suffix):
            lower = lower[: -len(suffix)]
    return name[: len(lower)]


def _key(path: str | Path) -> str:
    return os.path.abspath(path).casefold()  # noqa: PTH100 - links are not followed
