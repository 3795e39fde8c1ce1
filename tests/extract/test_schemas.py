"""Schemas that users bring: what is drawn from them is valid, and what can't be used is named before a teacher is asked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core import seeds
from verigen.domains.extract.form import form_of
from verigen.problems.banks.drawn.draw import drawn
from verigen.problems.banks.drawn.plan import shipped
from verigen.problems.banks.drawn.reader import DrawnFields
from verigen.problems.banks.drawn.values import FakeSource
from verigen.verifiers.fields.compare import differences
from verigen.verifiers.fields.schemas import checked, validator
from verigen.verifiers.fields.shape import SchemaFault


def thing(**properties):
    return {"type": "object", "properties": properties, "required": list(properties)}


REFUSED = {
    "limits": (thing(a={"type": "integer", "minimum": 5, "maximum": 3}), "/properties/a: no value fits"),
    "kinds": (thing(a={"allOf": [{"type": "string"}, {"type": "integer"}]}), "two values of type"),
    "enum": (thing(a={"type": "integer", "enum": ["x"]}), "no value fits"),
    "items": (
        thing(a={"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": True, "minItems": 3}),
        "no value fits",
    ),
    "pattern": (thing(a={"type": "string", "pattern": "^ab$", "minLength": 5}), "draws"),
    "step": (thing(a={"type": "integer", "minimum": 3, "maximum": 4, "multipleOf": 5}), "/a"),
    "if": (thing(a={"type": "string"}) | {"if": {}, "then": {}}, "if, then is not supported"),
    "tuple": (thing(a={"type": "array", "prefixItems": [{"type": "string"}]}), "prefixItems"),
    "recursion": (thing(a={"$ref": "#"}), "recursive"),
    "nowhere": (thing(a={"$ref": "#/$defs/b"}), "points nowhere"),
    "elsewhere": (thing(a={"$ref": "https://example.org/b.json"}), "another document"),
    "untyped": (thing(a={}), "/properties/a: a schema that says no type"),
    "invalid": ({"type": "objekt"}, "no JSON schema"),
    "not an object": ({"type": "string"}, "must be an object"),
    "map": (thing(a={"type": "object"}), "no fields"),
    "many": (thing(**{f"f{n}": {"type": "string"} for n in range(200)}), "200 fields"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_schema_that_can_not_be_used_is_one_line_before_any_teacher_is_asked(name, run, tmp_path) -> None:
    schema, named = REFUSED[name]
    (tmp_path / "s.json").write_text(json.dumps(schema))

    ended = run(
        "sample", "--domain", "extract", "--schema", "s.json", "--licence", "MIT", "--teacher", "nobody.gguf"
    )

    assert ended.code == 2
    assert named in ended.err
    assert ended.err.strip().count("\n") == 0


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\xfe", b'"x"'])
def test_a_file_that_is_no_schema_is_one_line(text, run, tmp_path) -> None:
    (tmp_path / "s.json").write_bytes(text)

    ended = run("sample", "--domain", "extract", "--schema", "s.json")

    assert ended.code == 2
    assert "s.json" in ended.err


def test_definitions_that_multiply_end_with_a_line() -> None:
    definitions = {
        f"d{n}": thing(a={"$ref": f"#/$defs/d{n + 1}"}, b={"$ref": f"#/$defs/d{n + 1}"}) for n in range(30)
    }
    schema = thing(x={"$ref": "#/$defs/d0"}) | {"$defs": definitions | {"d30": {"type": "string"}}}

    with pytest.raises(SchemaFault, match="too large"):
        checked(schema)


LEAVES = st.one_of(
    st.builds(
        lambda low, size: {"type": "integer", "minimum": low, "maximum": low + size},
        st.integers(-1000, 1000),
        st.integers(0, 50),
    ),
    st.builds(
        lambda low, step: {"type": "number", "exclusiveMinimum": low, "multipleOf": step},
        st.integers(-50, 50),
        st.sampled_from([0.01, 0.5, 1, 5]),
    ),
    st.builds(
        lambda low, size: {"type": "string", "minLength": low, "maxLength": low + size},
        st.integers(1, 9),
        st.integers(0, 9),
    ),
    st.sampled_from(
        [
            {"type": "boolean"},
            {"type": ["string", "null"], "format": "date"},
            {"type": "string", "format": "date-time"},
            {"type": "string", "format": "email"},
            {"type": "string", "format": "uuid"},
            {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{2,4}$"},
            {"enum": ["a", "b_c", None]},
            {"const": 7},
            {"oneOf": [{"type": "integer"}, {"type": "null"}]},
        ]
    ),
)
NAMES = st.sampled_from("name city dueDate total_price id notes country".split())
SCHEMAS = st.dictionaries(
    NAMES,
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.builds(lambda items: {"type": "array", "items": items}, inner),
            st.builds(lambda fields: thing(**fields), st.dictionaries(NAMES, inner, min_size=1, max_size=3)),
        ),
        max_leaves=4,
    ),
    min_size=1,
    max_size=4,
)


@given(SCHEMAS, st.integers(0, 10_000))
def test_what_is_drawn_fits_the_schema_and_the_form_and_equals_itself(fields, seed) -> None:
    schema = thing(**fields)
    shape = checked(schema)

    found = drawn(schema, shape, FakeSource("en_US", seeds.rng(seed, "test")), 0.2)

    assert validator(schema).is_valid(found)
    assert validator(json.loads(form_of(shape).text)).is_valid(found)
    assert not list(differences(shape, found, json.loads(json.dumps(found))))


def test_every_schema_that_ships_draws_distinct_problems_with_nulls() -> None:
    for name in shipped():
        found = list(DrawnFields(path=f"{name},variants=12,nulls=0.5").problems())

        assert len({each.prompt for each in found}) == 12
        assert any("say nothing about" in each.prompt for each in found)
        assert found == list(DrawnFields(path=f"{name},variants=12,nulls=0.5").problems())


@pytest.mark.parametrize(
    "path", ["nowhere", "event,variants=0", "event,nulls=2", "event,locale=xx_YY", "event,seed=a"]
)
def test_a_wrong_option_is_one_line(path, run) -> None:
    ended = run("sample", "--domain", "extract", "--bank", f"fields:{path}")

    assert ended.code == 2
    assert ended.err.strip().count("\n") == 0
