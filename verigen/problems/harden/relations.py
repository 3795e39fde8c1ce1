"""Relations between the inputs of a problem beyond their ranges: those that all given tests keep.

A relation that holds in every test may be an accident, and then keeping it costs variety. A missed relation
makes invalid inputs, which costs correct answers. So every relation that held is kept, and repaired where a
generated input breaks it.
"""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING

from verigen.core.values import canonical
from verigen.problems.harden import formats, orders, sizes, texts
from verigen.problems.harden.relation import column, is_table, is_whole, items_of, of_each, wholes
from verigen.problems.harden.statement import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.problems.harden.relation import Args, Relation
    from verigen.problems.harden.statement import Statement

USUAL = 3 / 4
# Fewer elements than this may be sorted, or distinct, by chance.
ENOUGH = 3
# A relation that this many tests keep does not hold by chance.
MANY = 8


def seen(given: Sequence[Args], said: Statement = NOTHING, names: Sequence[str] = ()) -> list[Relation]:
    """The relations that the given inputs keep, without those that the statement lifts, and the statement's rules.

    `names` are those of the arguments, as far as they are known.
    """
    if not given or len({len(args) for args in given}) != 1:
        return []
    kept = [
        each for each in _possible(given, said) if each.usual or all(_holds(each, args) for args in given)
    ]
    kept = [each for each in kept if not (said.empty and each.name.endswith("is not empty"))]
    return kept + [each for each in _stated(given, said, names) if any(_holds(each, args) for args in given)]


def _stated(given: Sequence[Args], said: Statement, names: Sequence[str]) -> Iterator[Relation]:
    """What the statement rules out; a given test may break it all the same."""
    for i, name in enumerate(names):
        if name in said.limits and all(is_whole(args[i]) for args in given):
            yield sizes.limited(i, *said.limits[name])
    for i in range(len(given[0])):
        if said.element is not None and any(wholes(args[i]) for args in given):
            yield sizes.elements_from(i, said.element)
        if said.different and all(isinstance(args[i], list) for args in given):
            each = orders.distinct(i)
            if USUAL * len(given) <= sum(_holds(each, args) for args in given):
                yield each


def strict(given: Sequence[Args]) -> list[Relation]:
    """Properties that lists and tables share, for inputs whose rules are not written anywhere."""
    tables = [i for i in range(len(given[0])) if all(is_table(args[i]) for args in given)]
    lists = [i for i in range(len(given[0])) if all(isinstance(args[i], list) for args in given)]
    found = [*(orders.distinct(i) for i in tables), *(orders.tree(i) for i in tables)]
    found += [
        orders.ends_with(i, end) for i in lists for end in [(given[0][i] or [None])[-1]] if len(given) > 1
    ]
    found += [
        relation for i in lists if _holds_texts(given, i) for relation in texts.in_tables(i, column(given, i))
    ]
    for i in tables:
        width = min((len(row) for args in given for row in args[i]), default=0)
        found += [orders.ascending(i, a) for a in range(width)]
        for a, b in permutations(range(width), 2):
            found += [orders.columns(i, a, b, sign) for sign in orders.COLUMNS]
    return [each for each in found if all(_holds(each, args) for args in given)]


def keeps(relations: Sequence[Relation], args: Args) -> bool:
    """Repair what can be repaired; return whether all relations hold afterwards."""
    for relation in relations:
        if relation.repair and not _holds(relation, args):
            relation.repair(args)
    return all(_holds(relation, args) for relation in relations)


def _holds(relation: Relation, args: Args) -> bool:
    try:
        return relation.holds(args)
    except (TypeError, ValueError, IndexError):
        return False


def _possible(given: Sequence[Args], said: Statement) -> list[Relation]:
    places = range(len(given[0]))
    numbers = [i for i in places if all(is_whole(args[i]) for args in given)]
    sized = [i for i in places if all(items_of(args[i]) is not None for args in given)]
    lists = [i for i in places if all(isinstance(args[i], list) for args in given)]
    # Permutations are repaired first: other repairs remove repeats that this one would replace.
    return [
        *(
            r
            for i in lists
            for r in (orders.permuted(i, 0), orders.permuted(i, 1))
            if _bound(r, i, given, said)
        ),
        *_of_sizes(given, numbers, sized, lists),
        *_of_orders(given, numbers, sized, lists),
        *_of_texts(given, sized, lists),
    ]


