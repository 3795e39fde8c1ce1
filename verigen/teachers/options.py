"""Creates an engine from what is known about its model and from the user's options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import options as texts
from verigen.core import registry

if TYPE_CHECKING:
    from collections.abc import Mapping


def filled(kind: str, taken: Mapping[str, Any], given: Mapping[str, Any], options: Mapping[str, str]) -> Any:
    """The engine of this name; `taken` are fields that no option may set, `given` are defaults for other fields.

    Raises UserError for an option that the engine does not have, or a value that is not of its type.
    """
    made = texts.read("engine", kind, options, taken)
    return registry.make("engine", kind, {**given, **taken}, **made)
