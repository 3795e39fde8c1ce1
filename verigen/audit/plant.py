r"""Writes right rewritings and wrong variants of a reference answer, each certain to be so.

What graders may well differ on is left out: rounding, answers left unsimplified, a dropped percent sign.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verigen.audit.answers import INFINITY, LENGTHS, OTHERS, WORDS, Answer
from verigen.audit.exact import ONE, Atom, Sum, rational, squarefree
from verigen.audit.write import DFRAC, DOTTED, LATEX, PLAIN, UNICODE, decimal, number, write

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PERIOD = 6
CONSTANTS = {"\\pi", "e", "i"}


class Planted(NamedTuple):
    """An answer and what was done to make it."""

    kind: str
    text: str


def right(answer: Answer) -> list[Planted]:
    """The same answer in other words; none is the reference's own text."""
    return _fresh(answer, RIGHT[answer.kind](answer))


def wrong(answer: Answer) -> list[Planted]:
    """Answers near the reference that are certainly not it."""
    return _fresh(answer, WRONG[answer.kind](answer))


def _fresh(answer: Answer, planted: Iterator[Planted]) -> list[Planted]:
    seen = {answer.text}
    return [one for one in planted if one.text not in seen and not seen.add(one.text)]  # type: ignore[func-returns-value]


# --- right


def _right_value(answer: Answer) -> Iterator[Planted]:
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
    """Notations of one value that hold wherever it stands alone."""
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
    r"""0.\overline{3} where the digits repeat from the point on, soon enough."""
    whole, rest = divmod(abs(value), 1)
    period = next((n for n in range(1, MAX_PERIOD + 1) if (10**n - 1) % rest.denominator == 0), None)
    if period:
        digits = str(int(rest * (10**period - 1))).rjust(period, "0")
        yield Planted("repeating", f"{'-' if value < 0 else ''}{whole}.\\overline{{{digits}}}")


def _under_the_root(value: Sum) -> Iterator[Planted]:
    ((atom, coefficient), *more) = value.items()
    if not more and atom.root > 1 and not atom.symbols and coefficient.denominator == 1 and coefficient > 1:
        yield Planted("under-root", f"\\sqrt{{{coefficient.numerator**2 * atom.root}}}")


def _right_quantity(answer: Answer) -> Iterator[Planted]:
    value = write(answer.parts[0])
    if answer.unit == "%":
        yield from (Planted("spaced", f"{value} \\%"), Planted("plain", f"{value}%"))
        return
    yield Planted("unit-dropped", value)
    if answer.unit in {*LENGTHS, *OTHERS}:
        raised = f"^{answer.power}" if answer.power > 1 else ""
        yield Planted("unit-roman", f"{value}\\ \\mathrm{{{answer.unit}}}{raised}")
        yield Planted("unit-plain", f"{write(answer.parts[0], PLAIN)} {answer.unit}{raised}")


def _right_parts(answer: Answer) -> Iterator[Planted]:
    parts = answer.parts
    yield Planted("tight", _enclosed(answer, [write(part) for part in parts], ","))
    yield Planted("spaced", _enclosed(answer, [write(part) for part in parts], " ,\\, "))
    yield Planted("dfrac", _enclosed(answer, [write(part, DFRAC) for part in parts]))
    sized = _enclosed(answer, [write(part) for part in parts])
    if answer.brackets:
        half = len(sized) - (2 if answer.kind == "set" else 1)
        yield Planted("sized", f"\\left{sized[:half]}\\right{sized[half:]}")
    rationals = [rational(part) for part in parts]
    if all(value is not None and decimal(value) for value in rationals):
        yield Planted(
            "decimal", _enclosed(answer, [next(_right_number(v)).text for v in rationals if v is not None])
        )
    if answer.kind == "set":
        yield Planted("reordered", _enclosed(answer, [write(part) for part in reversed(parts)]))
        yield Planted("reordered", _enclosed(answer, [write(part) for part in (*parts[1:], parts[0])]))


def _right_matrix(answer: Answer) -> Iterator[Planted]:
    other = "bmatrix" if answer.brackets == "pmatrix" else "pmatrix"
    yield Planted("brackets", _grid(answer.parts, answer.columns, other))
    yield Planted("tight", _grid(answer.parts, answer.columns, answer.brackets).replace(" ", ""))
    yield Planted("latex", _grid(answer.parts, answer.columns, answer.brackets))


def _right_word(answer: Answer) -> Iterator[Planted]:
    yield Planted("text", f"\\text{{{answer.word}}}")
    yield Planted("plain", answer.word)
    yield Planted("case", f"\\text{{{answer.word.upper()}}}")
    yield Planted("case", f"\\text{{{answer.word.lower()}}}")


def _right_letter(answer: Answer) -> Iterator[Planted]:
    for text in ("{}", "({})", "\\text{{{}}}", "\\text{{({})}}", "\\textbf{{({})}}"):
        yield Planted("letter", text.format(answer.word))


# --- wrong


def _wrong_value(answer: Answer) -> Iterator[Planted]:
    for kind, value in _other_values(answer.parts[0]):
        if value != answer.parts[0]:
            yield Planted(kind, _like(answer, value))


