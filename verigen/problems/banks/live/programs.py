"""Makes a programming problem from a draw: its tests are inputs of the contract with the oracle's outputs.

The reference solution computes its outputs in another way, in the sandbox, when the problem is validated: a
problem whose solution and oracle differ never reaches a teacher.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical
from verigen.domains.code.part import complete
from verigen.domains.code.reference import CodeReference, Compare, Contract, Test
from verigen.problems.banks.live import inputs, public
from verigen.problems.banks.live.draws import package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from verigen.problems.banks.live.drafts import Draw
    from verigen.problems.banks.live.family import Family

TESTS = 24
ATTEMPTS = 4  # inputs drawn per required test: small domains repeat values
BUDGET = 1_000_000  # bytes of one encoded output


def root(bank: str, family: Family[Draw]) -> str:
    """The family that a draw's problem belongs to."""
    return f"{bank}/{family.name}"


def prompt(family: Family[Draw], draw: Draw) -> str:
    """The prompt, with the signature or the kind of program that the tests require."""
    return complete(draw.prompt, _reference(family, draw, _given(draw)[:1]))


def reference(family: Family[Draw], draw: Draw, rng: Random) -> CodeReference:
    """The solution with up to TESTS tests, the family's edge cases first, and public examples beside them."""
    found = _reference(family, draw, _given(draw) + _further(draw, rng))
    return replace(found, examples=_examples(draw, found.tests, rng))


def _examples(draw: Draw, tests: Sequence[Test], rng: Random) -> list[Test]:
    calls = public.beside(tests, (_drawn(draw, rng) for _ in range(ATTEMPTS * TESTS)))
    shown = [_test(draw, call) for call in _listed(draw, draw.shown)]
    return public.chosen(shown, (_test(draw, call) for call in calls))


def _reference(family: Family[Draw], draw: Draw, calls: list[list[Any]]) -> CodeReference:
    kind: Any = "lines" if draw.program and draw.compare == "exact" else draw.compare
    return CodeReference(
        mode="stdio" if draw.program else "function",
        entry_point=None if draw.program else family.name,
        compare=Compare(kind=kind),
        solution=draw.solution,
        tests=[_test(draw, call) for call in calls],
        contract=Contract(inputs=draw.inputs, requires=draw.requires),
    )


def _given(draw: Draw) -> list[list[Any]]:
    """Different argument lists in their JSON form; for a program, its input alone."""
    return list({canonical(call): call for call in _listed(draw, draw.given)}.values())


def _listed(draw: Draw, told: Sequence[Any]) -> list[list[Any]]:
    return [[each] if draw.program else [_encoded(value) for value in each] for each in told]


def _further(draw: Draw, rng: Random) -> list[list[Any]]:
    seen = set(map(canonical, _given(draw)))
    found: list[list[Any]] = []
    for _ in range(ATTEMPTS * TESTS):
        call = _drawn(draw, rng)
        if canonical(call) not in seen and len(seen) < TESTS:
            seen.add(canonical(call))
            found.append(call)
    return found


def _drawn(draw: Draw, rng: Random) -> list[Any]:
    call = [inputs.value(spec, rng) for spec in draw.inputs]
    return [text if text.endswith("\n") else f"{text}\n" for text in call] if draw.program else call


def _test(draw: Draw, call: list[Any]) -> Test:
    if draw.program:
        return Test(stdin=call[0], expected=draw.oracle(call[0]))
    decode = package("sandboxes.guest.values").decode
    return Test(args=call, expected=_encoded(draw.oracle(*map(decode, call))))


def _encoded(value: Any) -> Any:
    return package("sandboxes.guest.values").Encoder(BUDGET).encode(value)
