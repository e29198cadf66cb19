"""What a run into a folder has finished, so that the next one can go on from there.

The journal lies beside the results: a line for the settings, then one for each input that is done, written after all
its results have taken their places. Whoever is killed in between does that input again, and its results take the
places of the same ones: work may be done twice, but no page is there twice.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from cleanpage.crawl.files.outputs import DRAFTS
from cleanpage.crawl.files.sources import JOURNAL, STDIN, Source
from cleanpage.errors import CleanpageError
from cleanpage.version import __version__

FORMAT: Final = 1


class JournalError(CleanpageError):
    """The run in a folder can't be gone on with, or another one is at it; the message says what to do."""


class Journal:
    """The journal of one folder, open for one run."""

    def __init__(self, folder: Path, stream: IO[bytes], entries: Sequence[Mapping[str, Any]]) -> None:
        self._folder = folder
        self._stream = stream
        # By output: where runs of different inputs had the same one, what lies there is of the later input.
        self._done = {entry["output"]: entry for entry in entries}
        self._states: dict[str, list[int]] = {}
        """What the inputs were like before they were read, by output. What grows meanwhile has changed then."""

    def finished(self, source: Source, output: Path) -> Mapping[str, Any] | None:
        """Return the tally of an input, if it was done, is still the same file and its result is still there.

        To be asked before the input is read.
        """
        name = self._name_of(output)
        state = self._states[name] = _state(source)
        entry = self._done.get(name)
        if entry is None or not state or (entry["input"], entry["state"]) != (source.name, state):
            return None
        tally: Mapping[str, Any] = entry["tally"]
        return tally if output.exists() or not entry["written"] else None

    def finish(self, source: Source, output: Path, *, written: bool, tally: Mapping[str, Any]) -> None:
        """Note that an input is done."""
        name = self._name_of(output)
        state = self._states.get(name, [])
        entry = {"input": source.name, "state": state, "output": name, "written": written, "tally": tally}
        self._stream.write(json.dumps(entry).encode() + b"\n")
        self._stream.flush()

    def _name_of(self, output: Path) -> str:
        return output.relative_to(self._folder).as_posix()


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
        head_line = json.dumps({"journal": FORMAT, "cleanpage": __version__, "settings": dict(settings)}) + "\n"
        head = json.loads(head_line)  # as JSON has it: lists in place of tuples
        if lines and head != lines[0]:
            raise JournalError(_difference(lines[0], head, folder))
        if lines:
            stream.truncate()
        else:
            stream.truncate(0)
            stream.write(head_line.encode())
            stream.flush()
        if resume:
            for draft in folder.rglob(DRAFTS):
                draft.unlink(missing_ok=True)
        yield Journal(folder, stream, lines[1:])


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


def _state(source: Source) -> list[int]:
    """Return size and time of an input, by which it is told whether it has changed; empty if nothing tells."""
    if source.name == STDIN:
        return []
    with suppress(OSError, ValueError):
        stat = Path(source.name).stat()
        return [stat.st_size, stat.st_mtime_ns]
    return []


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
