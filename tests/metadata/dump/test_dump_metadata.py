import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage import Options, extract
from cleanpage.blocks import Block, Document
from cleanpage.metadata import read_metadata
from cleanpage.metadata.fields import Counters, Metadata, RelatedItem
from paths import ROOT

HEADLINE = "The mayor of Foston met the keepers of the old river bridge"
BODY = (
    "FOSTON, May 6. The mayor of Foston said on Monday that the old bridge over the river will stay open.",
    "The keepers of the bridge, who met her in the town hall, asked for a new roof and for a second boat.",
    "On June 3 of last year the river rose by four metres.",
)
RELATED = (
    "07.07 17:49",
    "7",
    "A ferry for Foston",
    "06.07.2023 11:20",
    "12 comments",
    "The mill burns again",
)


def read(before: tuple[str, ...], after: tuple[str, ...] = RELATED, body: tuple[str, ...] = BODY) -> Metadata:
    lines = [*before, *body, *after]
    blocks = tuple(Block(text, line=number) for number, text in enumerate(lines, 1))
    kept = [len(before) <= index < len(before) + len(body) for index in range(len(lines))]
    return read_metadata(Document(format="text", blocks=blocks), url=None, language="en", kept=kept)


def test_headline_counters_and_nothing_invented() -> None:
    found = read(("Войти", HEADLINE, "945", "0", "0", "Image source: example.org"))
    assert found == Metadata(
        title=HEADLINE,
        language="en",
        counters=Counters(views=945, comments=0),
        image_credit="example.org",
        related=(
            RelatedItem(title="A ferry for Foston", time="07.07 17:49", counts=(7,)),
            RelatedItem(title="The mill burns again", time="06.07.2023 11:20", counts=(12,)),
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "agency"),
    [
        pytest.param((HEADLINE, "By Associated Press"), (), "AP", id="byline"),
        pytest.param((HEADLINE,), ("Source: Reuters",), "Reuters", id="below"),
        pytest.param((HEADLINE, "Photo: Jane Doe / AFP"), (), None, id="picture"),
        pytest.param((HEADLINE,), RELATED, None, id="none"),
    ],
)
def test_agency(before: tuple[str, ...], after: tuple[str, ...], agency: str | None) -> None:
    assert read(before, after).agency == agency


def test_the_agency_of_the_dateline() -> None:
    body = (BODY[0].replace("FOSTON, May 6.", "FOSTON, May 6 (Reuters) -"), *BODY[1:])
    found = read((HEADLINE,), (), body)
    assert (found.agency, found.published, found.authors) == ("Reuters", None, ())


def test_reading_minutes_and_credit_beside_the_headline_only() -> None:
    found = read((HEADLINE, "6 May 2024 · 5 min read", "Photo: Jane Doe / Agency"))
    assert (found.reading_minutes, found.image_credit) == (5, "Jane Doe / Agency")
    found = read((HEADLINE,), ("The mill burns again", "9 min read", "Photo: Jane Doe / Agency"))
    assert (found.reading_minutes, found.image_credit) == (None, None)


@pytest.mark.parametrize(
    ("before", "title"),
    [
        pytest.param((HEADLINE,), HEADLINE, id="alone"),
        pytest.param(("Home", "Log in", HEADLINE, "5 May 2024"), HEADLINE, id="in-a-frame"),
        pytest.param((HEADLINE, "By Jane Doe", "Photo: A boat"), HEADLINE, id="byline-and-credit-between"),
        pytest.param(("Мэр Фостона встретил хранителей моста", "Menu"), None, id="other-script"),
        pytest.param(("Foston",), None, id="one-word"),
        pytest.param((), None, id="nothing-before"),
    ],
)
def test_title(before: tuple[str, ...], title: str | None) -> None:
    assert read(before).title == title


def test_a_title_line_gives_the_site() -> None:
    found = read((f"{HEADLINE} | The Foston Example", "Home", "News", HEADLINE, "5 May 2024"))
    assert (found.title, found.site_name) == (HEADLINE, "The Foston Example")


