from __future__ import annotations

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


def test_equal_coefficients_stay_equal() -> None:
    for change in changes(r"Evaluate $\frac{7^{9} \cdot 7^{11}}{7^{18}}$.", "49"):
        bases = {piece[-1] for piece in change.prompt.split("^")[:-1]}
        assert len(bases) == 1
