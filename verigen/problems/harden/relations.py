"""What binds the inputs of a problem beyond their ranges: relations that all given tests keep.

A relation that holds in every test may be an accident, which costs variety; one that is missed makes invalid
inputs, which costs right answers. So whatever held is kept, and repaired where a generated input breaks it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical, split
from verigen.problems.harden import formats
from verigen.problems.harden.statement import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.problems.harden.statement import Said

Args = list[Any]
USUAL = 3 / 4
LONGER = 2
# Fewer elements than this are in order, or different, by chance.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """`repair` changes the arguments in place so that the relation may hold.

    A `usual` one is kept though not every given test does: its exceptions are not to be multiplied.
    """

    name: str
    holds: Callable[[Args], bool]
    repair: Callable[[Args], None] | None = None
    usual: bool = False


def seen(given: Sequence[Args], said: Said = NOTHING) -> list[Relation]:
    """The relations that the given inputs keep, less those that the statement lifts."""
    if not given or len({len(args) for args in given}) != 1:
        return []
    kept = [each for each in _possible(given) if each.usual or all(_holds(each, args) for args in given)]
    return [each for each in kept if not (said.empty and each.name.endswith("is not empty"))]


def strict(given: Sequence[Args]) -> list[Relation]:
    """What the rows of a table have in common, for inputs whose rules nobody can ask for."""
    tables = [i for i in range(len(given[0])) if all(_is_table(args[i]) for args in given)]
    found = [_distinct(i) for i in tables]
    for i in tables:
        width = min((len(row) for args in given for row in args[i]), default=0)
        for a, b in permutations(range(width), 2):
            found += [_columns(i, a, b, sign) for sign in COLUMNS]
    return [each for each in found if all(_holds(each, args) for args in given)]


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, list) for row in value)


COLUMNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "!=": operator.ne,
}


def _columns(i: int, a: int, b: int, sign: str) -> Relation:
    def holds(args: Args) -> bool:
        return all(COLUMNS[sign](row[a], row[b]) for row in args[i])

    return Relation(f"column {a} of {i} is {sign} column {b}", holds)


def keeps(relations: Sequence[Relation], args: Args) -> bool:
    """Repair what can be repaired, and say whether all hold then."""
    for relation in relations:
        if relation.repair and not _holds(relation, args):
            relation.repair(args)
    return all(_holds(relation, args) for relation in relations)


def _holds(relation: Relation, args: Args) -> bool:
    try:
        return relation.holds(args)
    except (TypeError, ValueError, IndexError):
        return False


def _possible(given: Sequence[Args]) -> list[Relation]:
    count = len(given[0])
    numbers = [i for i in range(count) if all(_is_int(args[i]) for args in given)]
    sized = [i for i in range(count) if all(_items(args[i]) is not None for args in given)]
    lists = [i for i in range(count) if all(isinstance(args[i], list) for args in given)]
    texts = [i for i in range(count) if all(isinstance(args[i], str) for args in given)]
    nested = [i for i in lists if any(_whole(args[i]) for args in given)]
    # The repair of a permutation first: others take away what it would have made different.
    found = [r for i in nested for r in (_permuted(i, 0), _permuted(i, 1)) if _mostly(r, given)]
    found += [
        r for i in lists if all(map(_is_table, _column(given, i))) for r in (_rectangular(i), _square(i))
    ]
    found += [_length_is(i, j) for i in numbers for j in sized]
    found += [_below_length(i, j) for i in numbers for j in sized]
    found += [_same_length(i, j) for i, j in permutations(sized, 2) if i < j]
    found += [_ordered(i, j) for i, j in permutations(numbers, 2)]
    found += [_member(i, j) for i in range(count) for j in sized if i != j]
    found += [r for i in lists if _long(given, i) for r in (_sorted(i, 1), _sorted(i, -1), _distinct(i))]
    found += [_pairs_ordered(i) for i in lists]
    found += [_few_ties(i) for i in lists if _mostly_distinct([args[i] for args in given])]
    found += [r for i in texts for r in _of_text(i, [args[i] for args in given])]
    found += [_not_empty(i) for i in sized if all(_items(args[i]) for args in given)]
    found += [r for i in lists if _holds_texts(given, i) for r in _in_texts(i, given)]
    found += [_at_least_sum(i, j) for i in numbers for j in (*texts, *nested)]
    found += [_elements_within(i, j) for i in nested for j in (*numbers, *sized) if i != j]
    return found


def _column(given: Sequence[Args], i: int) -> list[Any]:
    return [args[i] for args in given]


def _rectangular(i: int) -> Relation:
    return Relation(
        f"the rows of {i} are of one length", lambda args: len({len(row) for row in args[i]}) <= 1
    )


def _square(i: int) -> Relation:
    return Relation(f"{i} is square", lambda args: all(len(row) == len(args[i]) for row in args[i]))


def _holds_texts(given: Sequence[Args], i: int) -> bool:
    texts = [text for args in given for text in args[i]]
    return bool(texts) and all(isinstance(text, str) for text in texts)


def _mostly(relation: Relation, given: Sequence[Args]) -> bool:
    """Three of four, and more than two different ones: a given test may break the rules of its own statement."""
    keep = {canonical(args) for args in given if _holds(relation, args)}
    return len(keep) >= ENOUGH and USUAL * len(given) <= sum(_holds(relation, args) for args in given)


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _items(value: Any) -> Any:
    tag, inner = split(value)
    return inner if tag in {"list", "text", "__tuple__", "__set__", "__dict__"} else None


def _long(given: Sequence[Args], i: int) -> bool:
    return max(len(args[i]) for args in given) >= ENOUGH


def _length_is(i: int, j: int) -> Relation:
    def repair(args: Args) -> None:
        args[i] = len(_items(args[j]))

    return Relation(f"{i} is the length of {j}", lambda args: args[i] == len(_items(args[j])), repair)


def _below_length(i: int, j: int) -> Relation:
    """An index or a count of elements: never above the length."""

    def repair(args: Args) -> None:
        args[i] = min(args[i], len(_items(args[j])))

    return Relation(
        f"{i} is within the length of {j}", lambda args: 0 <= args[i] <= len(_items(args[j])), repair
    )


def _same_length(i: int, j: int) -> Relation:
    def repair(args: Args) -> None:
        shorter = min(len(_items(args[i])), len(_items(args[j])))
        for k in (i, j):
            if isinstance(args[k], list | str):
                args[k] = args[k][:shorter]
            elif "__tuple__" in args[k]:
                args[k] = {"__tuple__": args[k]["__tuple__"][:shorter]}

    return Relation(
        f"{i} is as long as {j}", lambda args: len(_items(args[i])) == len(_items(args[j])), repair
    )


def _ordered(i: int, j: int) -> Relation:
    def repair(args: Args) -> None:
        args[i], args[j] = args[j], args[i]

    return Relation(f"{i} is at most {j}", lambda args: args[i] <= args[j], repair)


def _member(i: int, j: int) -> Relation:
    def holds(args: Args) -> bool:
        if isinstance(args[j], str):
            return isinstance(args[i], str) and args[i] in args[j]
        return canonical(args[i]) in {canonical(_key(item)) for item in _items(args[j])}

    def repair(args: Args) -> None:
        items = _items(args[j])
        if items and not isinstance(args[j], str):
            args[i] = _key(items[len(canonical(args[i])) % len(items)])

    return Relation(f"{i} is in {j}", holds, repair)


def _key(item: Any) -> Any:
    """The key of a dictionary's pair; any other element as it is."""
    return item[0] if isinstance(item, tuple) else item


