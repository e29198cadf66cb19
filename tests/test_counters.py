import pytest

from cleanpage.counters import read_counters
from cleanpage.page import Counters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("945 views", Counters(views=945), id="number-first"),
        pytest.param("1,204 Views", Counters(views=1204), id="comma-thousands"),
        pytest.param("Просмотров: 1 204", Counters(views=1204), id="noun-first-russian"),
        pytest.param("1.2K views", Counters(views=1200), id="thousands-letter"),
        pytest.param("Комментарии (3)", Counters(comments=3), id="brackets"),
        pytest.param("12 Kommentare", Counters(comments=12), id="german"),
        pytest.param("评论 7", Counters(comments=7), id="chinese"),
        pytest.param("No comments", Counters(comments=0), id="none-english"),
        pytest.param("Keine Kommentare", Counters(comments=0), id="none-german"),
        pytest.param("3 shares", Counters(shares=3), id="shares"),
        pytest.param("17 likes", Counters(likes=17), id="likes"),
        pytest.param("945", Counters(), id="bare-number"),
        pytest.param("Chapter 3", Counters(), id="other-noun"),
        pytest.param("12 comments that changed the way we see rivers", Counters(), id="sentence"),
        pytest.param("1.204.5 views", Counters(), id="no-number"),
        pytest.param("", Counters(), id="empty"),
    ],
)
def test_read_counters(text: str, expected: Counters) -> None:
    assert read_counters([text]) == expected


def test_the_first_number_of_a_kind_wins() -> None:
    assert read_counters(["5 comments", "9 comments"]).comments == 5
