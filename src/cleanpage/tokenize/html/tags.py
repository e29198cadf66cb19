"""What each tag does to the blocks of a page: the tables that both walks over its nodes share."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborNode

from cleanpage.blocks import Kind

TEXT, INLINE, LINK, BLOCK, BREAK, META, SKIP, FORMULA = range(8)

_INLINE_TAGS = (
    "span b i em strong small big u s strike del ins sub sup mark abbr acronym cite code kbd samp var tt q "
    "font bdi bdo data dfn time ruby rb nobr wbr output meter progress picture map"
)
_SKIP_TAGS = (
    "style rt rtc rp noscript template svg iframe object embed applet canvas audio video map area param source track "
    "input textarea datalist frame frameset noframes noembed -comment !doctype -doctype"
)
_BLOCK_TAGS = (
    "html head body article section nav aside header footer main address hgroup search div p h1 h2 h3 h4 h5 h6 "
    "blockquote pre ul ol li menu dir dl dt dd figure figcaption table caption colgroup col thead tbody tfoot tr td th "
    "form fieldset legend label button select option optgroup details summary dialog center marquee "
    "amp-img amp-anim amp-video amp-audio amp-iframe"
)
CODES: Final[dict[str | None, int]] = {
    None: SKIP,
    "-text": TEXT,
    "-cdata": TEXT,
    "a": LINK,
    "br": BREAK,
    "hr": BREAK,
    "img": SKIP,
    "script": META,
    "title": META,
    "meta": META,
    "link": META,
    "base": META,
    "math": FORMULA,
    "mjx-container": INLINE,
    **dict.fromkeys(_BLOCK_TAGS.split(), BLOCK),
    **dict.fromkeys(_INLINE_TAGS.split(), INLINE),
    **dict.fromkeys(_SKIP_TAGS.split(), SKIP),
}
"""What to do at each node; an element that is not here is running text or opens a block, as `running` says."""

CODES_WITHOUT_SCRIPTS: Final = {**CODES, "noscript": BLOCK}
"""What to do at each node of a page that gives its text to readers without scripts."""

SHOWN_TAGS = frozenset({"img", "video", "audio", "iframe", "embed", "object", "svg", "noscript"})
"""Elements that show something and have no text of their own; <noscript> may hold a picture that is loaded late."""

AMP_TAGS = frozenset({"amp-img", "amp-anim", "amp-video", "amp-audio", "amp-iframe"})
"""The same on AMP pages; they open a block, as all unknown elements do."""

POST_TAGS: Final = frozenset(
    {
        "lite-youtube", "lite-vimeo", "amp-youtube", "amp-vimeo", "amp-dailymotion", "amp-twitter", "amp-instagram",
        "amp-facebook",
    }
)  # fmt: skip
"""Elements that a script, or AMP, makes a video or a post of another site from."""

_POST_NAMES: Final = frozenset(
    {
        "fb-post", "fb-video", "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed",
        "mastodon-embed", "reddit-card", "reddit-embed-bq", "text-post-media", "imgur-embed-pub",
    }
)  # fmt: skip
"""Classes by which the scripts of social networks find what they make a post from."""

KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list_item",
    "blockquote": "quote",
    "pre": "code",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "definition",
    "dd": "definition",
    "button": "control",
    "option": "control",
    "select": "control",
    "legend": "control",
    "label": "control",
}
"""Kinds that a tag gives to the blocks inside it; every other tag passes its parent's kind on."""

_RESET_TAGS = frozenset({"body", "article", "section", "main", "nav", "aside", "footer", "header", "table", "ul", "ol"})
"""Containers that end an outer kind: a list in a table cell holds list items, not cells."""

PERMALINKS: Final = frozenset("#¶§🔗⚓")
"""Signs that documentation and blogs link a heading to itself with; no words of it."""

BACK_LINKS: Final = frozenset("↩⏎↵⤴↑⬆^˄⇑▲")
"""Signs that notes lead back to their mark in the text with; no words of the note."""

