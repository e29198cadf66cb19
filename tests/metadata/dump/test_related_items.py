import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Block
from cleanpage.metadata.dump.related_items import MAX_ITEMS, read_related, read_time
from cleanpage.metadata.fields import RelatedItem
from cleanpage.words.lexicon import cue_of_text

OWN = "The mayor met the keepers of the bridge"
FERRY, MILL, ROOF, BOAT = (
    "A new ferry for the people of Foston",
    "Мельница у реки снова сгорела ночью",
    "Who pays for the roof of the town hall?",
    "The second boat arrives in May",
)


def read(*lines: str, kept: int = 1) -> tuple[RelatedItem, ...]:
    """Items of a page whose first lines are the article; an empty line makes a gap."""
    blocks: list[Block] = []
    gap = False
    for line in (*["The bridge stays open, she said."] * kept, *lines):
        if line:
            blocks.append(Block(line, gap=gap))
        gap = not line
    cues = [cue_of_text(block.text, len(block.text.split())) for block in blocks]
    decided = [index < kept for index in range(len(blocks))]
    return read_related(blocks, decided, cues, start=kept, title=OWN)


def item(title: str, time: str | None = None, *counts: int) -> RelatedItem:
    return RelatedItem(title=title, time=time, counts=counts)


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        pytest.param(
            ("07.07 17:49", "7", FERRY, "07.07 11:20", "0", MILL, "06.07 09:15", "9586", ROOF),
            (item(FERRY, "07.07 17:49", 7), item(MILL, "07.07 11:20", 0), item(ROOF, "06.07 09:15", 9586)),
            id="time-count-headline",
        ),
        pytest.param(
            ("07.07 17:49", "7", FERRY, "07.07 11:20", "0", MILL),
            (item(FERRY, "07.07 17:49", 7), item(MILL, "07.07 11:20", 0)),
            id="two-are-enough-with-counts",
        ),
        pytest.param(
            (FERRY, "07.07 17:49", "7", MILL, "07.07 11:20", "0", ROOF, "06.07 09:15", "12"),
            (item(FERRY, "07.07 17:49", 7), item(MILL, "07.07 11:20", 0), item(ROOF, "06.07 09:15", 12)),
            id="headline-time-count",
        ),
        pytest.param(
            ("Sport", FERRY, "May 6, 2024", MILL, "May 5, 2024", "Town", ROOF, "May 4, 2024", "Imprint"),
            (item(FERRY, "May 6, 2024"), item(MILL, "May 5, 2024"), item(ROOF, "May 4, 2024")),
            id="headline-time-with-sections",
        ),
        pytest.param(
            ("vor 2 Stunden", FERRY, "vor 3 Stunden", MILL, "vor 1 Tag", ROOF),
            (item(FERRY, "vor 2 Stunden"), item(MILL, "vor 3 Stunden"), item(ROOF, "vor 1 Tag")),
            id="relative-times",
        ),
        pytest.param(
            ("3 hours ago", "12 comments", FERRY, "5 hours ago", "1.2K comments", BOAT),
            (item(FERRY, "3 hours ago", 12), item(BOAT, "5 hours ago", 1200)),
            id="counts-with-nouns",
        ),
        pytest.param(
            ("Comments", "Town", "2 hours ago", "184 comments", FERRY, "Yesterday, 18:40", "96 comments", BOAT),
            (item(FERRY, "2 hours ago", 184), item(BOAT, "Yesterday, 18:40", 96)),
            id="below-the-comments-with-counts",
        ),
        pytest.param(("Related articles", FERRY, MILL, ROOF), (item(FERRY), item(MILL), item(ROOF)), id="heading"),
        pytest.param(
            ("関連記事", "・渡し場の桜が今年は早く咲く", "・美波野川に新しい橋が開通"),
            (item("渡し場の桜が今年は早く咲く"), item("美波野川に新しい橋が開通")),
            id="japanese-marks",
        ),
        pytest.param(
            ("Most read", f"1. {FERRY}", f"2. {MILL}", f"3. {ROOF}"),
            (item(FERRY), item(MILL), item(ROOF)),
            id="ranks",
        ),
        pytest.param(
            ("Most read", "4 people saved from the river", "The second boat arrives in May"),
            (item("4 people saved from the river"), item("The second boat arrives in May")),
            id="number-of-the-headline",
        ),
        pytest.param(
            ("Related articles", FERRY, "By Jane Doe 22 December 2023", BOAT, "By Jane Doe 21 December 2023"),
            (item(FERRY, "22 December 2023"), item(BOAT, "21 December 2023")),
            id="byline-with-date",
        ),
        pytest.param(
            ("Related articles", FERRY, FERRY, OWN, BOAT), (item(FERRY), item(BOAT)), id="each-once-and-not-itself"
        ),
        pytest.param(
            ("Related articles", FERRY, BOAT, "Log in", "All the people of this newspaper"),
            (item(FERRY), item(BOAT)),
            id="ends-at-another-cue",
        ),
        pytest.param(
            (
                "Comments",
                "07.07 17:49",
                "It was about time",
                "07.07 18:10",
                "No it was not",
                "07.07 18:30",
                "Oh well then",
            ),
            (),
            id="comments",
        ),
        pytest.param(
            ("07.07 17:49", "It was time.", "07.07 18:10", "It never was.", "07.07 18:30", "Oh well then."),
            (),
            id="sentences",
        ),
        pytest.param((FERRY, MILL, ROOF), (), id="nothing-says-that-they-are-articles"),
        pytest.param(("07.07 17:49", FERRY), (), id="one-time"),
        pytest.param(("Related articles", "Town", "Sport", "Weather"), (), id="menu"),
        pytest.param(("Related articles", FERRY), (), id="a-single-line"),
        pytest.param(("Read more", FERRY, BOAT), (), id="button"),
        pytest.param((), (), id="nothing"),
    ],
)
def test_read_related(lines: tuple[str, ...], items: tuple[RelatedItem, ...]) -> None:
    assert read(*lines) == items


