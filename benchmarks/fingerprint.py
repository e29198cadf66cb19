"""Hash everything that is said of a page, in every format: what must be the same wherever and whenever it is run."""

from __future__ import annotations

import hashlib
import json

import cleanpage
from benchmarks.pages.corpus import LabelledPage
from cleanpage.page import Page


def extract(page: LabelledPage) -> Page:
    """Return what is found in a page of a corpus."""
    return cleanpage.extract(page.dump, url=page.url or None, input_format="text" if page.format == "text" else "auto")


def formats(page: Page) -> tuple[str, ...]:
    """Return the page as JSON with its tree, Markdown with its metadata, HTML and TEI."""
    plain = json.dumps(page.to_dict(tree=True), ensure_ascii=False, allow_nan=False)
    return plain, page.to_markdown(front_matter=True), page.to_html(document=True), page.to_tei()


def fingerprint(page: LabelledPage) -> str:
    """Return a hash of all formats of a page of a corpus."""
    return hash_of(extract(page))


def hash_of(page: Page) -> str:
    """Return a hash of all formats of an extracted page.

    Raises:
        UnicodeEncodeError: a format holds a lone surrogate.
    """
    return hashlib.sha256("\0".join(formats(page)).encode()).hexdigest()
