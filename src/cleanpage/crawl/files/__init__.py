"""Files: the inputs that a command line names, and where the results go.

`sources` finds and reads inputs, `outputs` writes a stream or a file that appears whole or not at all, `destinations`
says which result goes where, `places` puts them there, and `journal` keeps what a run into a folder has finished.
"""

from cleanpage.crawl.files.destinations import Destination, Frames, Left, Results, in_folder, together
from cleanpage.crawl.files.journal import JournalError
from cleanpage.crawl.files.outputs import Frame, check_packages, discard_drafts, encode, replacing
from cleanpage.crawl.files.places import LINES, UnplacedError
from cleanpage.crawl.files.sources import (
    GZIP_SUFFIX,
    PAGE_SUFFIXES,
    STDIN,
    ZSTD_SUFFIX,
    FoundSources,
    Source,
    check_file,
    find_sources,
    look_at_stdin,
    open_stdin,
    printable,
    read_source,
    read_stdin,
)

__all__ = [
    "GZIP_SUFFIX",
    "LINES",
    "PAGE_SUFFIXES",
    "STDIN",
    "ZSTD_SUFFIX",
    "Destination",
    "FoundSources",
    "Frame",
    "Frames",
    "JournalError",
    "Left",
    "Results",
    "Source",
    "UnplacedError",
    "check_file",
    "check_packages",
    "discard_drafts",
    "encode",
    "find_sources",
    "in_folder",
    "look_at_stdin",
    "open_stdin",
    "printable",
    "read_source",
    "read_stdin",
    "replacing",
    "together",
]
