"""The rule that turns a verdict into a reward, the same for every trainer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.types import Problem, Verdict
from verigen.rewards.graders import bad_reference, opened
from verigen.rewards.readable import unreadable
from verigen.rewards.shaping import Shaping
from verigen.rewards.truth import problem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.rewards.graders import OpenGrader
    from verigen.rewards.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`reward` is None for a text that must not train.

    `undecided`: the verifier could not decide. `unreadable`: there was no answer to decide about, which is a
    reward of 0. `overlong`: masked because the limit of tokens cut it.
    """

    reward: float | None
    verdict: Verdict
    undecided: bool = False
    unreadable: bool = False
    overlong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """Scores texts: 1 for correct, 0 for incorrect, None (masked) for undecided.

    A text without a readable answer and without a box gets 0: if it were masked, a policy could babble its
    way out of every penalty. `domain` is that of ground truths that name none. `verifier`: default: the
    domain's. `jobs`: programs that run at a time; default: one per core.
    """

    domain: str = "math"
    verifier: str | None = None
    executor: str = "local"
    jobs: int | None = None
    shaping: Shaping = field(default_factory=Shaping)

    def score(
        self, truths: Sequence[Truth], texts: Sequence[str], tokens: Sequence[int] | None = None
    ) -> list[Score]:
        """Score one text per ground truth, in order; `tokens` are the texts' lengths, else counted as words.

        Raises UnknownPart for an unknown domain or verifier, ExecutorError for a sandbox that does not start.
        """
        problems = [self._problem(each) for each in truths]
        lengths = tokens or [0] * len(texts)
        verdicts = self._verdicts(problems, texts)
        return [
            self.of(problem, verdict, text, length)
            for problem, verdict, text, length in zip(problems, verdicts, texts, lengths, strict=True)
        ]

    def _problem(self, truth: Truth) -> Problem | Verdict:
        try:
            return problem_of(truth, self.domain)
        except ReferenceFault as fault:
            return bad_reference(str(fault))

    def _verdicts(self, problems: Sequence[Problem | Verdict], texts: Sequence[str]) -> list[Verdict]:
        found: dict[int, Verdict] = {}
        groups: dict[str, list[tuple[int, Problem]]] = {}
        for at, problem in enumerate(problems):
            if isinstance(problem, Verdict):
                found[at] = problem
            else:
                groups.setdefault(problem.domain, []).append((at, problem))
        for domain, rows in groups.items():
            made = self.grader(domain).grade_all([(problem, texts[at]) for at, problem in rows])
            found.update(zip((at for at, _ in rows), made, strict=True))
        return [found[at] for at in range(len(problems))]

    def grader(self, domain: str) -> OpenGrader:
        """The verifier of a domain, started at its first use."""
        verifier = self.verifier if domain == self.domain else None
        return opened(domain, verifier=verifier, executor=self.executor, jobs=self.jobs)

    def of(self, problem: Problem | Verdict, verdict: Verdict, text: str, length: int = 0) -> Score:
        """The score of a text that has its verdict."""
        if self.shaping.overlong is not None and self.shaping.too_long(length):
            return Score(reward=None, verdict=verdict, overlong=True)
        unread = isinstance(problem, Problem) and unreadable(problem, verdict, text)
        if verdict.outcome == "unverified" and not unread:
            return Score(reward=None, verdict=verdict, undecided=True)
        base = float(verdict.outcome == "correct")
        if self.shaping.plain:
            return Score(reward=base, verdict=verdict, unreadable=unread)
        passed = self._passed(problem, verdict) if base == 0.0 and self.shaping.tests else 0.0
        made = self.shaping.of(base, text, verdict, length or len(text.split()), passed)
        return Score(reward=made, verdict=verdict, unreadable=unread)

    def _passed(self, problem: Problem | Verdict, verdict: Verdict) -> float:
        """The share of passed tests of an incorrect program; 0 where the verifier counts none."""
        if verdict.extracted is None or isinstance(problem, Verdict):
            return 0.0
        return self.grader(problem.domain).grader.share(problem, verdict.extracted)


def shares(scores: Sequence[Score]) -> dict[str, float]:
    """What a trainer should plot beside the reward, each as a share of the texts: 0 to 1."""
    count = max(1, len(scores))
    found = Counter(
        name for each in scores for name in ("undecided", "unreadable", "overlong") if getattr(each, name)
    )
    return {name: found[name] / count for name in ("undecided", "unreadable", "overlong")}
