"""Where the results of each input go: all of them into one stream or file, or those of each input beneath a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from cleanpage.crawl.files.journal import Claim, Journal, open_journal, paths_of, state_of
from cleanpage.crawl.files.outputs import QUARANTINE, Add, Frame, name_outputs, to_file, to_stream
from cleanpage.crawl.files.places import (
    LINES,
    PageFile,
    PageFiles,
    Place,
    Quarantine,
    Shard,
    UnplacedError,
    pages_in,
    placing,
    remove,
    spare_quarantine,
)
from cleanpage.crawl.files.sources import STDIN, Source


def _nothing() -> None:
    pass


@dataclass(slots=True)
class Results:
    """Where what becomes of the pages of one input is put."""

    add: Add
    """Takes the result of a page. UnplacedError if it can't be put there, with which the page has failed."""
    quarantine: Add | None
    """Takes the line that says why a page failed; None if that is said among the results."""
    complete: Callable[[], None] = _nothing
    """To be called behind the last result: all take their place. UnplacedError if they can't."""
    undone: bool = False
    """Set if the input failed as a whole: a later run tries it again, and no result is not what it came to."""
    unplaced: bool = False
    """Set if something could not be put in its place: a later run tries it again."""


class Left(NamedTuple):
    """Results that belong to an input which is not among those of a run."""

    output: Path
    input: str
    """Where it lies, or lay."""
    is_there: bool
    """Whether it is there still."""


class Destination(Protocol):
    """Where the results of a run go."""

    def left(self) -> Sequence[Left]:
        """Return the results that belong to inputs which are not among those of the run."""
        ...

    def finished(self, position: int) -> Mapping[str, Any] | None:
        """Return the tally of the input at a position if an earlier run has done it."""
        ...

    def of_input(self, position: int) -> AbstractContextManager[Results]:
        """Give the place for the results of an input, in which nothing half-written is left when the block ends."""
        ...

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        """Take note that an input is done and its results are in their places."""
        ...


class Together:
    """All results in one stream or file."""

    def __init__(self, sources: Sequence[Source], add: Add, quarantine: Add | None) -> None:
        self._sources = sources
        self._add = add
        self._quarantine = quarantine
        self.archive_done = False
        """Whether an archive was read, if only to find that there is no page in it."""

    def left(self) -> Sequence[Left]:
        """Return none: only folders can be gone on with."""
        return ()

    def finished(self, position: int) -> None:
        """Return None: only folders can be gone on with."""

    def of_input(self, position: int) -> AbstractContextManager[Results]:
        """Give the one place."""
        return nullcontext(Results(self._add, self._quarantine))

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        """Take note that an input is done."""
        self.archive_done = self.archive_done or self._sources[position].many


@contextmanager
def together(
    sources: Sequence[Source], output: Path | IO[bytes], frame: Frame, quarantine: Path | None
) -> Iterator[Destination]:
    """Give one stream or file for all results, and maybe a file for the failures.

    A file without a result is made of archives only: a page that gives none has failed.
    """
    with ExitStack() as stack:
        if isinstance(output, Path):
            opened = to_file(output, frame, always=lambda: destination.archive_done)
        else:
            opened = to_stream(output, frame)
        add = stack.enter_context(opened)
        failed = stack.enter_context(to_file(quarantine, LINES, always=lambda: True)) if quarantine else None
        destination = Together(sources, add, failed)
        yield destination


