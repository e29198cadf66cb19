from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_case, make_elements, make_measured
from cleanpage.blocks import Block, Elements, Format, Kind, Markup, Measured, Overrule, Scored
from cleanpage.measure.declared_kind import declares_news
from cleanpage.select.rules.applying import Overruled, apply_rules
from cleanpage.select.rules.articles.ends import (
    BELOW_SCORE,
    CORE_SHARE,
    LIKELY_SCORE,
    MIN_CORE_WORDS,
    MIN_TRAILED_BLOCKS,
    are_below,
    are_trailing_headings,
)
from cleanpage.select.rules.articles.next_articles import (
    MIN_ARTICLE_WORDS,
    MIN_H1_WORDS,
    NEXT_H1_SHARE,
    OWN_H1_SHARE,
    are_in_next_articles,
)
from cleanpage.select.rules.articles.standfirst import (
    MAX_STANDFIRST_BLOCKS,
    MAX_STANDFIRST_LINKS,
    MIN_STANDFIRST_WORDS,
    STANDFIRST_SHARE,
    find_standfirst,
)
from cleanpage.select.rules.notices import MAX_COPYRIGHT_WORDS, are_ad_labels, are_copyright_lines
from cleanpage.select.rules.posts import are_embedded_posts
from cleanpage.select.rules.rule import Case
from cleanpage.select.rules.table import MAX_BOX_SHARE


def text_of(words: int, number: int = 0) -> str:
    """Return so many words; texts of other numbers are others."""
    return " ".join([f"owl{number}"] * words)


def bits(found: Sequence[bool]) -> str:
    return "".join("01"[is_it] for is_it in found)


def decision(kept: str) -> tuple[bool, ...]:
    return tuple(keep == "1" for keep in kept)


def ruled(
    measured: Measured,
    kept: str = "",
    *,
    scores: Sequence[float] = (),
    comments: bool = False,
    captions: bool = False,
) -> tuple[str, Overruled]:
    """What becomes of a page, all of it kept and sure if nothing is said; and why."""
    count = len(measured.words)
    scored = Scored(measured=measured, scores=tuple(scores or [0.9] * count))
    after, overruled, _ = apply_rules(Case(scored, comments=comments, captions=captions), decision(kept or "1" * count))
    return bits(after), overruled


def dropped(found: str, why: Overrule) -> Overruled:
    return dict.fromkeys([index for index, is_it in enumerate(found) if is_it == "1"], why)


# ------------------------------------------------------------------ below the article

ELEMENTS = make_elements(
    ("html", -1, ""),
    ("div", 0, ""),
    ("article", 1, ""),
    ("div", 2, ""),
    ("aside", 1, ""),
    ("section", 0, "comments"),
    ("p", 5, ""),
)
PAGE, MAIN, ARTICLE, PART, ASIDE, SECTION, COMMENT = range(7)
DOUBTFUL = BELOW_SCORE - 0.01

Places = Sequence[tuple[int, int, float]]
"""Element, words and score of each block."""


def placed(places: Places, *, elements: Elements = ELEMENTS, declares_article: bool = True) -> Scored:
    blocks = [Block(text_of(words, number), element=element) for number, (element, words, _) in enumerate(places)]
    measured = make_measured(blocks, elements=elements, declares_article=declares_article)
    return Scored(measured=measured, scores=tuple(score for _, _, score in places))


