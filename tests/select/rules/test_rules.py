from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest
from benchmarks.pages.fixtures import read_fixtures
from hypothesis import given
from hypothesis import strategies as st

import cleanpage
from builders import make_elements, make_measured
from cleanpage import Options
from cleanpage.blocks import Block, Format, Kind, Measured, Scored, Sort
from cleanpage.select.rules.applying import Overruled, apply_rules
from cleanpage.select.rules.articles.headline import HEADLINE_SHARE, MIN_HEADLINE_WORDS
from cleanpage.select.rules.comments import MIN_SHORT_WORDS
from cleanpage.select.rules.related import MAX_RELATED_LINKS, RELATED_LINK_SHARE
from cleanpage.select.rules.repeats import MIN_NEAR_WORDS, MIN_REPEAT_WORDS
from cleanpage.select.rules.rule import Case
from cleanpage.select.rules.table import MAX_BOX_SHARE, MAX_CAPTION_SHARE
from cleanpage.words.lexicon import MAX_CUE_WORDS, cue_of_text

ELEMENTS = make_elements(
    ("html", -1, ""),
    ("article", 0, ""),
    ("figcaption", 1, ""),
    ("section", 0, "comments"),
    ("li", 3, "comment comment-author-ada"),
    ("div", 4, "comment-author vcard"),
    ("p", 4, ""),
    ("div", 4, "reply"),
    ("form", 3, ""),
    ("caption", 1, ""),
    ("div", 1, "photo-credit"),
    ("div", 3, "promo"),
)
ARTICLE, CAPTION, SECTION, COMMENT, NAME, TEXT, REPLY, FORM, TABLE_CAPTION, CREDIT, PROMO = range(1, 12)

Rows = Sequence[tuple[int, str | int, bool]]
"""Element, text or number of words, and whether the cut keeps it."""


def text_of(words: int, number: int = 0) -> str:
    """Return so many words; texts of other numbers are others."""
    return " ".join([f"owl{number}"] * words)


def scored(measured: Measured) -> Scored:
    """All blocks score so high that none is doubtful."""
    return Scored(measured=measured, scores=(0.9,) * len(measured.words))


def applied(
    rows: Rows,
    *,
    comments: bool = False,
    captions: bool = False,
    declares_article: bool = True,
    kinds: Sequence[Kind] = (),
) -> list[bool]:
    """What becomes of these blocks."""
    cue_of: dict[int, Sort] = {CAPTION: "caption", CREDIT: "caption", TABLE_CAPTION: "caption", PROMO: "ad"}
    measured = make_measured(
        [
            Block(
                text=text if isinstance(text, str) else text_of(text, number),
                element=element,
                kind=kinds[number] if kinds else "caption" if element == CAPTION else "paragraph",
            )
            for number, (element, text, _) in enumerate(rows)
        ],
        cues=[cue_of.get(element, "comment" if element >= SECTION else "") for element, _, _ in rows],
        elements=ELEMENTS,
        declares_article=declares_article,
    )
    kept = tuple(keep for _, _, keep in rows)
    after, overruled, _ = apply_rules(Case(scored(measured), comments=comments, captions=captions), kept)
    assert_told(kept, after, overruled)
    return list(after)


def assert_told(kept: Sequence[bool], after: Sequence[bool], overruled: Overruled) -> None:
    """Check that exactly those are overruled that were kept by the cut or an option, and are not any more."""
    assert all(not after[index] for index in overruled)
    assert [index for index, (was, is_) in enumerate(zip(kept, after, strict=True)) if was > is_] == sorted(
        index for index in overruled if kept[index]
    )


def ruled(
    measured: Measured, kept: str = "", *, comments: bool = False, captions: bool = False
) -> tuple[str, Overruled]:
    """What becomes of a page of which "1" is kept, everything if nothing is said; and why."""
    before = tuple(keep == "1" for keep in kept or "1" * len(measured.words))
    after, overruled, _ = apply_rules(Case(scored(measured), comments=comments, captions=captions), before)
    assert_told(before, after, overruled)
    return "".join("01"[keep] for keep in after), overruled