def _of_sizes(
    given: Sequence[Args], numbers: list[int], sized: list[int], lists: list[int]
) -> Iterator[Relation]:
    nested = [i for i in lists if any(wholes(args[i]) for args in given)]
    for i in lists:
        if all(map(is_table, column(given, i))):
            yield from (sizes.rectangular(i), sizes.square(i))
    for i in lists if len(given) >= MANY else ():
        if len({len(args[i]) for args in given}) >= ENOUGH:
            yield sizes.even_length(i)
        if any(0 in args[i] for args in given):
            yield sizes.ends_without(i, 0)
        if sizes.skips_zero([number for args in given for number in wholes(args[i]) or []]):
            yield sizes.without_zero(i)
    for i, j in product(numbers, sized):
        yield from (sizes.length_is(i, j), sizes.below_length(i, j))
    for i, j in permutations(sized, 2):
        yield from (sizes.same_length(i, j), sizes.longer(i, j, 1), sizes.longer(i, j, 2))
    yield from (sizes.among(i, j) for i, j in permutations(lists, 2))
    yield from (sizes.member(i, j) for i in range(len(given[0])) for j in sized if i != j)
    yield from (sizes.not_empty(i) for i in sized if all(items_of(args[i]) for args in given))
    yield from (sizes.at_least_sum(i, j) for i in numbers for j in sized if j in nested or _is_text(given, j))
    yield from (sizes.elements_within(i, j) for i in nested for j in (*numbers, *sized) if i != j)


def _of_orders(
    given: Sequence[Args], numbers: list[int], sized: list[int], lists: list[int]
) -> Iterator[Relation]:
    yield from (orders.ordered(i, j) for i, j in permutations(numbers, 2))
    for i in lists:
        if _long(given, i):
            yield from (orders.in_order(i, 1), orders.in_order(i, -1), orders.distinct(i))
        if orders.mostly_distinct(column(given, i)):
            yield orders.few_ties(i)
        yield orders.pairs_ordered(i)
    yield from (orders.pair_ordered(i) for i in sized if not _is_text(given, i))
    for i in numbers:
        yield from (of_each(i, name, has) for name, has in formats.kinds(column(given, i)).items())


def _of_texts(given: Sequence[Args], sized: list[int], lists: list[int]) -> Iterator[Relation]:
    for i in sized:
        if _is_text(given, i):
            yield from texts.of_text(i, column(given, i))
    for i in lists:
        if _holds_texts(given, i):
            yield from texts.in_texts(i, given)


def _is_text(given: Sequence[Args], i: int) -> bool:
    return all(isinstance(args[i], str) for args in given)


def _holds_texts(given: Sequence[Args], i: int) -> bool:
    found = [text for args in given for text in args[i]]
    return bool(found) and all(isinstance(text, str) for text in found)


def _bound(relation: Relation, i: int, given: Sequence[Args], said: Statement) -> bool:
    """Whether most given inputs keep it, and it is no accident of short lists."""
    grid = any(is_table(args[i]) and args[i] for args in given)
    sure = grid or said.once or all(_holds(relation, args) for args in given)
    return sure and _mostly(relation, given)


def _mostly(relation: Relation, given: Sequence[Args]) -> bool:
    """Whether three of four given inputs keep it, with enough elements to rule out chance.

    A given test may break the rules of its own statement.
    """
    keep = {canonical(args): args for args in given if _holds(relation, args)}
    shown = sum(len(wholes(arg) or [0]) - 1 for args in keep.values() for arg in args)
    return shown > ENOUGH and USUAL * len(given) <= sum(_holds(relation, args) for args in given)


def _long(given: Sequence[Args], i: int) -> bool:
    return max(len(args[i]) for args in given) >= ENOUGH
