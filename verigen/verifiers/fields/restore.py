"""Writes fields as a record shows them: in the schema's order, and with nulls only where the schema allows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verigen.verifiers.fields.shape import SchemaShape


def restored(shape: SchemaShape, value: Any) -> Any:
    """The value without the nulls that only the form allows, where a field may be left out instead."""
    if isinstance(value, list) and shape.items is not None:
        return [restored(shape.items, each) for each in value]
    if not isinstance(value, dict) or shape.kind != "object":
        return value
    known = {each.name: each for each in shape.fields}
    made = {name: restored(each.shape, value[name]) for name, each in known.items() if name in value}
    kept = {
        name: inner
        for name, inner in made.items()
        if inner is not None or known[name].shape.nullable or known[name].required
    }
    return {**kept, **{name: inner for name, inner in value.items() if name not in known}}


def written(value: Any) -> str:
    """JSON with two spaces of indent; letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2)
