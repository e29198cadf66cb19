"""The data files that come with the package: weights, stop words, phrases of boilerplate."""

from __future__ import annotations

import os.path


def read_data(name: str) -> str:
    """Return the text of a file in this folder."""
    # pathlib and importlib.resources each take a tenth of the whole import's time.
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:  # noqa: PTH118, PTH120, PTH123
        return file.read()
