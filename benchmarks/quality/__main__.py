"""`python -m benchmarks.quality NAME`: one of the benchmarks of quality."""

from typing import Final

from benchmarks.commands import run

MODULES: Final = {
    "text": "text",
    "metadata": "metadata",
    "encoding": "encoding",
    "layouts": "layouts",
    "no-content": "no_content",
    "reliability": "reliability",
    "rules": "sweep",
    "changes": "changes",
    "units": "units",
    "favor": "favor",
    "dumps": "dumps",
}

if __name__ == "__main__":
    raise SystemExit(run("quality", MODULES))