# ------------------------------------------------------------------ left out


@pytest.mark.parametrize(
    ("words", "declares_article", "kept"),
    [
        pytest.param(MIN_SHORT_WORDS, True, [True, False], id="beside-an-article"),
        pytest.param(MIN_SHORT_WORDS - 1, True, [True, True], id="the-page-itself"),
        pytest.param(90, False, [True, True], id="no-article-declared"),
    ],
)
def test_comments_are_left_out(words: int, declares_article: bool, kept: list[bool]) -> None:
    rows: Rows = [(ARTICLE, words, True), (TEXT, 400, True)]
    assert applied(rows, declares_article=declares_article) == kept


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        pytest.param([("heading", "12 comments"), ("paragraph", 9)], [False, False], id="below-a-heading"),
        pytest.param(
            [("heading", "Comments"), ("paragraph", 9), ("heading", "The mill"), ("paragraph", 9)],
            [False, False, True, True],
            id="to-the-next-heading",
        ),
        pytest.param([("heading", "The mill"), ("paragraph", 9)], [True, True], id="below-another"),
        pytest.param([("paragraph", "12 comments"), ("paragraph", 9)], [True, True], id="below-a-paragraph"),
    ],
)
def test_comments_below_a_heading_are_left_out(rows: list[tuple[Kind, str | int]], kept: list[bool]) -> None:
    blocks: Rows = [(ARTICLE, 90, True), *[(ARTICLE, text, True) for _, text in rows]]
    assert applied(blocks, kinds=["paragraph", *[kind for kind, _ in rows]]) == [True, *kept]


@pytest.mark.parametrize(
    ("element", "text", "declares_article", "keep"),
    [
        pytest.param(CAPTION, round(100 * MAX_CAPTION_SHARE) - 1, True, False, id="by-its-element"),
        pytest.param(CREDIT, 8, True, False, id="by-its-names"),
        pytest.param(ARTICLE, "Photo: Ada Bird", True, False, id="by-its-words"),
        pytest.param(ARTICLE, "Photos of owls are rare", True, True, id="no-caption"),
        pytest.param(TABLE_CAPTION, 8, True, True, id="of-a-table"),
        pytest.param(CAPTION, round(100 * MAX_CAPTION_SHARE) + 20, True, True, id="too-much-of-the-page"),
        pytest.param(CAPTION, 8, False, True, id="no-article-declared"),
    ],
)
def test_captions_are_left_out(element: int, text: str | int, declares_article: bool, keep: bool) -> None:
    words = len(text.split()) if isinstance(text, str) else text
    rows: Rows = [(ARTICLE, 100 - words, True), (element, text, True)]
    assert applied(rows, declares_article=declares_article) == [True, keep]


# ------------------------------------------------------------------ kept


@pytest.mark.parametrize(
    ("element", "text", "keep"),
    [
        pytest.param(TEXT, "I saw one at the mill last week", True, id="text"),
        pytest.param(COMMENT, "So good!", True, id="short-sentence-without-an-element-of-its-own"),
        pytest.param(TEXT, "Ada Bird", False, id="signature"),
        pytest.param(TEXT, "Ada B.", False, id="initial"),
        pytest.param(TEXT, "Fetching more…", False, id="ellipsis"),
        pytest.param(TEXT, "Fetching more...", False, id="three-dots"),
        pytest.param(TEXT, "Ada Bird of Owlham wrote:", False, id="colon"),
        pytest.param(TEXT, "3 March 2024, 12:30", False, id="date"),
        pytest.param(TEXT, "Reply", False, id="cue"),
        pytest.param(TEXT, "Your email address will not be published.", False, id="notice"),
        pytest.param(NAME, "Ada Bird of the old mill", False, id="name"),
        pytest.param(REPLY, "Write an answer to this", False, id="button"),
        pytest.param(PROMO, "Eleven owls that you have to see.", False, id="teaser"),
        pytest.param(FORM, "Be kind to other owls, please.", False, id="form"),
        pytest.param(ARTICLE, "I saw one at the mill last week", False, id="outside"),
    ],
)
def test_comments_are_kept(element: int, text: str, keep: bool) -> None:
    rows: Rows = [(ARTICLE, 50, True), (NAME, "Ada Bird", False), (element, text, False)]
    assert applied(rows, comments=True) == [True, False, keep]
    assert applied(rows) == [True, False, False]


