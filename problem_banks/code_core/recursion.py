"""Recursion."""

from __future__ import annotations

from problem_banks.code_core.author import ints, items, problem, text

LEAF = ints(-9, 9)
NESTED = {"any": [LEAF, items({"any": [LEAF, items({"any": [LEAF, items(LEAF, 0, 2)]}, 0, 3)]}, 0, 3)]}


@problem(
    level=2,
    inputs=[items(NESTED, 0, 4)],
    given=[([],), ([1, [2, [3, [4]]]],), ([[], [[]]],), ([5],), ([[1, 2], 3, [[-4]]],)],
)
def flatten(nested: list) -> list[int]:
    """`nested` is a list whose elements are integers or again such lists, to any depth. Return the integers from
    left to right in one flat list.
    """
    flat: list[int] = []
    for element in nested:
        if isinstance(element, list):
            flat.extend(flatten(element))
        else:
            flat.append(element)
    return flat


@problem(
    level=2,
    inputs=[items(NESTED, 0, 4)],
    given=[([],), ([1, 2],), ([[]],), ([1, [2, [3]]],), ([[1], [[2]], [[[]]]],)],
    shown=(([1, [2]],), ([[]],)),
)
def depth(nested: list) -> int:
    """`nested` is a list whose elements are integers or again such lists. Return how deeply lists are nested in
    it: 1 for a list without lists in it (also the empty one), otherwise one more than the deepest of the lists in
    it. [1, [2]] gives 2, [[]] gives 2.
    """
    return 1 + max((depth(element) for element in nested if isinstance(element, list)), default=0)


@problem(
    level=3,
    inputs=[ints(0, 6)],
    given=[(0,), (1,), (2,), (3,), (5,)],
)
def hanoi(disks: int) -> list[tuple[str, str]]:
    """Solve the towers of Hanoi: `disks` disks of different size lie on peg "A", the largest at the bottom; move
    them all to peg "C" with as few moves as possible, one disk at a time and never a larger disk onto a smaller
    one. The third peg is "B". Return the moves as a list of tuples (from, to). There is exactly one shortest
    solution; no disks need no moves.
    """

    def move(count: int, start: str, end: str, spare: str) -> list[tuple[str, str]]:
        if count == 0:
            return []
        return [*move(count - 1, start, spare, end), (start, end), *move(count - 1, spare, end, start)]

    return move(disks, "A", "C", "B")


@problem(
    level=3,
    inputs=[items(ints(1, 9), 0, 5, unique=True)],
    given=[([],), ([1],), ([1, 2],), ([3, 1, 2],), ([4, 3, 2, 1],)],
    shown=(([2, 1],),),
)
def subsets(numbers: list[int]) -> list[list[int]]:
    """`numbers` holds different integers. Return all its subsets, the empty one included, as lists in ascending
    order; the outer list is ordered by size, and subsets of one size are in ascending order (compared element by
    element). [2, 1] gives [[], [1], [2], [1, 2]].
    """
    found: list[list[int]] = [[]]
    for number in sorted(numbers):
        found += [[*subset, number] for subset in found]
    return sorted(found, key=lambda subset: (len(subset), subset))


@problem(
    level=4,
    inputs=[text("aabc", 0, 5)],
    given=[("",), ("a",), ("ab",), ("aab",), ("aaa",), ("cab",), ("abcd",)],
    shown=(("aab",), ("",)),
)
def arrangements(letters: str) -> list[str]:
    """Return all different strings that use each character of `letters` exactly as often as it occurs there, in
    alphabetical order. "aab" gives ["aab", "aba", "baa"]; the empty string gives [""].
    """
    if not letters:
        return [""]
    return [
        first + rest for first in sorted(set(letters)) for rest in arrangements(letters.replace(first, "", 1))
    ]


@problem(
    level=4,
    inputs=[ints(0, 6)],
    given=[(0,), (1,), (2,), (3,), (4,)],
    shown=((2,), (0,)),
)
def balanced_brackets(pairs: int) -> list[str]:
    """Return all strings of `pairs` opening and `pairs` closing round brackets that are correctly nested, in
    ascending order, "(" being smaller than ")". 2 gives ["(())", "()()"]; 0 gives [""].
    """

    def grow(text: str, opened: int, closed: int) -> list[str]:
        if closed == pairs:
            return [text]
        longer = grow(text + "(", opened + 1, closed) if opened < pairs else []
        return longer + (grow(text + ")", opened, closed + 1) if closed < opened else [])

    return grow("", 0, 0)


@problem(
    level=5,
    inputs=[ints(1, 7)],
    given=[(1,), (2,), (3,), (4,), (5,), (6,)],
)
def queens(size: int) -> list[list[int]]:
    """Place `size` queens on a board of `size` by `size` squares so that no two stand in one row, column or
    diagonal. A solution is a list that gives, row by row, the column of the queen in this row (columns count from
    0). Return all solutions in ascending order (compared element by element); the list is empty where there is
    none.
    """

    def place(columns: list[int]) -> list[list[int]]:
        row = len(columns)
        if row == size:
            return [columns]
        free = [
            column
            for column in range(size)
            if all(column != other and abs(column - other) != row - at for at, other in enumerate(columns))
        ]
        return [solution for column in free for solution in place([*columns, column])]

    return place([])