_AROUND_BACK_LINKS: Final = " \t\n\r\xa0\ufe0e\ufe0f"
"""White space, and what says whether a sign is shown as text or in colours."""

MAX_BACK_CHARS: Final = 120
"""Characters of the text of such a link."""

_BACK_WORDS: Final = frozenset({"jump up", "jump up to", "jump back", "back to text"})
"""What screen readers say for them; "#cite_ref-1", "#fnref1" or "#ref1" is where they lead."""

_SELF_SIGNS: Final = frozenset("\u200b\u2060\ufeff")
"""What links to the element that they are in hold beside signs of icon fonts; PERMALINKS go in headings alone."""

_SELF_WORDS: Final = frozenset(
    [
        "permalink",
        "permanent link",
        "anchor",
        "anchor link",
        "heading link",
        "section link",
        "copy link",
        "copy link to section",
        "copy link to heading",
        "copy link to this section",
        "link to this heading",
        "link to this section",
        "link to this definition",
        "link to this page",
        "link to heading",
        "link to section",
        "direct link to heading",
        "direct link to this section",
        "permalink to this headline",
        "permalink to this heading",
        "permalink to this definition",
        "permalink zu dieser überschrift",
        "permanenter link",
        "link zu dieser überschrift",
        "link kopieren",
        "lien permanent",
        "lien vers cette section",
        "lien vers ce titre",
        "copier le lien",
        "enlace permanente",
        "enlace a esta sección",
        "copiar enlace",
        "link permanente",
        "link permanente para este título",
        "link a questa sezione",
        "permanente link",
        "permalänk",
        "permalenke",
        "bezpośredni odnośnik",
        "trvalý odkaz",
        "állandó hivatkozás",
        "постоянная ссылка",
        "ссылка на этот заголовок",
        "постійне посилання",
        "kalıcı bağlantı",
        "رابط دائم",
        "パーマリンク",
        "この見出しへのリンク",
        "永久链接",
        "永久連結",
        "永久链接至标题",
        "고유 링크",
        "이 제목에 대한 퍼머링크",
    ]
)
"""What such links say in place of a sign, in lower case."""

_SELF_BEGINNINGS: Final = (
    "direct link to ",
    "permalink to ",
    "direkter link zu ",
    "lien direct vers ",
    "enlace directo al ",
)
"""How they begin where they say the heading's words again."""

WITHOUT_EVENTS: Final = int(LexborDocumentOptions.WO_EVENTS)
"""Leaves the page as it is: a <selectedcontent> is not filled with a copy of the selected option."""


def is_back_link(link: LexborNode) -> bool:
    """Tell whether an `<a>` leads from a note back to its mark, or to where it stands itself, and has no other words.

    It shows nothing but a sign, "Jump up" or "Permalink".
    """
    href = link.attributes.get("href")
    if not href or "#" not in href:
        return False
    text = (link.text() or "").strip(_AROUND_BACK_LINKS)
    if text in BACK_LINKS:
        return True
    if not text or len(text) > MAX_BACK_CHARS:
        return False
    line = text.lower()
    if line.rstrip(" ↑^:") in _BACK_WORDS and "ref" in href:
        return True
    is_sign = all(char in _SELF_SIGNS or "\ue000" <= char <= "\uf8ff" for char in text)
    return href[0] == "#" and (is_sign or line in _SELF_WORDS or line.startswith(_SELF_BEGINNINGS))


def is_post(tag: str, names: str) -> bool:
    """Tell by its tag and its classes whether an element becomes a post or video of another site."""
    return tag in POST_TAGS or (tag in ("blockquote", "div") and not _POST_NAMES.isdisjoint(names.split()))


def kind_of(tag: str | None) -> Kind | None:
    """Return the kind that a tag gives to the blocks inside; None for its parent's."""
    return "paragraph" if tag in _RESET_TAGS else KINDS.get(tag or "")
