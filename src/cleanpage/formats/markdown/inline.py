"""Write running text as Markdown: links, emphasis, code, formulas, marks of footnotes.

The content of a paragraph goes in and one string comes out, in which a line feed is a line break. Spans are first
laid out as pieces in a row, each with the emphasis that it has; `emphasis` moves the ends of emphasis to
where they can be written.

Markdown has no marks for inserted and highlighted text and quotation: their words stand alone. For raised and lowered
text it has HTML, which is kept, as 10 to the 6th would be 106 without. Links within links and notes within links
don't exist: the outer link stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from cleanpage.formats.escapes import safe_link, safe_source
from cleanpage.formats.markdown.code import code_span, is_harmful
from cleanpage.formats.markdown.emphasis import DELETED, EMPHASIS, STARS, STRONG, Piece, fit, signs_between
from cleanpage.formats.markdown.escapes import (
    clean,
    escape,
    escape_address,
    escape_alone,
    escape_alternative,
    unpaired,
)
from cleanpage.formats.tree import Anchor, Formula, Inline, LineBreak, NoteMark, Picture, Ruby, Span, SpanKind, Text

_MARKS: Final[Mapping[SpanKind, int]] = MappingProxyType({"strong": STRONG, "emphasis": EMPHASIS, "deleted": DELETED})
_TAGS: Final[Mapping[SpanKind, str]] = MappingProxyType({"subscript": "sub", "superscript": "sup"})

_WORDS: Final = re.compile(r"\w+")
_HARMFUL: Final = re.compile(r"(?<=<)(?=[a-zA-Z/!?])|(?<=\])(?=\()|(?<=!)(?=\[)|(?<=\\)(?=<)|(?<=~)(?=~)")
"""Where a formula is a tag, a link, a picture or deleted text to readers that know none; a space changes nothing."""
_AUTOLINK_ENDS: Final = re.compile(r"[\s<]+")
"""What no autolink of GFM goes over."""
_WRITTEN_FORMULA: Final = re.compile(r"(?:[^\\$]|\\.)+\Z", re.DOTALL)
"""One whose dollars are all escaped and that doesn't end in a backslash."""