def test_comments_are_signed() -> None:
    rules = (TEXT, "Comments are read before they are shown here.", False)
    assert applied([(ARTICLE, 50, True), rules], comments=True) == [True, False]
    assert applied([rules, (ARTICLE, 50, True)], comments=True) == [False, True]
    # A signature is that of its own section.
    two_sections: Rows = [(TEXT, "3 March 2024, 12:30", False), (TEXT, REMARK, False), (ARTICLE, 50, True), rules]
    assert applied(two_sections, comments=True) == [False, True, True, False]


def test_links_are_no_comments() -> None:
    texts = [text_of(50), "Ada Bird", "The owls of the old mill, and where to see them"]
    for link_chars, keep in ((20, True), (40, False)):
        blocks = [Block(text=text, element=element) for element, text in zip((ARTICLE, NAME, TEXT), texts, strict=True)]
        blocks[2] = blocks[2]._replace(link_chars=link_chars)
        measured = make_measured(blocks, cues=("", "comment", "comment"), elements=ELEMENTS)
        assert ruled(measured, "100", comments=True) == (f"10{keep:d}", {})


def test_what_stands_below_every_comment_is_no_comment() -> None:
    rows: Rows = [(ARTICLE, 50, True), *[(NAME, "Ada Bird", False), (TEXT, "Show the full comment below", False)] * 3]
    assert not any(applied(rows, comments=True)[1:])


@pytest.mark.parametrize(
    ("elements", "kept"),
    [
        pytest.param([CAPTION, ARTICLE, CAPTION, ARTICLE, CREDIT], [True] * 5, id="around-the-text"),
        pytest.param([CAPTION, 0, ARTICLE, 0, CAPTION], [False, False, True, False, False], id="apart-from-it"),
        pytest.param([ARTICLE, 0, CAPTION, 0, ARTICLE], [True, False, True, False, True], id="inside-it"),
    ],
)
def test_captions_are_kept(elements: list[int], kept: list[bool]) -> None:
    assert applied([(element, 9, element == ARTICLE) for element in elements], captions=True) == kept


# ------------------------------------------------------------------ text dumps

PROSE = (
    "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
    "By day they sleep below the roof, where the wheel no longer turns."
)
REMARK = "I have seen them twice from the bridge, and both times they flew home before the rain."


@pytest.mark.parametrize(
    ("lines", "off", "on"),
    [
        pytest.param([(PROSE * 4, 1), ("2 comments", 0), ("3 March 2024", 0), (REMARK, 1)], "1000", "1001", id="last"),
        pytest.param(
            [(PROSE * 4, 1), ("Comments", 0), ("3.3.2024", 0), (REMARK, 1), ("Read also", 0), (REMARK[2:], 0)],
            "100000",
            "100100",
            id="to-the-next-section",
        ),
        pytest.param(
            [(PROSE, 1), ("Reply", 0), (REMARK, 1), ("Reply", 0), (REMARK[2:], 1), ("Reply", 0), (PROSE[4:], 1)],
            "1010101",
            "1010101",
            id="thread",
        ),
        pytest.param(
            [("Owls", 1), ("Comments", 0), (PROSE * 4, 1), ("2 comments", 0), ("3.3.2024", 0), (REMARK, 1)],
            "101000",
            "101001",
            id="counted-below-the-headline-too",
        ),
        pytest.param(
            [(PROSE * 4, 1), ("Comments", 0), ("3.3.2024", 0), ("A ferry, a feud and an old bridge", 0)],
            "1000",
            "1000",
            id="headlines",
        ),
        pytest.param([("Comments", 0), (PROSE * 4, 1), (REMARK, 1)], "011", "011", id="above-the-text"),
    ],
)
def test_comments_in_text_dumps(lines: list[tuple[str, int]], off: str, on: str) -> None:
    blocks = [Block(text=text, line=number) for number, (text, _) in enumerate(lines, 1)]
    cues = [cue_of_text(text, len(text.split())) for text, _ in lines]
    measured = make_measured(blocks, cues=cues, format="text")
    kept = "".join(str(keep) for _, keep in lines)
    for comments, wanted in ((False, off), (True, on)):
        found, overruled = ruled(measured, kept, comments=comments)
        assert found == wanted
        assert set(overruled.values()) <= {"comment"}


