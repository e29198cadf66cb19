"""Features in words: what each value says, and that every feature has words of its own."""

from __future__ import annotations

from typing import get_args

import pytest
from benchmarks.pages.fixtures import read_fixtures

import cleanpage
from cleanpage.blocks import Sort
from cleanpage.explain.feature_phrases import _TOPICS, _WORDS, NONE, in_words, topic
from cleanpage.features import CUE_CODES, NAMES, NONE_BLOCKS, NONE_WORDS

CUE_WORDS: dict[Sort, str] = {
    "": "no ",
    "title": "title",
    "byline": "byline",
    "date": "date",
    "caption": "caption",
    "counter": "counter",
    "share": "share",
    "tags": "tags",
    "login": "login",
    "newsletter": "newsletter",
    "comment": "comment",
    "related": "related",
    "ad": "an ad",
    "cookie": "cookie",
    "legal": "legal",
    "navigation": "navigation",
    "other": "boilerplate",
}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("link_density", 0.876, "88 % of its characters are links", id="percent"),
        pytest.param("words", 3, "3 words long", id="count"),
        pytest.param("position", 0.5, "50 % down the page", id="position"),
        pytest.param("copies", 1, "said once on the page", id="once"),
        pytest.param("copies", 4, "said 4 times on the page", id="copies"),
        pytest.param("core_distance", -3, "3 blocks before the densest run of text", id="before"),
        pytest.param("core_distance", 0, "inside the densest run of text", id="inside"),
        pytest.param("core_distance", 4, "4 blocks after the densest run of text", id="after"),
        pytest.param("core_overlap", -1, "inside the densest run of text", id="overlap-inside"),
        pytest.param("core_overlap", 0.25, "25 % of its longer words are in the densest run of text", id="overlap"),
        pytest.param(
            "words_to_heading", NONE_WORDS - 1, f"{NONE_WORDS - 1} words to the next heading", id="far-heading"
        ),
        pytest.param("words_to_heading", NONE_WORDS, "no heading after it", id="no-heading"),
        pytest.param("words_since_heading", NONE_WORDS + 5, "no heading before it", id="no-heading-before"),
        pytest.param("blocks_to_prose", NONE_BLOCKS - 1, f"{NONE_BLOCKS - 1} blocks to the next prose", id="far-prose"),
        pytest.param("blocks_since_prose", NONE_BLOCKS, "no prose before it", id="no-prose"),
        pytest.param("last_char", 4, "ends like a sentence", id="sentence"),
        pytest.param("last_char", 0, "ends without punctuation", id="no-punctuation"),
        pytest.param("next_last_char", 2, "the block after ends with a colon", id="colon"),
        pytest.param("in_li", 1, "inside a list item", id="in"),
        pytest.param("in_nav", 0, "not inside <nav>", id="not-in"),
        pytest.param("box1_share", 0.4, "40 % of the page's words are in its parent", id="parent"),
        pytest.param("box0_links", 0.4, "40 % of its element's characters are links", id="own-links"),
        pytest.param("box3_prose", 0.4, "40 % of its third container's words are prose", id="prose"),
        pytest.param("window_links_5", 0.4, "40 % of the text within 5 blocks is links", id="window-links"),
        pytest.param("window_words_15", 263, "263 words within 15 blocks", id="window-words"),
        pytest.param("window_prose_5", 4, "4 blocks of prose within 5 blocks", id="window-prose"),
        pytest.param("names_own", -3.0, "its element's tag and class names weigh -3.0", id="bad"),
        pytest.param("names_own", 1.25, "its element's tag and class names weigh +1.2", id="good"),
        pytest.param("names_min", 0.0, "no name around it speaks against it", id="nothing-bad"),
        pytest.param("names_max", 0.0, "no name around it speaks for it", id="nothing-good"),
        pytest.param("cue_before", 0, "in no part that begins like boilerplate", id="no-part"),
        pytest.param("own_cue", 0, "no element around it is named like boilerplate", id="no-cue"),
        pytest.param("names_inline", 0.0, "the class names inside it say nothing", id="nothing"),
        pytest.param("says_article", 2, "the page declares an article", id="declared"),
        pytest.param("slug_words", -1, "the page states no address", id="no-address"),
        pytest.param("heading_level", 2, "an <h2>", id="heading-level"),
        pytest.param("copies_before", 0, "not said before it", id="not-before"),
        pytest.param("copies_before", 1, "said once before it", id="once-before"),
        pytest.param("copies_before", 2, "said 2 times before it", id="twice-before"),
        pytest.param("words_seen_before", 0, "not said before it", id="no-words-before"),
        pytest.param("words_seen_before", 1, "repeats 1 word from above", id="a-word-before"),
        pytest.param("title_match", 0, "no headline has the title's words", id="no-headline"),
        pytest.param("title_match", 0.75, "the headline has 75 % of the title's words", id="headline"),
        pytest.param("words_since_title", -1, "not below the headline", id="above-the-headline"),
        pytest.param("words_since_title", 0, "the likely headline", id="the-headline"),
        pytest.param("words_since_title", 1, "1 word below the headline", id="below-the-headline"),
        pytest.param("words_since_title", NONE_WORDS, "far below the headline", id="far-below"),
        pytest.param("same_shape_words", 12.25, "12.2 words in a block of its shape, on average", id="shape-words"),
        pytest.param("siblings", 1, "the only element in its parent", id="only-child"),
        pytest.param("siblings", 4, "one of 4 elements in its parent", id="siblings"),
        pytest.param("same_siblings", 1, "the only element with its tag in its parent", id="only-of-its-tag"),
        pytest.param("same_siblings", 4, "one of 4 elements with its tag in its parent", id="of-its-tag"),
        pytest.param("article_share", -1, "not inside <article>", id="no-article"),
        pytest.param("article_share", 0.5, "50 % of the page's words are in its <article>", id="article"),
        pytest.param("body_overlap", -1, "no article text in JSON-LD", id="no-body"),
        pytest.param("body_overlap", -0.5, "too short to be looked for in JSON-LD", id="short-for-the-body"),
        pytest.param("body_overlap", 0.93, "93 % of it is in the text in JSON-LD", id="body"),
        pytest.param("body_length", -1, "no article text in JSON-LD", id="no-body-length"),
        pytest.param("body_length", 0.8, "80 % as many words in JSON-LD's text as on the page", id="body-length"),
        pytest.param("description_overlap", -1, "the page has no description", id="no-description"),
        pytest.param("description_overlap", 0.4, "40 % of its words are in the page's description", id="description"),
        pytest.param("best_steps", 1, "1 level outside of the best container", id="level"),
        pytest.param("cues_near", 1, "1 line worded like boilerplate near it", id="cue-near"),
        pytest.param("line_odds", -1.25, "its own words and shape weigh -1.2", id="line-odds"),
        pytest.param("prev_odds", 2.0, "the words and shape of the line before weigh +2.0", id="line-before"),
        pytest.param("next_odds", 0.0, "the words and shape of the line after say nothing", id="line-after"),
        pytest.param("odds_8", 0.5, "on average, the words and shapes of the lines within 8 weigh +0.5", id="odds-8"),
        pytest.param("chain_odds_95", 3.0, "its own and its neighbours' words and shapes weigh +3.0", id="chain"),
        pytest.param("likely_words_20", 12.4, "12 likely words within 20 lines", id="likely-words-near"),
        pytest.param("likely_words_20", 1.2, "1 likely word within 20 lines", id="likely-word"),
        pytest.param("in_likely_run", 1, "inside the likeliest run of lines", id="in-the-run"),
        pytest.param("in_likely_run", 0, "outside the likeliest run of lines", id="not-in-the-run"),
        pytest.param("words_from_run", -3, "3 words before the likeliest run of lines", id="before-the-run"),
        pytest.param("words_from_run", 1, "1 word after the likeliest run of lines", id="after-the-run"),
        pytest.param("words_from_run", 0, "inside the likeliest run of lines", id="no-words-from-the-run"),
        pytest.param("words_to_likely", 998, "998 words to the next likely line", id="likely"),
        pytest.param("words_to_likely", 999, "no likely line soon after it", id="none-likely"),
        pytest.param("likely_lines_before", 2, "2 likely lines before it", id="likely-lines-before"),
        pytest.param("likely_lines_before", 1, "1 likely line before it", id="a-likely-line"),
        pytest.param("likely_before", 0.25, "25 % of the expected content comes before it", id="likely-before"),
        pytest.param("run_share", 0.9, "90 % of the expected content is in the likeliest run of lines", id="run"),
        pytest.param("run_chance", 0.9, "90 % of the likeliest run of lines is expected content", id="run-chance"),
        pytest.param("likely_words", 312.4, "312 words of content expected", id="likely-words"),
        pytest.param("likely_share", 0.5, "50 % of the page's words are expected content", id="likely-share"),
    ],
)  # fmt: skip
def test_in_words(name: str, value: float, expected: str) -> None:
    assert in_words(name, value) == expected


