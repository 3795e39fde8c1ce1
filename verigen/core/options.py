"""Parses options given as text (KEY=VALUE on the command line) by the type of the part's field."""

from __future__ import annotations

import sys
from dataclasses import fields
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from verigen.core import registry
from verigen.core.errors import UnknownOption, UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def read(kind: str, name: str, options: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, Any]:
    """The values of the options, for registry.make. `taken` are fields that no option may set.

    Raises UnknownOption with the nearest names, UserError for a value that does not fit its field's type.
    """
    return values(registry.load(kind, name), str(registry.find(kind, name)), options, taken)


def values(part: Any, who: str, options: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, Any]:
    """The same for a class; `who` names it in errors."""
    known = {field.name for field in fields(part) if field.init} - set(taken)
    for option in sorted(set(options) - known):
        raise UnknownOption(who, option, known)
    return {option: _value(part, option, text) for option, text in options.items()}


def _value(part: Any, name: str, text: str) -> Any:
    """Parse one value: numbers, truth values and words as plain text, anything else as JSON."""
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
    """The type of one field only: other fields may name types that are imported for the type checker only."""
    owner = next(each for each in part.__mro__ if name in vars(each).get("__annotations__", ()))
    space = SimpleNamespace(__annotations__={name: owner.__annotations__[name]})
    return get_type_hints(space, vars(sys.modules[owner.__module__]))[name]