def test_captions_in_text_dumps() -> None:
    blocks = [Block(text=text, line=number) for number, text in enumerate((PROSE * 4, "Photo: Ada Bird", PROSE), 1)]
    measured = make_measured(blocks, cues=("", "caption", ""), format="text")
    assert ruled(measured, "111") == ("101", {1: "caption"})
    assert ruled(measured, "101") == ("101", {})
    for kept in ("111", "101"):
        assert ruled(measured, kept, captions=True) == ("111", {})


# ------------------------------------------------------------------ repeats

LONG = "the owls of the mill hunt at night as their parents did before them all"
SHORT = LONG.removesuffix(" all")
REFRAIN = "who hunts at night, who hunts alone?"
VERSES = tuple(f"{LONG} and that is verse {number}" for number in range(3))

each_options = pytest.mark.parametrize("options", [False, True], ids=["left-out", "kept"])
each_page = pytest.mark.parametrize("declares_article", [False, True], ids=["any-page", "declared-article"])


def test_the_texts_have_the_lengths_that_they_are_for() -> None:
    assert len(LONG.split()) - 1 == len(SHORT.split()) == MIN_REPEAT_WORDS - 1


@pytest.mark.parametrize(
    ("texts", "kept", "expected"),
    [
        pytest.param([LONG, VERSES[0], LONG], "111", "110", id="first-copy"),
        pytest.param([LONG] * 4, "1111", "1000", id="many-copies"),
        pytest.param([LONG, LONG], "01", "01", id="first-copy-is-dropped-anyhow"),
        pytest.param([LONG, LONG, LONG], "101", "100", id="between-two"),
        pytest.param([SHORT] * 3, "111", "111", id="short"),
        pytest.param([LONG, f"{LONG}."], "11", "11", id="nearly-the-same"),
        pytest.param([text for verse in VERSES for text in (verse, REFRAIN)], "111111", "111111", id="refrain"),
        pytest.param([LONG, LONG], "00", "00", id="nothing-kept"),
    ],
)
@pytest.mark.parametrize("format", get_args(Format))
@each_page
@each_options
def test_repeats(
    texts: list[str], kept: str, expected: str, format: Format, declares_article: bool, options: bool
) -> None:
    measured = make_measured([Block(text) for text in texts], format=format, declares_article=declares_article)
    found, overruled = ruled(measured, kept, comments=options, captions=options)
    assert found == expected
    assert set(overruled.values()) <= {"repeat"}


@given(blocks=st.lists(st.tuples(st.sampled_from([LONG, SHORT, REFRAIN, *VERSES]), st.booleans()), max_size=8))
def test_repeats_are_all_that_is_lost(blocks: list[tuple[str, bool]]) -> None:
    measured = make_measured([Block(text) for text, _ in blocks])
    texts = [text for text, keep in blocks if keep]
    after = apply_rules(Case(scored(measured)), tuple(keep for _, keep in blocks)).kept
    assert [text for (text, _), keep in zip(blocks, after, strict=True) if keep] == [
        text for index, text in enumerate(texts) if len(text.split()) < MIN_REPEAT_WORDS or text not in texts[:index]
    ]


