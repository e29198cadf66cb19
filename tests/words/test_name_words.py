import pytest

from cleanpage.words.name_words import is_full_name, is_role_word, is_small_name, plausible


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Jane Doe", True, id="person"),
        pytest.param("Foston staff", True, id="staff-in-small-letters"),
        pytest.param("FO24 Redaktion", True, id="digits-in-a-word"),
        pytest.param("user3080392", True, id="member"),
        pytest.param("Staff Writer", False, id="role"),
        pytest.param("Leitender Wirtschaftsredakteur", False, id="german-role"),
        pytest.param("5 Comments", False, id="counter"),
        pytest.param("May 2024", False, id="date"),
        pytest.param("Sun", False, id="weekday"),
        pytest.param("Dienstag", False, id="german-weekday"),
        pytest.param("Related Topics", False, id="label"),
        pytest.param("Location", False, id="lone-label"),
        pytest.param("page.extra.author", False, id="template"),
        pytest.param("content: Foston", False, id="colon"),
        pytest.param("Mastodon", False, id="network"),
        pytest.param("red", False, id="short-for-redaktion"),
    ],
)
def test_plausible(name: str, expected: bool) -> None:
    assert plausible(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Jane Doe", True, id="two"),
        pytest.param("Vincent van der Berg", True, id="particles"),
        pytest.param("Ian McDonald", True, id="mc"),
        pytest.param("Ann FitzGerald", True, id="fitz"),
        pytest.param("Jane", False, id="one"),
        pytest.param("Jane doe", False, id="small-letters"),
        pytest.param("Jane DoeFounder", True, id="three-letters-are-too-few-to-tell"),
        pytest.param("Jane ExampleFounder", False, id="glued"),
        pytest.param("Foston Daily", False, id="paper"),
        pytest.param("Jane Doe Max Poe John Roe", False, id="six"),
    ],
)
def test_is_full_name(name: str, expected: bool) -> None:
    assert is_full_name(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("jane doe", True, id="two-words"),
        pytest.param("site editor", False, id="role"),
        pytest.param("web team", False, id="desk"),
        pytest.param("jane", False, id="one"),
        pytest.param("Jane doe", False, id="capital"),
    ],
)
def test_is_small_name(name: str, expected: bool) -> None:
    assert is_small_name(name) is expected


def test_compounds_are_roles_too() -> None:
    assert is_role_word("editor")
    assert is_role_word("sportredakteurin")
    assert not is_role_word("doe")
