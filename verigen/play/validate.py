"""Checks proposals: they run twice under other hash seeds, give the same, end, and are no near twins."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from verigen.core import boundary, registry
from verigen.core.errors import ExecutorError
from verigen.core.forms import NotAValue
from verigen.core.syntax import parse
from verigen.core.values import canonical
from verigen.dataset.decontaminate.programs import of_tree, program
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

    def __init__(self, executor: str = "local", jobs: int | None = None) -> None:
        """`jobs`: sandboxes of each kind; default: one per two cores."""
        self._executor, self._jobs = executor, jobs or max(1, (os.cpu_count() or 1) // 2)
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
        """Those that hold, in order. Programs are read while others run."""
        read, runs = [], []
        waiting: list[_Read] = []
        for each in filter(None, map(self._read, proposals)):
            read.append(each)
            if not each.contained:
                runs.append(self._threads.submit(self._run, [each]))
                continue
            waiting.append(each)
            if len(waiting) == trial.TOGETHER:
                runs.append(self._threads.submit(self._run, waiting))
                waiting = []
        if waiting:
            runs.append(self._threads.submit(self._run, waiting))
        again = [each for run in runs for each in run.result()]
        list(self._threads.map(self._run, [[each] for each in again]))
        found = [self._held(each) for each in read]
        return [each for each in found if each is not None]

    def _opened(self, hash_seed: int) -> Pool:
        executor = registry.make("executor", self._executor, {"jobs": self._jobs, "hash_seed": hash_seed})
        pool: Pool = self._stack.enter_context(boundary.opened(executor, "executor"))
        return pool

    def _read(self, proposal: Proposal) -> _Read | None:
        try:
            tree = parse(proposal.code)
            nodes = static.telling(tree)
            why = static.objection(nodes)
            trees = of_tree(tree, "")
            # last, because it changes the tree
            source = static.with_plain_sets(tree) if static.has_sets(nodes) else proposal.code
        except (SyntaxError, RecursionError):
            why = "syntax error"
        if not why and self._known.has_twin(trees):
            why = "near twin"
        if why:
            self.refused[why] += 1
            return None
        self._known.add(trees)
        return _Read(proposal, source, static.contained(nodes))

    def _run(self, group: Sequence[_Read]) -> Sequence[_Read]:
        """Run a group in both ways; returns those that have to run alone."""
        programs = [(each.source, each.proposal.entry_point, each.proposal.inputs) for each in group]
        found: list[list[Results]] = []
        for place, pool in enumerate(self._pools):
            results = self._results(pool, programs, backwards=bool(place))
            if results is None:
                return group if len(group) > 1 else []
            found.append(results)
        again = []
        for each, *results in zip(group, *found, strict=True):
            if trial.LONG in results:
                again.append(each)
            else:
                each.results = results
        return again

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
        isinstance(each, list)
        and len(each) == 2
        and each[0] in {"gives", "raises", "load", "changes", "long"}
        for each in results
    )


def _judged(each: _Read) -> tuple[str, list[tuple[list[Any], Any]]]:
    """Why a proposal does not hold, or its pairs of input and output. Raises NotAValue."""
    if len(each.results) < 2:
        return "does not end, or gives no plain value", []
    one, two = each.results
    if any(kind == "changes" for kind, _ in (*one, *two)) or (
        one != two and canonical(one) != canonical(two)
    ):
        return "not deterministic", []
    if len(one) != len(each.proposal.inputs):
        return "does not load", []
    given = [
        (args, value)
        for args, (kind, value) in zip(each.proposal.inputs, one, strict=True)
        if kind == "gives"
    ]
    texts = [canonical(value) for _, value in given]
    kept = [at for at, text in enumerate(texts) if len(text) <= LONGEST_OUTPUT]
    if len({texts[at] for at in kept}) < LEAST_DIFFERENT:
        return "asks nothing: it raises, or gives one value", []
    return "", [given[at] for at in kept]
