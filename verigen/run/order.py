"""What a user orders of a run, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.types import Sampling
from verigen.dataset.formats.preference import Preference
from verigen.dataset.formats.sft import Sft
from verigen.sampling.goals import Fixed
from verigen.sampling.plan import Crew

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from verigen.core.parts import Format
    from verigen.core.types import Policy, Style
    from verigen.domains.prompted import PromptFile
    from verigen.ledger.summary import Summary
    from verigen.problems.levels.difficulty import Range
    from verigen.sampling.budget import Limit
    from verigen.sampling.goals import Goal
    from verigen.sampling.hand import Ending

ALONE, DRAWN, EIGHT = Crew(), Sampling(), Fixed(max=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOrder:
    """A run as the user orders it; None: the domain's or the catalogue's default.

    Several `teachers` share the candidates by `weights`, or each gets what those before it failed at (`cascade`).
    `options` are the engine's, `vote` those of a majority as verifier. `held_out`: a benchmark, which may sample
    suites and makes no records. `ray`: the address of the cluster that draws ("local": one of this machine alone),
    in so many `shards`. `difficulty`: only problems whose measured pass rate lies in it. `policy`: of well-known
    sets, in place of their own. `columns`: the bank's column for one of ours. `prompt`: the user's own words around
    the question. `command`: what the user typed, for `verigen runs` to show.
    """

    domain: str
    bank: str | None = None
    split: str = "train"
    licence: str | None = None
    teachers: Sequence[str | None] = (None,)
    engine: str | None = None
    verifier: str | None = None
    executor: str = "local"
    sampling: Sampling = DRAWN
    goal: Goal = EIGHT
    limit: int | None = None
    seed: int = 0
    out: Path | None = None
    resume: bool = False
    formats: Sequence[Format] = (Sft(), Preference())
    crew: Crew = ALONE
    options: Mapping[str, str] | None = None
    vote: Mapping[str, float] | None = None
    budget: Limit | None = None
    prices: Path | None = None
    speculate: bool = True
    allow_restricted: bool = False
    held_out: bool = False
    style: Style = "thinking"
    ray: str | None = None
    shards: int | None = None
    difficulty: Range | None = None
    policy: Policy | None = None
    columns: Mapping[str, str] | None = None
    prompt: PromptFile | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """`ending`: whether every problem was settled, Ctrl-C stopped the run, or its budget did."""

    folder: Path
    summary: Summary
    records: dict[str, int]
    ending: Ending
