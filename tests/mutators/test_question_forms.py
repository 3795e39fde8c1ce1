from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verigen.problems.mutate.mutators import (
    base_tasks,
    figures,
    inequality_tasks,
    integer_sets,
    matrix_tasks,
    statements,
)
from verigen.problems.mutate.mutators.errors import Refused


@given(low=st.integers(1, 300), more=st.integers(5, 400), by=st.integers(2, 30), kind=st.sampled_from(["odd ", "even ", "positive ", "two-digit ", ""]))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_numbers_are_the_same_in_both_ways_and_by_a_plain_loop(
    low: int, more: int, by: int, kind: str
) -> None:
    one, other = integer_sets.members(f"{kind}multiples of {by} between {low} and {low + more}")

    tests = {"odd ": lambda n: n % 2, "even ": lambda n: n % 2 == 0, "two-digit ": lambda n: 10 <= n <= 99}
    fits = tests.get(kind, lambda _: True)
    assert one == other == [n for n in range(low + 1, low + more) if n % by == 0 and fits(n)]


@given(number=st.integers(2, 4000))
@settings(max_examples=60, deadline=None)
def test_prime_factors_are_primes_that_divide(number: int) -> None:
    one, other = integer_sets.members(f"prime factors of {number}")

    assert (
        one
        == other
        == [n for n in range(2, number + 1) if number % n == 0 and all(n % m for m in range(2, n))]
    )


@given(a=st.integers(1, 9), b=st.integers(-20, 20), c=st.integers(-60, 60), d=st.integers(5, 60))
@settings(max_examples=40, deadline=None)
def test_solutions_of_an_inequality_are_those_that_hold(a: int, b: int, c: int, d: int) -> None:
    parts = {"count": "How many", "e": rf"{c} < {a}x + {b} \le {c + d}"}
    wanted = [x for x in range(-300, 300) if c < a * x + b <= c + d]

    if not wanted:
        with pytest.raises(Refused):
            inequality_tasks.whole(parts)
    else:
        assert inequality_tasks.members(parts) == inequality_tasks.members_again(parts) == wanted


@given(value=st.integers(1, 5000), base=st.integers(2, 9), to=st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_digits_in_a_base_have_the_value(value: int, base: int, to: int) -> None:
    digits, left = "", value
    while left:
        left, digit = divmod(left, base)
        digits = str(digit) + digits
    parts = {"e": f"{digits}_{base}", "n": str(to)}

    found = base_tasks.in_base(parts)

    assert int(str(found), to) == value
    assert found == base_tasks.in_base_again(parts)


@given(entries=st.lists(st.integers(-9, 9), min_size=9, max_size=9))
@settings(max_examples=30, deadline=None)
def test_determinants_and_inverses_are_the_same_in_both_ways(entries: list[int]) -> None:
    lines = r" \\ ".join(" & ".join(map(str, entries[at : at + 3])) for at in (0, 3, 6))
    whole = matrix_tasks.matrix({"e": rf"\begin{{vmatrix}} {lines} \end{{vmatrix}}"})

    assert whole == matrix_tasks.matrix_again({"e": rf"\begin{{vmatrix}} {lines} \end{{vmatrix}}"})
    if whole:
        inverted = {"e": rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}^{{-1}}"}
        assert matrix_tasks.matrix(inverted).tolist() == matrix_tasks.matrix_again(inverted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What is the area of a circle with circumference 10?", 25 / 3.141592653589793),
        ("A square has a diagonal of length 6. What is its perimeter?", 24 / 2**0.5),
        ("Find the volume of a sphere with radius 3.", 36 * 3.141592653589793),
        ("The legs of a right triangle have lengths 9 and 12. What is the hypotenuse?", 15),
        ("What is the surface area of a cube with volume 64?", 96),
    ],
)
def test_a_measure_follows_from_another(text: str, wanted: float) -> None:
    parts = {"t": text}

    assert float(figures.measure(parts)) == pytest.approx(wanted)
    assert float(figures.measure_again(parts)) == pytest.approx(wanted)


@given(x=st.integers(-9, 9), y=st.integers(-9, 9), a=st.integers(1, 9), b=st.integers(1, 9))
@settings(max_examples=25, deadline=None)
def test_a_system_gives_back_its_solution(x: int, y: int, a: int, b: int) -> None:
    text = f"If ${a}x + y = {a * x + y}$ and $x - {b}y = {x - b * y}$, what is the value of $x^2 + 3y$?"
    parts = {"t": text}

    assert statements.value(parts) == x**2 + 3 * y
    assert complex(statements.value_again(parts)) == pytest.approx(x**2 + 3 * y)


@pytest.mark.parametrize(
    "text",
    [
        "If $x > 3$ and $x^2 = 16$, what is $x$?",
        "If $x^2 = 16$, what is $x$?",
        "What is $x + y$ if $x = 3$?",
        "If $x$ apples cost $y = 3$ dollars, what is $x$?",
        "If $x^y = 3$, what is $2^{x^{99}}$?",
    ],
)
def test_what_has_no_one_value_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        statements.value({"t": text})
