"""cleanpage: the article, its structure and its metadata from the dump of a web page.

    >>> import cleanpage
    >>> page = cleanpage.extract(b"<p>Owls hunt at night, and most of them hunt alone.</p><nav>Home</nav>")
    >>> page.text
    'Owls hunt at night, and most of them hunt alone.'

The flow is decode → tokenize → measure → score → select → serialize, a package each;
`pipeline` joins them and the metadata stands beside. docs/architecture.md has the map.
"""

from cleanpage.batch import extract_batch
from cleanpage.errors import CleanpageError, OptionsError, WeightsError
from cleanpage.explain import PageBlock
from cleanpage.metadata import Counters, Found, Metadata, RelatedItem
from cleanpage.options import Options
from cleanpage.page import Page
from cleanpage.pipeline import extract, extract_markdown, extract_text
from cleanpage.version import __version__

__all__ = [
    "CleanpageError",
    "Counters",
    "Found",
    "Metadata",
    "Options",
    "OptionsError",
    "Page",
    "PageBlock",
    "RelatedItem",
    "WeightsError",
    "__version__",
    "extract",
    "extract_batch",
    "extract_markdown",
    "extract_text",
]
