"""Puts the definitions of a JSON schema in the places of their references, within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from verigen.verifiers.fields.shape import SchemaFault

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NODES = 5_000
DEFINITIONS = frozenset({"$defs", "definitions"})


def inlined(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema without references, in its own order; definitions are left out.

    Raises SchemaFault for a recursive reference, for one into another document, and for a schema that becomes too
    large.
    """
    made: dict[str, Any] = _Inliner(schema).place(schema, (), 0)
    return made


class _Inliner:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema, self._nodes = schema, 0

    def place(self, value: Any, open_: tuple[str, ...], depth: int) -> Any:
        """The value at one place; `open_` are the references that led here."""
        self._nodes += 1
        if self._nodes > MOST_NODES or depth > 60:
            raise SchemaFault(f"too large: more than {MOST_NODES} parts once its references are followed")
        if isinstance(value, list):
            return [self.place(each, open_, depth + 1) for each in value]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("$ref"), str):
            return self._followed(value, open_, depth)
        return {
            key: self.place(inner, open_, depth + 1)
            for key, inner in value.items()
            if not (depth == 0 and key in DEFINITIONS)
        }

    def _followed(self, value: dict[str, Any], open_: tuple[str, ...], depth: int) -> Any:
        """The definition, with what stands beside the reference."""
        reference = value["$ref"]
        if reference in open_:
            raise SchemaFault(f"the recursive $ref {reference} is not supported")
        beside = {key: inner for key, inner in value.items() if key != "$ref"}
        found = self.place(self._target(reference), (*open_, reference), depth + 1)
        rest = self.place(beside, open_, depth + 1)
        if not isinstance(found, dict):
            return found
        return {**found, **rest} if rest.keys().isdisjoint(found) else {"allOf": [rest, found]}

    def _target(self, reference: str) -> Any:
        if not reference.startswith("#"):
            raise SchemaFault(f"the $ref {reference} points into another document, which is not supported")
        found: Any = self._schema
        for step in unquote(reference[1:]).split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) and key.isdecimal() else found
            if isinstance(found, dict):
                if key not in found:
                    raise SchemaFault(f"the $ref {reference} points nowhere")
                found = found[key]
        return found
