"""Boxes beside the text of an article, by the names of their elements: about its author, or to sign up."""

from __future__ import annotations

from cleanpage.select.rules.rule import Case, Kept


def are_in_bylines(case: Case, _: Kept) -> list[bool]:
    """Return whether each block is in a byline or an author box."""
    return [cue == "byline" for cue in case.measured.cues]


def are_in_newsletters(case: Case, _: Kept) -> list[bool]:
    """Return whether each block is in a newsletter box."""
    return [cue == "newsletter" for cue in case.measured.cues]
