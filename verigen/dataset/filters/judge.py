"""Finds correct candidates that a teacher scores low by a rubric: an opinion, for those that ask for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.core.findings import Finding
from verigen.core.types import Sampling
from verigen.dataset.filters import asks
from verigen.grading.judge import reply, rubric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded


class JudgeSaid(msgspec.Struct, frozen=True):
    """A judge's score, and its words."""

    score: float
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeFilter:
    """Not in the default chain: `--with judge --filter-option judge.teacher=NAME`.

    `teacher`: the model that judges, as `--teacher` of sample names it. `rubric`: reasoning, correctness, or a text
    file with {problem} and {candidate}. `least`: the lowest score that passes, 1 to 10. `tokens`: the most that an
    answer may take. A candidate without a readable score is undecided. Raises UserError for a missing teacher, an
    unknown rubric, or a threshold off the scale.
    """

    teacher: str = ""
    rubric: str = "reasoning"
    least: float = 7.0
    tokens: int = 1024

    def __post_init__(self) -> None:
        asks.choice("judge", self.teacher)
        rubric.load(self.rubric, "10")
        if not reply.LOW <= self.least <= reply.HIGH:
            raise UserError(
                f"judge.least={self.least:g} is outside the scale of {reply.LOW:g} to {reply.HIGH:g}"
            )

    @property
    def version(self) -> str:
        """Another judge or rubric gives other answers; another threshold reads the same ones."""
        asked = f"{asks.name(self.teacher)} {rubric.load(self.rubric, '10').key} {self.tokens}"
        return f"1-{hashlib.sha256(asked.encode()).hexdigest()[:12]}"

    def wants(self, graded: Graded) -> bool:
        return graded.verdict.outcome == "correct"

    def find(self, graded: Graded) -> Sequence[Finding]:
        return self.told(graded, self.asked(graded)) if self.wants(graded) else []

    def asked(self, graded: Graded) -> str:
        found = rubric.load(self.rubric, "10")
        reasoner = asks.choice("judge", self.teacher).teacher.reasoner
        messages = found.ask(graded.problem, graded.candidate, reasoner=reasoner)
        sampling = Sampling(temperature=0.0, top_p=1.0, max_tokens=self.tokens)
        seed = seeds.derive(0, "judge", found.key, asks.name(self.teacher), graded.candidate.id)
        completion = asks.ask(self.teacher, messages, sampling, seed)
        said = reply.read(completion, "10")
        if said.score is None:
            raise ValueError(f"the judge gave no score ({said.reason})")
        return msgspec.json.encode(JudgeSaid(said.score, completion.text)).decode()

    def told(self, graded: Graded, answer: str) -> Sequence[Finding]:
        score = msgspec.json.decode(answer, type=JudgeSaid).score
        if score >= self.least:
            return []
        shown = f"{asks.name(self.teacher)} gives {score:g} of 10, below {self.least:g}"
        end = len(graded.candidate.text)
        return [Finding(reason="judge", field="text", start=0, end=end, score=score, shown=shown)]
