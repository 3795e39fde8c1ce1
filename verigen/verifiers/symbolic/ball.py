"""Compares values in ball arithmetic: disjoint balls prove a difference, equal ones at 200 digits are numeric.

Arb's precision is a setting of the process, so one lock guards all evaluation here.
"""

# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

import threading
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from verigen.verifiers.symbolic.modular import integer_symbols
from verigen.verifiers.symbolic.tree import Node, Num, Op, Sym, Text, Undecided, free_symbols, walk

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Mapping

DIGITS_60, DIGITS_200 = 210, 700
MAX_PRECISION = 30_000
EQUAL_BITS = 300
AGREEMENTS = 6
TRIES = 30
MAX_TERMS = 1000
_LOCK = threading.RLock()


class OffDomain(Exception):  # noqa: N818 - tells of a point, nothing failed
    """A root or logarithm of a negative number where variables are real."""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    from flint import ctx

    with _LOCK:
        before = ctx.prec
        ctx.prec = bits
        try:
            yield
        finally:
            ctx.prec = before


def differ(left: Node, right: Node, rng: random.Random) -> bool:
    """True: proved different at a point; False: equal at every point. Raises Undecided."""
    names = sorted(free_symbols(left) | free_symbols(right))
    if not names:
        return differ_at(left, right, {}, real=False)
    imaginary = any(part == Sym("i") for side in (left, right) for part in walk(side))
    return differ_somewhere(left, right, names, rng, real=not imaginary)


def differ_somewhere(left: Node, right: Node, names: list[str], rng: random.Random, *, real: bool) -> bool:
    whole = integer_symbols(left) | integer_symbols(right)
    agreed = mismatched = positive = 0
    for attempt in range(TRIES):
        env = {name: sample(rng, attempt, whole=name in whole) for name in names}
        try:
            found = differ_on_domain(left, right, env, real=real)
        except Undecided:
            continue
        if found is None:
            continue
        if found == "domain":
            mismatched += 1
            continue
        if found == "different":
            return True
        agreed += 1
        positive += attempt % 2 == 0
        if agreed >= AGREEMENTS and attempt >= AGREEMENTS + 2:
            break
    if agreed < 3 or positive < 2:
        raise Undecided("too few points where both sides are defined")
    if mismatched and any(
        isinstance(part, Op) and part.head == "abs" for side in (left, right) for part in walk(side)
    ):
        raise Undecided("equal where both are real, but their domains differ")
    return False


def differ_on_domain(left: Node, right: Node, env: Mapping[str, Fraction], *, real: bool) -> str | None:
    """'different', 'equal', 'domain' where one side alone is real, None where neither is."""
    inside = [on_domain(side, env) for side in (left, right)] if real else [True, True]
    if inside == [False, False]:
        return None
    if False in inside:
        return "domain"
    return "different" if differ_at(left, right, env, real=real) else "equal"


def on_domain(node: Node, env: Mapping[str, Fraction]) -> bool:
    try:
        with precision(DIGITS_60):
            evaluate(node, balls(env), real=True)
    except OffDomain:
        return False
    return True


def sample(rng: random.Random, attempt: int, *, whole: bool) -> Fraction:
    """Even attempts are positive; every third stays within (0, 1), where inverse functions live."""
    if whole:
        return Fraction(rng.randrange(1, 13))
    size = (
        Fraction(rng.randrange(70, 990), 1000)
        if attempt % 3 == 0
        else Fraction(rng.randrange(1050, 6000), 1000)
    )
    return size if attempt % 2 == 0 or rng.random() < 0.4 else -size


def balls(env: Mapping[str, Fraction]) -> dict[str, Any]:
    from flint import acb, arb, fmpq

    return {name: acb(arb(fmpq(value.numerator, value.denominator))) for name, value in env.items()}


def differ_at(left: Node, right: Node, env: Mapping[str, Fraction], *, real: bool) -> bool:
    """Disjoint balls at rising precision, until they part or agree to 200 digits behind the point."""
    bits = DIGITS_60
    for _ in range(4):
        with precision(bits):
            points = balls(env)
            one, two = (evaluate(side, points, real=real) for side in (left, right))
            gap = one - two
            if not (one.is_finite() and two.is_finite()):
                raise Undecided("a value that is not finite")
            if not gap.contains(0):
                return True
            if bits >= DIGITS_200 and radius_bits(gap) < -EQUAL_BITS:
                return False
        spread = radius_bits(gap)
        bits = DIGITS_200 if bits < DIGITS_200 else bits + max(spread, 0) + DIGITS_200
        if bits > MAX_PRECISION:
            break
    raise Undecided("the balls do not part within the precision allowed")


