"""The user's order for a rewriting run, and the settings that must not change for a later call to continue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verigen.core import domains
from verigen.core.errors import UserError
from verigen.core.offers import FinalAnswers
from verigen.core.types import Sampling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.core.parts import Rewriter
    from verigen.core.types import Sampling
    from verigen.sampling.budget import Limit

ADVERSARIAL = "adversarial"
Role = Literal["teacher", "solver", "target"]
# one ledger per role; none has the name of a run's ledger, so that no records are packed from drafts
LEDGERS: dict[Role, str] = {"teacher": "rewrites.db", "solver": "solves.db", "target": "target.db"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteOrder:
    """The user's order; None means the default. `solver` None: the teacher itself.

    `agree` of the `solves` of a problem must agree; with no solves the drafts are kept as they are. `target` and `failed` (a run of it; None: the rows' tags)
    are for adversarial problems, made from those that the target solves in at most a share of `below`. `columns`:
    the bank's columns for ours.
    """

    bank: str
    domain: str
    split: str
    licence: str | None
    limit: int | None
    rewriters: str
    teacher: str | None
    solver: str | None
    target: str | None
    failed: Path | None
    below: float
    engine: str | None
    options: Mapping[str, str]
    executor: str
    variants: int
    solves: int
    agree: int
    writing: Sampling
    solving: Sampling
    seed: int
    out: Path
    budget: Limit | None = None
    prices: Path | None = None
    allow_restricted: bool = False
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteSettings:
    """Settings that must be the same for a later call to continue."""

    bank: str
    rewriters: tuple[str, ...]
    teachers: dict[str, str]
    verifier: str
    variants: int
    solves: int
    agree: int
    writing: Sampling
    solving: Sampling
    seed: int
    failed: str


def fitting(order: RewriteOrder, parts: Mapping[str, Rewriter]) -> None:
    """Raises UserError for an impossible order, before a model is loaded for it."""
    new = [name for name, part in parts.items() if part.effect == "new"]
    if new and not isinstance(domains.named(order.domain), FinalAnswers):
        raise UserError(
            f"{', '.join(new)}: nobody knows what is right for a new problem of the domain {order.domain}, and what has "
            "no final answer can't be voted on; rephrase, persona and translate keep what the parent's reference says"
        )
    if (ADVERSARIAL in parts) != bool(order.target) or (order.failed and not order.target):
        raise UserError(
            "adversarial needs --target, the model that is to fail, and --failed, a run of it, where the rows have no "
            "tags pass_rate and measured_by; nothing else takes them"
        )
    if order.agree > order.solves:
        raise UserError(f"--agree {order.agree} of --solves {order.solves} can never be reached")