def test_a_title_line_without_a_dash_speaks_for_the_headline_that_shares_its_words() -> None:
    menu = tuple(f"Section {number}" for number in range(8))
    other = "All about the old river and the boats of the town"
    found = read(("Mayor of Foston met the bridge keepers", *menu, HEADLINE, "By Jane Doe", other, "6 May 2024"))
    assert found.title == HEADLINE


def test_byline_and_date_stand_right_before_the_text_where_the_headline_is_far() -> None:
    menu = tuple(f"Section {number}" for number in range(40))
    found = read((f"{HEADLINE} | The Foston Example", *menu, "By Jane Doe", "6 May 2024"))
    assert (found.title, found.authors, found.published) == (HEADLINE, ("Jane Doe",), "2024-05-06")


def test_a_title_line_without_a_headline_after_it() -> None:
    found = read((f"{HEADLINE} | The Foston Example", "Home"))
    assert (found.title, found.site_name) == (HEADLINE, "The Foston Example")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        pytest.param("By Jane Doe", ("Jane Doe",), id="by"),
        pytest.param("Автор: Иван Петров", ("Иван Петров",), id="russian"),
        pytest.param("By Jane Doe | 6 May 2024", ("Jane Doe",), id="with-date"),
        pytest.param("Image source: Jane Doe", (), id="credit"),
        pytest.param("TSOF agency", (), id="agency"),
    ],
)
def test_authors(line: str, authors: tuple[str, ...]) -> None:
    assert read((HEADLINE, line)).authors == authors


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        pytest.param("6 May 2024", "2024-05-06", None, id="day"),
        pytest.param("06.05.2024 10:15", "2024-05-06T10:15", None, id="month-first-is-for-slashes-only"),
        pytest.param("Updated: 7 May 2024", None, "2024-05-07", id="updated"),
        pytest.param("Published 6 May 2024, updated 7 May 2024", "2024-05-06", "2024-05-07", id="both"),
        pytest.param("6 May", None, None, id="no-year"),
    ],
)
def test_dates(line: str, published: str | None, modified: str | None) -> None:
    found = read((HEADLINE, line))
    assert (found.published, found.modified) == (published, modified)


UNSAID = "before 1990, and not called the date of publication"
LATER = "later than the page was dumped"


@pytest.mark.parametrize(
    ("lines", "published", "others"),
    [
        pytest.param(("Published 6 May 1945",), "1945-05-06", [], id="called-so"),
        pytest.param(("6 May 1945",), None, [("1945-05-06", "line 2", UNSAID)], id="not-called-so"),
        pytest.param(("Published 6 May 1945", "7 May 2024"), "2024-05-07", [], id="another"),
        pytest.param(("7 May 2099",), None, [("2099-05-07", "line 2", LATER)], id="later"),
        pytest.param(("6 May 1499",), None, [], id="before-printing"),
    ],
)
def test_dates_that_cannot_be(
    lines: tuple[str, ...], published: str | None, others: list[tuple[str, str, str]]
) -> None:
    dump = "\n".join([HEADLINE, *lines, *BODY, *RELATED])
    found = extract(dump, input_format="text", options=Options(now=datetime.datetime(2024, 6, 1))).metadata
    assert found.published == published
    assert found.source("published") == ("line 2" if published == "1945-05-06" else "line 3" if published else None)
    assert [(one.value, one.source, one.objection) for one in found.others("published")] == others


@pytest.mark.parametrize(
    ("line", "url", "published", "objections"),
    [
        pytest.param("Foston", "https://example.org/2099/05/06/", None, [LATER], id="later"),
        pytest.param("Foston", "https://example.org/2024/05/06/", "2024-05-06", [], id="before"),
        pytest.param("Published 6 May 1945", "https://example.org/2024/05/06/", "2024-05-06", [], id="not-the-old-one"),
    ],
)
def test_the_day_in_the_address(line: str, url: str, published: str | None, objections: list[str]) -> None:
    dump = "\n".join([HEADLINE, line, *BODY, *RELATED])
    options = Options(now=datetime.datetime(2024, 6, 1))
    found = extract(dump, url=url, input_format="text", options=options).metadata
    assert found.published == published
    assert [one.objection for one in found.others("published")] == objections