SIDES = make_elements(
    ("html", -1, ""), ("div", 0, "phone"), ("div", 0, "screen"), *[("p", at, "") for at in (1, 1, 2)], ("p", 1, "clone")
)
PHONE, PHONE_TOO, SCREEN, CLONE = 3, 4, 5, 6
STORY = " ".join(f"owl{number}" for number in range(MIN_NEAR_WORDS))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([(PHONE, LONG), (PHONE_TOO, LONG)], "11", id="side-by-side"),
        pytest.param([(PHONE, LONG), (SCREEN, LONG)], "10", id="apart"),
        pytest.param([(PHONE, LONG), (CLONE, LONG)], "10", id="named-otherwise"),
        pytest.param([(PHONE, STORY), (SCREEN, f"{STORY} and then")], "10", id="nearly-the-same"),
        pytest.param([(PHONE, STORY), (PHONE_TOO, f"{STORY} and then")], "11", id="nearly-the-same-side-by-side"),
        pytest.param([(PHONE, LONG), (SCREEN, f"{LONG} and then")], "11", id="short"),
        pytest.param([(PHONE, STORY), (SCREEN, " ".join(f"rook{it}" for it in range(300)))], "11", id="another-text"),
        pytest.param([(PHONE, STORY[:700]), (PHONE, STORY[700:]), (SCREEN, STORY)], "110", id="put-together"),
    ],
)
def test_copies_by_where_they_stand(rows: list[tuple[int, str]], expected: str) -> None:
    measured = make_measured([Block(text, element=element) for element, text in rows], elements=SIDES)
    assert ruled(measured)[0] == expected


# ------------------------------------------------------------------ "read also"


def prose(number: int = 0) -> Block:
    return Block(text_of(40, number))


def line(text: str, kind: Kind = "paragraph") -> Block:
    return Block(text, kind)


def link(share: float = 1.0) -> Block:
    return Block("x" * 100, "list_item", link_chars=round(100 * share))


def inside(blocks: Sequence[Block]) -> list[Block]:
    return [block._replace(element=ARTICLE) for block in blocks]


def dump_of(blocks: Sequence[Block]) -> Measured:
    """The same as lines of a text dump, whose cues are those of their words."""
    cues = [cue_of_text(block.text, len(block.text.split())) for block in blocks]
    return make_measured(blocks, cues=cues, format="text")


NEARLY = RELATED_LINK_SHARE - 0.01
LINE = "Read also: a ferry, a feud and an old bridge"
LONGEST = f"Read also: {text_of(MAX_CUE_WORDS - 2)}"


@pytest.mark.parametrize(
    ("blocks", "kept", "expected"),
    [
        pytest.param([prose(), line(LINE), prose(1)], "111", "101", id="line"),
        pytest.param([prose(), line("Read also", "heading"), prose(1)], "111", "101", id="heading"),
        pytest.param([prose(), line("Read also"), link(), link(), prose(1)], "11111", "10001", id="links-after-it"),
        pytest.param([prose(), line("Read also"), link(RELATED_LINK_SHARE)], "111", "100", id="nearly-all-link"),
        pytest.param([prose(), line("Read also"), link(NEARLY)], "111", "101", id="not-quite-all-link"),
        pytest.param([prose(), line("Read also"), prose(1), link()], "1111", "1011", id="links-further-down"),
        pytest.param([prose(), link(), line("Read also")], "111", "110", id="links-above-it"),
        pytest.param([prose(), link(), prose(1), link()], "1111", "1111", id="other-links"),
        pytest.param([prose(), line("Read also"), link(), link()], "1011", "1000", id="line-is-dropped-anyhow"),
        pytest.param([prose(), line("Read also"), link(), link()], "1101", "1000", id="link-is-dropped-anyhow"),
        pytest.param([prose(), line("Read also"), line("News"), link()], "1101", "1001", id="menu-between"),
        pytest.param(
            [prose(), line("Read also"), *[link()] * (MAX_RELATED_LINKS + 2)],
            "11" + "1" * (MAX_RELATED_LINKS + 2),
            "10" + "0" * MAX_RELATED_LINKS + "11",
            id="more-links-than-belong-to-it",
        ),
        pytest.param(
            [prose(), *[line("Read also"), *[link()] * (MAX_RELATED_LINKS - 1)] * 2],
            "1" + ("1" + "1" * (MAX_RELATED_LINKS - 1)) + ("0" + "1" * (MAX_RELATED_LINKS - 1)),
            "1" + "0" * 2 * MAX_RELATED_LINKS,
            id="counted-anew-though-the-line-is-dropped-anyhow",
        ),
        pytest.param([prose(), line(LONGEST)], "11", "10", id="longest-line"),
        pytest.param([prose(), line(f"{LONGEST} more"), link()], "111", "111", id="sentence"),
        pytest.param([prose(), line("We read also what the miller wrote")], "11", "11", id="within-a-sentence"),
        pytest.param([prose(), line("Newsletter"), line("Log in"), link()], "1111", "1111", id="another-cue"),
        pytest.param([line("Read also"), link(), prose()], "111", "001", id="above-the-text"),
        pytest.param([prose(), line("Read also"), link()], "000", "000", id="nothing-kept"),
    ],
)
@each_page
@each_options
def test_read_also(blocks: list[Block], kept: str, expected: str, declares_article: bool, options: bool) -> None:
    measured = make_measured(inside(blocks), elements=ELEMENTS, declares_article=declares_article)
    for page in (measured, dump_of(blocks)):
        found, overruled = ruled(page, kept, comments=options, captions=options)
        assert found == expected
        assert set(overruled.values()) <= {"related"}


