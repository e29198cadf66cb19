from __future__ import annotations

import dataclasses
import json
import typing
from typing import Any

import pytest
from hypothesis import given

from any_trees import TREES
from cleanpage.formats.escapes import safe_link, safe_source
from cleanpage.formats.tree import nodes as types
from cleanpage.formats.tree.data import TYPE_NAMES, to_data
from cleanpage.formats.tree.nodes import (
    Anchor,
    Illustration,
    Inline,
    Item,
    Listing,
    Media,
    Node,
    Paragraph,
    Picture,
    Text,
    Tree,
)

CLASSES = {name: kind for kind, name in TYPE_NAMES.items()}


def rebuilt(data: Any) -> Any:
    """Return what plain data was made from."""
    if isinstance(data, list):
        return tuple(rebuilt(part) for part in data)
    if not isinstance(data, dict):
        return data
    return CLASSES[data["type"]](**{name: rebuilt(value) for name, value in data.items() if name != "type"})


def safe(value: Any) -> Any:
    """Return a tree with its addresses as writers take them."""
    match value:
        case tuple():
            return tuple(safe(part) for part in value)
        case Anchor():
            return Anchor(safe_link(value.href), safe(value.content))
        case Picture():
            return Picture(safe_source(value.src), value.alt)
        case Media():
            return Media(safe_source(value.address), value.kind)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return dataclasses.replace(
                value, **{field.name: safe(getattr(value, field.name)) for field in dataclasses.fields(value)}
            )
    return value


def test_every_type_has_a_name() -> None:
    assert {*typing.get_args(Node), *typing.get_args(Inline)} <= set(TYPE_NAMES)
    defined = {kind for kind in vars(types).values() if dataclasses.is_dataclass(kind)}
    assert defined == set(TYPE_NAMES)
    assert len(CLASSES) == len(TYPE_NAMES)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param(
            Listing((Item((Paragraph((Text("a"),)),)),), ordered=True),
            {
                "type": "list",
                "items": [
                    {
                        "type": "item",
                        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a"}]}],
                        "checked": None,
                        "number": None,
                    }
                ],
                "ordered": True,
                "start": 1,
                "reversed": False,
                "style": "",
            },
            id="list",
        ),
        pytest.param(
            Paragraph((Anchor("javascript:x", (Text("a"),)),)),
            {
                "type": "paragraph",
                "content": [{"type": "link", "href": "", "content": [{"type": "text", "text": "a"}]}],
            },
            id="unsafe-link",
        ),
        pytest.param(
            Illustration(Picture("data:,x", "a")),
            {"type": "illustration", "picture": {"type": "picture", "src": "", "alt": "a"}, "href": ""},
            id="unsafe-picture",
        ),
        pytest.param(
            Media("mailto:a@owls.example"), {"type": "media", "address": "", "kind": "embed"}, id="unsafe-media"
        ),
    ],
)
def test_node(node: Node, expected: dict[str, Any]) -> None:
    assert to_data((node,)) == [expected]


@given(TREES)
def test_nothing_is_lost(tree: Tree) -> None:
    assert rebuilt(json.loads(json.dumps(to_data(tree)))) == safe(tree)
