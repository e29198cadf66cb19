"""cleanpage in datatrove: an extractor for its sandbox, and a step that fills the metadata too.

The reader that keeps the bytes of pages is in `datatrove_reader`: with datatrove's readers comes a client for the
Hugging Face Hub, which takes longer to import than all else here, and the sandbox gives an extractor one second.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from datatrove.data import Document, DocumentsPipeline, Media
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from cleanpage.crawl.rows import COLUMNS, FAILED
from cleanpage.engines.batches import ORIGIN
from cleanpage.engines.pages import Dump, PageReader
from cleanpage.pipeline import warm_up

FILLED: Final = tuple(name for name in COLUMNS if name not in ("text", "url", "metadata", *ORIGIN))
"""What `CleanpageStep` fills of `Document.metadata`."""

PAGE: Final = "cleanpage:page"
"""Id of the medium with the bytes of a page."""


class CleanpageExtractor(BaseExtractor):  # type: ignore[misc]
    """Makes the main content of `Document.text`; a document without any is dropped.

    `timeout` is in seconds for each page. The other arguments are those of `pages.PageReader`. The weights are loaded
    before datatrove starts the process that it runs `extract` in.

    Raises:
        OptionsError: a value outside its range.
    """

    name = "🧹 cleanpage"

    def __init__(self, timeout: float = 1, **reading: Any) -> None:
        super().__init__(timeout)
        self.reader = PageReader(**reading)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Yield the documents with main content."""
        warm_up()  # A forked process has what is loaded here, so it starts anew at once after a page that was stopped.
        yield from super().run(data, rank, world_size)

    def extract(self, text: str) -> str:
        """Return the main content; "" where there is none, or the page can't be read."""
        try:
            extracted: str = self.reader.row(Dump(text))["text"]
        except MemoryError:
            return ""
        return extracted


class CleanpageStep(PipelineStep):  # type: ignore[misc]
    """Makes the main content of a document's page, and fills its metadata.

    The page is the bytes in `Document.media` if `CleanpageReader` has read it, otherwise `Document.text`; its address
    is `metadata["url"]`. Afterwards `text` is the main content, the bytes are gone, and `metadata` has FILLED: title,
    authors, published, status, confidence and so on, None where the page doesn't have them. With `keep_all`,
    documents without main content are passed on too, with the status that says why. `all_metadata` adds "metadata": all
    fields, as JSON.

    The other arguments are those of `pages.PageReader`. Pages are worked on in a process beside this one, which is
    killed where one takes too long or too much memory; with None for both limits, in this one.

    Raises:
        OptionsError: a value outside its range.
    """

    type = "🛢 - EXTRAC"
    name = "🧹 cleanpage, with metadata"

    def __init__(self, *, keep_all: bool = False, all_metadata: bool = False, **reading: Any) -> None:
        super().__init__()
        self.keep_all = keep_all
        self.all_metadata = all_metadata
        self.reader = PageReader(**reading)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Yield the documents in their order."""
        waiting: deque[Document] = deque()
        waited_s = 0.0

        def dumps() -> Iterator[Dump]:
            nonlocal waited_s
            documents = iter(data or ())
            while True:
                begin_s = time.perf_counter()
                document = next(documents, None)
                waited_s += time.perf_counter() - begin_s
                if document is None:
                    return
                waiting.append(document)
                yield _dump_of(document)

        with closing(self.reader.rows(dumps())) as rows:
            while True:
                # What the steps before take while documents are drawn is on their account.
                begin_s, waited_s = time.perf_counter(), 0.0
                row = next(rows, None)
                if row is None:
                    return
                document = waiting.popleft()
                self._fill(document, row)
                self.stats.time_stats.update(time.perf_counter() - begin_s - waited_s)
                if self._count(document):
                    yield document

    def _fill(self, document: Document, row: dict[str, Any]) -> None:
        document.text = row["text"]
        document.media = [one for one in document.media if not _is_page(one)]
        document.metadata.update({name: row[name] for name in FILLED})
        if self.all_metadata:
            document.metadata["metadata"] = row["metadata"]

    def _count(self, document: Document) -> bool:
        """Return whether the document is passed on."""
        status = document.metadata["status"]
        self.stat_update(StatHints.total, status)
        if status == FAILED:
            logger.warning(f"{document.id}: {document.metadata['status_reason']}")
        if not (document.text or self.keep_all):
            self.stat_update(StatHints.dropped)
            return False
        self.stat_update(StatHints.forwarded)
        self.update_doc_stats(document)
        return True


def _is_page(media: Media) -> bool:
    return bool(media.id == PAGE)


def _dump_of(document: Document) -> Dump:
    known = document.metadata
    page = next((one.media_bytes for one in document.media if _is_page(one)), None)
    url, content_type, problem = (_text(known.get(name)) for name in ("url", "content_type", "problem"))
    return Dump(None if problem else document.text if page is None else page, url, content_type, problem)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
