"""Draws a random value that fits a JSON schema; fields that may be missing are missing on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.problems.banks.drawn import values
from verigen.verifiers.fields.schemas import validator
from verigen.verifiers.fields.shape import SchemaFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.problems.banks.drawn.values import FakeSource
    from verigen.verifiers.fields.shape import SchemaShape

TRIES = 200


def drawn(schema: Mapping[str, Any], shape: SchemaShape, source: FakeSource, nulls: float) -> dict[str, Any]:
    """Fields that fit the schema by its validator, and hold a value.

    `nulls`: the share of the fields that may be null or left out, and are. Raises SchemaFault if 200 draws fit not.
    """
    fits, why = validator(schema), ""
    for _ in range(TRIES):
        try:
            found = value(shape, "", source, nulls)
        except ValueError as error:
            raise SchemaFault(f"{shape.pointer or '/'}: {error}") from error
        if fits.is_valid(found) and any(_values(found)):
            made: dict[str, Any] = found
            return made
        why = next(
            (f"/{'/'.join(map(str, e.instance_path))}: {e.message}" for e in fits.iter_errors(found)), why
        )
    raise SchemaFault(
        f"no fitting value in {TRIES} draws; the last one failed at {why or 'nothing: all null'}"
    )


def value(shape: SchemaShape, name: str, source: FakeSource, nulls: float) -> Any:
    """A value for one place. Raises ValueError that names the place if there is none."""
    if shape.nullable and source.rng.random() < nulls:
        return None
    if shape.kind == "object":
        return {
            each.name: value(each.shape, each.name, source, nulls)
            for each in shape.fields
            if each.required or source.rng.random() >= nulls
        }
    if shape.kind == "array":
        return _items(shape, name, source, nulls)
    if shape.kind == "either":
        return value(source.rng.choice(shape.options), name, source, nulls)
    return _single(shape, name, source)


def _single(shape: SchemaShape, name: str, source: FakeSource) -> Any:
    try:
        if shape.kind == "string":
            return values.string(shape, name, source)
        if shape.kind in {"integer", "number"}:
            return values.number(shape, name, source.rng)
    except ValueError as error:
        raise ValueError(f"{shape.pointer}: {error}") from error
    if shape.kind == "boolean":
        return source.rng.random() < 0.5
    return source.rng.choice(shape.values) if shape.values else None


def _items(shape: SchemaShape, name: str, source: FakeSource, nulls: float) -> list[Any]:
    """One to three items without limits; equal ones only where too few others are found."""
    assert shape.items is not None
    least = int(shape.rules.get("minItems", 1))
    most = int(shape.rules.get("maxItems", max(least, 3)))
    unique = shape.rules.get("uniqueItems") is True
    made: list[Any] = []
    wanted = source.rng.randint(least, max(least, min(most, least + 2)))
    for _ in range(TRIES):
        if len(made) >= wanted:
            break
        item = value(shape.items, name.removesuffix("s"), source, nulls)
        if all(_distinct(item, each) for each in made) or (len(made) < least and not unique):
            made.append(item)
    return made


def _distinct(one: Any, two: Any) -> bool:
    """Whether a text can tell two items apart: by the first field, where they are objects."""
    if isinstance(one, dict) and isinstance(two, dict):
        return next(iter(one.values()), None) != next(iter(two.values()), None)
    return bool(one != two)


def _values(found: Any) -> list[bool]:
    """True for each single value that is not null."""
    if isinstance(found, dict):
        return [each for inner in found.values() for each in _values(inner)]
    if isinstance(found, list):
        return [each for inner in found for each in _values(inner)]
    return [found is not None]
