"""Computes what a review says: the verifier's errors, each reviewer's, and how far two reviewers agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from verigen.core.stats import clopper_pearson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Answer = Literal["correct", "incorrect", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """What a reviewer said of an item.

    `outcome` is the verifier's verdict on it, or what is known of a planted one (`planted`).
    """

    reviewer: str
    item: str
    answer: Answer
    outcome: str
    planted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFound:
    """`count` of `of` items, as an exact 95 % interval; the bounds are None without items."""

    count: int
    of: int
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        return self.told("")

    def told(self, word: str) -> str:
        """The share with its interval: `0 of 100 wrong: 0 to 3.6 %` for the word `wrong`."""
        if self.low is None or self.high is None:
            return "none judged"
        counted = f"{self.count} of {self.of}{f' {word}' if word else ''}"
        return f"{counted}: {_percent(self.low)} to {_percent(self.high)} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerFigures:
    """One reviewer: the number of items judged, and how many planted answers were judged wrongly."""

    name: str
    judged: int
    misled: ShareFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """What a review says.

    `accepted`: items that the verifier accepted and people call wrong; `rejected`: items that it rejected and
    people call right. Items on which people disagree or are unsure are in neither, but in `unsettled`. `kappa`:
    Cohen's kappa of the two reviewers with the most items in common, who are `pair`; None with one reviewer.
    """

    accepted: ShareFound
    rejected: ShareFound
    unsettled: int
    kappa: float | None
    common: int = 0
    pair: tuple[str, ...] = ()
    reviewers: list[ReviewerFigures] = field(default_factory=list)


def _percent(value: float) -> str:
    """A percentage with one digit behind the point; 0 and 100 are exact ends of an interval."""
    return f"{100 * value:.0f}" if value in {0, 1} else f"{100 * value:.1f}"


def share(count: int, of: int) -> ShareFound:
    if not of:
        return ShareFound(count=0, of=0)
    low, high = clopper_pearson(count / of, of)
    return ShareFound(count=count, of=of, low=low, high=high)


def figures(answers: Iterable[ReviewAnswer]) -> ReviewFigures:
    """The figures of all answers. A reviewer's later answer to an item replaces an earlier one."""
    last = {(each.reviewer, each.item): each for each in answers}
    real = [each for each in last.values() if not each.planted]
    items: defaultdict[str, list[ReviewAnswer]] = defaultdict(list)
    for each in real:
        items[each.item].append(each)
    kappa, common, pair = _agreement(real)
    return ReviewFigures(
        accepted=_against(items.values(), "correct", "incorrect"),
        rejected=_against(items.values(), "incorrect", "correct"),
        unsettled=sum(settled(each.answer for each in group) is None for group in items.values()),
        kappa=kappa,
        common=common,
        pair=pair,
        reviewers=[_reviewer(name, last.values()) for name in sorted({name for name, _ in last})],
    )


def settled(answers: Iterable[str]) -> str | None:
    """What all reviewers say of an item; None if they differ or one is unsure."""
    found = set(answers)
    return found.pop() if len(found) == 1 and "unsure" not in found else None


def _against(items: Iterable[Sequence[ReviewAnswer]], outcome: str, other: str) -> ShareFound:
    """Of the items with this verdict that people settled, those that they call the other."""
    said = [settled(each.answer for each in group) for group in items if group[0].outcome == outcome]
    known = [each for each in said if each is not None]
    return share(known.count(other), len(known))


def _reviewer(name: str, answers: Iterable[ReviewAnswer]) -> ReviewerFigures:
    mine = [each for each in answers if each.reviewer == name]
    planted = [each for each in mine if each.planted]
    return ReviewerFigures(
        name=name,
        judged=sum(not each.planted for each in mine),
        misled=share(sum(each.answer != each.outcome for each in planted), len(planted)),
    )


def _agreement(answers: Sequence[ReviewAnswer]) -> tuple[float | None, int, tuple[str, ...]]:
    """Cohen's kappa (1960) of the pair of reviewers with the most items in common, their number, and the pair."""
    by: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for each in answers:
        by[each.reviewer][each.item] = each.answer
    pairs = [(len(by[a].keys() & by[b].keys()), a, b) for a, b in combinations(sorted(by), 2)]
    count, one, two = max(pairs, default=(0, "", ""))
    if not count:
        return None, 0, ()
    both = sorted(by[one].keys() & by[two].keys())
    return kappa([by[one][item] for item in both], [by[two][item] for item in both]), count, (one, two)


def kappa(one: Sequence[str], two: Sequence[str]) -> float:
    """Agreement beyond chance of two raters over the same items; 1 if both always give one same answer."""
    count = len(one)
    agreed = sum(a == b for a, b in zip(one, two, strict=True)) / count
    chance = sum(one.count(name) * two.count(name) for name in {*one, *two}) / count**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)
