"""Checks a user's JSON schema before anything is drawn from it: valid, supported and satisfiable."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.verifiers.fields.inline import inlined
from verigen.verifiers.fields.shape import SchemaFault, SchemaShape, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LEAVES = 150
MOST_CHARACTERS = 200_000


def require() -> None:
    """Raise UserError if the library that validates JSON is not installed."""
    if find_spec("jsonschema_rs") is None:
        raise UserError("the domain extract needs `pip install 'verigen-engine[extract]'` (jsonschema-rs)")


def checked(schema: Mapping[str, Any]) -> SchemaShape:
    """The shape of a schema.

    Raises SchemaFault in one line: not a JSON schema, a keyword that is not supported, or no value that fits.
    """
    return _checked(json.dumps(schema))


def validator(schema: Mapping[str, Any]) -> Any:
    """A compiled validator, formats included."""
    return _validator(json.dumps(schema))


@lru_cache(maxsize=256)
def _checked(text: str) -> SchemaShape:
    schema = json.loads(text)
    if not isinstance(schema, dict):
        raise SchemaFault("a schema is a JSON object")
    if len(text) > MOST_CHARACTERS:
        raise SchemaFault(f"{len(text)} characters long; {MOST_CHARACTERS} at most are read")
    _require_valid(schema)
    whole = inlined(schema)
    found = shape_of(whole)
    if found.kind != "object":
        raise SchemaFault(f"describes {found.kind}; the top of a schema must be an object with properties")
    if (count := sum(1 for _ in found.leaves())) > MOST_LEAVES:
        raise SchemaFault(f"has {count} fields; a text can state {MOST_LEAVES} at most")
    _refuse_impossible(whole)
    return found


def _require_valid(schema: dict[str, Any]) -> None:
    """Raise SchemaFault for what is no JSON schema."""
    import jsonschema_rs

    try:
        jsonschema_rs.meta.validate(schema)
    except jsonschema_rs.ValidationError as error:
        place = "/".join(map(str, error.instance_path))
        raise SchemaFault(f"/{place}: no JSON schema: {error.message}") from error
    except jsonschema_rs.ReferencingError as error:
        raise SchemaFault(f"its $schema is not known: {error}") from error


def _refuse_impossible(schema: dict[str, Any]) -> None:
    """Raise SchemaFault for the deepest place that no value fits; `false` at a place is meant so."""
    from jsonschema_rs import canonical

    found = canonical.find_unsatisfiable(schema, offline=True)
    real = {
        place: why
        for place, why in found.items()
        if not isinstance(why, canonical.UnsatisfiableReason.Literal)
    }
    if not real:
        return
    place = max(real, key=lambda each: (each.count("/"), each))
    why = real[place]
    causes = getattr(why, "causes", None) or [getattr(why, "cause", None)]
    keywords = sorted({word for cause in causes if cause for word in cause.keywords})
    raise SchemaFault(f"{place or '/'}: no value fits its {', '.join(keywords) or 'parts'}")


@lru_cache(maxsize=256)
def _validator(text: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(json.loads(text), validate_formats=True, offline=True)
