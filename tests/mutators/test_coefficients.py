from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

import pytest
from word_problems import made

from verigen.core.offers import Solved
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators.coefficients import Coefficients
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse
from verigen.problems.mutate.recheck import unequal


def changes(prompt: str, answer: str, count: int = 5) -> list[Change]:
    return list(islice(Coefficients().changes(made(prompt, None, answer), 0, ()), count))


@pytest.mark.parametrize(
    ("prompt", "answer", "task"),
    [
        (
            r"Compute $\frac{8}{9} + \frac{6}{11}$. Give your answer as a common fraction in lowest terms.",
            r"\frac{142}{99}",
            "expression",
        ),
        ("What is the value of $x^3 - 5x^2 - 5x + 1$ when $x = -3$?", "-56", "value"),
        ("Let $f(x) = 3x^2 - 4x + 5$. What is $f(6)$?", "89", "value of a function"),
        ("Let $f(x) = -x^3 + 3x^2 - 7x + 3$. What is $f'(4)$?", "-31", "value of a derivative"),
        ("What is the derivative of $4x^3 - 5x$?", "12x^2 - 5", "derivative"),
        ("Expand $(x + 3)(x - 5)$.", "x^2 - 2x - 15", "expansion"),
        ("What is the remainder when $x^3 - 2x^2 - 3x + 1$ is divided by $x + 3$?", "-35", "remainder"),
        ("Solve the equation $4x + 7 = 7x - 14$ for $x$.", "7", "solutions"),
        (r"Find all roots of $x^2 + 2x - 8 = 0$. Give your answer as a set.", r"\{-4, 2\}", "solutions"),
        (r"Evaluate $\displaystyle\int_{2}^{6} (4x^2 + 2x - 8)\,dx$.", r"\frac{832}{3}", "integral"),
        ("For what value of $x$ is the following equation true: $65 + x - 45 = 34 + 20$?", "34", "solution"),
        ("Solve for $t$: $3t - 7(3 - t) = 9$.", "3", "solution"),
        ("If $3x + 7 = 22$, what is the value of $2x + 1$?", "11", "value that follows"),
        ("What is the sum of the solutions to $x^2 - 7x + 10 = 0$?", "7", "roots combined"),
        ("If $x = 3$ and $y = 2$, then what is the value of $4x^2 - 5y$?", "26", "two values"),
        ("Let $f(x) = 3x - 2$. What is $f(f(2))$?", "10", "function"),
        ("If $f(x) = x + 3$ and $g(x) = 2x^2$, what is $f(g(3))$?", "21", "two functions"),
        ("Simplify the expression $a+1+a-2+b+3+a-4$.", "3a+b-2", "simplification"),
        (r"Compute \[\dbinom{8}{3} + 2.\]", "58", "expression"),
        (r"Evaluate $\log_2 (8 \cdot 4)$.", "5", "expression"),
        ("What is the greatest common divisor of 84 and $112$?", "28", "greatest common divisor"),
        ("Find the least common multiple of 6, 8, and 10.", "120", "least common multiple"),
        (r"What is the remainder when $12 \cdot 34 \cdot 7$ is divided by 5?", "1", "remainder of numbers"),
        (r"What is the units digit of $13 \cdot 41$?", "3", "last digit"),
        ("How many positive divisors does 196 have?", "9", "divisors"),
        (
            "What is the perimeter of a rhombus with diagonals of lengths 30 and 16 units?",
            "68",
            "measure of a figure",
        ),
        (
            "Each interior angle of a polygon measures 150 degrees. How many sides does it have?",
            "12",
            "measure of a figure",
        ),
        ("How many odd perfect squares are between 4 and 300?", "8", "how many numbers"),
        ("What is the smallest multiple of 7 greater than 100?", "105", "least number"),
        ("What is the sum of the prime factors of 385?", "23", "sum of numbers"),
        (
            "A number is selected at random from 1 through 60, inclusive. What is the probability that it is a multiple of 7?",
            r"\frac{2}{15}",
            "chance of a number",
        ),
        ("How many integers $n$ satisfy $-7 < 3n + 2 \\le 29$?", "12", "how many solve an inequality"),
        (
            "What is the smallest integer $n$ such that $5n + 4 > -20$?",
            "-4",
            "least solution of an inequality",
        ),
        ("What is 30% of 80?", "24", "share of a number"),
        ("45 is 15% of what number?", "300", "whole of a share"),
        ("What is the median of 12, 5, 9, 30 and 8?", "9", "list"),
        (r"Express $0.\overline{45}$ as a common fraction.", r"\frac{5}{11}", "repeating decimal"),
        ("In how many ways can a 3-person committee be chosen from a group of 8 people?", "56", "choice"),
        ("Find $36_7 + 15_7$ in base 7.", "54_7", "in another base"),
        ("Convert $57$ to base 4.", "321_4", "in another base"),
        ("If $132_{a}$ is equal to the base 10 integer 56, find $a$.", "6", "unknown base"),
        ("What is the distance between the points $(2, -3)$ and $(7, 9)$?", "13", "distance"),
        (
            "What are the coordinates of the midpoint of the segment with endpoints $(2, 5)$ and $(8, -3)$?".replace(
                "What are", "Find"
            ),
            "(5,1)",
            "midpoint",
        ),
        ("Find the vertex of the parabola $y = 2x^2 - 12x + 5$.", "(3,-13)", "vertex"),
        ("What is the minimum value of $x^2 - 6x + 13$?", "4", "extreme"),
        (
            "What is the 15th term of the arithmetic sequence $4, 9, 14, \\ldots$?",
            "74",
            "term of a progression",
        ),
        (r"Compute $3 + 7 + 11 + \cdots + 83$.", "903", "dotted sum"),
        (
            r"Find the sum of the infinite geometric series $6 + 2 + \frac{2}{3} + \cdots$.",
            "9",
            "infinite series",
        ),
        ("What is the sum of the first 20 positive odd integers?", "400", "first numbers"),
        (r"Evaluate $\sum_{k=1}^{12} (3k + 2)$.", "258", "indexed sum"),
        ("Factor $x^2 + 9x + 20$.", "(x+4)(x+5)", "factors"),
        (
            "What constant $k$ will make $x^2 + 14x + 5 + k$ the square of a binomial?",
            "44",
            "square of a binomial",
        ),
        ("What is the coefficient of $x^3$ in the expansion of $(2x + 3)^5$?", "720", "coefficient"),
        (
            "What is the positive difference between the roots of $x^2 - 9x + 14 = 0$?".replace(
                "What is", "Find"
            ),
            "5",
            "two roots",
        ),
        (r"Compute $\begin{vmatrix} 7 & 3 \\ -2 & 5 \end{vmatrix}.$", "41", "matrices"),
        (
            r"Compute $\begin{pmatrix} 2 & 5 \\ 3 & 4 \end{pmatrix} \begin{pmatrix} 6 \\ 7 \end{pmatrix}.$",
            r"\begin{pmatrix} 47 \\ 46 \end{pmatrix}",
            "matrices",
        ),
        ("If $2x + 3y = 19$ and $x - y = 2$, what is $xy$?", "15", "formulas"),
        (
            "Let $x$ and $y$ be real numbers such that $x + y = 7$ and $xy = 10$. Find $x^2 + y^2$.",
            "29",
            "formulas",
        ),
        (r"What is $\displaystyle\lim_{x \to \infty} \frac{-5x^2 - 2x}{x^2 + 3}$?", "-5", "limit"),
    ],
)
def test_a_task_is_recognised_and_answered_anew(prompt: str, answer: str, task: str) -> None:
    found = changes(prompt, answer)

    assert len({change.prompt for change in found}) >= 3
    for change in found:
        assert change.parameters["task"] == task
        assert change.reference.answer != answer
        expression = change.parameters.get("expression")
        assert isinstance(change.reference, MathReference)
        assert expression is None or unequal(expression, Solved(change.reference.answer, "")) is None


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        (r"Compute $\frac{8}{9} + \frac{6}{11}$.", "2"),
        ("How many integers $x$ satisfy $1 < 7x + 16 \\le 79$?", "13"),
        ("What is the smallest positive integer $k$ for which $112k$ is a perfect square?", "7"),
        ("Solve $\\sin x = x^2 - 2$ for $x$.", "1.7"),
        ("Compute $1/0$.", "0"),
        ("A story without symbols.", "7"),
        ("How many integers between 10 and 300 have three different digits?", "150"),
        ("What is the area of a circle inscribed in a square with side 6?", r"9\pi"),
        ("If $x + y = 7$ and $x$ is as large as possible, what is $x$?", "7"),
        ("What is 30% of 80?", "26"),
        ("How many multiples of 7 or 9 are between 10 and 100?", "22"),
        (r"Find $x$ if $x^{x^x} = 9^{9^{9^9}}$ and $x = 2$.", "2"),
    ],
)
def test_what_sympy_does_not_confirm_is_refused(prompt: str, answer: str) -> None:
    with pytest.raises(Refused, match="no known task"):
        changes(prompt, answer)