@pytest.mark.parametrize(
    ("line", "authors", "others"),
    [
        pytest.param("By Foston Daily", (), [("Foston Daily", "line 2", "the site's name")], id="alone"),
        pytest.param("By Jane Doe and Foston Daily", ("Jane Doe",), [], id="beside-a-person"),
        pytest.param("Foston Daily", (), [], id="no-byline"),
    ],
)
def test_the_site_signs_nothing(line: str, authors: tuple[str, ...], others: list[tuple[str, str, str]]) -> None:
    found = read((f"{HEADLINE} | Foston Daily", line, HEADLINE))
    assert (found.site_name, found.authors) == ("Foston Daily", authors)
    assert [(one.value, one.source, one.objection) for one in found.others("authors")] == others


def test_a_lone_number_is_not_read_as_a_counter() -> None:
    assert read((HEADLINE, "945")).counters == Counters()


@pytest.mark.parametrize(
    ("between", "counters"),
    [
        pytest.param(("945", "3"), Counters(views=945, comments=3), id="two"),
        pytest.param(("945", "3", "1", "0"), Counters(views=945, comments=3), id="four"),
        pytest.param(("3", "945"), Counters(), id="more-comments-than-views"),
        pytest.param(("945", "Town", "3"), Counters(), id="not-in-a-row"),
        pytest.param(("9", "8", "7", "6", "5"), Counters(), id="pages"),
    ],
)
def test_bare_numbers_below_the_headline(between: tuple[str, ...], counters: Counters) -> None:
    assert read((HEADLINE, *between)).counters == counters


@pytest.mark.parametrize(
    ("after", "comments"),
    [
        pytest.param((*RELATED, "Comments (3)", "Jane: Well said."), 3, id="heading"),
        pytest.param((*RELATED, "3 comments"), None, id="of-an-item"),
        pytest.param((*RELATED, "Comments (3)", "Comments (5)"), None, id="of-several"),
    ],
)
def test_the_heading_of_the_comments_counts_them(after: tuple[str, ...], comments: int | None) -> None:
    assert read((HEADLINE,), after).counters.comments == comments


def test_a_counter_with_its_noun() -> None:
    assert read((HEADLINE, "Просмотров: 1204", "No comments")).counters == Counters(views=1204, comments=0)


def test_a_page_without_main_content() -> None:
    document = Document(format="text", blocks=(Block(HEADLINE),))
    assert read_metadata(document, url=None, language="", kept=[False]) == Metadata()


def test_an_article_in_the_frame_of_another_language() -> None:
    page = ROOT / "fixtures" / "pages" / "dump-en-in-ru-defence" / "page.txt"
    found = extract(page.read_bytes(), input_format="text").metadata
    assert (found.agency, found.image_credit) == ("ORVO-INFORM", "morflot-novosti.example")
    assert (found.published, found.authors, found.counters) == (None, (), Counters(views=1318, comments=0))
    assert len(found.related) == 14
    assert found.related[2] == RelatedItem(
        title="A fleet without sailors. Why admirals argue about unmanned ships", time="28.03 16:01", counts=(4127,)
    )


WORDS = st.sampled_from(
    ["By", "Jane Doe", "6 May 2024", "945", "(AP)", "Photo: Jane Doe", "Related", HEADLINE, BODY[0]]
)


@given(st.lists(st.tuples(WORDS | st.text(min_size=1, max_size=50), st.booleans())))
def test_no_lines_are_too_odd(lines: list[tuple[str, bool]]) -> None:
    blocks = tuple(Block(text, line=number) for number, (text, _) in enumerate(lines, 1))
    kept = [keep for _, keep in lines]
    found = read_metadata(Document(format="text", blocks=blocks), url=None, language="en", kept=kept)
    texts = {text for text, _ in lines}
    assert all(item.title in texts or any(item.title in text for text in texts) for item in found.related)
