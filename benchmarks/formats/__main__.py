"""`python -m benchmarks.formats NAME`: one of the benchmarks of formats."""

from typing import Final

from benchmarks.commands import run

MODULES: Final = {"words": "words", "structure": "structure", "readers": "readers"}

if __name__ == "__main__":
    raise SystemExit(run("formats", MODULES))
