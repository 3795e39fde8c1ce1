"""Fills an engine's class from options given as text: KEY=VALUE of the command line."""

from __future__ import annotations

import sys
from dataclasses import fields
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from verigen.core import registry
from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping


def filled(kind: str, taken: Mapping[str, Any], given: Mapping[str, Any], options: Mapping[str, str]) -> Any:
    """The engine of this name: `taken` are fields that no option may set, `given` defaults for others.

    Raises UserError for an option that the engine does not have, or a value that is not of its type.
    """
    part = registry.load("engine", kind)
    known = sorted(field.name for field in fields(part) if field.name not in taken)
    if unknown := sorted(set(options) - set(known)):
        raise UserError(
            f"the engine {kind} has no option {', '.join(unknown)}; there are: {', '.join(known) or 'none'}"
        )
    made = {name: _value(part, name, text) for name, text in options.items()}
    return part(**{**taken, **given, **made})


def _value(part: Any, name: str, text: str) -> Any:
    """A number, truth value or word as it stands, anything else as JSON."""
    hint = _type(part, name)
    try:
        return msgspec.convert(text, hint, strict=False)
    except msgspec.ValidationError as error:
        plain = error
    try:
        return msgspec.json.decode(text, type=hint)
    except msgspec.DecodeError:
        raise UserError(f"the option {name}={text}: {str(plain).lower()}") from None


def _type(part: Any, name: str) -> Any:
    """Of one field alone: others may name types that are imported for the type checker only."""
    annotation = {field.name: field.type for field in fields(part)}[name]
    space = SimpleNamespace(__annotations__={name: annotation})
    return get_type_hints(space, vars(sys.modules[part.__module__]))[name]
