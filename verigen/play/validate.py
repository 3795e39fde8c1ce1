"""Checks proposals: they run twice under other hash seeds, give the same, end, and are no near twins."""

from __future__ import annotations

import ast
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from verigen.core import boundary, registry
from verigen.core.errors import ExecutorError
from verigen.core.forms import NotAValue
from verigen.core.values import canonical
from verigen.dataset.decontaminate.programs import program
from verigen.play import static, trial
from verigen.play.known import KnownPrograms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.core.parts import Pool
    from verigen.play.proposal import Proposal

LEAST_DIFFERENT = 2  # outputs; a constant asks nothing
LONGEST_OUTPUT = 2000  # characters
Results = list[list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedProposal:
    """A proposal that holds: its inputs that give a value, and these values in the JSON forms."""

    proposal: Proposal
    inputs: list[list[Any]]
    outputs: list[Any]


@dataclass(slots=True)
class _Read:
    """A proposal whose text was read: its source for the trial, and whether it may share a process."""

    proposal: Proposal
    source: str
    contained: bool
    results: list[Results] = field(default_factory=list)


class ProposalCheck:
    """A context manager with two kinds of sandboxes, which differ in Python's hash seed.

    `refused` counts why proposals were refused. Kept ones count as known: later ones must be no near twins of them.
    """

    def __init__(self, executor: str = "local", jobs: int = 1) -> None:
        self._executor, self._jobs = executor, jobs
        self._stack = ExitStack()
        self._known = KnownPrograms()
        self.refused: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """Raises ExecutorError where no sandbox starts."""
        self._pools = [self._opened(seed) for seed in (0, 1)]
        self._threads = self._stack.enter_context(ThreadPoolExecutor(2 * self._jobs))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def know(self, code: str) -> None:
        """Count a program as known."""
        self._known.add(program(code, ""))

    def check(self, proposals: Iterable[Proposal]) -> list[CheckedProposal]:
        """Those that hold, in order."""
        read = [each for proposal in proposals if (each := self._read(proposal)) is not None]
        together = [each for each in read if each.contained]
        groups = [together[at : at + trial.TOGETHER] for at in range(0, len(together), trial.TOGETHER)]
        groups += [[each] for each in read if not each.contained]
        again = [
            each
            for group, done in zip(groups, self._threads.map(self._run, groups), strict=True)
            if not done
            for each in group
        ]
        list(self._threads.map(self._run, [[each] for each in again]))
        found = [self._held(each) for each in read]
        return [each for each in found if each is not None]

    def _opened(self, hash_seed: int) -> Pool:
        executor = registry.make("executor", self._executor, {"jobs": self._jobs, "hash_seed": hash_seed})
        pool: Pool = self._stack.enter_context(boundary.opened(executor, "executor"))
        return pool

    def _read(self, proposal: Proposal) -> _Read | None:
        try:
            tree = ast.parse(proposal.code)
            why = static.objection(tree)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            why = "syntax error"
        if why:
            self.refused[why] += 1
            return None
        trees = program(proposal.code, "")
        if self._known.has_twin(trees):
            self.refused["near twin"] += 1
            return None
        self._known.add(trees)
        contained = static.contained(tree)
        return _Read(proposal, static.with_plain_sets(tree, proposal.code), contained)

    def _run(self, group: Sequence[_Read]) -> bool:
        """Run a group in both ways; False if a group of several has to be run one by one."""
        programs = [(each.source, each.proposal.entry_point, each.proposal.inputs) for each in group]
        found = [
            self._results(pool, programs, backwards=bool(place)) for place, pool in enumerate(self._pools)
        ]
        if any(each is None for each in found) and len(group) > 1:
            return False
        for place, each in enumerate(group):
            each.results = [results[place] for results in found if results is not None]
        return True

    def _results(
        self, pool: Pool, programs: Sequence[tuple[str, str, list[list[Any]]]], *, backwards: bool
    ) -> list[Results] | None:
        """The results of each program; None if the job gave none."""
        try:
            done = pool.run(trial.job(programs, backwards=backwards))
        except ExecutorError:
            return None
        value = (
            done.outputs[0].value if done.outputs and not done.outputs[0].fault and not done.fault else None
        )
        well = isinstance(value, list) and len(value) == len(programs) and all(map(_formed, value))
        return value if well else None

    def _held(self, each: _Read) -> CheckedProposal | None:
        """The proposal with its outputs; None, counted, if it does not hold."""
        try:
            why, pairs = _judged(each)
        except NotAValue:
            why, pairs = "no plain value", []
        if why:
            self.refused[why] += 1
            return None
        inputs, outputs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        return CheckedProposal(proposal=each.proposal, inputs=inputs, outputs=outputs)


def _formed(results: Any) -> bool:
    """Whether a program's results have the form that the trial gives them: a program may have forged them."""
    return isinstance(results, list) and all(
        isinstance(each, list) and len(each) == 2 and each[0] in {"gives", "raises", "load", "changes"}
        for each in results
    )


def _judged(each: _Read) -> tuple[str, list[tuple[list[Any], Any]]]:
    """Why a proposal does not hold, or its pairs of input and output. Raises NotAValue."""
    if len(each.results) < 2:
        return "does not end, or gives no plain value", []
    one, two = each.results
    if canonical(one) != canonical(two) or any(kind == "changes" for kind, _ in (*one, *two)):
        return "not deterministic", []
    if len(one) != len(each.proposal.inputs):
        return "does not load", []
    pairs = [
        (given, value)
        for given, (kind, value) in zip(each.proposal.inputs, one, strict=True)
        if kind == "gives" and len(canonical(value)) <= LONGEST_OUTPUT
    ]
    if len({canonical(value) for _, value in pairs}) < LEAST_DIFFERENT:
        return "asks nothing: it raises, or gives one value", []
    return "", pairs
