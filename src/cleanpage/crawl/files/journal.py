"""What a run into a folder has finished, and whose the outputs in it are, so that the next one can go on from there.

The journal lies beside the results: a line for the settings, then for each input one when its results begin to be
written, which says under which name, and one when all of them have taken their places. Whoever is killed in between
does that input again, and its results take the places of the same ones: work may be done twice, but no page is there
twice. An input is known by where it lies, so that its name among the outputs stays whatever else is there to be read.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from cleanpage.crawl.files.outputs import DRAFTS
from cleanpage.crawl.files.sources import JOURNAL, STDIN, Source
from cleanpage.errors import CleanpageError
from cleanpage.version import __version__

FORMAT: Final = 2


class JournalError(CleanpageError):
    """The run in a folder can't be gone on with, or another one is at it; the message says what to do."""


@dataclass(slots=True)
class Claim:
    """An output, and the input that it belongs to."""

    path: str
    """Where the input lies, as `paths_of` has it."""
    output: str
    """Name beneath the folder, with "/"."""
    is_folder: bool
    """Whether it is a folder with a file for each page."""
    state: list[int]
    """What the input was like before it was read, as `state_of` has it."""
    done: Mapping[str, Any] | None = None
    """What was noted when all of its results were in their places; None if they are not."""


class Journal:
    """The journal of one folder, open for one run."""

    def __init__(self, stream: IO[bytes], claims: Mapping[str, Claim]) -> None:
        self._stream = stream
        self._claims = dict(claims)
        """By output."""
        self._outputs: dict[str, str] = {}
        """The last output of each input."""
        for claim in claims.values():
            self._outputs.pop(claim.path, None)
            self._outputs[claim.path] = claim.output
        self._states = Counter(tuple(claim.state) for claim in claims.values())

    def claim_of(self, path: str) -> Claim | None:
        """Return the output of an input, if it has one."""
        return self._claims.get(self._outputs.get(path, ""))

    def claims(self) -> Collection[Claim]:
        """Return all outputs that belong to inputs."""
        return self._claims.values()

    def is_held(self, claim: Claim) -> bool:
        """Return whether an output still belongs to the input that it belonged to."""
        return self._claims.get(claim.output) is claim

    def finished(self, path: str, state: list[int]) -> Mapping[str, Any] | None:
        """Return what was noted of an input when it was done, if it was and is still the same file."""
        claim = self.claim_of(path)
        if claim is None or not state or claim.state[:2] != state[:2]:
            return None
        # A copy has another number. The number of another input is that input, which was given this name.
        is_another = claim.state != state and self._states[tuple(state)] > 0
        return None if is_another else claim.done

    def begin(self, path: str, output: str, state: list[int], *, is_folder: bool) -> None:
        """Note that the results of an input are being written, so that those of before are not counted on any more."""
        claim = Claim(path, output, is_folder, state)
        if self._claims.get(output) != claim:
            line = {"input": path, "output": output, "state": state}
            self._write(line | {"folder": True} if is_folder else line)
            self._claims[output] = claim
            self._outputs[path] = output

    def finish(self, output: str, done: Mapping[str, Any]) -> None:
        """Note that all results of an input are in their places."""
        self._claims[output].done = done
        self._write({"output": output, "done": done})

    def drop(self, output: str) -> None:
        """Note that an output has been removed, and belongs to nobody."""
        claim = self._claims.pop(output)
        if self._outputs.get(claim.path) == output:
            del self._outputs[claim.path]
        self._write({"output": output, "dropped": True})

    def _write(self, entry: Mapping[str, Any]) -> None:
        _write_line(self._stream, entry)


