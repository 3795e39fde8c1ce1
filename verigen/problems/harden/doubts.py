"""Doubts about a test whose output the reference gives: would every right program give it too?

A test is doubted where the reference's own output hangs on something that the statement does not settle and no
given test shows: on which of two equals comes first, on the last digits of a float, on the value that a search
starts from, or on how `and` and `or` bind where nobody wrote parentheses. Each doubt is a nearby input or a nearby
reading of the reference that has to give the same.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from verigen.core.seeds import rng
from verigen.core.syntax import parse
from verigen.core.types import Call
from verigen.core.values import canonical, close, split
from verigen.problems.harden.trial import ORACLE, fails, failures, run
from verigen.verifiers.unit_tests import compare

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from random import Random

    from verigen.core.parts import Pool
    from verigen.core.types import CodeReference, Output, Test
    from verigen.problems.harden.statement import Said

# Far above the last bits of a float, far below any tolerance of a test.
NUDGE = 1e-13
ALIKE = 1e-9
NUDGES, ORDERS = 3, 2
# Where so many inputs give the same in any order, the order is meant not to matter.
MOSTLY, ENOUGH = 0.7, 8
MOST_READINGS = 12
MOST_BITS, MOST_PLACES = 24, 4


def undoubted(
    tests: list[Test], reference: CodeReference, said: Said, pool: Pool, dropped: Counter[str]
) -> list[Test]:
    """The tests that no doubt is cast on; `dropped` counts the others by their doubt."""
    for doubt, find in DOUBTS.items():
        doubtful = find(tests, reference, said, pool) if tests else set()
        dropped[doubt] += len(doubtful)
        tests = [test for place, test in enumerate(tests) if place not in doubtful]
    return tests


def _several(tests: list[Test], _reference: CodeReference, said: Said, _pool: Pool) -> set[int]:
    """All where the statement takes any valid answer; more than one element where it takes any order."""
    if _reference.compare.kind == "checker":
        return set()
    if said.any_answer:
        return set(range(len(tests)))
    if said.any_order:
        return {i for i, test in enumerate(tests) if _size(test.expected) > 1}
    return set()


def _size(value: Any) -> int:
    inner = split(value)[1]
    return len(inner.split()) if isinstance(inner, str) else len(inner) if isinstance(inner, list) else 0


def _last_digits(tests: list[Test], reference: CodeReference, _said: Said, pool: Pool) -> set[int]:
    """Outputs that change with the last digits of the floats: right programs round in other places.

    Equal floats are nudged alike, those in the program too: what is only compared stays as it was.
    """
    found = {
        i
        for i, test in enumerate(tests)
        if reference.compare.kind == "exact" and _long_float(test, reference)
    }
    moved = [i for i, test in enumerate(tests) if nudged(test.args, 1) != test.args]
    for turn in range(1, NUDGES + 1) if moved else ():
        calls = [Call(args=nudged(tests[i].args, turn), kwargs=tests[i].kwargs) for i in moved]
        outputs = run(_nudged_source(reference.solution or "", turn), reference, calls, pool, ORACLE)
        found |= {
            i for i, output in zip(moved, outputs, strict=True) if not _alike(tests[i].expected, output)
        }
    return found


def nudged(value: Any, turn: int) -> Any:
    """The value with its floats changed in their last digits, each value always in the same way."""
    if isinstance(value, float):
        return _nudge(value, turn)
    if isinstance(value, list):
        return [nudged(item, turn) for item in value]
    if isinstance(value, dict):
        return {
            tag: inner if tag in {"__float__", "__decimal__"} else nudged(inner, turn)
            for tag, inner in value.items()
        }
    return value


def _nudge(value: float, turn: int) -> float:
    by = rng(turn, "nudge", repr(abs(value))).uniform(-1, 1) * NUDGE
    return value * (1 + by) if value else by


def _nudged_source(source: str, turn: int) -> str:
    tree = parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value:
            node.value = _nudge(node.value, turn)
    return ast.unparse(tree)


def _alike(expected: Any, output: Output) -> bool:
    if output.fault or output.exception:
        return False
    if compare.special(expected) == compare.ARGS_AFTER:
        return close(expected[compare.ARGS_AFTER], output.args_after, ALIKE, ALIKE)
    return close(expected, output.value, ALIKE, ALIKE)


def _long_float(test: Test, reference: CodeReference) -> bool:
    """Whether an exact comparison would hang on how a float was computed."""
    taken = {leaf for leaf in _leaves([test.args, list(test.kwargs.values())]) if isinstance(leaf, float)}
    taken |= {
        node.value
        for node in ast.walk(parse(reference.solution or ""))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    }
    computed = [leaf for leaf in _leaves(test.expected) if isinstance(leaf, float) and leaf not in taken]
    return any(not _short(number) for number in computed)


def _short(number: float) -> bool:
    """Few binary digits, or few decimal ones, as rounding leaves them."""
    binary = (number * 2**MOST_BITS).is_integer()
    return binary or round(number, MOST_PLACES) == number


def _leaves(value: Any) -> list[Any]:
    """The plain values inside one in its JSON form, whatever it is nested in."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, list) else [value]