@pytest.mark.parametrize(
    ("places", "found"),
    [
        pytest.param([(ARTICLE, 100, 0.9), (ASIDE, 9, DOUBTFUL)], "01", id="doubtful"),
        pytest.param([(ARTICLE, 100, 0.9), (ASIDE, 9, BELOW_SCORE)], "00", id="likely"),
        pytest.param([(ASIDE, 9, DOUBTFUL), (ARTICLE, 100, 0.9)], "00", id="above"),
        pytest.param([(PART, 50, 0.9), (ASIDE, 9, DOUBTFUL), (PART, 50, 0.9)], "000", id="between"),
        pytest.param([(PART, 100, 0.9), (PART, 9, DOUBTFUL)], "00", id="inside"),
        pytest.param([(ARTICLE, 100, 0.9), (PART, 9, DOUBTFUL)], "00", id="deeper-inside"),
        pytest.param([(PART, 100, 0.9), (ARTICLE, 9, DOUBTFUL)], "01", id="around-it"),
        pytest.param([(PART, 100, 0.9), (ASIDE, 9, DOUBTFUL), (PAGE, 9, DOUBTFUL)], "011", id="several"),
        pytest.param([(ARTICLE, MIN_CORE_WORDS - 1, 0.9), (ASIDE, 9, 0.4)], "00", id="short-text"),
        pytest.param([(ARTICLE, 100, LIKELY_SCORE + 0.01), (ASIDE, 9, 0.4)], "01", id="just-likely-text"),
        pytest.param([(ARTICLE, 100, LIKELY_SCORE), (ASIDE, 9, 0.4)], "00", id="unlikely-text"),
        pytest.param([(ARTICLE, 100, 0.9), (ASIDE, 200, 0.55)], "01", id="long-doubtful-tail"),
        pytest.param([], "", id="no-blocks"),
    ],
)
def test_doubtful_blocks_below_the_article(places: Places, found: str) -> None:
    scored = placed(places)
    assert bits(are_below(Case(scored), (True,) * len(places))) == found
    after = bits([is_it == "0" for is_it in found])
    assert ruled(scored.measured, scores=scored.scores) == (after, dropped(found, "below"))
    undeclared = placed(places, declares_article=False)
    assert ruled(undeclared.measured, scores=undeclared.scores) == ("1" * len(places), {})


@pytest.mark.parametrize(
    ("first", "second", "score", "found"),
    [
        pytest.param("div part-1", "div part-2", 0.6, "000", id="numbered"),
        pytest.param("div text", "div text", 0.6, "000", id="named-alike"),
        pytest.param("section intro", "section history", 0.6, "000", id="sections"),
        pytest.param("div text", "div teaser", 0.6, "001", id="named-otherwise"),
        pytest.param("div text", "section text", 0.6, "001", id="another-tag"),
        pytest.param("div text", "div text", LIKELY_SCORE, "001", id="unlikely"),
    ],
)
def test_an_article_in_several_containers(first: str, second: str, score: float, found: str) -> None:
    (tag, names), (next_tag, next_names) = first.split(), second.split()
    elements = make_elements(
        ("html", -1, ""),
        ("main", 0, ""),
        (tag, 1, names),
        ("p", 2, ""),
        ("p", 2, ""),
        (next_tag, 1, next_names),
        ("p", 5, ""),
    )
    scored = placed([(3, 80, 0.9), (4, 80, 0.9), (6, 20, score)], elements=elements)
    assert bits(are_below(Case(scored), (True,) * 3)) == found


def test_a_long_paragraph_is_no_core() -> None:
    elements = make_elements(("html", -1, ""), ("article", 0, ""), ("p", 1, ""), ("p", 1, ""))
    assert bits(are_below(Case(placed([(2, 200, 0.9), (3, 20, 0.4)], elements=elements)), (True,) * 2)) == "00"


@pytest.mark.parametrize(
    ("headings", "kept"),
    [
        pytest.param(["1. Rest", "2. Drink", "3. Sleep"], "1111111", id="numbered"),
        pytest.param(["1) Rest", "2) Drink", "More owls"], "1111110", id="then-another"),
        pytest.param(["Rest", "Drink", "3. Sleep"], "1111000", id="one-number"),
        pytest.param(["2024 in review", "2025 in review"], "111100", id="years"),
    ],
)
def test_numbered_headings_may_end_an_article(headings: list[str], kept: str) -> None:
    texts = [text_of(50, number) for number in range(MIN_TRAILED_BLOCKS + 1)]
    blocks = [Block(text, element=3) for text in texts] + [Block(text, "heading", element=3) for text in headings]
    assert ruled(make_measured(blocks, elements=ELEMENTS, declares_article=True))[0] == kept


