"""Grades a predicted value: the reply's last Python literal, compared exactly with the reference."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import literals, traces
from verigen.core.errors import ReferenceFault
from verigen.core.text.printable import one_line
from verigen.core.types import NoReference, Verdict
from verigen.core.values import NotAValue, check, equal
from verigen.domains.predict.reference import PredictReference
from verigen.verifiers.extract_code import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.types import Candidate, Outcome, Problem

NAME = "literal/1"
SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """The verifier of predicted values. True is not 1 here, and a list is no tuple: the value is a program's output."""

    name: str = NAME
    needs_reference = True

    @contextmanager
    def open(self) -> Iterator[Literal]:
        yield self

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault for a value without a form."""
        try:
            check(_value(problem))
        except NotAValue as error:
            raise ReferenceFault(f"{problem.id}: its value has no form: {error}") from error

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        """Never raises for what a candidate says."""
        if isinstance(problem.reference, NoReference):
            return _verdict("unverified", "no_reference", None, "the problem has no value to compare with")
        said = stated(candidate.text)
        if said is None:
            return _verdict("incorrect", "no_literal", None, "the reply ends with no Python literal")
        given = literals.read(said)
        right = equal(_value(problem), given) and literals.written(given) == literals.written(_value(problem))
        shown = one_line(said, SHOWN)
        return _verdict("correct", "equal", shown) if right else _verdict("incorrect", "wrong_answer", shown)


def stated(text: str) -> str | None:
    """The reply's last fenced literal, else its last line if that is one; None without."""
    reply = traces.split(text).reply
    lines = [line for line in reply.splitlines() if line.strip()]
    last = lines[-1].strip().strip("`").removeprefix("Answer:").strip() if lines else ""
    for found in (*(block.code for block in reversed(blocks(reply))), last):
        try:
            literals.read(found)
        except ValueError:
            continue
        return found.strip()
    return None


def _value(problem: Problem) -> object:
    if not isinstance(problem.reference, PredictReference):
        raise ReferenceFault(f"{problem.id} has no value to compare with")
    return problem.reference.value


def _verdict(outcome: Outcome, reason: str, extracted: str | None, message: str = "") -> Verdict:
    return Verdict(
        outcome=outcome, verifier=NAME, method="literal", reason=reason, extracted=extracted, message=message
    )
