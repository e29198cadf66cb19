"""Markdown: CommonMark with GitHub's tables, strikethrough and footnotes, and formulas in dollars."""

from cleanpage.formats.markdown.writer import front_matter, to_markdown

__all__ = ["front_matter", "to_markdown"]
