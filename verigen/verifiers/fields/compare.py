"""Compares the fields that were read with the fields that were drawn, one by one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.verifiers.fields import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.verifiers.fields.shape import SchemaShape

SHOWN = 60


class FieldDifference(NamedTuple):
    """A field that was read otherwise: its place, what it is and what was read."""

    place: str
    wanted: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.place}: {brief(self.found)} for {brief(self.wanted)}"


def brief(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}..."


def differences(shape: SchemaShape, wanted: Any, found: Any, place: str = "") -> Iterator[FieldDifference]:
    """The fields that differ. A field that is left out equals null."""
    if wanted is None or found is None:
        if wanted is not found:
            yield FieldDifference(place or "/", wanted, found)
    elif shape.kind == "object" and isinstance(found, dict):
        yield from _of_object(shape, wanted, found, place)
    elif shape.kind == "array" and isinstance(found, list):
        yield from _of_array(shape, wanted, found, place)
    elif shape.kind == "either":
        every = [list(differences(option, wanted, found, place)) for option in shape.options]
        yield from min(every, key=len)
    elif not same(shape, wanted, found):
        yield FieldDifference(place or "/", wanted, found)


def same(shape: SchemaShape, wanted: Any, found: Any) -> bool:
    """Whether two single values mean the same."""
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    if isinstance(wanted, str) and isinstance(found, str):
        return normal.formed(wanted, shape.form) == normal.formed(found, shape.form)
    first, second = normal.number(wanted), normal.number(found)
    return first is not None and first == second


def _of_object(
    shape: SchemaShape, wanted: dict[str, Any], found: dict[str, Any], place: str
) -> Iterator[FieldDifference]:
    if not isinstance(wanted, dict):
        yield FieldDifference(place or "/", wanted, found)
        return
    for each in shape.fields:
        inner = f"{place}/{each.name}"
        yield from differences(each.shape, wanted.get(each.name), found.get(each.name), inner)
    for name in sorted(found.keys() - {each.name for each in shape.fields}):
        if found[name] is not None:
            yield FieldDifference(f"{place}/{name}", None, found[name])


def _of_array(
    shape: SchemaShape, wanted: list[Any], found: list[Any], place: str
) -> Iterator[FieldDifference]:
    """Items in order; in any order where the schema says that no two are equal (`uniqueItems`)."""
    assert shape.items is not None
    if not isinstance(wanted, list) or len(wanted) != len(found):
        yield FieldDifference(place or "/", wanted, found)
        return
    rest = list(found)
    for number, item in enumerate(wanted):
        inner = f"{place}/{number}"
        if shape.rules.get("uniqueItems") is True:
            match = next((each for each in rest if not any(differences(shape.items, item, each))), None)
            if match is None:
                yield FieldDifference(inner, item, rest)
                continue
            rest.remove(match)
        else:
            yield from differences(shape.items, item, found[number], inner)
