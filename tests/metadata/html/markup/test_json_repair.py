import json
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanpage.metadata.html.markup.json_repair import MAX_ALL_DOUBTS, MAX_DOUBTFUL_CHARS, MAX_REPAIR_CHARS, read_json

ARTICLE: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "Rain in May",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "keywords": ["rain", "May"],
    "wordCount": 120,
    "isAccessibleForFree": True,
}
TEXT = json.dumps(ARTICLE)
LINES = json.dumps(ARTICLE, indent=2)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(TEXT, id="sound"),
        pytest.param(f"<!-- {TEXT} -->", id="comment-around"),
        pytest.param(f"//<![CDATA[\n{TEXT}\n//]]>", id="cdata"),
        pytest.param(f"/*<![CDATA[*/ {TEXT} /*]]>*/", id="cdata-in-comments"),
        pytest.param(f"<![CDATA[{TEXT}]]>", id="bare-cdata"),
        pytest.param(f"\ufeff\0{TEXT};\n", id="mark-nul-semicolon"),
        pytest.param(f"window.data = {TEXT}; show(data);", id="assignment"),
        pytest.param(f"<p>{LINES.replace(chr(10), '<br />' + chr(10))}</p>", id="html-lines"),
        pytest.param(TEXT.replace('"', "&quot;"), id="entities"),
        pytest.param(TEXT.replace('"', "&#8221;"), id="typeset-entities"),
        pytest.param(TEXT.replace('"', "”"), id="typeset-quotes"),
        pytest.param(TEXT.replace('"', '\\"'), id="escaped-quotes"),
        pytest.param(json.dumps(TEXT), id="json-in-a-string"),
        pytest.param(TEXT.replace('"', "'"), id="single-quotes"),
        pytest.param(TEXT.replace('"headline"', "headline"), id="bare-key"),
        pytest.param(TEXT.replace('"120"', "120").replace(": true", ": True"), id="python-words"),
        pytest.param(TEXT[:-1] + ",}", id="trailing-comma"),
        pytest.param(TEXT.replace('"May"', '"May",'), id="trailing-comma-in-list"),
        pytest.param(TEXT.replace(", ", ",, ,"), id="doubled-commas"),
        pytest.param(re.sub(r', (?="\w+":)', " ", TEXT), id="no-commas-between-members"),
        pytest.param(LINES.replace(",\n", "\n"), id="no-commas-between-lines"),
        pytest.param(LINES.replace(",\n", ', // note, with "quotes"\n'), id="line-comments"),
        pytest.param(TEXT.replace(", ", ", /* a note */ "), id="comments"),
        pytest.param(TEXT.replace('"Rain in May"', '"Rain in May'), id="no-closing-quote"),
        pytest.param(LINES.replace('"Rain in May",', '"Rain in May'), id="no-closing-quote-on-a-line"),
        pytest.param(TEXT.replace('"Rain in May"', 'Rain in May"'), id="no-opening-quote"),
        pytest.param(TEXT.replace('"Rain in May"', "Rain in May"), id="no-quotes"),
        pytest.param(TEXT.replace('"headline":', 'headline":'), id="no-opening-quote-of-a-key"),
        pytest.param(TEXT.replace('"author":', '"author"'), id="no-colon"),
        pytest.param(TEXT.replace('"Jane Doe"}', '"Jane Doe"'), id="object-not-closed"),
        pytest.param(TEXT.replace('"May"]', '"May"'), id="list-not-closed"),
        pytest.param(TEXT.replace('"Jane Doe"}', '"Jane Doe"}]'), id="list-closed-too-early"),
        pytest.param(TEXT.replace('"Rain in May"', '"Rain in May"}'), id="closed-too-early"),
        pytest.param(TEXT + "}]}", id="too-many-brackets"),
        pytest.param(TEXT[:-1], id="bracket-cut-off"),
        pytest.param(TEXT[:-1] + ', "description": "It rai', id="string-cut-off"),
        pytest.param(TEXT[:-1] + ', "descr', id="key-cut-off"),
        pytest.param(TEXT[:-1] + ', "description": ,}', id="no-value"),
    ],
)
def test_what_can_be_told_is_read(script: str) -> None:
    found = read_json(script)[0]
    assert found["author"][0] == ARTICLE["author"][0]
    # Where brackets are wrong, the second author can get lost.
    assert {**found, "author": ARTICLE["author"]} == ARTICLE


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param('say "no" to it', 'say "no" to it', id="quotes-inside"),
        pytest.param('it is "no"', 'it is "no"', id="quotes-at-the-end"),
        pytest.param('"no", they say', '"no", they say', id="quote-and-comma"),
        pytest.param('<a href="/x" rel="y">z</a>', '<a href="/x" rel="y">z</a>', id="html"),
        pytest.param("two\nlines\tand tabs", "two\nlines\tand tabs", id="control-characters"),
        pytest.param(r"5\ 6 \'a\'", "5 6 'a'", id="bad-escapes"),
        pytest.param(r"\u00e9\ud83d\ude00 \"x\" \\", 'é😀 "x" \\', id="good-escapes"),
        pytest.param("// no /* comment */, http://x.org", "// no /* comment */, http://x.org", id="comment-signs"),
        pytest.param("a } b ] c", "a } b ] c", id="brackets"),
    ],
)
@pytest.mark.parametrize("layout", ['{"a": 1,, "text": "%s", "b": 2}', '{"a": 1\n "text": "%s"\n "b": 2}'])
def test_strings(value: str, expected: str, layout: str) -> None:
    assert read_json(layout % value) == [{"a": 1, "text": expected, "b": 2}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("-1.5e3", -1500.0, id="number"),
        pytest.param("9" * 5000, "9" * 5000, id="endless-number"),
        pytest.param("undefined", None, id="constant"),
        pytest.param("2024-05-06T08:00", "2024-05-06T08:00", id="date"),
        pytest.param("https://example.org/a", "https://example.org/a", id="address"),
    ],
)
def test_bare_values(value: str, expected: object) -> None:
    assert read_json(f'{{"a": {value}, "b": 2,}}') == [{"a": expected, "b": 2}]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param('{"a": , "b": 2}', {"b": 2}, id="no-value"),
        pytest.param('{"a":: 1, "b": 2}', {"a": 1, "b": 2}, id="two-colons"),
        pytest.param('{"a": Rain // note\n, "b": 2}', {"a": "Rain", "b": 2}, id="word-and-comment"),
        pytest.param('{"a": [{"b": 1, {"b": 2}]}', {"a": [{"b": 1}, {"b": 2}]}, id="object-not-closed-in-a-list"),
        pytest.param('{"a": ["b", "c": 2}', {"a": ["b"], "c": 2}, id="list-not-closed"),
        pytest.param('{"a": {"b": 1}], "c": 2}', {"a": {"b": 1}, "c": 2}, id="bracket-that-closes-nothing"),
        pytest.param('{"a": 1} "c": 2}', {"a": 1, "c": 2}, id="object-closed-too-early"),
    ],
)
def test_structure(script: str, expected: object) -> None:
    assert read_json(script) == [expected]


