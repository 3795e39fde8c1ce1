"""Grades a teacher's program: the sandbox runs it, and every number in it must have a source."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.core.errors import ExecutorError, ReferenceFault, first_line
from verigen.core.types import Call, Job, Limits, Verdict
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer, stated
from verigen.problems.programs import asking

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.core.types import Candidate, Execution, Outcome, Problem

LIMITS = Limits(call_s=2.0, job_s=4.0, memory_mb=256, output_bytes=1 << 12)
PRINT = "\nprint(answer)\n"
NEAR = Fraction(1, 10**9)  # relative: the sandbox computes with floats, the program's reading is exact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramGrader:
    """A program is correct if it prints the reference's answer and can be read as arithmetic on the question's numbers."""

    pool: Pool
    name: str = asking.NAME
    needs_reference: bool = True

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault if the answer is not one number."""
        try:
            stated(_answer(problem))
        except Refused as refused:
            raise ReferenceFault(f"{problem.id}: {refused}") from None

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        if candidate.finish != "stop":
            return self._verdict("incorrect", "cut off", f"its writing ended by {candidate.finish}")
        try:
            script = asking.found(candidate.text)
            if refused := self._run(script, problem):
                return refused
            infer(problem.prompt, script, _answer(problem))
        except Refused as refused:
            return self._verdict("incorrect", refused.reason, str(refused))
        except ExecutorError as error:
            return self._verdict("unverified", "sandbox_failed", first_line(error))
        return self._verdict("correct", "passed", "", script)

    def _run(self, script: str, problem: Problem) -> Verdict | None:
        """What is wrong with the program's output; None if it prints the answer."""
        done = self.pool.run(Job(code=script + PRINT, mode="stdio", calls=[Call(stdin="")], limits=LIMITS))
        output = done.outputs[0] if done.outputs else None
        fault = done.fault or (output.fault if output else "no_result")
        if fault or output is None:
            return self._verdict("incorrect", str(fault), _message(done))
        printed, wanted = output.stdout.strip(), stated(_answer(problem))
        if not _equal(printed, Fraction(wanted)):
            return self._verdict("incorrect", "wrong_answer", f"it prints {printed[:60]!r}, not {wanted}")
        return None

    def _verdict(self, outcome: Outcome, reason: str, message: str, script: str | None = None) -> Verdict:
        return Verdict(
            outcome=outcome,
            verifier=self.name,
            method="run",
            reason=reason,
            extracted=script,
            message=message,
        )


def _answer(problem: Problem) -> str:
    if not isinstance(problem.reference, MathReference):
        raise ReferenceFault(f"{problem.id} has no reference answer")
    return problem.reference.answer


def _message(done: Execution) -> str:
    return done.message or (done.outputs[0].message if done.outputs else "")


def _equal(printed: str, wanted: Fraction) -> bool:
    try:
        found = Fraction(printed)
    except (ValueError, ZeroDivisionError):
        return False
    return abs(found - wanted) <= NEAR * max(abs(wanted), Fraction(1))
