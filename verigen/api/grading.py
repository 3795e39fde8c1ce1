"""Grades given texts; no model is involved."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from verigen.core import registry
from verigen.core.boundary import grade, opened
from verigen.core.errors import PartFailed
from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference
from verigen.problems.validate import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from verigen.core.parts import Grader, Verifier
    from verigen.core.types import Verdict

AHEAD = 64  # maximum number of texts in flight per job
SOURCE = Source(bank="verify", licence="NOASSERTION")


def verify(
    problem: Problem | str, text: str, *, verifier: str | None = None, executor: str = "local"
) -> Verdict:
    r"""Grade one text: `verigen.verify("1/2", r"It is \boxed{0.5}.").outcome` is "correct".

    - `problem`: the problem that the text answers, or the answer to a maths problem, in LaTeX or plain maths.
    - `text`: a completion as the model wrote it; the last of several boxed answers counts.
    - `verifier`: the verifier's name; default: the domain's, "symbolic" for math and "unit_tests" for code.
    - `executor`: the sandbox that runs code, "local" or "docker".

    Returns a `Verdict`: its `outcome` is "correct", "incorrect" or "unverified" (undecided: never used for
    training), its `seconds` is the grading time.

    Raises `ReferenceFault` if the problem's own reference can't be read, `UnknownPart` for an unknown verifier
    or executor, `ExecutorError` for a sandbox that does not start.
    """
    return next(verify_all([(problem, text)], verifier=verifier, executor=executor, jobs=1))


def verify_all(
    pairs: Iterable[tuple[Problem | str, str]],
    *,
    verifier: str | None = None,
    executor: str = "local",
    jobs: int | None = None,
) -> Iterator[Verdict]:
    """Grade a stream of texts: verdicts come in the order of the pairs, a bounded number in flight.

    - `pairs`: pairs of a problem (or the answer to a maths problem) and a text.
    - `verifier`: the verifier's name; default: the one of each problem's domain.
    - `executor`: the sandbox that runs code, "local" or "docker".
    - `jobs`: how many texts are graded at once; default: one per core.

    Yields `Verdict`s. Raises the same errors as `verify`, at the pair concerned.
    """
    jobs = jobs or os.cpu_count() or 1
    waiting: deque[Future[Verdict]] = deque()
    with contextlib.ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(jobs, thread_name_prefix="verify"))
        graders = _Graders(stack, verifier, executor, jobs)
        for told, text in pairs:
            problem = _answer(told) if isinstance(told, str) else told
            waiting.append(threads.submit(grade, graders.of(problem), problem, bare("text", problem, text)))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Graders:
    """The started verifiers, one per domain, each started by its first problem."""

    def __init__(self, stack: contextlib.ExitStack, verifier: str | None, executor: str, jobs: int) -> None:
        self._stack, self._options, self._verifier = stack, {"executor": executor, "jobs": jobs}, verifier
        self._open: dict[str, Grader] = {}

    def of(self, problem: Problem) -> Grader:
        """The verifier for a problem. Raises ReferenceFault if the problem's reference can't be read."""
        if problem.domain not in self._open:
            name = self._verifier or registry.make("domain", problem.domain).default_verifier
            part: Verifier = registry.make("verifier", name, self._options)
            self._open[problem.domain] = self._stack.enter_context(opened(part, "verifier"))
        grader = self._open[problem.domain]
        with contextlib.suppress(PartFailed):  # then its candidates are unverified
            grader.check(problem)
        return grader


def _answer(reference: str) -> Problem:
    return Problem(
        id="answer",
        domain="math",
        prompt="",
        reference=MathReference(answer=reference),
        family="answer",
        source=SOURCE,
    )
