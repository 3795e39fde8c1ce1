"""What an audit found: candidates with both opinions, planted answers, and the shares that follow from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import stats
from verigen.core.types import Outcome
from verigen.grading.audit.wrong_rows import wrong_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.core.stats import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """A candidate with its verdict and the second opinion.

    `fault` says in a word why the second opinion is unverified, `why` in a sentence how it was found (empty for
    answers, where `reference` and `extracted` show it).
    """

    id: str
    family: str
    reference: str
    extracted: str | None
    ours: Outcome
    theirs: Outcome
    fault: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A planted answer and our verifier's outcome."""

    problem: str
    reference: str
    right: bool
    kind: str
    text: str
    outcome: Outcome
    message: str

    @property
    def mistaken(self) -> bool:
        """Whether a wrong answer was accepted, or a right one was not."""
        return (self.outcome == "correct") != self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedTally:
    """The planted answers of one side, right or wrong.

    `rate`: share of mistakes, with families of references as clusters, because variants of one reference share
    their difficulty.
    """

    planted: int
    mistakes: list[Trial]
    unverified: int
    kinds: dict[str, int]
    rate: Rate | None


class TrialLog:
    """Counts trials, and keeps only the mistakes."""

    def __init__(self) -> None:
        self._shares: list[float] = []
        self._families: list[str] = []
        self._kinds: Counter[str] = Counter()
        self._mistakes: list[Trial] = []
        self._unverified = 0

    def add(self, family: str, trials: list[Trial]) -> None:
        """Add the trials of one reference."""
        if trials:
            mistakes = [trial for trial in trials if trial.mistaken]
            self._shares.append(len(mistakes) / len(trials))
            self._families.append(family)
            self._kinds.update(trial.kind for trial in trials)
            self._mistakes += mistakes
            self._unverified += sum(trial.outcome == "unverified" for trial in trials)

    def tally(self) -> PlantedTally:
        return PlantedTally(
            planted=self._kinds.total(),
            mistakes=self._mistakes,
            unverified=self._unverified,
            kinds=dict(self._kinds.most_common()),
            rate=stats.clustered(self._shares, self._families),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """The result of an audit; shares are from 0 to 1.

    `left_out`: candidates that the second opinion does not know, because of their domain, a tolerance or options.
    `not_planted`: references that nothing can be planted for. `unread`:
    accepted candidates that the second opinion could not read, where a false accept may hide. `overruled`: share of
    the accepted candidates read by the second opinion that it calls wrong. `accepted`: share of candidates that the
    run's verifier accepted. `wrong_rows`: estimated share of the accepted candidates that are wrong.
    """

    candidates: int
    left_out: int
    agree: int
    disagreements: list[Second]
    unread: list[Second]
    agreement: Rate | None
    overruled: Rate | None
    accepted: Rate | None
    wrong_rows: Rate | None
    ours_unverified: int
    theirs_unverified: dict[str, int]
    references: int
    not_planted: list[str]
    false_accepts: PlantedTally
    false_rejects: PlantedTally


def reported(
    seconds: list[Second],
    left_out: int,
    references: int,
    not_planted: list[str],
    accepts: PlantedTally,
    rejects: PlantedTally,
) -> AuditReport:
    """Sum up the second opinions and the planted answers of `references` problems."""
    decided = [one for one in seconds if "unverified" not in {one.ours, one.theirs}]
    accepted = _share(seconds, lambda one: one.ours == "correct")
    return AuditReport(
        candidates=len(seconds),
        left_out=left_out,
        agree=sum(one.ours == one.theirs for one in decided),
        disagreements=[one for one in decided if one.ours != one.theirs],
        unread=[one for one in seconds if one.ours == "correct" and one.theirs == "unverified"],
        agreement=_share(decided, lambda one: one.ours == one.theirs),
        overruled=_share(
            [one for one in decided if one.ours == "correct"], lambda one: one.theirs == "incorrect"
        ),
        accepted=accepted,
        wrong_rows=wrong_rows(accepted, accepts.rate, rejects.rate),
        ours_unverified=sum(one.ours == "unverified" for one in seconds),
        theirs_unverified=dict(Counter(one.fault for one in seconds if one.theirs == "unverified")),
        references=references,
        not_planted=not_planted,
        false_accepts=accepts,
        false_rejects=rejects,
    )


def _share(seconds: list[Second], holds: Callable[[Second], bool]) -> Rate | None:
    """The share of candidates for which `holds` is true, with families as clusters; None where there are none."""
    return stats.clustered([float(holds(one)) for one in seconds], [one.family for one in seconds])
