"""Lets independent programs vote on new tests: those that pass every given test, each counted once."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core.syntax import parse
from verigen.problems.harden.mutants import drop_notes
from verigen.problems.harden.trial import Effort, failures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.domains.code.reference import CodeReference, Test

# Fewer voters can't outvote the reference: each of them has a veto instead.
QUORUM = 3
# Share of voters that must give the reference's output for inputs that neither statement nor given tests show.
CLEARLY = 0.9
# More voters take time and hardly change a vote.
MOST_VOTERS = 25
VOTER = Effort(steps=2_000_000, strikes=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestVote:
    """The tests that stay; `contested` are those that some voters fail; `rejected` counts the dropped ones."""

    tests: list[Test]
    contested: list[Test] = field(default_factory=list)
    rejected: int = 0


def electorate(reference: CodeReference, others: Sequence[str], pool: Pool) -> list[str]:
    """The programs that pass all given tests, without copies of the reference or of one another."""
    known = {_shape(reference.solution or "")}
    found: list[str] = []
    for code in others:
        shape = _shape(code)
        if shape is None or shape in known or len(found) == MOST_VOTERS:
            continue
        known.add(shape)
        if not failures(code, reference, reference.tests, pool, VOTER):
            found.append(code)
    return found


def _shape(source: str) -> str | None:
    """The program without docstrings and annotations, its own names numbered; None if it does not parse."""
    try:
        tree = parse(source)
    except SyntaxError:
        return None
    drop_notes(tree)
    names: dict[str, str] = {}
    bound = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in bound:
            node.id = names.setdefault(node.id, f"n{len(names)}")
        elif isinstance(node, ast.arg):
            node.arg = names.setdefault(node.arg, f"n{len(names)}")
    return ast.unparse(tree)


def vote(
    tests: list[Test], reference: CodeReference, voters: Sequence[str], pool: Pool, *, clearly: bool = False
) -> TestVote:
    """Drop the tests that most voters fail; with fewer voters than QUORUM, the tests that any of them fails.

    With `clearly` a test stays only if at least CLEARLY of a quorum pass it.
    """
    opposed = [len(places) for places in against(tests, reference, voters, pool)]
    kept = [place for place in range(len(tests)) if _stays(opposed[place], len(voters), clearly=clearly)]
    return TestVote(
        tests=[tests[place] for place in kept],
        contested=[tests[place] for place in kept if opposed[place]],
        rejected=len(tests) - len(kept),
    )


def against(
    tests: Sequence[Test], reference: CodeReference, voters: Sequence[str], pool: Pool
) -> list[set[int]]:
    """For each test, the voters that fail it."""
    failed = [failures(code, reference, tests, pool, VOTER) for code in voters]
    return [{voter for voter, places in enumerate(failed) if place in places} for place in range(len(tests))]


def rejected(opposed: Sequence[set[int]], voters: int) -> int | None:
    """How many voters fail a kept test that the votes of the others alone would keep too.

    None without voters. A program has no vote on whether it is rejected itself.
    """
    if not voters:
        return None
    return sum(
        any(voter in places and _stays(len(places) - 1, voters - 1, clearly=False) for places in opposed)
        for voter in range(voters)
    )


def _stays(against: int, voters: int, *, clearly: bool) -> bool:
    if clearly:
        return voters >= QUORUM and voters - against >= CLEARLY * voters
    return against == 0 if voters < QUORUM else 2 * against <= voters
