"""What a JSON schema allows at each place: references inlined, nulls set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Plain = Literal["string", "integer", "number", "boolean"]
Kind = Literal["object", "array", "string", "integer", "number", "boolean", "null", "choice", "either"]
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
NOTES = frozenset(
    "title description examples example default deprecated readOnly writeOnly $schema $id id $comment $defs definitions "
    "$anchor $vocabulary additionalProperties unevaluatedProperties contentMediaType contentEncoding nullable".split()
)
# Only restrict what the others allow: a draw that breaks them is drawn again.
RESTRICTS = frozenset(
    "not uniqueItems minProperties maxProperties dependentRequired propertyNames patternProperties".split()
)
READ = frozenset(
    "type enum const properties required items minItems maxItems pattern format minLength maxLength minimum maximum "
    "exclusiveMinimum exclusiveMaximum multipleOf anyOf oneOf allOf".split()
)
IMPLIES: tuple[tuple[str, str], ...] = (
    ("properties", "object"),
    ("required", "object"),
    ("items", "array"),
    ("minItems", "array"),
    ("maxItems", "array"),
    ("pattern", "string"),
    ("format", "string"),
    ("minLength", "string"),
    ("maxLength", "string"),
    ("minimum", "number"),
    ("maximum", "number"),
    ("multipleOf", "number"),
)
HIGHER, LOWER = (
    frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems"}),
    frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems"}),
)
DEEPEST = 12


class SchemaFault(ValueError):  # noqa: N818 - reads as the finding it is
    """A place of a schema that can't be used: a JSON pointer and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A named field of an object."""

    name: str
    shape: SchemaShape
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaShape:
    """What may stand at one place. `rules` are the schema's keywords there.

    `fields` are an object's, `items` an array's; `options` are those of an "either", `values` those of a "choice".
    """

    kind: Kind
    pointer: str = ""
    nullable: bool = False
    rules: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[Property, ...] = ()
    items: SchemaShape | None = None
    options: tuple[SchemaShape, ...] = ()
    values: tuple[Any, ...] = ()

    @property
    def form(self) -> str:
        """The format of a string; empty without one."""
        return str(self.rules.get("format", "")) if self.kind == "string" else ""

    def leaves(self) -> Iterator[SchemaShape]:
        """The places below and at this one that hold one value."""
        inner = (*(each.shape for each in self.fields), *self.options, *([self.items] if self.items else []))
        if not inner:
            yield self
        for each in inner:
            yield from each.leaves()


def shape_of(schema: Mapping[str, Any]) -> SchemaShape:
    """Read a schema whose references are inlined.

    Raises SchemaFault that names the place and the keyword that is not supported.
    """
    return _read(schema, "", 0)


def words_of(name: str) -> list[str]:
    """The words of a field's name in lower case: `dueDate`, `due_date` and "Due date" are due, date."""
    return [word.lower() for word in WORD.findall(name)]


def _read(schema: object, pointer: str, depth: int) -> SchemaShape:
    if not isinstance(schema, dict):
        raise SchemaFault(f"{pointer or '/'}: a schema that says no type can't be drawn from")
    if depth > DEEPEST:
        raise SchemaFault(f"{pointer}: nested more than {DEEPEST} levels deep")
    if "$ref" in schema:
        raise SchemaFault(f"{pointer or '/'}: a recursive $ref is not supported")
    unknown = sorted(
        key for key in schema if key not in NOTES | RESTRICTS | READ and not key.startswith("x-")
    )
    if unknown:
        raise SchemaFault(f"{pointer or '/'}: the keyword {', '.join(unknown)} is not supported")
    if "allOf" in schema:
        return _read(_joined(schema, pointer), pointer, depth)
    for name in ("anyOf", "oneOf"):
        if name in schema:
            return _either(schema, name, pointer, depth)
    return _typed(schema, pointer, depth)


