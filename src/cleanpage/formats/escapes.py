"""Put text and addresses into markup so that they stay text and addresses.

What comes in may be hostile: the words of a page, and what its attributes hold. What goes out can stand in HTML and
in XML 1.0, and no reader of either takes it for markup or for a script.
"""

from __future__ import annotations

import html
import re
from typing import Final

from cleanpage.formats.addresses import LINK_SCHEMES, MEDIA_SCHEMES, resolve

MAX_LANGUAGE_CHARS: Final = 40
"""Of the name of a language; "objective-c++" has 13 and "zh-Hant-HK" 10."""

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

# Char in XML 1.0, section 2.2, says what may stand in a document; carriage returns become line feeds when it is read.
_FORBIDDEN: Final = re.compile("\r\n?|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

_NOT_IN_LANGUAGE: Final = re.compile(r"[^A-Za-z0-9+#._-]")


def clean_text(text: str) -> str:
    """Return the text without what XML 1.0 can't hold.

    Control characters become spaces, as what parted two words should do so still, and carriage returns the end of a
    line. Halves of surrogate pairs and what Unicode calls no character become U+FFFD.

    >>> clean_text("a\\x07b\\r\\nc\\ud800")
    'a b\\nc\N{REPLACEMENT CHARACTER}'
    """
    return _FORBIDDEN.sub(_instead, text)


def _instead(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] == "\r":
        return "\n"
    return " " if found < " " else REPLACEMENT


def escape_text(text: str) -> str:
    """Return the text as it stands between tags of HTML or XML.

    >>> escape_text("if a < b && c:")
    'if a &lt; b &amp;&amp; c:'
    """
    return html.escape(clean_text(text), quote=False)


def escape_attribute(text: str) -> str:
    """Return the text as it stands in an attribute between double or single quotes, on one line.

    >>> escape_attribute('the "owl"')
    'the &quot;owl&quot;'
    """
    return html.escape(" ".join(clean_text(text).split()))


def safe_link(address: str) -> str:
    """Return the address of a link, "" if it is not relative or of one of `LINK_SCHEMES`.

    >>> safe_link("https://owls.example/a b"), safe_link("java\\nscript:alert(1)")
    ('https://owls.example/a%20b', '')
    """
    return _safe_address(address, LINK_SCHEMES)


def safe_source(address: str) -> str:
    """Return the address of a picture, video or sound, "" if it is not relative or of one of `MEDIA_SCHEMES`."""
    return _safe_address(address, MEDIA_SCHEMES)


def safe_language(name: str) -> str:
    """Return the name of a language, of people or of code, without what is in none; cut to `MAX_LANGUAGE_CHARS`.

    >>> safe_language('c++"><script>')
    'c++script'
    """
    return _NOT_IN_LANGUAGE.sub("", name[: 4 * MAX_LANGUAGE_CHARS])[:MAX_LANGUAGE_CHARS]


def _safe_address(address: str, schemes: frozenset[str]) -> str:
    found = resolve(address, "", schemes)
    # Once more, as quoting a space can make a scheme of what was none.
    return found if found == address else resolve(found, "", schemes)
