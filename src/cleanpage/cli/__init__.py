"""The command `cleanpage`: `arguments` says what can be asked for, `command` does it."""

from cleanpage.cli.command import main, run

__all__ = ["main", "run"]
