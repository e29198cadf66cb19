import pytest

from builders import make_elements
from cleanpage.blocks import Block, Document, Kind, Markup
from cleanpage.metadata.html.visible.dates import (
    Dated,
    ShownDates,
    choose_date,
    read_dates,
    read_named_date,
    read_opening,
    with_early,
)
from cleanpage.metadata.html.visible.lines import read_lines

PROSE = "Rain fell on the hills all day and the river rose by a hand before the evening came."
HEADLINE = Block("Rain in May", kind="heading", element=2)
ELEMENTS = make_elements(
    ("html", -1, ""),
    ("body", 0, ""),
    ("h1", 1, ""),
    ("p", 1, ""),
    ("p", 1, "entry-date"),
    ("p", 1, "updated"),
    ("p", 1, "datePublished"),
    ("p", 1, "issue"),
    ("td", 1, ""),
    ("p", 1, "posted-on updated dateModified"),
)
PLAIN, DATE, UPDATED, PUBLISHED, ISSUE, CELL, BOTH = range(3, 10)


def page(*blocks: Block, times: tuple[tuple[int, str], ...] = ()) -> Document:
    return Document(format="html", blocks=blocks, elements=ELEMENTS, markup=Markup(times=times))


def shown(*lines: Block, times: tuple[tuple[int, str], ...] = (), month_first: bool = False) -> ShownDates:
    """Read the lines below a headline; a <time> of line n stands in block n + 1."""
    document = page(HEADLINE, *lines, times=times)
    return read_dates(document, read_lines(document, 0, len(lines) + 1, 0), month_first)


def line(text: str, element: int = PLAIN, kind: Kind = "paragraph") -> Block:
    return Block(text, element=element, kind=kind)


@pytest.mark.parametrize(
    ("lines", "published", "modified"),
    [
        pytest.param((line("6 May 2024"),), "2024-05-06", None, id="date"),
        pytest.param((line("Updated 7 May 2024"),), None, "2024-05-07", id="updated"),
        pytest.param((line("Stand: 07.05.2024"),), None, "2024-05-07", id="stand"),
        pytest.param((line("Published 6 May 2024, updated 7 May 2024"),), "2024-05-06", "2024-05-07", id="both"),
        pytest.param((line("7 May 2024", UPDATED),), "2024-05-07", None, id="named-updated-alone"),
        pytest.param(
            (line("6 May 2024", DATE), line("7 May 2024", UPDATED)), "2024-05-06", "2024-05-07", id="named-updated"
        ),
        pytest.param((line("7 May 2024 6 May 2024", BOTH),), "2024-05-06", "2024-05-07", id="both-in-any-order"),
        pytest.param((line("8 May 2024", kind="caption"), line("6 May 2024")), "2024-05-06", None, id="caption"),
        pytest.param((line("8 May 2024", kind="quote"), line("6 May 2024")), "2024-05-06", None, id="embedded-post"),
        pytest.param((line("8 May 2024", ISSUE), line("6 May 2024")), "2024-05-06", None, id="print-edition"),
        pytest.param((line("Joined: 8 May 2010"), line("6 May 2024")), "2024-05-06", None, id="user"),
        pytest.param((line("By Jane Osborn, 6 May 2024"),), "2024-05-06", None, id="no-birthday"),
        pytest.param(
            (line("Farmers look at what the storm left of their fields, 8 May 2024"), line("6 May 2024")),
            "2024-05-06",
            None,
            id="caption-without-name",
        ),
        pytest.param((line("Nothing"),), None, None, id="none"),
    ],
)
def test_read_dates(lines: tuple[Block, ...], published: str | None, modified: str | None) -> None:
    found = shown(*lines)
    assert (found.published, found.modified) == (published, modified)


def test_a_date_in_the_headline_is_the_last_choice() -> None:
    document = page(line("Results of 5 May 2024", 2, "heading"), line("by Ada Bird, 6 May 2024"))
    lines = read_lines(document, 0, 2, 0)
    assert read_dates(document, lines, False).published == "2024-05-06"
    alone = read_dates(document, lines[:1], False)
    assert (alone.published, alone.weak) == ("2024-05-05", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Published 6 May 2024", True, id="word"),
        pytest.param("6 May 2024", False, id="no-word"),
        pytest.param("Foston Republic, 6 May 2024", False, id="republic"),
    ],
)
def test_said(text: str, said: bool) -> None:
    assert shown(line(text)).said is said


def test_a_name_says_it_too() -> None:
    assert shown(line("6 May 2024", PUBLISHED)).said


