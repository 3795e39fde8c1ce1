"""Compares a run's verdicts of programs with reruns, and tests its tests on mutants and on rewritten solutions."""

from __future__ import annotations

import ast
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from verigen.core import traces
from verigen.core.errors import PartFailed, ReferenceFault, UserError
from verigen.core.syntax import parse
from verigen.core.text.printable import one_line
from verigen.core.types import Outcome
from verigen.domains.code.reference import CodeReference
from verigen.grading.audit.audit import drawn
from verigen.grading.audit.report import Second, Trial, TrialLog, reported
from verigen.grading.audit.rewritten import rewritings
from verigen.problems import validate
from verigen.problems.harden.bank import in_order
from verigen.problems.harden.harden import Options, harden, matrix
from verigen.problems.harden.mutants import drop_notes, mutants
from verigen.verifiers.extract_code import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from verigen.core.graded import Graded
    from verigen.core.parts import Grader, Pool
    from verigen.core.stats import Rate
    from verigen.core.types import Problem
    from verigen.grading.audit.report import AuditReport
    from verigen.grading.audit.reruns import Reruns

MUTANTS = 30  # maximum number of planted mutants per problem
AHEAD = 32  # candidates in flight per job
LONGEST = 300


@dataclass(slots=True, kw_only=True)
class HardenedTests:
    """The problems of an audit with more tests: from `given`, or made at their first use if `make` is set.

    `unmade` maps problems without more tests to the reason.
    """

    given: Mapping[str, Problem]
    make: bool
    pools: tuple[Pool, ...]
    unmade: dict[str, str] = field(default_factory=dict)
    _made: dict[str, Problem | None] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, problem: Problem) -> Problem | None:
        """The problem with more tests; None without any."""
        with self._lock:
            if problem.id not in self._made:
                self._made[problem.id] = self._find(problem)
            return self._made[problem.id]

    @property
    def tests(self) -> int:
        """The number of tests of all problems with more tests."""
        return sum(len(_reference(problem).tests) for problem in self._made.values() if problem)

    @property
    def problems(self) -> int:
        return sum(problem is not None for problem in self._made.values())

    def _find(self, problem: Problem) -> Problem | None:
        try:
            found = self.given.get(problem.id)
            if found is None and self.make:
                found = harden(problem, self.pools, Options()).problem
        except (ReferenceFault, UserError, PartFailed) as error:
            self.unmade[problem.id] = str(error)
            return None
        own = _reference(problem).tests
        if not found or _reference(found).tests[: len(own)] != own:
            self.unmade[problem.id] = (
                "the given row has other tests" if found else "no tests are given for it"
            )
            return None
        return found


def audit_programs(
    graded: Iterable[Graded],
    graders: Callable[[str], Grader],
    second: Reruns,
    more: HardenedTests,
    *,
    jobs: int = 1,
    limit: int | None = None,
) -> AuditReport:
    """Run programs again, on more tests too, and plant mutants and rewritings of the solutions.

    A planted mutant is wrong if it fails one of all tests; it is a false accept if it passes the problem's own ones.
    The report's `wrong_rows` is at least the share of accepted programs that a rerun refutes.
    Arguments as those of `audit.audit`; `jobs` candidates run at the same time.
    """
    left_out = 0
    problems: dict[str, Graded] = {}

    def programs() -> Iterator[Graded]:
        nonlocal left_out
        for item in drawn(graded, limit):
            if isinstance(item.problem.reference, CodeReference):
                problems.setdefault(item.problem.id, item)
                yield item
            else:
                left_out += 1

    with ThreadPoolExecutor(jobs, thread_name_prefix="audit") as threads:
        futures = (threads.submit(_second, item, second, more) for item in programs())
        seconds = list(in_order(futures, AHEAD * jobs))
    accepts, rejects = TrialLog(), TrialLog()
    not_planted = []
    for item in problems.values():
        wrong, right = (
            list(_mutated(item.problem, more)),
            list(_rewritten(item, graders(item.problem.domain))),
        )
        accepts.add(item.problem.family, wrong)
        rejects.add(item.problem.family, right)
        not_planted += [] if wrong and right else [item.problem.id]
    found = reported(seconds, left_out, len(problems), not_planted, accepts.tally(), rejects.tally())
    return replace(found, wrong_rows=_larger(found.wrong_rows, found.overruled))


def _larger(planted: Rate | None, refuted: Rate | None) -> Rate | None:
    """The larger estimate: mutants may be easier to tell than a teacher's mistakes, and a rerun proves its finding."""
    if planted is None:
        return None
    return planted if refuted is None or refuted.value <= planted.value else refuted


def _reference(problem: Problem) -> CodeReference:
    assert isinstance(problem.reference, CodeReference)
    return problem.reference


def _second(item: Graded, second: Reruns, more: HardenedTests) -> Second:
    code = extract(item.candidate.text, _reference(item.problem).entry_point)
    opinion = second.opinion(item.problem, code, more.of(item.problem))
    return Second(
        id=item.candidate.id,
        family=item.problem.family,
        reference=item.problem.id,
        extracted=None,
        ours=item.verdict.outcome,
        theirs=opinion.outcome,
        fault=opinion.fault,
        why=one_line(opinion.why, LONGEST),
    )


def _mutated(problem: Problem, more: HardenedTests) -> Iterator[Trial]:
    """The mutants of the solution that fail some test, with what the problem's own tests say of them."""
    hardened = more.of(problem)
    if hardened is None:
        return
    reference, own = _reference(hardened), len(_reference(problem).tests)
    copies = mutants(reference.solution or "", MUTANTS) if reference.solution else []
    for code, failed in zip(copies, matrix(reference, reference.tests, copies, more.pools), strict=True):
        if failed:
            outcome: Outcome = "incorrect" if min(failed) < own else "correct"
            test = reference.tests[min(failed)]
            given = test.stdin if test.stdin is not None else [*test.args, *test.kwargs.values()]
            changed = _changed(reference.solution or "", code)
            yield _trial(problem, "a mutant", changed, outcome, f"it fails {given!r}", right=False)


def _changed(source: str, mutant: str) -> str:
    """The first line in which a mutant differs from its source."""
    tree = parse(source)
    drop_notes(tree)
    lines = ast.unparse(tree).splitlines()
    return next((line.strip() for line in mutant.splitlines() if line not in lines), mutant)


def _rewritten(item: Graded, grader: Grader) -> Iterator[Trial]:
    """The solution's rewritings, each after the candidate's own thinking, if it has any."""
    reference = _reference(item.problem)
    if not reference.solution:
        return
    trace = traces.split(item.candidate.text).trace
    thinking = f"<think>\n{trace}\n</think>\n\n" if trace else ""
    for kind, code in rewritings(reference):
        text = f"{thinking}````python\n{code.rstrip()}\n````\n"
        verdict = grader.verify(item.problem, validate.bare(f"planted/{kind}", item.problem, text))
        yield _trial(item.problem, kind, code, verdict.outcome, verdict.message or verdict.reason, right=True)


def _trial(problem: Problem, kind: str, text: str, outcome: Outcome, message: str, *, right: bool) -> Trial:
    return Trial(
        problem=problem.id,
        reference=problem.id,
        right=right,
        kind=kind,
        text=text,
        outcome=outcome,
        message=one_line(message, LONGEST),
    )