@pytest.mark.parametrize(
    "text",
    [
        "9^{9^{9^9}}",
        "((2^{99})^{99})^{99}",
        "99999!",
        "\\frac{1}{0}",
        "0^{-1}",
        "__import__('os')",
        "\\foo{2}",
        "2 +",
        "(" * 300,
    ],
)
def test_hostile_latex_is_refused_at_once(text: str) -> None:
    with pytest.raises(Refused):
        parse(text)


def numbers_of(prompt: str) -> list[int]:
    return [int(text) for text in re.findall(r"\d+", prompt)]


@pytest.mark.parametrize(
    ("prompt", "answer", "again"),
    [
        ("What is the greatest common divisor of 84 and 112?", "28", lambda a, b: max(n for n in range(1, a + 1) if a % n == b % n == 0)),
        ("Find the least common multiple of 6 and 8.", "24", lambda a, b: min(n for n in range(a, a * b + 1) if n % a == n % b == 0)),
        (r"What is the remainder when $12 \cdot 34$ is divided by 5?", "3", lambda a, b, c: a * b - c * (a * b // c)),
        (r"What is the units digit of $13 \cdot 41$?", "3", lambda a, b: int(str(a * b)[-1])),
        ("How many positive divisors does 196 have?", "9", lambda a: sum(a % n == 0 for n in range(1, a + 1))),
        ("If $f(x) = x + 3$ and $g(x) = 2x^2$, what is $f(g(3))$?", "21", lambda a, b, _, c: b * c**2 + a),
        ("What is the sum of the solutions to $x^2 - 7x + 10 = 0$?", "7", lambda _, a, b, __: a),
    ],
)  # fmt: skip
def test_answers_agree_with_a_plain_count(prompt: str, answer: str, again: Callable[..., int]) -> None:
    found = changes(prompt, answer, 8)

    assert len(found) == 8
    for change in found:
        assert isinstance(change.reference, MathReference)
        assert int(change.reference.answer) == again(*numbers_of(change.prompt)) not in {0, 1}


def test_a_divisor_in_common_stays_worth_asking_for() -> None:
    found = changes("What is the greatest common divisor of 84 and 112?", "28", 10)

    assert all(int(change.reference.answer) > 1 for change in found)


def test_equal_coefficients_stay_equal() -> None:
    for change in changes(r"Evaluate $\frac{7^{9} \cdot 7^{11}}{7^{18}}$.", "49"):
        bases = {piece[-1] for piece in change.prompt.split("^")[:-1]}
        assert len(bases) == 1


def test_thousands_keep_their_commas() -> None:
    for change in changes("What is the sum of the prime factors of 85,085?", "53"):
        written = change.prompt.split()[-1].rstrip("?")
        assert written == f"{int(written.replace(',', '')):,}"


@pytest.mark.parametrize(
    ("prompt", "answer", "never"),
    [
        (
            r"Express $0.1\overline{7}$ as a common fraction.",
            r"\frac{8}{45}",
            r"\\overline\{9|(\d)\\overline\{\1",
        ),
        (r"Simplify $\frac{100}{180}$.", r"\frac{5}{9}", r"frac\{(\d+)\}\{\1\}"),
    ],
)
def test_numbers_that_nobody_would_write_are_not_drawn(prompt: str, answer: str, never: str) -> None:
    assert not any(re.search(never, change.prompt) for change in changes(prompt, answer, 20))


def test_two_values_are_two() -> None:
    found = changes(
        r"What is the sum of the two values which will make the following expression undefined? $$\frac{x-3}{2x^2-8x+7}$$",
        "4",
        20,
    )

    for change in found:
        a, b, c = (int(each) for each in re.findall(r"\{(\d+)x\^2-(\d+)x\+(\d+)", change.prompt)[0])
        assert b * b > 4 * a * c


def test_powers_of_powers_are_refused_at_once() -> None:
    with pytest.raises(Refused):
        changes(r"Evaluate \[x^{{(x+1)}^x}\] when $x = 2$.", "512")
