import json

import pytest

from cleanpage.metadata.evidence import Value
from cleanpage.metadata.html.markup.json_ld_places import (
    MAX_NODES,
    MAX_STEPS,
    MAX_VALUES,
    Place,
    distinct,
    read_places,
    walk,
)


def steps(scripts: list[str], inside: tuple[str, ...] | None = None) -> list[str]:
    return [place.path() for place in walk(read_places(scripts), inside)]


@pytest.mark.parametrize(
    ("scripts", "expected"),
    [
        pytest.param(["{}"], ["json-ld [0]"], id="object"),
        pytest.param(["[{}, {}]"], ["json-ld [0][0]", "json-ld [0][1]"], id="list"),
        pytest.param(["", "  ", "{}"], ["json-ld [2]"], id="empty-scripts"),
        pytest.param(["{}{}"], ["json-ld [0][0]", "json-ld [0][1]"], id="two-values"),
        pytest.param(["{},"], ["json-ld [0]"], id="broken"),
        pytest.param([json.dumps("{}")], ["json-ld [0]"], id="json-in-a-string"),
        pytest.param(['{"a": [1, {"b": {}}]}'], ["json-ld [0]", "json-ld [0].a[1]", "json-ld [0].a[1].b"], id="inner"),
        pytest.param(["12", "true"], [], id="no-objects"),
    ],
)
def test_paths(scripts: list[str], expected: list[str]) -> None:
    assert steps(scripts) == expected


def test_only_some_keys_are_walked_into_in_their_order() -> None:
    script = '{"a": {"c": {}}, "b": {}, "x": {}}'
    assert steps([script], inside=("b", "a")) == ["json-ld [0]", "json-ld [0].b", "json-ld [0].a"]


def test_items() -> None:
    place = Place(["a", "b"], None, "x")
    assert [(one.value, one.path()) for one in place.items()] == [("a", "x[0]"), ("b", "x[1]")]
    assert list(Place("a", None, "x").items()) == [Place("a", None, "x")]
    assert len(list(Place([0] * 1000, None, "x").items())) == MAX_VALUES


@pytest.mark.parametrize(
    ("name", "step"),
    [
        pytest.param("a b", ".a b", id="plain"),
        pytest.param("\n\ud800", r".\n\ud800", id="unprintable"),
        pytest.param("a" * 500, "." + "a" * 79, id="long"),
    ],
)
def test_keys_in_paths(name: str, step: str) -> None:
    path = Place({name: 1}, None, "x").inner(name).path()
    assert path == "x" + step
    path.encode()


def test_depth_does_no_harm() -> None:
    (place,) = walk(read_places(["[" * 5000 + "{}" + "]" * 5000]))
    assert place.path().count("[0]") == MAX_STEPS
    assert "…" in place.path()


def test_no_more_than_the_limit_is_walked() -> None:
    assert len(list(walk(read_places(["[" + "{}," * (2 * MAX_NODES) + "{}]"])))) < MAX_NODES


def test_distinct_values() -> None:
    assert distinct([Value("a", "1"), Value("b", "2"), Value("a", "3")]) == (Value("a", "1"), Value("b", "2"))
    assert len(distinct(Value(str(number), "") for number in range(1000))) == MAX_VALUES