@pytest.mark.parametrize(
    ("words_in_the_core", "found"),
    [
        pytest.param(round(200 * CORE_SHARE), "001", id="core"),
        # The smallest element with enough of the text is then the one around both.
        pytest.param(round(200 * CORE_SHARE) - 1, "000", id="no-core"),
    ],
)
def test_the_core_holds_most_of_the_likely_text(words_in_the_core: int, found: str) -> None:
    places = [(MAIN, 200 - words_in_the_core, 0.9), (ARTICLE, words_in_the_core, 0.9), (ASIDE, 9, 0.4)]
    assert bits(are_below(Case(placed(places)), (True,) * 3)) == found


@pytest.mark.parametrize(
    ("kind", "link_chars", "found"),
    [
        pytest.param("list_item", 0, "00", id="ingredient"),
        pytest.param("cell", 0, "00", id="row"),
        pytest.param("list_item", 3, "01", id="link-in-a-list"),
        pytest.param("paragraph", 0, "01", id="paragraph"),
    ],
)
def test_items_without_links_may_stand_below(kind: Kind, link_chars: int, found: str) -> None:
    blocks = [
        Block(text_of(100, 0), element=ARTICLE),
        Block(text_of(9, 1), kind=kind, element=ASIDE, link_chars=link_chars),
    ]
    measured = make_measured(blocks, elements=ELEMENTS, declares_article=True)
    scored = Scored(measured=measured, scores=(0.9, DOUBTFUL))
    assert bits(are_below(Case(scored), (True, True))) == found


def test_what_is_dropped_makes_no_core() -> None:
    scored = placed([(ARTICLE, 100, 0.9), (ASIDE, 300, 0.9), (SECTION, 9, 0.4), (ASIDE, 9, 0.4)])
    assert bits(are_below(Case(scored), (True, False, True, True))) == "0011"
    assert bits(are_below(Case(scored), (True, True, True, True))) == "0000"


def test_what_is_dropped_anyhow_does_not_end_the_article() -> None:
    scored = placed([(ARTICLE, 100, 0.9), (ASIDE, 9, 0.4), (ARTICLE, 9, 0.1)])
    assert bits(are_below(Case(scored), (True, True, False)))[:2] == "01"
    assert bits(are_below(Case(scored), (True, True, True))) == "000"


@pytest.mark.parametrize("comments", [False, True], ids=["left-out", "kept"])
def test_comments_that_are_asked_for_stand_below_the_article(comments: bool) -> None:
    blocks = [
        Block(text_of(200), element=ARTICLE),
        Block("I have seen them twice from the bridge.", element=COMMENT),
        Block(text_of(9, 1), element=ASIDE),
    ]
    measured = make_measured(blocks, cues=("", "comment", ""), elements=ELEMENTS, declares_article=True)
    after, overruled = ruled(measured, scores=(0.9, 0.4, 0.4), comments=comments)
    assert (after, overruled.get(1)) == (("110", None) if comments else ("100", "comment"))
    assert overruled[2] == "below"


@pytest.mark.parametrize("captions", [False, True], ids=["left-out", "kept"])
def test_captions_that_are_asked_for_stand_below_the_article(captions: bool) -> None:
    blocks = [Block(text_of(200), element=ARTICLE), Block("© Ada Bird", "caption", element=ASIDE)]
    measured = make_measured(blocks, elements=ELEMENTS, declares_article=True)
    assert ruled(measured, "10", scores=(0.9, 0.2), captions=captions)[0] == f"1{captions:d}"
    assert ruled(measured, "11", scores=(0.9, 0.4), captions=captions)[0] == f"1{captions:d}"


# ------------------------------------------------------------------ trailing headings


