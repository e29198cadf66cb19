"""Clean HTML: elements and attributes on a list, no script, no style."""

from cleanpage.formats.html.writer import to_html, to_html_document

__all__ = ["to_html", "to_html_document"]
