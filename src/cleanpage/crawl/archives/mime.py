"""Takes a message of MIME apart: which parts it has, where each stands, what their fields say.

In: the bytes of a message. Out: `Part`s with their fields and the stretch of their body, which `body_of` decodes. The
standard library does the same, but its reader of header fields takes quadratic time, and all of its parts are
objects. Here the message is gone through once, whatever nests in it; header, fields, parameters and parts are bounded,
and what is beyond a bound isn't there. Nothing raises.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

MAX_HEAD_BYTES: Final = 2**18
"""Bytes of a part's header that are read; Exchange refuses mails with more than 256 kB of it."""

MAX_FIELD_BYTES: Final = 2**13
"""Bytes above which a field is passed over. The longest lines of mails are signatures, of up to some 2 kB, and
addresses of up to 8 kB."""

MAX_FIELDS: Final = 1000
"""Fields of a header that are read."""

MAX_PARAMETERS: Final = 64
"""Parameters of a field that are read. There are some three."""

MAX_PARTS: Final = 10_000
"""Parts that are read. A saved page has one for each picture."""

MAX_LINES: Final = 1_000_000
"""Lines that begin like a boundary and are looked at."""

MAX_BOUNDARY_CHARS: Final = 200
"""Characters of a boundary; RFC 2046 allows 70."""

_FIELD: Final = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_BOUNDARY: Final = re.compile(rb"\n--([^\r\n]{0,300})[^\r\n]*\r?(?=\n|\Z)")
_PARAMETER: Final = re.compile(r';\s*([^\s;="*]{1,60})(?:\*(\d{1,2}))?(\*?)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;"]*)')
_ESCAPE: Final = re.compile(r"\\(.)")
_TYPE: Final = re.compile(r"[^\s/;]+/[^\s/;]+")


class Part(NamedTuple):
    """A message or a part of one."""

    fields: Mapping[str, str]
    """The header fields by name in small letters; of several with a name, the first."""
    content_type: str
    """Its media type in small letters; "text/plain" if it has none."""
    parameters: Mapping[str, str]
    """Of its Content-Type, by name in small letters."""
    start: int
    end: int
    """Where its body stands, unless it has parts itself."""


def read_parts(data: bytes) -> list[Part]:
    """Return the message and, behind it, its parts in their order, at whatever depth."""
    parts: list[Part] = []
    open_parts: dict[bytes, int] = {}
    """Indices of the multiparts whose end has not come yet, by boundary, the innermost last."""
    at = _open_part(data, 0, parts, open_parts, "text/plain")
    # A boundary can stand at the very start of the body, behind the line end of the header.
    for count, line in enumerate(_BOUNDARY.finditer(data, max(at - 1, 0))):
        if count == MAX_LINES or not open_parts:
            break
        if line.start() < at - 1:  # within a header
            continue
        mark = line[1].rstrip()
        closes = mark not in open_parts
        if closes and not (mark.endswith(b"--") and (mark := mark[:-2]) in open_parts):
            continue
        _close(parts, open_parts, mark, line.start() - data.startswith(b"\r", line.start() - 1))
        if closes:
            del open_parts[mark]
            continue
        if len(parts) >= MAX_PARTS:
            break
        is_digest = parts[open_parts[mark]].content_type == "multipart/digest"
        at = _open_part(data, line.end() + 1, parts, open_parts, "message/rfc822" if is_digest else "text/plain")
    return parts


def body_of(data: bytes, part: Part) -> bytes:
    """Return the body of a part with its Content-Transfer-Encoding undone; as it stands if that can't be."""
    body = data[part.start : part.end]
    match part.fields.get("content-transfer-encoding", "").strip().lower():
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "base64":
            for padded in (body, body + b"==", body + b"="):
                try:
                    return binascii.a2b_base64(padded)
                except binascii.Error:
                    continue
    return body


def parameters_of(value: str) -> dict[str, str]:
    r"""Return the parameters of a field by name in small letters, those in several pieces or with a charset too.

    >>> parameters_of("multipart/mixed; boundary*0=\"a b\"; boundary*1=c; charset*=utf-8'en'%75tf-8")
    {'boundary': 'a bc', 'charset': 'utf-8'}
    """
    pieces: dict[str, dict[int, str]] = {}
    for count, found in enumerate(_PARAMETER.finditer(value)):
        if count == MAX_PARAMETERS:
            break
        name, number, coded, text = found.groups()
        text = _ESCAPE.sub(r"\1", text[1:].removesuffix('"')) if text.startswith('"') else text.strip()
        if coded:
            # The first piece has a charset and a language in front.
            *front, text = text.split("'", 2) if not int(number or 0) else [text]
            text = _uncoded(front[0] if front else "", text)
        pieces.setdefault(name.lower(), {}).setdefault(int(number or 0), text)
    return {name: "".join([text for _, text in sorted(numbered.items())]) for name, numbered in pieces.items()}


def _uncoded(charset: str, text: str) -> str:
    try:
        return unquote_to_bytes(text).decode(charset or "utf-8", "replace")
    except LookupError:
        return text


def _open_part(data: bytes, at: int, parts: list[Part], open_parts: dict[bytes, int], usual: str) -> int:
    """Append the part that begins here and, if it is a message, what is in that; return where the body begins."""
    while True:
        fields, at = _read_fields(data, at)
        value = fields.get("content-type", usual)
        content_type = value.partition(";")[0].strip().lower()
        if not _TYPE.fullmatch(content_type):
            content_type = "text/plain"
        parameters = parameters_of(value)
        boundary = parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
        if content_type.startswith("multipart/") and 0 < len(boundary) <= MAX_BOUNDARY_CHARS:
            # One that has the boundary of another is that one's next part for whoever reads on.
            open_parts.setdefault(boundary, len(parts))
        parts.append(Part(fields, content_type, parameters, at, len(data)))
        if content_type != "message/rfc822" or len(parts) >= MAX_PARTS:
            return at
        usual = "text/plain"


def _close(parts: list[Part], open_parts: dict[bytes, int], mark: bytes, end: int) -> None:
    """End what has begun within the multipart of a boundary."""
    while (last := next(reversed(open_parts))) != mark:
        del open_parts[last]
    for index in range(len(parts) - 1, open_parts[mark], -1):
        if parts[index].end <= end:
            break
        parts[index] = parts[index]._replace(end=max(end, parts[index].start))


def _read_fields(data: bytes, at: int) -> tuple[dict[str, str], int]:
    """Return the header fields that stand here, and where the body begins."""
    fields: dict[str, str] = {}
    for name, value, end in _fields(data, at, min(at + MAX_HEAD_BYTES, len(data))):
        at = end
        if len(value) <= MAX_FIELD_BYTES:
            fields.setdefault(name.decode("ascii").lower(), " ".join(value.decode("utf-8", "replace").split()))
    for line_end in (b"\r\n", b"\n"):
        if data.startswith(line_end, at):
            return fields, at + len(line_end)
    return fields, at


def _fields(data: bytes, at: int, limit: int) -> Iterator[tuple[bytes, bytes, int]]:
    for _ in range(MAX_FIELDS):
        if not (found := _FIELD.match(data, at, limit)):
            return
        at = found.end()
        yield found[1], found[2], at
