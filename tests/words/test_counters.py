import pytest

from cleanpage.words.counters import read_count, read_counters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("945 views", {"views": 945}, id="number-first"),
        pytest.param("1,204 Views", {"views": 1204}, id="comma-thousands"),
        pytest.param("Просмотров: 1 204", {"views": 1204}, id="noun-first-russian"),
        pytest.param("1.2K views", {"views": 1200}, id="thousands-letter"),
        pytest.param("Комментарии (3)", {"comments": 3}, id="brackets"),
        pytest.param("12 Kommentare", {"comments": 12}, id="german"),
        pytest.param("评论 7", {"comments": 7}, id="chinese"),
        pytest.param("No comments", {"comments": 0}, id="none-english"),
        pytest.param("Keine Kommentare", {"comments": 0}, id="none-german"),
        pytest.param("3 shares", {"shares": 3}, id="shares"),
        pytest.param("17 likes", {"likes": 17}, id="likes"),
        pytest.param("views: 945", {"views": 945}, id="noun-first-colon"),
        pytest.param("12 тыс. просмотров", {"views": 12_000}, id="russian-thousands"),
        pytest.param("3,4 Tsd. Aufrufe", {"views": 3400}, id="german-thousands"),
        pytest.param("1,5 mil visualizações", {"views": 1500}, id="portuguese-thousands"),
        pytest.param("9'586 Aufrufe", {"views": 9586}, id="swiss-thousands"),
        pytest.param("3.4万次阅读", {"views": 34_000}, id="chinese-ten-thousands"),
        pytest.param("조회수 1,204", {"views": 1204}, id="korean"),
        pytest.param("댓글 3개", {"comments": 3}, id="korean-counting-word"),
        pytest.param("１２件のコメント", {"comments": 12}, id="japanese-wide-digits"),
        pytest.param("コメント 12件", {"comments": 12}, id="japanese-noun-first"),
        pytest.param("1204 keer bekeken", {"views": 1204}, id="dutch"),
        pytest.param("12 Mal geteilt", {"shares": 12}, id="german-times"),
        pytest.param("浏览：2876 评论：15", {"views": 2876, "comments": 15}, id="two-on-a-line"),
        pytest.param("945 views | 3 comments", {"views": 945, "comments": 3}, id="two-divided"),
        pytest.param("5 min read · 3 comments", {"comments": 3}, id="beside-something-else"),
        pytest.param("عدد المشاهدات: 642", {"views": 642}, id="arabic"),
        pytest.param("Sin comentarios", {"comments": 0}, id="none-spanish"),
        pytest.param("5 miles", {}, id="unit-is-a-word"),
        pytest.param("945", {}, id="bare-number"),
        pytest.param("Chapter 3", {}, id="other-noun"),
        pytest.param("12 comments that changed the way we see rivers", {}, id="sentence"),
        pytest.param("1.204.5 views", {}, id="no-number"),
        pytest.param("", {}, id="empty"),
    ],
)
def test_read_counters(text: str, expected: dict[str, int]) -> None:
    assert read_counters([text]) == expected


def test_the_first_number_of_a_kind_wins() -> None:
    assert read_counters(["5 comments", "9 comments"])["comments"] == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("9586", 9586, id="bare"),
        pytest.param("9 586", 9586, id="spaced"),
        pytest.param("(12)", 12, id="brackets"),
        pytest.param("1.2K", 1200, id="thousands"),
        pytest.param("1,2 тыс.", 1200, id="russian-thousands"),
        pytest.param("12 comments", 12, id="with-noun"),
        pytest.param("5 m", None, id="metres-or-minutes"),
        pytest.param("12.5", None, id="fraction"),
        pytest.param("Chapter 3", None, id="other-noun"),
        pytest.param("", None, id="empty"),
    ],
)
def test_read_count(text: str, expected: int | None) -> None:
    assert read_count(text) == expected
