"""Reads operation programs in MathQA's form: `multiply(n0,n1)|subtract(n2,#0)|`, n0 the first number."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators.equations import Equation
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.expressions import Fork, Leaf, evaluate
from verigen.problems.mutate.mutators.program import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.problems.mutate.mutators.expressions import Tree
    from verigen.problems.mutate.mutators.numbers import Mention
    from verigen.problems.mutate.mutators.program import Number, Operator

STEP = re.compile(r"([a-z_]+)\(([^()]*)\)")
PROGRAM = re.compile(r"\s*(?:[a-z_]+\([^()]*\)\s*\|?\s*)+")
OPERATORS: dict[str, Operator] = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "^"}


def find(solution: str, mentions: Sequence[Mention]) -> list[Equation]:
    """One equation per step; empty if the text is no such program. Raises Refused for an unknown operation."""
    if not PROGRAM.fullmatch(solution):
        return []
    found: list[Equation] = []
    for place, step in enumerate(STEP.finditer(solution)):
        if step[1] not in OPERATORS:
            raise Refused("an operation that is not known", f"{step[1]} is none of {', '.join(OPERATORS)}")
        operands = [_operand(text.strip(), mentions, found) for text in step[2].split(",")]
        if len(operands) != 2:
            raise Refused("a note that is not arithmetic", f"{step[0]} has not two operands")
        tree: Tree = Fork(op=OPERATORS[step[1]], left=operands[0], right=operands[1])
        try:
            found.append(Equation(left=tree, value=evaluate(tree), place=place))
        except (ValueError, ZeroDivisionError) as error:
            raise Refused("a note that is not arithmetic", f"{step[0]}: {error}") from None
    return found


def _operand(text: str, mentions: Sequence[Mention], found: Sequence[Equation]) -> Leaf:
    if text.startswith("const_"):
        return Leaf(value=_constant(text.removeprefix("const_")), fixed=True)
    kind, number = text[:1], text[1:]
    known = {
        "n": [mention.value for mention in mentions if mention.form != "word"],
        "#": [each.value for each in found],
    }
    if kind not in known or not number.isdigit() or int(number) >= len(known[kind]):
        raise Refused(
            "a note that is not arithmetic", f"{text} is no number of the question and no earlier step"
        )
    return Leaf(value=known[kind][int(number)])


def _constant(text: str) -> Number:
    try:
        return exact(Fraction(text.replace("_", ".")))
    except (ValueError, ZeroDivisionError):
        raise Refused("a note that is not arithmetic", f"const_{text} is no number") from None