@pytest.mark.parametrize(
    ("kinds", "kept", "after"),
    [
        pytest.param("pppph", "11111", "11110", id="last"),
        pytest.param("ppphh", "11111", "11100", id="two"),
        pytest.param("pphpp", "11111", "11111", id="within-the-text"),
        pytest.param("ppphp", "11110", "11100", id="before-what-is-dropped-anyhow"),
        pytest.param("ppphp", "11101", "11101", id="dropped-anyhow"),
        pytest.param("hhhhh", "11111", "11100", id="headings-alone"),
        pytest.param("pph", "111", "111", id="few-blocks"),
        pytest.param("ppp", "000", "000", id="nothing-kept"),
        pytest.param("", "", "", id="no-blocks"),
    ],
)
def test_trailing_headings(kinds: str, kept: str, after: str) -> None:
    kind_of: dict[str, Kind] = {"p": "paragraph", "h": "heading"}
    blocks = [Block(text_of(40, number), kind_of[kind]) for number, kind in enumerate(kinds)]
    for declares_article in (True, False):
        measured = make_measured(blocks, declares_article=declares_article)
        wanted = after if declares_article else kept
        lost = bits([was > is_ for was, is_ in zip(kept, wanted, strict=True)])
        assert ruled(measured, kept) == (wanted, dropped(lost, "below"))
    found = are_trailing_headings(make_case(make_measured(blocks)), decision(kept))
    assert bits([keep == "1" and not is_it for keep, is_it in zip(kept, found, strict=True)]) == after


def test_the_cases_of_headings_stand_on_both_sides_of_the_limit() -> None:
    assert len("pph") == MIN_TRAILED_BLOCKS


# ------------------------------------------------------------------ the next article

SCROLL = make_elements(
    ("html", -1, ""),
    ("main", 0, ""),
    ("article", 1, ""),
    ("h1", 2, ""),
    ("div", 2, ""),
    ("h1", 4, ""),
    ("article", 1, ""),
    ("h1", 6, ""),
    ("span", 7, ""),
    ("div", 6, ""),
    ("h2", 6, ""),
    ("article", 1, ""),
    ("h1", 11, ""),
)
FIRST, FIRST_H1, FIRST_TEXT, INNER_H1 = 2, 3, 4, 5
SECOND, SECOND_H1, SECOND_SPAN, SECOND_TEXT, SECOND_H2 = 6, 7, 8, 9, 10
THIRD, THIRD_H1 = 11, 12
TITLE = "Owls of the old mill return - The Mill Post"
OWN, NEXT = "Owls of the old mill return", "A ferry, a feud and a bridge"

Scroll = Sequence[tuple[int, str | int]]
"""Element, and text or number of words."""


def scrolled(rows: Scroll, title: str = TITLE, *, declares_article: bool = True) -> Measured:
    blocks = [
        Block(text if isinstance(text, str) else text_of(text, number), element=element)
        for number, (element, text) in enumerate(rows)
    ]
    return make_measured(blocks, elements=SCROLL, title=title, declares_article=declares_article)


FULL = MIN_ARTICLE_WORDS
STORY: Scroll = [(FIRST_H1, OWN), (FIRST_TEXT, FULL)]
NEXT_STORY: Scroll = [(SECOND_H1, NEXT), (SECOND_TEXT, FULL)]


