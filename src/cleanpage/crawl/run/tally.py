"""What became of the records of a run, counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

MAX_REASONS: Final = 100
"""Different reasons that are counted by themselves; others are counted together."""
OTHER: Final = "other reasons"

_COUNTERS: Final = ("statuses", "failed", "skipped", "truncated")


@dataclass(slots=True)
class Tally:
    """Counts of one input or of several."""

    statuses: Counter[str] = field(default_factory=Counter)
    """Pages by `page.Status`."""
    failed: Counter[str] = field(default_factory=Counter)
    """Records that gave no page although they should, by reason."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Records that are no pages, by what they are."""
    truncated: Counter[str] = field(default_factory=Counter)
    """Pages of which the archive holds only the front, by its reason."""
    size: int = 0
    """Bytes of the pages, unpacked; characters of those that came as text."""

    @property
    def pages(self) -> int:
        """Records that gave a page."""
        return self.statuses.total()

    @property
    def records(self) -> int:
        """Everything that was found."""
        return self.pages + self.failed.total() + self.skipped.total()

    def add_failure(self, reason: str) -> None:
        """Count a failure by the front of its reason, without its numbers.

        >>> tally = Tally()
        >>> tally.add_failure("cut off at byte 1234 of 5000; copy it again")
        >>> tally.failed
        Counter({'cut off at byte N of N': 1})
        """
        kind = re.sub(r"\d[\d.,]*", "N", re.split(r"[;:(]", reason, maxsplit=1)[0]).strip()
        _count(self.failed, kind or OTHER)

    def add_skipped(self, reason: str) -> None:
        """Count a record that is no page."""
        _count(self.skipped, reason)

    def add_truncated(self, reason: str) -> None:
        """Count a page of which the archive holds only the front."""
        _count(self.truncated, reason)

    def include(self, other: Tally) -> None:
        """Add the counts of another tally."""
        for name in _COUNTERS:
            for reason, count in getattr(other, name).items():
                _count(getattr(self, name), reason, count)
        self.size += other.size

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, commonest first."""
        return {
            "records": self.records,
            "pages": self.pages,
            "bytes": self.size,
            "statuses": dict(self.statuses.most_common()),
            "failed": dict(self.failed.most_common()),
            "skipped": dict(self.skipped.most_common()),
            "truncated": dict(self.truncated.most_common()),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Tally:
        """Return the tally that `to_dict` gave."""
        return cls(**{name: Counter(data[name]) for name in _COUNTERS}, size=data["bytes"])


def _count(counter: Counter[str], reason: str, count: int = 1) -> None:
    counter[reason if reason in counter or len(counter) < MAX_REASONS else OTHER] += count
