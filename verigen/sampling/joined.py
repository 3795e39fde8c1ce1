"""The parts that a run's loop works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.core.parts import Domain, Grader
    from verigen.core.types import Sampling
    from verigen.sampling.book import Book
    from verigen.sampling.budget import Budget
    from verigen.sampling.hand import Hand
    from verigen.sampling.meter import Meter
    from verigen.sampling.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The parts of a run.

    `told` is called after every verdict, `note` with messages for the user; `executor` names the sandbox for
    conversations that run programs.
    """

    hands: Sequence[Hand]
    domain: Domain
    grader: Grader
    sampling: Sampling
    plan: Plan
    book: Book
    meter: Meter
    budget: Budget | None
    executor: str
    told: Callable[[], None]
    note: Callable[[str], None]
