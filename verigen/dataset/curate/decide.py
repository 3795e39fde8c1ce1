"""Decides on the candidates of one problem from stored findings, lineage and licences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.findings import UNDECIDED
from verigen.dataset.curate.store import Fate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.core.parts import ScoringFilter
    from verigen.dataset.curate.inputs import Placed
    from verigen.dataset.curate.order import Action, CurateOrder

Seen = tuple[str, "Finding"]  # a filter's name, and what it found


class Decided(NamedTuple):
    """What is left of a problem, and the fates of its candidates."""

    kept: list[Placed]
    fates: list[Fate]


@dataclass(frozen=True, slots=True, kw_only=True)
class FateDecision:
    """Turns findings into fates. `scoring`: the filters among these whose thresholds are applied now.

    `redact` returns the candidate with these findings replaced and graded again, or the reason why that failed.
    `differs` says what its programs gave otherwise when they ran again. `asked` returns the candidate, perhaps
    written anew, and its fates at the filters that ask a teacher.
    """

    actions: Mapping[str, Action]
    scoring: Mapping[str, ScoringFilter]
    order: CurateOrder
    redact: Callable[[Placed, Sequence[Finding]], Graded | str]
    differs: Callable[[Placed], str]
    asked: Callable[[Placed], tuple[Graded, list[Fate]]]

    def of(self, group: Sequence[tuple[Placed, Sequence[Seen]]]) -> Decided:
        kept, fates = [], []
        for placed, stored in group:
            seen = list(self._counted(stored))
            found, item = list(self._fates(placed, seen)), placed.item
            hidden = [finding for name, finding in seen if self._action(name, finding) == "redact"]
            if hidden and not any(not fate.kept for fate in found):
                made = _refused(hidden) or self.redact(placed, hidden)
                if isinstance(made, str):
                    found.append(_fate(item, "redact", hidden[0].reason, made, kept=False))
                else:
                    item = made
                    found += [_fate(item, "redact", each.reason, each.told, kept=True) for each in hidden]
            if all(fate.kept for fate in found) and (why := self.differs(placed)):
                found.append(_fate(item, "replay", "not_reproduced", why, kept=False))
            if all(fate.kept for fate in found):
                item, told = self.asked(placed._replace(item=item))
                found += told
            fates += found
            if all(fate.kept for fate in found):
                kept.append(placed._replace(item=item))
        return Decided(kept, fates)

    def _counted(self, seen: Sequence[Seen]) -> Iterator[Seen]:
        """The findings that count under the thresholds of this order."""
        for name, finding in seen:
            decided = (
                self.scoring[name].decided if name in self.scoring and finding.reason != UNDECIDED else None
            )
            if (counts := decided(finding) if decided else finding) is not None:
                yield name, counts

    def _action(self, name: str, finding: Finding) -> Action:
        return "drop" if finding.reason == UNDECIDED else self.actions[name]

    def _fates(self, placed: Placed, seen: Sequence[Seen]) -> Iterator[Fate]:
        item = placed.item
        if item.verdict.outcome == "unverified":
            yield _fate(item, "outcome", "unverified", item.verdict.reason, kept=False)
        source = item.problem.source
        if source.policy == "heldout_only":
            yield _fate(
                item,
                "held_out",
                "heldout_only",
                f"the problem is of a held-out set: {source.bank}",
                kept=False,
            )
        if source.depth + 1 > self.order.max_depth:
            yield _fate(
                item,
                "depth",
                "depth",
                f"generation {source.depth + 1}, at most {self.order.max_depth}",
                kept=False,
            )
        if self.order.licences and source.licence not in self.order.licences:
            yield _fate(item, "licence", "licence", source.licence, kept=False)
        for name, finding in seen:
            action = self._action(name, finding)
            if action != "redact":
                yield _fate(item, name, finding.reason, finding.told, kept=action == "flag")


def _refused(hidden: Sequence[Finding]) -> str:
    """Why a candidate can't be redacted; empty if it can. Later turns rest on what an earlier message says."""
    first = next((each for each in hidden if each.earlier), None)
    return f"only the answer can be redacted, not {first.told}" if first else ""


def _fate(item: Graded, stage: str, reason: str, shown: str, *, kept: bool) -> Fate:
    return Fate(item.candidate.id, item.problem.id, stage, reason, shown, kept)
