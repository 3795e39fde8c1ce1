"""Builds problem_banks/code-families.jsonl: the sandbox runs each drawn solution, and its oracle must agree.

python -m problem_banks.build_code_families
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from problem_banks.build_code_core import call, exemplified, tests
from problem_banks.building import asked, encoded, tell
from problem_banks.code_families import FAMILIES
from sandboxes.guest.values import Encoder, decode
from verigen.core import seeds
from verigen.core.types import Output, Problem, Source
from verigen.domains.code.part import complete
from verigen.domains.code.reference import CodeReference, Compare, Contract
from verigen.executors.local import Local
from verigen.problems.harden.harden import Options, harden, reference_of
from verigen.problems.harden.inputs import call_of, generate
from verigen.problems.harden.trial import fails
from verigen.problems.harden.twins import open_twins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from problem_banks.code_families.family import Draw
    from verigen.core.parts import Pool
    from verigen.domains.code.reference import Test
    from verigen.problems.banks.live.family import Family

BANK = "code-families"
FILE = Path(__file__).with_name(f"{BANK}.jsonl")
TRIES = 200
BUDGET = 1_000_000


def main() -> None:
    order = asked(__doc__, FILE)
    rows = []
    with open_twins(Local(jobs=1)) as pools:
        for variant, family, draw in drawn(order.variants, order.seed):
            hardened = harden(build(family, variant, draw, pools[0]), pools, Options(tests=16)).problem
            hardened = exemplified(hardened, draw.shown, pools[0])
            agree(hardened, draw)
            rows.append(hardened)
            print(f"\r{len(rows)} problems", end="", file=sys.stderr)
    order.deliver(encoded(rows))
    tell(row.tags for row in rows)


def families() -> list[Family[Draw]]:
    """Every family, the easier first, in an order that mixes the topics."""
    return sorted(FAMILIES.values(), key=lambda each: (each.level, seeds.derive(0, BANK, each.name)))


def drawn(variants: int, seed: int) -> Iterator[tuple[int, Family[Draw], Draw]]:
    """The first variant of every family, then the second; no two of a family with one prompt."""
    prompts: set[tuple[str, str]] = set()
    for variant in range(variants):
        for family in families():
            draw = fresh(family, prompts, seeds.rng(seed, BANK, family.name, variant))
            prompts.add((family.name, draw.prompt))
            yield variant, family, draw


def fresh(family: Family[Draw], prompts: set[tuple[str, str]], rng: Random) -> Draw:
    for _ in range(TRIES):
        draw = family.draw(rng)
        if (family.name, draw.prompt) not in prompts:
            return draw
    raise LookupError(f"family {family.name}: no new prompt in {TRIES} draws; give it more to draw from")


def build(family: Family[Draw], variant: int, draw: Draw, pool: Pool) -> Problem:
    """A problem with one test for each given input, in their order, its outputs from the sandbox."""
    name = f"{BANK}/{family.name}/{variant}"
    kind: Any = "lines" if draw.program and draw.compare == "exact" else draw.compare
    reference = CodeReference(
        mode="stdio" if draw.program else "function",
        entry_point=None if draw.program else family.name,
        compare=Compare(kind=kind),
        solution=draw.solution,
        tests=[],
        contract=Contract(inputs=draw.inputs, requires=draw.requires),
    )
    calls = [call(given, program=draw.program) for given in draw.given]
    return Problem(
        id=name,
        domain="code",
        prompt=complete(draw.prompt, reference),
        reference=replace(reference, tests=tests(name, reference, calls, pool)),
        family=f"{BANK}/{family.name}",
        source=Source(bank=BANK, licence="CC0-1.0"),
        tags={"level": str(family.level), "topic": family.topic},
    )


def more(problem: Problem, count: int, seed: int, pool: Pool) -> Problem:
    """The problem with up to so many further tests, on inputs of its contract."""
    reference = reference_of(problem)
    calls = generate(reference, map(call_of, reference.tests), count, seed)
    added = tests(problem.id, reference, calls, pool)
    return replace(problem, reference=replace(reference, tests=[*reference.tests, *added]))


def agree(problem: Problem, draw: Draw) -> None:
    """Raise SystemExit where the oracle has another output than a test."""
    for test in (*reference_of(problem).tests, *reference_of(problem).examples):
        output = _of_oracle(draw, test)
        if fails(reference_of(problem), test, output):
            where = test.args if test.stdin is None else repr(test.stdin)
            raise SystemExit(
                f"{problem.id}: on {where} the solution gives {test.expected!r}, the oracle {output}"
            )


def _of_oracle(draw: Draw, test: Test) -> Output:
    if test.stdin is not None:
        return Output(stdout=draw.oracle(test.stdin))
    return Output(value=Encoder(BUDGET).encode(draw.oracle(*map(decode, test.args))))


if __name__ == "__main__":
    main()
