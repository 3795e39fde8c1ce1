"""Checks proposals: they run twice under other hash seeds, give the same, end, and are no near twins."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
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
    from verigen.core.types import Output
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
    """A proposal whose text was read: its source for the trial, and whether it may share a process.

    `results` of the first and the second way; None where it gave none. `unchecked`: the sandbox failed at it.
    """

    proposal: Proposal
    source: str
    contained: bool
    results: list[Results | None] = field(default_factory=lambda: [None, None])
    unchecked: bool = False

    @property
    def program(self) -> trial.Program:
        return self.source, self.proposal.entry_point, self.proposal.inputs


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
        read, runs, waiting = [], [], list[_Read]()
        for each in filter(None, map(self._read, proposals)):
            read.append(each)
            if each.contained:
                waiting.append(each)
            if len(waiting) == trial.TOGETHER:
                runs.append(self._threads.submit(self._together, waiting))
                waiting = []
        if waiting:
            runs.append(self._threads.submit(self._together, waiting))
        left = [each for each in read if not each.contained] + [each for run in runs for each in run.result()]
        left = self._apart(left, trial.ALONE_S)
        self._apart(left[: 1 + len(read) // trial.IMPATIENCE], trial.PATIENT_S)
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

    def _together(self, group: Sequence[_Read]) -> Sequence[_Read]:
        """Run a group in both ways; returns those that have to run alone. What one way stops is not run in the other."""
        going = group
        for way in (0, 1):
            self._one_way(going, way)
            going = [each for each in going if each.results[way] is not None]
        return [each for each in group if None in each.results]

    def _one_way(self, group: Sequence[_Read], way: int) -> None:
        """Run a group's programs in one way. One that ends its job has no results; another job goes on behind it."""
        waiting = list(reversed(group) if way else group)
        while waiting:
            job = trial.together([each.program for each in waiting], backwards=bool(way))
            try:
                outputs = self._pools[way].run(job).outputs
            except ExecutorError:
                return
            for each, output in zip(waiting, outputs, strict=False):
                results = _results(output)
                each.results[way] = None if results == trial.LONG else results
            waiting = waiting[max(1, len(outputs)) :]

    def _apart(self, group: Sequence[_Read], seconds: float) -> list[_Read]:
        """Run each alone; returns those that ran out of time. Every second one begins with the other way."""
        run = partial(self._alone, seconds)
        return [each for each in self._threads.map(run, group, cycle((0, 1))) if each is not None]

    def _alone(self, seconds: float, each: _Read, first: int) -> _Read | None:
        each.unchecked = False
        for way in (first, 1 - first):
            try:
                done = self._pools[way].run(trial.alone(each.program, seconds, backwards=bool(way)))
            except ExecutorError:
                each.unchecked = True
                return None
            each.results[way] = _results(done.outputs[0]) if done.outputs else None
            if each.results[way] is None:
                fault = done.fault or (done.outputs[0].fault if done.outputs else None)
                return each if fault == "timeout" else None
        return None

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


def _results(output: Output) -> Results | None:
    """A program's results; None if its call failed, or does not have the form that the trial gives: it may be forged."""
    value = output.value
    formed = isinstance(value, list) and all(
        isinstance(each, list)
        and len(each) == 2
        and each[0] in {"gives", "raises", "load", "changes", "long"}
        for each in value
    )
    return value if formed and not output.fault else None


def _judged(each: _Read) -> tuple[str, list[tuple[list[Any], Any]]]:
    """Why a proposal does not hold, or its pairs of input and output. Raises NotAValue."""
    if each.unchecked:
        return "not checked: the sandbox failed", []
    one, two = each.results
    if one is None or two is None:
        return "does not end in time, or gives no plain value", []
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
