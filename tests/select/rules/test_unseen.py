"""What a reader of a page does not see is no text: hidden dialogs, banners, labels of controls, copies."""

from __future__ import annotations

import pytest

import cleanpage

PROSE = (
    "The ferry to the outer islands left the old pier at nine, with forty people and one dog on board.",
    "Nobody had thought to bring a map, because the captain has known the way for thirty years and more.",
    "By noon the fog had lifted, and the lighthouse keeper waved a flag until the boat had rounded the last rock.",
    "On the way back the harbour master counted the passengers twice, and found that there was one too many.",
)
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
TERMS = (
    "You are welcome to print this article in your own paper, free of charge and without asking us first.",
    "You may not change its words, and you have to name the author and this newspaper at its beginning.",
)
DIALOG = "".join(f"<p>{line}</p>" for line in TERMS)


def page_of(body: str, title: str = "A ferry in the fog", lang: str = "en") -> cleanpage.Page:
    return cleanpage.extract(f"<!doctype html><html lang={lang}><head><title>{title}</title></head><body>{body}</body>")


def article(inside: str = "", after: str = "") -> str:
    return f"<main><article><h1>A ferry in the fog</h1>{TEXT}{inside}</article></main>{after}"


@pytest.mark.parametrize(
    "dialog",
    [
        pytest.param("<dialog>{}</dialog>", id="dialog"),
        pytest.param("<div hidden class=republish-box>{}</div>", id="hidden"),
        pytest.param('<div style="display: none" class=modal>{}</div>', id="style"),
        pytest.param('<div class=modal style="visibility:hidden">{}</div>', id="invisible"),
        pytest.param('<div role="dialog" aria-modal="true" class="republish">{}</div>', id="role"),
    ],
)
def test_hidden_dialogs_are_no_text(dialog: str) -> None:
    page = page_of(article(after=dialog.format(DIALOG)))
    assert [line in page.text for line in PROSE] == [True] * 4
    assert [line in page.text for line in TERMS] == [False] * 2
    dropped = [block for block in page.blocks if block.text in TERMS]
    assert all(block.overrule in (None, "hidden") and block.label == "boilerplate" for block in dropped)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div hidden id=content>{TEXT}</div><p>Please switch scripts on.</p>", id="shown by a script"),
        pytest.param(f'<article class=paywall><div style="display:none">{TEXT}</div></article>', id="paywall"),
        pytest.param(f"<h1>A ferry</h1><div class=tabs><div class=tab-panel hidden>{TEXT}</div></div>", id="tab"),
    ],
)
def test_what_is_hidden_can_be_the_article(body: str) -> None:
    assert all(line in page_of(body).text for line in PROSE)


def test_an_open_accordion_and_its_closed_neighbour_stay() -> None:
    more = "".join(f"<div class=accordion-panel hidden><p>{line}</p></div>" for line in TERMS)
    assert all(line in page_of(article(more)).text for line in TERMS)


def test_a_hidden_copy_is_a_copy() -> None:
    page = page_of(article(after=f'<div style="display:none" class=print>{" ".join(PROSE)}</div>'))
    assert [page.text.count(line) for line in PROSE] == [1] * 4


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<a href="/a">the timetable<span class="sr-only"> (opens in a new tab)</span></a>', "the timetable of"),
        ('<a href="/a">the timetable<span class="visually-hidden"> opens new tab</span></a>', "the timetable of"),
        ('the timetable<span style="display:none"> secret words</span>', "the timetable of"),
        ("the timetable<span hidden> secret words</span>", "the timetable of"),
        ('<i class="material-icons">schedule</i> the timetable', "Look at the timetable of"),
        ('the timetable<span aria-hidden="true"> \u2192 </span>', "the timetable of"),
    ],
)
def test_words_in_running_text_that_nobody_sees(markup: str, text: str) -> None:
    page = page_of(article(f"<p>Look at {markup} of the ferries before you leave the house in the morning.</p>"))
    assert text in " ".join(page.text.split())
    for unseen in ("new tab", "secret", "schedule", "\u2192"):
        assert unseen not in page.text
        assert unseen not in page.to_markdown()


