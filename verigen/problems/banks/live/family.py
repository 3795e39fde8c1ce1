"""Declares a parametric problem: a function that draws one of its instances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

D = TypeVar("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Generic[D]):
    """A parametric problem: `draw` gives one of its instances."""

    name: str
    topic: str
    level: int
    draw: Callable[[Random], D]


def declaring(families: dict[str, Family[D]]) -> Callable[..., Callable[..., Callable[[Random], D]]]:
    """Return a decorator `@family(level=N)` that registers a function by its name, with its module as topic."""

    def family(*, level: int) -> Callable[..., Callable[[Random], D]]:
        def declare(draw: Callable[[Random], D]) -> Callable[[Random], D]:
            name, topic = draw.__name__, draw.__module__.rpartition(".")[2].replace("_", " ")
            assert name not in families, f"two families are named {name}"
            families[name] = Family(name=name, topic=topic, level=level, draw=draw)
            return draw

        return declare

    return family
