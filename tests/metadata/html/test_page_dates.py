import datetime

import pytest

import cleanpage
from cleanpage import Options
from cleanpage.blocks import Block, Markup
from cleanpage.words.dates import is_later
from metadata_pages import ARTICLE, HEADED, NOW, PLUS_TWO, PROSE, URL, heading, items, json_ld, metas, read


@pytest.mark.parametrize(
    ("markup", "blocks", "published", "modified"),
    [
        pytest.param(
            Markup(json_ld=json_ld(datePublished="2024-05-06T10:00:00Z", dateModified="2024-05-07")),
            (),
            "2024-05-06T10:00:00Z",
            "2024-05-07",
            id="json-ld",
        ),
        pytest.param(Markup(metas=metas(article__published_time="2024-05-06")), (), "2024-05-06", None, id="meta"),
        pytest.param(
            Markup(times=((1, "2024-05-06T10:00"),)),
            (heading("Rain in May"), Block("yesterday", element=4)),
            "2024-05-06T10:00",
            None,
            id="time-element",
        ),
        pytest.param(
            Markup(),
            (heading("Rain in May"), Block("6 May 2024 (updated 7 May 2024)", element=4)),
            "2024-05-06",
            "2024-05-07",
            id="visible",
        ),
        pytest.param(
            Markup(),
            (heading("Rain in May"), Block("Updated 7 May 2024", element=4)),
            None,
            "2024-05-07",
            id="updated",
        ),
        pytest.param(
            Markup(json_ld=json_ld(datePublished="2024-05-01"), metas=metas(pubdate="2024-05-06")),
            (heading("Rain in May"), Block("6 May 2024", element=4)),
            "2024-05-06",
            None,
            id="two-against-one",
        ),
        pytest.param(Markup(), (heading("Rain in May"), Block("6 May", element=4)), None, None, id="no-year"),
        pytest.param(Markup(metas=metas(article__modified_time="2024-05-07")), (), None, "2024-05-07", id="modified"),
    ],
)
def test_dates(markup: Markup, blocks: tuple[Block, ...], published: str | None, modified: str | None) -> None:
    found = read(markup=markup, blocks=blocks)
    assert (found.published, found.modified) == (published, modified)


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert read(url=URL).published == "2024-05-06"
    assert read(url=URL, markup=Markup(metas=metas(date="2024-05-05"))).published == "2024-05-05"


@pytest.mark.parametrize(
    ("lang", "url", "expected"),
    [
        pytest.param("en-US", None, "2024-03-04", id="american"),
        pytest.param("en-GB", None, "2024-04-03", id="british"),
        pytest.param("en", "https://example.co.uk/a", "2024-04-03", id="british-site"),
        pytest.param("de", None, "2024-04-03", id="german"),
    ],
)
def test_ambiguous_dates_follow_the_region(lang: str, url: str | None, expected: str) -> None:
    blocks = (heading("Rain in May"), Block("03/04/2024", element=4))
    assert read(markup=Markup(lang=lang), blocks=blocks, url=url).published == expected


# ------------------------------------------------------------------ what can't be

NO_DATE = "no full date"
UNSEEN = "before 1990, and not shown near the headline"
UNSAID = "before 1990, and not called the date of publication"


@pytest.mark.parametrize(
    ("value", "told", "objection"),
    [
        pytest.param("yesterday", "yesterday", NO_DATE, id="no-date"),
        pytest.param("2024", "2024", NO_DATE, id="year"),
        pytest.param("2024-02-30", "2024-02-30", NO_DATE, id="no-such-day"),
        pytest.param("0000-00-00 00:00:00", "0000-00-00 00:00:00", NO_DATE, id="zeros"),
        pytest.param("0001-01-01T00:00:00", "0001-01-01T00:00:00", UNSEEN, id="placeholder"),
        pytest.param("0", "0", NO_DATE, id="zero"),
        pytest.param("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", UNSEEN, id="epoch"),
        pytest.param("31 December 1989", "1989-12-31", UNSEEN, id="before-the-web"),
        pytest.param("2101-01-01", "2101-01-01", "after 2100", id="far-ahead"),
    ],
)
@pytest.mark.parametrize(
    ("field", "names"),
    [
        pytest.param("published", ("datePublished", "article:published_time"), id="published"),
        pytest.param("published", ("datePublished", "date"), id="loose"),
        pytest.param("modified", ("dateModified", "article:modified_time"), id="modified"),
    ],
)
def test_dates_that_cannot_be_are_told(
    field: str, names: tuple[str, str], value: str, told: str, objection: str
) -> None:
    stated, meta = names
    found = read(markup=Markup(json_ld=json_ld(**{stated: value}), metas=((meta, "2024-05-06"),)))
    assert getattr(found, field) == "2024-05-06"
    assert [(one.value, one.objection) for one in found.others(field)] == [(told, objection)]
    alone = read(markup=Markup(metas=((meta, value),)))
    assert getattr(alone, field) is None
    assert [(one.value, one.source, one.objection) for one in alone.found] == [(told, f"meta {meta}", objection)]