@pytest.mark.parametrize(
    ("rows", "title", "found"),
    [
        pytest.param([*STORY, *NEXT_STORY], TITLE, "0011", id="next-article"),
        pytest.param([*STORY, (SECOND_SPAN, NEXT), (SECOND_TEXT, FULL)], TITLE, "0011", id="inside-the-h1"),
        pytest.param([*STORY, (INNER_H1, NEXT), (FIRST_TEXT, FULL)], TITLE, "0000", id="within-the-article"),
        pytest.param([*STORY, (SECOND_H2, NEXT), (SECOND_TEXT, FULL)], TITLE, "0000", id="h2"),
        pytest.param([*STORY, (SECOND_H1, NEXT), (SECOND_TEXT, FULL - 8)], TITLE, "0000", id="teaser"),
        pytest.param([*STORY, (SECOND_H1, NEXT), (SECOND_TEXT, FULL - 7)], TITLE, "0011", id="just-enough"),
        pytest.param([STORY[0], (FIRST_TEXT, FULL - 6), *NEXT_STORY], TITLE, "0011", id="own-just-enough"),
        pytest.param([STORY[0], (FIRST_TEXT, FULL - 7), *NEXT_STORY], TITLE, "0000", id="own-is-short"),
        pytest.param([*NEXT_STORY, *STORY], TITLE, "0000", id="above"),
        pytest.param([*STORY, (SECOND_H1, "More news"), (SECOND_TEXT, FULL)], TITLE, "0000", id="short-heading"),
        pytest.param([*STORY, (SECOND_H1, OWN), (SECOND_TEXT, FULL)], TITLE, "0000", id="the-headline-again"),
        pytest.param([*STORY, *NEXT_STORY], "", "0000", id="no-title"),
        pytest.param([*STORY, *NEXT_STORY], "The Mill Post", "0000", id="title-of-the-site"),
        pytest.param(
            [*STORY, (SECOND_H1, NEXT), (SECOND_TEXT, FULL - 8), (THIRD_H1, NEXT), (THIRD, FULL)],
            TITLE,
            "000011",
            id="teaser-and-article",
        ),
        pytest.param([], TITLE, "", id="no-blocks"),
    ],
)
def test_the_next_article(rows: Scroll, title: str, found: str) -> None:
    measured = scrolled(rows, title)
    assert bits(are_in_next_articles(make_case(measured), (True,) * len(rows))) == found
    overruled = ruled(measured)[1]
    assert {index: why for index, why in overruled.items() if why == "next"} == dropped(found, "next")
    assert "next" not in ruled(scrolled(rows, title, declares_article=False))[1].values()


def test_what_is_dropped_makes_no_next_article() -> None:
    measured = scrolled([*STORY, *NEXT_STORY])
    for kept, found in (("1111", "0011"), ("0101", "0011"), ("1110", "0000")):
        assert bits(are_in_next_articles(make_case(measured), decision(kept))) == found
    assert bits(are_in_next_articles(make_case(measured), decision("1011"))) == "0000"


@pytest.mark.parametrize(
    ("own", "other", "found"),
    [
        pytest.param("owls of the voles new", NEXT, "0011", id="three-of-five"),
        pytest.param("owls of a vole and the sun", NEXT, "0000", id="three-of-seven"),
        pytest.param(OWN, "owls of a vole and the sun", "0011", id="other-has-three-of-seven"),
        pytest.param(OWN, "owls of the voles new sun", "0000", id="other-has-a-half"),
    ],
)
def test_headlines_are_like_the_title(own: str, other: str, found: str) -> None:
    rows: Scroll = [(FIRST_H1, own), (FIRST_TEXT, FULL), (SECOND_H1, other), (SECOND_TEXT, FULL)]
    assert bits(are_in_next_articles(make_case(scrolled(rows)), (True,) * 4)) == found


def test_the_cases_of_headlines_stand_on_both_sides_of_the_limits() -> None:
    assert 3 / 7 < NEXT_H1_SHARE <= 3 / 6 < OWN_H1_SHARE <= 3 / 5
    assert MIN_H1_WORDS == 3


# ------------------------------------------------------------------ embedded posts

POSTS = make_elements(
    ("html", -1, ""),
    ("article", 0, ""),
    ("blockquote", 1, "twitter-tweet"),
    ("p", 2, ""),
    ("span", 3, ""),
    ("b", 4, ""),
    ("blockquote", 1, "pullquote"),
    ("div", 1, "instagram-media"),
    ("blockquote", 7, ""),
    ("blockquote", 1, "instagram-media"),
    ("blockquote", 1, "tiktok-video"),
    ("blockquote", 1, "postEmbed"),
)