def _sorted(i: int, sign: int) -> Relation:
    def holds(args: Args) -> bool:
        return bool(args[i] == sorted(args[i], reverse=sign < 0))

    def repair(args: Args) -> None:
        if len({type(item) for item in args[i]} - {int, float}) == 0 or all(
            isinstance(x, str) for x in args[i]
        ):
            args[i] = sorted(args[i], reverse=sign < 0)

    return Relation(f"{i} is {'ascending' if sign > 0 else 'descending'}", holds, repair)


def _distinct(i: int) -> Relation:
    def repair(args: Args) -> None:
        args[i] = list({canonical(item): item for item in args[i]}.values())

    return Relation(
        f"{i} has no repeats", lambda args: len({*map(canonical, args[i])}) == len(args[i]), repair
    )


def _mostly_distinct(lists: list[list[Any]]) -> bool:
    """Measured numbers: equal ones are rare, and what to do with them is mostly left unsaid."""
    floats = [each for each in lists if each and all(isinstance(item, float) for item in each)]
    return 2 * sum(len(set(each)) == len(each) for each in floats) > len(lists)


def _few_ties(i: int) -> Relation:
    distinct = _distinct(i)
    return Relation(f"{i} rarely has repeats", distinct.holds, distinct.repair, usual=True)


def _pairs_ordered(i: int) -> Relation:
    """Intervals: each element a pair whose first is not above its second."""

    def holds(args: Args) -> bool:
        pairs = [_items(item) for item in args[i]]
        return bool(pairs) and all(len(pair) == 2 and pair[0] <= pair[1] for pair in pairs)

    return Relation(f"{i} holds ordered pairs", holds)


