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
        (r"What is $\displaystyle\lim_{x \to \infty} \frac{-5x^2 - 2x}{x^2 + 3}$?", "-5", "limit"),
    ],
)
def test_a_task_is_recognised_and_answered_anew(prompt: str, answer: str, task: str) -> None:
    found = changes(prompt, answer)

    assert len({change.prompt for change in found}) == 5
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
        ("How many integers $x$ satisfy $1 < 7x + 16 \\le 79$?", "12"),
        ("What is the smallest positive integer $k$ for which $112k$ is a perfect square?", "7"),
        ("Solve $\\sin x = x^2 - 2$ for $x$.", "1.7"),
        ("Compute $1/0$.", "0"),
        ("A story without symbols.", "7"),
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
