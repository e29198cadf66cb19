"""Lets the tests import the scripts of `benchmarks/`, which are no part of the package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
