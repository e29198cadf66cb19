"""Floors: the lowest value that each figure may have, so that quality can't slip unseen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).resolve().parent / "floors.json"

Figures = Mapping[str, float]
"""Name of a figure to its value, 0.0 to 1.0, higher is better."""


def read_floors(path: Path = FILE) -> dict[str, dict[str, float]]:
    """Return the floors of the fixtures (under "fixtures") and of each corpus (under its set's name)."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {"fixtures": data["fixtures"], **data["corpora"]}


def failures(figures: Figures, floors: Figures) -> list[str]:
    """Return in words which figures are under their floors, or have a floor but weren't measured."""
    found = []
    for name, floor in floors.items():
        if name not in figures:
            found.append(f"{name} has a floor and was not measured")
        elif figures[name] < floor:
            found.append(f"{name} is {figures[name]:.4f}, its floor {floor:.4f}")
    return found
