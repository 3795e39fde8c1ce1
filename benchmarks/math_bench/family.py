"""How a held-out family is declared; kept apart from the families of the bank that trains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from problem_banks.math_core.family import Draw, Family, Rng, decimal, listed, nonzero, people, tex, until

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FAMILIES", "Draw", "Rng", "decimal", "family", "listed", "nonzero", "people", "tex", "until"]

FAMILIES: dict[str, Family] = {}


def family(*, level: int) -> Callable[[Callable[[Rng], Draw]], Callable[[Rng], Draw]]:
    """Declare a function as a family: named like the function, its topic named like the module."""

    def declare(draw: Callable[[Rng], Draw]) -> Callable[[Rng], Draw]:
        name, topic = draw.__name__, draw.__module__.rpartition(".")[2]
        assert name not in FAMILIES, f"two families are named {name}"
        FAMILIES[name] = Family(name=name, topic=topic, level=level, draw=draw)
        return draw

    return declare
