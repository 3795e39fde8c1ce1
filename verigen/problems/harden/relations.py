"""What binds the inputs of a problem beyond their ranges: relations that all given tests keep.

A relation that holds in every test may be an accident, which costs variety; one that is missed makes invalid
inputs, which costs right answers. So whatever held is kept, and repaired where a generated input breaks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical, split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Args = list[Any]
BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
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


def seen(given: Sequence[Args]) -> list[Relation]:
    """The relations that the given inputs keep."""
    if not given or len({len(args) for args in given}) != 1:
        return []
    return [each for each in _possible(given) if each.usual or all(_holds(each, args) for args in given)]


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
    found = [_length_is(i, j) for i in numbers for j in sized]
    found += [_below_length(i, j) for i in numbers for j in sized]
    found += [_same_length(i, j) for i, j in permutations(sized, 2) if i < j]
    found += [_ordered(i, j) for i, j in permutations(numbers, 2)]
    found += [_member(i, j) for i in range(count) for j in sized if i != j]
    found += [r for i in lists if _long(given, i) for r in (_sorted(i, 1), _sorted(i, -1), _distinct(i))]
    found += [_pairs_ordered(i) for i in lists]
    found += [_few_ties(i) for i in lists if _mostly_distinct([args[i] for args in given])]
    found += [r for i in texts for r in _of_text(i, [args[i] for args in given])]
    return found


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
    found = [
        Relation(f"{i} has its brackets matched", lambda args: balanced(args[i])),
        Relation(f"{i} has no blanks at its ends", lambda args: args[i] == args[i].strip()),
        Relation(f"{i} has no double blanks", lambda args: "  " not in args[i]),
        Relation(f"{i} is in one case", lambda args: args[i] == args[i].lower()),
        Relation(f"{i} begins with a capital", lambda args: args[i][:1].isupper()),
    ]
    letters = set("".join(texts))
    found.append(Relation(f"{i} has only characters seen", lambda args: set(args[i]) <= letters))
    forms = {form(text) for text in texts}
    if _numbered(texts) or (len(forms) == 1 < len(texts) and not texts[0].isalpha()):
        found.append(Relation(f"{i} has a form seen", lambda args: form(args[i]) in forms))
    return found


def _numbered(texts: list[str]) -> bool:
    """Whether numbers stand between other signs, as in dates: their widths mean something."""
    between = [text for text in texts if not text.isdigit() and any(map(str.isdigit, text))]
    return 2 * len(between) > len(texts)


def balanced(text: str) -> bool:
    """Whether it has brackets, and all of them match."""
    opened: list[str] = []
    for letter in text:
        if letter in BRACKETS:
            opened.append(BRACKETS[letter])
        elif letter in BRACKETS.values() and (not opened or opened.pop() != letter):
            return False
    return not opened


def form(text: str) -> str:
    """Runs of letters as one sign, each digit as another, all else as it is: 3 Oct 2000 has the form 9 a 9999."""
    signs: list[str] = []
    for letter in text:
        sign = "a" if letter.isalpha() else "9" if letter.isdigit() else letter
        if sign != "a" or signs[-1:] != ["a"]:
            signs.append(sign)
    return "".join(signs)
