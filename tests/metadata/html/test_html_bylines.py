import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Link
from cleanpage.metadata.html.visible.bylines import read_byline
from cleanpage.metadata.html.visible.lines import Line
from cleanpage.words.dates import find_dates

HEADLINE = 20
"""Index of the block with the headline."""


def line(text: str, at: int, *, names: str = "", links: tuple[Link, ...] = ()) -> Line:
    """Return a line `at` blocks below the headline."""
    return Line(HEADLINE + at, text, links, f" {names} ", abs(at), False, bool(find_dates(text)))


def author_link(name: str) -> tuple[Link, ...]:
    return (Link(name, "/author/" + name.lower().replace(" ", "-")),)


HEAD = line("Rain in May", 0)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        pytest.param([line("By Jane Doe", 1)], ("Jane Doe",), id="words"),
        pytest.param([line("Jane Doe", 1, names="post-author meta")], ("Jane Doe",), id="class"),
        pytest.param([line("Jane Doe", 1, links=author_link("Jane Doe"))], ("Jane Doe",), id="link-to-author"),
        pytest.param([line("Jane Doe", 1)], (), id="name-alone"),
        pytest.param([line("Jane Doe", 1, links=(Link("Jane Doe", "/jane"),))], (), id="link-to-anything"),
        pytest.param([line("News", 1, links=author_link("News"))], (), id="linked-word"),
        pytest.param([line("5 March 2024 | Jane Doe", 1)], ("Jane Doe",), id="behind-a-date"),
        pytest.param([line("5 March 2024 World News", 1)], (), id="section-behind-a-date"),
        pytest.param([line("5 March 2024 | Jane Doe", 9)], (), id="behind-a-date-far-away"),
        pytest.param(
            [line("Jane Doe 3 comments", 1, names="author entry-meta comments-link")], ("Jane Doe",), id="neutral-class"
        ),
        pytest.param([line("Jane Doe", 1, names="comment-author fn author")], (), id="commenter"),
        pytest.param([line("Jane Doe", 1, names="author related")], ("Jane Doe",), id="nearest-class-decides"),
        pytest.param([line("Jane Doe", 1, names="related-articles author")], (), id="nearest-class-forbids"),
        pytest.param(
            [line("By Max Poe", -3, links=(Link("By Max Poe", "/other"),)), line("By Jane Doe", 9)],
            ("Jane Doe",),
            id="teaser",
        ),
        pytest.param([line("By Max Poe", 15), line("By Jane Doe", 16)], ("Max Poe",), id="first-of-equals"),
        pytest.param([line("By Max Poe", -2), line("By Jane Doe", 2)], ("Jane Doe",), id="below-before-above"),
        pytest.param([line("By", 1), line("Jane Doe", 2)], ("Jane Doe",), id="lead-in-on-its-own-line"),
        pytest.param([line("By", 1), line("news", 2)], (), id="lead-in-before-no-name"),
        pytest.param([line("Reviewed by", 1), line("Max Poe", 2, names="author")], (), id="reviewer-on-the-next-line"),
        pytest.param(
            [line("By Jane Doe. Medically reviewed by Max Poe", 1)], ("Jane Doe",), id="reviewer-on-the-same-line"
        ),
        pytest.param(
            [line("Fact-checked by Max Poe | Written by Jane Doe", 1, names="byline")], ("Jane Doe",), id="checker"
        ),
        pytest.param([line("Reviewed by Max Poe", 1), line("By Jane Doe", 2)], ("Jane Doe",), id="author-and-reviewer"),
        pytest.param(
            [line("Jane Doe", 1, names="author"), line("Max Poe", 2, names="author")],
            ("Jane Doe", "Max Poe"),
            id="co-authors",
        ),
        pytest.param(
            [line("Jane Doe", 1, names="author"), line("Max Poe", 9, names="author")], ("Jane Doe",), id="other-article"
        ),
        pytest.param(
            [line("Jane Doe", 3, names="a", links=author_link("Jane Doe")), line(",", 4),
             line("Max Poe", 5, names="b", links=author_link("Max Poe"))],
            ("Jane Doe", "Max Poe"),
            id="linked-co-authors",
        ),
        pytest.param(
            [line("Jane Doe Reuters", 1, links=(Link("Jane Doe", "/staff/1"), Link("Reuters", "/team/2")))],
            ("Jane Doe",),
            id="employer",
        ),
        pytest.param([line("By Reuters", 1)], ("Reuters",), id="agency"),
        pytest.param(
            [line("river_fan7 6 May 2024", 3, names="creator author", links=(Link("river_fan7", "/u/river_fan7"),))],
            ("river_fan7",),
            id="member-of-a-forum",
        ),
        pytest.param([line("Log in", 1, links=(Link("Log in", "/users/login"),))], (), id="menu-of-members"),
        pytest.param([], (), id="nothing"),
    ],
)  # fmt: skip
def test_read_byline(lines: list[Line], authors: tuple[str, ...]) -> None:
    ordered = sorted([HEAD, *lines], key=lambda one: one.at)
    assert read_byline(ordered).names == authors


@pytest.mark.parametrize(
    ("lines", "sure"),
    [
        pytest.param([line("By Jane Doe", 1)], True, id="full-name"),
        pytest.param([line("By Jane", 1)], False, id="one-word"),
        pytest.param([line("By Jane", 1, names="byline")], True, id="one-word-named"),
        pytest.param([line("By Jane Doe", 9, names="byline")], False, id="far"),
        pytest.param([line("Jane Doe", 1, names="byline")], False, id="no-lead-in"),
    ],
)
def test_a_byline_is_sure_by_its_words_and_place(lines: list[Line], sure: bool) -> None:
    assert read_byline([HEAD, *lines]).sure is sure


TEXTS = st.sampled_from(["By", "By Jane Doe", "Reviewed by", "5 March 2024 | Jane Doe", "Reuters"]) | st.text(
    max_size=160
)


@given(
    st.lists(
        st.tuples(st.integers(-12, 25), TEXTS, st.sampled_from(["", "author", "comment", "fn author"])), max_size=12
    )
)
def test_any_lines_give_names(rows: list[tuple[int, str, str]]) -> None:
    lines = [line(text, at, names=names, links=author_link(text)) for at, text, names in sorted(rows)]
    names = read_byline(lines).names
    assert len(set(names)) == len(names)
