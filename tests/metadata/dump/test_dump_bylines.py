import pytest

from cleanpage.blocks import Block
from cleanpage.metadata.dump.bylines import read_authors

DATE = "6 May 2024"


@pytest.mark.parametrize(
    ("head", "tail", "authors"),
    [
        pytest.param(("By Jane Doe",), (), ("Jane Doe",), id="by"),
        pytest.param(("By", "Jane Doe"), (), ("Jane Doe",), id="by-on-its-own-line"),
        pytest.param(("von", "Ana Díaz"), (), ("Ana Díaz",), id="von-on-its-own-line"),
        pytest.param(("Автор:", "Иван Петров"), (), ("Иван Петров",), id="russian-on-its-own-line"),
        pytest.param((f"Jane Doe | {DATE}",), (), ("Jane Doe",), id="name-and-date"),
        pytest.param((f"Jane Doe - {DATE} 1:00 pm",), (), ("Jane Doe",), id="name-dash-date"),
        pytest.param((f"Jane Doe 4:00 PM on {DATE}",), (), ("Jane Doe",), id="name-clock-date"),
        pytest.param((f"Jane van der Berg, {DATE}",), (), ("Jane van der Berg",), id="particles"),
        pytest.param(("Jane Doe", "Staff Writer"), (), ("Jane Doe",), id="role-below"),
        pytest.param(("Jane Doe",), ("Jane Doe is a reporter in Foston.",), ("Jane Doe",), id="biography"),
        pytest.param(("Jane Doe",), ("Jane Doe covers the river",), ("Jane Doe",), id="biography-covers"),
        pytest.param(("2021-10-16 来源：青湾日报 记者：沈砚秋",), (), ("沈砚秋",), id="chinese"),
        pytest.param(("홍길동 기자 2024.05.06",), (), ("홍길동",), id="korean"),
        pytest.param(("Jane Doe",), (), (), id="nothing-says-that-she-wrote"),
        pytest.param(("Jane Doe",), ("Jane Doe",), (), id="twice-is-not-enough"),
        pytest.param((f"Foston News | {DATE}",), (), (), id="section-of-the-frame"),
        pytest.param((f"The Foston Example | {DATE}",), (), (), id="site"),
        pytest.param(("By Associated Press",), (), ("Associated Press",), id="agency-alone"),
        pytest.param(("By Jane Doe, Associated Press",), (), ("Jane Doe",), id="agency-beside-a-name"),
        pytest.param((f"Jane Doe / FOSTON.EXAMPLE / {DATE}",), (), ("Jane Doe",), id="name-newspaper-date"),
        pytest.param((f"Jane Doe · Foston News · Posted: {DATE}",), (), ("Jane Doe",), id="name-label-date"),
        pytest.param((f"{DATE} • Jane Doe • 3 min",), (), ("Jane Doe",), id="date-name"),
        pytest.param(("Jane Doe|Published 4 months ago",), (), ("Jane Doe",), id="name-ago"),
        pytest.param(("Jane Doe2 minutes ago",), (), ("Jane Doe",), id="glued-to-ago"),
        pytest.param(("Jane Doe Reporter",), (), ("Jane Doe",), id="role-behind"),
        pytest.param(("Jane Doe Travel Writer",), (), ("Jane Doe",), id="field-and-role-behind"),
        pytest.param(("Chief Political Correspondent",), (), (), id="role-alone"),
        pytest.param(("Reviewed by Jane Doe",), (), (), id="reviewer"),
        pytest.param(("By", "Fact Checked"), (), (), id="by-and-a-label"),
        pytest.param(("Jane DoeTravel News Reporter",), (), ("Jane Doe",), id="glued-to-a-role"),
        pytest.param(("Von Ulla MusterKorrespondentin",), (), ("Ulla Muster",), id="glued-behind-von"),
        pytest.param((f"By Jane DoeDec. {DATE[-4:]}",), (), ("Jane Doe",), id="glued-to-a-month"),
        pytest.param((f"Updated Monday, {DATE}",), (), (), id="updated-on-a-day"),
        pytest.param((f"Published {DATE}",), (), (), id="published"),
        pytest.param((f"Last updated | {DATE}",), (), (), id="updated"),
        pytest.param(("By", "Share this"), (), (), id="by-and-a-button"),
        pytest.param((), (), (), id="nothing"),
    ],
)
def test_read_authors(head: tuple[str, ...], tail: tuple[str, ...], authors: tuple[str, ...]) -> None:
    assert read_authors(head, tail, [Block("Foston News")], "The Foston Example") == authors