def _joined(schema: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """The schema with its allOf merged in. Raises SchemaFault where two parts disagree."""
    made = {key: value for key, value in schema.items() if key != "allOf"}
    for part in schema["allOf"]:
        if not isinstance(part, dict):
            raise SchemaFault(f"{pointer}/allOf: a part that says no type is not supported")
        made = _merged(made, part, f"{pointer}/allOf")
    return made


def _merged(one: Mapping[str, Any], two: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    made = dict(one)
    for key, value in two.items():
        if key not in made or key in NOTES or made[key] == value:
            made.setdefault(key, value)
        elif key == "properties":
            made[key] = made[key] | {
                name: _merged(made[key].get(name, {}), inner, f"{pointer}/{name}")
                for name, inner in value.items()
            }
        elif key in {"required", "allOf"}:
            made[key] = [*made[key], *(each for each in value if each not in made[key])]
        elif key in HIGHER | LOWER:
            made[key] = max(made[key], value) if key in HIGHER else min(made[key], value)
        elif key == "enum":
            made[key] = [each for each in made[key] if each in value]
        elif (
            {made[key], value} == {"integer", "number"} if key == "type" and isinstance(value, str) else False
        ):
            made[key] = "integer"
        else:
            raise SchemaFault(f"{pointer}: two values of {key} in an allOf are not supported")
    return made


def _either(schema: Mapping[str, Any], name: str, pointer: str, depth: int) -> SchemaShape:
    """The options of anyOf or oneOf, each joined with what stands beside it."""
    base = {key: value for key, value in schema.items() if key != name}
    beside = {key: value for key, value in base.items() if key not in NOTES}
    options, nullable = [], False
    for number, option in enumerate(schema[name]):
        place = f"{pointer}/{name}/{number}"
        if not isinstance(option, dict):
            raise SchemaFault(f"{place}: an option that says no type is not supported")
        if option.get("type") == "null" or option.get("enum") == [None]:
            nullable = True
            continue
        made = _read(_merged(option, beside, place), place, depth + 1)
        nullable = nullable or made.nullable
        options.append(replace(made, nullable=False))
    if not options:
        return SchemaShape(kind="null", pointer=pointer, nullable=True, rules=schema)
    if len(options) == 1:
        rules = {**{key: value for key, value in base.items() if key in NOTES}, **options[0].rules}
        return replace(options[0], nullable=nullable, pointer=pointer, rules=rules)
    return SchemaShape(
        kind="either", pointer=pointer, nullable=nullable, rules=schema, options=tuple(options)
    )


def _typed(schema: Mapping[str, Any], pointer: str, depth: int) -> SchemaShape:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    kinds = _kinds(schema, pointer, known=values is not None)
    nullable = "null" in kinds or schema.get("nullable") is True
    if values is not None:
        nullable = None in values
        kept = tuple(each for each in values if each is not None)
        return SchemaShape(kind="choice", pointer=pointer, nullable=nullable, rules=schema, values=kept)
    real = [kind for kind in kinds if kind != "null"]
    made = [_one(kind, schema, pointer, depth) for kind in real]
    if not made:
        return SchemaShape(kind="null", pointer=pointer, nullable=True, rules=schema)
    if len(made) == 1:
        return replace(made[0], nullable=nullable)
    return SchemaShape(kind="either", pointer=pointer, nullable=nullable, rules=schema, options=tuple(made))


def _kinds(schema: Mapping[str, Any], pointer: str, *, known: bool) -> list[str]:
    found = schema.get("type")
    if found is None:
        found = next((kind for key, kind in IMPLIES if key in schema), None)
    if found is None and not known:
        raise SchemaFault(f"{pointer or '/'}: a schema that says no type can't be drawn from")
    return found if isinstance(found, list) else [found] if found else []


def _one(kind: str, schema: Mapping[str, Any], pointer: str, depth: int) -> SchemaShape:
    if kind in get_args(Plain):
        plain: Any = kind
        return SchemaShape(kind=plain, pointer=pointer, rules=schema)
    if kind == "array":
        items = schema.get("items")
        if not isinstance(items, dict):
            raise SchemaFault(f"{pointer or '/'}: an array without one schema for its items is not supported")
        return SchemaShape(
            kind="array",
            pointer=pointer,
            rules=schema,
            items=_read(items, f"{pointer}/items", depth + 1),
        )
    properties = schema.get("properties")
    if not isinstance(properties, dict) or not properties:
        raise SchemaFault(f"{pointer or '/'}: an object without named properties has no fields to read")
    required = schema.get("required", [])
    if missing := sorted(set(required) - properties.keys()):
        raise SchemaFault(
            f"{pointer or '/'}: {', '.join(missing)} is required, and has no schema in properties"
        )
    fields = tuple(
        Property(
            name=name,
            shape=_read(inner, f"{pointer}/properties/{name}", depth + 1),
            required=name in required,
        )
        for name, inner in properties.items()
        if inner is not False
    )
    return SchemaShape(kind="object", pointer=pointer, rules=schema, fields=fields)