def _ties(tests: list[Test], reference: CodeReference, said: Said, pool: Pool) -> set[int]:
    """Outputs that pick or order elements and change with their order, where nearly no other input's does.

    No doubt where a given test shows such a case, or the statement says which comes first.
    """
    if reference.mode == "stdio" or said.ties:
        return set()
    found: set[int] = set()
    for place in range(len(tests[0].args)):
        given = _moved(reference.tests, reference, place, pool)
        new = _moved(tests, reference, place, pool)
        if any(given.values()) or len(new) + len(given) < ENOUGH:
            continue
        if sum(new.values()) <= (1 - MOSTLY) * len(new):
            found |= {i for i, changed in new.items() if changed}
    return found


def _moved(tests: Sequence[Test], reference: CodeReference, place: int, pool: Pool) -> dict[int, bool]:
    """Of the tests that pick from the list at this place: whether another order of it changes the output."""
    picked = [i for i, test in enumerate(tests) if _picks(test, place)]
    moved = dict.fromkeys(picked, False)
    for turn in range(ORDERS) if picked else ():
        calls = [_reordered(tests[i], place, rng(turn, "order", canonical(tests[i].args))) for i in picked]
        for i, output in zip(
            picked, run(reference.solution or "", reference, calls, pool, ORACLE), strict=True
        ):
            moved[i] |= fails(reference, tests[i], output)
    return moved


def _picks(test: Test, place: int) -> bool:
    """Whether the argument is a list of different elements, and the output is made of some of them."""
    items = test.args[place] if place < len(test.args) else None
    if not isinstance(items, list) or len({canonical(item) for item in items}) < 2:
        return False
    tag, inner = split(test.expected)
    answers = inner if tag in {"list", "__tuple__"} else [test.expected]
    known = {canonical(item) for item in items}
    return bool(answers) and all(canonical(answer) in known for answer in answers)


def _reordered(test: Test, place: int, random: Random) -> Call:
    args = list(test.args)
    args[place] = random.sample(args[place], len(args[place]))
    return Call(args=args, kwargs=test.kwargs)


def _readings(tests: list[Test], reference: CodeReference, _said: Said, pool: Pool) -> set[int]:
    """Outputs that another reading of the reference changes, though it passes every given test."""
    found: set[int] = set()
    for source in readings(reference.solution or "")[:MOST_READINGS]:
        if not failures(source, reference, reference.tests, pool, ORACLE):
            outputs = run(source, reference, [_call(test) for test in tests], pool, ORACLE)
            found |= {i for i, output in enumerate(outputs) if fails(reference, tests[i], output)}
    return found


def _call(test: Test) -> Call:
    return Call(args=test.args, kwargs=test.kwargs, stdin=test.stdin)


