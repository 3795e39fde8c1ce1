"""The laws of a kind, and all of them at once."""

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
    """The laws of a kind, those of every part first. Raises UnknownPart for a kind that there is not."""
    if kind not in registry.PARTS:
        raise UnknownPart("kind of part", kind, registry.PARTS)
    own: tuple[Law, ...] = import_module(f"verigen.testing.{kind}s").LAWS
    return [every.of_its_kind(kind), *every.LAWS, *own]


def check(kind: str, part: Any, sample: Sample) -> None:
    """Hold a part against every law of its kind. Raises LawBroken at the first that it does not keep."""
    for law in laws(kind):
        law(part, sample)
