"""The facts in drawn fields: each value that is not null, with its place and its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.verifiers.fields.shape import SchemaShape

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value; `names` are the names of the fields that lead to it, `value` is None where there is none."""

    place: str
    names: tuple[str, ...]
    shape: SchemaShape
    value: Any


def facts(shape: SchemaShape, value: Any, place: str = "", names: tuple[str, ...] = ()) -> Iterator[Fact]:
    """The facts in the schema's order; items of arrays are numbered from 1 in their names."""
    if value is not None and shape.kind == "either":
        shape = next((each for each in shape.options if fits(each, value)), shape)
    if shape.kind == "object" and isinstance(value, dict):
        for each in shape.fields:
            name = str(each.shape.rules.get("title") or each.name)
            yield from facts(each.shape, value.get(each.name), f"{place}/{each.name}", (*names, name))
    elif shape.kind == "array" and isinstance(value, list):
        assert shape.items is not None
        for number, item in enumerate(value):
            yield from facts(
                shape.items, item, f"{place}/{number}", (*names[:-1], f"{names[-1]} {number + 1}")
            )
    else:
        yield Fact(place=place, names=names, shape=shape, value=value)


def fits(shape: SchemaShape, value: Any) -> bool:
    """Whether a value has the type of a place; a choice must hold it."""
    if shape.kind == "choice":
        return any(type(each) is type(value) and each == value for each in shape.values)
    return isinstance(value, TYPES.get(shape.kind, object)) and isinstance(value, bool) == (
        shape.kind == "boolean"
    )
