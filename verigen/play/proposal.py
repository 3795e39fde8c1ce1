"""A program with inputs, as a teacher proposed it or a bank holds it, and the request for such programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.literals import written
from verigen.core.types import Problem, Source
from verigen.domains.code.reference import CodeReference
from verigen.domains.propose.reference import ProposeReference
from verigen.verifiers.proposal import LEAST_INPUTS, MOST_INPUTS, proposed

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED = (
    "Invent one new Python function `f` that is interesting to reason about: deterministic, without input or output, "
    "with plain arguments and a plain result. Give one ```python block that ends with a list `inputs` of 4 to 8 tuples "
    "of arguments for it, and nothing else. Do not copy these examples:\n\n{examples}"
)
EXAMPLE = (
    "```python\ndef f(words, k):\n    return sorted(word[::-1] for word in words if len(word) > k)\n\n"
    "inputs = [(['ab', 'abc'], 2), ([], 0), (['x', 'yz', 'uvw'], 1), (['aa', 'bb'], 5)]\n```"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`inputs`: lists of arguments in the JSON forms of verigen.core.forms. `source`: its bank's, or its first ancestor's.

    `depth` counts the generations since a program of a bank; `real`: it is itself one.
    """

    id: str
    code: str
    entry_point: str
    inputs: list[list[Any]]
    family: str
    source: Source
    depth: int = 0
    real: bool = False


def of_problem(problem: Problem) -> Proposal | None:
    """The program and the inputs of a bank's problem; None for one without a solution that is a plain function."""
    reference = problem.reference
    if not isinstance(reference, CodeReference) or reference.mode != "function" or not reference.solution:
        return None
    inputs = [test.args for test in reference.tests if not test.kwargs]
    if not (reference.entry_point or "").isidentifier() or len(inputs) < LEAST_INPUTS:
        return None
    return Proposal(
        id=problem.id,
        code=reference.solution,
        entry_point=reference.entry_point or "",
        inputs=inputs[:MOST_INPUTS],
        family=problem.family,
        source=problem.source,
        depth=problem.source.depth,
        real=True,
    )


def request(parents: Sequence[Proposal], number: int, round_: int) -> Problem:
    """The problem that asks for programs unlike these."""
    examples = "\n\n".join(f"```python\n{each.code}\ninputs = {_inputs(each)}\n```" for each in parents)
    return Problem(
        id=f"play-{round_}-{number}",
        domain="propose",
        prompt=ASKED.format(examples=examples),
        reference=ProposeReference(example=EXAMPLE),
        family=parents[0].family,
        source=Source(bank=parents[0].source.bank, licence=parents[0].source.licence, joins=_joins(parents)),
    )


def of_reply(text: str, id_: str, parents: Sequence[Proposal]) -> Proposal:
    """The proposal in a reply. It belongs to the families of the programs that it was shown. Raises NoProposal."""
    found = proposed(text)
    source = Source(
        bank=parents[0].source.bank,
        licence=parents[0].source.licence,
        parent=parents[0].id,
        mutator="play",
        joins=_joins(parents),
    )
    depth = 1 + max(each.depth for each in parents)
    return Proposal(
        id=id_,
        code=found.code,
        entry_point="f",
        inputs=found.inputs,
        family=parents[0].family,
        source=source,
        depth=depth,
    )


def _joins(parents: Sequence[Proposal]) -> tuple[str, ...]:
    every = [family for each in parents for family in (each.family, *each.source.joins)]
    return tuple(dict.fromkeys(family for family in every if family != parents[0].family))


def _inputs(each: Proposal) -> str:
    return written([{"__tuple__": args} for args in each.inputs[:4]])
