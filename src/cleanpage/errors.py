"""What cleanpage raises.

    CleanpageError
      OptionsError   (ValueError)  .name .value   an argument or option that has no meaning
      WeightsError   (ValueError)                 a weights file that is unreadable or not ours
      InputError                                  a file, or what an archive holds, that can't be read
      JournalError                                a folder of results that can't be gone on with
                                                  (cleanpage.crawl.files)
      WorkerError                                 processes that can't be started (cleanpage.crawl.pool)
      StoppedError                                a process that was stopped, or ended otherwise
                                                  (cleanpage.crawl.pool)

A page never raises: whatever bytes or text come in, `extract` returns a `Page`
with a status. These errors are for the call, not for the page.
"""

from __future__ import annotations


class CleanpageError(Exception):
    """Base of every error that cleanpage raises on purpose."""


class InputError(CleanpageError):
    """An input can't be read; the message says why and what to do about it."""


class OptionsError(CleanpageError, ValueError):
    """An argument or option has an unknown name or a value outside its range."""

    def __init__(self, name: str, value: object, hint: str) -> None:
        super().__init__(name, value, hint)
        self.name = name
        """Name of the argument or option."""
        self.value = value
        """The value that was given."""
        self.hint = hint
        """What to pass instead."""

    def __str__(self) -> str:
        return f"{self.name}={self.value!r} is not possible; {self.hint}"


class WeightsError(CleanpageError, ValueError):
    """A weights file can't be read, or was trained on other features than `features` measures."""
