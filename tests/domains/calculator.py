"""A domain of another package: a teacher writes a program, the sandbox runs it, the teacher says what it printed."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from verigen.core.errors import ReferenceFault
from verigen.core.graded import Graded
from verigen.core.turns import Answer, Ask, Conversation, Turns, drawn, ran
from verigen.core.types import Call, Candidate, Job, Limits, Message, NoReference, Problem, Verdict

STOP = "</program>"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatorReference:
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculator:
    default_bank: str = ""
    default_verifier: str = "totals"
    default_suite: str = ""
    reference = CalculatorReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        said: tuple[Message, ...] = (Message(role="user", content=problem.prompt),)
        first = yield from drawn(Ask(messages=said, stop=(STOP,)))
        if first.stop != STOP:
            return Answer(text=first.text, finish=first.finish)
        job = Job(
            code=first.text.removeprefix("<program>"), mode="stdio", calls=[Call()], limits=Limits(call_s=5.0)
        )
        done = yield from ran(job)
        printed = done.outputs[0].stdout.strip() if done.outputs else str(done.fault)
        said = (*said, Message(role="assistant", content=first.text + STOP))
        last = yield from drawn(Ask(messages=(*said, Message(role="tool", content=f"printed {printed}"))))
        return Answer(text=last.text, finish=last.finish)

    def shown(self, graded: Graded) -> Conversation:
        asks = [turn.asked for turn in graded.turns if isinstance(turn.asked, Ask)]
        said = asks[-1].messages if asks else (Message(role="user", content=graded.problem.prompt),)
        tool = {"type": "function", "function": {"name": "python", "parameters": {"type": "object"}}}
        end = Message(role="assistant", content=graded.candidate.text)
        return Conversation(messages=(*said, end), tools=(tool,))

    def own_answer(self, problem: Problem) -> str:
        return f"It is {_total(problem)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatorVerifier:
    """The verifier of what a calculator says."""

    needs_reference = True
    name = "totals/1"

    def open(self) -> AbstractContextManager[CalculatorVerifier]:
        return nullcontext(self)

    def check(self, problem: Problem) -> None:
        _total(problem)

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        if isinstance(problem.reference, NoReference):
            return self._verdict("unverified", "no_reference")
        right = candidate.text == self_answer(problem)
        return self._verdict("correct" if right else "incorrect", "equal" if right else "wrong_answer")

    def _verdict(self, outcome: str, reason: str) -> Verdict:
        return Verdict(outcome=outcome, verifier=self.name, method="text", reason=reason)  # type: ignore[arg-type]


def self_answer(problem: Problem) -> str:
    return Calculator().own_answer(problem)


def _total(problem: Problem) -> int:
    if not isinstance(problem.reference, CalculatorReference):
        raise ReferenceFault(f"{problem.id} has no total")
    return problem.reference.total
