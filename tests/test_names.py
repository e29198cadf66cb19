import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.names import has_lead_in, is_lead_in, is_role, join_names, same_person, split_names


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Jane Doe", ("Jane Doe",), id="plain"),
        pytest.param("By Jane Doe", ("Jane Doe",), id="by"),
        pytest.param("Von Karl Muster", ("Karl Muster",), id="von"),
        pytest.param("Jane Doe and John Roe", ("Jane Doe", "John Roe"), id="and"),
        pytest.param("Anna Beispiel und Karl Muster", ("Anna Beispiel", "Karl Muster"), id="und"),
        pytest.param("Ana Ruiz y Luis Gil", ("Ana Ruiz", "Luis Gil"), id="y"),
        pytest.param("Jane Doe; John Roe", ("Jane Doe", "John Roe"), id="semicolon"),
        pytest.param("Jane Doe, John Roe, and Max Poe", ("Jane Doe", "John Roe", "Max Poe"), id="serial-comma"),
        pytest.param("Doe, Jane", ("Jane Doe",), id="surname-first"),
        pytest.param("Jane Doe, Senior Editor", ("Jane Doe",), id="role"),
        pytest.param("Jane Doe, PhD", ("Jane Doe",), id="degree"),
        pytest.param("Dr. Jane Doe", ("Dr. Jane Doe",), id="title-stays"),
        pytest.param("Jane Doe (Reuters)", ("Jane Doe",), id="brackets"),
        pytest.param("Jane Doe jane@example.org", ("Jane Doe",), id="mail"),
        pytest.param("Jane Doe, Jane Doe", ("Jane Doe",), id="twice"),
        pytest.param("Vincent van der Berg", ("Vincent van der Berg",), id="particles"),
        pytest.param("María del Carmen de la Fuente", ("María del Carmen de la Fuente",), id="six-words"),
        pytest.param("田中太郎", ("田中太郎",), id="japanese"),
        pytest.param("Иван Петров и Анна Белова", ("Иван Петров", "Анна Белова"), id="russian"),
        pytest.param("river_fan7", ("river_fan7",), id="nickname"),
        pytest.param("admin", (), id="admin"),
        pytest.param("https://www.facebook.com/example", (), id="address"),
        pytest.param("Read more", (), id="menu"),
        pytest.param("12345", (), id="number"),
        pytest.param("a sentence in lower case", (), id="lower-case"),
        pytest.param("The River That Came Back To Foston", (), id="seven-words"),
        pytest.param("", (), id="empty"),
    ],
)
def test_split_names(value: str, expected: tuple[str, ...]) -> None:
    assert split_names(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("By Jane Doe | March 5, 2024", ("Jane Doe",), id="divider"),
        pytest.param("Jane Doe March 5, 2024", ("Jane Doe",), id="month-after"),
        pytest.param("von Karl Muster am 05.03.2024", ("Karl Muster",), id="am"),
        pytest.param("Posted on March 5, 2024 by Jane Doe", ("Jane Doe",), id="date-before"),
        pytest.param("Автор: Иван Петров", ("Иван Петров",), id="avtor"),
        pytest.param("Par Anne Exemple, publié le 5 mars 2024", ("Anne Exemple",), id="par"),
        pytest.param("Text: Karl Muster", ("Karl Muster",), id="text"),
        pytest.param("ByJane Doe", ("Jane Doe",), id="glued"),
        pytest.param("Posted on March 5, 2024", (), id="no-name"),
        pytest.param("Von der Quelle bis zur Mündung", (), id="sentence"),
    ],
)
def test_split_names_of_a_byline(text: str, expected: tuple[str, ...]) -> None:
    assert split_names(text, byline=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("By Jane Doe", True, id="by"),
        pytest.param("by the river", False, id="by-the"),
        pytest.param("Von Karl Muster", True, id="von"),
        pytest.param("Bystanders saw it", False, id="word"),
        pytest.param("By ", False, id="nothing-after"),
    ],
)
def test_has_lead_in(text: str, expected: bool) -> None:
    assert has_lead_in(text) is expected


def test_the_site_is_no_author() -> None:
    assert join_names(["The Daily Example", "Jane Doe"], ["the daily example"]) == ("Jane Doe",)


def test_same_person() -> None:
    assert same_person("Jane Doe", "Jane Doe For The Example")
    assert not same_person("Jane Doe", "John Roe")


@given(st.text(max_size=400), st.booleans())
def test_any_text_gives_short_names_without_digits_alone(text: str, byline: bool) -> None:
    for name in split_names(text, byline=byline):
        assert 2 <= len(name) <= 60
        assert len(name.split()) <= 6
        assert any(map(str.isalpha, name))
    has_lead_in(text, inside=byline)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("By", True, id="by"),
        pytest.param("Von:", True, id="von"),
        pytest.param("Автор:", True, id="russian"),
        pytest.param("By Jane Doe", False, id="with-a-name"),
        pytest.param("•", False, id="bullet"),
        pytest.param("", False, id="empty"),
    ],
)
def test_is_lead_in(text: str, expected: bool) -> None:
    assert is_lead_in(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Staff Writer", True, id="role"),
        pytest.param("Redakteurin", True, id="german"),
        pytest.param("Reporter, Foston", True, id="with-a-town"),
        pytest.param("Jane Doe", False, id="name"),
        pytest.param("Updated Monday", False, id="stamp"),
        pytest.param("Letters to the editor of this newspaper", False, id="sentence"),
        pytest.param("", False, id="empty"),
    ],
)
def test_is_role(text: str, expected: bool) -> None:
    assert is_role(text) is expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("By Jane DoeDec. 21, 2023", ("Jane Doe",), id="month"),
        pytest.param("Von Ulla MusterKorrespondentin", ("Ulla Muster",), id="role"),
        pytest.param("By Ian McDonald", ("Ian McDonald",), id="capital-inside"),
        pytest.param("كتبت: هالة الطرابيشي", ("هالة الطرابيشي",), id="arabic"),
    ],
)
def test_what_a_dump_wrote_behind_a_name_is_cut_off(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text, byline=True) == names
