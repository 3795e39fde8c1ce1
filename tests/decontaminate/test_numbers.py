from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.text.numbers import number, numbers

SAID = [
    ("forty-eight apples", [48]),
    ("1,200 and 1200", [1200, 1200]),
    ("two hundred and five, twenty one", [205, 21]),
    ("a hundred, two thousand and eleven", [100, 2011]),
    ("3/4 or three-quarters", [Fraction(3, 4), Fraction(3, 4)]),
    ("half of it, twice", [Fraction(1, 2), 2]),
    ("two dozen eggs and a dozen more", [24, 12]),
    ("$2.50, .5 and 5 million", [Fraction(5, 2), Fraction(1, 2), 5_000_000]),
    ("five, six and seven", [5, 6, 7]),
    ("one of them", []),
    ("a thirty-five-year-old on the 3rd", [35, 3]),
    ("1/0 and 7/2", [1, 0, Fraction(7, 2)]),
    ("nothing here", []),
]


@pytest.mark.parametrize(("text", "found"), SAID)
def test_numbers_are_read_in_digits_and_in_words(text: str, found: list[Any]) -> None:
    assert sorted(numbers(text).elements()) == sorted(found)


ANSWERS = [
    ("$1,200", 1200),
    ("-3/4", Fraction(-3, 4)),
    ("50%", 50),
    ("3.0", 3),
    ("x", None),
    ("1/0", None),
    ("1e999", None),
    ("inf", None),
    ("", None),
    ("9" * 50, None),
]


@pytest.mark.parametrize(("text", "value"), ANSWERS)
def test_an_answer_is_one_number_or_none(text: str, value: object) -> None:
    assert number(text) == value


@given(st.integers(0, 10**12))
def test_digits_with_and_without_commas_are_one_number(value: int) -> None:
    assert numbers(f"{value:,}") == numbers(str(value)) == {value: 1}


@pytest.mark.parametrize("text", ["9" * 9999, f"3/{'9' * 9999}", f"{'9' * 9999}/3", "hundred " * 9999])
def test_endless_numbers_are_passed_over(text: str) -> None:
    assert max(numbers(text), default=0) < 10**12


@given(st.text(max_size=100))
def test_any_text_can_be_read(text: str) -> None:
    assert all(count > 0 for count in numbers(text).values())
