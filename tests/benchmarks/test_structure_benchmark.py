from typing import Any

import pytest
from benchmarks.formats import structure
from benchmarks.formats.structure import (
    DEFUDDLE,
    GROUPS,
    PLACE,
    Case,
    judge,
    main,
    print_counts,
    print_wrong,
    read_cases,
)
from benchmarks.formats.structure_checks import CHECKS, failed_checks, plain_tex
from benchmarks.formats.structure_reading import (
    CodeBlock,
    ListItem,
    read_code,
    read_items,
    read_markdown,
    read_tables,
    read_text,
)

CASES = read_cases()
MIN_CASES = 45


def test_cases_are_many_and_of_all_groups() -> None:
    assert len(CASES) >= MIN_CASES
    assert {case.group for case in CASES} == set(GROUPS)
    assert len({case.name for case in CASES}) == len(CASES)
    assert {check for case in CASES for check in case.checks} == set(CHECKS)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_expected_markdown_passes_its_checks(case: Case) -> None:
    assert PLACE not in case.page
    assert case.html in case.page
    assert judge(case, case.markdown, "markdown") == ([], False)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_answer_without_the_structure_fails(case: Case) -> None:
    assert judge(case, "Every spring the harbour office opens its ledgers.", "markdown").failed
    assert judge(case, "Every spring the harbour office opens its ledgers.", "text").failed


@pytest.mark.parametrize(
    ("check", "expected", "right", "wrong"),
    [
        pytest.param("present", ["1 * 2", ["a", "b"]], r"1 \* 2 b", "1 2 b", id="present"),
        pytest.param("absent", ["Copy"], "a", "a Copy", id="absent"),
        pytest.param("once", ["a"], "a b", "a b a", id="once"),
        pytest.param("words", ["one", "two"], "one and two", "two and one", id="words"),
        pytest.param("lines", ["a b", "c"], "a b\\\nc", "a b\nc", id="lines"),
        pytest.param("in_item", ["b"], "- a\n\n  b", "- a\n\nb", id="in-item"),
        pytest.param("raised", [["10", "6"]], "10<sup>6</sup>", "106", id="raised"),
        pytest.param("raised", [["10", "6"]], "10⁶", "10 6", id="raised-sign"),
        pytest.param("marks", [["1931", "1"]], "in 1931[^1].\n\n[^1]: b", "in 19311.", id="marks"),
        pytest.param("table", [["a", "b"], ["c", ""]], "|a|b|\n|-|-|\n|c||", "|a|b|\n|-|-|\n||c|", id="table"),
        pytest.param("table", [["a", "="]], "|a||\n|-|-|", "|a|b|\n|-|-|", id="span"),
        pytest.param("table", [["a", "="]], "|a|a|\n|-|-|", "a", id="span-repeated"),
        pytest.param("exact_table", [["−1.5"]], "|−1.5|\n|-|", "|1.5|\n|-|", id="exact-table"),
        pytest.param("rows", [["c", "d"]], "|a|b|\n|-|-|\n|c|d|", "|a|b|\n|-|-|\n|c||", id="rows"),
        pytest.param("no_table", True, "a", "|a|\n|-|", id="no-table"),
        pytest.param("items", "- a\n  - b", "* a\n  * b", "* a\n* b", id="item-depth"),
        pytest.param("items", "3. a", "3) a", "1. a", id="item-number"),
        pytest.param("headings", [[2, "a"], [3, "b"]], "# a\n## b", "# a\n# b", id="headings"),
        pytest.param("quotes", [[1, "a"], [2, "b"]], "> a\n> > b", "> a\n>\n> b", id="quotes"),
        pytest.param("code", "a\n\n  b", "```\na\n\n  b\n```", "```\na\n  b\n```", id="code"),
        pytest.param("code", "a\n b", "    a\n     b", "a\n b", id="indented-code"),
        pytest.param("language", ["c"], "```c\na\n```", "```\na\n```", id="language"),
        pytest.param("code_spans", ["a*b"], "`a*b`", "a*b", id="code-spans"),
        pytest.param("strong", ["a"], "**a**", "*a*", id="strong"),
        pytest.param("emphasis", ["a"], "_a_", "a", id="emphasis"),
        pytest.param("deleted", ["a"], "~~a~~", "a", id="deleted"),
        pytest.param("links", {"a": "https://b.example/"}, "[a](https://b.example/)", "[a](/)", id="links"),
        pytest.param("images", {"https://b.example/c": "a"}, "![a](https://b.example/c)", "![](c)", id="images"),
        pytest.param("any_image", ["/1", "/2"], "![](/2)", "![](/3)", id="any-image"),
        pytest.param("address", "kPq", "<https://v.example/kPq>", "a", id="address"),
        pytest.param("absent_address", "javascript:", "a", "[a](<javascript:b()>)", id="absent-address"),
        pytest.param("formulas", [r"\frac{1}{x^2}"], r"a $ \frac{1}{x^{2}} $", r"a \frac{1}{x^2}", id="formulas"),
        pytest.param("formulas", ["a_1 b_1"], r"\(a_1 b_1\)", "a_1 b_1", id="formulas-in-brackets"),
        pytest.param("formulas", ["a_1 b_1"], r"\\(a\_1 b\_1\\)", r"a\_1 b\_1", id="formulas-of-scripts"),
        pytest.param("no_formulas", True, "$20 and $30", "$20 and x$", id="no-formulas"),
    ],
)
def test_check(check: str, expected: Any, right: str, wrong: str) -> None:
    math = check == "formulas"
    assert failed_checks(read_markdown(right, math=math), {check: expected}) == []
    assert failed_checks(read_markdown(wrong, math=math), {check: expected}) == [check]


