"""Archives: a file in, its records out, each a page with the place that it stands at, or what was passed over and why.

`readers` is the table of kinds; each has a module that reads it. Packing is told by the bytes, not by the name. Who
works on records in processes with limits splits an archive here and opens the records there.
"""

from cleanpage.crawl.archives.packing import GZIP_MAGIC, DamagedError, open_unpacked, packing_of
from cleanpage.crawl.archives.parquet import Group, load_library, lost_rows, read_groups
from cleanpage.crawl.archives.readers import (
    ARCHIVE_SUFFIXES,
    HEAD_BYTES,
    PACKED_SUFFIXES,
    Kind,
    archive_kind,
    open_record,
    read_archive,
    split_archive,
)
from cleanpage.crawl.archives.records import MAX_RECORD_BYTES, Entry, Reading, Record, Skipped

__all__ = [
    "ARCHIVE_SUFFIXES",
    "GZIP_MAGIC",
    "HEAD_BYTES",
    "MAX_RECORD_BYTES",
    "PACKED_SUFFIXES",
    "DamagedError",
    "Entry",
    "Group",
    "Kind",
    "Reading",
    "Record",
    "Skipped",
    "archive_kind",
    "load_library",
    "lost_rows",
    "open_record",
    "open_unpacked",
    "packing_of",
    "read_archive",
    "read_groups",
    "split_archive",
]
