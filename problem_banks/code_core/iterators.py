"""Iterators and generators, whose output is collected in a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from problem_banks.code_core.author import choice, ints, items, problem, text


def endless(first: int, second: int) -> Iterator[int]:
    while True:
        yield first
        first, second = second, first + second


@problem(
    level=1,
    inputs=[ints(-5, 9), ints(-5, 9), ints(0, 12)],
    given=[(0, 1, 10), (2, 1, 5), (3, 3, 0), (-1, 4, 1), (5, -5, 6)],
    helpers=(endless,),
)
def first_terms(first: int, second: int, count: int) -> list[int]:
    """A sequence begins with `first` and `second`; each further term is the sum of the two before it. Write a generator
    that yields the sequence without end, and return the list of its first `count` terms (`count` is 0 or more).
    """
    from itertools import islice

    return list(islice(endless(first, second), count))


@problem(
    level=2,
    inputs=[items(items(ints(0, 9), 0, 4), 0, 4)],
    given=[([],), ([[1, 2, 3]],), ([[1, 2, 3], [4], [5, 6]],), ([[], [1], []],), ([[1, 4], [2, 5], [3, 6]],)],
)
def round_robin(queues: list[list[int]]) -> list[int]:
    """Take the elements of several lists in turns: the first of each list in the order of the lists, then the second of
    each, and so on. A list that has no more elements is passed over. Return all elements in that order in one list; the
    arguments must not be changed.
    """
    longest = max(map(len, queues), default=0)
    return [queue[place] for place in range(longest) for queue in queues if place < len(queue)]


@problem(
    level=2,
    inputs=[items(ints(-9, 9), 0, 9), ints(1, 4)],
    given=[([], 2), ([1, 2, 3, 4], 2), ([1, 2], 3), ([5, 6, 7], 3), ([4, -4, 4], 1)],
)
def windows(numbers: list[int], size: int) -> list[tuple[int, ...]]:
    """Return all windows of `size` neighbouring elements of `numbers` (`size` is at least 1) as tuples, from left to
    right; neighbouring windows overlap in all but one element. Where the list is shorter than `size` there are none.
    """
    return [tuple(numbers[start : start + size]) for start in range(len(numbers) - size + 1)]


@problem(
    level=3,
    inputs=[items(ints(0, 20), 0, 6, ordered=True), items(ints(0, 20), 0, 6, ordered=True)],
    given=[([], []), ([1, 3], [2]), ([1, 1], [1]), ([], [4, 5]), ([5, 9], [1, 2])],
)
def merge_streams(first: list[int], second: list[int]) -> list[tuple[int, str]]:
    """`first` and `second` are in ascending order (equal neighbours allowed). Merge them into one list in ascending order
    of tuples (number, origin), where the origin is "first" or "second". Of equal numbers those of `first` come before
    those of `second`.
    """
    tagged = [(number, "first") for number in first] + [(number, "second") for number in second]
    return sorted(tagged)


def peeking(letters: str) -> Iterator[tuple[str, str | None]]:
    for index, letter in enumerate(letters):
        yield letter, letters[index + 1] if index + 1 < len(letters) else None


@problem(
    level=3,
    inputs=[text("0123ab-+ ", 0, 14)],
    given=[("",), ("12+34",), ("a1b22",), ("--",), ("x = 10",), ("7",), ("ab12 cd",)],
    helpers=(peeking,),
)
def tokens(text: str) -> list[tuple[str, str]]:
    """Cut `text` into tokens and return them as tuples (kind, token) from left to right. A maximal run of the digits 0-9
    is a token of kind "number", a maximal run of the letters a-z one of kind "word"; blanks only separate; any other
    character is by itself a token of kind "sign". So "ab12" gives a word and a number.
    """

    def kind(letter: str) -> str:
        if letter in "0123456789":
            return "number"
        return "word" if "a" <= letter <= "z" else "sign"

    found: list[tuple[str, str]] = []
    run = ""
    for letter, following in peeking(text):
        if letter == " ":
            continue
        run += letter
        if following in (None, " ") or kind(letter) == "sign" or kind(following) != kind(letter):
            found.append((kind(letter), run))
            run = ""
    return found


@problem(
    level=4,
    inputs=[
        items(ints(-9, 20), 0, 10),
        items(choice("even", "positive", "double", "square", "distinct"), 0, 4),
        ints(0, 6),
    ],
    given=[
        ([], ["even"], 3),
        ([1, 2, 3, 4], ["even", "double"], 5),
        ([1, 2, 3], [], 2),
        ([-2, 2, -2], ["square", "distinct"], 3),
        ([3, 1, 2], ["double", "even", "positive"], 0),
        ([1, -1, 2, -2, 1], ["distinct", "positive", "square"], 2),
    ],
)
def pipeline(numbers: list[int], stages: list[str], limit: int) -> list[int]:
    """Send `numbers` through the `stages` in order and return the first `limit` results (all of them where there are
    fewer; none for a limit of 0). "even" lets only even numbers pass, "positive" only those above 0, "double" multiplies
    by two, "square" squares, and "distinct" lets a number pass only if no equal one has passed this same stage before.
    Without stages the numbers come out as they are.
    """

    def distinct(stream: Iterator[int]) -> Iterator[int]:
        seen = set()
        for number in stream:
            if number not in seen:
                seen.add(number)
                yield number

    stream: Any = iter(numbers)
    for stage in stages:
        if stage == "even":
            stream = filter(lambda n: n % 2 == 0, stream)
        elif stage == "positive":
            stream = filter(lambda n: n > 0, stream)
        elif stage == "double":
            stream = (n * 2 for n in stream)
        elif stage == "square":
            stream = (n * n for n in stream)
        else:
            stream = distinct(stream)
    return list(stream)[:limit]
