import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.words.names import (
    has_lead_in,
    is_lead_in,
    is_other_role,
    is_role,
    join_names,
    name_in_address,
    names_after_date,
    same_person,
    site_author,
    split_names,
    without_site,
    written_part,
)


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
        pytest.param("Doe, Jane A.", ("Jane A. Doe",), id="surname-first-with-initial"),
        pytest.param("Jane Doe And John Roe For The Foston Daily", ("Jane Doe", "John Roe"), id="for-the-paper"),
        pytest.param("Foston Telegram Journal & Gazette", ("Foston Telegram Journal & Gazette",), id="paper-with-and"),
        pytest.param(", Foston Daily", ("Foston Daily",), id="leading-comma"),
        pytest.param("Foston Media GmbH & Co. KG, Foston", ("Foston Media GmbH & Co. KG",), id="company"),
        pytest.param("Jane Doe The Associated Press", ("Jane Doe",), id="agency-behind"),
        pytest.param("Jane Doe AFP", ("Jane Doe",), id="agency-letters-behind"),
        pytest.param("Gastautor Karl Muster", ("Karl Muster",), id="role-before"),
        pytest.param("Staff Writer Jane Doe", ("Jane Doe",), id="two-roles-before"),
        pytest.param("jane-doe", ("Jane Doe",), id="slug"),
        pytest.param("jane doe", ("jane doe",), id="small-letters"),
        pytest.param("page.extra.author", (), id="unfilled-template"),
        pytest.param("Jane Doe.", ("Jane Doe.",), id="short-word-keeps-its-stop"),
        pytest.param("Jane Example.", ("Jane Example",), id="full-stop"),
        pytest.param("Jane   Doe", ("Jane Doe",), id="spaces"),
        pytest.param("Γιάννης Παπάς και Άννα Νίκου", ("Γιάννης Παπάς", "Άννα Νίκου"), id="greek"),
        pytest.param("王小明、李四", ("王小明", "李四"), id="chinese"),
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
        pytest.param("28. Jan. 2022 Karl Muster", ("Karl Muster",), id="date-first"),
        pytest.param("March 5, 2024 · 30 min · Jane Doe", ("Jane Doe",), id="date-and-length-first"),
        pytest.param("Eine Kolumne von Karl Muster", ("Karl Muster",), id="kolumne"),
        pytest.param("About Jane Doe", ("Jane Doe",), id="box"),
        pytest.param("By Jane Doe, with contributions from Max Poe", ("Jane Doe",), id="contributions"),
        pytest.param("By Jane Doe. Photos by Max Poe", ("Jane Doe",), id="photos"),
        pytest.param("Jane Doe1 ; Max Poe2", ("Jane Doe", "Max Poe"), id="footnotes"),
        pytest.param("Thread starter river55230", ("river55230",), id="forum"),
        pytest.param("---- by Jane Doe", ("Jane Doe",), id="dashes-first"),
        pytest.param("記者 王小明", ("王小明",), id="reporter-in-chinese"),
        pytest.param("김철수 기자", ("김철수",), id="reporter-in-korean"),
        pytest.param("Γράφει ο Γιάννης Παπάς", ("Γιάννης Παπάς",), id="greek"),
        pytest.param("Log in", (), id="button"),
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
        pytest.param("Ulla MusterFounder at Foston", ("Ulla Muster",), id="role-and-more"),
        pytest.param("Associated Press3 minute Read", ("Associated Press",), id="reading-time"),
        pytest.param("كتبت: هالة الطرابيشي", ("هالة الطرابيشي",), id="arabic"),
    ],
)
def test_what_a_dump_wrote_behind_a_name_is_cut_off(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text, byline=True) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("By Jane Doe", "By Jane Doe", id="author"),
        pytest.param("By Jane Doe. Edited by Max Poe", "By Jane Doe", id="editor"),
        pytest.param("Übersetzt von Max Poe", "", id="translator"),
        pytest.param("Photos: Max Poe / Text: Jane Doe", "Text: Jane Doe", id="photographer-first"),
        pytest.param("Reviewed by Jane Doe", "Reviewed by Jane Doe", id="review"),
        pytest.param("Bybees by the river", "Bybees by the river", id="no-role"),
    ],
)
def test_written_part(text: str, expected: str) -> None:
    assert written_part(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Reviewed by", True, id="reviewed"),
        pytest.param("Fact-checked by", True, id="checked"),
        pytest.param("Photos:", True, id="photos"),
        pytest.param("Written by", False, id="written"),
        pytest.param("Edited by Max Poe", False, id="with-a-name"),
    ],
)
def test_is_other_role(text: str, expected: bool) -> None:
    assert is_other_role(text) is expected


def test_names_after_a_date_are_full_names() -> None:
    assert names_after_date("5 March 2024 - Jane Doe") == ("Jane Doe",)
    assert names_after_date("5 March 2024 - News") == ()
    assert names_after_date("5 March 2024 Jane Doe") == ("Jane Doe",)
    assert names_after_date("5 March 2024 Jane Doe", divided=True) == ()
    assert names_after_date("Jane Doe, 5 March 2024") == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Foston Daily", "Foston Daily", id="site"),
        pytest.param("By FOSTON DAILY", "FOSTON DAILY", id="as-the-page-spells-it"),
        pytest.param("Foston Daily (example.org)", None, id="more-than-the-site"),
        pytest.param("example.org", "example.org", id="domain"),
        pytest.param("https://www.facebook.com/foston", None, id="address"),
        pytest.param("Jane Doe", None, id="person"),
    ],
)
def test_site_author(value: str, expected: str | None) -> None:
    assert site_author([value], ["Foston Daily", "example.org", "https://www.facebook.com/foston"]) == expected


@pytest.mark.parametrize(
    ("names", "signs", "expected"),
    [
        pytest.param(["Jane Doe", "Foston Daily Sports"], False, ("Jane Doe",), id="longer-beside-a-person"),
        pytest.param(["Foston Daily Sports"], False, ("Foston Daily Sports",), id="longer-alone"),
        pytest.param(["Foston"], True, (), id="shorter"),
        pytest.param(["Foston"], False, ("Foston",), id="shorter-but-the-site-does-not-sign"),
    ],
)
def test_without_site(names: list[str], signs: bool, expected: tuple[str, ...]) -> None:
    assert without_site(names, ["Foston Daily"], signs=signs) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://example.org/author/jane-doe", "Jane Doe", id="author"),
        pytest.param("https://example.org/staff/jane-doe-123/", "Jane Doe", id="number"),
        pytest.param("https://example.org/en/autor/ana-ruiz.html#author", "Ana Ruiz", id="suffix"),
        pytest.param("https://example.org/author/jd", None, id="initials"),
        pytest.param("https://example.org/author/no-author", None, id="no-author"),
        pytest.param("https://www.facebook.com/jane-doe", None, id="network"),
        pytest.param("Jane Doe", None, id="name"),
    ],
)
def test_name_in_address(url: str, expected: str | None) -> None:
    assert name_in_address(url) == expected


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    written_part(text)
    names_after_date(text, divided=True)
    name_in_address(text)
    assert is_other_role(text) in (True, False)
    assert site_author([text], ["Foston Daily"]) in (None, text) or "foston" in text.casefold()
