"""Computes the pass rates of a run from its ledger."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from verigen.benchmarks.votes import Votes, votes
from verigen.core import stats
from verigen.core.errors import UserError
from verigen.core.stats import Rate
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger
from verigen.ledger.runs import RunSettings
from verigen.sampling import goals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem

GROUPINGS = ("level", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemScore:
    """The counts of one problem: of `n` samples, how many are correct, unverified, and cut at the token limit.

    `digest` hashes the question and its reference, so that a comparison can check that two runs have the same
    problem. `votes` is None where answers can't be counted.
    """

    problem: str
    family: str
    tags: dict[str, str]
    digest: str
    n: int
    correct: int
    unverified: int
    cut: int
    votes: Votes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Rates over problems, from 0 to 1.

    An unverified sample counts as not correct; `unverified` is the share of such samples, and `pass_at_most` is
    pass@k if all of them were correct. `pass_at` and `maj_at` are by k, over the problems with at least k samples.
    `coverage`: share of problems with a correct sample. `cut`: share of samples that reached the token limit.
    """

    problems: int
    samples: int
    pass_at: dict[int, Rate]
    pass_at_most: dict[int, float]
    maj_at: dict[int, Rate]
    coverage: Rate
    unverified: float
    cut: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchReport:
    """The measurements of a run.

    `by`: measures by tag, then by the tag's value. `unfinished`: number of problems with fewer than `n` samples; they
    are in no figure, because short samples end first and would bias it.
    """

    settings: RunSettings
    n: int
    prompt: str
    unfinished: int
    refused: int
    overall: Measures
    by: dict[str, dict[str, Measures]]
    scores: list[ProblemScore]


def measure(folder: Path, ks: Sequence[int] = ()) -> BenchReport:
    """Measure the run in `folder` at `ks`; the default is 1, 2, 4, ... and n.

    Raises UserError where there is nothing to measure.
    """
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        settings = settings_of(ledger)
        n = fixed(settings, folder)
        scores = [score(graded) for graded in ledger.graded() if len(graded) >= n]
        refused = [reason is not None for _, reason in ledger.problems()]
    if not scores:
        raise UserError(
            f"no problem in {folder} has its {n} samples yet; the command that began it continues it"
        )
    wanted = chosen(ks, n)
    return BenchReport(
        settings=settings,
        n=n,
        prompt=settings.style,
        unfinished=len(refused) - sum(refused) - len(scores),
        refused=sum(refused),
        overall=measures(scores, wanted),
        by={tag: grouped for tag in GROUPINGS if (grouped := _by(tag, scores, wanted))},
        scores=scores,
    )


def settings_of(ledger: Ledger) -> RunSettings:
    found = runs.settings(ledger)
    if found is None:
        raise UserError(f"{ledger.path} has not begun to sample; the command that made it continues it")
    return found


def fixed(settings: RunSettings, folder: Path) -> int:
    """The run's samples per problem. Raises UserError for a goal that stops early, which biases pass@k."""
    goal = goals.made(settings.goal)
    if not isinstance(goal, goals.Fixed):
        raise UserError(
            f"{folder} stopped problems early (goal {settings.goal.name}), which bends pass@k; its unbiased pass@1 is in "
            "manifest.json, and `verigen bench --suite` measures with a fixed n"
        )
    return goal.max


def load(path: Path) -> BenchReport:
    """The report of a run's folder, or of the JSON that `verigen bench` wrote. Raises UserError."""
    if path.is_dir() or not path.exists():
        return measure(path)
    try:
        return msgspec.json.decode(path.read_bytes(), type=BenchReport)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is neither a run nor the JSON of `verigen bench`: {error}") from error


def chosen(ks: Sequence[int], n: int) -> list[int]:
    """The values of k in ascending order. Raises UserError for a k above n."""
    if ks and max(ks) > n:
        raise UserError(f"--k {max(ks)} needs at least as many samples a problem; the run has --n {n}")
    return sorted(set(ks)) or sorted({*(1 << i for i in range(n.bit_length())), n})


def score(graded: Sequence[Graded]) -> ProblemScore:
    problem = graded[0].problem
    return ProblemScore(
        problem=problem.id,
        family=problem.family,
        tags=problem.tags,
        digest=_digest(problem),
        n=len(graded),
        correct=sum(item.verdict.outcome == "correct" for item in graded),
        unverified=sum(item.verdict.outcome == "unverified" for item in graded),
        cut=sum(item.candidate.finish == "length" for item in graded),
        votes=votes(graded),
    )


def _digest(problem: Problem) -> str:
    row = msgspec.json.encode((problem.prompt, problem.reference))
    return hashlib.blake2b(row, digest_size=8).hexdigest()


def measures(scores: Sequence[ProblemScore], ks: Sequence[int]) -> Measures:
    samples = sum(each.n for each in scores)
    coverage = _rate((each, float(each.correct > 0)) for each in scores)
    assert coverage is not None
    passed = {k: _rate((s, stats.pass_at_k(s.n, s.correct, k)) for s in scores if s.n >= k) for k in ks}
    voted = {
        k: _rate((s, stats.maj_at_k(v.right, v.others, v.silent, k)) for s, v in _voting(scores) if s.n >= k)
        for k in ks
    }
    return Measures(
        problems=len(scores),
        samples=samples,
        pass_at={k: rate for k, rate in passed.items() if rate},
        pass_at_most={k: _possible(scores, k) for k, rate in passed.items() if rate},
        maj_at={k: rate for k, rate in voted.items() if rate},
        coverage=coverage,
        unverified=sum(each.unverified for each in scores) / samples,
        cut=sum(each.cut for each in scores) / samples,
    )


def _possible(scores: Sequence[ProblemScore], k: int) -> float:
    """pass@k if every undecided sample were correct."""
    found = [stats.pass_at_k(each.n, each.correct + each.unverified, k) for each in scores if each.n >= k]
    return sum(found) / len(found)


def _voting(scores: Sequence[ProblemScore]) -> Iterator[tuple[ProblemScore, Votes]]:
    for each in scores:
        if each.votes is not None:
            yield each, each.votes


def _rate(values: Iterator[tuple[ProblemScore, float]]) -> Rate | None:
    """The mean over problems; variants of one family are one cluster, because their results are correlated."""
    rows = list(values)
    return stats.clustered([value for _, value in rows], [each.family for each, _ in rows])


def _by(tag: str, scores: Sequence[ProblemScore], ks: Sequence[int]) -> dict[str, Measures]:
    groups: defaultdict[str, list[ProblemScore]] = defaultdict(list)
    for each in scores:
        if tag in each.tags:
            groups[each.tags[tag]].append(each)
    return {value: measures(group, ks) for value, group in sorted(groups.items())}
