"""Writes the arithmetic of a solution in LaTeX, as in MATH, in plain signs, so that it can be read like prose."""

from __future__ import annotations

import re

from verigen.problems.mutate.mutators.errors import Refused

BOXED = re.compile(r"\\boxed\{((?:[^{}]|\{[^{}]*\})*)\}")
FRACTION = re.compile(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
SIGNS = (
    (re.compile(r"\\(?:text|mbox|textrm|mathrm)\s*\{([^{}]*)\}"), r" \1"),
    (BOXED, r" \1 "),
    (re.compile(r"\\(?:left|right|displaystyle|qquad|quad|[,;!])"), ""),
    (re.compile(r"\\(?:cdot|times)"), "*"),
    (re.compile(r"\\div"), "/"),
    (re.compile(r"\\([%$])"), r"\1"),
    (re.compile(r"(?<=\d)\{,\}(?=\d{3})|(?<=\d),\\!(?=\d{3})"), ","),
    (re.compile(r"\\(?:begin|end)\{[a-z]+\*?\}|\\\\|\\\[|\\\]|&"), "\n"),
)  # fmt: skip
# Words and letters of problems whose numbers obey more than their arithmetic: gcd(n, 40) = 10 fits few other numbers.
BOUND = re.compile(
    r"(?<![A-Za-z])(?:gcd|lcm|gcf|divis\w+|divid(?:es|ed by)|multiples?|factor\w*|primes?|remainders?|digits?|integers?|even|odd|"
    r"consecutive|bases?|modulo|congruent|perfect|roots?|sequences?|probabilit\w+|ways|orders?|arrang\w+|permut\w+|combinations?|"
    r"choos\w+|dice|die|coins?|triangles?|circles?|polygons?|angles?|squares?|cubes?|diagonals?|vertices|vertex|radius|diameter|"
    r"least|greatest|smallest|largest|maxim\w+|minim\w+|shortest|longest|fewest|most|possible|distinct)(?![A-Za-z])|"
    r"\$[^$]*(?<!\\)(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])[^$]*\$|\\(?!\$|%|[dt]?frac|text|cdot|times|,|!|;)",
    re.IGNORECASE,
)


def unbound(question: str) -> None:
    """Raises Refused where a question's numbers may obey more than the arithmetic of its solution."""
    if "[asy]" in question:
        raise Refused("a drawing", "the question draws a figure whose numbers would not change")
    if found := BOUND.search(question):
        raise Refused(
            "a competition problem", f"its numbers may obey more than arithmetic: {found[0][:40]!r}"
        )


def is_boxed(solution: str) -> bool:
    """Whether a worked solution boxes its answer."""
    return "\\boxed" in solution


def plain(solution: str) -> str:
    """The solution with plain signs. Raises Refused if it or its question may depend on a drawing."""
    if "[asy]" in solution:
        raise Refused("a drawing", "the solution draws a figure whose numbers would not change")
    for pattern, written in SIGNS[:2]:
        solution = pattern.sub(written, solution)
    while FRACTION.search(solution):
        solution = FRACTION.sub(r"((\1)/(\2))", solution)
    for pattern, written in SIGNS[2:]:
        solution = pattern.sub(written, solution)
    return re.sub(r"\$+", " ", solution)