def radius_bits(ball: Any) -> int:
    """The binary magnitude of a ball's radius."""
    real, imaginary = ball.real.rad(), ball.imag.rad()
    largest = max(imaginary, real)
    if not largest.is_finite():
        raise Undecided("a value that is not finite")
    if largest.is_zero():
        return -MAX_PRECISION
    mantissa, exponent = largest.man_exp()
    return int(exponent) + int(mantissa.bit_length())


def value_of(node: Node) -> Any:
    """A complex ball at 60 digits. Raises Undecided."""
    with precision(DIGITS_60):
        found = evaluate(node, {}, real=False)
        if not found.is_finite():
            raise Undecided("a value that is not finite")
        return found


def order(left: Node, right: Node) -> int | None:
    """-1, 0 or 1 for real constants, 0 where 60 digits can't part them; None where one is no real number."""
    try:
        one, two = value_of(left), value_of(right)
    except (Undecided, OffDomain):
        return None
    if not (one.imag.contains(0) and two.imag.contains(0)):
        return None
    gap = one.real - two.real
    return 1 if gap > 0 else -1 if gap < 0 else 0


def evaluate(node: Node, env: Mapping[str, Any], *, real: bool) -> Any:
    from flint import acb, arb, fmpq

    if isinstance(node, Num):
        return acb(arb(fmpq(node.value.numerator, node.value.denominator)))
    if isinstance(node, Sym):
        return symbol(node.name, env)
    if isinstance(node, Text) or node.head not in _RULES:
        raise Undecided("no numeric value")
    if node.head in ("sum", "prod"):
        return series(node, env, real=real)
    if node.head in ("pow", "root", "sqrt"):
        return power(node, env, real=real)
    args = [evaluate(arg, env, real=real) for arg in node.args]
    if real:
        check_domain(node.head, args)
    return _RULES[node.head](*args)


def symbol(name: str, env: Mapping[str, Any]) -> Any:
    from flint import acb, arb

    if name in env:
        return env[name]
    if name == "pi":
        return acb.pi()
    if name == "e":
        return acb(arb(1).exp())
    if name == "i":
        return acb(0, 1)
    raise Undecided(f"{name} has no value")


def check_domain(head: str, args: list[Any]) -> None:
    if head in ("ln", "log", "logbase") and any(arg.real < 0 for arg in args):
        raise OffDomain
    if head in ("asin", "acos") and abs(args[0]) > 1:
        raise OffDomain


def power(node: Op, env: Mapping[str, Any], *, real: bool) -> Any:
    """Principal powers, but real odd roots of negative real numbers."""
    base = evaluate(node.args[0], env, real=real)
    exponent = exponent_of(node)
    if exponent is None:
        if real and base.real < 0 and base.imag.is_zero():
            raised = evaluate(node.args[1], env, real=real)
            if not (raised.imag.is_zero() and raised.real.is_integer()):
                raise OffDomain
        return raised_to(base, evaluate(node.args[1], env, real=real))
    if exponent.denominator == 1:
        return integer_power(base, exponent.numerator)
    negative = base.imag.is_zero() and base.real < 0
    if negative and exponent.denominator % 2:
        root = -(
            (-base).root(exponent.denominator)
            if exponent.denominator < 64
            else (-base) ** fraction(1 / Fraction(exponent.denominator))
        )
        return integer_power(root, exponent.numerator)
    if negative and real:
        raise OffDomain
    if exponent.denominator == 2:
        return integer_power(base.sqrt(), exponent.numerator)
    return base ** fraction(exponent)


def integer_power(base: Any, exponent: int) -> Any:
    from flint import fmpz

    if exponent < 0 and base.contains(0):
        raise Undecided("a division by something that may be zero")
    return base ** fmpz(exponent)


def raised_to(base: Any, exponent: Any) -> Any:
    from flint import arb

    if base.imag.is_zero() and base.real.overlaps(arb(1).exp()) and base.real.rel_accuracy_bits() > 100:
        return exponent.exp()
    return base**exponent


def fraction(value: Fraction) -> Any:
    from flint import acb, arb, fmpq

    return acb(arb(fmpq(value.numerator, value.denominator)))


def exponent_of(node: Op) -> Fraction | None:
    """The rational exponent of a power or root, where it is one."""
    from verigen.verifiers.symbolic.exact import rational

    if node.head == "sqrt":
        return Fraction(1, 2)
    value = rational(node.args[1])
    if value is None:
        if node.head == "root":
            raise Undecided("a root of a degree that is no number")
        return None
    if node.head == "root":
        if value.denominator != 1 or value < 1:
            raise Undecided("a root of a degree that is no positive integer")
        return 1 / value
    return value


