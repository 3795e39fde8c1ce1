"""Doubts a test whose output selects or orders elements and would change with their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core.seeds import rng
from verigen.core.types import Call
from verigen.core.values import canonical, split
from verigen.problems.harden.trial import ORACLE, fails, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.domains.code.reference import CodeReference, Test
    from verigen.problems.harden.statement import Statement

# Order counts as irrelevant if a share MOSTLY of ENOUGH inputs, or all of SHOWN given ones, keep their output.
MOSTLY, ENOUGH, SHOWN = 0.7, 8, 3
ORDERS = 8
PAIR = 2


def ties(tests: list[Test], reference: CodeReference, said: Statement, pool: Pool) -> set[int]:
    """Tests whose output selects or orders elements and changes with their order.

    Only if the output of nearly no other input and of no given one changes so. No doubt if the statement says
    which comes first.
    """
    if reference.mode == "stdio" or said.ties:
        return set()
    found: set[int] = set()
    for place in range(len(tests[0].args)):
        given = _moved(reference.tests, reference, place, pool)
        new = _moved(tests, reference, place, pool)
        if any(given.values()):
            continue
        rare = len(new) >= ENOUGH and sum(new.values()) <= (1 - MOSTLY) * len(new)
        if rare or len(given) >= SHOWN:
            found |= {i for i, changed in new.items() if changed}
    return found


def _moved(tests: Sequence[Test], reference: CodeReference, place: int, pool: Pool) -> dict[int, bool]:
    """For the tests that select from the list at this place: whether another order of it changes the output."""
    picked = [i for i, test in enumerate(tests) if _picks(test, place)]
    moved = dict.fromkeys(picked, False)
    for turn in range(ORDERS) if picked else ():
        calls = [_reordered(tests[i], place, turn) for i in picked]
        for i, output in zip(
            picked, run(reference.solution or "", reference, calls, pool, ORACLE), strict=True
        ):
            moved[i] |= fails(reference, tests[i], output)
    return moved


def _picks(test: Test, place: int) -> bool:
    """Whether the argument is a list of different elements and the output consists of some of them."""
    items = test.args[place] if place < len(test.args) else None
    if not isinstance(items, list) or len({canonical(item) for item in items}) < 2:
        return False
    tag, inner = split(test.expected)
    answers = inner if tag in {"list", "__tuple__"} else [test.expected]
    known = {canonical(item) for item in items}
    return bool(answers) and all(canonical(answer) in known for answer in answers)


def _reordered(test: Test, place: int, turn: int) -> Call:
    args, random = list(test.args), rng(turn, "order", canonical(test.args))
    items = args[place]
    args[place] = items[::-1] if turn == 0 else random.sample(items, len(items))
    return Call(args=args, kwargs=test.kwargs)
