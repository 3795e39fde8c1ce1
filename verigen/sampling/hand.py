"""A teacher that takes part in a run, and how runs end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from verigen.sampling.engine import Engine
    from verigen.teachers.prices import Price

Ending = Literal["done", "stopped", "budget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A teacher of the crew, running. `price` is what its tokens cost, where a budget counts money."""

    engine: Engine
    price: Price | None = None