@dataclass(slots=True)
class _Link(Piece):
    """A link, whose words may have to be written again."""

    anchor: Anchor = field(kw_only=True)
    in_code: bool = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """What running text is in."""

    marks: int = 0
    """Emphasis around it, as in `Piece.marks`."""
    link: bool = False
    code: bool = False
    bare: bool = False
    """Whether emphasis is left out: tags don't keep the stars within them from those around them."""


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """How running text is written."""

    links: bool = True
    images: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of the footnotes that are written, by the identifier of the note."""
    plain: bool = False
    """Whether code and formulas are written as their words."""

    def write(self, content: tuple[Inline, ...], *, shared: bool = False, in_row: bool = False) -> str:
        r"""Return running text as Markdown, with "\n" for each line break; "" if there is nothing to show.

        `shared` says that other running text is in the same block, `in_row` that it is in the same line.

        >>> InlineWriter().write((Span("strong", (Text("bold "),)), Text("text*")))
        '**bold** text\\*'
        """
        if len(content) == 1 and type(content[0]) is Text and not shared and not (in_row and "`" in content[0].text):
            return escape_alone(clean(content[0].text).strip())
        if len(content) == 1 and isinstance(content[0], Anchor) and self.links:
            # In lists of links, most of the running text.
            anchor, words = content[0], content[0].content
            if len(words) == 1 and type(words[0]) is Text and (address := safe_link(anchor.href)):
                label = escape(clean(words[0].text), label=True).strip()
                return f"[{label}]({escape_address(address)})" if label else ""
        pieces = self._lay_out(content, _Place(), "  ")
        source = self._join(pieces, "" if shared else _find_single(pieces), False).strip()
        if "`" in source and not self.plain and _is_swallowed(source):
            return replace(self, plain=True).write(content, shared=shared, in_row=in_row)
        return source

    def write_picture(self, picture: Picture) -> str:
        """Return a picture as Markdown."""
        return f"![{escape_alternative(clean(picture.alt).strip())}]({escape_address(safe_source(picture.src))})"

    def _lay_out(self, content: tuple[Inline, ...], place: _Place, edges: str) -> list[Piece]:
        pieces: list[Piece] = []
        self._flatten(content, place, pieces)
        kinds = {piece.kind for piece in pieces}
        if "code" in kinds:
            pieces = _free_code(pieces)
        if any(piece.marks for piece in pieces):
            fitted = fit(pieces, edges[0], edges[1])
            pieces = pieces if fitted is pieces else _merge(fitted)
        return pieces

    def _flatten(self, content: tuple[Inline, ...], place: _Place, pieces: list[Piece]) -> None:
        for node in content:
            if type(node) is Text:
                _add_text(pieces, clean(node.text), place)
            elif isinstance(node, Span):
                self._flatten_span(node, place, pieces)
            elif isinstance(node, Anchor):
                if place.link or not self.links or not safe_link(node.href):
                    self._flatten(node.content, place, pieces)
                else:
                    source = self._write_label(node, 0, place.code)
                    link = _Link("link", source.strip(), place.marks, anchor=node, in_code=place.code)
                    _add_around(pieces, source, link, place)
            elif isinstance(node, Ruby):
                self._flatten(node.content, place, pieces)
            elif isinstance(node, LineBreak):
                _add_text(pieces, " " if place.code else "\n", place)
            elif isinstance(node, Formula):
                _add_formula(pieces, node, place, self.plain)
            elif isinstance(node, Picture):
                if self.images and safe_source(node.src):
                    pieces.append(Piece("source", self.write_picture(node), place.marks))
            elif isinstance(node, NoteMark):
                label = self.labels.get(node.note, "")
                if label and not place.link and same_words(label, node.label):
                    pieces.append(Piece("source", f"[^{label}]", place.marks))
                else:
                    _add_text(pieces, clean(node.label), place)

    def _flatten_span(self, span: Span, place: _Place, pieces: list[Piece]) -> None:
        tag = "" if place.code else _TAGS.get(span.kind, "")
        if tag:
            inner = _Place(link=place.link, bare=place.bare or place.marks != 0)
            content = self._lay_out(span.content, inner, "><")
            # Before it is escaped: a star between white space and a tag could be the end of emphasis.
            before, after = _take_space(content)
            words = self._join(content, "", place.link)
            _add_text(pieces, before, place)
            if words:
                # The mark of a footnote is raised anyway.
                shown = words if words[:2] == "[^" else f"<{tag}>{words}</{tag}>"
                pieces.append(Piece("source", shown, place.marks))
            _add_text(pieces, after, place)
            return
        marks = place.marks if place.code or place.bare else place.marks | _MARKS.get(span.kind, 0)
        code = place.code or span.kind == "code"
        self._flatten(span.content, _Place(marks, place.link, code, place.bare), pieces)

    def _write_label(self, anchor: Anchor, marks: int, code: bool) -> str:
        pieces = self._lay_out(anchor.content, _Place(marks, link=True, code=code), "[]")
        return self._join(pieces, "", True)

    def _join(self, pieces: list[Piece], single: str, in_link: bool) -> str:
        parts: list[str] = []
        signs = signs_between(pieces) if any(piece.marks for piece in pieces) else [""] * (len(pieces) + 1)
        for piece, sign in zip(pieces, signs, strict=False):
            source = piece.text
            if piece.kind == "text":
                source = escape(source, single=single, label=in_link)
                # "[^1](" would be a link, and "[^1]:" the note itself.
                if parts and parts[-1][-1:] == "]" and parts[-1][:2] == "[^" and not sign and source[0] in "(:":
                    source = "\\" + source
            elif piece.kind == "code":
                # At the start of a paragraph, "[`]:`](/a)" would define a link: brackets come before code.
                is_text = self.plain or (in_link and "]:" in source)
                source = escape(source, label=True) if is_text else code_span(source)
            elif isinstance(piece, _Link):
                if piece.inner:
                    source = self._write_label(piece.anchor, piece.inner, piece.in_code).strip()
                source = f"[{source}]({escape_address(safe_link(piece.anchor.href))})"
            parts += (sign, source) if sign else (source,)
        parts.append(signs[-1])
        return "".join(parts)


def _is_swallowed(source: str) -> bool:
    """Whether a backtick stands where readers take it into an address without brackets, and so end code elsewhere."""
    for token in _AUTOLINK_ENDS.split(source):
        if "`" in token and ("//" in token or "www." in token.lower() or "mailto:" in token or "xmpp:" in token):
            return True
    return False


def write_formula(formula: Formula, marks: str) -> str:
    r"""Return a formula between marks; "" for one that can't stand between them.

    >>> write_formula(Formula("a^2"), "$"), write_formula(Formula(r"\text{$a$}"), "$")
    ('$a^2$', '')
    """
    latex = _HARMFUL.sub(" ", clean(formula.latex).strip())
    # To a reader that knows no formulas a backtick would be code, up to where code begins.
    can_stand = _WRITTEN_FORMULA.match(latex) and "`" not in latex and not is_harmful(latex)
    return f"{marks}{latex}{marks}" if can_stand else ""


def same_words(label: str, shown: str) -> bool:
    """Return whether the label of a note has the words that the page shows for a mark."""
    return _WORDS.findall(label) == _WORDS.findall(shown)


def label_of(shown: str) -> str:
    """Return what the page shows for the mark of a note as a label: its words, or the sign.

    >>> label_of("[2]"), label_of("note 3"), label_of("†"), label_of("")
    ('2', 'note-3', '†', '*')
    """
    return "-".join(_WORDS.findall(shown)) or next((char for char in shown if char in "†‡§"), "*")


def _add_text(pieces: list[Piece], text: str, place: _Place) -> None:
    kind = "code" if place.code else "text"
    if pieces and pieces[-1].kind == kind and pieces[-1].marks == place.marks:
        pieces[-1].text += text
    elif text:
        pieces.append(Piece("code" if place.code else "text", text, place.marks))


def _add_around(pieces: list[Piece], source: str, piece: Piece, place: _Place) -> None:
    """Add a piece with the white space that stands around its words before and behind it."""
    words = source.strip()
    start = source.find(words) if words else len(source)
    _add_text(pieces, source[:start], place)
    if words:
        pieces.append(piece)
        _add_text(pieces, source[start + len(words) :], place)


def _take_space(pieces: list[Piece]) -> tuple[str, str]:
    """Take the white space at both ends off the pieces, and return it."""
    before = after = ""
    while pieces and pieces[0].kind == "text":
        text = pieces[0].text
        pieces[0].text = text.lstrip()
        before += text[: len(text) - len(pieces[0].text)]
        if pieces[0].text:
            break
        del pieces[0]
    while pieces and pieces[-1].kind == "text":
        text = pieces[-1].text
        pieces[-1].text = text.rstrip()
        after = text[len(pieces[-1].text) :] + after
        if pieces[-1].text:
            break
        del pieces[-1]
    return before, after


def _add_formula(pieces: list[Piece], formula: Formula, place: _Place, plain: bool) -> None:
    latex = clean(formula.latex)
    source = "" if plain or place.code or (place.link and "]:" in latex) else write_formula(formula, "$")
    if source:
        _add_around(pieces, latex, Piece("source", source, place.marks), place)
    else:
        _add_text(pieces, latex, place)


def _free_code(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the white space at the ends of code outside of it."""
    freed: list[Piece] = []
    for piece in pieces:
        if piece.kind == "code":
            place = _Place(piece.marks)
            _add_around(freed, piece.text, Piece("code", piece.text.strip(), piece.marks), place)
        elif piece.kind == "text":
            _add_text(freed, piece.text, _Place(piece.marks))
        else:
            freed.append(piece)
    return freed


def _merge(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with text beside text of the same marks, and code beside code, as one."""
    merged: list[Piece] = []
    for piece in pieces:
        if piece.kind in ("text", "code"):
            _add_text(merged, piece.text, _Place(piece.marks, code=piece.kind == "code"))
        else:
            merged.append(piece)
    return merged


def _find_single(pieces: list[Piece]) -> str:
    """Return the marks that need no escape, as no other is in the block."""
    source = "".join([piece.anchor.href + piece.text if isinstance(piece, _Link) else piece.text for piece in pieces])
    used = 0
    for piece in pieces:
        used |= piece.marks | piece.inner
    taken = ("*" if used & STARS else "") + ("~" if used & DELETED else "")
    return "".join([mark for mark in unpaired(source) if mark not in taken])
