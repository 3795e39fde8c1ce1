"""Chains two programming problems: the output of one is the argument of the other."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verigen.core import boundary, registry
from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.core.values import canonical
from verigen.problems.mutate.mutators import code
from verigen.problems.mutate.mutators.code_inputs import fits
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Problem
    from verigen.domains.code.reference import CodeReference, Test

FEWEST_TESTS, FEWEST_OUTPUTS = 4, 3
PROMPT = """\
The task has two steps. Write one Python function with this signature that does both: `{signature}`. It returns what \
`{second}` gives for the result of `{first}`.

Step 1, `{first}({arguments})`:

{one}

Step 2, `{second}`, for the result of step 1:

{two}"""
FUTURE = "from __future__ import annotations"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCompose:
    """`executor` names the sandbox that the chained solutions run in."""

    executor: str = "local"

    domain = "code"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["changes"]:
        return "changes"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        reference, solution = code.reference(problem)
        _taker(reference, solution)
        partners = [other for other in others if _partner(other, problem)]
        rng(seed, "code_compose", problem.id).shuffle(partners)
        found = False
        with boundary.opened(registry.make("executor", self.executor, {"jobs": 1}), "executor") as pool:
            for partner in partners:
                change = _chained(partner, problem, pool)
                if change:
                    found = True
                    yield change
        if not found:
            raise Refused("no partner", f"none of {len(partners)} neighbours gives what it takes")


def _taker(reference: CodeReference, solution: str) -> None:
    """Refuse a program that can't take the other's output.

    Raises Refused unless it is a function of one argument whose inputs the tests show.
    """
    name = code.entry(reference)
    if reference.compare.kind == "checker":
        raise Refused("a checker", "its output is judged with its own input, which the chain hides")
    if any(len(test.args) != 1 or test.kwargs or not code.plain(test.args) for test in reference.tests):
        raise Refused("not a function of one plain argument")
    if reference.contract and reference.contract.requires:
        raise Refused("an argument that must meet a rule", reference.contract.requires)
    _arguments(code.function(solution, name))


def _partner(other: Problem, problem: Problem) -> bool:
    return other.id != problem.id and other.source.policy == problem.source.policy


def _chained(first: Problem, second: Problem, pool: Pool) -> Change | None:
    """The chained problem; None if the two do not fit, or if one of the steps changes nothing."""
    (giver, one), (taker, two) = code.reference(first), code.reference(second)
    try:
        name = f"{code.entry(giver)}_then_{code.entry(taker)}"
        body = code.function(one, code.entry(giver))
        arguments = _arguments(body)
    except Refused:
        return None
    seen = [test.args[0] for test in taker.tests]
    tests = [test for test in giver.tests if not test.kwargs and fits(test.expected, seen)]
    if giver.compare.kind != "exact" or len(tests) < FEWEST_TESTS or _clash(one, two):
        return None
    returns = code.function(two, code.entry(taker)).returns
    signature = f"def {name}({ast.unparse(body.args)})" + (f" -> {ast.unparse(returns)}" if returns else "")
    program = f"{_joined(one, two)}\n\n{signature}:\n    return {taker.entry_point}({giver.entry_point}({arguments}))\n"
    reference = replace(taker, entry_point=name, solution=program, tests=tests, contract=None, examples=[])
    answered = code.answered(reference, program, pool)
    if answered is None or len(set(_outputs(answered))) < FEWEST_OUTPUTS:
        return None
    alone = code.answered(replace(taker, tests=tests), two, pool) if len(body.args.args) == 1 else None
    if _outputs(answered) in (_outputs(tests), _outputs(alone or [])):
        return None
    return Change(
        prompt=PROMPT.format(
            signature=signature, first=giver.entry_point, second=taker.entry_point, arguments=arguments,
            one=code.asked(first.prompt), two=code.asked(second.prompt),
        ),
        reference=replace(reference, tests=answered),
        parameters={"with": first.id},
        joins=(first.family, *first.source.joins),
        again=Rederivation(partner=first.id),
    )  # fmt: skip


def _outputs(tests: list[Test]) -> list[str]:
    return [canonical(test.expected) for test in tests]


def _arguments(function: ast.FunctionDef) -> str:
    """The function's parameters, as a call passes them on. Raises Refused if any is not a plain parameter."""
    given = function.args
    if given.vararg or given.kwarg or given.kwonlyargs or given.defaults or given.posonlyargs:
        raise Refused("parameters with defaults or stars")
    return ", ".join(each.arg for each in given.args)


def _clash(one: str, two: str) -> bool:
    """Whether both programs bind the same name at the top level, other than by the same import."""
    return bool(_bound(one) & _bound(two))


def _bound(source: str) -> set[str]:
    found: set[str] = set()
    for node in code.tree(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            found |= {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return found


def _joined(one: str, two: str) -> str:
    parts = [source.replace(FUTURE, "").strip() for source in (one, two)]
    header = f"{FUTURE}\n\n" if FUTURE in one + two else ""
    return header + "\n\n\n".join(parts) + "\n"
