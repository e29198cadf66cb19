from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import cleanpage
from batch_tasks import length_of, text_of
from cleanpage import Options, OptionsError, Page, extract, extract_batch
from cleanpage.batch import Dump

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "


def page(word: str) -> str:
    return f"<title>{word}</title><h1>{word}</h1><p>{word} owls: {PROSE * 2}<p>{PROSE}"


KINDS: list[Dump | tuple[Dump, str | None]] = [
    page("text"),
    page("bytes").encode(),
    bytearray(page("bytearray").encode()),
    memoryview(page("memoryview").encode()),
    (page("pair"), "https://owls.example/"),
    (memoryview(page("view").encode()), "https://owls.example/view"),
    (page("none"), None),
    b"%PDF-1.7\n%\xe2\xe3",
    "",
    "\ud800 lone",
]


def test_pages_are_those_of_extract_in_order() -> None:
    dumps = [*KINDS, *(page(f"No{number}" * (number % 5 * 20)) for number in range(40))]
    expected = [extract(dump[0], url=dump[1]) if isinstance(dump, tuple) else extract(dump) for dump in dumps]
    assert list(extract_batch(dumps, jobs=2)) == expected


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        pytest.param({"input_format": "text"}, "format", "text", id="input-format"),
        pytest.param({"encoding": "windows-1251"}, "encoding", "windows-1251", id="encoding"),
        pytest.param({"metadata_only": True}, "status", "metadata_only", id="metadata-only"),
        pytest.param({"options": Options(content_type="text/plain")}, "format", "text", id="options"),
    ],
)
def test_arguments_arrive(options: dict[str, Any], name: str, value: str) -> None:
    dump = page("owls").encode()
    (found,) = extract_batch([dump], jobs=1, deadline_s=None, **options)
    assert getattr(found, name) == value
    assert found == extract(dump, **options)


def test_apply_is_done_where_the_page_is() -> None:
    dumps = [page(word) for word in ("SHORT", "longer than that")]
    assert list(extract_batch(dumps, jobs=2, apply=length_of)) == [len(extract(dump).text) for dump in dumps]
    assert list(extract_batch(dumps, jobs=1, apply=Page.to_markdown)) == [extract(dump).to_markdown() for dump in dumps]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is capped on Linux only")
def test_pages_that_fail_do_not_harm_the_others() -> None:
    dumps = [page(word) for word in ("one", "SLOW", "three", "LARGE", "five")]
    found = list(extract_batch(dumps, jobs=2, apply=text_of, deadline_s=1, memory_mib=1024))
    assert found == [
        extract(dumps[0]).text,
        "it took longer than 1 s and was stopped",
        extract(dumps[2]).text,
        "it needed more than the 1024 MiB of memory it may take",
        extract(dumps[4]).text,
    ]


def test_failed_page_has_its_address() -> None:
    dumps = [("<p>" + "owls " * 2_000_000, "https://owls.example/")]
    (failed,) = extract_batch(dumps, jobs=1, deadline_s=0.1)
    assert (failed.status, failed.text, failed.blocks) == ("failed", "", ())
    assert failed.url == "https://owls.example/"
    assert failed.status_reason == "it took longer than 0.1 s and was stopped"
    assert failed.to_markdown() == failed.to_html() == ""
    assert failed.to_dict(tree=True)["status"] == "failed"


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        pytest.param({"jobs": 0}, "jobs", id="no-jobs"),
        pytest.param({"jobs": -1}, "jobs", id="negative-jobs"),
        pytest.param({"jobs": 1.5}, "jobs", id="half-a-job"),
        pytest.param({"jobs": True}, "jobs", id="true"),
        pytest.param({"deadline_s": 0}, "deadline_s", id="no-time"),
        pytest.param({"deadline_s": "1"}, "deadline_s", id="time-as-text"),
        pytest.param({"deadline_s": float("nan")}, "deadline_s", id="nan"),
        pytest.param({"deadline_s": float("inf")}, "deadline_s", id="endless"),
        pytest.param({"memory_mib": 0}, "memory_mib", id="no-memory"),
        pytest.param({"memory_mib": 0.5}, "memory_mib", id="half-a-mebibyte"),
        pytest.param({"apply": "text"}, "apply", id="apply"),
        pytest.param({"input_format": "xml"}, "input_format", id="input-format"),
        pytest.param({"encoding": "klingon"}, "encoding", id="encoding"),
        pytest.param({"options": None}, "options", id="options"),
        pytest.param({"metadata_only": 1}, "metadata_only", id="metadata-only"),
    ],
)
def test_arguments_without_meaning_are_told_at_the_call(arguments: dict[str, Any], name: str) -> None:
    with pytest.raises(OptionsError) as caught:
        extract_batch([], **arguments)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("dump", "message"),
    [
        pytest.param(7, "int", id="number"),
        pytest.param(None, "None", id="none"),
        pytest.param([page("a"), "https://owls.example/"], "list", id="list"),
        pytest.param((page("a"),), "not 1 things", id="one"),
        pytest.param((page("a"), None, None), "not 3 things", id="three"),
    ],
)
def test_what_is_no_dump_is_told_at_its_turn(dump: Any, message: str) -> None:
    pages = extract_batch([page("good"), dump, page("never")], jobs=1, deadline_s=None if dump else 60)
    assert next(pages) == extract(page("good"))
    with pytest.raises(TypeError, match=message):
        next(pages)


def test_address_that_is_none_is_told_at_its_turn() -> None:
    with pytest.raises(OptionsError, match="url=7 is not possible"):
        list(extract_batch([(page("a"), 7)], jobs=1))  # type: ignore[list-item]


def test_what_apply_raises_is_raised() -> None:
    pages = extract_batch([page("good"), page("RAISE")], jobs=1, apply=length_of)
    assert next(pages) > 0
    with pytest.raises(KeyError, match="no such owl"):
        next(pages)


def test_dumps_are_drawn_as_needed() -> None:
    drawn = itertools.count()
    pages = extract_batch((page("owl") for _ in drawn), jobs=1)
    assert next(drawn) == 0
    for _ in range(3):
        assert next(pages).status == "ok"
    pages.close()  # type: ignore[attr-defined]
    assert next(drawn) < 300


def nothing() -> Iterator[Dump]:
    yield from ()


@pytest.mark.parametrize("dumps", [list, nothing], ids=["list", "generator"])
def test_no_dumps(dumps: Callable[[], Any]) -> None:
    assert list(extract_batch(dumps())) == []


def test_works_in_a_script_without_a_guard() -> None:
    script = (
        "import cleanpage\n"
        f"dumps = [{page('one')!r}, {page('two')!r}]\n"
        "for markdown in cleanpage.extract_batch(dumps, jobs=1, apply=cleanpage.Page.to_markdown):\n"
        "    print(markdown[markdown.index(' owls:') - 3:][:9])\n"
    )
    done = subprocess.run([sys.executable, "-"], input=script.encode(), capture_output=True, timeout=60)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert done.stdout.decode().split("\n") == ["one owls:", "two owls:", ""]


def test_import_is_light() -> None:
    code = "import sys, cleanpage; print([m for m in ('subprocess', 'cleanpage.crawl.pool.pool') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True).stdout
    assert out == b"[]\n"
    assert cleanpage.extract_batch is extract_batch