@pytest.mark.parametrize("sort", get_args(Sort), ids=lambda sort: sort or "none")
def test_cues_in_words(sort: Sort) -> None:
    for name in ("own_cue", "heading_cue", "line_cue", "cue_before"):
        assert CUE_WORDS[sort] in in_words(name, CUE_CODES[sort])


@pytest.mark.parametrize("name", sorted({*NAMES["html"], *NAMES["text"]}))
def test_every_feature_has_words_of_its_own(name: str) -> None:
    for value in (-1, 0, 1, 2):
        words = in_words(name, value)
        assert words and words == " ".join(words.split())
        # The names are ours; a reader gets words. Semicolons divide the parts of a reason.
        assert "_" not in words and ";" not in words


VALUES = (-1, 0, 0.3, 1, 2, 7, NONE_BLOCKS)


def values_of(name: str) -> tuple[float, ...]:
    if name.startswith("in_"):
        return (0, 1)
    return (0, 1, 2) if name.endswith(("_char", "_cue", "cue_before")) else VALUES


def test_no_feature_has_the_words_of_another() -> None:
    """But for values that say the same thing: these have one topic."""
    said: dict[str, str] = {}
    for name in sorted({*NAMES["html"], *NAMES["text"]}):
        for value in values_of(name):
            about = topic(name, value)
            assert said.setdefault(in_words(name, value), about) == about, name