@pytest.mark.parametrize(
    ("text", "time", "expected"),
    [
        pytest.param("6 May 2024", "2024-05-06T09:30:00Z", "2024-05-06T09:30:00Z", id="more-exact"),
        pytest.param("6 May 2024", "2024-05-07T03:30:00Z", "2024-05-06", id="other-day-in-the-zone"),
        pytest.param("06/05/2024", "2024-06-05T09:30:00Z", "2024-06-05T09:30:00Z", id="day-and-month-swapped"),
        pytest.param("Two years ago", "2024-05-06T09:30:00Z", "2024-05-06T09:30:00Z", id="no-date-shown"),
    ],
)
def test_times(text: str, time: str, expected: str) -> None:
    assert shown(line(text), times=((1, time),)).published == expected


@pytest.mark.parametrize(
    ("lines", "early"),
    [
        pytest.param((line("6 May 1945"),), [("1945-05-06", False, False)], id="date"),
        pytest.param((line("Published 6 May 1945"),), [("1945-05-06", True, False)], id="word"),
        pytest.param((line("6 May 1945", PUBLISHED),), [("1945-05-06", True, False)], id="name"),
        pytest.param((line("Published 6 May 1945", CELL, "cell"),), [("1945-05-06", True, True)], id="table"),
        pytest.param((line("6 May 1945", kind="caption"),), [], id="caption"),
        pytest.param((line("6 May 1490"),), [], id="before-printing"),
        pytest.param((line("6 May 1990"),), [], id="of-the-web"),
    ],
)
def test_dates_before_the_web_are_kept_apart(lines: tuple[Block, ...], early: list[tuple[str, bool, bool]]) -> None:
    found = shown(*lines)
    assert [(one.value, one.said, one.weak) for one in found.early] == early
    assert all(one.at == 1 for one in found.early)
    if early:
        assert (found.published, found.modified) == (None, None)


def test_an_attribute_shows_no_date_before_the_web() -> None:
    assert shown(line("Two years ago"), times=((1, "1970-01-01"),)).early == ()
    assert [one.value for one in shown(line("6 May 1945"), times=((1, "1945-05-06T09:30"),)).early] == [
        "1945-05-06T09:30"
    ]


def test_an_old_text_that_was_changed_on_the_web() -> None:
    found = shown(line("Published 6 May 1945, updated 7 May 2024"))
    assert (found.published, found.modified) == (None, "2024-05-07")
    assert [one.value for one in found.early] == ["1945-05-06"]


NEAR, FAR = Dated(2, "1945-05-06", False, False, 3), Dated(40, "1945-05-06", False, False, 3)
SAID = NEAR._replace(value="1946-05-06", said=True, at=4)


@pytest.mark.parametrize(
    ("early", "stated", "published"),
    [
        pytest.param((NEAR,), {"1945-05-06"}, "1945-05-06", id="stated"),
        pytest.param((NEAR,), {"2012-01-01", "1945-05-06"}, "1945-05-06", id="stated-beside-another"),
        pytest.param((NEAR,), {"1945-05-07"}, None, id="another-stated"),
        pytest.param((NEAR,), set(), None, id="nothing-stated"),
        pytest.param((NEAR, SAID), set(), "1946-05-06", id="said"),
        pytest.param((SAID._replace(weak=True),), set(), None, id="said-in-a-table"),
        pytest.param((SAID,), {"2012-01-01"}, None, id="said-and-another-stated"),
    ],
)
def test_with_early(early: tuple[Dated, ...], stated: set[str], published: str | None) -> None:
    found = with_early(ShownDates(early=early), stated)
    assert found.published == published
    used = next((one for one in early if one.value == published), None)
    assert (found.said, found.published_at) == ((used.said, used.at) if used else (False, -1))


def test_early_dates_do_not_replace_others() -> None:
    found = ShownDates("2024-05-06", early=(SAID,))
    assert with_early(found, {SAID.value}) == found


