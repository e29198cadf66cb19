"""Say why a block has its score: what each feature added, and the strongest in words.

Recorded features go in; log-odds by feature, or a sentence, come out. Nothing is measured or
decided again. A tree's output is told apart by the splits on the way to its leaf: each moves
the mean of the training blocks below it, and that move belongs to the feature it splits on
(Saabas 2014). The moves and the bias add up to the log-odds of the score.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from cleanpage.blocks import FeatureRow, Format
from cleanpage.text_columns import NONE_BLOCKS, NONE_WORDS
from cleanpage.weights import Tree, Weights, load_weights

REASONS: Final = 3
"""Features named in a reason."""


def contributions(format: Format, row: FeatureRow) -> dict[str, float]:
    """Return what each feature added to the log-odds, strongest first, and "bias": where all blocks start."""
    return contributions_of(load_weights(format), row)


def contributions_of(weights: Weights, row: FeatureRow) -> dict[str, float]:
    """Return what `contributions` does, for given weights."""
    moves: dict[int, float] = {}
    bias = total = 0.0
    for number, tree in enumerate(weights.trees):
        if number == weights.early.trees and total < weights.early.below:
            bias += weights.early.offset
            break
        mean, leaf = _descend(tree, row, moves)
        bias += mean
        total += leaf
    strongest = sorted(moves, key=lambda feature: (-abs(moves[feature]), feature))
    return {"bias": bias} | {weights.names[feature]: moves[feature] for feature in strongest}


def _descend(tree: Tree, row: FeatureRow, moves: dict[int, float]) -> tuple[float, float]:
    """Add the moves on the way to the row's leaf; return the tree's mean and the leaf."""
    start = current = tree[2] if isinstance(tree, tuple) else tree
    while isinstance(tree, tuple):
        feature, threshold, _, low, high = tree
        tree = low if row[feature] <= threshold else high
        below = tree[2] if isinstance(tree, tuple) else tree
        moves[feature] = moves.get(feature, 0.0) + below - current
        current = below
    return start, current


def explain(format: Format, row: FeatureRow, score: float, cut: float, *, kept: bool) -> str:
    """Return the decision in words: score against cut, and the features that moved the score most."""
    weights = load_weights(format)
    values = dict(zip(weights.names, row, strict=True))
    named: list[str] = []
    for name, move in contributions_of(weights, row).items():
        if name != "bias" and len(named) < REASONS and abs(move) >= 0.05:
            named.append(f"{in_words(name, values[name])} ({move:+.1f})")
    verdict = "kept" if kept else "dropped"
    if cut >= 1.0:
        decision = f"{verdict}: score {score:.2f}, and nothing on the page is likely enough"
    else:
        decision = f"{verdict}: score {score:.2f}, the page's cut is {cut:.2f}"
    return "; ".join([decision, *named])


def in_words(name: str, value: float) -> str:
    """Return one measured feature as a reader would say it.

    >>> in_words("link_density", 0.88)
    '88 % of its characters are links'
    """
    words = _WORDS.get(name)
    if words is not None:
        return words(value)
    for prefix, describe in _PREFIXED:
        if name.startswith(prefix):
            return describe(name.removeprefix(prefix), value)
    return f"{name.replace('_', ' ')} is {value:.3g}"


def _percent(text: str) -> Callable[[float], str]:
    return lambda value: f"{100 * value:.0f} % {text}"


def _count(text: str) -> Callable[[float], str]:
    noun, _, rest = text.partition(" ")
    return lambda value: f"{value:.0f} {noun.removesuffix('s') if round(value) == 1 else noun} {rest}".rstrip()


def _evidence(text: str) -> Callable[[float], str]:
    return lambda value: f"{text} weigh {value:+.1f}" if value else f"{text} say nothing"


def _distance(before: str, after: str, inside: str) -> Callable[[float], str]:
    return lambda value: inside if value == 0 else f"{abs(value):.0f} blocks {after if value > 0 else before}"


def _far(text: str, none: str, none_from: float) -> Callable[[float], str]:
    return lambda value: none if value >= none_from else f"{value:.0f} {text}"


def _yes(yes: str, no: str) -> Callable[[float], str]:
    return lambda value: yes if value > 0 else no


def _ends(text: str) -> Callable[[float], str]:
    return lambda value: f"{text} {_LAST_CHARS[int(value)]}"


def _address(text: str) -> Callable[[float], str]:
    return lambda value: f"the page's address has {value:.0f} {text}" if value >= 0 else "the page states no address"


_LAST_CHARS: Final = (
    "without punctuation",
    "with a comma",
    "with a colon",
    "with an ellipsis",
    "like a sentence",
)
_FIRST_CHARS: Final = ("neither letter nor digit", "a small letter", "a capital", "a digit")
_BOXES: Final = ("its element", "its parent", "its grandparent", "its third container")


def _box(rest: str, value: float) -> str:
    level, what = rest.split("_")
    box = _BOXES[int(level)]
    if what == "share":
        return f"{box} holds {100 * value:.0f} % of the page's words"
    return f"{100 * value:.0f} % of {box}'s {'characters are links' if what == 'links' else 'words are prose'}"


def _window(rest: str, value: float) -> str:
    what, size = rest.split("_")
    if what == "links":
        return f"{100 * value:.0f} % of the text within {size} blocks is links"
    return f"{value:.0f} {'words' if what == 'words' else 'blocks of prose'} within {size} blocks"


def _inside(rest: str, value: float) -> str:
    return f"{'inside' if value else 'not inside'} {_NAMED.get(rest, f'<{rest}>')}"


_NAMED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "chrome": "an element named like page furniture",
        "related": "an element named like related articles",
        "comment": "an element named like comments",
        "hidden": "a hidden element",
        "li": "a list item",
    }
)


def _cue(text: str) -> Callable[[float], str]:
    return lambda value: f"{text} like {_CUES[int(value)]}" if value else f"{text} like no boilerplate"


_CUES: Final = (
    "", "a title", "boilerplate", "a caption", "a date", "a byline", "tags", "a counter", "a legal note",
    "related articles", "comments", "an ad", "a newsletter box", "a cookie note", "a login prompt",
    "share buttons", "navigation",
)  # fmt: skip

_PREFIXED: Final[tuple[tuple[str, Callable[[str, float], str]], ...]] = (
    ("box", _box),
    ("window_", _window),
    ("in_", _inside),
)

_WORDS: Final[Mapping[str, Callable[[float], str]]] = MappingProxyType(
    {
        "link_density": _percent("of its characters are links"),
        "stopword_density": _percent("of its words are stop words"),
        "script_share": _percent("of its letters are in the page's script"),
        "digit_share": _percent("of its characters are digits"),
        "title_share": _percent("of its words are capitalised"),
        "upper_share": _percent("of its words are in capitals"),
        "title_overlap": _percent("of the title's words are in it"),
        "core_overlap": lambda value: (
            "inside the densest run of text" if value < 0 else f"{100 * value:.0f} % of its words occur in the article"
        ),
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
        "same_shape": lambda value: (
            "no block of its shape elsewhere" if value <= 1 else f"same shape as {value - 1:.0f} other blocks"
        ),
        "same_shape_share": _percent("of the page's words are in blocks of its shape"),
        "same_shape_links": _percent("of the characters in blocks of its shape are links"),
        "shape_near": lambda value: f"same shape as {value - 1:.0f} of the lines around it",
        "prev_words": _count("words in the block before"),
        "prev2_words": _count("words two blocks before it"),
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
        "prev_last_char": _ends("the block before ends"),
        "first_char": lambda value: f"begins with {_FIRST_CHARS[int(value)]}",
        "has_date": _yes("holds a date or time", "holds no date"),
        "indent": _count("columns indented"),
        "gap": _yes("an empty line before it", "no empty line before it"),
        "next_gap": _yes("an empty line after it", "no empty line after it"),
        "long_line_share": _percent("of the page's words are in long lines"),
        "word_length": lambda value: f"{value:.1f} characters a word",
        "text_density": lambda value: f"{value:.1f} words a line",
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
        "names_min": lambda value: f"the worst name around it has {value:+.1f}",
        "names_max": lambda value: f"the best name around it has {value:+.1f}",
        "best_steps": lambda value: (
            "inside the best container" if value == 0 else f"{value:.0f} levels away from the best container"
        ),
        "best_share": _percent("of the page's words are in the best container"),
        "best_score": lambda value: f"its parent has {100 * value:.0f} % of the best container's votes",
        "text_cue": _cue("worded"),
        "own_cue": _cue("named"),
        "heading_cue": _cue("under a heading worded"),
        "prev_cue": _cue("the line before is worded"),
        "next_cue": _cue("the line after is worded"),
        "cue_before": _cue("in a part that begins"),
        "cues_near": _count("lines near it are worded like boilerplate"),
        "sentence_near": _count("sentences near it"),
    }
)
"""What each feature says; one that is not here is named with its value."""
