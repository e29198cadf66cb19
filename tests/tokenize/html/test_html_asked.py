from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleanpage.blocks import Dump
from cleanpage.selectors import Joint, Step, parse_selector
from cleanpage.tokenize.html import find_asked, tokenize_parsed
from cleanpage.tokenize.html.asked import find_elements

COMPOUNDS = ("div", ".a", ".b", "*", "#k", "p.c", ":not(.a)", ":first-child", "li:last-child", "[x]", "br")
TAGS = st.sampled_from(["div", "p", "ul", "li", "span"])
JOINTS: Sequence[Joint] = (" ", ">", "+", "~")


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Elements in each other and beside each other, with text and comments between them."""
    parts = draw(
        st.lists(
            st.sampled_from(["</div>", "</ul>", "</span>", "<!--x-->", "text", "<br class=a>"])
            | st.builds(
                "<{} class='{} {}'{}>".format, TAGS, *[st.sampled_from("abc")] * 2, st.sampled_from([" id=k", " x", ""])
            ),
            max_size=30,
        )
    )
    return "<body>" + "".join(parts)


SELECTORS = st.lists(
    st.lists(st.tuples(st.sampled_from(JOINTS), st.sampled_from(COMPOUNDS)), min_size=1, max_size=4).map(
        lambda steps: "".join([f"{joint}{one}" for joint, one in steps])[1:]
    ),
    min_size=1,
    max_size=3,
)


@given(pages(), SELECTORS)
def test_elements_are_those_that_the_selectors_name(page: str, selectors: list[str]) -> None:
    root = LexborHTMLParser(page).root
    assert root is not None
    expected = set()
    for steps in [steps for selector in selectors for steps in parse_selector(selector)]:
        matching = [{node.mem_id for node in root.css(step.compound)} for step in steps]
        expected |= {node.mem_id for node in root.traverse() if _meets(node, steps, matching)}
    assert find_elements(root, selectors) == expected


def _meets(node: LexborNode, steps: Sequence[Step], matching: Sequence[set[int]]) -> bool:
    """Tell whether a node meets the last of some steps, as the standard has it."""
    if node.mem_id not in matching[len(steps) - 1]:
        return False
    if len(steps) == 1:
        return True
    around, before = [], []
    outer, other = node.parent, node.prev
    while outer is not None:
        around.append(outer)
        outer = outer.parent
    while other is not None:
        if not other.is_comment_node and not other.is_text_node:
            before.append(other)
        other = other.prev
    near = {" ": around, ">": around[:1], "+": before[:1], "~": before}[steps[-1].joint]
    return any(_meets(one, steps[:-1], matching) for one in near)


PAGE = """<body><header>Site</header><main id=m><p class=a>One <b class=in>two</b></p><p><i class=all>Three</i></p>
<div class=box>Four<p>Five</p><div class=inner>Six<br>Seven</div></div><ul><li>Eight<li>Nine</ul></main><p>Ten"""


@pytest.mark.parametrize(
    ("keep", "drop", "kept", "dropped"),
    [
        pytest.param([], [], "", "", id="nothing"),
        pytest.param(["header"], [], "Site", "", id="keep"),
        pytest.param([], [".box"], "", "Four Five Six Seven", id="drop"),
        pytest.param([".inner"], [".box"], "Six Seven", "Four Five", id="keep-within-drop"),
        pytest.param([".box"], [".inner"], "Four Five", "Six Seven", id="drop-within-keep"),
        pytest.param(["main", ".inner"], ["div"], "One-two Three Six Seven Eight Nine", "Four Five", id="three-levels"),
        pytest.param(["p"], ["p"], "One-two Three Five Ten", "", id="both-name-it"),
        pytest.param([".in"], [], "One-two", "", id="keep-within-a-text"),
        pytest.param([], [".in"], "", "", id="drop-within-a-text"),
        pytest.param([], [".all"], "", "Three", id="drop-all-of-a-text"),
        pytest.param([".in"], [".a"], "One-two", "", id="keep-within-a-text-to-drop"),
        pytest.param([], ["li + li, header"], "", "Site Nine", id="alternatives"),
        pytest.param(["table", "article p"], ["nav > *"], "", "", id="no-such-elements"),
        pytest.param([], ["body"], "", "Site One-two Three Four Five Six Seven Eight Nine Ten", id="all"),
    ],
)
def test_blocks(keep: list[str], drop: list[str], kept: str, dropped: str) -> None:
    document, parsed = tokenize_parsed(Dump(text=PAGE))
    asked = find_asked(document, parsed, keep, drop)
    texts = [block.text.replace(" ", "-") for block in document.blocks]
    assert [
        " ".join(texts[index] for index in sorted(asked) if asked[index] is verdict) for verdict in (True, False)
    ] == [
        kept,
        dropped,
    ]


@pytest.mark.parametrize(
    "page", [pytest.param("", id="empty"), pytest.param("just words", id="words"), pytest.param("<p>", id="no-text")]
)
def test_pages_without_elements(page: str) -> None:
    document, parsed = tokenize_parsed(Dump(text=page))
    found = find_asked(document, parsed, ["body"], ["p"])
    assert found == dict.fromkeys(range(len(document.blocks)), True)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("<div>" * 200 + "x" + "</div>" * 200, id="nested"),
        pytest.param("<p>x", id="flat"),
        pytest.param("<b>x", id="unclosed"),
        pytest.param("<!----><p>x", id="comments"),
        pytest.param("<p class='" + "a " * 200 + "'>x", id="classes"),
    ],
)
@pytest.mark.parametrize(
    "selector",
    [
        pytest.param("* " * 100, id="within"),
        pytest.param("* ~ " * 100 + "q", id="beside"),
        pytest.param("p ~ p ~ p + p, div > div div:not(.a) > :last-child", id="mixed"),
        pytest.param(":first-child :not(.a, [x])", id="first"),
    ],
)
def test_time_is_linear_in_the_page(unit: str, selector: str) -> None:
    """What the parser's own engine may take minutes for."""
    page = (unit * (1_000_000 // len(unit)))[:1_000_000]
    parsed = tokenize_parsed(Dump(text=page))[1]
    assert parsed.root is not None
    start = time.process_time()
    find_elements(parsed.root, [selector.strip()])
    assert time.process_time() - start < 5