@pytest.mark.parametrize(("early", "far"), [pytest.param(NEAR, False, id="near"), pytest.param(FAR, True, id="far")])
def test_early_dates_far_from_the_headline(early: Dated, far: bool) -> None:
    assert with_early(ShownDates(early=(early,)), {early.value}).far is far


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("6 May 2024. Rain fell on the hills.", "2024-05-06", id="date"),
        pytest.param("Foston, 6 May 2024 – Rain fell on the hills.", "2024-05-06", id="place"),
        pytest.param("(Foston, 6 May 2024) Rain fell on the hills.", "2024-05-06", id="brackets"),
        pytest.param("On 6 May 2024 rain fell on the hills.", None, id="sentence"),
        pytest.param("On 6 May 2024, rain fell on the hills.", None, id="sentence-with-comma"),
        pytest.param("Rain fell on the hills until 6 May 2024. Then it stopped.", None, id="end-of-sentence"),
    ],
)
def test_read_opening(text: str, expected: str | None) -> None:
    assert read_opening([HEADLINE, line(text)], [False, True], False).published == expected
    assert read_opening([HEADLINE, line(text)], [False, False], False).published is None


def test_named_dates_count_anywhere_if_they_agree() -> None:
    far = [line(PROSE)] * 40
    assert read_named_date(page(HEADLINE, *far, line("6 May 2024", PUBLISHED)), False) == "2024-05-06"
    two = page(HEADLINE, line("5 May 2024", PUBLISHED), *far, line("6 May 2024", PUBLISHED))
    assert read_named_date(two, False) is None
    assert read_named_date(page(HEADLINE, *far, line("6 May 1945", PUBLISHED)), False) == "1945-05-06"
    assert read_named_date(page(HEADLINE, line("6 May 2024")), False) is None


def test_a_lone_time_counts_anywhere() -> None:
    assert read_named_date(page(HEADLINE, line("Read on"), times=((1, "2024-05-06"),)), False) == "2024-05-06"
    assert read_named_date(page(HEADLINE, line("Read on"), times=((1, "1945-05-06"),)), False) is None
    assert read_named_date(page(HEADLINE, times=((0, "2024-05-06"), (0, "2024-05-07"))), False) is None


UTC = "2024-05-07T01:30:00Z"
EVENING = "2024-05-06T20:30:00Z"


@pytest.mark.parametrize(
    ("marked", "shown_dates", "others", "expected"),
    [
        pytest.param(["2024-05-06"], ShownDates(), [], "2024-05-06", id="markup-alone"),
        pytest.param([None], ShownDates("2024-05-06"), ["2024-05-05"], "2024-05-06", id="shown-before-others"),
        pytest.param([None], ShownDates(), ["2024-05-05"], "2024-05-05", id="others"),
        pytest.param([None], ShownDates(), [None], None, id="none"),
        pytest.param([UTC], ShownDates("2024-05-06"), [], "2024-05-06", id="shown-in-the-pages-zone"),
        pytest.param([UTC], ShownDates("2024-05-06T21:30"), [], "2024-05-06T21:30", id="same-moment"),
        pytest.param([UTC], ShownDates("2024-05-08"), [], "2024-05-08", id="zone-ahead"),
        pytest.param(["2024-05-07T01:30+02:00"], ShownDates("2024-05-08"), [], "2024-05-07T01:30+02:00", id="not-utc"),
        pytest.param([EVENING], ShownDates("2024-05-07T01:31"), [], EVENING, id="another-minute"),
        pytest.param([UTC], ShownDates("2024-05-08T23:30"), [], UTC, id="no-such-zone"),
        pytest.param(["2024-05-06"], ShownDates("2024-05-09"), [], "2024-05-06", id="shown-later-is-a-change"),
        pytest.param(["2024-05-06"], ShownDates("2024-05-09", said=True), [], "2024-05-09", id="said"),
        pytest.param(["2024-05-06"], ShownDates("2024-05-01"), [], "2024-05-01", id="shown-earlier"),
        pytest.param(["2024-05-06"], ShownDates("2024-05-01", weak=True), [], "2024-05-06", id="weak"),
        pytest.param(["2024-05-06"], ShownDates("2024-05-01", far=True), [], "2024-05-06", id="far"),
        pytest.param(
            ["2024-05-06"],
            ShownDates("2024-05-01", days=frozenset({"2024-05-01", "2024-05-06"})),
            [],
            "2024-05-06",
            id="both-shown",
        ),
        pytest.param(
            ["2024-05-06", "2024-05-09"], ShownDates("2024-05-09"), [], "2024-05-09", id="two-agree-on-another"
        ),
        pytest.param(
            [None], ShownDates(modified="2024-05-06T18:00"), ["2024-05-08"], "2024-05-06T18:00", id="after-its-change"
        ),
    ],
)
def test_choose_date(
    marked: list[str | None], shown_dates: ShownDates, others: list[str | None], expected: str | None
) -> None:
    assert choose_date(marked, shown_dates, others) == expected
