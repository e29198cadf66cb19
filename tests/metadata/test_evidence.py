from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.metadata.evidence import Evidence, Value
from cleanpage.metadata.fields import Counters, Found, Metadata, Noted
from cleanpage.metadata.judging import MAX_FOUND, MAX_VALUE_CHARS


def judged(field: str, *values: str, source: str = "meta x", **chosen: Any) -> list[tuple[str, str]]:
    """Return the values of a field as they are told, each with what speaks against it."""
    metadata = Metadata(**chosen, evidence=tuple(Noted(field, value, source) for value in values))
    return [(one.value, one.objection) for one in metadata.found]


def test_evidence_keeps_the_order_and_leaves_nothing_empty() -> None:
    evidence = Evidence()
    evidence.note("title", [Value("Owls", "block 3"), Value("", "meta og:title"), Value("Mice", "<title>")])
    evidence.reject("published", Value("2099-01-01", "url"), "it is later")
    assert evidence.rows == [
        Noted("title", "Owls", "block 3", ""),
        Noted("title", "Mice", "<title>", ""),
        Noted("published", "2099-01-01", "url", "it is later"),
    ]


def test_each_page_has_evidence_of_its_own() -> None:
    Evidence().note("title", [Value("Owls", "block 3")])
    assert Evidence().rows == []


OTHER_TITLE = "another title agrees better with the page"
OTHER_NAMES = "a source that is believed first names others"
OTHER_SOURCE = "another source is believed first"


@pytest.mark.parametrize(
    ("field", "chosen", "value", "objection"),
    [
        pytest.param("title", "Rain in May", "Rain in May", "", id="title"),
        pytest.param("title", "Rain in May", "RAIN IN MAY!", "", id="title-in-capitals"),
        pytest.param("title", "Rain in May", "Rain in May | The Post", "", id="title-and-site"),
        pytest.param("title", "Rain in May", "Weather: Rain in May", "", id="kicker-and-title"),
        pytest.param("title", "Rain in May", "Rain", OTHER_TITLE, id="part-of-the-title"),
        pytest.param("title", "Rain in May", "Snow", OTHER_TITLE, id="another-title"),
        pytest.param("title", "???", "Snow", OTHER_TITLE, id="title-without-letters"),
        pytest.param("authors", ("Jane Doe",), "Jane Doe", "", id="author"),
        pytest.param("authors", ("Jane Doe", "John Roe"), "John Roe", "", id="second-author"),
        pytest.param("authors", ("Jane Doe",), "JANE DOE", "", id="author-in-capitals"),
        pytest.param("authors", ("Jane Doe",), "Max Poe", OTHER_NAMES, id="another-author"),
        pytest.param("published", "2024-05-06T10:00Z", "2024-05-06", "", id="same-day"),
        pytest.param("published", "2024-05-06", "2024-05-07", "more speaks for another day", id="another-day"),
        pytest.param("modified", "2024-05-06", "2024-05-06T10:00", "", id="modified"),
        pytest.param("modified", "2024-05-06", "2024-05-07", OTHER_SOURCE, id="modified-another-day"),
        pytest.param("language", "de", "en", "the text is in another language", id="language"),
        pytest.param("site_name", "The Post", "The Post", "", id="site"),
        pytest.param("site_name", "The Post", "Weather | The Post", "", id="site-and-department"),
        pytest.param("site_name", "The Post", "Post", OTHER_SOURCE, id="part-of-the-site"),
        pytest.param("publisher", "Rain Press", "Rain Press Ltd", OTHER_SOURCE, id="longer-publisher"),
        pytest.param("tags", ("rain", "river"), "River", "", id="tag"),
        pytest.param("tags", ("rain",), "snow", OTHER_SOURCE, id="another-tag"),
        pytest.param("word_count", 120, "120", "", id="number"),
        pytest.param("word_count", 120, "99", OTHER_SOURCE, id="another-number"),
    ],
)
def test_a_value_beside_the_chosen_one(field: str, chosen: Any, value: str, objection: str) -> None:
    assert judged(field, value, **{field: chosen}) == [(value, objection)]


@pytest.mark.parametrize(
    ("field", "value", "objection"),
    [
        pytest.param("title", "The Post", "nothing supports it", id="title"),
        pytest.param("authors", "Jane Doe", "no name of an author", id="author"),
        pytest.param("published", "2024-05-06", "no date of the text", id="published"),
        pytest.param("site_name", "Rain", "nothing supports it", id="site"),
        pytest.param("tags", "rain", "nothing supports it", id="tags"),
        pytest.param("counters.views", "3", "nothing supports it", id="counter"),
    ],
)
def test_a_value_of_a_field_without_one(field: str, value: str, objection: str) -> None:
    assert judged(field, value) == [(value, objection)]


@pytest.mark.parametrize(
    ("views", "objection"), [pytest.param(0, "", id="none"), pytest.param(3, OTHER_SOURCE, id="others")]
)
def test_counters(views: int, objection: str) -> None:
    assert judged("counters.views", "0", counters=Counters(views=views)) == [("0", objection)]
    assert judged("counters.likes", "0", counters=Counters(views=views)) == [("0", "nothing supports it")]


SITE_NAME = "the site's name"