def _other_values(value: Sum) -> Iterator[tuple[str, Sum]]:
    """Values that differ, and what was done; a slip that changes nothing here comes out equal."""
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


def _wrong_quantity(answer: Answer) -> Iterator[Planted]:
    bare = write(answer.parts[0])
    for kind, value in _other_values(answer.parts[0]):
        if value != answer.parts[0]:
            yield Planted(kind, _with_unit(answer, _like(answer, value)))
    if not rational(answer.parts[0]):
        return  # nothing of anything is the same amount, and a symbol may hide one
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


def _with_unit(answer: Answer, value: str) -> str:
    raised = f"^{answer.power}" if answer.power > 1 else ""
    forms = {"%": f"{value}\\%", "\\$": f"\\${value}", "^\\circ": f"{value}^\\circ"}
    return forms.get(answer.unit, f"{value}\\text{{ {answer.unit}}}{raised}")


def _wrong_parts(answer: Answer) -> Iterator[Planted]:
    for kind, parts in _other_parts(answer):
        if _differ(answer, parts):
            yield Planted(kind, _enclosed(answer, [write(part) for part in parts]))
    if answer.kind == "interval":
        yield from _other_brackets(answer)


def _other_parts(answer: Answer) -> Iterator[tuple[str, tuple[Sum, ...]]]:
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


def _differ(answer: Answer, parts: tuple[Sum, ...]) -> bool:
    """Whether other parts make another answer; a lone part is left out, for its brackets may mean nothing."""
    if len(parts) < 2:
        return False
    if answer.kind != "set":
        return parts != answer.parts
    return any(part not in parts for part in answer.parts) or any(part not in answer.parts for part in parts)


def _other_brackets(answer: Answer) -> Iterator[Planted]:
    """One bracket turned, where the end is finite and the interval keeps points on both sides of it."""
    inside = ", ".join(write(part) for part in answer.parts)
    opening, closing = answer.brackets[0], answer.brackets[1]
    if INFINITY not in answer.parts[0] and answer.parts[0] != answer.parts[1]:
        yield Planted("bracket", f"{'[' if opening == '(' else '('}{inside}{closing}")
    if INFINITY not in answer.parts[1] and answer.parts[0] != answer.parts[1]:
        yield Planted("bracket", f"{opening}{inside}{']' if closing == ')' else ')'}")


def _wrong_matrix(answer: Answer) -> Iterator[Planted]:
    parts, columns = answer.parts, answer.columns
    for at in range(len(parts)):
        yield Planted("off-by-one", _grid((*parts[:at], _plus(parts[at], 1), *parts[at + 1 :]), columns))
    for kind, grid, width in (
        ("swapped", (*parts[columns:], *parts[:columns]), columns),
        (
            "transposed",
            tuple(part for at in range(columns) for part in parts[at::columns]),
            len(parts) // columns,
        ),
    ):
        if (grid, width) != (parts, columns) and min(width, columns) > 1:
            yield Planted(kind, _grid(grid, width))


def _wrong_word(answer: Answer) -> Iterator[Planted]:
    for group in WORDS:
        if answer.word.lower() in group:
            yield from (Planted("word", f"\\text{{{word}}}") for word in group if word != answer.word.lower())


def _wrong_letter(answer: Answer) -> Iterator[Planted]:
    yield from (Planted("letter", f"\\text{{({letter})}}") for letter in "ABCDE" if letter != answer.word)


# --- writing


def _short(value: Fraction) -> str:
    return decimal(value) or number(value)


def _like(answer: Answer, value: Sum) -> str:
    """As a decimal where the reference is one, or where nobody would write the fraction."""
    exact = rational(value)
    plain = decimal(exact) if exact is not None else None
    fraction = "frac" in answer.text or "/" in answer.text
    return plain if plain is not None and not fraction else write(value)


def _enclosed(answer: Answer, parts: list[str], join: str = ", ") -> str:
    opening, closing = {"": ("", ""), "{}": ("\\{", "\\}")}.get(answer.brackets, tuple(answer.brackets))
    return f"{opening}{join.join(parts)}{closing}"


def _grid(parts: tuple[Sum, ...], columns: int, name: str = "pmatrix") -> str:
    rows = [parts[at : at + columns] for at in range(0, len(parts), columns)]
    body = " \\\\ ".join(" & ".join(write(part, LATEX) for part in row) for row in rows)
    return f"\\begin{{{name}}} {body} \\end{{{name}}}"


RIGHT = {
    "value": _right_value,
    "quantity": _right_quantity,
    "tuple": _right_parts,
    "interval": _right_parts,
    "set": _right_parts,
    "matrix": _right_matrix,
    "word": _right_word,
    "letter": _right_letter,
}
WRONG = {
    "value": _wrong_value,
    "quantity": _wrong_quantity,
    "tuple": _wrong_parts,
    "interval": _wrong_parts,
    "set": _wrong_parts,
    "matrix": _wrong_matrix,
    "word": _wrong_word,
    "letter": _wrong_letter,
}
