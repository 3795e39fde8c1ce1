"""Reads a short Python program over named constants as equations. The program is parsed, never executed.

Accepted are assignments of arithmetic to names, in a function or without one; the last value that is returned,
printed or named `answer` is the answer. Of a condition the branch is read that the question's own numbers take, with
the comparison as a step whose sign must stay; a loop over a constant range is written out.
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
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "mod", ast.Pow: "^",
}  # fmt: skip
# Calls that leave their argument as it is, where it is what they would make of it.
SAME = frozenset(("int", "float", "round", "abs", "Fraction", "Decimal"))
# Functions of two or more numbers.
FUNCTIONS: dict[str, Operator] = {
    "gcd": "gcd", "lcm": "lcm", "min": "min", "max": "max", "comb": "binom",
}  # fmt: skip
LONGEST_LOOP = 60
# Numbers that no text needs to state: the identity of a product, a half, a hundredth.
PLAIN: frozenset[Number] = frozenset((0, 1, 2, 100, Fraction(1, 2)))


def is_script(solution: str) -> bool:
    """Whether a worked solution is a Python program with at least one assignment."""
    if "=" not in solution or "<<" in solution or len(solution) > LONGEST:
        return False
    try:
        return any(
            isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
            for each in _statements(ast.parse(solution))
        )
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
    guards: list[Tree] = field(default_factory=list)
    last: Tree | None = None
    over: bool = False

    def run(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            if self.over and not self.guards:
                raise Refused(UNREAD, "the program goes on after its answer")
            if not self.over:
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
                self.names[name] = self.last = self._result(
                    _guarded(self._tree(ast.BinOp(left, op, value)), self.guards)
                )
            case (
                ast.Return(value=ast.expr() as value)
                | ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[value], keywords=[]))
            ):
                self.last, self.over = self._result(_guarded(self._tree(value), self.guards)), True
            case ast.If(test=test, body=body, orelse=orelse):
                holds, guard = self._condition(test)
                self.guards += (
                    [] if guard in self.guards else [guard]
                )  # what follows may depend on the branch too
                self.run(body if holds else orelse)
            case ast.For(
                target=ast.Name(id=name),
                iter=ast.Call(func=ast.Name(id="range"), args=args),
                body=body,
                orelse=[],
            ):
                self._repeat(name, [self._tree(each) for each in args], body)
            case ast.Pass():
                pass
            case _:
                raise Refused(UNREAD, f"{ast.unparse(statement)[:60]!r} is no assignment of arithmetic")

    def _repeat(self, name: str, bounds: list[Tree], body: list[ast.stmt]) -> None:
        """A loop over a range that does not depend on the question, written out."""
        if any(not isinstance(each, Leaf) or not isinstance(each.source, FixedValue) for each in bounds):
            raise Refused(UNREAD, "the program repeats something as often as a number of the question says")
        steps = range(*(int(evaluate(each)) for each in bounds))
        if len(steps) > LONGEST_LOOP:
            raise Refused(UNREAD, "the program has a long loop")
        for step in steps:
            self.names[name] = Leaf(value=step, source=FixedValue(value=step))
            self.run(body)

    def _named(self, value: ast.expr) -> Tree:
        """What a name stands for: a number under a name of its own need not be known elsewhere."""
        number = _literal(value)
        tree = self._tree(value) if number is None else self._leaf(number, own=True)
        return self._result(_guarded(tree, self.guards))

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
                name = ast.unparse(func).removeprefix("math.")
                if name == "sum" and (series := self._series(args)) is not None:
                    return series
                return self._call(name, [self._tree(each) for each in _items(args)])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                holds, guard = self._condition(test)
                return _guarded(self._tree(body if holds else orelse), [guard])
        number = _literal(node)
        if number is None:
            raise Refused(UNREAD, f"{ast.unparse(node)[:60]!r} is no plain arithmetic")
        return self._leaf(number, own=False)

    def _fork(self, left: Tree, op: ast.operator, right: Tree) -> Tree:
        made = Fork(op=OPERATORS[type(op)], left=left, right=right)
        if isinstance(op, ast.FloorDiv) and evaluate(
            plain := Fork(op="/", left=left, right=right)
        ) == evaluate(made):
            return plain  # a division without a remainder stays one
        return made

    def _call(self, name: str, given: list[Tree]) -> Tree:
        if name == "sum" and given:
            total, *rest = given
            for each in rest:
                total = Fork(op="+", left=total, right=each)
            return total
        if name == "Fraction" and len(given) == 2:
            return Fork(op="/", left=given[0], right=given[1])
        if name in FUNCTIONS and len(given) > 1:
            total, *rest = given
            for each in rest:
                total = Fork(op=FUNCTIONS[name], left=total, right=each)
            return total
        if name in {"ceil", "floor", "int"} and len(given) == 1 and not _kept("int", evaluate(given[0])):
            return self._rounded(name, given[0])
        if name in SAME | {"ceil", "floor"} and len(given) == 1 and _kept(name, evaluate(given[0])):
            return given[0]
        raise Refused(UNREAD, f"the program calls {name}")

    def _rounded(self, name: str, inside: Tree) -> Tree:
        """A quotient rounded up or down, as one operation; `int` of a negative number is neither."""
        quotient = isinstance(inside, Fork) and inside.op == "/"
        one = Leaf(value=1, source=FixedValue(value=1))
        left, right = (inside.left, inside.right) if quotient else (inside, one)  # type: ignore[union-attr]
        if name == "int" and evaluate(inside) < 0:
            raise Refused(UNREAD, "the program cuts a negative number")
        return Fork(op="ceil" if name == "ceil" else "//", left=left, right=right)

    def _series(self, args: list[ast.expr]) -> Tree | None:
        """The sum of a range, as (first + last) * count / 2."""
        match args:
            case [ast.Call(func=ast.Name(id="range"), args=[low, high], keywords=[])]:
                first, after = self._tree(low), self._tree(high)
                one, two = (Leaf(value=value, source=FixedValue(value=value)) for value in (1, 2))
                if evaluate(after) <= evaluate(first):
                    raise Refused(UNREAD, "the program sums an empty range")
                ends = Fork(op="+", left=first, right=Fork(op="-", left=after, right=one))
                return Fork(
                    op="/",
                    left=Fork(op="*", left=ends, right=Fork(op="-", left=after, right=first)),
                    right=two,
                )
        return None

    def _condition(self, test: ast.expr) -> tuple[bool, Tree]:
        """Whether a comparison holds, and the difference of its sides, whose sign decides it."""
        match test:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                difference = Fork(op="-", left=self._tree(left), right=self._tree(right))
                value = evaluate(difference)
                holds = {
                    ast.Lt: value < 0, ast.LtE: value <= 0, ast.Gt: value > 0, ast.GtE: value >= 0, ast.Eq: value == 0,
                    ast.NotEq: value != 0,
                }.get(type(op))  # fmt: skip
                if holds is not None:
                    return holds, difference
        raise Refused(UNREAD, f"{ast.unparse(test)[:60]!r} is no comparison of two numbers")

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


def _guarded(tree: Tree, guards: Sequence[Tree]) -> Tree:
    """The tree and, times zero, what decides that it is computed: new numbers keep the sign of every step."""
    for guard in guards:
        zero = Leaf(value=0, fixed=True)
        tree = Fork(op="+", left=tree, right=Fork(op="*", left=zero, right=guard))
    return tree


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
