"""The facts that a report shows: what could be read off a folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verigen.core.stats import Rate
    from verigen.core.types import FamilyText
    from verigen.dataset.measures.band import MeasuredTexts
    from verigen.dataset.report.proofs import ProofFacts
    from verigen.dataset.students.figures import StudentFigures
    from verigen.grading.review.figures import ReviewFigures
    from verigen.ledger.runs import RunSettings
    from verigen.ledger.summary import Summary
    from verigen.ledger.tables import TeacherRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonFacts:
    """How many candidates share a reason, with one example; `stage` is who gave the reason."""

    stage: str
    reason: str
    count: int
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFacts:
    """The pass rate of the problems with one value of a tag."""

    key: str
    value: str
    problems: int
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What the ledger of one run says.

    `lengths` counts candidates by outcome and by the power of two up to which their tokens go.
    """

    folder: str
    settings: RunSettings | None
    summary: Summary
    teachers: list[TeacherRow]
    reasons: list[ReasonFacts]
    rates: list[RateFacts]
    lengths: dict[str, Counter[int]]


@dataclass(slots=True, kw_only=True)
class RecordFacts:
    """Totals over the records of a folder, by format.

    `depths` counts records by the number of synthetic generations behind them; depth 0 is real. `real` counts the
    real records by format, `tokens` those that records of a format name, of real ones and others. `prompts` and
    `responses` are samples of the texts that train; real ones are among them only if there are no others.
    """

    counts: Counter[str] = field(default_factory=Counter)
    depths: Counter[int] = field(default_factory=Counter)
    real: Counter[str] = field(default_factory=Counter)
    tokens: Counter[tuple[str, bool]] = field(default_factory=Counter)
    licences: Counter[str] = field(default_factory=Counter)
    teachers: Counter[tuple[str, str]] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)
    prompts: list[FamilyText] = field(default_factory=list)
    responses: list[FamilyText] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that a report shows; what a folder does not have is empty or None.

    `made_with`: the version of verigen. `left_out`: candidates that a curation left out, None without one. `texts`: measures by what was measured ("prompts", "responses").
    `real`: the name of the file of real texts. `files`: name and sha256 of what was read. `proofs`: by
    their place, what `verigen prove` wrote in the folder or right below it.
    """

    title: str
    made_with: str
    runs: list[RunFacts]
    records: RecordFacts
    left_out: int | None = None
    dropped: list[ReasonFacts] = field(default_factory=list)
    flagged: list[ReasonFacts] = field(default_factory=list)
    students: list[StudentFigures] = field(default_factory=list)
    texts: dict[str, list[MeasuredTexts]] = field(default_factory=dict)
    real: str = ""
    review: ReviewFigures | None = None
    files: list[tuple[str, str]] = field(default_factory=list)
    proofs: dict[str, ProofFacts] = field(default_factory=dict)
