"""`python -m benchmarks.robustness NAME`: one of the benchmarks of what must never happen."""

from typing import Final

from benchmarks.commands import run

MODULES: Final = {"promises": "promises", "fuzz": "fuzz", "readers": "readers"}

if __name__ == "__main__":
    raise SystemExit(run("robustness", MODULES))
