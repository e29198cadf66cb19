"""The table of rules, in the order in which they are applied.

docs/algorithm.md explains each, with what it gives on cross-validated pages.
"""

from __future__ import annotations

from math import inf
from typing import Final

from cleanpage.select.rules.articles import (
    are_below,
    are_end_notes,
    are_headline,
    are_in_bylines,
    are_in_newsletters,
    are_in_next_articles,
    are_trailing_headings,
    find_standfirst,
)
from cleanpage.select.rules.banners import are_appeals, are_banners
from cleanpage.select.rules.captions import are_captions, with_captions
from cleanpage.select.rules.comments import are_below_comment_line, are_comments, with_comments
from cleanpage.select.rules.dumps import (
    are_appeal_lines,
    are_islands,
    are_scripts,
    are_signed_comments,
    are_signed_teasers,
    are_teasers,
)
from cleanpage.select.rules.hidden import are_unseen
from cleanpage.select.rules.labels import are_labels, are_pull_quotes
from cleanpage.select.rules.notices import are_ad_labels, are_copyright_lines
from cleanpage.select.rules.posts import are_embedded_posts, are_quoted_posts
from cleanpage.select.rules.related import are_below_related, are_related_lines
from cleanpage.select.rules.repeats import are_repeats
from cleanpage.select.rules.rule import Addition, Restoration, Rule, Unit
from cleanpage.select.rules.units import (
    with_headings,
    with_lines_below,
    with_questions,
    with_sources,
    with_whole_lists,
    with_whole_posts,
    with_whole_quotes,
    with_whole_rows,
    with_whole_tables,
)

MAX_CAPTION_SHARE: Final = 0.3
"""Share of an article's kept words up to which captions are beside it; some templates name the whole
text so. Tried .05 to .4: news has whole galleries."""

MAX_BOX_SHARE: Final = 0.2
"""Share of the kept words up to which author boxes, sign-up boxes, embedded posts or copyright lines stand beside the
text: some articles are a list of posts. The same for elements named after related articles, shares or ads loses more
than it gains."""

BEFORE_CUT: Final[tuple[Rule, ...]] = (
    Rule("script", "dump", are_scripts),
    Rule("related", "dump", are_teasers),
    Rule("banner", "html", are_banners),
    Rule("banner", "html", are_appeals),
    Rule("hidden", "html", are_unseen),
)
"""What can be no content, and is left out before the cut is chosen: it can be longer than the article and would draw
the cut down."""

ADDITIONS: Final[tuple[Addition, ...]] = (
    Addition("comments", with_comments),
    Addition("captions", with_captions),
)
"""What options add to what the cut keeps, before the other rules."""

RULES: Final[tuple[Rule, ...]] = (
    Rule("repeat", "page", are_repeats),
    Rule("comment", "dump", are_below_comment_line, unless="comments"),
    Rule("comment", "dump article", are_signed_comments, unless="comments"),
    Rule("comment", "article", are_comments, unless="comments"),
    Rule("related", "page", are_related_lines),
    Rule("byline", "article", are_in_bylines, MAX_BOX_SHARE),
    Rule("newsletter", "article", are_in_newsletters, MAX_BOX_SHARE),
    # A headline may be all there is: `select` looks whether any text is left.
    Rule("headline", "article", are_headline, inf),
    Rule("related", "dump article", are_signed_teasers),
    Rule("related", "dump article", are_below_related, spares_asked=True),
    Rule("embed", "dump", are_quoted_posts, MAX_BOX_SHARE, spares_asked=True),
    Rule("apart", "dump article", are_islands, spares_asked=True),
    Rule("newsletter", "dump article", are_appeal_lines, MAX_BOX_SHARE, spares_asked=True),
    Rule("legal", "html", are_copyright_lines, MAX_BOX_SHARE, spares_asked=True),
    Rule("legal", "article", are_end_notes, MAX_BOX_SHARE, spares_asked=True),
    Rule("ad", "html", are_ad_labels, MAX_BOX_SHARE, spares_asked=True),
    Rule("label", "html", are_labels, MAX_BOX_SHARE, spares_asked=True),
    Rule("repeat", "html", are_pull_quotes, MAX_BOX_SHARE, spares_asked=True),
    Rule("next", "article", are_in_next_articles),
    Rule("embed", "article", are_embedded_posts, MAX_BOX_SHARE),
    Rule("below", "article", are_below, spares_asked=True),
    Rule("below", "article", are_trailing_headings),
    Rule("caption", "article", are_captions, MAX_CAPTION_SHARE, unless="captions"),
    Rule("caption", "dump", are_captions, MAX_CAPTION_SHARE, unless="captions"),
)
"""What is dropped after the cut."""

RESTORATIONS: Final[tuple[Restoration, ...]] = (Restoration("standfirst", "article", find_standfirst),)
"""What is kept in the end although its score doesn't pass."""

UNITS: Final[tuple[Unit, ...]] = (
    Unit("table", "html", with_whole_tables),
    Unit("list", "html", with_whole_lists),
    Unit("list", "html", with_whole_rows),
    Unit("quote", "html", with_whole_quotes),
    Unit("quote", "html", with_sources),
    Unit("heading", "html", with_questions),
    Unit("table", "html", with_lines_below),
    Unit("post", "html", with_whole_posts),
    Unit("heading", "html", with_headings),
)
"""What is kept or dropped whole, last of all: a rule may leave holes too."""