def series(node: Op, env: Mapping[str, Any], *, real: bool) -> Any:
    from flint import acb

    from verigen.verifiers.symbolic.exact import rational

    body, index, low, high = node.args
    limits = [
        evaluate(bound, env, real=real).real.unique_fmpz() if rational(bound) is None else rational(bound)
        for bound in (low, high)
    ]
    if None in limits or not isinstance(index, Sym):
        raise Undecided("a sum without integer bounds")
    start, stop = (int(str(limit)) for limit in limits)
    if stop - start >= MAX_TERMS:
        raise Undecided("a sum of too many terms")
    total = acb(int(node.head == "prod"))
    for k in range(start, stop + 1):
        term = evaluate(body, {**env, index.name: acb(k)}, real=real)
        total = total + term if node.head == "sum" else total * term
    return total


def _divide(top: Any, bottom: Any) -> Any:
    if bottom.contains(0):
        raise Undecided("a division by something that may be zero")
    return top / bottom


def _real(function: str) -> Callable[[Any], Any]:
    def apply(value: Any) -> Any:
        from flint import acb

        if not value.imag.contains(0):
            raise Undecided(f"{function} of a complex number")
        return acb(getattr(value.real, function)())

    return apply


def _total(*args: Any) -> Any:
    total = args[0]
    for arg in args[1:]:
        total = total + arg
    return total


def _times(*args: Any) -> Any:
    total = args[0]
    for arg in args[1:]:
        total = total * arg
    return total


def _absolute(value: Any) -> Any:
    from flint import acb

    return acb(abs(value))


def _complex(value: Any) -> Any:
    from flint import acb

    return acb(value)


def _extreme(which: str) -> Callable[..., Any]:
    def apply(*args: Any) -> Any:
        from flint import acb

        best = args[0].real
        for arg in args[1:]:
            best = getattr(best, which)(arg.real)
        return acb(best)

    return apply


def _log(value: Any) -> Any:
    if value.contains(0):
        raise Undecided("a logarithm of something that may be zero")
    return value.log()


def _remainder(left: Any, right: Any) -> Any:
    return left - right * _real("floor")(_divide(left, right))


def _degree(value: Any) -> Any:
    from flint import acb

    return value * acb.pi() / 180


def _atan_pi_half(value: Any) -> Any:
    from flint import acb

    return acb.pi() / 2 - value.atan()


_RULES: dict[str, Any] = {
    "add": _total, "mul": _times, "neg": lambda value: -value, "div": _divide, "percent": lambda value: value / 100,
    "degree": _degree, "abs": _absolute, "exp": lambda value: value.exp(), "ln": _log, "log": _log,
    "logbase": lambda value, base: _divide(_log(value), _log(base)), "sin": lambda value: value.sin(),
    "cos": lambda value: value.cos(), "tan": lambda value: _divide(value.sin(), value.cos()),
    "cot": lambda value: _divide(value.cos(), value.sin()), "sec": lambda value: _divide(1, value.cos()),
    "csc": lambda value: _divide(1, value.sin()), "asin": lambda value: value.asin(), "acos": lambda value: value.acos(),
    "atan": lambda value: value.atan(), "acot": _atan_pi_half, "asec": lambda value: _divide(1, value).acos(),
    "acsc": lambda value: _divide(1, value).asin(), "sinh": lambda value: value.sinh(), "cosh": lambda value: value.cosh(),
    "tanh": lambda value: value.tanh(), "coth": lambda value: _divide(value.cosh(), value.sinh()),
    "sech": lambda value: _divide(1, value.cosh()), "csch": lambda value: _divide(1, value.sinh()),
    "asinh": lambda value: value.asinh(), "acosh": lambda value: value.acosh(), "atanh": lambda value: value.atanh(),
    "floor": _real("floor"), "ceil": _real("ceil"), "sgn": _real("sgn"), "min": _extreme("min"), "max": _extreme("max"),
    "factorial": lambda value: (value + 1).gamma(), "mod": _remainder, "conj": lambda value: value.conjugate(),
    "re": lambda value: _complex(value.real), "im": lambda value: _complex(value.imag), "arg": lambda value: _complex(value.arg()),
    "binom": lambda n, k: (n + 1).gamma() / ((k + 1).gamma() * (n - k + 1).gamma()),
    "sum": None, "prod": None, "pow": None, "root": None, "sqrt": None,
}  # fmt: skip
