"""The user's order for programs, and the settings that must not change for a later call to continue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.core.types import Sampling

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from verigen.sampling.budget import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramOrder:
    """`agree` of the `tries` programs per problem must agree; `out` is the folder of the ledger. Raises UserError."""

    teacher: str
    out: Path
    tries: int = 4
    agree: int = 2
    engine: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    executor: str = "local"
    sampling: Sampling = field(default_factory=Sampling)
    seed: int = 0
    budget: Limit | None = None
    prices: Path | None = None
    allow_restricted: bool = False

    def __post_init__(self) -> None:
        if self.agree > self.tries:
            raise UserError(f"--agree {self.agree} of --tries {self.tries} programs can never be reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSettings:
    """Settings that must be the same for a later call to continue."""

    teacher: str
    prompt: str
    tries: int
    sampling: Sampling
    seed: int
