"""Returns the laws of a kind, and checks a part against all of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from verigen.core import registry
from verigen.core.errors import UnknownPart
from verigen.testing import every

if TYPE_CHECKING:
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample


def laws(kind: str) -> list[Law]:
    """The laws of a kind; laws of every kind come first. Raises UnknownPart for an unknown kind."""
    if kind not in registry.PARTS:
        raise UnknownPart("kind of part", kind, registry.PARTS)
    own: tuple[Law, ...] = import_module(f"verigen.testing.{kind}s").LAWS
    return [every.of_its_kind(kind), *every.LAWS, *own]


def check(kind: str, part: Any, sample: Sample) -> None:
    """Check a part against every law of its kind. Raises LawBroken at the first broken law."""
    for law in laws(kind):
        law(part, sample)
