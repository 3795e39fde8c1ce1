"""Reads a short Python program over named constants as equations. The program is parsed, never executed.

Accepted are assignments of arithmetic to names, in a function or without one; the last value that is returned,
printed or named `answer` is the answer.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators import sources
from verigen.problems.mutate.mutators.equations import Equation
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.expressions import Fork, Leaf, evaluate
from verigen.problems.mutate.mutators.program import Operator, exact
from verigen.problems.mutate.mutators.sources import EarlierResult, FixedValue, Slot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from verigen.problems.mutate.mutators.expressions import Tree
    from verigen.problems.mutate.mutators.numbers import Mention
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.sources import Slots, Source
    from verigen.problems.mutate.mutators.story import Story

UNREAD = "a program that is not plain arithmetic"
INVENTED = "a number from nowhere"
REPEATED = "a number of the question is used twice"
UNUSED = "a number of the question is not used"
ANSWERS = ("answer", "result", "ans")
LONGEST = 6000
OPERATORS: dict[type[ast.operator], Operator] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "/", ast.Pow: "^",
}  # fmt: skip
# Calls that leave their argument as it is, where it is what they would make of it.
SAME = frozenset(("int", "float", "round", "abs", "Fraction", "Decimal"))
# Numbers that no text needs to state: the identity of a product, a half, a hundredth.
PLAIN: frozenset[Number] = frozenset((0, 1, 2, 100, Fraction(1, 2)))


def is_script(solution: str) -> bool:
    """Whether a worked solution is a Python program with at least one assignment."""
    if "=" not in solution or "<<" in solution or len(solution) > LONGEST:
        return False
    try:
        return any(isinstance(each, ast.Assign) for each in _statements(ast.parse(solution)))
    except (SyntaxError, ValueError, RecursionError, Refused):
        return False


def normal(script: str) -> str:
    """The program without comments and in one form. Raises Refused if it is no Python."""
    try:
        return ast.unparse(ast.parse(script[:LONGEST]))
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Refused(UNREAD, f"it is no Python: {error}") from None


def read(script: str, mentions: Sequence[Mention], slots: Slots, facts: Collection[Number]) -> list[Equation]:
    """One equation per value that is computed; the last one gives the answer.

    A number of the question stands in the program no more often than in the question, and a number that is
    neither in the question nor among `facts` only as a constant of its own name. Raises Refused.
    """
    reader = _Reader(slots=slots, converted=sources.conversions(mentions, slots), facts=facts)
    try:
        reader.run(_statements(ast.parse(script)))
    except (SyntaxError, ValueError, ArithmeticError, RecursionError) as error:
        raise Refused(UNREAD, f"the program can't be read: {error}") from None
    for slot, members in enumerate(slots.members):
        if (count := reader.used[slot]) > len(members):
            value = slots.values[slot]
            raise Refused(
                REPEATED, f"{value} stands {count} times in the program, {len(members)} in the text"
            )
    return reader.ended()


def unused(story: Story) -> Refused | None:
    """The finding that a number of the question, which is no name or date, does not feed the answer."""
    used = story.program.slots(story.program.answer)
    for slot, members in enumerate(story.members):
        if slot not in used and not all(story.mentions[at].frozen for at in members):
            return Refused(UNUSED, f"{story.slots[slot]} of the question does not feed the answer")
    return None


def constants(script: str) -> set[Number]:
    """All numbers that stand in a program."""
    if not is_script(script):
        return set()
    return {
        _value(node.value)
        for node in ast.walk(ast.parse(script))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    }


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that compute: imports, docstrings and a bare call of the one function left out."""
    functions = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    if len(functions) > 1:
        raise Refused(UNREAD, "the program has more than one function")
    for each in [*(functions[0].body if functions else []), *([] if functions else tree.body)]:
        if isinstance(each, ast.Import | ast.ImportFrom) or _is_text(each):
            continue
        yield each


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _value(number: float) -> Number:
    return exact(Fraction(str(number)))


