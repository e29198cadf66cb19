"""The metadata of a text dump, which has nothing but its lines: `finders` has the table of fields."""

from cleanpage.metadata.dump.finders import read_dump

__all__ = ["read_dump"]
