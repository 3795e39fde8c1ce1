"""The options of self-play."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core.types import Sampling
from verigen.dataset.formats.preference import Preference
from verigen.dataset.formats.sft import Sft
from verigen.play.guard import Bounds
from verigen.play.tasks import TASKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from verigen.core.parts import Format
    from verigen.play.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayOrder:
    """`proposals`: programs per round that the teacher proposes; `real`: the bank's own that join them.

    `n`: candidates per problem. A problem trains if some of them are right and some wrong. `suite`: a held-out suite on
    which the teacher is measured after each round, on `suite_limit` problems.
    """

    domain: str
    out: Path
    bank: str | None = None
    licence: str | None = None
    teacher: str | None = None
    engine: str | None = None
    options: Mapping[str, str] | None = None
    executor: str = "local"
    rounds: int = 2
    proposals: int = 16
    real: int = 8
    n: int = 8
    sampling: Sampling = field(default_factory=Sampling)
    tasks: Sequence[Task] = TASKS
    bounds: Bounds = field(default_factory=Bounds)
    suite: str | None = None
    suite_limit: int = 20
    seed: int = 0
    formats: Sequence[Format] = (Sft(), Preference())
    allow_restricted: bool = False