def readings(source: str) -> list[str]:
    """Programs that a reader might take this one for.

    In some a search starts from another value: where that shows in the output, nothing was found. In others `or`
    binds before `and` where no parentheses say what was meant.
    """
    tree = parse(source)
    found = [*_other_starts(tree), *_other_bindings(tree, source)]
    return list(dict.fromkeys(found))


def _other_starts(tree: ast.Module) -> Iterator[str]:
    for node, field in _starts(tree):
        kept = getattr(node, field)
        for value in _neighbours(kept):
            setattr(node, field, value)
            yield ast.unparse(ast.fix_missing_locations(tree))
        setattr(node, field, kept)


def _starts(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Constants that a name holds until a condition in a loop replaces them, and defaults of a search."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            replaced = _replaced(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and {_name(target) for target in node.targets} & replaced:
                    yield node, "value"
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "default":
            yield node, "value"


def _replaced(function: ast.FunctionDef) -> set[str | None]:
    conditions = [
        condition
        for loop in ast.walk(function)
        if isinstance(loop, ast.For | ast.While)
        for condition in ast.walk(loop)
        if isinstance(condition, ast.If)
    ]
    assigned = [
        node for condition in conditions for node in ast.walk(condition) if isinstance(node, ast.Assign)
    ]
    return {_name(target) for node in assigned for target in node.targets} - {None}


def _name(node: ast.AST) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _neighbours(node: ast.expr) -> list[ast.expr]:
    """Other constants of the same kind; none for what is no number or text."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return []
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return []
    if isinstance(value, str):
        return [ast.Constant(value + "?")]
    return [ast.parse(repr(value + step), mode="eval").body for step in (1, -1)]


def _other_bindings(tree: ast.Module, source: str) -> list[str]:
    """Each mixture of `and` and `or` without parentheses bound the other way, and all of them at once."""
    mixed = [node for node in ast.walk(tree) if isinstance(node, ast.BoolOp) and _bare(node, source)]
    found = []
    for chosen in ([node] for node in mixed) if len(mixed) == 1 else ([mixed] + [[node] for node in mixed]):
        found.append(_rebound(tree, chosen))
    return found


def _bare(node: ast.BoolOp, source: str) -> bool:
    return isinstance(node.op, ast.Or) and any(
        isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And) and not _parenthesised(part, source)
        for part in node.values[:-1]
    )


def _parenthesised(node: ast.expr, source: str) -> bool:
    lines = source.encode().split(b"\n")
    before = b"\n".join([*lines[: node.lineno - 1], lines[node.lineno - 1][: node.col_offset]])
    return before.rstrip().endswith(b"(") and _closes(node, lines)


def _closes(node: ast.expr, lines: list[bytes]) -> bool:
    assert node.end_lineno is not None
    rest = b"\n".join([lines[node.end_lineno - 1][node.end_col_offset :], *lines[node.end_lineno :]])
    return rest.lstrip().startswith(b")")


def _rebound(tree: ast.Module, nodes: list[ast.BoolOp]) -> str:
    """`a and b or c` as `a and (b or c)`."""
    kept = [(node, node.op, node.values) for node in nodes]
    for node in nodes:
        at = next(
            i
            for i, part in enumerate(node.values)
            if isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And)
        )
        first = node.values[at]
        assert isinstance(first, ast.BoolOp)
        loose = ast.BoolOp(op=ast.Or(), values=[first.values[-1], *node.values[at + 1 :]])
        bound = ast.BoolOp(op=ast.And(), values=[*first.values[:-1], loose])
        node.values = [*node.values[:at], bound]
        if at == 0:
            node.op, node.values = bound.op, bound.values
    text = ast.unparse(ast.fix_missing_locations(tree))
    for node, op, values in kept:
        node.op, node.values = op, values
    return text


DOUBTS = {
    "any of several answers is right": _several,
    "the last digits of a float decide": _last_digits,
    "a tie that the statement leaves open": _ties,
    "another reading of the reference gives another output": _readings,
}
