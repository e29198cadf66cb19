"""A quotation's source, a question on a button and a line below a listing go with what they stand by."""

from __future__ import annotations

import pytest

import cleanpage
from cleanpage.select.rules.rule import Case
from cleanpage.select.rules.units import with_lines_below, with_questions

PROSE = (
    "The mill at Ostrand has ground flour since the days when the river still froze over each winter.",
    "Its owner, a retired teacher, opens the sluice by hand every Saturday and lets visitors touch the stones.",
    "Last year some two thousand people came, which is more than the village has inhabitants by far.",
    "Whether it can go on depends on a new water wheel, for which a carpenter from the valley has made a drawing.",
)
ARTICLE = '<meta property="og:type" content="article">'


def page_of(inside: str, head: str = "") -> cleanpage.Page:
    return cleanpage.extract(
        f"<!doctype html><html lang=en><head><title>The mill at Ostrand</title>{head}</head><body>"
        f"<nav><a href=/>Home</a></nav><main><article><h1>The mill at Ostrand</h1>"
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>{inside}<p>{PROSE[2]}</p><p>{PROSE[3]}</p></article></main></body></html>"
    )


@pytest.mark.parametrize("head", ["", ARTICLE])
@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote><p>{}</p><footer>— {}</footer></blockquote>",
        "<blockquote><p>{}</p><cite>{}</cite></blockquote>",
        "<blockquote><p>{}</p><p class=attribution>{}</p></blockquote>",
        "<figure><blockquote>{}</blockquote><figcaption>{}</figcaption></figure>",
    ],
)
def test_a_quotation_keeps_its_source(quote: str, head: str) -> None:
    said, source = "I have never heard a sound as calm as these stones at work.", "Tilda Brock, in the guest book"
    text = page_of(quote.format(said, source), head).text
    assert said in text
    assert source in text


def test_what_is_no_source_stays_as_it_is_scored() -> None:
    said = "I have never heard a sound as calm as these stones at work."
    page = page_of(f"<figure><img src=m.jpg><figcaption>The mill. Photo: T. Brock</figcaption></figure><p>{said}</p>")
    assert "Photo: T. Brock" not in page.text


def accordion(first: str, second: str, names: str = "accordion-header") -> str:
    return (
        f'<div class=accordion><button class="{names}">{first}</button><div class=accordion-body><p>'
        f"They do, on a lead and away from the stones, as everybody else.</p></div>"
        f'<button class="{names}">{second}</button>'
        "<div class=accordion-body><p>It is free for children, all others pay what they think is right.</p></div></div>"
    )


def kept_buttons(page: cleanpage.Page) -> list[str]:
    """Return the texts of the buttons that the rule keeps where all but buttons is kept."""
    assert page.selected is not None
    scored = page.selected.scored
    blocks = scored.measured.document.blocks
    kept = tuple([block.kind != "control" for block in blocks])
    decided = with_questions(Case(scored), kept)
    assert [keep for keep, was in zip(decided, kept, strict=True) if was] == [True] * sum(kept)
    return [block.text for block, keep in zip(blocks, decided, strict=True) if keep and block.kind == "control"]


def test_questions_on_buttons_stay_with_their_answers() -> None:
    asked = first, second = ["May dogs come in?", "What does it cost?"]
    assert kept_buttons(page_of(accordion(*asked))) == asked
    assert kept_buttons(page_of(accordion(first, second, names="x1").replace("accordion", "x2"), ARTICLE)) == asked


def test_topics_on_buttons_stay_where_the_page_declares_no_article() -> None:
    topics = ["Dogs and horses", "Prices and passes"]
    assert kept_buttons(page_of(accordion(*topics))) == topics
    assert kept_buttons(page_of(accordion(*topics), ARTICLE)) == []
    assert kept_buttons(page_of(accordion(*topics).replace("accordion", "x1"))) == []


@pytest.mark.parametrize("label", ["Show more", "Copy code", "Share", "Page 2 of 3", "Log in", "Subscribe now"])
def test_buttons_that_ask_nothing_are_left_to_their_scores(label: str) -> None:
    assert kept_buttons(page_of(accordion(label, label))) == []


def test_a_button_above_nothing_kept_is_left_to_its_score() -> None:
    page = page_of(accordion("May dogs come in?", "What does it cost?"))
    assert page.selected is not None
    nothing = (False,) * len(page.selected.kept)
    assert with_questions(Case(page.selected.scored), nothing) == nothing


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("The macro now tells more about what failed.", True),
        ("The macro now tells more", False),
        ("Done so.", False),
        ("The macro now <a href=/m>tells more about</a> it.", False),
    ],
)
def test_sentences_below_a_listing_are_kept(line: str, is_kept: bool) -> None:
    page = cleanpage.extract(
        f"<article><p>{PROSE[0]}</p><pre>open(sluice);\nturn();</pre><p>{line}</p></article><div><p>{PROSE[1]}</p></div>"
    )
    assert page.selected is not None
    scored = page.selected.scored
    blocks = scored.measured.document.blocks
    at = [block.kind for block in blocks].index("code") + 1
    kept = tuple([index < at for index in range(len(blocks))])
    assert with_lines_below(Case(scored), kept)[at] == is_kept
    # Not where nothing of its parent is kept.
    alone = tuple([index == at - 1 for index in range(len(blocks))])
    assert with_lines_below(Case(scored), alone) == alone


def test_a_line_below_a_listing_stays() -> None:
    code = "open(sluice);\nwhile (grain) {\n  turn();\n}\n"
    rows = f"<table><tr><td><pre>1\n2\n3\n</pre></td><td><pre>{code}</pre></td></tr></table>"
    listing = f"<div><pre><code>{rows}</code></pre></div>"
    line = "The macro now tells more about what failed."
    page = cleanpage.extract(
        f"<article><h3>Sluice</h3><p>Here is how it is opened:</p>{listing}<p>{line}</p></article>"
    )
    assert page.text.endswith(line)
