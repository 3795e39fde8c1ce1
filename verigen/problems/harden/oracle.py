"""Turns inputs into tests: the reference gives the output, and several doubts exclude a test.

An input is kept if the reference takes few steps on it, raises nothing and returns a kind of value that the
given tests show, if no doubt is cast on the test (see doubts), and if the vote of other programs keeps it
(see votes). A reference that gives one input two outputs is refused (see steady).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.values import NotAValue, split
from verigen.domains.code.reference import Test
from verigen.problems.harden.doubts import undoubted
from verigen.problems.harden.statement import NOTHING
from verigen.problems.harden.steady import refuse_unsteady
from verigen.problems.harden.trial import ORACLE, run, stopped
from verigen.problems.harden.votes import vote
from verigen.verifiers.unit_tests import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Call, Output
    from verigen.domains.code.reference import CodeReference
    from verigen.problems.harden.statement import Statement

MOST_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """New tests, those among them that some voters fail, and the number of dropped inputs by reason."""

    tests: list[Test]
    contested: list[Test] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def answer(
    reference: CodeReference,
    calls: Sequence[Call],
    pools: tuple[Pool, ...],
    voters: Sequence[str] = (),
    said: Statement = NOTHING,
    *,
    unseen: bool = False,
) -> Answered:
    """The tests made from these inputs, in order. The `pools` hash strings differently (see twins).

    `unseen` inputs are of a kind that the given tests do not show: the voters have to accept each of them.
    Raises ReferenceFault if the reference is not deterministic.
    """
    outputs = run(reference.solution or "", reference, calls, pools[0], ORACLE)
    refuse_unsteady(reference, calls, outputs, pools, ORACLE)
    dropped: Counter[str] = Counter()
    sound: list[Test] = []
    for call, output in zip(calls, outputs, strict=True):
        test = _test(call, output, reference)
        if reason := _unfit(test, output, reference):
            dropped[reason] += 1
        else:
            sound.append(test)
    sound = undoubted(sound, reference, said, pools[0], dropped)
    found = vote(sound, reference, voters, pools[0], clearly=unseen)
    dropped["most other programs give another output"] += found.rejected
    return Answered(tests=found.tests, contested=found.contested, dropped=+dropped)


def _test(call: Call, output: Output, reference: CodeReference) -> Test:
    expected = output.stdout if reference.mode == "stdio" else output.value
    if any(compare.special(test.expected) == compare.ARGS_AFTER for test in reference.tests):
        expected = {compare.ARGS_AFTER: output.args_after}
    return Test(args=call.args, kwargs=call.kwargs, stdin=call.stdin, expected=expected)


def _unfit(test: Test, output: Output, reference: CodeReference) -> str | None:
    """The reason why an output makes no test; None if it makes one."""
    if stopped(output):
        return "the reference takes too many steps"
    if output.fault or output.exception:
        return "the reference raises or fails"
    if _opaque(test.expected) or len(msgspec.json.encode(test)) > MOST_BYTES:
        return "the output has no short plain form"
    if reference.mode == "stdio" or reference.contract:
        return None
    known = [kinds(given.expected) for given in reference.tests]
    top, inner = kinds(test.expected)
    if top in {each for each, _ in known} and inner <= set[str]().union(*(each for _, each in known)):
        return None
    return "the output is of a kind that no given test has"


def kinds(value: Any) -> tuple[str, set[str]]:
    """The kind of a value, and the kinds of its elements.

    An output of a new kind mostly means that the input is invalid.
    """
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
