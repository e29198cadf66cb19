"""Rules for HTML that declares an article: its headline and standfirst, boxes beside it, what follows it."""

from cleanpage.select.rules.articles.boxes import are_in_bylines, are_in_newsletters
from cleanpage.select.rules.articles.end_notes import are_end_notes
from cleanpage.select.rules.articles.ends import are_below, are_trailing_headings
from cleanpage.select.rules.articles.headline import are_headline
from cleanpage.select.rules.articles.next_articles import are_in_next_articles
from cleanpage.select.rules.articles.standfirst import find_standfirst

__all__ = [
    "are_below",
    "are_end_notes",
    "are_headline",
    "are_in_bylines",
    "are_in_newsletters",
    "are_in_next_articles",
    "are_trailing_headings",
    "find_standfirst",
]