def test_no_words_for_features_that_are_gone() -> None:
    assert {*_WORDS, *_TOPICS, *NONE} == {*NAMES["html"], *NAMES["text"]}


def test_every_measured_value_has_words() -> None:
    for fixture in read_fixtures():
        page = cleanpage.extract(fixture.dump, url=fixture.url)
        for block in page.blocks:
            for name, value in zip(NAMES[page.format], block.features, strict=True):
                assert in_words(name, value)


# ------------------------------------------------------------------ topics


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(("position", 0.5), ("from_end", 7), True, id="place"),
        pytest.param(("link_density", 0.5), ("box0_links", 0.504), True, id="same-share"),
        pytest.param(("link_density", 0.5), ("box0_links", 0.506), False, id="other-share"),
        pytest.param(("box1_share", 0.5), ("box1_links", 0.5), False, id="of-another-thing"),
        pytest.param(("box1_share", 0.5), ("article_share", 0.5), True, id="article-is-a-container"),
        pytest.param(("in_article", 0), ("article_share", -1.0), True, id="no-article"),
        pytest.param(("in_article", 1), ("article_share", 0.5), False, id="article"),
        pytest.param(("body_overlap", -1.0), ("body_length", -1.0), True, id="no-body"),
        pytest.param(("body_overlap", 0.5), ("body_length", 0.5), False, id="body"),
        pytest.param(("title_match", 0.0), ("words_since_title", -1), True, id="no-headline"),
        pytest.param(("title_match", 0.5), ("words_since_title", -1), False, id="above-the-headline"),
        pytest.param(("prose_before", 0), ("blocks_since_prose", NONE_BLOCKS), True, id="no-prose"),
        pytest.param(("prose_before", 3), ("blocks_since_prose", 2), False, id="prose"),
        pytest.param(("words", 3), ("next_words", 3), False, id="two-blocks"),
        pytest.param(("odds_1", 0.5), ("odds_20", -1.0), True, id="odds-around"),
        pytest.param(("line_odds", 0.5), ("odds_1", 0.5), False, id="its-own-odds"),
        pytest.param(("chain_odds_95", 2.0), ("chain_odds_80", 1.0), True, id="two-chains"),
        pytest.param(("chain_odds_95", 2.0), ("odds_20", 2.0), False, id="a-chain-is-no-window"),
        pytest.param(("in_likely_run", 1), ("words_from_run", 0), True, id="in-the-run"),
        pytest.param(("in_likely_run", 0), ("words_from_run", 7), False, id="not-in-the-run"),
        pytest.param(("in_likely_run", 1), ("core_distance", 0), False, id="another-run"),
    ],
)
def test_topics(one: tuple[str, float], other: tuple[str, float], same: bool) -> None:
    assert (topic(*one) == topic(*other)) == same
