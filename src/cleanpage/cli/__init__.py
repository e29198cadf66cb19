"""The command `cleanpage`."""

from cleanpage.cli.command import main, run

__all__ = ["main", "run"]
