"""The features of a block: their names, their order, and what the numbers in them stand for.

`measure` fills them in, `score` weighs them, `select` and `explain` read some again; weights files are checked
against NAMES. What a text dump cannot give (links, tags, class names) is absent from its rows, not zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from cleanpage.blocks import Format, Sort

Columns = dict[str, Sequence[float]]
"""Feature name to one number for each block."""

# ------------------------------------------------------------------ names, by what measures them

ROW_NAMES: Final = (
    "chars", "word_length", "stopword_density", "sentences", "commas", "last_char", "link_density",
)  # fmt: skip
"""What a block's own words say: `measure.wording`."""

CONTEXT_NAMES: Final = (
    "position", "word_position", "from_start", "from_end", "words", "next_words", "next_last_char", "prose_rank",
    "prose_before", "prose_after", "blocks_since_prose",
    "blocks_to_prose", "core_distance", "core_share", "copies", "copies_before", "words_seen_before", "title_overlap",
    "title_match", "words_since_title", "core_overlap", "window_prose_5", "window_words_15",
)  # fmt: skip
"""Where a block stands among the others: `measure.context`."""

LINK_WINDOWS: Final = (2, 5, 15)
"""Blocks on each side whose text and links are taken together."""

LINK_NAMES: Final = tuple(f"window_links_{size}" for size in LINK_WINDOWS)
"""How much of the text around it is links: `measure.context`."""

DECLARED_NAMES: Final = ("body_overlap", "body_length", "description_overlap")
"""How much of it the markup declares to be the text: `measure.declared_text`."""

KIND_NAMES: Final = ("says_article", "says_forum", "says_product", "says_list", "slug_words", "path_depth")
"""What kind of page the markup declares: `measure.declared_kind`."""

AROUND: Final = (
    "article", "main", "nav", "footer", "form", "li", "table", "hidden", "comment", "related", "chrome",
)  # fmt: skip
"""What an element, or one around it, can be by its tag (article to table) or by its names; each a feature `in_…`."""

SHAPE_NAMES: Final = ("same_shape", "same_shape_share", "same_shape_links", "same_shape_words")

HTML_NAMES: Final = (
    "tag", "heading_level", *(f"in_{name}" for name in AROUND),
    "names_inline", "depth", "names_own", "names_sum", "names_min", "names_max", "names_decayed",
    "box0_links", *(f"box{level}_{what}" for level in (1, 2, 3) for what in ("share", "links", "prose")),
    "best_steps", "best_score", *SHAPE_NAMES,
    "siblings", "same_siblings", "article_share",
    "words_since_heading", "words_to_heading", "heading_cue", "own_cue",
)  # fmt: skip
"""What the elements around it say: `measure.elements`, `containers` and `element_names`."""

LINE_NAMES: Final = (
    "indent", "gap", "same_shape", "line_cue", "cue_before", "cues_near", "long_line_share", "sentence_near",
    "digit_share", "title_share", "upper_share", "first_char", "window_words_2", "window_words_5",
)  # fmt: skip
"""What the layout of a text dump says: `measure.lines`."""

RADII: Final = (1, 3, 8, 20)
"""Lines on each side whose mean log-odds are taken, without the line itself."""

CHAINS: Final = (("chain_odds_95", 0.95, 0.7), ("chain_odds_80", 0.8, 1.0))
"""For each chain of two states, content and boilerplate: the chance that the next line is of the same kind, and how
much of its own log-odds counts. Neighbours tell the same thing twice, thus less than 1 where the chain is long."""

ODDS_NAMES: Final = (
    "line_odds", "prev_odds", "next_odds", "odds_1", "odds_3", "odds_8", "odds_20", "likely_words_20",
    "in_likely_run", "words_from_run", "odds_rank", "likely_before", "words_to_likely", "likely_lines_before",
    "chain_odds_95", "chain_odds_80",
)  # fmt: skip
ODDS_PAGE_NAMES: Final = ("run_share", "run_chance", "likely_words", "likely_share")
"""What the words of a line and of the lines around it speak for: `measure.line_odds` and `lines_around`."""

