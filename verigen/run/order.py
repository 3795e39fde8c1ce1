"""The options and the result of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.types import Sampling
from verigen.dataset.formats.preference import Preference
from verigen.dataset.formats.sft import Sft
from verigen.sampling.crew import Crew
from verigen.sampling.goals import Fixed

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
    """The options of a run; None means the default of the domain or the catalogue.

    Several `teachers` share the candidates by `weights`, or each gets what those before it failed at
    (`cascade`). `options` are for the engine, `vote` for a majority as verifier. `held_out`: a benchmark,
    which may sample suites and makes no records. `ray`: the address of the cluster that draws ("local": a
    cluster of this machine only), in `shards` shards. `difficulty`: only problems whose measured pass rate is
    in this range. `target`: problems are drawn so that the teacher's pass rates come to lie in this range, `limit` of
    them; `measured`: a file of `verigen levels --families` to begin with. `policy`: replaces the policy of well-known sets. `columns`: names the bank's column for
    each of verigen's. `prompt`: the user's own prompt around the question. `command`: the typed command, for
    `verigen runs` to show. `fallback`: the judge model behind the verifier. `critic`: who gives an answer that fails
    its reason, in a domain of tries.
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
    target: Range | None = None
    measured: Path | None = None
    policy: Policy | None = None
    columns: Mapping[str, str] | None = None
    prompt: PromptFile | None = None
    command: str | None = None
    fallback: str | None = None
    critic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """The result of a run. `ending`: all problems are settled, the run was stopped, or its budget ended."""

    folder: Path
    summary: Summary
    records: dict[str, int]
    ending: Ending
