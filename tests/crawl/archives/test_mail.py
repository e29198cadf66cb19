from __future__ import annotations

import base64
import email
import gzip
import io
import quopri
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.crawl.archives.mime import (
    MAX_FIELD_BYTES,
    MAX_FIELDS,
    MAX_PARAMETERS,
    MAX_PARTS,
    body_of,
    parameters_of,
    read_parts,
)
from cleanpage.crawl.archives.readers import read_archive
from cleanpage.crawl.archives.records import Reading, Record
from cleanpage.errors import InputError

HTML = "<!doctype html><p>Owls hunt at night – alone: <a href='https://owls.example/?a=b'>more</a></p>"


def read(data: bytes | str, reading: Reading | None = None) -> Record:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    (entry,) = read_archive("a.mht", "mail", reading or Reading(), stream)
    assert isinstance(entry, Record)
    return entry


def part(
    body: str, content_type: str = "text/html", *fields: str, charset: str = "utf-8", coding: str = "8bit"
) -> bytes:
    data = body.encode(charset)
    if coding != "8bit":
        data = base64.encodebytes(data) if coding == "base64" else quopri.encodestring(data)
    lines = [f'Content-Type: {content_type}; charset="{charset}"', f"Content-Transfer-Encoding: {coding}", *fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def multipart(*parts: bytes, kind: str = "related", fields: str = "", boundary: str = "--owl") -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"{fields}\r\n\r\nA preamble.\r\n'.encode()
    mark = b"\r\n--" + boundary.encode()
    return head + b"".join(mark + b"\r\n" + data for data in parts) + mark + b"--\r\n"


CHROME = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://owls.example/page?a=b\r\n"
    b"Subject: =?utf-8?Q?Owls=20hunt?=\r\nDate: Mon, 1 Jan 2024 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    + multipart(
        part("<p>a frame", "text/html", "Content-Location: https://ads.example/"),
        part(
            HTML,
            "text/html",
            "Content-ID: <frame-1@mhtml.blink>",
            "Content-Location: https://owls.example/page?a=b",
            coding="quoted-printable",
        ),
        part("p {}", "text/css", "Content-Location: cid:css@mhtml.blink"),
        fields=';\r\n\ttype="text/html"',
    )
)

EXPLORER = b'From: "Saved by Windows Internet Explorer 7"\r\nSubject: Owls\r\nDate: nonsense\r\n' + multipart(
    part(HTML, "text/html", "Content-Location: https://owls.example/", charset="windows-1252", coding="base64"),
    part("", "image/gif", "Content-Location: https://owls.example/a.gif"),
)


def test_a_page_saved_by_chrome() -> None:
    entry = read(CHROME)
    assert isinstance(entry.data, bytes)
    assert entry.data.decode().rstrip("\n") == HTML
    assert entry.url == "https://owls.example/page?a=b"
    assert entry.content_type == "text/html; charset=utf-8"
    assert (entry.origin.file, entry.origin.position, entry.origin.offset) == ("a.mht", 0, None)
    assert entry.origin.record_id == "frame-1@mhtml.blink"
    assert entry.origin.date == "2024-01-01T10:00:00+01:00"


def test_a_page_saved_by_explorer() -> None:
    entry = read(EXPLORER)
    assert isinstance(entry.data, bytes)
    assert entry.data.decode("windows-1252") == HTML
    assert (entry.url, entry.content_type) == ("https://owls.example/", "text/html; charset=windows-1252")
    assert (entry.origin.record_id, entry.origin.date) == ("https://owls.example/", None)


TEXT = part("Owls, plainly", "text/plain")

MAILS = [
    pytest.param(b"Subject: a\r\n" + part(HTML), HTML, id="html-alone"),
    pytest.param(b"\r\nSubject: a\r\n" + part("Owls", "text/plain"), "Owls", id="text-alone"),
    pytest.param(b"Subject: a\n\nOwls hunt.\n", "Owls hunt.\n", id="no-type"),
    pytest.param(multipart(TEXT, part(HTML), kind="alternative"), HTML, id="alternative"),
    pytest.param(
        multipart(multipart(TEXT, multipart(part(HTML), boundary="c"), kind="alternative", boundary="b"), kind="mixed"),
        HTML,
        id="nested",
    ),
    pytest.param(
        multipart(part("<p>file", "text/html", "Content-Disposition: attachment; filename=a.html"), TEXT, kind="mixed"),
        "Owls, plainly",
        id="attachment",
    ),
    pytest.param(
        multipart(part("<p>frame"), part(HTML, "text/html", "Content-ID: <root@owls>"), fields='; start="<root@owls>"'),
        HTML,
        id="start",
    ),
    pytest.param(
        b"Content-Location: https://owls.example/\r\n"
        + multipart(part("<p>frame"), part(HTML, "text/html", "Content-Location: https://owls.example/")),
        HTML,
        id="location",
    ),
    pytest.param(
        multipart(part(HTML), part("<p>frame"), fields='; start="<gone>"'), HTML, id="start-that-is-not-there"
    ),
    pytest.param(multipart(part("", "image/png"), part(HTML, "application/xhtml+xml")), HTML, id="xhtml"),
    pytest.param(multipart(part(HTML)).partition(b"\r\n----owl--")[0], HTML, id="no-last-boundary"),
]


