"""Gives the tests the same surroundings everywhere, and the package `benchmarks`."""

import os
import signal
import sys
from pathlib import Path

from hypothesis import settings

# What else the machine does is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.register_profile("deep", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))

# What a shell runs in the background ignores Ctrl-C, and so would the commands that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