@pytest.mark.parametrize(
    ("check", "expected", "right", "wrong"),
    [
        pytest.param("table", [["a b", "c"], ["d", "="]], "a b\tc\nd", "a b\nc\nd", id="table"),
        pytest.param("exact_table", [["+1", "2"]], "+1 | 2", "1 2", id="exact-table"),
        pytest.param("rows", [["a", "b"]], "a  b", "a c b", id="rows"),
        pytest.param("items", "- a\n  - b", "• a\n  • b", "• a\n• b", id="items"),
        pytest.param("code", "a\n  b", "x\na\n  b\ny", "a\nb", id="code"),
        pytest.param("formulas", ["a_1"], r"an \( a_1 \)", "an a_1", id="formulas"),
        pytest.param("headings", [[1, "a"]], None, "a", id="headings"),
        pytest.param("links", {"a": "/b"}, None, "a /b", id="links"),
    ],
)
def test_check_of_plain_text(check: str, expected: Any, right: str | None, wrong: str) -> None:
    if right is not None:
        assert failed_checks(read_text(right), {check: expected}) == []
    assert failed_checks(read_text(wrong), {check: expected}) == [check]


def test_raw_html_in_markdown_counts_like_markdown() -> None:
    table = '<table><tr><td rowspan="2">a</td><td>b<br>c</td></tr><tr><td colspan="2">d</td></tr></table>'
    reading = read_markdown(
        f'{table}\n\n<ol start="4"><li>x</li></ol>\n\n<pre><code class="lang-C">y</code></pre>', math=False
    )
    assert read_tables(reading) == [[["a", "b c"], ["a", "d", "d"]]]
    assert read_items(reading) == [ListItem(1, 4, "x")]
    assert read_code(reading) == [CodeBlock("y", "c")]


@pytest.mark.parametrize(
    ("formula", "same"),
    [
        pytest.param(r"\left(x\right)", "( x )", id="sizes"),
        pytest.param(r"{\displaystyle k={\frac {1}{RC}}}", r"k=\frac{1}{RC}", id="loose-braces"),
        pytest.param(r"\mathrm{d} t", "dt", id="upright"),
        pytest.param("x &lt; y", r"x \lt y", id="relations"),
    ],
)
def test_formulas_that_look_the_same(formula: str, same: str) -> None:
    assert plain_tex(formula) == plain_tex(same)


@pytest.mark.parametrize("other", [r"\frac{1}{R}C", r"\frac{R}{1C}", r"\frac1{RC}+1"])
def test_formulas_that_do_not(other: str) -> None:
    assert plain_tex(other) != plain_tex(r"\frac{1}{RC}")


def test_counts_tell_dropped_from_misread(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[0]
    outcomes = [judge(case, answer, "markdown") for answer in (case.markdown, "Boat Crew Catch Marigold Old Nan", "")]
    assert [outcome.lost for outcome in outcomes] == [False, False, True]
    print_counts({"some": outcomes}, [case] * 3, {"some": "markdown"})
    print_wrong(outcomes, [case] * 3)
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["some", "markdown", "1", "0", "0", "0", "0", "1", "1"]
    assert [line.split(case.about)[0].split() for line in lines[-2:]] == [
        ["tables/header-row", "table"],
        ["tables/header-row", "table,", "dropped"],
    ]


def test_system_that_is_missing_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = structure.System("no-such", "no_such_module", "text", lambda page, url: page)
    monkeypatch.setattr(structure, "SYSTEMS", {"missing": missing, "all": missing._replace(module="json")})
    assert main(["--against", "missing", "all", DEFUDDLE, "--wrong", "all"]) == 0
    out = capsys.readouterr().out
    assert "missing is not installed (pip install no-such) and left out" in out
    assert "defuddle is left out: run 'npm install defuddle linkedom'" in out
    assert "all               text" in out