def test_the_lines_read_also_have_the_lengths_that_they_are_for() -> None:
    assert len(LONGEST.split()) == MAX_CUE_WORDS
    assert cue_of_text(LONGEST, MAX_CUE_WORDS) == "related"


def test_read_also_is_not_dropped_where_it_is_the_page() -> None:
    blocks = [line(LINE), link()]
    for page in (make_measured(inside(blocks), elements=ELEMENTS), dump_of(blocks)):
        assert ruled(page) == ("11", {})
        assert ruled(page, "01") == ("01", {})


# ------------------------------------------------------------------ headlines

TITLE = "Owls of the old mill return after nine years - The Mill Post"


@pytest.mark.parametrize(
    ("texts", "kept", "expected"),
    [
        pytest.param(["# Owls of the old mill return", ""], "11", "01", id="headline"),
        pytest.param(["# OWLS of the old mill: return!", ""], "11", "01", id="case-and-marks"),
        pytest.param(["Mill Post", "# Owls of the old mill return", ""], "011", "001", id="first-that-is-kept"),
        pytest.param(["", "# Owls of the old mill return", ""], "111", "111", id="below-the-text"),
        pytest.param(["Owls of the old mill return", ""], "11", "11", id="no-heading"),
        pytest.param(["# Voles of the new mill return", ""], "11", "11", id="unlike-the-title"),
        pytest.param(["# Owls of the old mill return after nine tens", ""], "11", "11", id="eight-of-nine-words"),
        pytest.param(["# Owls of the old mill return after nine years, they", ""], "11", "01", id="nine-of-ten-words"),
        pytest.param(["# The old mill", ""], "11", "01", id="few-words"),
        pytest.param(["# The mill", ""], "11", "11", id="too-few-words"),
        pytest.param(["# Mill, mill, the mill", ""], "11", "11", id="words-count-once"),
        pytest.param(["# Owls of the old mill return", LINE, ""], "111", "001", id="read-also-below-it"),
        pytest.param([LINE, "# Owls of the old mill return", ""], "111", "001", id="read-also-above-it"),
        pytest.param(["# Owls of the old mill return", ""], "00", "00", id="nothing-kept"),
    ],
)
@each_options
def test_headline(texts: list[str], kept: str, expected: str, options: bool) -> None:
    kinds: list[Kind] = ["heading" if text.startswith("# ") else "paragraph" for text in texts]
    blocks = inside(
        [
            line(text.removeprefix("# "), kind) if text else prose(number)
            for number, (text, kind) in enumerate(zip(texts, kinds, strict=True))
        ]
    )
    for title, declares_article in ((TITLE, False), ("", True)):
        measured = make_measured(blocks, elements=ELEMENTS, title=title, declares_article=declares_article)
        assert "headline" not in ruled(measured, kept, comments=options, captions=options)[1].values()
    measured = make_measured(blocks, elements=ELEMENTS, title=TITLE, declares_article=True)
    found, overruled = ruled(measured, kept, comments=options, captions=options)
    assert found == expected
    assert {index for index, why in overruled.items() if why == "headline"} == {
        index for index, text in enumerate(texts) if text.startswith("# ") and kept[index] > found[index]
    }