@pytest.mark.parametrize(("data", "text"), MAILS)
def test_which_part(data: bytes, text: str) -> None:
    entry = read(data)
    assert not entry.problem
    assert isinstance(entry.data, bytes)
    assert entry.data.decode() == text


def test_an_address_in_encoded_words() -> None:
    data = CHROME.replace(
        b"https://owls.example/page?a=b\r\nSubject", b"=?utf-8?Q?https://owls.example/=C3=A4?=\r\nSubject"
    )
    assert read(data).url == "https://owls.example/ä"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "no part of HTML or plain text", id="empty"),
        pytest.param(b"<p>Owls, and no header", "no part of HTML or plain text", id="no-mail"),
        pytest.param(multipart(part("x", "image/png")), "no part of HTML or plain text", id="picture"),
        pytest.param(part(""), "the part with the page is empty", id="empty-part"),
        pytest.param(part("x" * 1001), "the page has 1001 bytes, more than the limit of 1000", id="large-page"),
        pytest.param(part("x" * 3000), "it is larger than 2000 bytes", id="large-file"),
        pytest.param(gzip.compress(part("x"))[:-9], "the gzip data is cut off at byte", id="cut-off"),
    ],
)
def test_problems(data: bytes, problem: str) -> None:
    entry = read(data, Reading(max_bytes=1000))
    assert problem in entry.problem
    assert entry.data == b""


def test_a_page_as_large_as_is_read() -> None:
    assert read(part("x" * 1000), Reading(max_bytes=1000)).data == b"x" * 1000


@pytest.mark.parametrize("kind", ["multipart/mixed", "message/rfc822"])
def test_deep_nesting(kind: str) -> None:
    data = part(HTML)
    for depth in range(3000):
        if kind == "message/rfc822":
            data = b"Content-Type: message/rfc822\r\n\r\n" + data
        else:
            head = f'content-type :\r\n multipart/mixed; boundary="{depth}"\r\n\r\n--{depth}\r\n'.encode()
            data = head.replace(b" :", b":") + data
    seconds = time.process_time()
    entry = read(data)
    assert (entry.data, entry.problem) == (HTML.encode(), "")
    assert time.process_time() - seconds < 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"A: b\r\n" * 300_000, id="many-fields"),
        pytest.param(b"A: " + b"b" * 5_000_000, id="long-field"),
        pytest.param(b"Content-Type: text/html" + b"; a=b" * 20_000 + b"\r\n\r\nx", id="many-parameters"),
        pytest.param(b"Date: " + b"(" * 5_000 + b"\r\nContent-Type: text/html\r\n\r\nx", id="brackets-in-date"),
        pytest.param(b"Content-Location: " + b"=?utf-8?Q?a?= " * 5_000 + b"\r\n" + part(HTML), id="encoded-words"),
        pytest.param(multipart(*[part("x", "image/png")] * 20_000), id="many-parts"),
        pytest.param(b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 50_000, id="boundaries"),
    ],
)
def test_linear_time(data: bytes) -> None:
    seconds = time.process_time()
    read(data)
    assert time.process_time() - seconds < 10


def test_what_the_library_raises_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise AttributeError("no such thing")

    monkeypatch.setattr("email.header.decode_header", fail)
    monkeypatch.setattr("email.utils.parsedate_to_datetime", fail)
    entry = read(CHROME.replace(b"https://owls.example/page?a=b\r\nSubject", b"=?utf-8?Q?a?=\r\nSubject"))
    assert (entry.url, entry.origin.date, entry.problem) == ("=?utf-8?Q?a?=", None, "")


def test_packed(tmp_path: Path) -> None:
    file = tmp_path / "a.mhtml.gz"
    file.write_bytes(gzip.compress(CHROME))
    (entry,) = read_archive(str(file), "mail", Reading())
    assert isinstance(entry, Record)
    assert entry.url == "https://owls.example/page?a=b"
    with pytest.raises(InputError, match="no such file"):
        list(read_archive(str(tmp_path / "missing"), "mail", Reading()))


