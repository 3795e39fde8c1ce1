"""Hypothesis strategies for problems and candidates; needs `pip install hypothesis`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from verigen.core.graded import Graded
from verigen.core.types import Candidate, Problem, Sampling, Source, Verdict
from verigen.domains.math.reference import MathReference

if TYPE_CHECKING:
    from collections.abc import Sequence

PIECES = (
    "What is 2 + 3?", "<think>", "</think>", "\\boxed{5}", "\\boxed{", "```python\n", "```", "The answer is 1/2.",
    "9" * 5000, "1,234.5", "1/0", "\u0663", "\u00bd", "\0", "\n", "def f(x):\n    return x\n",
)  # fmt: skip


def texts(max_pieces: int = 8) -> st.SearchStrategy[str]:
    """Texts that a model may write: pieces of answers in any order, with any characters between them."""
    piece = st.one_of(st.sampled_from(PIECES), st.text(max_size=20))
    return st.lists(piece, max_size=max_pieces).map("".join)


def problems() -> st.SearchStrategy[Problem]:
    """Addition problems with their answers; ids, families and tags are any text."""
    return st.builds(
        _sum,
        id_=st.text(min_size=1, max_size=20),
        left=st.integers(0, 10**6),
        right=st.integers(0, 10**6),
        tags=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
    )


def candidates(problem: Problem) -> st.SearchStrategy[Candidate]:
    """Candidates with any text for this problem."""
    return st.builds(
        Candidate,
        id=st.integers(0, 9).map(lambda index: f"{problem.id}#{index}"),
        problem=st.just(problem.id),
        index=st.integers(0, 9),
        text=texts(),
        finish=st.sampled_from(["stop", "length", "repetition"]),
        prompt_tokens=st.integers(0, 100),
        tokens=st.integers(0, 100),
        teacher=st.just("somebody"),
        revision=st.just("1"),
        sampling=st.just(Sampling()),
        seed=st.integers(0, 2**63 - 1),
        seconds=st.floats(0, 100),
        logprob=st.none() | st.floats(-50, 0),
    )


def gradings(problem: Problem, most: int = 6) -> st.SearchStrategy[Sequence[Graded]]:
    """Graded candidates of a problem in index order, each with any verdict."""
    outcomes = st.lists(st.sampled_from(["correct", "incorrect", "unverified"]), max_size=most)
    return outcomes.flatmap(
        lambda found: st.tuples(*(_grading(problem, at, each) for at, each in enumerate(found)))
    )


def _grading(problem: Problem, index: int, outcome: str) -> st.SearchStrategy[Graded]:
    verdict = Verdict(outcome=outcome, verifier="any/1", method="given", reason="given")  # type: ignore[arg-type]
    return candidates(problem).map(
        lambda drawn: Graded(problem=problem, candidate=_at(drawn, index), verdict=verdict)
    )


def _at(drawn: Candidate, index: int) -> Candidate:
    from dataclasses import replace

    return replace(drawn, id=f"{drawn.problem}#{index}", index=index)


def _sum(*, id_: str, left: int, right: int, tags: dict[str, str]) -> Problem:
    return Problem(
        id=id_,
        domain="math",
        prompt=f"What is {left} + {right}?",
        reference=MathReference(answer=str(left + right)),
        family=id_,
        source=Source(bank="sums", licence="CC0-1.0"),
        tags=tags,
    )
