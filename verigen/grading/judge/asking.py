"""Sends questions to one judge model in parallel, and stores each answer at once."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.errors import PromptTooLong, RequestFailed, TeacherError
from verigen.core.types import Completion
from verigen.grading.judge.reply import JudgeReply, read
from verigen.ledger.scores import JudgeScore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verigen.core.parts import Session
    from verigen.core.types import Candidate, Problem, Sampling
    from verigen.grading.judge.rubric import Rubric
    from verigen.ledger.scores import Scores
    from verigen.sampling.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeQuestion:
    """One candidate to score, or two to compare in this order."""

    problem: Problem
    candidates: tuple[Candidate, ...]

    @property
    def key(self) -> tuple[str, str]:
        first, *rest = self.candidates
        return first.id, rest[0].id if rest else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveJudge:
    """One open judge with its rubric; `told` is called with every answer."""

    judge: str
    reasoner: bool
    session: Engine | Session
    rubric: Rubric
    sampling: Sampling
    seed: int
    scores: Scores
    told: Callable[[JudgeScore], None]

    async def run(self, questions: Iterable[JudgeQuestion]) -> None:
        """Ask all questions. Raises TeacherError where the engine fails; earlier answers are stored."""
        source = iter(questions)
        tasks = [asyncio.create_task(self._ask_all(source)) for _ in range(self.session.concurrency)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask_all(self, source: Iterator[JudgeQuestion]) -> None:
        for question in source:
            score = await self._ask(question)
            await asyncio.shield(asyncio.to_thread(self.scores.add, [score]))
            self.told(score)

    async def _ask(self, question: JudgeQuestion) -> JudgeScore:
        started = time.monotonic()
        candidate, other = question.key
        completion, decision = await self._decision(question)
        return JudgeScore(
            rubric=self.rubric.key,
            judge=self.judge,
            candidate=candidate,
            other=other,
            score=decision.score,
            reason=decision.reason,
            reply=completion.text,
            tokens=completion.tokens,
            seconds=time.monotonic() - started,
        )

    async def _decision(self, question: JudgeQuestion) -> tuple[Completion, JudgeReply]:
        messages = self.rubric.ask(question.problem, *question.candidates, reasoner=self.reasoner)
        seed = seeds.derive(self.seed, "judge", self.rubric.key, self.judge, *question.key)
        try:
            completion = await self.session.generate(messages, self.sampling, seed)
        except PromptTooLong as error:
            nothing = Completion(text=str(error), finish="length", prompt_tokens=0, tokens=0)
            return nothing, JudgeReply(None, "too_long")
        except RequestFailed as error:
            return Completion(text=str(error), finish="error", prompt_tokens=0, tokens=0), JudgeReply(
                None, "failed"
            )
        if completion.finish == "error":
            raise TeacherError(f"{self.judge} ended a request with an error; what is judged is kept")
        return completion, read(completion, self.rubric.scale)
