"""Renames the function and the local variables of its solution; the tests stay."""

from __future__ import annotations

import ast
import keyword
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.problems.mutate.mutators import code
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from verigen.core.types import Problem

AFFIXES = (
    "my_{}",
    "{}_of",
    "run_{}",
    "do_{}",
    "{}_task",
    "solve_{}",
    "make_{}",
    "{}_result",
    "get_{}",
    "{}_func",
)
LOCALS = "abcdefghkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRename:
    domain = "code"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        reference, solution = code.reference(problem)
        old = code.entry(reference)
        if code.called(problem.prompt, old, "") == problem.prompt:
            raise Refused("a function that the prompt does not name")
        random = rng(seed, "code_rename", problem.id)
        for new in random.sample([affix.format(old) for affix in AFFIXES], len(AFFIXES)):
            if new in problem.prompt or new in solution:
                continue
            changed, names = renamed(solution, random)
            yield Change(
                prompt=code.called(problem.prompt, old, new),
                reference=replace(reference, entry_point=new, solution=code.word(changed, old, new)),
                parameters={"function": f"{old}>{new}", **({"locals": names} if names else {})},
            )


def renamed(source: str, random: Random) -> tuple[str, str]:
    """Rename the program's plain local variables; return the program, printed anew, and the new names."""
    module = code.tree(source)
    every = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    every |= {node.arg for node in ast.walk(module) if isinstance(node, ast.arg)}
    fresh = [name for name in LOCALS if name not in every]
    random.shuffle(fresh)
    chosen = dict(zip(sorted(_locals(module)), fresh, strict=False))
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and node.id in chosen:
            node.id = chosen[node.id]
    return ast.unparse(module) + "\n", ", ".join(f"{old}>{new}" for old, new in chosen.items())


def _locals(module: ast.Module) -> set[str]:
    """Names that functions assign and that can mean nothing else: no parameter, global, function or keyword."""
    assigned = {
        node.id
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    fixed = {node.arg for node in ast.walk(module) if isinstance(node, ast.arg)}
    fixed |= {node.arg for node in ast.walk(module) if isinstance(node, ast.keyword) and node.arg}
    fixed |= {
        name
        for node in ast.walk(module)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }
    fixed |= {
        target.id
        for node in module.body
        for target in ast.walk(node)
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name)
    }
    if any(
        isinstance(node, ast.Name) and node.id in {"locals", "globals", "eval", "exec", "vars"}
        for node in ast.walk(module)
    ):
        return set()
    return {name for name in assigned - fixed if not keyword.iskeyword(name) and not name.startswith("__")}
