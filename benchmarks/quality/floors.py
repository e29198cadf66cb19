"""Floors: the lowest value that each figure may have, so that quality can't slip unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.pages.corpus import LabelledPage
from benchmarks.quality.report import text_figures
from cleanpage.blocks import Format

FILE = Path(__file__).resolve().parent / "floors.json"

Figures = Mapping[str, float]
"""Name of a figure to its value, 0.0 to 1.0, higher is better."""


def read_floors(path: Path = FILE) -> dict[str, dict[str, float]]:
    """Return the floors of the fixtures (under "fixtures") and of each corpus (under its set's name)."""
    data = json.loads(path.read_text(encoding="utf-8"))
    floors: dict[str, dict[str, float]] = {"fixtures": data["fixtures"]}
    for sets in data["corpora"].values():
        floors |= sets
    return floors


def failures(figures: Figures, floors: Figures) -> list[str]:
    """Return in words which figures are under their floors, or have a floor but weren't measured."""
    found = []
    for name, floor in floors.items():
        if name not in figures:
            found.append(f"{name} has a floor and was not measured")
        elif figures[name] < floor:
            found.append(f"{name} is {figures[name]:.4f}, its floor {floor:.4f}")
    return found


def fold_failures(results: Iterable[tuple[LabelledPage, str]], format: Format, path: Path = FILE) -> list[str]:
    """Return in words which cross-validated means of a format's sets are under their floors.

    `results` are all pages of the format with what was extracted from them. A set that has floors and no
    page among them fails too.
    """
    measured = text_figures(results)
    floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))["corpora"].get(format, {})
    return [f"{name}: {line}" for name, wanted in floors.items() for line in failures(measured.get(name, {}), wanted)]
