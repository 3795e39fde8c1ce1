"""What self-play did, round by round."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verigen.play.guard import GuardFigures


@dataclass(slots=True, kw_only=True)
class RoundReport:
    """Proposals, why some were refused, problems asked and kept, and the guard's figures."""

    number: int
    proposed: int
    checked: int
    refused: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    kept: int = 0
    figures: GuardFigures | None = None


@dataclass(slots=True, kw_only=True)
class PlayReport:
    """`stopped` names the figure that passed its bound; empty if all rounds were played."""

    rounds: list[RoundReport] = field(default_factory=list)
    stopped: str = ""
    records: dict[str, int] = field(default_factory=dict)
