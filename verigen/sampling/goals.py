"""Defines the goals: each says when a problem has enough candidates."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from verigen.core.errors import UserError
from verigen.ledger.runs import GoalSettings
from verigen.sampling.marginal import Wish
from verigen.sampling.prior import DIGITS, UNKNOWN, interval95

if TYPE_CHECKING:
    from verigen.sampling.prior import Prior
    from verigen.sampling.tally import Tally

HOPELESS = 0.05
LEAST = 2  # minimum number of a teacher's decided candidates to give up or to know a rate


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The goal of `repaired` candidates that are correct after a failed try; it never gives a problem up."""

    repaired: int
    max: int
    hopeless: float = 0.0

    def lacks(self, tally: Tally) -> Lack:  # noqa: ARG002 - part of the contract
        return Lack(0, 0)

    def still(self, tally: Tally, prior: Prior) -> int:  # noqa: ARG002 - part of the contract
        return max(0, self.repaired - tally.repaired)

    def __str__(self) -> str:
        return f"repair:{self.repaired},max={self.max}"

    @property
    def settings(self) -> GoalSettings:
        return GoalSettings(name=str(self), kind="repair", max=self.max, repaired=self.repaired)


def made(stored: GoalSettings) -> Goal:
    """The goal of a stored run."""
    match stored.kind:
        case "n":
            return Fixed(max=stored.max)
        case "pass-rate":
            return PassRate(width=stored.width, max=stored.max)
        case "repair":
            return Repaired(repaired=stored.repaired, max=stored.max)
        case "wanted":
            return Wanted(
                correct=stored.correct,
                incorrect=stored.incorrect,
                max=stored.max,
                hopeless=stored.hopeless,
                keep=stored.keep,
            )


EXAMPLES = "n, first-correct, correct:4, pair, pair:2+3, repair:1, pass-rate, pass-rate:0.2; then ,max=16 ,hopeless=0.05 ,keep=0.8"
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
    if name == "repair":
        return Repaired(repaired=_count(spec, value or "1"), max=most)
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
    wanted = goal.max
    if isinstance(goal, Wanted):
        wanted = goal.correct + goal.incorrect
    elif isinstance(goal, Repaired):
        wanted = goal.repaired
    if wanted < 1:
        raise UserError(f"goal {spec!r} wants nothing; goals look like {EXAMPLES}")
    if wanted > goal.max:
        raise UserError(
            f"goal {spec!r} wants {wanted} candidates of at most {goal.max}; raise --n or say max="
        )
    if isinstance(goal, PassRate) and goal.width <= 0:
        raise UserError(f"goal {spec!r} asks for an interval without width")
    return goal
