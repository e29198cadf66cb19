"""Build the tree of an article from the kept blocks of a page: `html` from its elements, `dump` from its lines."""

from cleanpage.formats.structure.builder import build_tree

__all__ = ["build_tree"]
