import pytest

from cleanpage.blocks import Block, Document
from cleanpage.metadata import read_metadata
from cleanpage.page import Counters, Metadata

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
    assert found == Metadata(title=HEADLINE, language="en", counters=Counters(views=945, comments=0))


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


def test_a_lone_number_is_not_read_as_a_counter() -> None:
    assert read((HEADLINE, "945")).counters == Counters()


def test_a_counter_with_its_noun() -> None:
    assert read((HEADLINE, "Просмотров: 1204", "No comments")).counters == Counters(views=1204, comments=0)


def test_a_page_without_main_content() -> None:
    document = Document(format="text", blocks=(Block(HEADLINE),))
    assert read_metadata(document, url=None, language="", kept=[False]) == Metadata()
