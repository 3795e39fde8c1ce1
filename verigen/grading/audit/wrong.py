r"""Writes certainly wrong answers near the reference: errors of sign, digit, order, unit or bracket."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from verigen.grading.audit.answers import INFINITY, LENGTHS, OTHERS, WORDS, KnownAnswer
from verigen.grading.audit.exact import ONE, Atom, Sum, rational, squarefree
from verigen.grading.audit.planted import Planted, enclosed, grid
from verigen.grading.audit.write import decimal, write

if TYPE_CHECKING:
    from collections.abc import Iterator


def _wrong_value(answer: KnownAnswer) -> Iterator[Planted]:
    for kind, value in _other_values(answer.parts[0]):
        if value != answer.parts[0]:
            yield Planted(kind, _like(answer, value))


def _other_values(value: Sum) -> Iterator[tuple[str, Sum]]:
    """Kinds of error with the changed value, which may equal the original where the error has no effect."""
    exact = rational(value)
    yield "sign", {atom: -coefficient for atom, coefficient in value.items()}
    for step in (1, -1):
        yield "off-by-one", _plus(value, step)
    yield "near-miss", _plus(value, Fraction(1, 100))
    yield "near-miss", _plus(value, Fraction(-1, 10**6))
    yield "shifted", {atom: coefficient * 10 for atom, coefficient in value.items()}
    yield "shifted", {atom: coefficient / 10 for atom, coefficient in value.items()}
    if exact is not None:
        yield from (("digit" if other else "inverted", one) for other, one in _other_numbers(exact))
        return
    yield from _other_terms(value)


def _other_numbers(exact: Fraction) -> Iterator[tuple[bool, Sum]]:
    digits = decimal(exact)
    if digits is None or exact.denominator > 1:
        yield False, {ONE: 1 / exact}
    if digits is None:
        yield True, {ONE: Fraction(exact.numerator + 1, exact.denominator)}
        yield True, {ONE: Fraction(exact.numerator, exact.denominator + 1)}
        return
    for at, (one, two) in enumerate(pairwise(digits)):
        if one.isdigit() and two.isdigit():
            yield True, {ONE: Fraction(digits[:at] + two + one + digits[at + 2 :])}
    for at, one in enumerate(digits):
        if one.isdigit():
            yield True, {ONE: Fraction(digits[:at] + str((int(one) + 3) % 10) + digits[at + 1 :])}


def _other_terms(value: Sum) -> Iterator[tuple[str, Sum]]:
    for atom, coefficient in value.items():
        others = {one: other for one, other in value.items() if one != atom}
        if others:
            yield "sign", {**value, atom: -coefficient}
            yield "dropped", others
        if atom != ONE:
            for step in (1, -1):
                yield "off-by-one", _plus(value, step, atom)
        if atom.root > 1:
            outside, inside = squarefree(atom.root + 1)
            yield "root", _plus(others, coefficient * outside, Atom(inside, atom.symbols))
        if atom.symbols and not others:
            yield "dropped", {Atom(atom.root, atom.symbols[1:]): coefficient}
    if len(value) == 2:
        yield "swapped", dict(zip(value, reversed(value.values()), strict=True))


def _plus(value: Sum, step: Fraction | int, atom: Atom = ONE) -> Sum:
    total = {**value, atom: value.get(atom, Fraction(0)) + step}
    return {one: coefficient for one, coefficient in total.items() if coefficient} or {ONE: Fraction(0)}


def _wrong_quantity(answer: KnownAnswer) -> Iterator[Planted]:
    bare = write(answer.parts[0])
    for kind, value in _other_values(answer.parts[0]):
        if value != answer.parts[0]:
            yield Planted(kind, _with_unit(answer, _like(answer, value)))
    if not rational(answer.parts[0]):
        return  # zero is the same amount in every unit, and a symbol may hide a unit
    raised = f"^{answer.power}" if answer.power > 1 else ""
    if answer.unit in LENGTHS:
        near = LENGTHS[(LENGTHS.index(answer.unit) + 1) % len(LENGTHS)]
        yield Planted("unit", f"{bare}\\text{{ {near}}}{raised}")
        yield Planted("unit", f"{bare}\\text{{ {answer.unit}}}^{5 - answer.power}")
        yield Planted("unit", f"{bare}\\text{{ kg}}")
    if answer.unit in OTHERS:
        yield Planted("unit", f"{bare}\\text{{ km}}")
    if answer.unit == "\\$":
        yield Planted("unit", f"{bare}\\text{{ hours}}")


def _with_unit(answer: KnownAnswer, value: str) -> str:
    raised = f"^{answer.power}" if answer.power > 1 else ""
    forms = {"%": f"{value}\\%", "\\$": f"\\${value}", "^\\circ": f"{value}^\\circ"}
    return forms.get(answer.unit, f"{value}\\text{{ {answer.unit}}}{raised}")


def _wrong_parts(answer: KnownAnswer) -> Iterator[Planted]:
    for kind, parts in _other_parts(answer):
        if _differ(answer, parts):
            yield Planted(kind, enclosed(answer, [write(part) for part in parts]))
    if answer.kind == "interval":
        yield from _other_brackets(answer)


def _other_parts(answer: KnownAnswer) -> Iterator[tuple[str, tuple[Sum, ...]]]:
    parts = answer.parts
    for at, part in enumerate(parts):
        if INFINITY in part:
            continue
        for kind, value in list(_other_values(part))[:4]:
            yield kind, (*parts[:at], value, *parts[at + 1 :])
    if answer.kind != "interval":
        yield "dropped", parts[:-1]
        yield "added", (*parts, _plus(parts[-1], 1))
    if answer.kind == "tuple":
        yield "swapped", (*parts[1:], parts[0])
        yield "swapped", (parts[1], parts[0], *parts[2:])


def _differ(answer: KnownAnswer, parts: tuple[Sum, ...]) -> bool:
    """Whether other parts make another answer; False for a single part, whose brackets may mean nothing."""
    if len(parts) < 2:
        return False
    if answer.kind != "set":
        return parts != answer.parts
    return any(part not in parts for part in answer.parts) or any(part not in answer.parts for part in parts)


def _other_brackets(answer: KnownAnswer) -> Iterator[Planted]:
    """One bracket changed, at a finite end of an interval whose ends differ."""
    inside = ", ".join(write(part) for part in answer.parts)
    opening, closing = answer.brackets[0], answer.brackets[1]
    if INFINITY not in answer.parts[0] and answer.parts[0] != answer.parts[1]:
        yield Planted("bracket", f"{'[' if opening == '(' else '('}{inside}{closing}")
    if INFINITY not in answer.parts[1] and answer.parts[0] != answer.parts[1]:
        yield Planted("bracket", f"{opening}{inside}{']' if closing == ')' else ')'}")


def _wrong_matrix(answer: KnownAnswer) -> Iterator[Planted]:
    parts, columns = answer.parts, answer.columns
    for at in range(len(parts)):
        yield Planted("off-by-one", grid((*parts[:at], _plus(parts[at], 1), *parts[at + 1 :]), columns))
    for kind, entries, width in (
        ("swapped", (*parts[columns:], *parts[:columns]), columns),
        (
            "transposed",
            tuple(part for at in range(columns) for part in parts[at::columns]),
            len(parts) // columns,
        ),
    ):
        if (entries, width) != (parts, columns) and min(width, columns) > 1:
            yield Planted(kind, grid(entries, width))


def _wrong_word(answer: KnownAnswer) -> Iterator[Planted]:
    for group in WORDS:
        if answer.word.lower() in group:
            yield from (Planted("word", f"\\text{{{word}}}") for word in group if word != answer.word.lower())


def _wrong_letter(answer: KnownAnswer) -> Iterator[Planted]:
    yield from (Planted("letter", f"\\text{{({letter})}}") for letter in "ABCDE" if letter != answer.word)


def _like(answer: KnownAnswer, value: Sum) -> str:
    """The value as a decimal where it terminates and the reference holds no fraction, else in LaTeX."""
    exact = rational(value)
    plain = decimal(exact) if exact is not None else None
    fraction = "frac" in answer.text or "/" in answer.text
    return plain if plain is not None and not fraction else write(value)


BY_KIND = {
    "value": _wrong_value,
    "quantity": _wrong_quantity,
    "tuple": _wrong_parts,
    "interval": _wrong_parts,
    "set": _wrong_parts,
    "matrix": _wrong_matrix,
    "word": _wrong_word,
    "letter": _wrong_letter,
}