def test_a_meta_that_may_be_a_date_need_not_be_one() -> None:
    assert read(markup=Markup(metas=metas(my_publisher="Rain Press"))).found == ()
    early = read(markup=Markup(metas=metas(my_publishing="1945-05-06")))
    assert [(one.value, one.objection) for one in early.found] == [("1945-05-06", UNSEEN)]


@pytest.mark.parametrize(
    ("stated", "line", "url", "published", "others"),
    [
        pytest.param("1945-05-06T08:00", "6 May 1945", None, "1945-05-06T08:00", [], id="stated-and-shown"),
        pytest.param(
            "1945-05-07", "6 May 1945", None, None, [("1945-05-07", UNSEEN), ("1945-05-06", UNSAID)], id="they-differ"
        ),
        pytest.param("", "6 May 1945", None, None, [("1945-05-06", UNSAID)], id="shown-alone"),
        pytest.param("", "Published 6 May 1945", None, "1945-05-06", [], id="shown-as-such"),
        pytest.param("", "Published 6 May 1499", None, None, [], id="before-printing"),
        pytest.param(
            "2012-05-07",
            "Published 6 May 1945",
            None,
            "2012-05-07",
            [("1945-05-06", "more speaks for another day")],
            id="another-is-stated",
        ),
        pytest.param(
            "2012-05-07", "6 May 1945", None, "2012-05-07", [("1945-05-06", UNSAID)], id="another-is-stated-alone"
        ),
        pytest.param(
            "", "By Jane Doe", "https://example.org/1945/05/06/", None, [("1945-05-06", UNSEEN)], id="address"
        ),
        pytest.param("", "6 May 1945", "https://example.org/1945/05/06/", "1945-05-06", [], id="address-and-shown"),
    ],
)
def test_dates_before_the_web(
    stated: str, line: str, url: str | None, published: str | None, others: list[tuple[str, str]]
) -> None:
    blocks = (heading("Rain in May"), Block(line, element=5))
    found = read(markup=Markup(metas=metas(article__published_time=stated)), blocks=blocks, url=url)
    assert found.published == published
    assert [(one.value, one.objection) for one in found.others("published")] == others


def test_a_date_before_the_web_that_is_named_so_far_from_the_headline() -> None:
    between = [Block(f"River {number}", element=5) for number in range(40)]
    named = Block("6 May 1945", element=5, inline_names="publication-date")
    found = read(blocks=(heading("Rain in May"), *between, named, *between))
    assert (found.published, found.others("published")) == ("1945-05-06", ())


def test_the_day_in_the_markup_agrees_with_the_old_one_shown() -> None:
    markup = Markup(json_ld=json_ld(datePublished="2012-05-07"), metas=metas(date="1945-05-06"))
    found = read(markup=markup, blocks=(heading("Rain in May"), Block("6 May 1945", element=4)))
    assert (found.published, found.source("published")) == ("1945-05-06", "block 1")


# ------------------------------------------------------------------ now

LATER = "later than the page was dumped"


@pytest.mark.parametrize(
    ("date", "now", "later"),
    [
        pytest.param("2024-05-10", NOW, False, id="same-day"),
        pytest.param("2024-05-11T23:00", NOW, False, id="next-day"),
        pytest.param("2024-05-12", NOW, True, id="two-days"),
        pytest.param("2024-05-11", NOW.replace(hour=0), False, id="midnight"),
        pytest.param("2024-05-12", NOW.replace(tzinfo=PLUS_TWO), True, id="zone"),
        pytest.param("2025-01-01", NOW, True, id="next-year"),
    ],
)
def test_is_later(date: str, now: datetime.datetime, later: bool) -> None:
    assert is_later(date, now) is later


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(Markup(json_ld=json_ld(datePublished="2024-06-01")), id="json-ld"),
        pytest.param(Markup(metas=metas(article__published_time="2024-06-01")), id="meta"),
        pytest.param(Markup(metas=metas(date="2024-06-01")), id="loose-meta"),
        pytest.param(
            Markup(title="Rain in May", items=items(ARTICLE, HEADED, (0, "datePublished", "", "2024-06-01"))),
            id="microdata",
        ),
    ],
)
def test_dates_after_the_dump_are_not_believed(markup: Markup) -> None:
    assert read(markup=markup).published == "2024-06-01"
    found = read(markup=markup, now=NOW)
    assert found.published is None
    assert [(one.value, one.objection) for one in found.others("published")] == [("2024-06-01", LATER)]
    assert read(markup=markup, now=NOW.replace(month=7)).published == "2024-06-01"


