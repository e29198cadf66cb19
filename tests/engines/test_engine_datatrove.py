from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datatrove", reason="datatrove is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

from datatrove.data import Document, Media, MediaType  # noqa: E402
from datatrove.pipeline.extractors.base import ExtractorSandbox  # noqa: E402

from batch_tasks import linger, row_and_linger  # noqa: E402
from cleanpage.crawl.rows.arrow import arrow_schema  # noqa: E402
from cleanpage.engines.datatrove import FILLED, CleanpageExtractor, CleanpageStep  # noqa: E402
from cleanpage.engines.datatrove_reader import CleanpageReader  # noqa: E402
from cleanpage.errors import OptionsError  # noqa: E402
from cleanpage.pipeline import warm_up  # noqa: E402
from fixture_crawl import BROKEN_URL, Crawl, command_rows, found, load_example, write_crawl  # noqa: E402

pytestmark = pytest.mark.datatrove

PAGE = "<title>Owls</title><meta name=author content='A. Bird'><p>Owls hunt at night, and most of them hunt alone.</p>"
TEXT = "Owls hunt at night, and most of them hunt alone."
NO_CONTENT = "<nav><a href=/>Home</a> <a href=/in>Log in</a></nav>"
SLOW = "<p>This page about SLOW owls never ends, whatever the machine.</p>"
"""A page that takes ages where `batch_tasks.linger` is called with its text."""
UNLIMITED: dict[str, Any] = {"deadline_s": None, "memory_bytes": None}

FIRST_CALL = """
from cleanpage.engines.datatrove import CleanpageExtractor
CleanpageExtractor().extract("")
import sys, time
print(time.process_time(), "huggingface_hub" in sys.modules)
"""


def documents(*texts: str) -> Iterator[Document]:
    return iter([Document(text=text, id=str(number), metadata={"url": None}) for number, text in enumerate(texts)])


def counts(step: Any) -> dict[str, float]:
    return {name: stat.total for name, stat in step.stats.stats.items() if name != "doc_len"}


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return write_crawl(tmp_path_factory.mktemp("crawl"))


