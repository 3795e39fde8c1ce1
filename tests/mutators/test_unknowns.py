"""Formulas with an unknown, as in MAWPS, and ASDiv's with units."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.domains.math.sets import asdiv
from verigen.problems.mutate.mutators.expressions import evaluate
from verigen.problems.mutate.mutators.infer import infer
from verigen.problems.mutate.mutators.unknowns import isolated

NUMBER = st.integers(1, 400)


@given(a=NUMBER, b=NUMBER, c=NUMBER, d=NUMBER, form=st.integers(0, 6))
def test_the_unknown_is_what_makes_both_sides_equal(a: int, b: int, c: int, d: int, form: int) -> None:
    text, sides = [
        (f"{a}+X={b}", lambda x: (a + x, b)),
        (f"{a}-X={b}", lambda x: (a - x, b)),
        (f"{a}+({b}*X)={c}", lambda x: (a + b * x, c)),
        (f"{a}={b}-{c}*X", lambda x: (a, b - c * x)),
        (f"(X-{a})/{b}={c}", lambda x: ((x - a) / b, c)),
        (f"{a + d}*(X-{b})={a}*(X+{c})", lambda x: ((a + d) * (x - b), a * (x + c))),
        (f"{a}*X+{b}={a + d}*X-{c}", lambda x: (a * x + b, (a + d) * x - c)),
    ][form]

    found = isolated(text)

    assert found is not None
    left, right = sides(Fraction(evaluate(found)))
    assert left == right


@pytest.mark.parametrize("text", ["X*X=9", "9/X=3", "X+Y=7", "X=X", "3+4=7"])
def test_what_is_not_linear_in_one_unknown_is_left_alone(text: str) -> None:
    with contextlib.suppress(ValueError, ZeroDivisionError):
        assert isolated(text) is None


def test_an_equation_becomes_a_program() -> None:
    story = infer(
        "A drink costs 2 dollars, 5 bars cost the rest of 27 dollars. What does a bar cost?",
        "2.0+(5.0*X)=27.0",
        "5",
    )

    values = [Fraction({27: 42}.get(int(value), int(value))) for value in story.slots]
    assert story.program.run(values)[story.program.answer] == 8


def test_units_in_a_formula_are_no_part_of_it() -> None:
    row = {
        "body": "Ada found 2 dimes and 3 nickels.", "question": "How many cents did she find?", "answer": "35 (cents)",
        "formula": "2 (dime)*10 (cent/dime) + 3 (nickel)*5 (cent/nickel) = 35 (cent)",
    }  # fmt: skip

    assert asdiv.read(row).reference.solution == "2*10 + 3*5 = 35"