def test_the_cases_of_headlines_stand_on_both_sides_of_the_limits() -> None:
    assert (8 / 9 < HEADLINE_SHARE <= 9 / 10, MIN_HEADLINE_WORDS) == (True, 3)


@pytest.mark.parametrize("sort", ["byline", "newsletter"])
@pytest.mark.parametrize(
    ("boxes", "texts", "declares_article", "expected"),
    [
        pytest.param(1, 5, True, "011111", id="beside-the-article"),
        pytest.param(1, 4, True, "11111", id="a-fifth-of-the-text"),
        pytest.param(2, 9, True, "00111111111", id="two-boxes"),
        pytest.param(1, 5, False, "111111", id="no-article-declared"),
    ],
)
@each_options
def test_boxes_of_authors_and_newsletters(
    sort: Sort, boxes: int, texts: int, declares_article: bool, expected: str, options: bool
) -> None:
    count = boxes + texts
    cues: list[Sort] = [sort] * boxes + [""] * texts
    measured = make_measured([prose(number) for number in range(count)], cues=cues, declares_article=declares_article)
    found, overruled = ruled(measured, comments=options, captions=options)
    assert found == expected
    assert overruled == {index: sort for index in range(count) if expected[index] == "0"}


def test_the_cases_of_boxes_stand_on_both_sides_of_the_limit() -> None:
    assert 1 / 6 < 2 / 11 < MAX_BOX_SHARE <= 1 / 5


def test_every_rule_says_its_name() -> None:
    blocks = [
        Block("Owls of the old mill return", "heading", element=ARTICLE),
        prose(),
        prose(),
        Block("The mill in the evening", "caption", element=CAPTION),
        Block(LINE, element=ARTICLE),
        prose(1),
        Block(REMARK, element=TEXT),
    ]
    cues: list[Sort] = ["", "", "", "caption", "", "", "comment"]
    measured = make_measured(blocks, cues=cues, elements=ELEMENTS, title=TITLE, declares_article=True)
    everything: Overruled = {0: "headline", 2: "repeat", 3: "caption", 4: "related", 6: "comment"}
    assert ruled(measured) == ("0100010", everything)
    of_option: dict[str, int] = {"comments": 6, "captions": 3}
    for option, index in of_option.items():
        found = ruled(measured, comments=option == "comments", captions=option == "captions")[1]
        assert found == {other: why for other, why in everything.items() if other != index}


# ------------------------------------------------------------------ whole pages

HEAD = (
    '<!doctype html><html lang=en><title>Owls of the mill</title><meta property="og:type" content="article">'
    "<body><nav><a href=/>Home</a> <a href=/news>News</a></nav>"
)
CAPTION_TEXT = "The old mill in the evening light, seen from the bridge"
ARTICLE_PAGE = (
    f"{HEAD}<main><article class=entry-content><h1>Owls of the mill</h1><p>{PROSE} {PROSE[:98]}</p>"
    f"<figure><img src=a.jpg><figcaption>{CAPTION_TEXT}</figcaption></figure>"
    f"<p>{PROSE[98:]} {PROSE}</p><p>{PROSE} {PROSE}</p></article>"
    "<section class=comments id=comments><h2>2 comments</h2><ol>"
    "<li class=comment><div class=comment-author>Ada Bird</div><div class=comment-meta>3 March 2024, 12:30</div>"
    f"<div class=comment-content><p>{REMARK}</p></div><div class=reply><a href=#r>Reply</a></div></li>"
    "<li class=comment><div class=comment-author>Ben Fields</div><div class=comment-meta>4 March 2024, 9:15</div>"
    "<div class=comment-content><p>How lovely!</p></div><div class=reply><a href=#r>Reply</a></div></li></ol>"
    "<p class=must-log-in>You must log in to write a comment.</p><button>Load more comments</button></section></main>"
    "<footer>© 2024 The Mill Post</footer></body></html>"
)