CONSENT = {
    "en": (
        "We use cookies to run this website and to measure how it is used.",
        "You can accept or refuse all cookies.",
        "Accept all",
    ),
    "de": (
        "Wir verwenden Cookies, um diese Website zu betreiben und ihre Nutzung zu messen.",
        "Sie können alle Cookies annehmen oder ablehnen.",
        "Alle akzeptieren",
    ),
    "fr": (
        "Nous utilisons des cookies pour faire fonctionner ce site et mesurer son audience.",
        "Vous pouvez accepter ou refuser tous les cookies.",
        "Tout accepter",
    ),
    "es": (
        "Utilizamos cookies para que funcione este sitio web y para medir su uso.",
        "Puede aceptar o rechazar todas las cookies.",
        "Aceptar todo",
    ),
    "pl": (
        "Używamy plików cookie, aby ta strona działała i aby mierzyć jej użycie.",
        "Możesz zaakceptować lub odrzucić wszystkie pliki cookie.",
        "Akceptuj wszystkie",
    ),
    "ru": (
        "Мы используем файлы cookie для работы этого сайта и измерения его посещаемости.",
        "Вы можете принять или отклонить все файлы cookie.",
        "Принять все",
    ),
    "ja": (
        "当サイトではサービスの提供と利用状況の測定のためにCookieを使用しています。",
        "すべてのCookieを受け入れるか拒否できます。",
        "すべて許可",
    ),
}


@pytest.mark.parametrize("language", CONSENT)
@pytest.mark.parametrize("names", ["cookie-banner", "xq-7", "gdpr-modal"])
def test_banners_that_ask_for_consent_are_no_text_though_longer_than_the_article(language: str, names: str) -> None:
    first, second, yes = CONSENT[language]
    says = "".join(f"<p>{first} {second}</p><p>{second} {first} {number}.</p>" for number in range(4))
    banner = f'<div class="{names}">{says}<button>{yes}</button></div>'
    page = page_of(
        f"{banner}<article><h1>A ferry in the fog</h1><p>{PROSE[0]}</p><p>{PROSE[2]}</p></article>", lang=language
    )
    assert PROSE[0] in page.text
    assert not any(words in page.text for words in (first, second, yes))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Cookies with oats", "Bake the cookies for ten minutes, and let the cookies cool on a rack.", id="recipe"
        ),
        pytest.param(
            "Privacy policy", "We use cookies to run this website. You can refuse cookies in your browser.", id="policy"
        ),
        pytest.param(
            "What cookies do", "Websites use cookies to know you again, and the law wants them to ask.", id="article"
        ),
    ],
)
def test_what_is_about_cookies_stays(title: str, text: str) -> None:
    page = page_of(f"<main><h1>{title}</h1><p>{text} {PROSE[0]}</p><p>{text} {PROSE[1]}</p></main>", title)
    assert page.text.count(text) == 2


@pytest.mark.parametrize("label", ["Copied!", "Click to tweet", "0:00 / 3:45", "Open gallery", "Page 2 of 5"])
def test_labels_of_controls_are_no_text(label: str) -> None:
    body = article().replace(f"<p>{PROSE[2]}</p>", f"<div>{label}</div><p>{PROSE[2]}</p>")
    page = page_of(body)
    assert label not in page.text
    assert all(line in page.text for line in PROSE)


def test_a_pull_quote_is_said_once() -> None:
    quote = PROSE[1].removesuffix(".")
    page = page_of(
        article().replace(f"<p>{PROSE[3]}</p>", f"<aside class=pullquote><p>“{quote}”</p></aside><p>{PROSE[3]}</p>")
    )
    assert page.text.count(quote) == 1


def test_numbers_of_lines_of_code_go_by_counting() -> None:
    code = "\n".join(f"<b class=x>{number}</b> print({number})" for number in range(1, 7))
    text = page_of(article(f"<pre>{code}</pre>")).text
    assert "print(3)" in text
    assert "3 print(3)" not in text