@pytest.mark.parametrize(
    ("element", "kind", "words", "is_post"),
    [
        pytest.param(2, "quote", 10, True, id="quotation"),
        pytest.param(3, "quote", 10, True, id="paragraph-in-it"),
        pytest.param(4, "quote", 10, True, id="two-levels-in"),
        pytest.param(5, "quote", 10, False, id="three-levels-in"),
        pytest.param(9, "quote", 10, True, id="second-network"),
        pytest.param(10, "quote", 10, True, id="third-network"),
        pytest.param(11, "quote", 10, True, id="any-network"),
        pytest.param(2, "paragraph", 10, False, id="no-quotation"),
        pytest.param(6, "quote", 10, False, id="other-quotation"),
        pytest.param(8, "quote", 10, False, id="innermost-quotation-is-asked"),
        pytest.param(1, "quote", 10, False, id="no-blockquote"),
        pytest.param(0, "quote", 10, False, id="root"),
        pytest.param(-1, "quote", 10, False, id="no-element"),
        pytest.param(2, "quote", round(100 * MAX_BOX_SHARE) - 1, True, id="just-beside-the-text"),
        pytest.param(2, "quote", round(100 * MAX_BOX_SHARE), False, id="list-of-posts"),
    ],
)
def test_embedded_posts(element: int, kind: Kind, words: int, is_post: bool) -> None:
    blocks = [Block(text_of(100 - words), element=1), Block(text_of(words, 1), kind, element=element)]
    measured = make_measured(blocks, elements=POSTS, declares_article=True)
    assert ruled(measured) == (("10", {1: "embed"}) if is_post else ("11", {}))
    assert ruled(measured, "10") == ("10", {})
    assert bits(are_embedded_posts(make_case(measured), (True, False))) == "00"
    assert ruled(replace(measured, declares_article=False)) == ("11", {})


# ------------------------------------------------------------------ copyright lines


@pytest.mark.parametrize(
    ("text", "is_line"),
    [
        pytest.param("© 2024 Ada Bird", True, id="sign"),
        pytest.param("- © Ada Bird", True, id="after-a-mark"),
        pytest.param("(C) 2024 Ada Bird", True, id="letter"),
        pytest.param("(c) Copyright Ada Bird", True, id="letter-and-word"),
        pytest.param("(c) The third point of three", False, id="third-of-a-list"),
        pytest.param("Text © Ada Bird", False, id="within-a-line"),
        pytest.param("© and ™ are the signs that our lawyers put behind names.", False, id="sentence"),
        pytest.param("© and ™ are the signs of the lawyers since 1999.", True, id="sentence-with-a-year"),
        pytest.param("© all rights of the owls and voles are reserved.", True, id="rights"),
        pytest.param("© der Autoren.", True, id="too-short-a-sentence"),
        pytest.param(f"© {text_of(MAX_COPYRIGHT_WORDS - 1)}", True, id="longest"),
        pytest.param(f"© {text_of(MAX_COPYRIGHT_WORDS)}", False, id="too-long"),
    ],
)
@pytest.mark.parametrize("declares_article", [False, True], ids=["any-page", "declared-article"])
@pytest.mark.parametrize("options", [False, True], ids=["left-out", "kept"])
def test_copyright_lines(text: str, is_line: bool, declares_article: bool, options: bool) -> None:
    blocks = [Block(text_of(300)), Block(text)]
    measured = make_measured(blocks, declares_article=declares_article)
    found = ruled(measured, comments=options, captions=options)
    assert found == (("10", {1: "legal"}) if is_line else ("11", {}))
    assert bits(are_copyright_lines(make_case(measured), (True, False))) == "00"
    assert ruled(make_measured(blocks, format="text")) == ("11", {})


