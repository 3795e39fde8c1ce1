"""Turns inputs into tests: the reference gives the output, and several doubts keep a test out.

Kept is an input on which the reference is quick, raises nothing, gives the same in two processes with different
hash seeds, gives nearly the same where its floats are changed in the last digits, gives a kind of value that
the given tests know, and on which every other accepted solution agrees.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import isfinite
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.types import Call, Compare, Test
from verigen.core.values import NotAValue, close, split
from verigen.problems.harden.trial import CHECK_LIMITS, ORACLE_LIMITS, fails, failures, run
from verigen.verifiers.unit_tests import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import CodeReference, Output

MOST_BYTES = 4096
# Far above the last bits of a float, far below any tolerance of a test.
NUDGE = 1e-13
ALIKE = Compare(kind="float", rel=1e-9, abs=1e-9)


def answer(
    reference: CodeReference, calls: Sequence[Call], pools: tuple[Pool, Pool], others: Sequence[str] = ()
) -> list[Test]:
    """The tests that these inputs make, in their order. `pools` hash differently (see twins)."""
    first, second = _both(reference, (calls, calls), pools)
    tests = [_test(call, output, reference) for call, output in zip(calls, first, strict=True)]
    sound = [
        test
        for test, output, again in zip(tests, first, second, strict=True)
        if not output.fault
        and not output.exception
        and not fails(_exact(reference), test, again)
        and _fit(test, reference)
    ]
    sound = _steady(sound, reference, pools)
    for other in others:
        sound = _agreed(sound, reference, other, pools[1])
    return sound


def _test(call: Call, output: Output, reference: CodeReference) -> Test:
    expected = output.stdout if reference.mode == "stdio" else output.value
    if any(compare.special(test.expected) == compare.ARGS_AFTER for test in reference.tests):
        expected = {compare.ARGS_AFTER: output.args_after}
    return Test(args=call.args, kwargs=call.kwargs, stdin=call.stdin, expected=expected)


def _exact(reference: CodeReference) -> CodeReference:
    """Twice the same program: a checker or a tolerance would hide that it is not deterministic."""
    from dataclasses import replace

    return replace(reference, compare=Compare(kind="exact"))


def _fit(test: Test, reference: CodeReference) -> bool:
    if len(msgspec.json.encode(test)) > MOST_BYTES or _opaque(test.expected):
        return False
    if reference.mode == "stdio" or reference.contract:
        return True
    known = [kinds(given.expected) for given in reference.tests]
    top, inner = kinds(test.expected)
    return top in {each for each, _ in known} and inner <= set[str]().union(*(each for _, each in known))


def kinds(value: Any) -> tuple[str, set[str]]:
    """The kind of a value and of its elements: an output of a new kind mostly says that the input is invalid."""
    tag, inner = split(value)
    elements = [item for pair in inner for item in pair] if tag == "__dict__" else inner
    nested = elements if isinstance(inner, list) else []
    return _kind(tag, inner), {_kind(*split(element)) for element in nested}


def _kind(tag: str, inner: Any) -> str:
    if tag != "number":
        return tag
    if isinstance(inner, float) and not isfinite(inner):
        return "not finite"
    return type(inner).__name__


def _opaque(value: Any) -> bool:
    try:
        tag, inner = split(value)
    except NotAValue:
        return True
    if tag == "__object__":
        return True
    elements = [item for pair in inner for item in pair] if tag == "__dict__" else inner
    return isinstance(inner, list) and any(_opaque(item) for item in elements)


def _steady(tests: list[Test], reference: CodeReference, pools: tuple[Pool, Pool]) -> list[Test]:
    """Less those whose output hangs on the last digits of a float: right solutions differ there."""
    doubtful = [i for i, test in enumerate(tests) if nudged(test.args, 1) != test.args]
    if not doubtful:
        return tests
    up, down = (
        [Call(args=nudged(tests[i].args, sign), kwargs=tests[i].kwargs) for i in doubtful] for sign in (1, -1)
    )
    out = {
        i
        for outputs in _both(reference, (up, down), pools)
        for i, output in zip(doubtful, outputs, strict=True)
        if not _alike(tests[i].expected, output)
    }
    return [test for i, test in enumerate(tests) if i not in out]


def _both(
    reference: CodeReference, calls: tuple[Sequence[Call], Sequence[Call]], pools: tuple[Pool, Pool]
) -> list[list[Output]]:
    """The reference's outputs, on both pools at the same time."""
    solution = reference.solution or ""
    with ThreadPoolExecutor(len(pools)) as threads:
        runs = [
            threads.submit(run, solution, reference, some, pool, ORACLE_LIMITS)
            for some, pool in zip(calls, pools, strict=True)
        ]
        return [each.result() for each in runs]


def _alike(expected: Any, output: Output) -> bool:
    if output.fault or output.exception:
        return False
    if compare.special(expected) == compare.ARGS_AFTER:
        return close(expected[compare.ARGS_AFTER], output.args_after, ALIKE.rel, ALIKE.abs)
    return close(expected, output.value, ALIKE.rel, ALIKE.abs)


def nudged(value: Any, sign: int) -> Any:
    """The value with its floats changed in their last digits, whole ones too."""
    if isinstance(value, float):
        return value * (1 + sign * NUDGE) if value else sign * NUDGE
    if isinstance(value, list):
        return [nudged(item, sign) for item in value]
    if isinstance(value, dict):
        return {
            tag: inner if tag in {"__float__", "__decimal__"} else nudged(inner, sign)
            for tag, inner in value.items()
        }
    return value


def _agreed(tests: list[Test], reference: CodeReference, other: str, pool: Pool) -> list[Test]:
    failed = failures(other, reference, tests, pool, CHECK_LIMITS)
    return [test for i, test in enumerate(tests) if i not in failed]