@contextmanager
def open_journal(folder: Path, settings: Mapping[str, Any], *, resume: bool) -> Iterator[Journal]:
    """Give the journal of a folder; without `resume` a new one.

    Raises:
        JournalError: another run is writing to the folder, or the earlier one had other settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / JOURNAL).open("a+b") as stream:
        _lock(stream, folder)
        stream.seek(0)
        lines = _whole_lines(stream) if resume else []
        # As JSON has it: lists in place of tuples.
        head = json.loads(json.dumps({"journal": FORMAT, "cleanpage": __version__, "settings": dict(settings)}))
        if lines and head != lines[0]:
            raise JournalError(_difference(lines[0], head, folder))
        if lines:
            stream.truncate()
        else:
            stream.truncate(0)
            _write_line(stream, head)
        here = os.path.realpath(folder)
        claims, written_at = _claims_of(lines[1:], here)
        if written_at != here:
            _write_line(stream, {"here": here})
        if resume:
            for draft in folder.rglob(DRAFTS):
                draft.unlink(missing_ok=True)
        yield Journal(stream, claims)


def paths_of(sources: Sequence[Source]) -> list[str]:
    """Return where each input lies, however it was named: no two are the same, and STDIN stands for itself.

    Links to folders are followed, a link to a file is not: it may well be meant as a page of its own. What lies in the
    same place by two names of one run is told apart by its names.
    """
    typed = [STDIN if source.name == STDIN else os.path.abspath(source.name) for source in sources]  # noqa: PTH100
    folders: dict[str, str] = {STDIN: STDIN}
    real = []
    for path in typed:
        folder, name = os.path.split(path)
        if folder not in folders:
            folders[folder] = folder
            with suppress(OSError, ValueError):
                folders[folder] = os.path.realpath(folder)
        real.append(path if path == STDIN else os.path.join(folders[folder], name))  # noqa: PTH118
    counts, named, given = Counter(real), set(typed), set[str]()
    paths = []
    for path, place in zip(typed, real, strict=True):
        is_first = place not in given and place not in named
        paths.append(place if counts[place] == 1 or is_first else path)
        given.add(paths[-1])
    return paths


def state_of(source: Source) -> list[int]:
    """Return size, time and number of an input, by which it is told whether it has changed; empty if nothing tells."""
    if source.name == STDIN:
        return []
    with suppress(OSError, ValueError):
        stat = Path(source.name).stat()
        return [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    return []


def _claims_of(lines: Sequence[Mapping[str, Any]], here: str) -> tuple[dict[str, Claim], str]:
    """Return the outputs that a journal tells of, and where the folder was when its last line was written."""
    claims: dict[str, Claim] = {}
    at = ""
    places: dict[str, str] = {}
    for line in lines:
        with suppress(KeyError, TypeError):
            if "here" in line:
                at = line["here"]
            elif "input" in line:
                output = line["output"]
                claims.pop(output, None)  # so that the order is that of the last lines
                claims[output] = Claim(line["input"], output, "folder" in line, line["state"])
                places[output] = at
            elif "done" in line:
                claims[line["output"]].done = line["done"]
            elif "dropped" in line:
                del claims[line["output"]]
    for claim in claims.values():
        if places[claim.output] != here and claim.path != STDIN:
            claim.path = _moved(claim.path, places[claim.output], here)
    return claims, at


def _moved(path: str, before: str, here: str) -> str:
    """Return where an input lies if it was moved together with the folder of results."""
    with suppress(ValueError):  # another drive
        moved = os.path.normpath(os.path.join(here, os.path.relpath(path, before)))  # noqa: PTH118
        if not os.path.lexists(path) and os.path.lexists(moved):
            return moved
    return path


def _write_line(stream: IO[bytes], entry: Mapping[str, Any]) -> None:
    stream.write(json.dumps(entry).encode() + b"\n")
    stream.flush()


def _whole_lines(stream: IO[bytes]) -> list[dict[str, Any]]:
    """Return the objects on the lines of a journal, and leave the stream behind the last whole one."""
    lines: list[dict[str, Any]] = []
    end = 0
    for line in stream:
        try:
            entry = json.loads(line)
        except ValueError:
            break
        if not line.endswith(b"\n") or not isinstance(entry, dict):
            break
        lines.append(entry)
        end += len(line)
    stream.seek(end)
    return lines


def _difference(before: Mapping[str, Any], now: Mapping[str, Any], folder: Path) -> str:
    old, new = before.get("settings"), now["settings"]
    what = [f"version {before.get('cleanpage')}"] if before.get("cleanpage") != now["cleanpage"] else []
    if isinstance(old, dict):
        what += [f"{name}={old.get(name)!r}" for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    listed = ", ".join(what) or "another program"
    return f"the results in {folder} were made with {listed}; use the same again, another folder, or no --resume"


def _lock(stream: IO[bytes], folder: Path) -> None:
    """Keep others from writing to the folder as long as the stream is open, where the system can."""
    if os.name != "posix":
        return
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise JournalError(f"another run is writing to {folder}; wait for it, or use another folder") from None
    except OSError:
        return  # A file system without locks
