"""Doubts tests whose output depends on the last digits of a float: correct programs round differently."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from verigen.core.seeds import rng
from verigen.core.syntax import parse
from verigen.core.types import Call
from verigen.core.values import close
from verigen.problems.harden.trial import ORACLE, run
from verigen.verifiers.unit_tests import compare

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.core.types import Output
    from verigen.domains.code.reference import CodeReference, Test
    from verigen.problems.harden.statement import Statement

# Far above the last bits of a float, far below any tolerance of a test.
NUDGE, NUDGES = 1e-13, 8
ALIKE = 1e-9
MOST_BITS, MOST_PLACES = 24, 4
LARGEST = 10**6


def last_digits(tests: list[Test], reference: CodeReference, _said: Statement, pool: Pool) -> set[int]:
    """Tests whose output changes with the last digits of the floats: correct programs round differently.

    Equal floats are changed alike, including those in the program, so that comparisons give the same result.
    """
    found = {
        i
        for i, test in enumerate(tests)
        if reference.compare.kind == "exact" and _long_float(test, reference)
    }
    rounds = _divides(reference.solution or "")
    moved = [
        i
        for i, test in enumerate(tests)
        if _inexact(test.args) or (rounds and nudged(test.args, 1) != test.args)
    ]
    for turn in range(1, NUDGES + 1) if moved else ():
        calls = [Call(args=nudged(tests[i].args, turn), kwargs=tests[i].kwargs) for i in moved]
        outputs = run(_nudged_source(reference.solution or "", turn), reference, calls, pool, ORACLE)
        found |= {
            i for i, output in zip(moved, outputs, strict=True) if not _alike(tests[i].expected, output)
        }
    return found


def _inexact(args: list[Any]) -> bool:
    """Whether a float is not a small multiple of 1/8: sums and products of those are exact in any order."""
    floats = [leaf for leaf in _leaves(args) if isinstance(leaf, float)]
    return any(not (number * 8).is_integer() or abs(number) > LARGEST for number in floats)


def _divides(source: str) -> bool:
    return any(
        isinstance(node, ast.Div | ast.Pow | ast.Attribute)
        or (isinstance(node, ast.Name) and node.id == "pow")
        for node in ast.walk(parse(source))
    )


def nudged(value: Any, turn: int) -> Any:
    """The value with its floats changed in their last digits; equal floats are always changed alike."""
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
    """Whether an exact comparison would depend on how a float was computed."""
    taken = {leaf for leaf in _leaves([test.args, list(test.kwargs.values())]) if isinstance(leaf, float)}
    taken |= {
        node.value
        for node in ast.walk(parse(reference.solution or ""))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    }
    computed = [leaf for leaf in _leaves(test.expected) if isinstance(leaf, float) and leaf not in taken]
    return any(not _short(number) for number in computed)


def _short(number: float) -> bool:
    """Whether the number has few binary digits, or few decimal ones, as after rounding."""
    binary = (number * 2**MOST_BITS).is_integer()
    return binary or round(number, MOST_PLACES) == number


def _leaves(value: Any) -> list[Any]:
    """The plain values inside a value in its JSON form, at any depth."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, list) else [value]
