"""Generates inputs: within the contract where there is one, else within what the given tests show."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.seeds import derive
from verigen.core.syntax import parse
from verigen.core.types import Call
from verigen.core.values import canonical
from verigen.problems.harden import relations
from verigen.problems.harden.infer import Hints, infer
from verigen.problems.harden.specs import strategy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hypothesis.strategies import SearchStrategy

    from verigen.core.types import CodeReference
    from verigen.problems.harden.relations import Relation
    from verigen.problems.harden.specs import Spec

# Each attempt draws twice as many as are missing: repeats and broken relations take their share.
ATTEMPTS, WIDENINGS = (1, 1, 1), (1, 1, 2, 4, 8, 16)
SHARE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """Where inputs come from: a spec an argument and what binds the arguments."""

    specs: list[Spec]
    relations: list[Relation]
    names: tuple[str, ...] = ()
    stdio: bool = False


def generate(reference: CodeReference, known: Iterable[Call], count: int, seed: int) -> list[Call]:
    """Different inputs that are not among the known ones, at most `count`; fewer where the domain is small.

    Without a contract the ranges are widened step by step, only as far as it takes to find enough.
    """
    special = numbers(reference.solution or "")
    seen = {key(call) for call in known}
    found: list[Call] = []
    for attempt, widen in enumerate(ATTEMPTS if reference.contract else WIDENINGS):
        domain = _domain(reference, Hints(widen=widen, numbers=special))
        if domain is None or len(found) >= count:
            break
        fresh = draw(domain, SHARE * (count - len(found)), derive(seed, "inputs", attempt))
        for call in fresh:
            if key(call) not in seen and len(found) < count:
                seen.add(key(call))
                found.append(call)
    return found


def numbers(source: str) -> tuple[int, ...]:
    """The integers that a program names, and their neighbours: its cases part there."""
    named = {n.value for n in ast.walk(parse(source)) if isinstance(n, ast.Constant) and type(n.value) is int}
    return tuple(sorted({number + step for number in named for step in (-1, 0, 1)}))


def call_of(test: Any) -> Call:
    return Call(args=test.args, kwargs=test.kwargs, stdin=test.stdin)


def key(call: Call) -> str:
    return call.stdin if call.stdin is not None else canonical([call.args, call.kwargs])


def draw(domain: Domain, count: int, seed: int) -> list[Call]:
    """`count` draws, less those that break a relation; values repeat where the domain is small."""
    found = []
    for values in _drawn(_together(domain), count, seed):
        # Hypothesis may hand out one object several times, and a repair changes it in place.
        args = copy.deepcopy(list(values))
        if relations.keeps(domain.relations, args):
            found.append(_call(domain, args))
    return found


def _together(domain: Domain) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    return st.tuples(*map(strategy, domain.specs))


def _drawn(drawing: SearchStrategy[Any], count: int, seed: int) -> list[Any]:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    found: list[Any] = []

    @seeded(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawing)
    def collect(values: Any) -> None:
        found.append(values)

    collect()
    return found


def _call(domain: Domain, args: list[Any]) -> Call:
    if domain.stdio:
        text = str(args[0])
        return Call(stdin=text if text.endswith("\n") else f"{text}\n")
    positional = len(args) - len(domain.names)
    return Call(args=args[:positional], kwargs=dict(zip(domain.names, args[positional:], strict=True)))


def _domain(reference: CodeReference, hints: Hints) -> Domain | None:
    """None where nothing is known of the inputs, or the tests call in different ways."""
    stdio = reference.mode == "stdio"
    if reference.contract:
        return Domain(specs=reference.contract.inputs, relations=[], stdio=stdio)
    if stdio:
        texts = [test.stdin or "" for test in reference.tests]
        return Domain(
            specs=[infer(texts, hints)], relations=relations.seen([[text] for text in texts]), stdio=True
        )
    names = {tuple(test.kwargs) for test in reference.tests}
    if len(names) != 1:
        return None
    given = _same_count([[*test.args, *test.kwargs.values()] for test in reference.tests])
    if not given:
        return None
    specs = [infer(column, hints) for column in zip(*given, strict=True)]
    return Domain(specs=specs, relations=relations.seen(given), names=names.pop())


def _same_count(given: Sequence[list[Any]]) -> list[list[Any]]:
    """The inputs with the commonest number of arguments: the others leave a default to the function."""
    counts = [len(args) for args in given]
    usual = max(set(counts), key=counts.count, default=0)
    return [args for args in given if usual and len(args) == usual]
