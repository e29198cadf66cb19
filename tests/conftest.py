"""Lets the tests import the scripts of `benchmarks/`, which are no part of the package."""

import sys
from pathlib import Path

from hypothesis import settings

# What else the machine does is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
