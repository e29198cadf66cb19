from __future__ import annotations

import pytest

from cleanpage.selectors import MAX_SELECTOR_CHARS, parse_selector


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        pytest.param("p", [" p"], id="tag"),
        pytest.param(" *\n", [" *"], id="any"),
        pytest.param("lite-video.a.b#c[d]", [" lite-video.a.b#c[d]"], id="all-of-one"),
        pytest.param(".md\\:flex", [" .md\\:flex"], id="escaped"),
        pytest.param(".größe", [" .größe"], id="letters-of-any-script"),
        pytest.param("#--x._y", [" #--x._y"], id="names-that-begin-with-signs"),
        pytest.param("main p>a", [" main", " p", ">a"], id="within"),
        pytest.param("a + b~c\n>\td", [" a", "+b", "~c", ">d"], id="beside"),
        pytest.param("nav , p > a,li", [" nav", ",", " p", ">a", ",", " li"], id="alternatives"),
        pytest.param("[a=b][c = 'd > e' i]", [" [a=b][c = 'd > e' i]"], id="attributes"),
        pytest.param('[a^="]"] [b$=x]', [' [a^="]"]', " [b$=x]"], id="a-bracket-in-quotes"),
        pytest.param("p:not(.a, [b]):first-child a", [" p:not(.a, [b]):first-child", " a"], id="without"),
        pytest.param(":last-child", [" :last-child"], id="last"),
    ],
)
def test_steps(selector: str, expected: list[str]) -> None:
    steps: list[str] = []
    for number, alternative in enumerate(parse_selector(selector)):
        steps += [","] * (number > 0) + ["".join(step) for step in alternative]
    assert steps == expected


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        pytest.param("", "not empty", id="empty"),
        pytest.param(" \n", "not empty", id="blank"),
        pytest.param("p >", "its end is missing", id="cut-off"),
        pytest.param("p,", "its end is missing", id="no-alternative"),
        pytest.param("> p", "from '> p' on", id="nothing-before"),
        pytest.param("a,,b", "from ',b' on", id="empty-alternative"),
        pytest.param("a > > b", "from '> b' on", id="two-joints"),
        pytest.param(".1a", "from '.1a' on", id="a-name-that-is-none"),
        pytest.param("a{color:red}", "from '{color:red}' on", id="a-rule"),
        pytest.param("[a=1]", r"from '\[a=1\]' on", id="a-value-that-is-none"),
        pytest.param("[a='b]", "from", id="open-quote"),
        pytest.param("p:not(", "from ':not", id="open-bracket"),
        pytest.param("p:not(a b)", "from ':not", id="steps-in-not"),
        pytest.param("p:nth-child(3)", "from ':nth-child", id="counting"),
        pytest.param("p:has(a)", "from ':has", id="looking-inwards"),
        pytest.param("a:hover", "from ':hover", id="what-a-dump-has-not"),
        pytest.param("p::before", "from '::before", id="what-is-no-element"),
        pytest.param("svg|a", "from '|a' on", id="namespace"),
        pytest.param("//p[1]", "from", id="xpath"),
        pytest.param("p\0", "control characters", id="nul"),
        pytest.param("[a='\ud800']", "control characters", id="surrogate"),
        pytest.param("a" * (MAX_SELECTOR_CHARS + 1), "at most 500", id="long"),
    ],
)
def test_what_is_not_taken(selector: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_selector(selector)
