"""Limits on new numbers, taken from a run of the original program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import log
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.seeds import rng
from verigen.problems.mutate.mutators import words
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import Number, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.problems.mutate.mutators.numbers import Mention
    from verigen.problems.mutate.mutators.story import Story

AGE = re.compile(
    r"\s*-?(?:years?[- ]old|years? of age|years? older|years? younger)|\s*(?:years? in)", re.IGNORECASE
)
TALL = re.compile(
    r"""\s*-?\s*(?:feet|foot|ft\.?|inch(?:es)?|"|''|cm|centimeters)[- ](?:tall|high\b|in height)""",
    re.IGNORECASE,
)
AGE_STORY = re.compile(
    r"\b(?:how old|years? old|age|ages|older|younger|birth|born|birthday)\b", re.IGNORECASE
)
AGE_BEFORE = re.compile(r"\b(?:age|aged|is|turned|turns|at) $")
# units, and how many make the next larger one: a number below that count stays below it
FULL = {"minute": 60, "minutes": 60, "seconds": 60, "hours": 24, "hour": 24, "days": 7, "day": 7, "months": 12, "month": 12,
        "weeks": 52, "week": 52, "inches": 12, "ounces": 16, "cents": 100, "cent": 100, "degrees": 360}  # fmt: skip
THRESHOLD = re.compile(
    r"\b(?:over|above|exceed(?:s|ed|ing)?|at least|at most|up to|under|below|beyond|first|maximum(?: of)?|minimum(?: of)?|"
    r"limit(?: of| is)?|(?:more|less|fewer|greater|longer|higher) than|after|every|each additional|capacity of|holds?|hold up to|fit)\s(?:about\s)?[$€£]?$",
    re.IGNORECASE,
)
CHOICE = re.compile(
    r"\b(?:if|when|whenever|until|any|any\w*|every|first|at least|at most|maximum|minimum|limit|exceed\w*|capacity|over|above|up to)\b",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\ban?\s[$€£]?$", re.IGNORECASE)
VOWEL = re.compile(r"8|1[18](?:$|,\d{3}$)|eight|eleven", re.IGNORECASE)
SCORE = re.compile(r"\b(?:tests?|exams?|quiz(?:zes)?|grades?|midterms?|finals?)\b", re.IGNORECASE)
FULL_SCORE = 100
MOST_WORD = 20
FEWEST = 2
WIDEST = 240
NEAR = 80
LARGEST = 10**300


class Demand(NamedTuple):
    """Required properties of a node: its sign, whether it is whole, below or above one; else its finest
    grain.

    A value above one stays above one: the text may use the plural for it.
    """

    sign: int
    whole: bool
    below_one: bool
    above_one: bool
    grain: int
    least: Number | None

    def fits(self, value: Number) -> bool:
        if (value > 0) - (value < 0) != self.sign:
            return False
        if self.above_one and value <= 1:
            return False
        if self.least is not None and value < self.least:
            return False
        if self.whole:
            return type(value) is int
        return self.grain % value.denominator == 0 and (not self.below_one or value < 1)


def demand(value: Number, *, of_age: bool = False) -> Demand:
    """The demand of a value: two decimals if it ends within two decimals, else its own denominator.

    In a story about ages nobody becomes much younger: a mother of 21 does not become one of 8.
    """
    denominator = exact(value).denominator
    return Demand(
        sign=(value > 0) - (value < 0),
        whole=denominator == 1,
        below_one=0 < value < 1,
        above_one=value > 1,
        grain=100 if 100 % denominator == 0 else denominator,
        least=value * Fraction(2, 3) if of_age and value > 4 else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSpace:
    """The numbers that a slot may take, in ascending order, and their cumulative weights."""

    values: tuple[Number, ...]
    weights: tuple[float, ...]


def domain(story: Story, slot: int, *, fine: bool, spread: int) -> ValueSpace:
    """Numbers within a factor of the original, equally round, that fit the form of each mention.

    `fine` uses the finest grain that the form allows, for constraints that round numbers can't meet.
    """
    mentions = [story.mentions[at] for at in story.members[slot]]
    original = story.slots[slot]
    places = min(mention.places for mention in mentions)
    if original >= LARGEST:
        raise Refused("a number too large to vary", f"{original} has more digits than a float holds")
    unit = 10**places
    step = 1 if fine else _grain(int(original * unit))
    low, high = _bounds(story, mentions, original, spread)
    first, last = -(-low * unit // step), high * unit // step
    scaled = [at * step for at in _thinned(int(first), int(last))]
    values = [exact(Fraction(each, unit)) if places else each for each in scaled]
    checks = tuple(_checks(mentions, original, story.question))
    kept = [value for value in values if all(check(value) for check in checks)]
    return ValueSpace(values=tuple(kept), weights=tuple(_weights(kept, step / unit)))


def _thinned(first: int, last: int) -> Iterator[int]:
    """All whole numbers of a range, or WIDEST of them spread over it."""
    stride = max(1, (last - first) // WIDEST)
    random = rng(first, "thinned", last)
    for start in range(first, last + 1, stride):
        yield min(last, start + random.randrange(stride)) if stride > 1 else start


def _weights(values: Sequence[Number], step: float) -> Iterator[float]:
    """Cumulative weights of a log-uniform draw: a number is halved as often as it is doubled."""
    total = 0.0
    for value in values:
        near = float(value)
        # the ratio rounds to one for numbers with fifteen digits or more
        share = log((near + step / 2) / (near - step / 2)) or step / near if near > step / 2 else 1.0
        total += share
        yield total


def _grain(scaled: int) -> int:
    """The largest round step that divides the number and leaves room: 5 for 25, 10 for 100, 1 for 48."""
    best = 1
    for power in range(len(str(scaled))):
        for unit in (1, 5):
            step = unit * 10**power
            if scaled % step == 0 and scaled // step >= 4:
                best = max(best, step)
    return best


def _bounds(
    story: Story, mentions: Sequence[Mention], original: Number, spread: int
) -> tuple[Fraction, Fraction]:
    low, high = Fraction(original) / spread, Fraction(original) * spread
    for mention in mentions:
        before, after = _near(story.question, mention.start), story.question[mention.end : mention.end + NEAR]
        if mention.percent:
            high = min(high, Fraction(95)) if original < 100 else high
            low = max(low, Fraction(100)) if original > 100 else max(low, Fraction(2))
        if original <= FULL_SCORE and SCORE.search(before + after):
            high = min(high, Fraction(FULL_SCORE))
        full = FULL.get(mention.unit)
        if full and original < full:
            high = min(high, Fraction(full - 1))
        elif full and original > full:
            low = max(low, Fraction(full + 1))
        if AGE.match(after) or TALL.match(after) or (AGE_BEFORE.search(before) and original >= 10):
            low, high = max(low, Fraction(original) * 3 / 4), min(high, Fraction(original) * 4 / 3)
        if mention.form == "word":
            high = min(high, Fraction(MOST_WORD)) if original <= MOST_WORD else min(high, Fraction(99))
        if mention.form in {"numerator", "denominator"}:
            high = min(high, Fraction(12)) if original <= 12 else high
    return low, high


def within(story: Story, slot: int, value: Number, *, spread: int) -> bool:
    """Whether a number lies within the bounds of a slot: below 24 for hours, below 100 for scores and so on."""
    mentions = [story.mentions[at] for at in story.members[slot]]
    low, high = _bounds(story, mentions, story.slots[slot], spread)
    return low <= value <= high


def _near(text: str, end: int) -> str:
    return text[max(0, end - NEAR) : end]


def _checks(
    mentions: Sequence[Mention], original: Number, question: str
) -> Iterator[Callable[[Number], bool]]:
    """Checks that a number must pass beyond its bounds."""
    if original >= FEWEST:
        yield lambda value: value >= FEWEST
    if original < 1:
        yield lambda value: value < 1
    if type(original) is not int:
        yield lambda value: type(value) is not int  # "2.0", and "$5.00" if the text had cents
    for mention in mentions:
        if mention.form == "word":
            yield lambda value: type(value) is int and value <= words.MOST
        if ARTICLE.search(_near(question, mention.start)):
            yield partial(_agrees, mention)


def _agrees(mention: Mention, value: Number) -> bool:
    """Whether the article in front suits the new number: `an 8-foot pole` can't become a 6-foot one."""
    return bool(VOWEL.match(mention.write(value))) == bool(VOWEL.match(mention.text))


def demands(story: Story) -> tuple[Demand, ...]:
    """One demand per node. Raises Refused if the solution's numbers can't be kept as they are."""
    if story.watched:
        raise Refused(
            "a result that feeds nothing", "the solution works out a number that its answer never uses"
        )
    of_age = bool(AGE_STORY.search(story.question))
    return tuple(demand(value, of_age=of_age) for value in story.program.run(story.slots))


def meets(story: Story, values: Sequence[Number], wanted: Sequence[Demand]) -> bool:
    """Whether every result with these numbers meets its demand."""
    try:
        found = story.program.run(values)
    except (ZeroDivisionError, ValueError):
        return False
    return all(demand.fits(value) for demand, value in zip(wanted, found, strict=True))


def thresholds(story: Story) -> frozenset[int]:
    """The slots that may decide which branch the story takes."""
    if not CHOICE.search(story.question):
        return frozenset()
    return frozenset(
        slot
        for slot, members in enumerate(story.members)
        for at in members
        if THRESHOLD.search(_near(story.question, story.mentions[at].start))
    )