def test_the_end_of_a_string_is_not_looked_for_without_end() -> None:
    assert read_json('{"a": "b"%s", "c": 1}' % (" x" * 50))[0]["a"] == 'b"' + " x" * 50
    assert read_json('{"a": "b"%s", "c": 1}' % (" x" * MAX_DOUBTFUL_CHARS))[0]["a"] == "b"
    text, riddles = '"a": "say "no" to it"', '"b": [' + '"b"x ' * MAX_ALL_DOUBTS + "]"
    assert read_json("{" + text + ", " + riddles + "}")[0]["a"] == 'say "no" to it'
    assert read_json("{" + riddles + ", " + text + "}")[0]["a"] == "say "


def test_several_values() -> None:
    assert read_json('{"a": 1}{"b": 2};\n[3]') == [{"a": 1}, {"b": 2}, [3]]


@pytest.mark.parametrize("script", ["", " \n", "no JSON at all", '"a string"', "12", "null", "}", '"', "\\"])
def test_nothing_to_read(script: str) -> None:
    assert [value for value in read_json(script) if isinstance(value, (dict, list))] == []


@pytest.mark.parametrize("brackets", ["[]", '{"a":}'])
def test_depth_does_no_harm(brackets: str) -> None:
    opening, closing = brackets[:-1], brackets[-1]
    value = read_json(opening * 50_000 + '"deep"' + closing * 50_000)[0]
    for _ in range(49_999):
        value = value["a"] if isinstance(value, dict) else value[0]
    assert value in (["deep"], {"a": "deep"})


SLOW = (
    '{"a":"b"x ', '"', '["a"x ', '{"a":', "[", '{"a":[', '{"a": "b\n', "{", ":", ",", '"a" ', '"a\\', "//", "/* ", "<a",
    '"a": ', "'", '{"a": "b" ,', "&quot;", '{&quot;a&quot;: "', "\\", "[[]", '{"a":}', '", ', '"\n"',
)  # fmt: skip


@pytest.mark.parametrize("piece", SLOW)
@pytest.mark.parametrize("start", ["", '{"a":', '{"a":"'])
def test_hostile_scripts_come_to_an_end(start: str, piece: str) -> None:
    script = start + piece * (200_000 // len(piece))
    began = time.process_time()
    read_json(script)
    # A third of a second; were it to grow with the square, a minute.
    assert time.process_time() - began < 5


def test_no_more_than_the_limit_is_repaired() -> None:
    script = "[" + "1 ,, " * (MAX_REPAIR_CHARS // 5) + '"last"]'
    assert read_json(script)[0][-1] == 1


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab@: ,\"'\\é", max_size=9), inner, max_size=4),
    max_leaves=20,
)


@given(st.lists(JSON_VALUES, max_size=4) | st.dictionaries(st.text("ab", max_size=3), JSON_VALUES, max_size=4))
def test_sound_json_survives_the_repair(value: Any) -> None:
    # The semicolon and the second value make json refuse it.
    assert read_json(json.dumps(value) + "; {}")[0] == value


@given(st.text(alphabet="{}[]\"':,\\/*<>!-ab1 \n", max_size=60))
def test_anything_is_taken(script: str) -> None:
    assert isinstance(read_json(script), list)
