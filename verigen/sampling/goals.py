"""Defines the goals and the two rules that give a problem up.

A goal says when a problem has enough candidates. A decision depends only on finished, graded candidates, in
index order. A candidate that finished early waits for those before it: otherwise short completions would be
seen first, and stopping would prefer them. The same verdicts give the same decision, whatever the engine's
timing was.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from math import ceil
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from verigen.core import traces
from verigen.core.errors import UserError
from verigen.ledger.runs import GoalSettings
from verigen.sampling import marginal
from verigen.sampling.marginal import Wish
from verigen.sampling.prior import DIGITS, UNKNOWN, Prior, interval95

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Verdict

Label = Literal["correct", "incorrect", "cut", "unverified"]
Kind = Literal["met", "hopeless", "trivial", "marginal", "max", "refused"]
HOPELESS = 0.05
LEAST = 2  # minimum number of a teacher's decided candidates to give up or to know a rate
EVEN = 0.7  # ln 2: with 0.7/p draws the chance of one success at rate p is even


class Tally(NamedTuple):
    """Counts of a problem's candidates by verdict.

    `correct` and `incorrect` are decided and complete. `cut` are decided, but were cut off or never ended
    their thinking, so that no record uses them: they count as failures of the model, and towards no goal.
    """

    correct: int = 0
    incorrect: int = 0
    cut: int = 0
    unverified: int = 0

    @property
    def drawn(self) -> int:
        return sum(self)

    @property
    def decided(self) -> int:
        return self.correct + self.incorrect + self.cut

    def plus(self, label: Label) -> Tally:
        return self.join(ONE[label])

    # spelled out, since a run adds and subtracts several times per candidate
    def join(self, other: Tally) -> Tally:
        return Tally(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.cut + other.cut,
            self.unverified + other.unverified,
        )

    def minus(self, other: Tally) -> Tally:
        return Tally(
            self.correct - other.correct,
            self.incorrect - other.incorrect,
            self.cut - other.cut,
            self.unverified - other.unverified,
        )


NOTHING = Tally()
ONE: dict[Label, Tally] = {
    "correct": Tally(correct=1),
    "incorrect": Tally(incorrect=1),
    "cut": Tally(cut=1),
    "unverified": Tally(unverified=1),
}


def label(candidate: Candidate, verdict: Verdict) -> Label:
    if verdict.outcome == "unverified":
        return "unverified"
    return verdict.outcome if traces.finished(candidate.text, candidate.finish) else "cut"


class Lack(NamedTuple):
    """How many correct and incorrect candidates a goal still wants."""

    correct: int
    incorrect: int


class Goal(Protocol):
    """A goal: when a problem has enough candidates; at most `max` are drawn.

    A problem is given up if the chance that it reaches its goal within `max` falls below `hopeless`; 0:
    never.
    """

    @property
    def max(self) -> int: ...

    @property
    def hopeless(self) -> float: ...

    @property
    def settings(self) -> GoalSettings: ...

    def lacks(self, tally: Tally) -> Lack:
        """The missing candidates, for the rules that give up; zeros if the goal wants no special verdicts."""
        ...

    def still(self, tally: Tally, prior: Prior) -> int:
        """The smallest number of further draws that can meet the goal; 0 if it is met."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The goal of `max` candidates with any verdicts."""

    max: int
    hopeless: float = 0.0

    def lacks(self, tally: Tally) -> Lack:  # noqa: ARG002 - part of the contract
        return Lack(0, 0)

    def still(self, tally: Tally, prior: Prior) -> int:  # noqa: ARG002 - the same
        return self.max - tally.drawn

    def __str__(self) -> str:
        return f"n:{self.max}"

    @property
    def settings(self) -> GoalSettings:
        return GoalSettings(name=str(self), kind="n", max=self.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The goal of `correct` correct and `incorrect` incorrect candidates.

    With `keep` below 1, a problem is also left if a fresh one promises more per candidate, as long as about
    this share of the problems within reach is kept.
    """

    correct: int
    incorrect: int
    max: int
    hopeless: float = HOPELESS
    keep: float = 1.0

    def lacks(self, tally: Tally) -> Lack:
        return Lack(max(0, self.correct - tally.correct), max(0, self.incorrect - tally.incorrect))

    def still(self, tally: Tally, prior: Prior) -> int:  # noqa: ARG002 - part of the contract
        return sum(self.lacks(tally))

    def __str__(self) -> str:
        what = f"pair:{self.correct}+{self.incorrect}" if self.incorrect else f"correct:{self.correct}"
        keep = f",keep={self.keep:g}" if self.keep < 1 else ""
        return f"{what},max={self.max},hopeless={self.hopeless:g}{keep}"

    @property
    def wish(self) -> Wish:
        return Wish(self.correct, self.incorrect, self.max, self.hopeless)

    @property
    def settings(self) -> GoalSettings:
        return GoalSettings(name=str(self), kind="wanted", **asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRate:
    """The goal of a 95 % interval of the pass rate, at most `width` wide, as computed by `interval95`."""

    width: float
    max: int
    hopeless: float = 0.0

    def lacks(self, tally: Tally) -> Lack:  # noqa: ARG002 - part of the contract
        return Lack(0, 0)

    def still(self, tally: Tally, prior: Prior) -> int:  # noqa: ARG002 - part of the contract
        """0 exactly when the goal is met.

        Otherwise half of the draws that the interval needs at the present rate.
        """
        low, high = interval95(tally.correct, tally.drawn)
        unknown = max(0, LEAST - tally.decided)
        if round(high - low, DIGITS) <= self.width:
            return unknown
        size = tally.drawn + UNKNOWN.a + UNKNOWN.b
        return max(1, unknown, ceil(size * ((high - low) / self.width) ** 2 - size) // 2)

    def __str__(self) -> str:
        return f"pass-rate:{self.width:g},max={self.max}"

    @property
    def settings(self) -> GoalSettings:
        return GoalSettings(name=str(self), kind="pass-rate", width=self.width, max=self.max)


def made(stored: GoalSettings) -> Goal:
    """The goal of a stored run."""
    match stored.kind:
        case "n":
            return Fixed(max=stored.max)
        case "pass-rate":
            return PassRate(width=stored.width, max=stored.max)
        case "wanted":
            return Wanted(
                correct=stored.correct,
                incorrect=stored.incorrect,
                max=stored.max,
                hopeless=stored.hopeless,
                keep=stored.keep,
            )


class Decision(NamedTuple):
    """Why a problem gets no more candidates."""

    kind: Kind
    reason: str


def decide(goal: Goal, tally: Tally, prior: Prior, before: Tally = NOTHING) -> Decision | None:
    """Decide whether to stop; None: draw more.

    `before` is the tally of other teachers: it counts towards the goal, but neither towards `max` nor for
    this teacher's chance.
    """
    own = tally.minus(before)
    if goal.still(tally, prior) <= 0:
        return Decision("met", f"{tally.correct} correct and {tally.incorrect} incorrect of {tally.drawn}")
    left = goal.max - own.drawn
    if left <= 0:
        return Decision("max", f"{own.drawn} drawn, {tally.correct} correct and {tally.incorrect} incorrect")
    if own.decided < LEAST:
        return None
    if goal.hopeless > 0 and (decision := _unlikely(goal, tally, prior, before)) is not None:
        return decision
    return _slow(goal, tally, prior, own) if isinstance(goal, Wanted) and goal.keep < 1 else None


def _unlikely(goal: Goal, tally: Tally, prior: Prior, before: Tally) -> Decision | None:
    """Give the problem up if the chance that it still meets the goal is below the goal's `hopeless`."""
    own = tally.minus(before)
    correct, incorrect = chances(goal, tally, prior, before)
    if correct < goal.hopeless:
        return Decision("hopeless", f"{own.correct} of {own.drawn} correct: the chance left is {correct:.3f}")
    if incorrect < goal.hopeless:
        return Decision(
            "trivial", f"{own.incorrect} of {own.drawn} incorrect: the chance left is {incorrect:.3f}"
        )
    return None


def _slow(goal: Wanted, tally: Tally, prior: Prior, own: Tally) -> Decision | None:
    """Leave the problem if a fresh one promises more goals per candidate.

    Other teachers' candidates count too.
    """
    least = marginal.limit(prior, goal.wish, goal.keep, LEAST)
    other = tally.minus(own)
    wish = goal.wish._replace(
        correct=max(0, goal.correct - other.correct), incorrect=max(0, goal.incorrect - other.incorrect)
    )
    rate = marginal.rate(prior, wish, marginal.State(own.correct, own.incorrect, own.drawn))
    if rate >= least:
        return None
    return Decision("marginal", f"{rate:.3f} goals per candidate left, a fresh problem gives {least:.3f}")


def chances(goal: Goal, tally: Tally, prior: Prior, before: Tally = NOTHING) -> tuple[float, float]:
    """The chances that the remaining draws give the missing correct and the missing incorrect candidates."""
    own, lack = tally.minus(before), goal.lacks(tally)
    left = goal.max - own.drawn
    return (
        prior.correct.after(own.correct, own.drawn).chance(lack.correct, left),
        prior.incorrect.after(own.incorrect, own.drawn).chance(lack.incorrect, left),
    )


def likely(goal: Goal, tally: Tally, prior: Prior, before: Tally = NOTHING) -> int:
    """The approximate number of draws that meet the goal with an even chance.

    So many are worth drawing at once on an idle engine.
    """
    own, lack = tally.minus(before), goal.lacks(tally)
    left = goal.max - own.drawn
    if not any(lack):
        return min(left, max(0, goal.still(tally, prior)))
    rates = (
        prior.correct.after(own.correct, own.drawn).mean,
        prior.incorrect.after(own.incorrect, own.drawn).mean,
    )
    draws = max(ceil(EVEN * k / rate) for k, rate in zip(lack, rates, strict=True))
    return min(left, max(goal.still(tally, prior), draws))


EXAMPLES = "n, first-correct, correct:4, pair, pair:2+3, pass-rate, pass-rate:0.2; then ,max=16 ,hopeless=0.05 ,keep=0.8"
_SPEC = re.compile(r"(?P<name>[a-z-]+)(?::(?P<value>[^,]+))?(?P<rest>(?:,[a-z]+=[^,]+)*)")


def parse(spec: str, n: int) -> Goal:
    """Parse a goal from the command line; without a `max`, it draws at most `n`. Raises UserError."""
    found = _SPEC.fullmatch(spec.strip())
    if not found:
        raise UserError(f"{spec!r} is no goal; goals look like {EXAMPLES}")
    options = dict(item.split("=") for item in found["rest"].split(",")[1:])
    most = _count(spec, options.pop("max", str(n)))
    goal = _goal(spec, found["name"], found["value"], most)
    if options and set(options) <= {"hopeless", "keep"} and isinstance(goal, Wanted):
        shares: dict[str, Any] = {name: _share(spec, options.pop(name)) for name in list(options)}
        goal = replace(goal, **shares)
    if options:
        known = ", ".join(field.name for field in fields(goal) if field.name in {"max", "hopeless", "keep"})  # type: ignore[arg-type]
        raise UserError(f"goal {spec!r} has no option {', '.join(options)}; it has: {known}")
    return _checked(spec, goal)


def _goal(spec: str, name: str, value: str | None, most: int) -> Goal:
    if name == "pass-rate":
        return PassRate(width=_share(spec, value or "0.2"), max=most)
    if name == "first-correct" and value is None:
        return Wanted(correct=1, incorrect=0, max=most)
    if name == "correct":
        return Wanted(correct=_count(spec, value or "1"), incorrect=0, max=most)
    if name == "pair":
        right, _, wrong = (value or "1+1").partition("+")
        return Wanted(correct=_count(spec, right), incorrect=_count(spec, wrong or right), max=most)
    if name == "n":
        return Fixed(max=_count(spec, value or str(most)))
    raise UserError(f"{spec!r} is no goal; goals look like {EXAMPLES}")


def _count(spec: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise UserError(f"{text!r} in goal {spec!r} is no number of candidates; goals look like {EXAMPLES}")
    return int(text)


def _share(spec: str, text: str) -> float:
    if not re.fullmatch(r"0?\.[0-9]{1,6}|0|1(\.0)?", text):
        raise UserError(f"{text!r} in goal {spec!r} is no share between 0 and 1; goals look like {EXAMPLES}")
    return float(text)


def _checked(spec: str, goal: Goal) -> Goal:
    """Check a goal. Raises UserError for a goal that can't be met or that gives up at once."""
    if goal.max < 1:
        raise UserError(f"goal {spec!r} draws nothing: max must be at least 1")
    wanted = goal.correct + goal.incorrect if isinstance(goal, Wanted) else goal.max
    if wanted < 1:
        raise UserError(f"goal {spec!r} wants nothing; goals look like {EXAMPLES}")
    if wanted > goal.max:
        raise UserError(
            f"goal {spec!r} wants {wanted} candidates of at most {goal.max}; raise --n or say max="
        )
    if isinstance(goal, PassRate) and goal.width <= 0:
        raise UserError(f"goal {spec!r} asks for an interval without width")
    return goal