@pytest.mark.parametrize(
    ("field", "value", "chosen", "rows", "objection"),
    [
        pytest.param("authors", "The Post", ("Jane Doe",), [("site_name", "The Post")], SITE_NAME, id="site"),
        pytest.param("authors", "THE POST", (), [("site_name", "The Post")], SITE_NAME, id="nobody-else"),
        pytest.param("authors", "Rain Press", (), [("publisher", "Rain Press")], SITE_NAME, id="publisher"),
        pytest.param("authors", "The Post", ("The Post",), [("site_name", "The Post")], "", id="it-signs"),
        pytest.param("authors", "Max Poe", ("Jane Doe",), [("site_name", "The Post")], OTHER_NAMES, id="a-person"),
        pytest.param("title", "The Post", "Rain in May", [("site_name", "The Post")], SITE_NAME, id="title"),
        pytest.param("title", "The Post", "The Post", [("site_name", "The Post")], "", id="home-page"),
        pytest.param("tags", "The Post", ("rain",), [("site_name", "The Post")], OTHER_SOURCE, id="tag"),
        pytest.param("authors", "Foston", (), [], SITE_NAME, id="address"),
    ],
)
def test_the_sites_name(field: str, value: str, chosen: Any, rows: list[tuple[str, str]], objection: str) -> None:
    evidence = (Noted(field, value, "meta x"), *(Noted(name, text, "meta y") for name, text in rows))
    metadata = Metadata(**{field: chosen}, canonical_url="https://www.foston.example/rain", evidence=evidence)
    assert metadata.found[0] == Found(field, value, "meta x", objection)


def test_names_are_told_one_by_one() -> None:
    found = judged("authors", "Jane Doe and Max Poe", authors=("Jane Doe",))
    assert found == [("Jane Doe", ""), ("Max Poe", OTHER_NAMES)]


def test_what_is_no_name_is_told_as_it_stands() -> None:
    assert judged("authors", "https://example.org/jd", authors=("Jane Doe",)) == [("https://example.org/jd", "no name")]


def test_a_site_signs_with_what_is_no_name() -> None:
    assert judged("authors", "example.org", authors=("example.org",)) == [("example.org", "")]
    assert judged("authors", "example.net", authors=("example.org",)) == [("example.net", "no name")]


def test_bylines_are_read_as_bylines() -> None:
    assert judged("authors", "Jane Doe in Foston", source="block 3", authors=("Jane Doe",)) == [("Jane Doe", "")]


def test_what_spoke_against_a_value_at_once_is_told() -> None:
    metadata = Metadata(published="2024-05-06", evidence=(Noted("published", "2024-05-06", "url", "it is odd"),))
    assert list(metadata.found) == [Found("published", "2024-05-06", "url", "it is odd")]


def test_values_are_fit_to_be_shown() -> None:
    assert judged("title", " Caf&eacute;\n <em>am</em> Markt", title="Café am Markt") == [("Café am Markt", "")]
    assert judged("title", "\u200b") == []


@pytest.mark.parametrize("field", ["canonical_url", "image"])
def test_addresses_are_told_as_they_are(field: str) -> None:
    # In words, "&copy" is a sign.
    address = "https://example.org/rain?a=1&copy=2"
    assert judged(field, address, **{field: address}) == [(address, "")]


@pytest.mark.parametrize("chars", [MAX_VALUE_CHARS, MAX_VALUE_CHARS + 1, 3 * MAX_VALUE_CHARS])
def test_long_values_are_cut_after_they_were_compared(chars: int) -> None:
    long = "x" * chars
    assert judged("description", long, long[:-1] + "y", description=long) == [
        (long[:MAX_VALUE_CHARS], ""),
        ((long[:-1] + "y")[:MAX_VALUE_CHARS], OTHER_SOURCE),
    ]


def test_a_value_is_told_once_for_each_source() -> None:
    rows = [Noted("title", "Owls", source) for source in ("meta a", "meta b", "meta a")]
    assert [one.source for one in Metadata(title="Owls", evidence=tuple(rows)).found] == ["meta a", "meta b"]


def test_the_first_values_of_each_field_are_told() -> None:
    rows = [Noted("tags", f"tag {number}", "meta x") for number in range(MAX_FOUND + 5)]
    rows.append(Noted("title", "Owls", "<title>"))
    found = list((Metadata(evidence=tuple(rows))).found)
    assert [one.value for one in found if one.field == "tags"] == [f"tag {number}" for number in range(MAX_FOUND)]
    assert found[-1] == Found("title", "Owls", "<title>", "nothing supports it")


FIELDS = st.sampled_from(["title", "authors", "published", "tags", "image", "counters.views", "word_count", "feeds"])


@given(
    st.lists(
        st.builds(Noted, FIELDS, st.text(), st.sampled_from(["block 1", "line 2", "meta x"]), st.text()), max_size=9
    ),
    st.none() | st.text(),
    st.lists(st.text(), max_size=3).map(tuple),
)
def test_any_evidence_is_judged(rows: list[Noted], title: str | None, authors: tuple[str, ...]) -> None:
    found = list((Metadata(title=title, authors=authors, evidence=tuple(rows))).found)
    assert all(one.value and len(one.value) <= MAX_VALUE_CHARS for one in found)
    assert {(one.field, one.source) for one in found} <= {(row.field, row.source) for row in rows}