@dataclass(slots=True)
class _Reader:
    """`names` are the values known so far, `used` counts the places of each number of the question."""

    slots: Slots
    converted: dict[Number, list[Source]]
    facts: Collection[Number]
    names: dict[str, Tree] = field(default_factory=dict)
    found: list[Equation] = field(default_factory=list)
    used: Counter[int] = field(default_factory=Counter)
    last: Tree | None = None
    over: bool = False

    def run(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            if self.over:
                raise Refused(UNREAD, "the program goes on after its answer")
            self._do(statement)

    def ended(self) -> list[Equation]:
        """The equations, the answer's last. Raises Refused if the answer is no result."""
        told = next((self.names[name] for name in ANSWERS if name in self.names), None)
        answer = self.last if self.over or told is None else told
        if not isinstance(answer, Leaf) or not isinstance(answer.source, EarlierResult):
            raise Refused(UNREAD, "the program's answer is no result of its steps")
        goal = answer.source.index
        if goal != len(self.found) - 1:
            raise Refused(UNREAD, "the program's answer is not its last step")
        return self.found

    def _do(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self.names[name] = self.last = self._named(value)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                left: ast.expr = ast.Name(id=name)
                self.names[name] = self.last = self._result(self._tree(ast.BinOp(left, op, value)))
            case (
                ast.Return(value=ast.expr() as value)
                | ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[value], keywords=[]))
            ):
                self.last, self.over = self._result(self._tree(value)), True
            case _:
                raise Refused(UNREAD, f"{ast.unparse(statement)[:60]!r} is no assignment of arithmetic")

    def _named(self, value: ast.expr) -> Tree:
        """What a name stands for: a number under a name of its own need not be known elsewhere."""
        number = _literal(value)
        return self._result(self._tree(value)) if number is None else self._leaf(number, own=True)

    def _result(self, tree: Tree) -> Tree:
        """The tree as a new equation's result; a lone value is none."""
        if isinstance(tree, Leaf):
            return tree
        value = evaluate(tree)
        self.found.append(Equation(left=tree, value=value, place=len(self.found)))
        return Leaf(value=value, source=EarlierResult(index=len(self.found) - 1))

    def _tree(self, node: ast.expr) -> Tree:
        match node:
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return self._fork(self._tree(left), op, self._tree(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                zero = Leaf(value=0, source=FixedValue(value=0))
                return Fork(op="-", left=zero, right=self._tree(operand))
            case ast.Call(func=func, args=args, keywords=[]):
                return self._call(ast.unparse(func), [self._tree(each) for each in _items(args)])
        number = _literal(node)
        if number is None:
            raise Refused(UNREAD, f"{ast.unparse(node)[:60]!r} is no plain arithmetic")
        return self._leaf(number, own=False)

    def _fork(self, left: Tree, op: ast.operator, right: Tree) -> Tree:
        made = Fork(op=OPERATORS[type(op)], left=left, right=right)
        if isinstance(op, ast.FloorDiv) and type(evaluate(made)) is not int:
            raise Refused(UNREAD, "the program rounds a quotient")
        return made

    def _call(self, name: str, given: list[Tree]) -> Tree:
        if name == "sum" and given:
            total, *rest = given
            for each in rest:
                total = Fork(op="+", left=total, right=each)
            return total
        if name == "Fraction" and len(given) == 2:
            return Fork(op="/", left=given[0], right=given[1])
        if name in SAME and len(given) == 1 and _kept(name, evaluate(given[0])):
            return given[0]
        raise Refused(UNREAD, f"the program calls {name}")

    def _leaf(self, number: Number, *, own: bool) -> Leaf:
        """A number of the question, a conversion of one, or a constant."""
        if number in self.slots.values:
            slot = self.slots.values.index(number)
            self.used[slot] += 1
            return Leaf(value=number, source=Slot(index=slot))
        for source in self.converted.get(number, []):
            self.used.update({part.index for part in sources.parts(source) if isinstance(part, Slot)})
            return Leaf(value=number, source=source)
        if not own and number not in self.facts and number not in PLAIN:
            raise Refused(INVENTED, f"{number} in the program stands nowhere in the question and has no name")
        return Leaf(value=number, source=FixedValue(value=number))


def _items(args: list[ast.expr]) -> list[ast.expr]:
    """The arguments of a call; those of a list or tuple as if they stood alone."""
    match args:
        case [ast.List(elts=items) | ast.Tuple(elts=items)]:
            return items
    return args


def _literal(node: ast.expr) -> Number | None:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _value(value)
    return None


def _kept(name: str, value: Number) -> bool:
    """Whether the call changes nothing: `int` and `round` need a whole number, `abs` one that is not negative."""
    if name in {"int", "round"}:
        return type(value) is int
    return name != "abs" or value >= 0
