"""The running teachers of a run, and how runs end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from verigen.sampling.engine import Engine
    from verigen.teachers.prices import Price

Ending = Literal["done", "stopped", "budget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A running teacher of the crew. `price` is the price of its tokens, if a budget counts money."""

    engine: Engine
    price: Price | None = None
