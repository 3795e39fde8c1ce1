"""Relations of lengths and counts: arguments of equal length, values within a length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical
from verigen.problems.harden.relation import Relation, is_whole, items_of, key_of, leaves_of, refilled, wholes

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.problems.harden.relation import Args

# Of so many draws per value of a range, each value occurs at least once with a probability of 95 %.
OFTEN = 3


def length_is(i: int, j: int) -> Relation:
    def repair(args: Args) -> None:
        args[i] = len(items_of(args[j]))

    return Relation(f"{i} is the length of {j}", lambda args: args[i] == len(items_of(args[j])), repair)


def below_length(i: int, j: int) -> Relation:
    """An index or a count of elements: never above the length."""

    def repair(args: Args) -> None:
        args[i] = min(args[i], len(items_of(args[j])))

    return Relation(
        f"{i} is within the length of {j}", lambda args: 0 <= args[i] <= len(items_of(args[j])), repair
    )


def same_length(i: int, j: int) -> Relation:
    return Relation(f"{i} is as long as {j}", _apart(i, j, 0), lambda args: _cut(args, i, j, 0))


def longer(i: int, j: int, by: int) -> Relation:
    """Operands and the operators between them: one is longer than the other by the same number in every test."""
    return Relation(f"{i} is longer than {j} by {by}", _apart(i, j, by), lambda args: _cut(args, i, j, by))


def _apart(i: int, j: int, by: int) -> Callable[[Args], bool]:
    return lambda args: len(items_of(args[i])) == len(items_of(args[j])) + by


def _cut(args: Args, i: int, j: int, by: int) -> None:
    shorter = max(0, min(len(items_of(args[i])) - by, len(items_of(args[j]))))
    for k, length in ((i, shorter + by), (j, shorter)):
        if isinstance(args[k], list | str):
            args[k] = args[k][:length]
        elif "__tuple__" in args[k]:
            args[k] = {"__tuple__": args[k]["__tuple__"][:length]}


def not_empty(i: int) -> Relation:
    return Relation(f"{i} is not empty", lambda args: bool(items_of(args[i])), loose=True)


def rectangular(i: int) -> Relation:
    return Relation(
        f"the rows of {i} are of one length", lambda args: len({len(row) for row in args[i]}) <= 1
    )


def square(i: int) -> Relation:
    return Relation(f"{i} is square", lambda args: all(len(row) == len(args[i]) for row in args[i]))


def member(i: int, j: int) -> Relation:
    def holds(args: Args) -> bool:
        if isinstance(args[j], str):
            return isinstance(args[i], str) and args[i] in args[j]
        return canonical(args[i]) in {canonical(key_of(item)) for item in items_of(args[j])}

    def repair(args: Args) -> None:
        items = items_of(args[j])
        if items and not isinstance(args[j], str):
            args[i] = key_of(items[len(canonical(args[i])) % len(items)])

    return Relation(f"{i} is in {j}", holds, repair)


def among(i: int, j: int) -> Relation:
    """A list made of elements of another one, such as a list that lacks one element of it."""

    def holds(args: Args) -> bool:
        left = [canonical(item) for item in args[j]]
        for item in map(canonical, args[i]):
            if item not in left:
                return False
            left.remove(item)
        return bool(args[i])

    def repair(args: Args) -> None:
        args[i] = args[j][: len(args[i])]

    return Relation(f"{i} is made of elements of {j}", holds, repair)


def at_least_sum(i: int, j: int) -> Relation:
    """A total that is not below the sum of another argument."""

    def added(value: Any) -> int:
        return (
            sum(map(int, re.findall(r"[0-9]{1,9}", value)))
            if isinstance(value, str)
            else sum(wholes(value) or [])
        )

    def repair(args: Args) -> None:
        args[i] += added(args[j])

    return Relation(f"{i} is at least the sum of {j}", lambda args: args[i] >= added(args[j]), repair)


def elements_within(i: int, j: int) -> Relation:
    """Places, nodes, items: no element of one argument is above another argument, or above its length."""

    def bound(args: Args) -> int:
        return args[j] if is_whole(args[j]) else len(items_of(args[j]))

    def holds(args: Args) -> bool:
        return all(number <= bound(args) for number in wholes(args[i]) or [])

    def repair(args: Args) -> None:
        most = max(bound(args), 1)
        args[i] = refilled(
            args[i], iter([(n - 1) % most + 1 if n > 0 else n for n in leaves_of(args[i])]).__next__
        )

    return Relation(f"no element of {i} is above {j}", holds, repair)


def even_length(i: int) -> Relation:
    """Lists of even length, such as pairs laid out one after the other."""

    def repair(args: Args) -> None:
        args[i] = args[i][: len(args[i]) // 2 * 2]

    return Relation(f"{i} has an even length", lambda args: len(args[i]) % 2 == 0, repair)


def ends_without(i: int, value: Any) -> Relation:
    """A list that does not end with `value`: a leading coefficient or digit is never 0."""
    return Relation(f"{i} does not end with {value!r}", lambda args: not args[i] or args[i][-1] != value)


def skips_zero(numbers: list[int]) -> bool:
    """Whether 0 is missing among numbers of both signs, so many that it would be there by chance."""
    if not numbers or 0 in numbers or not min(numbers) < 0 < max(numbers):
        return False
    return len(numbers) >= OFTEN * (max(numbers) - min(numbers) + 1)


def without_zero(i: int) -> Relation:
    """Coefficients or steps, none of which is 0."""
    return Relation(f"{i} holds no 0", lambda args: 0 not in leaves_of(args[i]))


def limited(i: int, low: int | None, high: int | None) -> Relation:
    """A number within the limits that the statement names; None: no limit on this side."""
    return Relation(
        f"{i} is within the limits of the statement",
        lambda args: (low is None or args[i] >= low) and (high is None or args[i] <= high),
        usual=True,
    )


def elements_from(i: int, least: int) -> Relation:
    return Relation(
        f"{i} holds no number below {least}",
        lambda args: all(number >= least for number in wholes(args[i]) or []),
        usual=True,
    )
