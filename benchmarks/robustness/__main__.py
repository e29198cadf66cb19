"""`python -m benchmarks.robustness NAME`: one of the benchmarks of what must never happen."""

from typing import Final

from benchmarks.commands import run

MODULES: Final = {
    "promises": "promises",
    "search": "search",
    "readers": "readers",
    "reasons": "reasons",
    "fuzz": "fuzz",
}

if __name__ == "__main__":
    raise SystemExit(run("robustness", MODULES))
