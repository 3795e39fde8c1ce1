"""Measures a trained student on a suite: what `verigen bench --student` prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import jsonl, stats
from verigen.core import problems as codec
from verigen.core.errors import UserError
from verigen.prove import plan, source, trainer, units, work
from verigen.prove.models.pretrained import PretrainedStudent
from verigen.prove.tiny.student import WEIGHTS
from verigen.rewards.score import Scorer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Outcome, Problem
    from verigen.prove.plan import ProofPlan
    from verigen.prove.trainer import Trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentScore:
    """A student's outcomes on a suite, one greedy answer per problem."""

    suite: str
    outcomes: list[Outcome]
    families: list[str]
    readable: float

    def lines(self) -> Iterator[str]:
        found = Counter(self.outcomes)
        rate = stats.clustered([float(each == "correct") for each in self.outcomes], self.families)
        at_most = (found["correct"] + found["unverified"]) / len(self.outcomes)
        yield f"suite        {self.suite}: {len(self.outcomes)} problems, one greedy answer each"
        yield f"pass@1       {stats.shown(rate, at_most)}   95 % interval over families"
        yield f"unverified   {100 * found['unverified'] / len(self.outcomes):.1f} % of answers, counted as not correct"
        yield f"readable     {100 * self.readable:.1f} % of answers"


def examine(
    student: Path, suite: str | None, domain: str | None, *, limit: int | None, max_tokens: int, executor: str
) -> StudentScore:
    """Ask a student of `verigen prove`, or a model's folder, and grade it.

    Without `suite`, a student of a proof is asked that proof's suite. Raises UserError for a folder without a
    student, and for a model's folder without `suite`.
    """
    proof = _proof(student)
    if suite is None and proof is None:
        raise UserError(
            f"say what to ask {student}: --suite with a name of `verigen bench --suites`, or a file"
        )
    problems = source.suite(suite, domain) if suite is not None else _own(proof or student)
    problems = problems[:limit]
    texts = _texts(student, proof, problems, max_tokens)
    scores = Scorer(executor=executor).score(problems, texts)
    outcomes, families, readable = units.marks(problems, scores)
    return StudentScore(
        suite=suite or f"the suite of {proof}", outcomes=outcomes, families=families, readable=readable
    )


def _texts(student: Path, proof: Path | None, problems: Sequence[Problem], max_tokens: int) -> list[str]:
    """A student of a proof is asked as the proof asked it; `max_tokens` is for other models."""
    if not student.is_dir():
        raise UserError(f"{student} is no folder of a student")
    if proof is not None:
        return _trainer(plan.read(proof)).answer(student, problems, temperature=0.0, seed=0)
    if (student / WEIGHTS).is_file():
        raise UserError(f"{student} has no plan above it; give the student's folder where it was made")
    by = PretrainedStudent(max_tokens=max_tokens)
    return by.answer(student, problems, temperature=0.0, seed=0)


def _trainer(made: ProofPlan) -> Trainer:
    """Who trained the students of a plan, with the plan's options."""
    kind = "tiny" if made.student == "tiny" else "command" if "command" in made.options else "trl"
    return trainer.made(kind, {}, {name: value for name, value in made.options.items() if value != str(None)})


def _proof(student: Path) -> Path | None:
    """The folder of the proof that a student belongs to."""
    return next((each for each in student.resolve().parents if (each / plan.FILE).is_file()), None)


def _own(proof: Path) -> list[Problem]:
    return [codec.decode(line) for _, line in jsonl.lines(proof / work.SUITE)]
