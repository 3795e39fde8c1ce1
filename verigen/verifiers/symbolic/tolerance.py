"""Allowed difference between two equal numbers: none, unless a caller or a problem sets one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """Allowed difference. One criterion that is met suffices; each is symmetric in the two numbers.

    `relative` is a share of the larger number, `absolute` a distance. `decimals` and `digits` are the decimal
    places and the significant digits to which both numbers are rounded, halves away from zero.
    """

    relative: float | None = None
    absolute: float | None = None
    decimals: int | None = None
    digits: int | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a negative tolerance."""
        for name in ("relative", "absolute", "decimals", "digits"):
            if (getattr(self, name) or 0) < 0:
                raise ValueError(f"{name} is negative: a tolerance is a distance or a number of digits")

    def __bool__(self) -> bool:
        return any(part is not None for part in (self.relative, self.absolute, self.decimals, self.digits))

    def accepts(self, one: Any, two: Any) -> bool:
        """Whether two complex balls are equal within the tolerance."""
        gap, size = _middle(abs(one - two)), max(_middle(abs(one)), _middle(abs(two)))
        if self.relative is not None and gap <= self.relative * size * (1 + 1e-12):
            return True
        if self.absolute is not None and gap <= self.absolute * (1 + 1e-12):
            return True
        if not (one.imag.contains(0) and two.imag.contains(0)):
            return False
        left, right = (Decimal(value.real.mid().str(30, radius=False)) for value in (one, two))
        return self._rounded_alike(left, right)

    def _rounded_alike(self, left: Decimal, right: Decimal) -> bool:
        if self.decimals is not None and abs(left) < 10**30 and abs(right) < 10**30:
            step = Decimal(1).scaleb(-self.decimals)
            wide = Context(prec=200, rounding=ROUND_HALF_UP)
            if left.quantize(step, context=wide) == right.quantize(step, context=wide):
                return True
        if self.digits:
            short = Context(prec=self.digits, rounding=ROUND_HALF_UP)
            return short.plus(left) == short.plus(right)
        return False


def _middle(ball: Any) -> float:
    return float(ball.mid())
