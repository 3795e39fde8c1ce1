"""A question with the program behind it, on which every arithmetic mutator works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators.numbers import Mention
from verigen.problems.mutate.mutators.program import NAMED, Constant, Given, Number, Operator, Program, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIGNS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
FUNCTIONS = {
    "//": "floor({}/{})",
    "ceil": "ceil({}/{})",
    "mod": "({} mod {})",
    "binom": r"\binom{{{}}}{{{}}}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`slots` are the distinct numbers of the question, `members` the mentions of each.

    `frozen` holds why a slot must keep its number. `watched` are results that the answer does not use, but
    whose order relative to the answer may have decided it.
    """

    question: str
    mentions: tuple[Mention, ...]
    slots: tuple[Number, ...]
    members: tuple[tuple[int, ...], ...]
    frozen: Mapping[int, str]
    program: Program
    watched: tuple[int, ...]

    @property
    def free(self) -> tuple[int, ...]:
        """The slots that may vary and that the answer depends on."""
        return tuple(sorted(self.program.slots(self.program.answer) - set(self.frozen)))

    def write(self, values: Sequence[Number]) -> str:
        """The question with new numbers, each mention in its own form.

        Raises ValueError if a form can't represent its number.
        """
        pieces, at = [], 0
        new = {mention: values[slot] for slot, members in enumerate(self.members) for mention in members}
        for index, mention in enumerate(self.mentions):
            if new[index] != mention.value * mention.scale:
                pieces += [self.question[at : mention.start], mention.write(new[index])]
                at = mention.end
        return "".join([*pieces, self.question[at:]])

    def solve(self, values: Sequence[Number]) -> str:
        """The steps with these numbers, as notes that can be parsed again."""
        found = self.program.run(values)
        return steps(self.program, found)


def steps(program: Program, values: Sequence[Number]) -> str:
    lines = []
    stated = set(program.results)
    for result in program.results:
        if isinstance(program.nodes[result], Step):
            left = expression(program, values, result, stated)
            lines.append(f"{left} = <<{left}={literal(values[result])}>>{literal(values[result])}")
    return "\n".join([*lines, f"#### {literal(values[program.answer])}"])


def expression(
    program: Program, values: Sequence[Number], at: int, stated: set[int], *, top: bool = True
) -> str:
    node = program.nodes[at]
    if isinstance(node, Given | Constant) or (not top and at in stated):
        return _leaf(values[at])
    left = expression(program, values, node.left, stated, top=False)
    right = expression(program, values, node.right, stated, top=False)
    if node.op not in SIGNS:
        return _called(node.op, left, right)
    left = f"({left})" if _weaker(program, node.left, node.op, stated, right=False) else left
    right = f"({right})" if _weaker(program, node.right, node.op, stated, right=True) else right
    return f"{left}{node.op}{right}"


def _called(op: Operator, left: str, right: str) -> str:
    """A function of two numbers, as the verifier reads it: `gcd(12, 18)`, `floor(7/2)`."""
    if op in NAMED and op not in FUNCTIONS:
        return f"{op}({left}, {right})"
    one, other = (each if each.isdigit() else f"({each})" for each in (left, right))
    return FUNCTIONS[op].format(one, other)


def _weaker(program: Program, at: int, op: str, stated: set[int], *, right: bool) -> bool:
    inner = program.nodes[at]
    if not isinstance(inner, Step) or at in stated or inner.op not in SIGNS:
        return False
    return SIGNS[inner.op] < SIGNS[op] or (right and SIGNS[inner.op] == SIGNS[op] and op in "-/^*")


def _leaf(value: Number) -> str:
    text = literal(value)
    return f"({text})" if "/" in text or text.startswith("-") else text


def literal(value: Number) -> str:
    """A plain decimal if it ends within six places, else a fraction."""
    if type(value) is int:
        return str(value)
    for places in range(1, 7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}d}"
            return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return f"{value.numerator}/{value.denominator}"
