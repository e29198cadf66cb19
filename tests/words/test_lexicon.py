"""Cues of boilerplate in lines and in the names of elements."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Sort
from cleanpage.data import read_data
from cleanpage.words.lexicon import MAX_CUE_WORDS, cue_of_text, name_tokens, read_names

LINES: dict[Sort, dict[str, list[str]]] = json.loads(read_data("lexicon.json"))
PHRASES: dict[Sort, dict[str, list[str]]] = {
    sort: {place: "|".join(lines).split("|") for place, lines in places.items()} for sort, places in LINES.items()
}


def cue(text: str) -> Sort:
    return cue_of_text(text, len(text.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Log in", "login", id="whole-line"),
        pytest.param("» LOG IN (2) …", "login", id="edges-and-case"),
        pytest.param("Log in the old way", "", id="whole-line-phrase-does-not-begin-one"),
        pytest.param("Leave a comment below", "comment", id="beginning"),
        pytest.param("Please leave a comment", "", id="beginning-phrase-in-the-middle"),
        pytest.param("Leave a commentary", "", id="beginning-ends-with-a-word"),
        pytest.param("Leave a comment: be kind", "comment", id="beginning-before-a-colon"),
        pytest.param("Photo: Ann Lee", "caption", id="label"),
        pytest.param("Автор | Анна Ли", "byline", id="label-before-a-bar"),
        pytest.param("作者：李安", "byline", id="label-before-a-wide-colon"),
        pytest.param("© 2018 Owl Post", "legal", id="sign-of-rights"),
        pytest.param("©2018", "legal", id="sign-of-rights-before-a-year"),
        pytest.param("© Getty Images / Ann Lee", "caption", id="rights-of-an-agency"),
        pytest.param("Facebook: the film", "", id="label-of-another-sort"),
        pytest.param("Photo of the pier", "", id="label-without-a-colon"),
        pytest.param("¿Quieres comentar? Entra", "comment", id="turned-marks"),
        pytest.param("The pier at dawn. Photo: Ann Lee", "caption", id="credit-at-the-end"),
        pytest.param("Der Hafen im Nebel (Foto: dpa/Meier)", "caption", id="credit-in-brackets"),
        pytest.param("Le port à l'aube / Photo : Anne Lie", "caption", id="credit-after-a-slash"),
        pytest.param("修理を終えた水車＝17日、佐藤直子撮影", "caption", id="credit-as-last-word"),
        pytest.param("【写真】最終便に手を振る船頭＝28日", "caption", id="label-in-brackets"),
        pytest.param("[Photo] The pier at dawn", "caption", id="label-in-square-brackets"),
        pytest.param("[Photo]", "caption", id="label-in-brackets-alone"),
        pytest.param("[Imprimer] [Enregistrer] [Aller à la vidéo]", "navigation", id="buttons"),
        pytest.param("[One] is not enough [here]", "", id="brackets-in-a-sentence"),
        pytest.param("[Verse 1]", "", id="one-bracket"),
        pytest.param(f"A pier. Photo: {'Ann ' * 12}L", "caption", id="name-of-fifty-characters"),
        pytest.param(f"A pier. Photo: {'Ann ' * 12}Le", "", id="longer-than-a-name"),
        pytest.param("A pier. Photo: it is old. It is grey", "", id="sentences-after-the-label"),
        pytest.param("He named the source: John Reed", "", id="colon-in-a-sentence"),
        pytest.param("She has a new photo: a pier. It is grey", "", id="sentence-after-the-colon"),
        pytest.param("関連記事一覧", "related", id="beginning-without-spaces"),
        pytest.param("The ferry ran late again.", "", id="prose"),
        pytest.param("12:30 — *", "date", id="time-alone"),
        pytest.param("(1.204)", "counter", id="number-alone"),
        pytest.param("— * —", "", id="edges-alone"),
        pytest.param("", "", id="empty"),
    ],
)
def test_cue_of_text(text: str, expected: Sort) -> None:
    assert cue(text) == expected


def test_long_lines_have_no_cue() -> None:
    words = ["leave", "a", "comment"] + ["here"] * (MAX_CUE_WORDS - 3)
    assert cue(" ".join(words)) == "comment"
    assert cue(" ".join([*words, "here"])) == ""


def test_a_curly_apostrophe_is_an_apostrophe() -> None:
    straight = [phrase for phrases in PHRASES.values() for phrase in phrases["whole"] if "'" in phrase]
    assert straight
    for phrase in straight:
        assert cue(phrase.replace("'", "’")) == cue(phrase) != ""


@pytest.mark.parametrize("sort", PHRASES)
def test_every_phrase_is_found(sort: Sort) -> None:
    """Neither an edge, nor a capital, nor its length, nor another sort's phrase hides it."""
    assert sort in get_args(Sort)
    assert [phrase for phrase in PHRASES[sort]["whole"] if cue(phrase) != sort] == []
    assert [phrase for phrase in PHRASES[sort]["start"] if cue(f"{phrase} zxq") != sort] == []