@pytest.fixture(scope="module")
def output(crawl: Crawl, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the example has put its results."""
    folder = tmp_path_factory.mktemp("datatrove")
    run_example(crawl, folder)
    return folder


def run_example(crawl: Crawl, folder: Path) -> None:
    load_example("datatrove_warc").main([str(crawl.paths[0].parent), str(folder), "--tasks", "2"])


def test_example_gives_what_extract_gives(crawl: Crawl, output: Path) -> None:
    table = pq.read_table(output / "pages")
    assert table.schema == arrow_schema()
    assert found(table.to_pylist()) == crawl.expected


def test_example_gives_what_the_command_gives(crawl: Crawl, output: Path) -> None:
    rows = pq.read_table(output / "pages").to_pylist()
    assert sorted(rows, key=str) == sorted(command_rows(crawl), key=str)


def test_a_task_that_is_done_is_not_done_again(crawl: Crawl, output: Path) -> None:
    assert len(list((output / "logs" / "completions").iterdir())) == 2
    before = {path.name: path.stat().st_mtime_ns for path in (output / "pages").iterdir()}
    assert len(before) == 2
    run_example(crawl, output)
    assert {path.name: path.stat().st_mtime_ns for path in (output / "pages").iterdir()} == before


def test_what_is_passed_over_is_counted(crawl: Crawl) -> None:
    reader = CleanpageReader(str(crawl.paths[0].parent))
    read = list(reader.run())
    assert len(read) == len(crawl.expected)
    assert counts(reader)["passed over: image/png"] == 1
    assert counts(reader)["passed over: HTTP status 404"] == 1
    [broken] = [document for document in read if document.metadata["url"] == BROKEN_URL]
    assert broken.media == [] and "header" in broken.metadata["problem"]


def test_limit_and_default_metadata(crawl: Crawl) -> None:
    reader = CleanpageReader(str(crawl.paths[0].parent), limit=3, default_metadata={"crawl": "may", "url": "?"})
    read = list(reader.run())
    assert [document.metadata["crawl"] for document in read] == ["may"] * 3
    assert all(document.metadata["url"] in crawl.pages for document in read)


def test_step_fills_the_metadata() -> None:
    step = CleanpageStep(**UNLIMITED)
    [document] = step.run(documents(PAGE))
    assert document.text == TEXT
    assert set(document.metadata) == {"url", *FILLED}
    assert document.metadata["title"] == "Owls"
    assert document.metadata["authors"] == ["A. Bird"]
    assert document.metadata["published"] is None
    assert document.metadata["status"] == "ok"
    assert document.metadata["confidence"] > 0.5


def test_all_metadata() -> None:
    [document] = CleanpageStep(all_metadata=True, **UNLIMITED).run(documents(PAGE))
    assert '"title": "Owls"' in document.metadata["metadata"]


@pytest.mark.parametrize(
    ("keep_all", "texts", "statuses"),
    [
        pytest.param(
            False, [TEXT, TEXT], {"ok": 2, "no_content": 1, "empty": 1, "forwarded": 2, "dropped": 2}, id="drop"
        ),
        pytest.param(True, [TEXT, "", "", TEXT], {"ok": 2, "no_content": 1, "empty": 1, "forwarded": 4}, id="keep"),
    ],
)
@pytest.mark.parametrize("limits", [pytest.param({}, id="process"), pytest.param(UNLIMITED, id="no-limits")])
def test_pages_without_content(
    keep_all: bool, texts: list[str], statuses: dict[str, int], limits: dict[str, Any]
) -> None:
    step = CleanpageStep(keep_all=keep_all, **limits)
    read = list(step.run(documents(PAGE, NO_CONTENT, "", PAGE)))
    assert [document.text for document in read] == texts
    assert counts(step) == {"total": 4, **statuses}
    assert step.stats.time_stats.n == 4


def test_step_stops_a_page_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanpage.engines.pages._row", row_and_linger)
    step = CleanpageStep(deadline_s=2, keep_all=True)
    read = list(step.run(documents(PAGE, SLOW, PAGE)))
    assert [document.metadata["status"] for document in read] == ["ok", "failed", "ok"]
    assert read[1].metadata["status_reason"].startswith("it took longer than 2 s")
    assert read[1].text == ""


def test_time_of_the_steps_before_is_theirs() -> None:
    def slow() -> Iterator[Document]:
        for document in documents(PAGE, PAGE):
            time.sleep(1)
            yield document

    warm_up()
    step = CleanpageStep(**UNLIMITED)
    assert len(list(step.run(slow()))) == 2
    assert 0 < step.stats.time_stats.total < 1


def test_bytes_go_and_other_media_stay() -> None:
    page = Media(id="cleanpage:page", type=MediaType.DOCUMENT, url="", media_bytes=PAGE.encode())
    picture = Media(id="owl", type=MediaType.IMAGE, url="")
    [document] = CleanpageStep(**UNLIMITED).run(iter([Document(text="", id="1", media=[picture, page])]))
    assert document.text == TEXT
    assert document.media == [picture]


def test_no_documents() -> None:
    assert list(CleanpageStep().run(iter(()))) == []
    assert list(CleanpageStep().run(None)) == []


@pytest.mark.parametrize("step", [CleanpageStep, CleanpageExtractor])
def test_options_are_checked_at_once(step: Any) -> None:
    with pytest.raises(OptionsError, match="favor"):
        step(favor="both")


def test_extractor_gives_what_extract_gives(crawl: Crawl) -> None:
    pages = {url: data.decode(content_type.split("=")[1]) for url, (data, content_type) in crawl.raw.items()}
    extractor = CleanpageExtractor(timeout=20)
    read = list(extractor.run(iter([Document(text=text, id=url) for url, text in pages.items()])))
    assert {document.id: document.text for document in read} == {
        url: page.text for url, page in crawl.pages.items() if page.text
    }
    assert counts(extractor)["extracted"] == len(pages)


@pytest.mark.parametrize("text", ["", NO_CONTENT, "\ud800", "\0" * 9, None, 7], ids=repr)
def test_nothing_escapes_the_extractor(text: Any) -> None:
    assert CleanpageExtractor().extract(text) in ("", "\\ud800")


def test_no_memory_does_not_escape_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("cleanpage.engines.pages.extract", fail)
    assert CleanpageExtractor().extract(PAGE) == ""


def test_weights_are_loaded_before_the_sandbox_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[None] = []
    monkeypatch.setattr("cleanpage.engines.datatrove.warm_up", lambda: calls.append(None))
    assert list(CleanpageExtractor().run(documents())) == []
    assert calls == [None]


class LingeringExtractor(CleanpageExtractor):
    def extract(self, text: str) -> str:
        linger(text)
        return super().extract(text)


def test_extractor_goes_on_after_a_page_that_was_stopped() -> None:
    extractor = LingeringExtractor(timeout=2)
    read = list(extractor.run(documents(PAGE, SLOW, PAGE)))
    assert [document.text for document in read] == [TEXT, TEXT]
    assert counts(extractor)["timeout"] == 1
    assert multiprocessing.active_children() == []


def test_start_import_and_first_call_are_within_the_warm_up() -> None:
    """The sandbox waits a second. CPU time, as what else the machine does is no fault of the code."""
    run = subprocess.run([sys.executable, "-c", FIRST_CALL], capture_output=True, text=True, check=True)
    seconds, hub = run.stdout.split()
    assert float(seconds) < 0.9
    assert hub == "False"


def test_warm_up_in_the_sandbox_without_help() -> None:
    with ExtractorSandbox(timeout=5) as sandbox:
        assert sandbox.process_document(PAGE, CleanpageExtractor().extract) == TEXT
