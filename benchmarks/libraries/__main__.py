"""`python -m benchmarks.libraries NAME CORPORA`: a piece of our own code beside libraries that do the same."""

from typing import Final

from benchmarks.commands import run

MODULES: Final = {
    "misread": "misread",
    "linked-data": "linked_data",
    "formulas": "formulas",
    "dates": "dates",
    "cleaning": "cleaning",
    "languages": "languages",
    "charsets": "charsets",
    "archives": "archives",
    "progress": "progress",
    "costs": "costs",
}

if __name__ == "__main__":
    raise SystemExit(run("libraries", MODULES))
