r"""Writes an exact value in one of several notations: LaTeX, \dfrac, plain text, Unicode."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.grading.audit.exact import ONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verigen.grading.audit.exact import Atom, Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """Templates for fractions, roots, powers, pi and products; `join` is put between the terms of a sum."""

    fraction: str = "\\frac{{{}}}{{{}}}"
    root: str = "\\sqrt{{{}}}"
    power: str = "{}^{{{}}}"
    pi: str = "\\pi"
    times: str = " "
    join: str = " {} "


LATEX = Notation()
DFRAC = Notation(fraction="\\dfrac{{{}}}{{{}}}", join="{}")
DOTTED = Notation(times=" \\cdot ")
PLAIN = Notation(fraction="{}/{}", root="sqrt({})", power="{}^{}", pi="pi", times="*")
UNICODE = Notation(fraction="{}/{}", root="√{}", power="{}^{}", pi="π", times="")


def write(value: Sum, notation: Notation = LATEX) -> str:
    """The sum as text, its terms in their order."""
    return _joined((_term(atom, coefficient, notation) for atom, coefficient in value.items()), notation)


def number(value: Fraction, notation: Notation = LATEX) -> str:
    return write({ONE: value}, notation)


def decimal(value: Fraction) -> str | None:
    """All digits of a terminating decimal, None for one that repeats."""
    places = next((n for n in range(31) if (value * 10**n).denominator == 1), None)
    if places is None:
        return None
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def _joined(terms: Iterable[tuple[bool, str]], notation: Notation) -> str:
    text = ""
    for negative, body in terms:
        if text:
            text += notation.join.format("-" if negative else "+") + body
        else:
            text = ("-" if negative else "") + body
    return text


def _term(atom: Atom, coefficient: Fraction, notation: Notation) -> tuple[bool, str]:
    """Whether the term is negative, and its text without the sign."""
    top, bottom = abs(coefficient.numerator), coefficient.denominator
    factors = _factors(atom, notation)
    if top != 1 or not factors:
        factors.insert(0, str(top))
    product = notation.times.join(factors)
    return coefficient < 0, product if bottom == 1 else notation.fraction.format(product, bottom)


def _factors(atom: Atom, notation: Notation) -> list[str]:
    factors = [notation.root.format(atom.root)] if atom.root != 1 else []
    for name, power in atom.symbols:
        symbol = notation.pi if name == "\\pi" else name
        inner = f"({power})" if power < 0 and "{{" not in notation.power else power
        factors.append(symbol if power == 1 else notation.power.format(symbol, inner))
    return factors
