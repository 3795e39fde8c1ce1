"""Relations of order and difference: ascending, each once, a pair in order, columns of a table."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical
from verigen.problems.harden.relation import Relation, items_of, refilled, wholes

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.problems.harden.relation import Args


COLUMNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "!=": operator.ne,
}


def columns(i: int, a: int, b: int, sign: str) -> Relation:
    def holds(args: Args) -> bool:
        return all(COLUMNS[sign](row[a], row[b]) for row in args[i])

    return Relation(f"column {a} of {i} is {sign} column {b}", holds)


def ordered(i: int, j: int) -> Relation:
    def repair(args: Args) -> None:
        args[i], args[j] = args[j], args[i]

    return Relation(f"{i} is at most {j}", lambda args: args[i] <= args[j], repair)


def in_order(i: int, sign: int) -> Relation:
    def holds(args: Args) -> bool:
        return bool(args[i] == sorted(args[i], reverse=sign < 0))

    def repair(args: Args) -> None:
        if len({type(item) for item in args[i]} - {int, float}) == 0 or all(
            isinstance(x, str) for x in args[i]
        ):
            args[i] = sorted(args[i], reverse=sign < 0)

    return Relation(f"{i} is {'ascending' if sign > 0 else 'descending'}", holds, repair)


def distinct(i: int) -> Relation:
    def repair(args: Args) -> None:
        args[i] = list({canonical(item): item for item in args[i]}.values())

    return Relation(
        f"{i} has no repeats", lambda args: len({*map(canonical, args[i])}) == len(args[i]), repair
    )


def mostly_distinct(lists: list[list[Any]]) -> bool:
    """Whether the lists look like measured numbers.

    Equal ones are rare there, and statements rarely say how to treat them.
    """
    floats = [each for each in lists if each and all(isinstance(item, float) for item in each)]
    return 2 * sum(len(set(each)) == len(each) for each in floats) > len(lists)


def few_ties(i: int) -> Relation:
    plain = distinct(i)
    return Relation(f"{i} rarely has repeats", plain.holds, plain.repair, usual=True)


def pairs_ordered(i: int) -> Relation:
    """Intervals: each element is a pair whose first number is not above its second."""

    def holds(args: Args) -> bool:
        pairs = [items_of(item) for item in args[i]]
        return bool(pairs) and all(len(pair) == 2 and pair[0] <= pair[1] for pair in pairs)

    return Relation(f"{i} holds ordered pairs", holds)


def pair_ordered(i: int) -> Relation:
    """An interval: two numbers, the first not above the second."""

    def holds(args: Args) -> bool:
        first, second = items_of(args[i])
        return bool(first <= second)

    def repair(args: Args) -> None:
        items = items_of(args[i])
        args[i] = {"__tuple__": items[::-1]} if isinstance(args[i], dict) else items[::-1]

    return Relation(f"{i} is an ordered pair", holds, repair)


def permuted(i: int, first: int) -> Relation:
    """Each number of a range exactly once, in a list or a grid."""

    def holds(args: Args) -> bool:
        numbers = wholes(args[i])
        return numbers is not None and sorted(numbers) == list(range(first, first + len(numbers)))

    def repair(args: Args) -> None:
        numbers = wholes(args[i])
        if numbers is None:
            return
        ranks = sorted(range(len(numbers)), key=lambda place: (numbers[place], place))
        replaced = dict(zip(ranks, range(first, first + len(numbers)), strict=True))
        places = iter(range(len(numbers)))
        args[i] = refilled(args[i], lambda: replaced[next(places)])

    return Relation(f"{i} has each number from {first} once", holds, repair, usual=True)


def ascending(i: int, a: int) -> Relation:
    """Rows in the order of one column, such as times of events."""

    def holds(args: Args) -> bool:
        values = [row[a] for row in args[i]]
        return values == sorted(values)

    def repair(args: Args) -> None:
        args[i] = sorted(args[i], key=lambda row: row[a])

    return Relation(f"{i} is in the order of column {a}", holds, repair)


def ends_with(i: int, end: Any) -> Relation:
    """A list whose last element occurs nowhere else, such as the 0 at which a program stops reading."""

    def repair(args: Args) -> None:
        args[i] = [*(item for item in args[i] if item != end), end]

    return Relation(f"{i} ends with {end!r}", lambda args: args[i].index(end) == len(args[i]) - 1, repair)


def tree(i: int) -> Relation:
    """Edges that connect all nodes up to their number, without a cycle."""

    def holds(args: Args) -> bool:
        edges = [row[:2] for row in args[i]]
        nodes = {node for edge in edges for node in edge}
        reached = {min(nodes)}
        for _ in edges:
            reached |= {node for edge in edges if reached & set(edge) for node in edge}
        return reached == nodes == set(range(min(nodes), min(nodes) + len(edges) + 1)) and min(nodes) in {
            0,
            1,
        }

    return Relation(f"{i} is a tree", holds)
