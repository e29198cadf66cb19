"""How blocks compare with the text in JSON-LD and the page's description; expected shares are counted by hand."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.blocks import Dump, Markup
from cleanpage.features import DECLARED_NAMES
from cleanpage.measure.declared_text import (
    MAX_SCRIPT_CHARS,
    MIN_BODY_WORDS,
    DeclaredText,
    declared_columns,
    declared_text,
)
from cleanpage.tokenize.tokenizer import tokenize

BODY = " ".join(f"w{number}" for number in range(50))
"""Just enough words for a body, each once."""

NOTHING = DeclaredText(body=frozenset(), body_words=0, description=frozenset())


def threes(text: str) -> set[tuple[str, str, str]]:
    words = text.split()
    return set(zip(words, words[1:], words[2:], strict=False))


def body_of(*scripts: str) -> DeclaredText:
    return declared_text(Markup(json_ld=scripts))


# --- what is declared -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "words"),
    [
        pytest.param(json.dumps({"articleBody": BODY}), BODY, id="article"),
        pytest.param(json.dumps({"reviewBody": BODY}), BODY, id="review"),
        pytest.param(json.dumps({"text": BODY}), BODY, id="posting"),
        pytest.param(json.dumps({"@graph": [{"a": {"articleBody": BODY}}]}, indent=1), BODY, id="nested"),
        pytest.param(json.dumps({"articleBody": BODY.upper()}), BODY, id="capitals"),
        pytest.param(json.dumps({"articleBody": BODY.replace("w3 ", "ß\n")}), BODY.replace("w3 ", "ß "), id="escapes"),
        pytest.param(json.dumps({"articleBody": f'"{BODY}" \\ said'}), f'"{BODY}" \\ said', id="marks"),
        pytest.param(json.dumps({"articleBody": f"<p class='a'>{BODY}</p><br>end"}), f"{BODY} end", id="html"),
        pytest.param(json.dumps({"articleBody": f"{BODY} 2 < 3"}), f"{BODY} 2 < 3", id="a-lone-bracket"),
        pytest.param('{"articleBody": "' + BODY.replace(" ", "\n") + '"}', BODY, id="line-ends-as-they-stand"),
        pytest.param('{"@type": oops, "articleBody" :\n"' + BODY + '",,,', BODY, id="broken-around-it"),
        pytest.param(r'{"articleBody": "\x ' + BODY + ' end"}', rf'"\x {BODY} end"', id="broken-in-it"),
        pytest.param(json.dumps({"articleBody": "", "text": BODY}), BODY, id="an-empty-one-before"),
        pytest.param(json.dumps({"articleBody": "\ud800 " + BODY}), "\ud800 " + BODY, id="lone-surrogate"),
    ],
)  # fmt: skip
def test_body(script: str, words: str) -> None:
    found = body_of(script)
    assert found.body == threes(words)
    assert found.body_words == len(words.split())


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("", id="empty"),
        pytest.param(json.dumps({"description": BODY}), id="other-property"),
        pytest.param(json.dumps({"articleBody": BODY.rpartition(" ")[0]}), id="too-short"),
        pytest.param(json.dumps({"articleBody": [BODY]}), id="no-string"),
        pytest.param(json.dumps({"articleBody": f"<b {BODY}>"}), id="nothing-but-a-tag"),
        pytest.param('{"articleBody": "' + BODY, id="unclosed"),
        pytest.param(f"{{'articleBody': '{BODY}'}}", id="single-quotes"),
        pytest.param(" " * MAX_SCRIPT_CHARS + json.dumps({"articleBody": BODY}), id="behind-the-limit"),
    ],
)
def test_no_body(script: str) -> None:
    assert body_of(script) == NOTHING


def test_bodies_are_taken_together() -> None:
    """As the posts of a thread are: each too short alone."""
    first, second = BODY[: len(BODY) // 2], BODY[len(BODY) // 2 :]
    for scripts in ([json.dumps({"text": first}), json.dumps({"text": second})], [json.dumps([{"text": BODY}])]):
        found = body_of(*scripts)
        assert found.body_words >= MIN_BODY_WORDS
        assert threes(second.split(" ", 1)[1]) <= found.body


@pytest.mark.parametrize(
    ("metas", "expected"),
    [
        pytest.param([("description", "Heavy Rain, in Foston")], {"heavy", "rain,", "in", "foston"}, id="description"),
        pytest.param([("og:description", "Heavy rain")], {"heavy", "rain"}, id="open-graph"),
        pytest.param([("description", "rain"), ("og:description", "Foston")], {"rain", "foston"}, id="both"),
        pytest.param([("keywords", "rain")], set(), id="other"),
        pytest.param([("description", "")], set(), id="empty"),
    ],
)
def test_description(metas: list[tuple[str, str]], expected: set[str]) -> None:
    found = declared_text(Markup(metas=tuple(metas)))
    assert found == DeclaredText(body=frozenset(), body_words=0, description=frozenset(expected))


UNCLOSED = '"articleBody":"'


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param('"', id="quotes"),
        pytest.param("\\", id="backslashes"),
        pytest.param('\\"', id="escaped-quotes"),
        pytest.param('"text":"', id="keys"),
        pytest.param('\\"text": "\\', id="keys-in-strings"),
        pytest.param('"text"' + " " * 50, id="spaces"),
        pytest.param("<", id="brackets"),
        pytest.param("a", id="letters"),
    ],
)
def test_ten_megabytes_of_anything_take_no_time(piece: str) -> None:
    script = UNCLOSED + piece * (10_000_000 // len(piece))
    closed = UNCLOSED + piece * (MAX_SCRIPT_CHARS // 2 // len(piece)) + '"'
    start = time.process_time()
    body_of(script)
    body_of(closed)
    # Some hundredths of a second; the square of half a million would be hours.
    assert time.process_time() - start < 2


@given(
    st.lists(st.sampled_from(['"articleBody"', ":", '"', "\\", "\\u00e9", "\\ud800", "<b>", "<", BODY, "\n", "é", "{"]))
)
def test_any_script(pieces: list[str]) -> None:
    found = body_of("".join(pieces))
    assert bool(found.body) == (found.body_words >= MIN_BODY_WORDS)


# --- the columns ------------------------------------------------------------------------------------------

DECLARED = DeclaredText(body=frozenset(threes("a b c d e")), body_words=60, description=frozenset({"a", "b"}))


def columns_of(declared: DeclaredText, *texts: str) -> dict[str, list[float]]:
    tokens = [text.split() for text in texts]
    found = declared_columns(declared, tokens, [len(own) for own in tokens])
    assert tuple(found) == DECLARED_NAMES
    return {name: list(column) for name, column in found.items()}


@pytest.mark.parametrize(
    ("text", "body", "description"),
    [
        pytest.param("a b c", 1.0, 2 / 3, id="in-it"),
        pytest.param("b c d e x", 2 / 3, 1 / 5, id="partly"),
        pytest.param("c b a", 0.0, 2 / 3, id="other-order"),
        pytest.param("x y z", 0.0, 0.0, id="not-in-it"),
        pytest.param("a b", -0.5, 0.0, id="too-short-to-compare"),
    ],
)
def test_overlaps(text: str, body: float, description: float) -> None:
    found = columns_of(DECLARED, text)
    assert found["body_overlap"] == pytest.approx([body])
    assert found["description_overlap"] == pytest.approx([description])


def test_length_is_that_of_the_page() -> None:
    assert columns_of(DECLARED, "a " * 30, "b " * 50)["body_length"] == [60 / 80] * 2


def test_without_anything_declared() -> None:
    assert columns_of(NOTHING, "a b c", "a") == {name: [-1.0, -1.0] for name in DECLARED_NAMES}


def test_description_without_a_body() -> None:
    found = columns_of(NOTHING._replace(description=frozenset({"a"})), "a b c d", "a b")
    assert found["description_overlap"] == [0.25, 0.0]
    assert found["body_overlap"] == found["body_length"] == [-1.0, -1.0]


# ------------------------------------------------------------------ recipes, and what is sold

STEP = "Whisk the flour with the eggs and leave the dough to rest in a cool place. " * 4


@pytest.mark.parametrize(
    ("block", "overlap"),
    [
        pytest.param("200 g of flour", 1.0, id="ingredient"),
        pytest.param("▢ 200 g of flour", 2 / 3, id="with-a-box"),
        pytest.param("2 eggs", 1.0, id="short"),
        pytest.param("3 eggs", -0.5, id="another-short-one"),
        pytest.param("Whisk the flour with the eggs", 1.0, id="step"),
        pytest.param("Nobody said so before", 0.0, id="other-text"),
    ],
)
def test_ingredients_are_declared(block: str, overlap: float) -> None:
    recipe = {
        "@type": "Recipe",
        "recipeIngredient": ["200 g of flour", "2 Eggs"],
        "recipeInstructions": [{"@type": "HowToStep", "text": STEP}],
    }
    html = f"<script type='application/ld+json'>{json.dumps(recipe)}</script><p>{block}</p>"
    document = tokenize(Dump(text=html), "html")
    tokens = [it.text.lower().split() for it in document.blocks]
    found = declared_columns(declared_text(document.markup), tokens, list(map(len, tokens)))
    assert found["body_overlap"] == pytest.approx([overlap])


@pytest.mark.parametrize(
    ("kind", "words", "is_declared"),
    [
        pytest.param('"Product"', 60, True, id="product"),
        pytest.param('["Product"]', 60, True, id="product-in-a-list"),
        pytest.param('"JobPosting"', 60, True, id="job"),
        pytest.param('"NewsArticle"', 60, False, id="a-teaser"),
        pytest.param('"Product"', 49, False, id="too-little"),
    ],
)
def test_descriptions_of_things_are_declared(kind: str, words: int, is_declared: bool) -> None:
    script = f'{{"@type": {kind}, "description": "{" ".join(f"word{number}" for number in range(words))}"}}'
    found = declared_text(tokenize(Dump(text=f"<script type='application/ld+json'>{script}</script>"), "html").markup)
    assert bool(found.body) == is_declared


@pytest.mark.parametrize(("words", "count"), [(19, 0), (20, 60)])
def test_a_short_description_is_a_teaser(words: int, count: int) -> None:
    text = " ".join(f"word{number}" for number in range(words))
    things = ",".join(f'{{"@type": "Product", "description": "{text}"}}' for _ in range(3))
    html = f"<script type='application/ld+json'>[{things}]</script>"
    assert declared_text(tokenize(Dump(text=html), "html").markup).body_words == count


@pytest.mark.parametrize("listed", ['"2 eggs" "flour"', '"2 \\x eggs"', '"2 eggs",'])
def test_broken_lists_of_ingredients(listed: str) -> None:
    script = f'{{"recipeIngredient": [{listed}], "text": "{STEP}"}}'
    found = declared_text(tokenize(Dump(text=f"<script type='application/ld+json'>{script}</script>"), "html").markup)
    assert (("2", "eggs") in found.body) == (listed == '"2 eggs",')