def test_no_phrase_stands_twice() -> None:
    phrases = [phrase for places in PHRASES.values() for listed in places.values() for phrase in listed]
    assert len(phrases) == len(set(phrases)) > 3000


def test_the_lexicon_is_small() -> None:
    """It is read with the first page."""
    assert len(read_data("lexicon.json").encode()) <= 90_000


@given(st.text(alphabet=st.characters()), st.integers(0, 30))
def test_any_text_has_a_cue_or_none(text: str, words: int) -> None:
    assert cue_of_text(text, words) in get_args(Sort)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param("entry-content post_12", ["entry", "content", "post"], id="letter-runs"),
        pytest.param("Sidebar TOP", ["sidebar", "top"], id="case"),
        pytest.param("a b a", ["a", "b"], id="each-once"),
        pytest.param("12 -- 34", [], id="no-letters"),
        pytest.param("", [], id="empty"),
        pytest.param("hentry tag-login category-ads post", ["hentry", "post"], id="subjects-of-a-post"),
        pytest.param("post status-publish tag-owls", ["post", "status", "publish"], id="subjects-by-the-other-mark"),
        pytest.param("tag-login category-ads", ["tag", "login", "category", "ads"], id="of-another-element"),
        pytest.param("hentry tags meta-tag-x tag", ["hentry", "tags", "meta", "tag", "x"], id="other-names-of-a-post"),
        pytest.param("hentry tag-x", ["hentry"], id="all-else-are-subjects"),
    ],
)
def test_name_tokens(names: str, expected: list[str]) -> None:
    assert list(name_tokens(names)) == expected


@pytest.mark.parametrize(
    ("tag", "names", "expected"),
    [
        pytest.param("div", "post-comments", "comment", id="class"),
        pytest.param("div", "Newsletter", "newsletter", id="case"),
        pytest.param("div", "share related", "share", id="first-of-two"),
        pytest.param("div", "content", "", id="no-cue"),
        pytest.param("div", "shareholders", "", id="part-of-a-word"),
        pytest.param("div", "", "", id="no-names"),
        pytest.param("nav", "", "navigation", id="tag"),
        pytest.param("nav", "x1", "navigation", id="tag-with-a-name"),
        pytest.param("footer", "author-box", "byline", id="names-before-the-tag"),
        pytest.param("figcaption", "", "caption", id="figcaption"),
        pytest.param("body", "sidebar", "", id="body-is-the-page"),
        pytest.param("html", "cookie", "", id="html-is-the-page"),
        pytest.param("", "byline", "byline", id="inline-names"),
        pytest.param("article", "post hentry category-login", "", id="subject-of-a-post"),
        pytest.param("a", "category-login", "tags", id="link-to-a-subject"),
    ],
)
def test_cue_of_names(tag: str, names: str, expected: Sort) -> None:
    assert read_names(tag, names)[1] == expected


@pytest.mark.parametrize(
    ("tag", "names", "expected"),
    [
        pytest.param("div", "menu hidden", True, id="hidden"),
        pytest.param("div", "menu", False, id="shown"),
        pytest.param("div", "", False, id="no-names"),
        pytest.param("body", "hidden", False, id="body-is-shown-by-scripts"),
    ],
)
def test_hidden(tag: str, names: str, expected: bool) -> None:
    assert read_names(tag, names)[2] is expected
