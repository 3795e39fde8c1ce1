"""Reads the facts of a report off a run's ledger, in one pass."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from verigen.core.shares import FamilyShares, family_key
from verigen.core.text.printable import one_line
from verigen.dataset.report.facts import RateFacts, ReasonFacts, RunFacts
from verigen.dataset.report.masking import masked
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger
from verigen.ledger.runs import GoalSettings
from verigen.ledger.summary import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verigen.core.graded import Graded

KEYS = ("level", "topic", "bank")
MOST = 40  # values per key; the rest is one row
OTHERS = "others"
UNKNOWN = GoalSettings(name="", kind="wanted", max=1)


def read(folder: Path) -> RunFacts:
    """The facts of a run. Raises UserError if the folder holds no ledger that this version reads."""
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        settings = runs.settings(ledger)
        count, seen = Count(), RunSeen()
        for _ in seen.over(count.over(ledger.graded())):
            pass
        goal = settings.goal if settings else UNKNOWN
        return RunFacts(
            folder=folder.name,
            settings=settings,
            summary=count.summary(ledger, goal, None, None),
            teachers=ledger.teachers(),
            reasons=seen.reasons(),
            rates=seen.rates(),
            lengths=seen.lengths,
        )


class RunSeen:
    """Collects reasons, pass rates by tag and lengths while graded candidates stream through `over`."""

    def __init__(self) -> None:
        self._reasons: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}
        self._scores: defaultdict[tuple[str, str], FamilyShares] = defaultdict(FamilyShares)
        self.lengths: dict[str, Counter[int]] = {
            name: Counter() for name in ("correct", "incorrect", "unverified")
        }

    def over(self, groups: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
        for graded in groups:
            problem = graded[0].problem
            share = sum(each.verdict.outcome == "correct" for each in graded) / len(graded)
            tags = {**problem.tags, "bank": problem.source.bank}
            family = family_key(problem.family)
            for key in KEYS:
                if key in tags:
                    self._scores[key, tags[key]].add(family, share)
            for each in graded:
                self._note(each)
            yield graded

    def _note(self, item: Graded) -> None:
        verdict = item.verdict
        self.lengths[verdict.outcome][max(1, item.candidate.tokens).bit_length()] += 1
        if verdict.outcome != "correct":
            key = verdict.outcome, verdict.reason
            self._reasons[key] += 1
            if key not in self._examples:
                told = verdict.message or (f"answer: {verdict.extracted}" if verdict.extracted else "")
                self._examples[key] = (
                    f"{item.candidate.id}: {masked(one_line(told, 400))}" if told else item.candidate.id
                )

    def reasons(self) -> list[ReasonFacts]:
        return [
            ReasonFacts(stage=key[0], reason=key[1], count=count, shown=self._examples[key])
            for key, count in self._reasons.most_common(MOST)
        ]

    def rates(self) -> list[RateFacts]:
        """Rates by tag, in the order of the values; the rarest values of a key are one row."""
        return [row for key in KEYS for row in self._of(key)]

    def _of(self, key: str) -> Iterator[RateFacts]:
        values = {value: scores for (name, value), scores in self._scores.items() if name == key}
        if len(values) < 2:
            return
        shown = sorted(sorted(values, key=lambda value: (-len(values[value]), value))[:MOST], key=_order)
        rest = FamilyShares()
        for value in sorted(values.keys() - set(shown)):
            rest.extend(values[value])
        for value, scores in [
            *((value, values[value]) for value in shown),
            *([(OTHERS, rest)] if len(rest) else []),
        ]:
            rate = scores.rate()
            assert rate is not None
            yield RateFacts(key=key, value=value, problems=len(scores), rate=rate)


def _order(value: str) -> tuple[int, str]:
    return (int(value), "") if value.isdecimal() and len(value) < 9 else (1 << 30, value)
