"""Boxes that ask something of the visitor are no text: an age, an address, to open an app, to allow notifications."""

from __future__ import annotations

import pytest

import cleanpage

PROSE = (
    "The council of Aldermere will keep the night bus to the hospital until the end of the year.",
    "Drivers had warned that the last run at half past two carries mostly nurses who have no other way home.",
    "Its cost, some ninety thousand a year, comes from the parking fees that the town began to collect in May.",
    "A member of the committee, Petra Lowe, said that the line should be judged by its riders and not by its price.",
)
BOXES = {
    "age": ("Are you of legal age?", "You must be at least 18 years old to visit this site.", "I am", "Leave"),
    "newsletter": (
        "Nothing missed",
        "Sign up for our weekly newsletter and we will deliver the best of our pages to your inbox.",
        "Sign me up",
        "No thanks",
    ),
    "app": (
        "Aldermere on the go",
        "Get our free app from Google Play or the App Store and read the paper without a signal.",
        "Open the app",
        "Stay here",
    ),
    "notifications": (
        "Be the first to know",
        "May we send you notifications of breaking news? You can turn them off whenever you like.",
        "Allow",
        "Later",
    ),
    "ad blocker": (
        "We see no adverts",
        "You seem to be using an ad blocker. Please switch it off for us, adverts pay our reporters.",
        "It is off",
        "Subscribe",
    ),
}
IN_LANGUAGES = {
    "de": "Melden Sie sich für unseren Newsletter an und erhalten Sie ihn jeden Morgen kostenlos.",
    "fr": "Inscrivez-vous à notre lettre d'information gratuite et recevez-la chaque matin.",
    "es": "Suscríbete a nuestro boletín gratuito y recíbelo cada mañana en tu correo.",
    "pt": "Inscreva-se no nosso boletim gratuito e receba as notícias todas as manhãs.",
    "it": "Iscriviti alla nostra newsletter gratuita e ricevila ogni mattina nella tua casella.",
    "nl": "Schrijf je in voor onze gratis nieuwsbrief en ontvang hem elke ochtend in je inbox.",
    "pl": "Zapisz się na nasz bezpłatny newsletter i otrzymuj go każdego ranka na skrzynkę.",
    "ru": "Подпишитесь на нашу бесплатную рассылку и получайте её каждое утро на почту.",
    "tr": "Ücretsiz bültenimize abone olun ve her sabah önemli haberleri posta kutunuza alın.",
    "hu": "Iratkozzon fel ingyenes hírlevelünkre, és minden reggel megkapja a híreket.",
}
FRAMES = {
    "dialog": "<dialog open>{}</dialog>",
    "modal": '<div class="modal show"><div class="inner">{}</div></div>',
    "no name": '<div class="css-8x1"><div>{}</div></div>',
    "section": "<section>{}</section>",
}


def page_of(parts: list[str], title: str = "Night bus stays", lang: str = "en", head: str = "") -> cleanpage.Page:
    text = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return cleanpage.extract(
        f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head>"
        f"<body><main><article><h1>{title}</h1>{text}</article></main></body></html>"
    )


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", BOXES)
def test_boxes_amid_the_text_are_no_text(kind: str, frame: str) -> None:
    heading, asks, yes, no = BOXES[kind]
    box = FRAMES[frame].format(f"<h2>{heading}</h2><p>{asks}</p><button>{yes}</button> <button>{no}</button>")
    page = page_of([*PROSE[:2], box, *PROSE[2:]])
    assert [line in page.text for line in PROSE] == [True] * 4
    assert [line for line in (heading, asks, yes, no) if line in page.text.splitlines()] == []
    assert {block.overrule for block in page.blocks if block.text == asks} <= {"banner", "hidden", None}


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_boxes_are_known_in_the_language_of_the_page(language: str) -> None:
    asks = IN_LANGUAGES[language]
    head = '<meta property="og:type" content="article">'
    page = page_of([*PROSE[:2], f"<div><p>{asks}</p><a href=/n>OK</a></div>", *PROSE[2:]], lang=language, head=head)
    assert asks not in page.text
    assert all(line in page.text for line in PROSE)


def test_a_bar_can_have_its_links_within_one_line() -> None:
    bar = f'<div class="sticky-bar">{BOXES["app"][1]} <a href=/a>Open</a> <a href=#>Close</a></div>'
    page = page_of([*PROSE[:2], bar, *PROSE[2:]])
    assert BOXES["app"][1] not in page.text


def test_what_the_title_is_about_stays() -> None:
    asks = BOXES["newsletter"][1]
    box = f"<section><p>{asks}</p><button>Sign me up</button></section>"
    assert asks in page_of([*PROSE[:2], box, *PROSE[2:]], title="Our newsletter about the night bus").text
    assert asks not in page_of([*PROSE[:2], box, *PROSE[2:]]).text


def test_an_appeal_without_a_button_is_judged_by_its_score() -> None:
    asks = BOXES["newsletter"][1]
    page = page_of([*PROSE[:2], f"<div><p>{asks}</p></div>", *PROSE[2:]])
    assert [block.overrule for block in page.blocks if block.text == asks] == [None]


def test_a_box_longer_than_such_boxes_are_stays() -> None:
    asks = BOXES["app"][1]
    box = f"<div><p>{asks}</p><p>{' '.join(PROSE)} {' '.join(PROSE)}</p><button>Go</button></div>"
    assert asks in page_of([*PROSE[:2], box, *PROSE[2:]]).text


def test_what_asks_must_be_the_larger_part_of_a_box() -> None:
    asks = BOXES["app"][1]
    box = f"<div><p>{asks}</p><p>{PROSE[2]}</p><p>{PROSE[3]}</p><button>Go</button></div>"
    page = page_of([*PROSE[:2], box])
    assert [line in page.text for line in (asks, *PROSE)] == [True] * 5


def test_a_page_that_has_little_else_stays() -> None:
    asks = BOXES["app"][1]
    page = page_of([PROSE[0][:40], f"<div><p>{asks}</p><p>{PROSE[0]}</p><button>Go</button></div>"])
    assert not [block for block in page.blocks if block.overrule == "banner"]
