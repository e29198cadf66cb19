"""Lets the tests import the scripts of `benchmarks/`, which are no part of the package."""

import os
import sys
from pathlib import Path

from hypothesis import settings

# What else the machine does is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.register_profile("deep", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
