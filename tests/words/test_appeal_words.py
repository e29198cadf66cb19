"""What a site asks of its visitors, in the languages of the web."""

from __future__ import annotations

import json

import pytest

from cleanpage.data import read_data
from cleanpage.words.boilerplate import BOX_KINDS, LINE_KINDS, appeals_in, appeals_to_visitor, names_what_is_asked

WORDS: dict[str, dict[str, dict[str, str]]] = json.loads(read_data("appeals.json"))

ASKING = [
    ("en", "Our newsroom is paid for by readers. Support independent journalism with a small sum."),
    ("de", "Unterstützen Sie unsere Arbeit mit einem Abonnement."),
    ("fr", "Suivez la Gazette des Cimes sur WhatsApp pour ne rien manquer."),
    ("pt", "Siga a Folha do Estreito no WhatsApp e receba as notícias da tarde."),
    ("pl", "Wesprzyj niezależne dziennikarstwo już od dziesięciu złotych."),
    ("ru", "Подписывайтесь на «Степной курьер» в Telegram."),
    ("tr", "Körfez Postası'nı Facebook'ta takip edin."),
    ("ja", "公式アカウントをフォローして最新の記事を受け取る"),
    ("zh", "扫码关注本报微信公众号"),
    ("ko", "은파신문 유튜브 채널을 구독하세요"),
]
TELLING = [
    ("en", "The ministry closed its channel after the vote."),
    ("de", "Die Gemeinde unterstützt den Verein seit zehn Jahren."),
    ("fr", "Le maire a suivi le débat depuis son bureau."),
    ("pt", "O farol permanecerá apagado nas próximas três noites."),
    ("ru", "Мост закроют на две ночи, сообщила редакция."),
    ("zh", "茶农们戴着头灯上山。"),
]


@pytest.mark.parametrize(("language", "text"), ASKING, ids=[language for language, _ in ASKING])
def test_lines_that_ask(language: str, text: str) -> None:
    assert appeals_to_visitor(text, appeals_in(text, LINE_KINDS, language))


@pytest.mark.parametrize(("language", "text"), TELLING, ids=[language for language, _ in TELLING])
def test_lines_that_tell(language: str, text: str) -> None:
    assert not appeals_to_visitor(text, appeals_in(text, LINE_KINDS, language))


def test_every_language_has_the_kinds_of_lines() -> None:
    for language, kinds in WORDS.items():
        assert set(kinds) >= LINE_KINDS, language
        assert set(kinds) <= LINE_KINDS | BOX_KINDS, language
        for words in kinds.values():
            assert all(word.strip() for places in words.values() for word in places.split("|")), language


def test_boxes_do_not_ask_for_support() -> None:
    text = ASKING[0][1]
    assert not appeals_in(text, BOX_KINDS, "en")


def test_a_title_can_name_what_is_asked() -> None:
    appeals = appeals_in("Follow us on Telegram", LINE_KINDS)
    assert names_what_is_asked("Telegram goes to court", appeals)
    assert not names_what_is_asked("Ferry runs late", appeals)