class Folder:
    """A file for each input, or for each page of an archive in formats of which a file holds one page.

    Failures go to a file for each input in the folder QUARANTINE below. An input keeps the name that the journal has
    for it, and what belongs to other inputs stays as it is.
    """

    def __init__(self, sources: Sequence[Source], folder: Path, suffix: str, frames: Frames, journal: Journal) -> None:
        self._sources = sources
        self._folder = folder
        self._suffix = suffix
        self._frames = frames
        self._journal = journal
        self._inputs = paths_of(sources)
        self._known = set(self._inputs)
        here = os.path.realpath(folder)
        self._is_input = {claim.output for claim in journal.claims() if _join(here, claim.output) in self._known}
        """Outputs that are inputs now."""
        there = {path for source, path in zip(sources, self._inputs, strict=True) if not source.problem}
        self._others = [claim for claim in journal.claims() if claim.path not in there]
        """What belongs to inputs that are gone or not asked for."""
        self._renamed = self._find_renamed()
        """By position, what belonged to an input that has another name now."""
        self._paths = self._name()
        self._old = self._find_old()
        """By input, its outputs of before, with names that it has no more."""
        self._states: dict[int, list[int]] = {}
        """What the inputs were like before they were read. What grows meanwhile has changed then."""

    def left(self) -> Sequence[Left]:
        """Return the results that belong to inputs which are gone or not among those of this run."""
        renamed = {claim.output for claim in self._renamed.values()}
        return [
            Left(self._folder / claim.output, claim.path, os.path.lexists(claim.path))
            for claim in self._others
            if claim.output not in renamed and self._is_there(claim)
        ]

    def finished(self, position: int) -> Mapping[str, Any] | None:
        """Return the tally of the input at a position if an earlier run has done it."""
        state = self._states[position] = state_of(self._sources[position])
        claim = self._journal.claim_of(self._inputs[position])
        done = self._journal.finished(self._inputs[position], state)
        if claim is None or done is None or self._folder / claim.output != self._paths[position]:
            return None
        tally: Mapping[str, Any] = done["tally"]
        return tally if done == self._found(claim, tally) else None

    @contextmanager
    def of_input(self, position: int) -> Iterator[Results]:
        """Give the place for the results of an input, in which nothing half-written is left when the block ends."""
        source, path = self._sources[position], self._paths[position]
        # What is not there is not written, and what there was of it is not touched.
        if not (source.problem and self._journal.claim_of(self._inputs[position])):
            state = self._states.get(position, [])
            self._journal.begin(self._inputs[position], self._name_of(path), state, is_folder=self._is_folder(source))
        with Quarantine(self._quarantine(path), self._folder) as failures, self._place(source, path) as place:

            def complete() -> None:
                # The page of an input that is gone may be nowhere else.
                gone = source.name != STDIN and not os.path.exists(source.name)  # noqa: PTH110 - which raises for some
                place.complete(undone=results.undone, keep=gone)

            results = Results(place.add, failures.add, complete)
            yield results
            failures.complete()
            results.unplaced = results.unplaced or failures.lost

    def finish(self, position: int, tally: Mapping[str, Any]) -> None:
        """Take note that an input is done and its results are in their places."""
        path = self._inputs[position]
        old = self._old.pop(path, [])
        if renamed := self._renamed.get(position):
            old.append(renamed)
        for claim in old:
            if self._journal.is_held(claim):
                with suppress(UnplacedError), placing(self._folder / claim.output, self._folder):
                    self._clear(claim, position)
                    self._journal.drop(claim.output)
        if now := self._journal.claim_of(path):
            self._journal.finish(now.output, self._found(now, tally))

    def _find_renamed(self) -> dict[int, Claim]:
        """Return by position what belongs to an input that is the same file under another name."""
        by_state = {tuple(claim.state): claim for claim in self._others if claim.state and claim.state[-1]}
        renamed: dict[int, Claim] = {}
        for position, source in enumerate(self._sources if by_state else ()):
            state = state_of(source)
            claim = by_state.get(tuple(state))
            own = self._journal.claim_of(self._inputs[position])
            if claim is None or source.problem or (own and own.done and own.state == state):
                continue
            if state_of(Source(name=claim.path)) != state:  # else there are two names for it
                renamed[position] = by_state.pop(tuple(state))
        return renamed

    def _name(self) -> list[Path]:
        """Return where the results of each input go."""
        kept: dict[int, Path] = {}
        for position, (source, path) in enumerate(zip(self._sources, self._inputs, strict=True)):
            claim = self._journal.claim_of(path)
            # What was an archive may be a page now.
            fits = claim and (source.problem or claim.is_folder == self._is_folder(source))
            if claim and fits and claim.output not in self._is_input:
                kept[position] = self._folder / claim.output
        renamed = {claim.output for claim in self._renamed.values()}
        others = [self._folder / claim.output for claim in self._others if claim.output not in renamed]
        # Of a folder the name that a page would have is taken too: both have failures under it.
        folders = {self._folder / claim.output for claim in self._journal.claims() if claim.is_folder}
        others += [path.with_name(path.name + self._suffix) for path in folders & {*others, *kept.values()}]
        unpacked = self._frames.archive is None
        return name_outputs(self._sources, self._folder, self._suffix, unpacked=unpacked, kept=kept, others=others)

    def _find_old(self) -> dict[str, list[Claim]]:
        now = {path: self._name_of(output) for path, output in zip(self._inputs, self._paths, strict=True)}
        old: dict[str, list[Claim]] = {}
        for claim in self._journal.claims():
            if now.get(claim.path, claim.output) != claim.output:
                old.setdefault(claim.path, []).append(claim)
        return old

    def _place(self, source: Source, path: Path) -> Place:
        if not source.many:
            return PageFile(path, self._frames.page, self._folder)
        if self._frames.archive is None:
            return PageFiles(path, self._suffix, self._frames.page, self._folder)
        return Shard(path, self._frames.archive, self._folder)

    def _found(self, claim: Claim, tally: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is noted of an input that is done, as it is there now."""
        path = self._folder / claim.output
        written = len(pages_in(path, self._suffix)) if claim.is_folder else int(os.path.isfile(path))  # noqa: PTH113
        return {"written": written, "failures": any(map(os.path.isfile, self._quarantines(path))), "tally": tally}

    def _is_there(self, claim: Claim) -> bool:
        found = self._found(claim, {})
        return bool(found["written"] or found["failures"])

    def _clear(self, claim: Claim, position: int) -> None:
        """Remove what the input at a position has under a name that it had before."""
        path = self._folder / claim.output
        if claim.output not in self._is_input:
            for file in pages_in(path, self._suffix) if claim.is_folder else [path]:
                remove(file)
            if claim.is_folder:
                with suppress(OSError):  # Others have put something into it, or it is gone.
                    path.rmdir()
        if claim.path in self._known and claim.path != self._inputs[position]:
            return  # It was asked for by its old name too, and that has failed now.
        for file in {*self._quarantines(path)} - {*self._quarantines(self._paths[position])}:
            remove(file)

    def _is_folder(self, source: Source) -> bool:
        return source.many and self._frames.archive is None

    def _name_of(self, output: Path) -> str:
        return output.relative_to(self._folder).as_posix()

    def _quarantines(self, path: Path) -> tuple[Path, Path]:
        usual = self._quarantine(path)
        return usual, spare_quarantine(usual, self._folder)

    def _quarantine(self, path: Path) -> Path:
        place = path.relative_to(self._folder)
        return self._folder / QUARANTINE / place.with_name(place.name.removesuffix(self._suffix) + ".jsonl")


@dataclass(frozen=True, slots=True)
class Frames:
    """What stands around the results in the files of a folder."""

    page: Frame
    """In the file of one page."""
    archive: Frame | None
    """In the file of an archive; None if each of its pages gets a file."""


@contextmanager
def in_folder(
    sources: Sequence[Source], folder: Path, suffix: str, frames: Frames, settings: Mapping[str, Any], *, resume: bool
) -> Iterator[Destination]:
    """Give a folder for the results.

    Raises:
        JournalError: another run is writing to it, or the one to be resumed had other settings.
    """
    with open_journal(folder, settings, resume=resume) as journal:
        yield Folder(sources, folder, suffix, frames, journal)


def _join(folder: str, output: str) -> str:
    return os.path.normpath(os.path.join(folder, output))  # noqa: PTH118 - compared as text