def _of_text(i: int, texts: list[str]) -> list[Relation]:
    letters = set("".join(texts))
    most = max(map(len, texts))
    found = [
        Relation(f"{i} has no blanks at its ends", lambda args: args[i] == args[i].strip()),
        Relation(f"{i} has no double blanks", lambda args: "  " not in args[i]),
        Relation(f"{i} is in one case", lambda args: args[i] == args[i].lower()),
        Relation(f"{i} begins with a capital", lambda args: not args[i] or args[i][0].isupper()),
        Relation(f"{i} has only characters seen", lambda args: set(args[i]) <= letters),
        Relation(f"{i} is not much longer than any seen", lambda args: len(args[i]) <= LONGER * most),
    ]
    found += [
        Relation(f"{i} is {name}", lambda args, has=has: not args[i] or has(args[i]))
        for name, has in formats.common(texts).items()
    ]
    forms = {formats.form(text) for text in texts}
    if formats.numbered(texts) or (len(forms) == 1 < len(texts) and not texts[0].isalpha()):
        found.append(
            Relation(f"{i} has a form seen", lambda args: not args[i] or formats.form(args[i]) in forms)
        )
    return found


def _in_texts(i: int, given: Sequence[Args]) -> list[Relation]:
    """What the texts of a list have in common."""
    texts = [text for args in given for text in args[i]]
    letters, lengths = set("".join(texts)), [len(text) for text in texts]
    found = [
        Relation(f"the texts of {i} have only characters seen", lambda args: set("".join(args[i])) <= letters)
    ]
    if min(lengths) > 0:
        found.append(Relation(f"no text of {i} is empty", lambda args: all(args[i])))
    found += [
        Relation(f"each text of {i} is {name}", lambda args, has=has: all(map(has, filter(None, args[i]))))
        for name, has in formats.common(texts).items()
    ]
    return found


def _not_empty(i: int) -> Relation:
    return Relation(f"{i} is not empty", lambda args: bool(_items(args[i])))


def _leaves(value: Any) -> list[Any]:
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, list) else [value]


def _whole(value: Any) -> list[int] | None:
    """The whole numbers of a list or a grid; None where it holds anything else."""
    leaves = _leaves(value) if isinstance(value, list) else []
    return leaves if leaves and all(map(_is_int, leaves)) else None


def _permuted(i: int, first: int) -> Relation:
    """Each number of a range just once, in a list or a grid."""

    def holds(args: Args) -> bool:
        numbers = _whole(args[i])
        return numbers is not None and sorted(numbers) == list(range(first, first + len(numbers)))

    def repair(args: Args) -> None:
        numbers = _whole(args[i])
        if numbers is None:
            return
        ranks = sorted(range(len(numbers)), key=lambda place: (numbers[place], place))
        replaced = dict(zip(ranks, range(first, first + len(numbers)), strict=True))
        places = iter(range(len(numbers)))
        args[i] = _refilled(args[i], lambda: replaced[next(places)])

    return Relation(f"{i} has each number from {first} once", holds, repair, usual=True)


def _refilled(value: Any, fill: Callable[[], Any]) -> Any:
    return [_refilled(item, fill) for item in value] if isinstance(value, list) else fill()


def _at_least_sum(i: int, j: int) -> Relation:
    """A total that is not below what another argument adds up to."""

    def added(value: Any) -> int:
        return (
            sum(map(int, re.findall(r"[0-9]{1,9}", value)))
            if isinstance(value, str)
            else sum(_whole(value) or [])
        )

    def repair(args: Args) -> None:
        args[i] += added(args[j])

    return Relation(f"{i} is at least the sum of {j}", lambda args: args[i] >= added(args[j]), repair)


def _elements_within(i: int, j: int) -> Relation:
    """Places, nodes, items: no element of one argument above another, or above its length."""

    def bound(args: Args) -> int:
        return args[j] if _is_int(args[j]) else len(_items(args[j]))

    def holds(args: Args) -> bool:
        return all(number <= bound(args) for number in _whole(args[i]) or [])

    def repair(args: Args) -> None:
        most = max(bound(args), 1)
        args[i] = _refilled(
            args[i], iter([(n - 1) % most + 1 if n > 0 else n for n in _leaves(args[i])]).__next__
        )

    return Relation(f"no element of {i} is above {j}", holds, repair)
