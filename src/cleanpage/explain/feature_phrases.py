"""Say what a measured feature means, in words.

A feature's name and value go in; a phrase that a reader can check on the page comes out. What
stands around the block is not known here: `path_phrases` has better words where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from cleanpage.features import CHAINS, FAR_WORDS, NONE_BLOCKS, NONE_WORDS, RADII

_PLURAL = re.compile(r"s\b")


def in_words(name: str, value: float) -> str:
    """Return one measured feature as a reader would say it.

    >>> in_words("link_density", 0.88)
    '88 % of its characters are links'
    """
    return _WORDS[name](value)


NONE: Final[Mapping[str, tuple[float, str]]] = MappingProxyType(
    {
        "title_match": (0, "no headline"),
        "words_since_title": (-1, "no headline"),
        "body_overlap": (-1, "no body"),
        "body_length": (-1, "no body"),
        "in_article": (0, "no article"),
        "article_share": (-1, "no article"),
        "core_distance": (0, "in the core"),
        "core_overlap": (-1, "in the core"),
        "words_from_run": (0, "in the run"),
        "in_likely_run": (1, "in the run"),
        "blocks_since_prose": (NONE_BLOCKS, "prose before"),
        "blocks_since_sure": (NONE_BLOCKS, "sure content before"),
        "blocks_to_sure": (NONE_BLOCKS, "sure content after"),
        "blocks_to_prose": (NONE_BLOCKS, "prose after"),
        "slug_words": (-1, "address"),
        "path_depth": (-1, "address"),
    }
)
"""Features of which one value says that there is none: this value, and what is said by it."""

_TOPICS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("position", "word_position", "from_start", "from_end"), "place"),
        **dict.fromkeys(("words", "chars"), "length"),
        **dict.fromkeys(("prose_before", "prose_rank"), "prose before"),
        "prose_after": "prose after",
        **dict.fromkeys(("copies", "copies_before", "words_seen_before"), "copies"),
        **dict.fromkeys(("siblings", "same_siblings"), "siblings"),
        **dict.fromkeys(("window_links_2", "window_links_5", "window_links_15"), "links around"),
        **dict.fromkeys((f"odds_{radius}" for radius in RADII), "odds around"),
        **dict.fromkeys((name for name, _, _ in CHAINS), "odds of neighbours"),
        **dict.fromkeys(("parent_kept", "parent_expected"), "parent's content"),
        **dict.fromkeys(("grandparent_kept", "grandparent_expected"), "grandparent's content"),
        **dict.fromkeys(
            ("section_mean", "section_kept", "section_over_core", "section_over_best"), "section's content"
        ),
        **dict.fromkeys(("part_mean", "part_kept", "part_over_core"), "part's content"),
        **dict.fromkeys(("shape_mean", "shape_others_mean"), "content made alike"),
        **dict.fromkeys(("mean_before_3", "mean_before_8"), "content before"),
        **dict.fromkeys(("mean_after_3", "mean_after_8"), "content after"),
        **dict.fromkeys(("window_words_2", "window_words_5", "window_words_15"), "words around"),
    }
)
"""Features that say nearly the same in other units."""


def topic(name: str, value: float) -> str:
    """Return what a feature speaks of: two features with the same topic say the same thing.

    >>> topic("position", 0.0) == topic("from_start", 0), topic("depth", 5)
    (True, 'depth')
    """
    none = NONE.get(name)
    if none is not None and value == none[0]:
        return none[1]
    if is_share(name):
        # Containers that hold nothing but each other have the same shares.
        what = "links" if name == "link_density" else name.rpartition("_")[2]
        return f"{100 * value:.0f} % {what}"
    return _TOPICS.get(name, name)


def is_share(name: str) -> bool:
    """Return whether a feature says the same as another if both are the same per cent of words, links or prose."""
    return name.startswith("box") or name in ("link_density", "article_share")


def _percent(text: str) -> Callable[[float], str]:
    return lambda value: f"{100 * value:.0f} % {text}"


def _share(text: str, none: str) -> Callable[[float], str]:
    return lambda value: none if value < 0 else f"{100 * value:.0f} % {text}"


def _count(text: str) -> Callable[[float], str]:
    return lambda value: _number(value, text)


def _number(value: float, text: str) -> str:
    # The first plural is what is counted: "likely lines before it".
    return f"{value:.0f} {_PLURAL.sub('', text, count=1) if round(value) == 1 else text}"


def _evidence(text: str) -> Callable[[float], str]:
    return lambda value: f"{text} weigh {value:+.1f}" if value else f"{text} say nothing"


def _distance(before: str, after: str, inside: str, unit: str = "blocks") -> Callable[[float], str]:
    return lambda value: inside if value == 0 else _number(abs(value), f"{unit} {after if value > 0 else before}")


def _far(text: str, none: str, none_from: float) -> Callable[[float], str]:
    return lambda value: none if value >= none_from else _number(value, text)


def _yes(yes: str, no: str) -> Callable[[float], str]:
    return lambda value: yes if value > 0 else no


def _ends(text: str) -> Callable[[float], str]:
    return lambda value: f"{text} {_LAST_CHARS[int(value)]}"


def _address(text: str) -> Callable[[float], str]:
    return lambda value: f"the page's address has {value:.0f} {text}" if value >= 0 else "the page states no address"


def _times(value: float) -> str:
    return "once" if value == 1 else f"{value:.0f} times"


def _among(what: str) -> Callable[[float], str]:
    return lambda value: f"{f'one of {value:.0f} elements' if value > 1 else 'the only element'} {what}in its parent"


def _since_title(value: float) -> str:
    if value < 0:
        return "not below the headline"
    if value >= NONE_WORDS:
        return "far below the headline"
    return _number(value, "words below the headline") if value else "the likely headline"


_NO_BODY: Final = "no article text in JSON-LD"


def _body_overlap(value: float) -> str:
    if value < 0:
        return _NO_BODY if value <= -1 else "too short to be looked for in JSON-LD"
    return f"{100 * value:.0f} % of it is in the text in JSON-LD"


_LAST_CHARS: Final = (
    "without punctuation",
    "with a comma",
    "with a colon",
    "with an ellipsis",
    "like a sentence",
)
_FIRST_CHARS: Final = ("neither letter nor digit", "a small letter", "a capital", "a digit")
_BOXES: Final = ("its element", "its parent", "its grandparent", "its third container")


def _box(level: int, what: str) -> Callable[[float], str]:
    box = _BOXES[level]
    if what == "share":
        return _percent(f"of the page's words are in {box}")
    return _percent(f"of {box}'s {'characters are links' if what == 'links' else 'words are prose'}")


_SECTIONS: Final = {"section": "its section", "part": "its subsection"}
"""The outermost elements around a block with under 60 and 30 % of the expected content: `score.surroundings`."""


def _section(box: str) -> Mapping[str, Callable[[float], str]]:
    """Return the words for what the first pass says of a section."""
    it = _SECTIONS[box]
    return {
        f"{box}_mean": _mean(it),
        f"{box}_words": _percent(f"of the page's words are in {it}"),
        f"{box}_blocks": _count(f"blocks in {it}"),
        f"{box}_links": _percent(f"of the characters of {it} are links"),
        f"{box}_kept": _kept(it),
        f"{box}_peers": _alike(it),
        f"{box}_peers_mean": _mean(f"what is made like {it}"),
        f"{box}_position": lambda value: f"{it} begins {100 * value:.0f} % down the page",
        f"{box}_below_core": _yes(f"{it} is below the core", f"{it} is not below the core"),
        f"{box}_over_core": lambda value: (
            f"{it} scores {abs(value):.2f} {'more' if value > 0 else 'less'} than the core"
        ),
    }


def _mean(what: str) -> Callable[[float], str]:
    return lambda value: f"{what} scores {value:.2f} on average"


def _kept(what: str) -> Callable[[float], str]:
    return lambda value: f"{what} is mostly {'dropped' if value < 0.5 else 'kept'}"


def _alike(what: str) -> Callable[[float], str]:
    return lambda value: (
        f"{what} is one of {value:.0f} made alike" if value > 1 else f"nothing beside it is made like {what}"
    )


def _inside(container: str) -> Callable[[float], str]:
    return lambda value: f"{'inside' if value else 'not inside'} {container}"


_CONTAINERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "article": "<article>",
        "main": "<main>",
        "nav": "<nav>",
        "footer": "<footer>",
        "form": "<form>",
        "li": "a list item",
        "table": "<table>",
        "hidden": "a hidden element",
        "comment": "an element named like comments",
        "related": "an element named like related articles",
        "chrome": "an element named like page furniture",
    }
)


def cue_in_words(code: int) -> str:
    """Return the sort of boilerplate behind one of `features.CUE_CODES`, as a reader would say it."""
    return _CUES[code]


def _cue(text: str) -> Callable[[float], str]:
    return lambda value: f"{text} like {_CUES[int(value)]}" if value else f"{text} like no boilerplate"


_CUES: Final = (
    "", "a title", "boilerplate", "a caption", "a date", "a byline", "tags", "a counter", "a legal note",
    "related articles", "comments", "an ad", "a newsletter box", "a cookie note", "a login prompt",
    "share buttons", "navigation",
)  # fmt: skip

_WORDS: Final[Mapping[str, Callable[[float], str]]] = MappingProxyType(
    {
        **{f"in_{name}": _inside(container) for name, container in _CONTAINERS.items()},
        "box0_links": _box(0, "links"),
        **{f"box{level}_{what}": _box(level, what) for level in (1, 2, 3) for what in ("share", "links", "prose")},
        **{f"window_links_{size}": _percent(f"of the text within {size} blocks is links") for size in (2, 5, 15)},
        **{f"window_words_{size}": _count(f"words within {size} blocks") for size in (2, 5, 15)},
        "window_prose_5": _count("blocks of prose within 5 blocks"),
        "link_density": _percent("of its characters are links"),
        "stopword_density": _percent("of its words are stop words"),
        "script_share": _percent("of its letters are in the page's script"),
        "digit_share": _percent("of its characters are digits"),
        "title_share": _percent("of its words are capitalised"),
        "upper_share": _percent("of its words are in capitals"),
        "title_overlap": _percent("of the title's words are in it"),
        "title_match": lambda value: (
            f"the headline has {100 * value:.0f} % of the title's words"
            if value
            else "no headline has the title's words"
        ),
        "words_since_title": _since_title,
        "body_overlap": _body_overlap,
        "body_length": _share("as many words in JSON-LD's text as on the page", _NO_BODY),
        "description_overlap": _share("of its words are in the page's description", "the page has no description"),
        "core_overlap": _share("of its longer words are in the densest run of text", "inside the densest run of text"),
        "core_share": _percent("of the page's words are in its densest run"),
        "position": _percent("down the page"),
        "word_position": _percent("of the page's words come before it"),
        "prose_rank": _percent("of the page's prose comes before it"),
        "page_prose": _percent("of the page's words are prose"),
        "page_links": _percent("of the page's characters are links"),
        "words": _count("words long"),
        "chars": _count("characters long"),
        "sentences": _count("sentence ends"),
        "commas": _count("commas"),
        "copies": lambda value: "said once on the page" if value <= 1 else f"said {value:.0f} times on the page",
        "copies_before": lambda value: f"said {_times(value)} before it" if value else "not said before it",
        "words_seen_before": lambda value: (
            f"repeats {_number(value, 'words from above')}" if value else "not said before it"
        ),
        "same_shape": lambda value: (
            "no block of its shape elsewhere"
            if value <= 1
            else f"same shape as {_number(value - 1, 'blocks elsewhere')}"
        ),
        "same_shape_words": lambda value: f"{value:.1f} words in a block of its shape, on average",
        "siblings": _among(""),
        "same_siblings": _among("with its tag "),
        "article_share": _share("of the page's words are in its <article>", "not inside <article>"),
        "same_shape_share": _percent("of the page's words are in blocks of its shape"),
        "same_shape_links": _percent("of the characters in blocks of its shape are links"),
        "next_words": _count("words in the block after"),
        "from_start": _count("blocks from the top"),
        "from_end": _count("blocks from the end"),
        "prose_before": _count("blocks of prose before it"),
        "prose_after": _count("blocks of prose after it"),
        "blocks_since_prose": _far("blocks since the last prose", "no prose before it", NONE_BLOCKS),
        "blocks_to_prose": _far("blocks to the next prose", "no prose after it", NONE_BLOCKS),
        "words_since_heading": _far("words since the last heading", "no heading before it", NONE_WORDS),
        "words_to_heading": _far("words to the next heading", "no heading after it", NONE_WORDS),
        "core_distance": _distance(
            "before the densest run of text",
            "after the densest run of text",
            "inside the densest run of text",
        ),
        "last_char": _ends("ends"),
        "next_last_char": _ends("the block after ends"),
        "first_char": lambda value: f"begins with {_FIRST_CHARS[int(value)]}",
        "indent": _count("columns indented"),
        "gap": _yes("an empty line before it", "no empty line before it"),
        "long_line_share": _percent("of the page's words are in long lines"),
        "word_length": lambda value: f"{value:.1f} characters a word",
        "page_blocks": _count("blocks on the page"),
        "page_words": _count("words on the page"),
        "tag": lambda value: f"a tag of rank {value:.3g}, from <option> at 0.2 to <p> at 10",
        "heading_level": lambda value: f"an <h{value:.0f}>" if value else "no heading",
        "depth": _count("elements around it"),
        "says_article": _yes("the page declares an article", "the page declares no article"),
        "says_forum": _yes("the page declares a forum", "the page declares no forum"),
        "says_product": _yes("the page declares a product", "the page declares no product"),
        "says_list": _yes("the page declares a list", "the page declares no list"),
        "slug_words": _address("words in its last part"),
        "path_depth": _address("parts"),
        "names_own": _evidence("its element's tag and class names"),
        "names_inline": _evidence("the class names inside it"),
        "names_sum": _evidence("the names of all elements around it"),
        "names_decayed": _evidence("the names of the elements around it"),
        "names_min": lambda value: (
            f"the worst of the names around it weigh {value:+.1f}" if value else "no name around it speaks against it"
        ),
        "names_max": lambda value: (
            f"the best of the names around it weigh {value:+.1f}" if value else "no name around it speaks for it"
        ),
        "best_steps": lambda value: (
            "inside the best container" if value == 0 else _number(value, "levels outside of the best container")
        ),
        "best_share": _percent("of the page's words are in the best container"),
        "best_score": lambda value: f"its parent has {100 * value:.0f} % of the best container's votes",
        "own_cue": lambda value: (
            f"named like {_CUES[int(value)]}" if value else "no element around it is named like boilerplate"
        ),
        "heading_cue": _cue("under a heading worded"),
        "line_cue": _cue("worded"),
        "cue_before": lambda value: (
            f"in a part that begins like {_CUES[int(value)]}" if value else "in no part that begins like boilerplate"
        ),
        "line_odds": _evidence("its own words and shape"),
        "prev_odds": _evidence("the words and shape of the line before"),
        "next_odds": _evidence("the words and shape of the line after"),
        **{
            f"odds_{radius}": _evidence(f"on average, the words and shapes of the lines within {radius}")
            for radius in RADII
        },
        **{name: _evidence("its own and its neighbours' words and shapes") for name, _, _ in CHAINS},
        "likely_words_20": _count("likely words within 20 lines"),
        "in_likely_run": lambda value: f"{'inside' if value else 'outside'} the likeliest run of lines",
        "words_from_run": _distance(
            "before the likeliest run of lines",
            "after the likeliest run of lines",
            "inside the likeliest run of lines",
            "words",
        ),
        "odds_rank": lambda value: f"lines as likely have {100 * value:.0f} % as many words as content is expected",
        "likely_before": _percent("of the expected content comes before it"),
        "words_to_likely": _far("words to the next likely line", "no likely line soon after it", FAR_WORDS),
        "likely_lines_before": _count("likely lines before it"),
        "run_share": _percent("of the expected content is in the likeliest run of lines"),
        "run_chance": _percent("of the likeliest run of lines is expected content"),
        "likely_words": _count("words of content expected"),
        "likely_share": _percent("of the page's words are expected content"),
        **_section("section"),
        **_section("part"),
        "first_odds": _evidence("its own features, in the first pass,"),
        "own_mean": _mean("its element"),
        "own_peers": _alike("its element"),
        "own_peers_mean": _mean("what is made like its element"),
        "parent_expected": _percent("of the expected content is in its parent"),
        "parent_blocks": _count("blocks in its parent"),
        "parent_kept": _kept("its parent"),
        "grandparent_expected": _percent("of the expected content is in its grandparent"),
        "grandparent_blocks": _count("blocks in its grandparent"),
        "grandparent_kept": _kept("its grandparent"),
        "grandparent_peers_mean": _mean("what is made like its grandparent"),
        "section_over_best": lambda value: (
            f"its section scores {abs(value):.2f} {'more' if value > 0 else 'less'} than the best one"
        ),
        "shape_blocks": _count("blocks on the page made like it"),
        "shape_expected": _percent("of the expected content is in blocks made like it"),
        "shape_mean": lambda value: f"blocks made like it score {value:.2f} on average",
        "shape_others_mean": lambda value: f"the other blocks made like it score {value:.2f} on average",
        "blocks_since_sure": _far("blocks since the last sure content", "no sure content before it", NONE_BLOCKS),
        "blocks_to_sure": _far("blocks to the next sure content", "no sure content after it", NONE_BLOCKS),
        **{
            f"mean_{side}_{size}": _mean(f"the text within {size} blocks {side} it")
            for side in ("before", "after")
            for size in (3, 8)
        },
        "best_section": _percent("of the expected content is in the best section"),
        "sure_share": _percent("of the expected content is sure"),
        "sure_blocks": _count("blocks of sure content on the page"),
        "large_boxes": _count("elements with a tenth of the expected content"),
        "cues_near": _count("lines worded like boilerplate near it"),
        "sentence_near": _count("sentences near it"),
    }
)
"""What each feature says."""