def test_empty_lines_tell_what_belongs_together() -> None:
    lines = (FERRY, "07.07 17:49", "", MILL, "07.07 11:20", "", ROOF, "06.07 09:15", "", BOAT)
    assert [(one.title, one.time) for one in read(*lines)] == [
        (FERRY, "07.07 17:49"),
        (MILL, "07.07 11:20"),
        (ROOF, "06.07 09:15"),
    ]


def test_at_most_so_many() -> None:
    lines = [f"The boat of number {number} comes home" for number in range(MAX_ITEMS + 20)]
    assert len(read("Related articles", *lines)) == MAX_ITEMS


def test_the_article_is_no_list() -> None:
    lines = ("07.07 17:49", "7", FERRY, "07.07 11:20", "0", MILL)
    assert read(*lines, kept=1) != ()
    blocks = [Block(line) for line in lines]
    cues = [cue_of_text(line, len(line.split())) for line in lines]
    assert read_related(blocks, [True] * 6, cues, start=0, title=None) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("28.03 18:12", True, id="day-and-clock"),
        pytest.param("28.03.2024", True, id="day"),
        pytest.param("18:12", True, id="clock"),
        pytest.param("2024年3月28日", True, id="chinese"),
        pytest.param("3月28日 18:12", True, id="chinese-no-year"),
        pytest.param("March 28, 2024", True, id="month-first"),
        pytest.param("28 марта, 18:12", True, id="russian"),
        pytest.param("28 de marzo de 2024", True, id="spanish"),
        pytest.param("Thu, 28 Mar 2024", True, id="weekday"),
        pytest.param("2 hours ago", True, id="ago"),
        pytest.param("vor 3 Stunden", True, id="german-ago"),
        pytest.param("il y a 5 minutes", True, id="french-ago"),
        pytest.param("5 часов назад", True, id="russian-ago"),
        pytest.param("3時間前", True, id="japanese-ago"),
        pytest.param("2일 전", True, id="korean-ago"),
        pytest.param("Yesterday, 18:40", True, id="yesterday"),
        pytest.param("вчера в 18:40", True, id="russian-yesterday"),
        pytest.param("12.5", False, id="number"),
        pytest.param("9586", False, id="count"),
        pytest.param("2 hours", False, id="length"),
        pytest.param("Chapter 3", False, id="chapter"),
        pytest.param("3 rooms", False, id="things"),
        pytest.param("28.03 18:12 A ferry", False, id="with-a-headline"),
        pytest.param("", False, id="empty"),
    ],
)
def test_read_time(text: str, expected: bool) -> None:
    assert read_time(text) is expected


@given(
    st.lists(st.sampled_from([FERRY, MILL, "07.07 17:49", "7", "Related articles", "Comments", "Town", "2 hours ago"]))
)
def test_items_are_lines_of_the_page(lines: list[str]) -> None:
    for one in read(*lines):
        assert one.title in lines
        assert one.time is None or one.time in lines
