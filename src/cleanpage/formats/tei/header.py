"""Write a page's metadata as the header of a TEI document.

`Metadata` comes in and the element `teiHeader` goes out: title and authors in `titleStmt`, who published it and how
in `publicationStmt`, where it comes from in `sourceDesc`; language, description and keywords in `profileDesc`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from cleanpage.formats.escapes import escape_attribute, escape_text, safe_link
from cleanpage.metadata import Metadata

_AUTHORITY: Final = re.compile(r"[^@:%\[\]]*(?::\d{1,5})?")
"""RFC 3986, section 3.2, without names and passwords, IPv6 and quoted characters."""
_NOT_IN_URI: Final = re.compile(r"[\s\[\]#^\ud800-\udfff\ufffe\uffff]|%(?![0-9A-Fa-f]{2})")

_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
"""The type `language` of XML Schema."""
_MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:(T(?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?)?",
    re.ASCII,
)


def tei_header(metadata: Metadata, url: str | None) -> str:
    """Return the element `teiHeader`, a line for each field that has a value, and those that there must be."""
    parts = ["<teiHeader>", "<fileDesc>", "<titleStmt>", f"<title>{_text(metadata.title)}</title>"]
    parts += _authors(metadata)
    parts += ["</titleStmt>", "<publicationStmt>", *_publication(metadata), "</publicationStmt>"]
    parts += ["<sourceDesc>", "<bibl>", *_source(metadata, url), "</bibl>", "</sourceDesc>", "</fileDesc>"]
    profile = _profile(metadata)
    if profile:
        parts += ["<profileDesc>", *profile, "</profileDesc>"]
    return "\n".join([*parts, "</teiHeader>\n"])


def pointer(name: str, address: str) -> str:
    """Return an attribute with an address, " target=…"; "" for one that is no URI, which TEI does not allow.

    What only browsers take, as brackets in a query, is quoted. The address is to come from `safe_link` or
    `safe_source`.

    >>> pointer("target", "https://owls.example/?tag[]=1"), pointer("target", "https://owls.example:x/")
    (' target="https://owls.example/?tag%5B%5D=1"', '')
    """
    before, mark, fragment = address.partition("#")
    start, slashes, rest = before.partition("//")
    if slashes and (not start or start.endswith(":")):
        authority = re.split("[/?]", rest, maxsplit=1)[0]
        if not _AUTHORITY.fullmatch(authority):
            return ""
    quoted = _quote(before) + mark + _quote(fragment)
    return f' {name}="{escape_attribute(quoted)}"' if quoted else ""


def language_code(metadata: Metadata) -> str:
    """Return the language, "" if there is none or it is no code."""
    language = metadata.language or ""
    return language if _LANGUAGE.fullmatch(language) else ""


def _quote(part: str) -> str:
    return _NOT_IN_URI.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace")), part
    )


def _authors(metadata: Metadata) -> list[str]:
    organisations = set(metadata.organisations)
    return [
        f"<author><orgName>{_text(name)}</orgName></author>"
        if name in organisations
        else f"<author>{_text(name)}</author>"
        for name in metadata.authors
    ]


def _publication(metadata: Metadata) -> list[str]:
    """Return who published the page, with date and licence; an empty paragraph where nobody is named.

    The details may only follow a name, and without one they are in the source's description alone.
    """
    publisher = metadata.publisher or metadata.site_name
    if not publisher:
        return ["<p/>"]
    return [f"<publisher>{_text(publisher)}</publisher>", *_date("published", metadata.published), *_licence(metadata)]


def _source(metadata: Metadata, url: str | None) -> list[str]:
    parts = [f'<title level="a">{_text(metadata.title)}</title>', *_authors(metadata)]
    if metadata.site_name:
        parts.append(f'<title level="j">{_text(metadata.site_name)}</title>')
    if metadata.publisher:
        parts.append(f"<publisher>{_text(metadata.publisher)}</publisher>")
    parts += [*_date("published", metadata.published), *_date("modified", metadata.modified), *_licence(metadata)]
    addresses = dict.fromkeys(address for address in (metadata.canonical_url, url) if address)
    for address in addresses:
        parts.append(f"<ref{pointer('target', safe_link(address))}>{_text(address)}</ref>")
    return parts


def _licence(metadata: Metadata) -> list[str]:
    if not metadata.licence:
        return []
    target = pointer("target", safe_link(metadata.licence)) if "://" in metadata.licence else ""
    status = {"free": ' status="free"', "paywalled": ' status="restricted"', None: ""}[metadata.access]
    return [f"<availability{status}><licence{target}>{_text(metadata.licence)}</licence></availability>"]


def _profile(metadata: Metadata) -> list[str]:
    parts: list[str] = []
    if metadata.description:
        parts.append(f"<abstract><p>{_text(metadata.description)}</p></abstract>")
    language = language_code(metadata)
    if language:
        parts.append(f'<langUsage><language ident="{language}"/></langUsage>')
    terms = [f'<term type="category">{_text(name)}</term>' for name in metadata.categories]
    terms += [f'<term type="tag">{_text(name)}</term>' for name in metadata.tags]
    if terms:
        parts.append("<textClass><keywords>" + "".join(terms) + "</keywords></textClass>")
    return parts


def _date(kind: str, value: str | None) -> list[str]:
    """Return the date as printed, with the attribute `when` if XML Schema has it as a date or a moment."""
    if not value:
        return []
    return [f'<date type="{kind}"{_when(value)}>{_text(value)}</date>']


def _when(value: str) -> str:
    match = _MOMENT.fullmatch(value)
    if not match:
        return ""
    day, minute, second, zone = match.groups()
    try:
        date.fromisoformat(day)
    except ValueError:
        return ""
    moment = f"{day}{minute}{second or ':00'}{zone or ''}" if minute else day
    return f' when="{moment}"'


def _text(value: str | None) -> str:
    return escape_text(" ".join((value or "").split()))
