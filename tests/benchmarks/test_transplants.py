"""Pages made of the article of one site and the frame of another."""

from __future__ import annotations

from benchmarks.pages.corpus import LabelledPage
from benchmarks.training.transplants import (
    CHROME_LINES,
    FRAMES_ENGLISH,
    FRAMES_OTHER,
    TRANSPLANT,
    transplanted,
)

FRAME = 12
"""Lines of a frame, half of them above the article."""


def page_of(name: str, lang: str, article: int = 6, frame: int = FRAME) -> LabelledPage:
    above = [f"{name} title", *[f"{name} above {index}" for index in range(1, frame // 2)]]
    below = [f"{name} below {index}" for index in range(frame // 2)]
    body = [f"{name} article {index}" for index in range(article)]
    return LabelledPage(
        id=name,
        set="a",
        domain=f"{name}.example",
        url="",
        lang=lang,
        page_type="article",
        variant="wet",
        dump="\n".join([*above, *body, *below]),
        gold_text="\n".join(body),
        line_labels=[*[0] * len(above), *[1] * len(body), *[0] * len(below)],
    )


PAGES = [page_of("harbour", "en"), page_of("hafen", "de"), page_of("port", "fr"), page_of("pier", "en")]


def one_part(_: str) -> int:
    return 0


def test_the_article_is_whole_and_labelled() -> None:
    for page in transplanted(PAGES, one_part):
        assert isinstance(page.dump, str) and page.line_labels is not None and page.variant == TRANSPLANT
        lines = page.dump.split("\n")
        assert len(lines) == len(page.line_labels)
        kept = [line for line, label in zip(lines, page.line_labels, strict=True) if label]
        name = kept[0].split()[0]
        assert kept == [f"{name} article {index}" for index in range(6)]
        assert page.gold_text == "\n".join(kept)


def test_the_frame_is_of_another_site() -> None:
    for page in transplanted(PAGES, one_part):
        assert isinstance(page.dump, str)
        article = next(line for line, label in zip(page.dump.split("\n"), page.line_labels or [], strict=True) if label)
        name = article.split()[0]
        frame = page.id.split(" in ")[1].split()[0]
        assert frame != name and f"{frame} below 5" in page.dump and f"{frame} article" not in page.dump


def test_each_article_that_is_not_english_has_frames_of_both_kinds() -> None:
    made = [page for page in transplanted(PAGES, one_part) if page.lang == "de"]
    assert len(made) == FRAMES_ENGLISH + FRAMES_OTHER
    frames = [page.id.split(" in ")[1].split()[0] for page in made]
    assert set(frames[:FRAMES_ENGLISH]) <= {"harbour", "pier"} and set(frames[FRAMES_ENGLISH:]) == {"port"}


def test_frames_are_of_the_same_part_of_the_sites() -> None:
    """Else a page would be measured by weights that have seen half of it."""
    parts = {"harbour.example": 0, "port.example": 0, "hafen.example": 1, "pier.example": 1}
    pairs = {tuple(page.id.split()[:3:2]) for page in transplanted(PAGES, parts.__getitem__)}
    assert pairs and {frozenset(pair) for pair in pairs} <= {
        frozenset({"harbour", "port"}),
        frozenset({"hafen", "pier"}),
    }


def test_the_same_pages_make_the_same_pages() -> None:
    assert transplanted(PAGES, one_part) == transplanted(PAGES, one_part)


def test_pages_without_an_article_of_its_size_are_left_out() -> None:
    short = [page_of("harbour", "en", 3), page_of("hafen", "de", 3)]
    assert transplanted([page_of("harbour", "en", 4), page_of("hafen", "de", 4)], one_part)
    bare = [page_of("harbour", "en", frame=4), page_of("hafen", "de", frame=4)]
    assert transplanted(short, one_part) == transplanted(bare, one_part) == []


def test_made_chrome_stands_below_the_article() -> None:
    found = 0
    for page in transplanted(PAGES, one_part):
        assert isinstance(page.dump, str) and page.line_labels is not None
        lines = page.dump.split("\n")
        last = len(lines) - 1 - page.line_labels[::-1].index(1)
        names = ("harbour", "hafen", "port", "pier")
        made = [index for index, line in enumerate(lines) if line and not line.lower().startswith(names)]
        assert len(made) <= CHROME_LINES and all(index > last for index in made)
        found += len(made)
    assert found