@given(data=st.data())
def test_nothing_raises(data: st.DataObject) -> None:
    mail = bytearray(data.draw(st.sampled_from([CHROME, EXPLORER, multipart(TEXT, part(HTML))])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(mail) - 1))
        stretch = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"=?", b"*0*=", b"\r\n\r\n", b";", b'"']))
        )
        mail[at : at + len(stretch)] = stretch
    entry = read(bytes(mail))
    assert bool(entry.problem) != bool(entry.data)


@pytest.mark.parametrize(
    ("value", "parameters"),
    [
        pytest.param("text/html", {}, id="none"),
        pytest.param("text/html; Charset = UTF-8 ;a=b", {"charset": "UTF-8", "a": "b"}, id="plain"),
        pytest.param(r'text/html; a="b; c=\"d\""; e=f', {"a": 'b; c="d"', "e": "f"}, id="quoted"),
        pytest.param('text/html; a="b', {"a": "b"}, id="open-quote"),
        pytest.param("text/html; a*0=b; a*1=c; a*10=e; a*2=d", {"a": "bcde"}, id="pieces"),
        pytest.param("text/html; a*=utf-8'en'%C3%A4; b*0*=latin-1''%E4; b*1*=%41", {"a": "ä", "b": "äA"}, id="coded"),
        pytest.param("text/html; a*=none-such'en'b", {"a": "b"}, id="unknown-charset"),
        pytest.param("text/html; a=b; a=c", {"a": "b"}, id="twice"),
        pytest.param("text/html; a*0*=;;; =; *=b; a b", {"a": ""}, id="nonsense"),
    ],
)
def test_parameters(value: str, parameters: dict[str, str]) -> None:
    assert parameters_of(value) == parameters


def test_parameters_are_bounded() -> None:
    assert len(parameters_of("".join(f"; a{number}=b" for number in range(2 * MAX_PARAMETERS)))) == MAX_PARAMETERS


@pytest.mark.parametrize(
    ("head", "page"),
    [
        pytest.param(b"A: " + b"b" * MAX_FIELD_BYTES, True, id="long-field"),
        pytest.param(b"\r\n".join([b"A: b"] * (MAX_FIELDS - 1)), True, id="most-fields"),
        pytest.param(b"\r\n".join([b"A: b"] * MAX_FIELDS), False, id="more-fields"),
        pytest.param(b"A: b" + b"\r\n  b" * 50_000, True, id="folded"),
        pytest.param(b"A: b" + b"\r\n  b" * 60_000, False, id="folded-without-end"),
    ],
)
def test_headers_are_bounded(head: bytes, page: bool) -> None:
    entry = read(head + b"\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML.encode())
    assert (entry.content_type == "text/html; charset=utf-8") == page


@pytest.mark.parametrize(("count", "found"), [(MAX_PARTS - 2, True), (MAX_PARTS - 1, False)])
def test_parts_are_bounded(count: int, found: bool) -> None:
    entry = read(multipart(*[part("x", "image/png")] * count, part(HTML)))
    assert bool(entry.data) == found


@pytest.mark.parametrize(
    ("body", "coding", "expected"),
    [
        pytest.param(b"PHA+T3dscw==", "base64", b"<p>Owls", id="base64"),
        pytest.param(b"!!PH\r\nA+T3d~scw", "BASE64", b"<p>Owls", id="base64-junk-and-no-end"),
        pytest.param(b"<p>Ow=\r\nls=20=3D=Z", "quoted-printable", b"<p>Owls ==Z", id="quoted-printable"),
        pytest.param(b"<p>Owls", "none-such", b"<p>Owls", id="unknown"),
    ],
)
def test_codings(body: bytes, coding: str, expected: bytes) -> None:
    assert read(f"Content-Type: text/html\nContent-Transfer-Encoding: {coding}\n\n".encode() + body).data == expected


@given(data=st.data())
def test_parts_are_those_of_the_standard_library(data: st.DataObject) -> None:
    texts = data.draw(
        st.lists(st.sampled_from(["Owls", "two\r\nlines", "", "--a", "-- b\r\n"]), min_size=1, max_size=4)
    )
    inner = multipart(*[part(f"<p>{text}") for text in texts], boundary="inner")
    mail = multipart(part("a", "text/plain"), inner, part("b", "text/plain"), kind="mixed", boundary="outer")
    message = email.message_from_bytes(mail)
    parts = read_parts(mail)
    assert [one.content_type for one in parts] == [one.get_content_type() for one in message.walk()]
    bodies = [one.get_payload(decode=True) for one in message.walk() if not one.is_multipart()]
    assert [body_of(mail, one) for one in parts if not one.content_type.startswith("multipart/")] == bodies