@pytest.mark.parametrize("comments", [False, True])
@pytest.mark.parametrize("captions", [False, True])
def test_an_article(comments: bool, captions: bool) -> None:
    text = cleanpage.extract(ARTICLE_PAGE, options=Options(comments=comments, captions=captions)).text
    assert text.count(PROSE[98:].strip()) >= 4
    assert (REMARK in text, "How lovely!" in text) == (comments, comments)
    assert (CAPTION_TEXT in text) == captions
    for furniture in ("Ada Bird", "Ben Fields", "March", "Reply", "log in", "Load more", "2 comments", "©"):
        assert furniture not in text


POSTS = (
    ("Ada", f"{PROSE} Which owls are they, and should I be worried about the hens that we keep next to the mill?"),
    ("Ben", f"{REMARK} I would say barn owls, because they are nearly white from below and hardly make a sound."),
    ("Cy", "Barn owls eat mice and voles and leave hens alone. Ours have lived next to the hens for eleven years now."),
)
FORUM_PAGE = (
    "<!doctype html><html lang=en><title>Which owl is this? - Owl forum</title>"
    '<script type="application/ld+json">{"@type": "DiscussionForumPosting", "headline": "Which owl is this?"}</script>'
    "<body><nav><a href=/>Home</a> <a href=/new>New</a></nav><main><h1>Which owl is this?</h1><div class=comments>"
    + "".join(
        f"<div class=comment><div class=author>{name}</div><div class=comment-body><p>{post}</p></div>"
        "<a class=reply href=#r>Reply</a></div>"
        for name, post in POSTS
    )
    + "</div></main></body></html>"
)


def test_a_forum_thread_is_its_posts() -> None:
    plain = cleanpage.extract(FORUM_PAGE)
    assert POSTS[0][1] in plain.text
    assert all((block.label == "content") == (block.score >= block.cut) for block in plain.blocks)
    with_comments = cleanpage.extract(FORUM_PAGE, options=Options(comments=True))
    assert [post in with_comments.text for _, post in POSTS] == [True] * len(POSTS)
    assert set(plain.text.splitlines()) <= set(with_comments.text.splitlines())


@pytest.mark.parametrize("slug", ["forum-en-thread", "dump-forum-en"])
def test_the_cut_has_the_last_word_in_threads(slug: str) -> None:
    fixture = next(fixture for fixture in read_fixtures() if fixture.slug == slug)
    blocks = cleanpage.extract(fixture.dump, url=fixture.url).blocks
    assert all((block.label == "content") == (block.score >= block.cut) for block in blocks if not block.overrule)
    assert {block.overrule for block in blocks} <= {None, "quote", "post"}


# ------------------------------------------------------------------ what always holds


@st.composite
def pages(draw: st.DrawFn) -> tuple[Rows, bool]:
    element = st.sampled_from(range(len(ELEMENTS)))
    text = st.sampled_from(["Reply", "Comments", "Photo: Ada", "I saw them both.", "3 March 2024"]) | st.integers(1, 80)
    return draw(st.lists(st.tuples(element, text, st.booleans()), max_size=9)), draw(st.booleans())


@given(page=pages())
def test_what_the_options_can_change(page: tuple[Rows, bool]) -> None:
    rows, declares_article = page
    kept = [keep for _, _, keep in rows]
    without = applied(rows, declares_article=declares_article)
    everything = applied(rows, declares_article=declares_article, comments=True, captions=True)
    assert all(a <= b <= c for a, b, c in zip(without, kept, everything, strict=True))
    assert any(without) == any(kept) == any(everything)
    if not any(kept):
        assert everything == kept


@pytest.mark.parametrize("format", get_args(Format))
def test_no_blocks(format: Format) -> None:
    nothing = scored(make_measured([], format=format))
    assert apply_rules(Case(nothing, comments=True, captions=True), ()) == ((), {}, {})
