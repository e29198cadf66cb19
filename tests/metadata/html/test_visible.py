import pytest

from cleanpage.blocks import Document, Dump
from cleanpage.metadata.html.visible.surroundings import AFTER_BLOCKS, LEAD_BLOCKS, Heading, read_visible
from cleanpage.tokenize.tokenizer import tokenize

PROSE = "It rained on Foston for thirty days, and the river rose to the second step of the old bridge."


def page(html: str) -> tuple[Document, list[bool]]:
    """Return a page whose text is the paragraphs of prose, which are put for each {}."""
    document = tokenize(Dump(text=f"<html><body>{html.replace('{}', f'<p>{PROSE}</p>')}"), "html")
    return document, [block.text == PROSE for block in document.blocks]


def headings(html: str, titles: tuple[str, ...] = ()) -> tuple[Heading, ...]:
    document, kept = page(html)
    return read_visible(document, kept, titles, month_first=False).headings


def ranked(html: str, titles: tuple[str, ...] = ()) -> list[str]:
    """Return the headings, the most trusted first."""
    return [one.text for one in sorted(headings(html, titles), key=lambda one: -one.weight)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<h1>Rain</h1>{}", ["Rain"], id="h1"),
        pytest.param("<h1>Post</h1><p>Menu</p><p>Sport</p><h1>Rain</h1>{}", ["Rain", "Post"], id="the-nearer-h1"),
        pytest.param("<h2>Rain</h2>{}", ["Rain"], id="h2-before-the-text"),
        pytest.param("<h3>Rain</h3>{}", ["Rain"], id="h3-before-the-text"),
        pytest.param("<h4>Rain</h4>{}", [], id="h4"),
        pytest.param("<h2>Rain</h2>" + "<p>x</p>" * LEAD_BLOCKS + "{}", [], id="h2-too-far-above"),
        pytest.param("<h2 class=entry-title>Rain</h2>" + "<p>x</p>" * LEAD_BLOCKS + "{}", ["Rain"], id="named-h2"),
        pytest.param("{}<h2>Flood</h2>{}", [], id="h2-within-the-text"),
        pytest.param("<h2>Rain</h2>{}<h1>Partners</h1>", ["Rain", "Partners"], id="late-h1"),
        pytest.param("<h2>Rain</h2>{}<h2 class=post-title>Sun</h2>", ["Rain", "Sun"], id="late-named-h2"),
        pytest.param("<h1>Rain<br>in May</h1>{}", ["Rain in May"], id="lines-of-a-heading"),
        pytest.param("<h1>Rain in May¶</h1>{}", ["Rain in May"], id="permalink-sign"),
        pytest.param("<h1>6 May 2024</h1><h2>Rain</h2>{}", ["Rain"], id="date-as-heading"),
    ],
)
def test_headings(html: str, expected: list[str]) -> None:
    assert ranked(html) == expected


def test_only_words_of_the_title_make_a_far_h2_a_candidate() -> None:
    html = "<h2>Rain in May</h2>" + "<p>x</p>" * 5 + "{}"
    assert ranked(html) == []
    assert ranked(html, ("Rain in May | Post",)) == ["Rain in May"]


@pytest.mark.parametrize(
    "crumb",
    [
        pytest.param("<nav><a href=/>Home</a><h1>Foston weather May</h1></nav>", id="nav"),
        pytest.param("<ul><li>Home</li><li><h1>Foston weather May</h1></li></ul>", id="list"),
        pytest.param("<div class=page-breadcrumbs><h1>Foston weather May</h1></div>", id="name"),
        pytest.param(
            "<div><a href=/>Home</a><a href=/n>News</a><h1>Foston weather May</h1></div>", id="row-of-links"
        ),
    ],
)  # fmt: skip
def test_h1_in_a_breadcrumb_leaves_the_headline_to_an_h2(crumb: str) -> None:
    far = "<p>x</p>" * (LEAD_BLOCKS + 1)
    found = headings(f"{crumb}<h2>Thirty wet days</h2>{far}{{}}")
    weights = {one.text: one.weight for one in found}
    assert weights["Thirty wet days"] > 1.0 > weights["Foston weather May"]


def test_h1_that_is_no_crumb_keeps_its_weight() -> None:
    found = headings("<div><a href=/>Home</a><h1>Rain</h1></div>{}")
    assert [one.weight > 1.0 for one in found] == [True]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            "<h1><div>Foston</div>Rain in May</h1>{}", [("Foston", ""), ("Rain in May", "Foston")], id="inside"
        ),
        pytest.param("<p>Foston</p><h1>Rain in May</h1>{}", [("Rain in May", "Foston")], id="above"),
        pytest.param(f"<p>{'Foston ' * 10}</p><h1>Rain</h1>{{}}", [("Rain", "")], id="too-long"),
        pytest.param("<h1>Rain</h1>{}", [("Rain", "")], id="none"),
    ],
)
def test_kickers(html: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.kicker) for one in headings(html)] == expected


@pytest.mark.parametrize(
    ("html", "early"),
    [
        pytest.param("<h1>Rain</h1><p>6 May 1945</p>{}", ["1945-05-06"], id="below-the-headline"),
        pytest.param(
            "<h1>Rain</h1>" + "{}" * AFTER_BLOCKS + "<p>Published 6 May 1945</p>", ["1945-05-06"], id="below-the-text"
        ),
        pytest.param("<h1>Rain</h1>{}<p>6 May 1945</p>" + "<p>x</p>" * AFTER_BLOCKS, ["1945-05-06"], id="near"),
        pytest.param("<h1>Rain</h1>" + "{}" * AFTER_BLOCKS + "<p>6 May 1945</p>", [], id="far-and-not-called-so"),
        pytest.param(
            "<h1>Rain</h1><p>6 May 1945</p>" + "<p>x</p>" * AFTER_BLOCKS + "<p>7 May 2024</p>{}",
            ["1945-05-06"],
            id="another-before-the-text",
        ),
    ],
)
def test_dates_before_the_web(html: str, early: list[str]) -> None:
    document, kept = page(html)
    found = read_visible(document, kept, ("Rain",), month_first=False).dates
    assert [one.value for one in found.early] == early


def test_a_page_without_blocks_shows_nothing() -> None:
    assert headings("") == ()
