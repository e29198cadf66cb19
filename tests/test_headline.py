import pytest

from cleanpage.headline import Candidate, choose_headline, cut_site, site_labels, site_suffix


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Rain in May | The Daily Example", "Rain in May", id="bar"),
        pytest.param("Rain in May - The Daily Example", "Rain in May", id="dash"),
        pytest.param("Rain in May — Daily Example Online", "Rain in May", id="longer-name"),
        pytest.param("The Daily Example: Rain in May", "Rain in May", id="site-first"),
        pytest.param("Rain in May | Weather | The Daily Example", "Rain in May", id="section-goes-with-the-site"),
        pytest.param("Rain - a good thing?", "Rain - a good thing?", id="other-dash"),
        pytest.param("The Daily Example", "", id="site-alone"),
        pytest.param("", "", id="empty"),
    ],
)
def test_cut_site(title: str, expected: str) -> None:
    assert cut_site(title, ["thedailyexample"]) == expected


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        pytest.param([Candidate("Rain in May | Example", 0.5)], "Rain in May", id="title-alone"),
        pytest.param(
            [Candidate("News", 1.3, True), Candidate("Rain in May", 0.9), Candidate("Rain in May", 0.5)],
            "Rain in May",
            id="agreement-beats-a-section-heading",
        ),
        pytest.param(
            [
                Candidate("Rain falls on Foston in May", 1.3, True),
                Candidate("Rain in Foston: May weather explained", 1.0),
                Candidate("Rain in Foston: May weather explained", 0.5),
            ],
            "Rain falls on Foston in May",
            id="heading-that-agrees",
        ),
        pytest.param([Candidate("Example", 1.3, True)], None, id="site-is-no-headline"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_choose_headline(candidates: list[Candidate], expected: str | None) -> None:
    assert choose_headline(candidates, ["Example"]) == expected


def test_site_suffix_is_what_follows_the_headline() -> None:
    assert site_suffix("Rain in May | The Daily Example", ["", "Sun", "Rain in May"]) == "The Daily Example"
    assert site_suffix("Rain in Mayfair", ["Rain in May"]) == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://www.example.org/a", ("example", "example.org"), id="www"),
        pytest.param("https://news.example.co.uk/a", ("example", "news.example.co.uk"), id="two-part-suffix"),
        pytest.param("https://[bad/", (), id="unreadable"),
        pytest.param(None, (), id="none"),
    ],
)
def test_site_labels(url: str | None, expected: tuple[str, ...]) -> None:
    assert site_labels(url) == expected
