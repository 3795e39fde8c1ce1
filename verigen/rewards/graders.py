"""Verifiers that stay open as long as the process, since a trainer calls a reward function for hours."""

from __future__ import annotations

import atexit
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from verigen.core import boundary, domains, registry
from verigen.core.errors import PartBroken, ReferenceFault
from verigen.core.types import Verdict
from verigen.problems.validate import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.boundary import GuardedGrader
    from verigen.core.types import Problem

INLINE = 16  # answers that one thread grades in a row: a thread per answer costs more than the answer
THREADS = 4  # for verifiers that compute here: one slow answer does not hold up the others
# atexit comes too late: by then no thread pool takes work any more, which ends sandboxes. Executors register here.
_AT_EXIT = getattr(threading, "_register_atexit", atexit.register)
_LOCK = threading.Lock()
_OPEN: dict[tuple[object, ...], OpenGrader] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGrader:
    """A started verifier with its threads; `chunk` answers go to one thread."""

    grader: GuardedGrader
    threads: ThreadPoolExecutor
    chunk: int

    def grade(self, problem: Problem, text: str) -> Verdict:
        """One verdict. A problem whose reference can't be read leaves the text unverified, with `reference`."""
        try:
            return self.grader.verify(problem, bare("text", problem, text))
        except ReferenceFault as fault:
            return bad_reference(str(fault), self.grader.name)
        except PartBroken:
            raise
        except Exception as error:  # noqa: BLE001 - the boundary: no text may stop a trainer
            return boundary.unverified(self.grader.name, error)

    def grade_all(self, pairs: Sequence[tuple[Problem, str]]) -> list[Verdict]:
        """Verdicts in the order of the pairs."""
        if len(pairs) <= self.chunk:
            return [self.grade(*pair) for pair in pairs]
        parts = [pairs[at : at + self.chunk] for at in range(0, len(pairs), self.chunk)]
        return [verdict for made in self.threads.map(self.graded, parts) for verdict in made]

    def graded(self, pairs: Sequence[tuple[Problem, str]]) -> list[Verdict]:
        """The same, in the calling thread."""
        return [self.grade(*pair) for pair in pairs]


def opened(
    domain: str, *, verifier: str | None = None, executor: str = "local", jobs: int | None = None
) -> OpenGrader:
    """The verifier of a domain, started at its first use in this process.

    Raises UnknownPart for an unknown name, ExecutorError for a sandbox that does not start.
    """
    key = (os.getpid(), domain, verifier, executor, jobs)
    with _LOCK:
        if key not in _OPEN:
            _OPEN[key] = _start(domain, verifier, executor, jobs)
        return _OPEN[key]


def _start(domain: str, verifier: str | None, executor: str, jobs: int | None) -> OpenGrader:
    name = verifier or domains.named(domain).default_verifier
    part = registry.make("verifier", name, {"executor": executor, "jobs": jobs})
    stack = ExitStack()
    runs = hasattr(part, "executor")
    threads = ThreadPoolExecutor(
        (jobs or os.cpu_count() or 1) if runs else THREADS, thread_name_prefix=f"reward-{domain}"
    )
    grader = stack.enter_context(boundary.opened(part, "verifier"))
    stack.callback(partial(threads.shutdown, cancel_futures=True))
    _AT_EXIT(_close, stack, os.getpid())
    return OpenGrader(grader=grader, threads=threads, chunk=1 if runs else INLINE)


def _close(stack: ExitStack, owner: int) -> None:
    """A forked child does not end its parent's sandboxes."""
    if os.getpid() == owner:
        stack.close()


def bad_reference(message: str, verifier: str = "none") -> Verdict:
    return Verdict(
        outcome="unverified", verifier=verifier, method="none", reason="reference", message=message
    )
