"""The metadata of an HTML page: `finders` has the table of fields, `sources` what they are found in."""

from cleanpage.metadata.html.finders import read_html
from cleanpage.metadata.html.sources import Sources

__all__ = ["Sources", "read_html"]
