"""What a task may take, and what is said of one that needed more."""

from __future__ import annotations

from typing import Final, NamedTuple


class Limits(NamedTuple):
    """What one task may take; None for no limit."""

    deadline_s: float | None = None
    """Seconds by the clock after which its process is killed."""
    memory_bytes: int | None = None
    """Bytes that its process may take beyond what it needs to begin with. Held on Linux only."""


NO_LIMITS: Final = Limits()


def needed(memory_bytes: int | None) -> str:
    """Return what is said of a task that needed more memory than it may take."""
    if memory_bytes is None:
        return "there is not enough memory for it"
    return f"it needed more than the {memory_bytes // 2**20} MiB of memory it may take"


def too_long(deadline_s: float) -> str:
    """Return what is said of a task that took longer than it may."""
    return f"it took longer than {deadline_s:g} s and was stopped"