@pytest.mark.parametrize(
    ("text", "is_label"),
    [
        pytest.param("ADVERTISEMENT", True, id="english"),
        pytest.param("Anzeige", True, id="german"),
        pytest.param("विज्ञापन", True, id="hindi"),
        pytest.param("Sponsored content", True, id="words"),
        pytest.param("Advertising pays for most of it", False, id="sentence"),
        pytest.param("Owls", False, id="another-word"),
    ],
)
@pytest.mark.parametrize("declares_article", [False, True], ids=["any-page", "declared-article"])
def test_labels_of_advertising(text: str, is_label: bool, declares_article: bool) -> None:
    blocks = [Block(text_of(300)), Block(text)]
    measured = make_measured(blocks, declares_article=declares_article)
    assert ruled(measured) == (("10", {1: "ad"}) if is_label else ("11", {}))
    assert bits(are_ad_labels(make_case(measured), (True, False))) == "00"
    assert ruled(make_measured(blocks, format="text")) == ("11", {})


@pytest.mark.parametrize(
    ("words", "after"),
    [pytest.param(13, "10", id="beside-the-text"), pytest.param(12, "11", id="a-fifth-of-it")],
)
def test_copyright_lines_are_not_the_text(words: int, after: str) -> None:
    assert ruled(make_measured([Block(text_of(words)), Block("© 2024 Ada")]))[0] == after


# ------------------------------------------------------------------ standfirst

DESCRIPTION = "Nine years after the fire two barn owls sleep in the tower"
NEWS = '{"@type": "NewsArticle"}'


def with_description(
    texts: Sequence[Block],
    *,
    key: str = "description",
    json_ld: tuple[str, ...] = (NEWS,),
    title: str = TITLE,
) -> Measured:
    measured = make_measured(texts, declares_article=True)
    markup = Markup(title=title, metas=((key, DESCRIPTION),), json_ld=json_ld)
    return replace(measured, document=replace(measured.document, markup=markup), declares_news=declares_news(markup))


def linked(text: str, share: float) -> Block:
    return Block(text, link_chars=round(share * len(text)))


STORY_TEXT = Block(text_of(60))
MOST = " ".join(DESCRIPTION.split()[:8]) + " fox hen"
"""Ten words, eight of them described."""
LESS = " ".join(DESCRIPTION.split()[:7]) + " fox hen cow"


@pytest.mark.parametrize(
    ("above", "after"),
    [
        pytest.param([Block(DESCRIPTION)], "1", id="description"),
        pytest.param([Block(f"{DESCRIPTION}!".upper())], "1", id="case-and-marks"),
        pytest.param([Block(DESCRIPTION), Block("By Ada Bird")], "10", id="byline-between"),
        pytest.param([Block(DESCRIPTION), Block(DESCRIPTION)], "10", id="first-of-two"),
        pytest.param([Block(DESCRIPTION), *[Block("Share")] * (MAX_STANDFIRST_BLOCKS - 1)], "1", id="far-above"),
        pytest.param([Block(DESCRIPTION), *[Block("Share")] * MAX_STANDFIRST_BLOCKS], "0", id="too-far-above"),
        pytest.param([Block(MOST)], "1", id="most-of-its-words"),
        pytest.param([Block(LESS)], "0", id="less-of-its-words"),
        pytest.param([Block(" ".join(DESCRIPTION.split()[:MIN_STANDFIRST_WORDS]))], "1", id="short"),
        pytest.param([Block(" ".join(DESCRIPTION.split()[: MIN_STANDFIRST_WORDS - 1]))], "0", id="too-short"),
        pytest.param([linked(DESCRIPTION, MAX_STANDFIRST_LINKS)], "1", id="link-in-it"),
        pytest.param([linked(DESCRIPTION, MAX_STANDFIRST_LINKS + 0.05)], "0", id="teaser"),
        pytest.param([Block(DESCRIPTION, "caption")], "0", id="caption"),
    ],
)
def test_standfirst(above: list[Block], after: str) -> None:
    measured = with_description([*above, STORY_TEXT])
    kept = (*[False] * len(above), True)
    wanted = after.ljust(len(above), "0") + "1"
    place = wanted[:-1].find("1")
    assert find_standfirst(make_case(measured), kept, ()) == place
    assert apply_rules(make_case(measured), kept).restored == ({place: "standfirst"} if place >= 0 else {})
    for options in (False, True):
        after_all, overruled = ruled(measured, bits(kept), comments=options)
        assert (after_all, overruled) == (wanted, {})
    # Other kinds of article repeat their first sentence there.
    for json_ld in ((), ('{"@type": "Article"}',)):
        assert find_standfirst(make_case(with_description([*above, STORY_TEXT], json_ld=json_ld)), kept, ()) == -1


