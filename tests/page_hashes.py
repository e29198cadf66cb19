"""Hashes of what is said of every fixture: run as a script it prints them, a line each."""

from __future__ import annotations

import locale
import sys

from benchmarks.fingerprint import hash_of
from benchmarks.pages.fixtures import Fixture, read_fixtures

import cleanpage


def hash_fixture(fixture: Fixture) -> str:
    """Return a hash of the page in every format."""
    return hash_of(cleanpage.extract(fixture.dump, url=fixture.url))


if __name__ == "__main__":
    # Nothing of what a program around us may have set has a say.
    locale.setlocale(locale.LC_ALL, "")
    fixtures = read_fixtures()
    # Nor have the pages before.
    hashes = {fixture.slug: hash_fixture(fixture) for fixture in reversed(fixtures)}
    sys.stdout.write("".join([f"{hashes[fixture.slug]}\n" for fixture in fixtures]))