def test_another_date_is_taken_instead_of_one_after_the_dump() -> None:
    markup = Markup(json_ld=json_ld(datePublished="2024-06-01"), metas=metas(date="2024-05-06"))
    found = read(markup=markup, now=NOW)
    assert (found.published, found.source("published")) == ("2024-05-06", "meta date")


@pytest.mark.parametrize(
    ("blocks", "url"),
    [
        pytest.param((heading("Rain in May"), Block("1 June 2024", element=4)), None, id="line"),
        pytest.param((), "https://www.example.org/2024/06/01/rain", id="address"),
    ],
)
def test_shown_dates_after_the_dump_are_not_believed(blocks: tuple[Block, ...], url: str | None) -> None:
    found = read(blocks=blocks, url=url, now=NOW)
    assert found.published is None
    assert [(one.value, one.objection) for one in found.others("published")] == [("2024-06-01", LATER)]


def test_a_change_after_the_dump_is_told_as_one() -> None:
    found = read(markup=Markup(metas=metas(article__modified_time="2024-06-01")), now=NOW)
    assert found.modified is None
    assert [(one.value, one.objection) for one in found.others("modified")] == [("2024-06-01", LATER)]
    assert found.others("published") == ()


@pytest.mark.parametrize(
    ("text", "now", "published"),
    [
        pytest.param("3 hours ago", NOW, "2024-05-10T09:00", id="hours"),
        pytest.param("3 hours ago", NOW.replace(tzinfo=PLUS_TWO), "2024-05-10T09:00+02:00", id="hours-with-zone"),
        pytest.param("2 days ago", NOW, "2024-05-08", id="days"),
        pytest.param("vor 3 Stunden", NOW, "2024-05-10T09:00", id="german"),
        pytest.param("3 hours ago", None, None, id="without-now"),
        pytest.param("3 hours of rain", NOW, None, id="other-words"),
    ],
)
def test_times_before_now(text: str, now: datetime.datetime | None, published: str | None) -> None:
    found = read(blocks=(heading("Rain in May"), Block(text, element=4)), now=now)
    assert (found.published, found.source("published")) == (published, "block 1" if published else None)


def test_a_date_comes_before_a_time_before_now() -> None:
    blocks = (heading("Rain in May"), Block("3 hours ago", element=4))
    assert read(blocks=blocks, markup=Markup(metas=metas(date="2024-05-06")), now=NOW).published == "2024-05-06"


@pytest.mark.parametrize(
    ("now", "published"),
    [
        pytest.param(datetime.datetime.min, None, id="first"),
        pytest.param(datetime.datetime.max, "2024-05-06", id="last"),
    ],
)
def test_any_moment_is_a_now(now: datetime.datetime, published: str | None) -> None:
    blocks = (heading("Rain in May"), Block("3 years ago", element=4))
    assert read(blocks=blocks, markup=Markup(metas=metas(date="2024-05-06")), now=now).published == published


TEXT_DUMP = "Rain in May floods Foston\n{}\n" + f"{PROSE}\n{PROSE.upper()}\n{PROSE.title()}\n"


@pytest.mark.parametrize(
    ("line", "now", "published"),
    [
        pytest.param("6 May 2024", NOW, "2024-05-06", id="before"),
        pytest.param("1 June 2024", None, "2024-06-01", id="no-now"),
        pytest.param("1 June 2024", NOW, None, id="after"),
        pytest.param("3 hours ago", NOW, "2024-05-10T09:00", id="relative"),
        pytest.param("3 hours ago", None, None, id="relative-without-now"),
    ],
)
def test_now_in_a_text_dump(line: str, now: datetime.datetime | None, published: str | None) -> None:
    page = cleanpage.extract(TEXT_DUMP.format(line), input_format="text", options=Options(now=now))
    assert page.metadata.published == published