_SECTION_NAMES: Final = (
    "mean", "words", "blocks", "links", "kept", "peers", "peers_mean", "position", "below_core", "over_core",
)  # fmt: skip
_SURROUNDINGS: Final = (
    "first_odds", "own_mean", "own_peers", "own_peers_mean", "parent_expected", "parent_blocks", "parent_kept",
    "grandparent_expected", "grandparent_blocks", "grandparent_kept", "grandparent_peers_mean",
    *(f"{box}_{what}" for box in ("section", "part") for what in _SECTION_NAMES), "section_over_best",
    "shape_blocks", "shape_expected", "shape_mean", "shape_others_mean",
    "likely_before", "blocks_since_sure", "blocks_to_sure",
    "mean_before_3", "mean_after_3", "mean_before_8", "mean_after_8",
    "best_section", "likely_words", "likely_share", "sure_share", "sure_blocks", "large_boxes",
)  # fmt: skip
SECOND_NAMES: Final[Mapping[Format, tuple[str, ...]]] = MappingProxyType({"html": _SURROUNDINGS, "text": ()})
"""What the scores of the first pass say of the blocks around it: `score.surroundings`. Only the second pass asks them;
text dumps have none."""

# ------------------------------------------------------------------ rows

_PAGE_NAMES: Final = ("core_share", "title_match", "page_blocks", "page_words", "page_prose")
_BLOCK_NAMES: Final = (*ROW_NAMES, *(name for name in CONTEXT_NAMES if name not in _PAGE_NAMES))

_HTML_ONLY: Final = frozenset(
    {"link_density", "sentences", "next_last_char", "prose_after", "blocks_since_prose", "blocks_to_prose",
     "title_overlap"}
)  # fmt: skip
"""Features of both formats that the trees of text dumps have no use for beside what they know of lines."""

PAGE_NAMES: Final[Mapping[Format, tuple[str, ...]]] = MappingProxyType(
    {
        "html": (*_PAGE_NAMES, "page_links", "body_length", "best_share", *KIND_NAMES),
        "text": ("core_share", "page_blocks", "page_words", "page_prose", "long_line_share", *ODDS_PAGE_NAMES),
    }
)
"""The features of each format that all blocks of a page share; they stand last in a row."""

BLOCK_NAMES: Final[Mapping[Format, tuple[str, ...]]] = MappingProxyType(
    {
        "html": (
            *_BLOCK_NAMES,
            *LINK_NAMES,
            *(name for name in DECLARED_NAMES if name != "body_length"),
            *HTML_NAMES,
        ),
        "text": (
            *(name for name in _BLOCK_NAMES if name not in _HTML_ONLY),
            "script_share",
            *(name for name in LINE_NAMES if name != "long_line_share"),
            *ODDS_NAMES,
        ),
    }
)
"""The features of each format that each block has for itself."""

NAMES: Final[Mapping[Format, tuple[str, ...]]] = MappingProxyType(
    {format: (*BLOCK_NAMES[format], *PAGE_NAMES[format], *SECOND_NAMES[format]) for format in PAGE_NAMES}
)
"""The features of each format, in the order of their rows; the first pass asks all but the last, SECOND_NAMES."""

SHARES: Final = frozenset(
    {"word_length", "stopword_density", "link_density", "position", "word_position", "prose_rank",
     "core_share", "title_overlap", "core_overlap", "page_prose", "script_share", "page_links", "best_share",
     "best_score", "same_shape_share", "same_shape_links", "long_line_share", "digit_share", "title_share",
     "upper_share", "tag", "title_match", "same_shape_words", "article_share", *LINK_NAMES, *DECLARED_NAMES,
     *ODDS_NAMES, *ODDS_PAGE_NAMES}
    - {"in_likely_run", "words_from_run", "words_to_likely", "likely_lines_before"}
    | {name for name in HTML_NAMES if name.startswith(("names_", "box"))}
    | {name for name in _SURROUNDINGS if not name.endswith(("_blocks", "_peers", "_core", "_boxes", "_sure"))}
    | {"section_over_core", "part_over_core"}
)  # fmt: skip
"""Features that are floats; all others are whole numbers, which trees compare as such."""

# ------------------------------------------------------------------ numbers that stand for something

NONE_BLOCKS: Final = 999
NONE_WORDS: Final = 9999
"""Distances that stand for "there is none"."""

FAR_WORDS: Final = 999
"""Words to the next likely line that stand for "far away"."""

_CUE_ORDER: Final[tuple[Sort, ...]] = (
    "", "title", "other", "caption", "date", "byline", "tags", "counter", "legal", "related", "comment", "ad",
    "newsletter", "cookie", "login", "share", "navigation",
)  # fmt: skip
CUE_CODES: Final[Mapping[Sort, int]] = MappingProxyType({sort: code for code, sort in enumerate(_CUE_ORDER)})
"""Sorts as numbers, roughly from what stands within articles to what never does."""
