"""The JSON schema of the engine's form: types, names, choices and formats; every single field may be null."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from verigen.core.turns import Form

if TYPE_CHECKING:
    from verigen.verifiers.fields.shape import SchemaShape

FORMATS = frozenset({"date", "time", "date-time", "uuid"})


def form_of(shape: SchemaShape) -> Form:
    """The form that a read is constrained to.

    Limits and patterns stay out: they could force a wrong value into a valid one, and engines differ in what they can
    read. Null is allowed wherever one value stands, so that a reader can say that the text does not state it.
    """
    return Form(kind="schema", text=json.dumps(_schema(shape, loose=False)))


def _schema(shape: SchemaShape, *, loose: bool) -> dict[str, Any]:
    """The schema of a place; `loose`: also null."""
    made = _strict(shape)
    loose = loose or shape.nullable
    if not loose or shape.kind == "null":
        return made
    return {"anyOf": [made, {"type": "null"}]}


def _strict(shape: SchemaShape) -> dict[str, Any]:
    if shape.kind == "object":
        fields = {
            each.name: _schema(
                each.shape, loose=not each.required or each.shape.kind not in {"object", "array"}
            )
            for each in shape.fields
        }
        return {
            "type": "object",
            "properties": fields,
            "required": list(fields),
            "additionalProperties": False,
        }
    if shape.kind == "array":
        assert shape.items is not None
        return {"type": "array", "items": _schema(shape.items, loose=False)}
    if shape.kind == "either":
        return {"anyOf": [_strict(each) for each in shape.options]}
    if shape.kind == "choice":
        return {"enum": list(shape.values)} if shape.values else {"type": "null"}
    return {"type": shape.kind, **({"format": shape.form} if shape.form in FORMATS else {})}
