"""The benchmark of robustness finds what it looks for, and its pages are what their names say."""

from __future__ import annotations

import math
from multiprocessing.connection import Connection

import pytest
from benchmarks.pages.corpus import LabelledPage
from benchmarks.robustness import promises as robustness
from benchmarks.robustness.child import child
from benchmarks.robustness.dimensions import DIMENSIONS
from benchmarks.robustness.growth import Case, exponent, is_linear

import cleanpage
from cleanpage.tokenize.html.source.parser_guard import MANY_TAGS, MAX_DEPTH
from test_pipeline import ARTICLE


def labelled(dump: bytes | str, variant: str = "html") -> LabelledPage:
    return LabelledPage(
        id="owls",
        set="set",
        domain="owls.example",
        url="https://owls.example/",
        lang="en",
        page_type="article",
        variant=variant,
        dump=dump,
        gold_text=None,
    )


def kinds(dump: bytes | str, variant: str = "html") -> list[str]:
    return [kind for kind, _ in robustness.check(labelled(dump, variant)).problems]


@pytest.mark.parametrize("name", DIMENSIONS)
def test_dimensions(name: str) -> None:
    size = 20_000
    page = DIMENSIONS[name].make(size)
    assert abs(len(page) - size) <= 400
    found = cleanpage.extract(page)
    assert found.status in ("ok", "no_content")
    assert found.format == ("text" if name.startswith("dump") else "html")


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("depth", lambda page: page.count(b"<div>") == page.count(b"</div>") > 800),
        ("attributes of a tag", lambda page: page.count(b"=v ") > 1000),
        ("JSON-LD, depth", lambda page: page.count(b'{"a":') > 1000 and b"}</script>" in page),
        ("Cyrillic, undeclared", lambda page: cleanpage.extract(page).encoding == "windows-1251"),
        ("bytes that are no UTF-8", lambda page: cleanpage.extract(page).encoding == "windows-1252"),
        ("items", lambda page: cleanpage.extract(page).metadata.authors != ()),
        ("JSON-LD, authors", lambda page: len(cleanpage.extract(page).metadata.found) > 20),
    ],
)
def test_dimensions_are_what_their_names_say(name: str, seen: object) -> None:
    assert callable(seen)
    assert seen(DIMENSIONS[name].make(10_000))


def test_nothing_is_wrong_with_an_article() -> None:
    assert kinds(ARTICLE.encode()) == []
    assert kinds("Owls hunt at night.\nHome", "wet") == []


def test_a_page_that_the_guard_changes_is_counted() -> None:
    assert MANY_TAGS > MAX_DEPTH
    assert kinds(b"<div>" * (MANY_TAGS + 1) + b"words") == [robustness.CUT]


def test_exceptions_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(page: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(robustness, "extract", fail)
    assert kinds(b"<p>Owls") == [robustness.EXCEPTION]


def test_what_differs_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    written = iter([("a", "<a/>"), ("b", "<b/>")])
    monkeypatch.setattr(robustness, "formats", lambda page: next(written))
    assert kinds(b"<p>Owls") == [robustness.DIFFERS]


def test_broken_xml_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robustness, "formats", lambda page: ("a", "<a>"))
    assert kinds(b"<p>Owls") == [robustness.NO_XML]


def test_labels_that_differ_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = iter([[("a", "content")], [("a", "boilerplate")]])
    monkeypatch.setattr(robustness, "_labels", lambda page: next(labels))
    assert kinds(b"<p>Owls") == [robustness.LABELS]


@pytest.mark.parametrize(("power", "linear"), [(1.0, True), (1.2, True), (1.5, False), (2.0, False)])
def test_exponents(power: float, linear: bool) -> None:
    sizes = [1.0, 2.0, 4.0, 8.0]
    cases = [Case(2 * size**power) for size in sizes]
    assert exponent(sizes, cases) == pytest.approx(power)
    assert is_linear(cases, exponent(sizes, cases)) == linear


def test_what_has_no_result_is_not_linear() -> None:
    cases = [Case(1.0), Case(2.0), Case(trouble="> 60")]
    assert exponent([1, 2, 4], cases) == pytest.approx(1.0)
    assert not is_linear(cases, 1.0)
    assert math.isnan(exponent([1, 2, 4], [Case(1.0), *[Case(trouble="died")] * 2]))


def _say_two(sender: Connection, first: str, second: str) -> None:
    sender.send(first + second)
    raise SystemExit(1)


def test_a_child_that_ends_is_noticed() -> None:
    with child(_say_two, "ow", "ls") as receiver:
        assert receiver.recv() == "owls"
        with pytest.raises(EOFError):
            receiver.recv()