@pytest.mark.parametrize("key", ["og:description", "twitter:description"])
def test_each_description_counts(key: str) -> None:
    measured = with_description([Block(DESCRIPTION), STORY_TEXT], key=key)
    assert find_standfirst(make_case(measured), (False, True), ()) == 0
    other = with_description([Block(DESCRIPTION), STORY_TEXT], key="keywords")
    assert find_standfirst(make_case(other), (False, True), ()) == -1


def test_no_standfirst() -> None:
    measured = with_description([Block(DESCRIPTION), STORY_TEXT, Block(DESCRIPTION)])
    assert find_standfirst(make_case(measured), (False, False, False), ()) == -1
    assert find_standfirst(make_case(measured), (False, True, False), [0]) == -1
    # The headline of a page whose description is its title.
    headline = with_description([Block(DESCRIPTION), STORY_TEXT], title=DESCRIPTION)
    assert find_standfirst(make_case(headline), (False, True), ()) == -1


def test_what_a_rule_dropped_is_no_standfirst() -> None:
    measured = with_description([Block(DESCRIPTION, "heading"), STORY_TEXT], title=f"{DESCRIPTION} of the mill")
    assert ruled(measured) == ("01", {0: "headline"})


def test_the_cases_of_standfirsts_stand_on_both_sides_of_the_limits() -> None:
    assert 7 / 10 < STANDFIRST_SHARE <= 8 / 10


# ------------------------------------------------------------------ what always holds


@st.composite
def pages(draw: st.DrawFn) -> Scored:
    kinds: st.SearchStrategy[Kind] = st.sampled_from(["paragraph", "heading", "quote", "caption"])
    texts = st.sampled_from([OWN, NEXT, DESCRIPTION, "© 2024 Ada Bird"]) | st.integers(1, 300).map(text_of)
    elements = draw(st.sampled_from([ELEMENTS, SCROLL, POSTS, Elements()]))
    places = st.integers(0, len(elements) - 1) if elements else st.just(-1)
    blocks = [Block(*block) for block in draw(st.lists(st.tuples(texts, kinds, places), max_size=9))]
    format: Format = draw(st.sampled_from(get_args(Format)))
    measured = make_measured(blocks, elements=elements, format=format, declares_article=True)
    markup = Markup(title=TITLE, metas=(("description", DESCRIPTION),), json_ld=(NEWS,))
    measured = replace(
        measured, document=replace(measured.document, markup=markup), declares_news=declares_news(markup)
    )
    return Scored(measured=measured, scores=tuple(draw(st.floats(0, 1)) for _ in blocks))


@given(scored=pages(), bit=st.integers(0, 2**9 - 1), comments=st.booleans(), captions=st.booleans())
def test_rules_say_what_they_do(scored: Scored, bit: int, comments: bool, captions: bool) -> None:
    kept = tuple(bool(bit >> index & 1) for index in range(len(scored.scores)))
    after, overruled, restored = apply_rules(Case(scored, comments=comments, captions=captions), kept)
    assert all(after[index] and index not in overruled for index in restored)
    assert len(after) == len(kept)
    assert not any(after[index] for index in overruled)
    assert all(after[index] or index in overruled for index, keep in enumerate(kept) if keep)
    if not any(kept):
        assert after == kept
