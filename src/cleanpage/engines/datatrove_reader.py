"""Archives as documents of datatrove with the bytes of their pages, and such documents as rows.

datatrove's own reader of WARC gives text: it has decoded the pages by then, and doesn't look at what the server said.
"""

from __future__ import annotations

from typing import Any

from datatrove.data import Document, DocumentsPipeline, Media, MediaType
from datatrove.pipeline.readers.base import BaseDiskReader

from cleanpage.crawl.archives import Reading, Record, Skipped
from cleanpage.crawl.rows import COLUMNS, origin_of
from cleanpage.crawl.run import Tally
from cleanpage.engines.archives import bytes_of, content_type_of, read_entries
from cleanpage.engines.datatrove import PAGE


class CleanpageReader(BaseDiskReader):  # type: ignore[misc]
    """Reads WARC, WET, JSONL and Parquet with the bytes of each page, which know their encoding, for `CleanpageStep`.

    Every page is a document, and so is what should be one and isn't; its `metadata["problem"]` says why. The bytes
    stand in `Document.media`, `text` is empty. `metadata` has url, content_type, source, offset, record_id and so on.
    Records that are no pages are counted by reason. The arguments are those of `BaseDiskReader` but those about how
    a dictionary becomes a document, and `reading`.
    """

    name = "🧹 cleanpage archives"

    def __init__(self, data_folder: Any, *, reading: Reading | None = None, **reader: Any) -> None:
        super().__init__(data_folder, **reader)
        self.reading = reading or Reading()

    def read_file(self, filepath: str) -> DocumentsPipeline:
        """Yield the documents of one archive.

        Raises:
            InputError: it can't be opened or is no archive, or a package is missing.
        """
        name = self.data_folder.resolve_paths(filepath)
        skipped = Tally()
        with self.data_folder.open(filepath, "rb") as stream:
            for entry in read_entries(name, self.reading, stream):
                if isinstance(entry, Skipped):
                    skipped.add_skipped(entry.reason)
                else:
                    yield self._document(entry, filepath)
        for reason, count in skipped.skipped.items():
            self.stat_update(f"passed over: {reason}", value=count)

    def _document(self, record: Record, filepath: str) -> Document:
        position = f"{filepath}/{record.origin.position}"
        metadata = (self.default_metadata or {}) | origin_of(record) | {"content_type": content_type_of(record)}
        data = bytes_of(record)
        if data is None:
            return Document(text="", id=position, metadata=metadata | {"problem": record.problem})
        page = Media(id=PAGE, type=MediaType.DOCUMENT, url=record.url or "", media_bytes=data)
        return Document(text="", id=record.origin.record_id or position, media=[page], metadata=metadata)


def row_of_document(writer: object, document: Document) -> dict[str, Any]:
    """Return a row with `rows.COLUMNS`; made to be the `adapter` of a writer.

    ParquetWriter(folder, adapter=row_of_document, schema=arrow_schema())
    """
    return {name: document.metadata.get(name) for name in COLUMNS} | {"text": document.text}
