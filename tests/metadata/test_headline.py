import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.metadata.headline import Candidate, choose_headline, cut_site, name_site, site_labels, site_suffix


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Rain in May | The Daily Example", "Rain in May", id="bar"),
        pytest.param("Rain in May - The Daily Example", "Rain in May", id="dash"),
        pytest.param("Rain in May — Daily Example Online", "Rain in May", id="longer-name"),
        pytest.param("The Daily Example: Rain in May", "Rain in May", id="site-first"),
        pytest.param("Rain in May | Weather | The Daily Example", "Rain in May", id="section-goes-with-the-site"),
        pytest.param(
            "Rain in May | What the farmers say now | The Daily Example",
            "Rain in May | What the farmers say now",
            id="a-part-too-long-for-a-section",
        ),
        pytest.param("Rain in May: a record - Daily Example", "Rain in May: a record", id="colon-is-the-headlines"),
        pytest.param("Rain in May | Daily Example | Read now", "Rain in May", id="slogan-after-the-site"),
        pytest.param("Daily Example Cup: The final", "Daily Example Cup: The final", id="subject-like-the-site"),
        pytest.param("Rain in May - Daily Example - Online", "Rain in May", id="name-with-a-divider"),
        pytest.param("Rain - a good thing?", "Rain - a good thing?", id="other-dash"),
        pytest.param("The Daily Example", "", id="site-alone"),
        pytest.param("", "", id="empty"),
    ],
)
def test_cut_site(title: str, expected: str) -> None:
    assert cut_site(title, ["thedailyexample"]) == expected


def heading(text: str, weight: float = 1.3, kicker: str = "") -> Candidate:
    return Candidate(text, weight, visible=True, kicker=kicker)


