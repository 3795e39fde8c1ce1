r"""Rewrites an answer without changing it: its notation, the order of a set, optional units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.grading.audit.answers import LENGTHS, OTHERS, KnownAnswer
from verigen.grading.audit.exact import Sum, rational
from verigen.grading.audit.planted import Planted, enclosed, grid
from verigen.grading.audit.write import DFRAC, DOTTED, PLAIN, UNICODE, decimal, number, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

MAX_PERIOD = 6
CONSTANTS = {"\\pi", "e", "i"}


def _right_value(answer: KnownAnswer) -> Iterator[Planted]:
    value = answer.parts[0]
    yield from _rewritten(value)
    if all(name in CONSTANTS for atom in value for name, _ in atom.symbols):
        yield Planted("labelled", f"x = {write(value)}")
    exact = rational(value)
    if exact is not None and exact > 0:
        yield Planted("unit", f"{_short(exact)}\\text{{ cm}}")
        yield Planted("unit", f"{_short(exact)} apples")
        if decimal(exact * 100) == str(int(exact * 100)):
            yield Planted("currency", f"\\${_short(exact)}")


def _rewritten(value: Sum) -> Iterator[Planted]:
    """Notations of a value that are valid where it is the whole answer."""
    exact = rational(value)
    yield Planted("latex", write(value))
    yield Planted("dfrac", write(value, DFRAC))
    yield Planted("plain", write(value, PLAIN))
    yield Planted("parentheses", f"\\left({write(value)}\\right)")
    if exact is not None:
        yield from _right_number(exact)
        return
    yield Planted("unicode", write(value, UNICODE))
    yield Planted("dotted", write(value, DOTTED))
    if len(value) > 1:
        yield Planted("reordered", write(dict(reversed(value.items()))))
    yield from _under_the_root(value)


def _right_number(value: Fraction) -> Iterator[Planted]:
    digits = decimal(value)
    if digits is not None:
        yield Planted("decimal", f"{digits}.0" if value.denominator == 1 else digits)
        yield Planted("zeros", f"{digits}.00" if value.denominator == 1 else f"{digits}0")
    if digits is not None and abs(value) >= 1000:
        whole, _, places = digits.partition(".")
        tail = f".{places}" if places else ""
        yield Planted("thousands", f"{int(whole):,}{tail}")
        yield Planted("thousands", f"{int(whole):,}{tail}".replace(",", "{,}"))
        power = len(whole.lstrip("-")) - 1
        yield Planted("scientific", f"{decimal(value / 10**power)} \\times 10^{{{power}}}")
    if value.denominator == 1:
        return
    yield from _repeating(value)
    whole_part = abs(value).numerator // value.denominator
    if whole_part:
        sign = "-" if value < 0 else ""
        yield Planted("mixed", f"{sign}{whole_part}{number(abs(value) - whole_part)}")


def _repeating(value: Fraction) -> Iterator[Planted]:
    r"""0.\overline{3} for digits that repeat right after the point, with a period of at most MAX_PERIOD."""
    whole, rest = divmod(abs(value), 1)
    period = next((n for n in range(1, MAX_PERIOD + 1) if (10**n - 1) % rest.denominator == 0), None)
    if period:
        digits = str(int(rest * (10**period - 1))).rjust(period, "0")
        yield Planted("repeating", f"{'-' if value < 0 else ''}{whole}.\\overline{{{digits}}}")


def _under_the_root(value: Sum) -> Iterator[Planted]:
    ((atom, coefficient), *more) = value.items()
    if not more and atom.root > 1 and not atom.symbols and coefficient.denominator == 1 and coefficient > 1:
        yield Planted("under-root", f"\\sqrt{{{coefficient.numerator**2 * atom.root}}}")


def _right_quantity(answer: KnownAnswer) -> Iterator[Planted]:
    value = write(answer.parts[0])
    if answer.unit == "%":
        yield from (Planted("spaced", f"{value} \\%"), Planted("plain", f"{value}%"))
        return
    yield Planted("unit-dropped", value)
    if answer.unit in {*LENGTHS, *OTHERS}:
        raised = f"^{answer.power}" if answer.power > 1 else ""
        yield Planted("unit-roman", f"{value}\\ \\mathrm{{{answer.unit}}}{raised}")
        exact = rational(answer.parts[0])
        digits = decimal(exact) if exact is not None else None
        if digits:  # after a plain fraction a single letter could belong to the denominator
            yield Planted("unit-plain", f"{digits} {answer.unit}{raised}")


def _right_parts(answer: KnownAnswer) -> Iterator[Planted]:
    parts = answer.parts
    yield Planted("tight", enclosed(answer, [write(part) for part in parts], ","))
    yield Planted("spaced", enclosed(answer, [write(part) for part in parts], " ,\\, "))
    yield Planted("dfrac", enclosed(answer, [write(part, DFRAC) for part in parts]))
    sized = enclosed(answer, [write(part) for part in parts])
    if answer.brackets:
        half = len(sized) - (2 if answer.kind == "set" else 1)
        yield Planted("sized", f"\\left{sized[:half]}\\right{sized[half:]}")
    rationals = [rational(part) for part in parts]
    if all(value is not None and decimal(value) for value in rationals):
        yield Planted(
            "decimal", enclosed(answer, [next(_right_number(v)).text for v in rationals if v is not None])
        )
    if answer.kind == "set":
        yield Planted("reordered", enclosed(answer, [write(part) for part in reversed(parts)]))
        yield Planted("reordered", enclosed(answer, [write(part) for part in (*parts[1:], parts[0])]))


def _right_matrix(answer: KnownAnswer) -> Iterator[Planted]:
    other = "bmatrix" if answer.brackets == "pmatrix" else "pmatrix"
    yield Planted("brackets", grid(answer.parts, answer.columns, other))
    yield Planted("tight", grid(answer.parts, answer.columns, answer.brackets).replace(" ", ""))
    yield Planted("latex", grid(answer.parts, answer.columns, answer.brackets))


def _right_word(answer: KnownAnswer) -> Iterator[Planted]:
    yield Planted("text", f"\\text{{{answer.word}}}")
    yield Planted("plain", answer.word)
    yield Planted("case", f"\\text{{{answer.word.upper()}}}")
    yield Planted("case", f"\\text{{{answer.word.lower()}}}")


def _right_letter(answer: KnownAnswer) -> Iterator[Planted]:
    for text in ("{}", "({})", "\\text{{{}}}", "\\text{{({})}}", "\\textbf{{({})}}"):
        yield Planted("letter", text.format(answer.word))


def _short(value: Fraction) -> str:
    return decimal(value) or number(value)


BY_KIND = {
    "value": _right_value,
    "quantity": _right_quantity,
    "tuple": _right_parts,
    "interval": _right_parts,
    "set": _right_parts,
    "matrix": _right_matrix,
    "word": _right_word,
    "letter": _right_letter,
}
