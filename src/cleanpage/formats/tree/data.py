"""Write a tree as plain data for JSON: a `dict` for each node, with its type and its fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from cleanpage.formats.escapes import safe_link, safe_source
from cleanpage.formats.tree import nodes as types
from cleanpage.formats.tree.nodes import Tree

TYPE_NAMES: Final[Mapping[type, str]] = MappingProxyType(
    {
        types.Text: "text",
        types.Span: "span",
        types.Anchor: "link",
        types.Ruby: "ruby",
        types.Picture: "picture",
        types.Formula: "formula",
        types.NoteMark: "note_mark",
        types.LineBreak: "line_break",
        types.Heading: "heading",
        types.Paragraph: "paragraph",
        types.Item: "item",
        types.Listing: "list",
        types.Definition: "definition",
        types.Definitions: "definitions",
        types.Quote: "quote",
        types.Code: "code",
        types.Cell: "cell",
        types.Table: "table",
        types.Figure: "figure",
        types.Illustration: "illustration",
        types.Media: "media",
        types.Details: "details",
        types.Note: "note",
        types.Rule: "rule",
    }
)
"""Value of "type" for each class of a tree; the other keys are the names of its fields."""

_ADDRESSES: Final = MappingProxyType({"href": safe_link, "src": safe_source, "address": safe_source})
"""Fields with an address, and what takes one away that could run a script."""


def to_data(tree: Tree) -> list[dict[str, Any]]:
    """Return the tree as lists and dicts that `json.dumps` takes as they are: a dict for each node.

    Every field is there, whatever its value. Addresses that are not safe are "".

    >>> to_data((types.Paragraph((types.Text("Owls"),)),))
    [{'type': 'paragraph', 'content': [{'type': 'text', 'text': 'Owls'}]}]
    """
    return [_plain(node) for node in tree]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if not dataclasses.is_dataclass(value):
        return value
    plain: dict[str, Any] = {"type": TYPE_NAMES[type(value)]}
    for field in dataclasses.fields(value):
        found = getattr(value, field.name)
        plain[field.name] = _ADDRESSES[field.name](found) if field.name in _ADDRESSES else _plain(found)
    return plain