def metas(text: str, *weights: float) -> list[Candidate]:
    return [Candidate(text, weight) for weight in weights or (1.0, 0.9, 0.5, 0.5)]


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        pytest.param([Candidate("Rain in May | Example", 0.5)], "Rain in May", id="title-alone"),
        pytest.param([heading("News"), *metas("Rain in May")], "Rain in May", id="agreement-beats-a-section-heading"),
        pytest.param(
            [heading("Rain falls on Foston in May"), *metas("Rain in Foston: May weather explained")],
            "Rain falls on Foston in May",
            id="one-field-in-five-metas-is-one-opinion",
        ),
        pytest.param(
            [heading("Sun, beach and sea"), *metas("Rain in Foston: May weather explained")],
            "Rain in Foston: May weather explained",
            id="heading-about-something-else",
        ),
        pytest.param(
            [heading("Footer", 1.0), heading("Footer", 1.0), heading("Footer", 1.0), heading("Rain in May")],
            "Rain in May",
            id="headings-are-no-witnesses-for-headings",
        ),
        pytest.param(
            [heading("Thirty wet days"), *metas("Foston rain explained", 1.0, 0.5, 0.5), *metas("Is it spring?", 0.9)],
            "Thirty wet days",
            id="heading-decides-between-two-titles-in-the-markup",
        ),
        pytest.param(
            [heading("Rain in May today", 0.4), *metas("Sun", 1.0), *metas("Rain in May", 0.9)],
            "Rain in May",
            id="title-that-stands-on-the-page",
        ),
        pytest.param([heading("Example")], "Example", id="home-page-is-called-like-the-site"),
        pytest.param([Candidate("Home - Example", 0.5)], "Home - Example", id="home-alone-says-nothing"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_choose_headline(candidates: list[Candidate], expected: str | None) -> None:
    assert choose_headline(candidates, ["Example"]) == expected


@pytest.mark.parametrize(
    ("label", "title", "taken"),
    [
        pytest.param("User", "Rain in May", False, id="one-word"),
        pytest.param("Main content", "Rain in May", False, id="two-words"),
        pytest.param("Kinds of rain", "The weather", True, id="three-words"),
        pytest.param("May showers", "Rain in May", True, id="a-word-in-common"),
        pytest.param("Prehistory", "The history", True, id="a-word-within-its-word"),
        pytest.param("Main content", "Example", True, id="no-title-but-the-sites-name"),
        pytest.param("五月の雨", "フォストンの天気", True, id="script-without-spaces"),
    ],
)
def test_a_short_heading_that_no_title_knows_is_a_label(label: str, title: str, taken: bool) -> None:
    assert choose_headline([heading(label, 0.8), Candidate(title, 0.5)], ["Example"]) == (label if taken else title)


def test_a_short_heading_is_no_label_where_no_title_is() -> None:
    assert choose_headline([heading("Rain", 1.0), heading("More about the rain", 0.8)], []) == "Rain"


@pytest.mark.parametrize(
    ("heading_text", "kicker", "title", "weights", "expected"),
    [
        pytest.param("Foston Rain falls all May", "", "Rain falls all May", (0.9,), "Rain falls all May", id="kicker"),
        pytest.param(
            "FostonRain falls all May", "", "Rain falls all May", (0.9,), "Rain falls all May", id="kicker-glued"
        ),
        pytest.param(
            "Foston: Rain falls all May", "", "Rain falls all May", (0.9,), "Foston: Rain falls all May", id="colon"
        ),
        pytest.param(
            "So much rain falls all May", "", "rain falls all May", (0.9,), "So much rain falls all May", id="sentence"
        ),
        pytest.param(
            "Foston Rain falls all May", "", "Rain falls all May", (0.5,), "Foston Rain falls all May", id="weak-title"
        ),
        pytest.param(
            "Foston Rain falls all May", "", "Foston - Rain falls all May", (0.9,), "Rain falls all May",
            id="mark-in-the-markup-alone",
        ),
        pytest.param(
            "Rain falls - and the river rises", "", "“Rain” falls - and the river rises", (0.9,),
            "Rain falls - and the river rises", id="mark-in-both",
        ),
        pytest.param(
            "Rain falls all May Farmers are glad of it", "", "Rain falls all May", (0.9,),
            "Rain falls all May Farmers are glad of it", id="less-than-half",
        ),
        pytest.param(
            "Rain falls all May Farmers are glad", "", "Rain falls all May", (0.9,), "Rain falls all May", id="subtitle"
        ),
        pytest.param(
            "Rain falls all May, farmers are glad", "", "Rain falls all May", (0.9,),
            "Rain falls all May, farmers are glad", id="cut-title",
        ),
        pytest.param(
            "Rain falls all May", "Foston", "Foston: Rain falls all May", (1.0, 0.9, 0.5),
            "Foston: Rain falls all May", id="all-markup-has-the-line-above",
        ),
        pytest.param(
            "Rain falls all May", "Foston", "Foston: Rain falls all May", (0.9,), "Rain falls all May",
            id="one-meta-has-the-line-above",
        ),
    ],
)  # fmt: skip
def test_kickers(heading_text: str, kicker: str, title: str, weights: tuple[float, ...], expected: str) -> None:
    assert choose_headline([heading(heading_text, kicker=kicker), *metas(title, *weights)], []) == expected


@pytest.mark.parametrize(
    ("title", "headings", "declared", "expected"),
    [
        pytest.param("Rain in May | The Daily Example", ["Sun", "Rain in May"], [], "The Daily Example", id="after-h1"),
        pytest.param("Rain in May | Weather | Example", ["Rain in May"], [], "Example", id="last-part"),
        pytest.param("Rain in Mayfair", ["Rain in May"], [], "", id="no-divider"),
        pytest.param("Rain in May: a record", ["Rain in May"], [], "", id="colon"),
        pytest.param("Daily Blog: Rain in May", ["Daily Blog"], ["Rain in May"], "Daily Blog", id="site-first"),
        pytest.param("Code - The good editor", ["The good editor"], ["Code"], "", id="rest-is-the-heading"),
        pytest.param("Rain | Daily Blog", ["Daily Blog", "Rain"], [], "Daily Blog", id="site-has-a-heading"),
        pytest.param(
            "Daily Blog » Archive » Rain", ["Daily Blog", "Archive » Rain"], [], "Daily Blog", id="site-above"
        ),
    ],
)
def test_site_suffix(title: str, headings: list[str], declared: list[str], expected: str) -> None:
    assert site_suffix(title, headings, declared) == expected


@pytest.mark.parametrize(
    ("declared", "others", "title", "called", "expected"),
    [
        pytest.param(["The Example"], ["Example Media Ltd"], "Rain - Other", [], "The Example", id="declared"),
        pytest.param(["Example - All the news of Foston"], [], "", [], "Example", id="slogan"),
        pytest.param(["News from Foston | Example.org"], [], "", [], "Example.org", id="slogan-first"),
        pytest.param(["Post - News of Foston"], [], "", [], "Post - News of Foston", id="no-part-like-the-address"),
        pytest.param(["Homepage"], ["Example"], "", [], "Example", id="home-is-no-name"),
        pytest.param(["Rain in May"], [], "Rain in May | Example", ["Rain in May"], "Example", id="title-in-its-place"),
        pytest.param(["Rain in May"], [], "", ["Rain in May"], None, id="title-in-its-place-and-no-other"),
        pytest.param(["The Post"], [], "Rain in May", ["The Post"], "The Post", id="name-in-the-titles-place"),
        pytest.param([], ["Foston Media Ltd"], "Rain in May - Example", [], "Example", id="title-before-publisher"),
        pytest.param([], ["Foston Media Ltd"], "Rain in May", [], "Foston Media Ltd", id="publisher"),
        pytest.param([], [], "Example: Rain in May", [], "Example", id="first-part"),
        pytest.param([], [], "Example Cup: The final", [], None, id="subject-like-the-site"),
        pytest.param([], [], "Rain in May - Éxämple", [], "Éxämple", id="accents"),
        pytest.param([], [], "Rain in May - by Example", [], None, id="author"),
        pytest.param([], [], "Rain in May", [], None, id="none"),
    ],
)
def test_name_site(declared: list[str], others: list[str], title: str, called: list[str], expected: str | None) -> None:
    assert name_site(declared, others, title, [], called, "https://www.example.org/a").name == expected


def test_initials_of_a_name_are_like_the_address() -> None:
    title = "Electrical | Office of Safe Health"
    assert name_site([], [], title, [], [], "https://www.osh.example/a").name == "Office of Safe Health"


def test_umlauts_are_two_letters_in_an_address() -> None:
    assert name_site([], [], "Regen - Föhrer Bote", [], [], "https://foehrerbote.example/a").name == "Föhrer Bote"


def test_what_only_the_title_adds_is_no_given_name() -> None:
    site = name_site([], [], "Rain in May - Jane Doe", [], [], "https://janedoe.example/a")
    assert site.name == "Jane Doe"
    assert "Jane Doe" in site.names
    assert "Jane Doe" not in site.given


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://www.example.org/a", ("example", "example.org"), id="www"),
        pytest.param("https://news.example.co.uk/a", ("example", "news.example.co.uk"), id="two-part-suffix"),
        pytest.param("https://archive.test/web/2010/http://example.org/a", ("example", "example.org"), id="archive"),
        pytest.param("https://[bad/", (), id="unreadable"),
        pytest.param(None, (), id="none"),
    ],
)
def test_site_labels(url: str | None, expected: tuple[str, ...]) -> None:
    assert site_labels(url) == expected


TITLES = st.text("Rain MayÄß|-–:»_ .雨", max_size=30)


@given(
    st.lists(st.builds(Candidate, TITLES, st.sampled_from([0.5, 1.0, 1.3]), st.booleans(), TITLES), max_size=6),
    st.lists(TITLES, max_size=3),
)
def test_any_titles_are_weighed(candidates: list[Candidate], names: list[str]) -> None:
    texts = [one.text for one in candidates]
    site = name_site(names, texts, "".join(texts), texts, names, "https://example.org/")
    chosen = choose_headline([one for one in candidates if one.text], site.names)
    assert chosen is None or any(chosen in text for text in texts)
