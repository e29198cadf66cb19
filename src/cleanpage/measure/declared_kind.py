"""Measure what kind of page the markup declares, for the scorer: article, forum, product, list.

`Markup` goes in; a few numbers go out. Declarations are evidence for the scorer, which has
learned how far to believe them: many shops declare an article, many articles nothing. What a reader
of `Metadata.kind` is told is read elsewhere (`metadata.html.kinds`): these numbers change with the weights only.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cleanpage.blocks import Markup

MAX_JSON_LD_CHARS: Final = 100_000
"""Characters of each JSON-LD script that are looked at; types stand at the beginning of objects."""

_TYPE = re.compile(r'"@type"\s*:\s*(\[[^\]]{0,200}\]|"[^"]{0,100}")')
_ARTICLE = re.compile('article|blogposting|newsarticle|reportage|opinion|review"|recipe', re.I)
_FORUM = re.compile('discussionforum|qapage|"question', re.I)
_PRODUCT = re.compile('"(?:product|offer|individualproduct|productgroup)"', re.I)
_LIST = re.compile("itemlist|collectionpage|searchresults|offercatalog", re.I)


class DeclaredKind(NamedTuple):
    """What the markup declares; each 0 or 1 unless said otherwise."""

    says_article: int
    """2 for an article in JSON-LD, 1 for an article in OpenGraph only."""
    says_forum: int
    says_product: int
    says_list: int
    slug_words: int
    """Words of the address's last part, divided by hyphens or underscores; -1 without an address."""
    path_depth: int
    """Parts of the address's path; -1 without an address."""


def declared_kind(markup: Markup) -> DeclaredKind:
    """Return the kind that JSON-LD types, og:type and the canonical address declare."""
    types = " ".join(" ".join(_TYPE.findall(script[:MAX_JSON_LD_CHARS])) for script in markup.json_ld)
    og_type = og_url = ""
    for key, value in markup.metas:
        if key == "og:type":
            og_type = value.lower()
        elif key == "og:url":
            og_url = value
    article = 2 if _ARTICLE.search(types) else 1 if "article" in og_type else 0
    slug_words, path_depth = _path(_canonical(markup) or og_url)
    return DeclaredKind(
        says_article=article,
        says_forum=1 if _FORUM.search(types) else 0,
        says_product=1 if _PRODUCT.search(types) or "product" in og_type else 0,
        says_list=1 if _LIST.search(types) else 0,
        slug_words=slug_words,
        path_depth=path_depth,
    )


def declares_news(markup: Markup) -> bool:
    """Tell whether JSON-LD declares a news article, which hardly any page but one does."""
    return any("NewsArticle" in script[:MAX_JSON_LD_CHARS] for script in markup.json_ld)


def _canonical(markup: Markup) -> str:
    return next((href for rel, href in markup.links if rel == "canonical"), "")


def _path(address: str) -> tuple[int, int]:
    """Return the words of the last part and the number of parts of an address's path."""
    if not address:
        return -1, -1
    path = re.sub(r"^(?:https?:)?//[^/]*", "", address).split("?")[0].split("#")[0]
    parts = [part for part in path.split("/") if part]
    if not parts:
        return 0, 0
    return len([word for word in re.split("[-_]", parts[-1].split(".")[0]) if word]), len(parts)
