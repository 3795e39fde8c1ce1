"""Generates inputs: within the contract if there is one, else within what the given tests show."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

from verigen.core.seeds import derive, rng
from verigen.core.syntax import parse
from verigen.core.types import Call
from verigen.core.values import canonical
from verigen.problems.harden import relations, stdin
from verigen.problems.harden.infer import Hints, infer
from verigen.problems.harden.specs import strategy
from verigen.problems.harden.statement import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from verigen.domains.code.reference import CodeReference
    from verigen.problems.harden.layout import Layout
    from verigen.problems.harden.relation import Relation
    from verigen.problems.harden.specs import Spec
    from verigen.problems.harden.statement import Statement

# Each attempt draws twice as many as are missing: some repeat and some break a relation.
ATTEMPTS, WIDENINGS = (1, 1, 1, 1), (1, 1, 1, 2, 4)
SHARE = 2
# Ranges are widened only if the tests' own ranges hold fewer different inputs than this.
FEW = 40
# Shares of the draws in which a number equals another value, a given call's numbers change places, or two lists
# share elements.
TIED, SWAPPED, SHARED = 0.2, 0.1, 0.5
PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDomain:
    """The domain of inputs: one spec per argument, and the relations between the arguments.

    `given`: the arguments of the problem's own tests. `shared`: pairs of lists that mostly have elements in common.
    """

    specs: list[Spec]
    relations: list[Relation]
    given: Sequence[list[Any]] = ()
    shared: Sequence[tuple[int, int]] = ()
    names: tuple[str, ...] = ()
    stdio: bool = False
    layout: Layout | None = None


def generate(
    reference: CodeReference, known: Iterable[Call], count: int, seed: int, said: Statement = NOTHING
) -> list[Call]:
    """At most `count` different inputs that are not among the known ones; fewer if the domain is small.

    Without a contract the ranges are widened in steps, only until enough inputs are found.
    """
    special = numbers(reference.solution or "")
    seen = {key(call) for call in known}
    found: list[Call] = []
    for attempt, widen in enumerate(ATTEMPTS if reference.contract else WIDENINGS):
        domain = domain_of(reference, Hints(widen=widen, numbers=special, said=said))
        if domain is None or len(found) >= (count if widen == 1 else min(count, FEW)):
            break
        for call in draw(domain, SHARE * (count - len(found)), derive(seed, "inputs", attempt)):
            if key(call) not in seen and len(found) < count:
                seen.add(key(call))
                found.append(call)
    return found


def numbers(source: str) -> tuple[int, ...]:
    """The integers that occur in a program, and their neighbours: they often separate its cases."""
    named = {n.value for n in ast.walk(parse(source)) if isinstance(n, ast.Constant) and type(n.value) is int}
    return tuple(sorted({number + step for number in named for step in (-1, 0, 1)}))


def call_of(test: Any) -> Call:
    return Call(args=test.args, kwargs=test.kwargs, stdin=test.stdin)


def key(call: Call) -> str:
    return call.stdin if call.stdin is not None else canonical([call.args, call.kwargs])


def draw(domain: InputDomain, count: int, seed: int) -> list[Call]:
    """`count` draws without those that break a relation; values repeat if the domain is small."""
    found, random = [], rng(seed, "draw")
    draws = [strategy(spec) for spec in domain.specs]
    for _ in range(count):
        # A draw may return one object several times, and a repair changes it in place.
        args = copy.deepcopy([each(random) for each in draws])
        if random.random() < SWAPPED:
            args = _swapped(domain, random) or args
        for one, other in domain.shared:
            _share(args, one, other, random)
        _tie(args, domain.specs, random)
        if relations.keeps(domain.relations, args) and (call := _call(domain, args)):
            found.append(call)
    return found


def _swapped(domain: InputDomain, random: Random) -> list[Any] | None:
    """A given call with its numbers in another order; None if one of them leaves its range."""
    args = copy.deepcopy(random.choice(domain.given)) if domain.given else []
    places = [i for i, arg in enumerate(args) if type(arg) in (int, float)]
    if len(places) < PAIR:
        return None
    values = [args[i] for i in places]
    random.shuffle(values)
    for i, value in zip(places, values, strict=True):
        low, high = _bounds(domain.specs[i])
        if type(value) is not type(args[i]) or not low <= value <= high:
            return None
        args[i] = value
    return args


def _share(args: list[Any], one: int, other: int, random: Random) -> None:
    """Sometimes replace elements of one list by elements of another."""
    if args[one] and args[other] and random.random() < SHARED:
        args[one] = [random.choice(args[other]) if random.random() < SHARED else item for item in args[one]]


def _sharing(given: Sequence[list[Any]]) -> list[tuple[int, int]]:
    """The pairs of lists of plain values that have an element in common in most given calls."""
    found = []
    for one, other in permutations(range(len(given[0])), PAIR):
        pairs = [(args[one], args[other]) for args in given]
        if all(isinstance(items, list) and all(map(_plain, items)) for pair in pairs for items in pair):
            both = [not set(items).isdisjoint(others) for items, others in pairs if items and others]
            if sum(both) > len(both) / 2:
                found.append((one, other))
    return found


def _plain(value: Any) -> bool:
    return isinstance(value, str) or type(value) is int


def _tie(args: list[Any], specs: Sequence[Spec], random: Random) -> None:
    """Sometimes set a number to a value in another argument: a threshold lies where they are equal."""
    if random.random() > TIED:
        return
    numbers = [i for i, arg in enumerate(args) if type(arg) in (int, float)]
    lists = [
        arg
        for arg in args
        if isinstance(arg, list) and arg and all(type(item) in (int, float) for item in arg)
    ]
    if not numbers or not (lists or len(numbers) > 1):
        return
    place = random.choice(numbers)
    value = _measure(random.choice(lists), random) if lists else args[random.choice(numbers)]
    low, high = _bounds(specs[place])
    if low <= value <= high:
        args[place] = type(args[place])(value)


def _measure(items: list[Any], random: Random) -> Any:
    one, other = random.choice(items), random.choice(items)
    return random.choice(
        [one, one, abs(one - other), one + other, sum(items), len(items), max(items), min(items)]
    )


def _bounds(spec: Spec) -> tuple[float, float]:
    """The least and greatest number of a spec; an empty range if it has none."""
    if "any" in spec:
        ends = [_bounds(each) for each in spec["any"]]
        return min(low for low, _ in ends), max(high for _, high in ends)
    low, high = spec.get("int") or spec.get("float") or (1, 0)
    return low, high


def _call(domain: InputDomain, args: list[Any]) -> Call | None:
    """The call with these arguments; None if the values make no text of the layout."""
    if domain.layout:
        text = domain.layout.render(args)
        return None if text is None else Call(stdin=text)
    if domain.stdio:
        text = str(args[0])
        return Call(stdin=text if text.endswith("\n") else f"{text}\n")
    positional = len(args) - len(domain.names)
    return Call(args=args[:positional], kwargs=dict(zip(domain.names, args[positional:], strict=True)))


def domain_of(reference: CodeReference, hints: Hints) -> InputDomain | None:
    """The domain of a problem's inputs; None if nothing is known of them, or if the tests' calls differ in
    form.
    """
    stdio = reference.mode == "stdio"
    if reference.contract:
        return InputDomain(specs=reference.contract.inputs, relations=[], stdio=stdio)
    if stdio:
        return _of_programs([test.stdin or "" for test in reference.tests], hints)
    names = {tuple(test.kwargs) for test in reference.tests}
    if len(names) != 1:
        return None
    given = _same_count([[*test.args, *test.kwargs.values()] for test in reference.tests])
    if not given:
        return None
    called = _parameters(reference)
    specs = [
        infer(list(column), replace(hints, name=name))
        for column, name in zip(zip(*given, strict=True), [*called, *[""] * len(given[0])], strict=False)
    ]
    bound = relations.seen(given, hints.said, called)
    return InputDomain(specs=specs, relations=bound, names=names.pop(), given=given, shared=_sharing(given))


def _of_programs(texts: list[str], hints: Hints) -> InputDomain | None:
    """The domain of the texts on standard input; None if no layout explains them all."""
    layout = stdin.learn(texts)
    if layout is None:
        return None
    given = [layout.read(text) for text in texts]
    # A token beside others is a name or a command; a line of words that is the whole input may be any text.
    beside = len(given[0]) > 1 or any("\n" in text.strip() for text in texts)
    hints = replace(hints, strict=True, widen=1, inside=beside)
    specs = [infer(list(column), hints) for column in zip(*given, strict=True)]
    bound = [*relations.seen(given, hints.said), *relations.strict(given)]
    return InputDomain(specs=specs, relations=bound, layout=layout, stdio=True)


def _parameters(reference: CodeReference) -> list[str]:
    """The names of the entry point's parameters, if the source shows them."""
    for node in ast.walk(parse(reference.solution or "")):
        if isinstance(node, ast.FunctionDef) and node.name == reference.entry_point:
            return [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return []


def _same_count(given: Sequence[list[Any]]) -> list[list[Any]]:
    """The inputs with the most common number of arguments: the others use a default of the function."""
    counts = [len(args) for args in given]
    usual = max(set(counts), key=counts.count, default=0)
    return [args for args in given if usual and len(args) == usual]
