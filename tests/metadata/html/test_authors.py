import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.metadata.html.authors import bare_key, choose_authors
from cleanpage.metadata.html.visible.bylines import Byline
from cleanpage.metadata.html.visible.surroundings import Visible

SITES = ("Foston Daily", "foston", "foston.example")


def choose(
    *,
    persons: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    metas: tuple[tuple[str, ...], ...] = (),
    shown: tuple[str, ...] = (),
    sure: bool = False,
    lines: tuple[str, ...] = (),
) -> tuple[str, ...]:
    visible = Visible(byline=Byline(shown, sure), lines=lines)
    return choose_authors(persons, organisations, metas, visible, sites=SITES, title="Rain in May")


@pytest.mark.parametrize(
    ("sources", "authors"),
    [
        pytest.param({"persons": ("Jane Doe",), "metas": (("Max Poe",),)}, ("Jane Doe",), id="json-ld-first"),
        pytest.param({"metas": ((), ("Max Poe",))}, ("Max Poe",), id="empty-metas-are-passed-over"),
        pytest.param(
            {"persons": ("Jane Doe",), "organisations": ("Reuters",)}, ("Jane Doe", "Reuters"), id="person-and-agency"
        ),
        pytest.param(
            {"persons": ("Jane Doe",), "organisations": ("Foston Daily",)}, ("Jane Doe",), id="person-and-site"
        ),
        pytest.param({"metas": (("Reuters",),), "shown": ("Jane Doe",)}, ("Jane Doe",), id="person-before-agency"),
        pytest.param({"metas": (("Reuters",),)}, ("Reuters",), id="agency-alone"),
        pytest.param({"metas": (("Foston Daily",),), "shown": ("Jane Doe",)}, ("Jane Doe",), id="site-loses"),
        pytest.param({"metas": (("Foston Daily",),)}, ("Foston Daily",), id="site-as-last-resort"),
        pytest.param({"organisations": ("Foston Daily",)}, ("Foston Daily",), id="site-in-json-ld"),
        pytest.param({"shown": ("Foston Daily",)}, ("Foston Daily",), id="site-in-the-byline"),
        pytest.param({"metas": (("Rain in May",),)}, (), id="title"),
        pytest.param({"metas": (("https://foston.example/author/jane-doe",),)}, ("Jane Doe",), id="name-in-an-address"),
        pytest.param({"metas": (("https://www.facebook.com/foston",),)}, (), id="other-address"),
        pytest.param(
            {"metas": (("Foston on Rain",),), "shown": ("Jane Doe", "Foston Daily Sports")},
            ("Foston on Rain",),
            id="unsure-byline-loses",
        ),
        pytest.param(
            {"shown": ("Jane Doe", "Foston Daily Sports"), "sure": True}, ("Jane Doe",), id="employer-of-the-site"
        ),
        pytest.param(
            {"persons": ("Max Poe",), "shown": ("Jane Doe",), "sure": True}, ("Jane Doe",), id="sure-byline-wins"
        ),
        pytest.param(
            {"persons": ("Jane Doe", "Max Poe"), "shown": ("Jane Doe",), "sure": True},
            ("Jane Doe",),
            id="editors-in-the-markup",
        ),
        pytest.param(
            {"persons": ("Jane Doe", "Reuters"), "shown": ("Jane Doe",), "sure": True},
            ("Jane Doe", "Reuters"),
            id="agency-in-the-markup",
        ),
        pytest.param(
            {"persons": ("Jane Doe",), "shown": ("Max Poe", "Jane Doe")}, ("Max Poe", "Jane Doe"), id="more-authors"
        ),
        pytest.param(
            {"persons": ("Jane Doe",), "shown": ("Jane Doe", "Foston")}, ("Jane Doe",), id="more-that-is-no-person"
        ),
        pytest.param({"persons": ("jane",), "lines": ("By Jane Doe",)}, ("Jane Doe",), id="full-name"),
        pytest.param({"persons": ("jose_diaz",), "lines": ("José Díaz",)}, ("José Díaz",), id="accents"),
        pytest.param({"persons": ("Jane",), "lines": ("Jane silver partner",)}, ("Jane",), id="no-full-name"),
        pytest.param({}, (), id="nothing"),
    ],
)
def test_choose_authors(sources: dict[str, tuple[str, ...]], authors: tuple[str, ...]) -> None:
    assert choose(**sources) == authors  # type: ignore[arg-type]


def test_bare_key() -> None:
    assert bare_key("José Díaz") == bare_key("jose_diaz")


NAMES = st.lists(st.text(max_size=60), max_size=4).map(tuple)


@given(NAMES, NAMES, NAMES, NAMES, NAMES)
def test_any_strings_give_names(
    persons: tuple[str, ...],
    organisations: tuple[str, ...],
    meta: tuple[str, ...],
    shown: tuple[str, ...],
    lines: tuple[str, ...],
) -> None:
    for sure in (True, False):
        found = choose(persons=persons, organisations=organisations, metas=(meta,), shown=shown, sure=sure, lines=lines)
        assert all(found)
        assert len(set(found)) == len(found)
