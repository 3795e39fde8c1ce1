"""Putting things in order."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from ..code_core.author import any_of, choice, counted, ints, items, pair, text
from .family import Draw, family, fill, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]

NAMES = ["ann", "bob", "cy", "dee", "eve"]


@family(level=1)
def ticket_order(rng: Random) -> Draw:
    m, centre = rng.randint(3, 9), rng.randint(20, 70)
    keys: Rules = [
        (f"the remainder on division by {m}", f"n % {m}", lambda n: n - n // m * m),
        (f"the distance from {centre}", f"abs(n - {centre})", lambda n: max(n - centre, centre - n)),
        ("the last decimal digit", "n % 10", lambda n: int(str(n)[-1])),
        ("the sum of the decimal digits", "sum(map(int, str(n)))", lambda n: n // 10 + n % 10),
        (f"the quotient on division by {m}, rounded down", f"n // {m}", lambda n: (n - n % m) // m),
    ]
    words, code, key = rng.choice(keys)
    rising, larger = rng.choice([True, False]), rng.choice([True, False])
    first, second = ("" if rising else "-"), ("-" if larger else "")
    call = f"({code})" if "//" in code or "%" in code else code

    def oracle(tickets: list[int]) -> list[int]:
        rows = sorted(sorted(tickets, reverse=larger), key=key, reverse=False)
        groups = [
            [n for n in rows if key(n) == value]
            for value in sorted({key(n) for n in rows}, reverse=not rising)
        ]
        return [n for group in groups for n in group]

    return Draw(
        prompt=f"`tickets` holds whole numbers from 0 to 99, possibly some of them several times. Return them in a new "
        f"list ordered by {words}, {'the smallest' if rising else 'the largest'} first; numbers that are equal in this "
        f"are ordered by their value, the {'larger' if larger else 'smaller'} number first.",
        solution=fill(
            f"""
            def ticket_order(tickets: list[int]) -> list[int]:
                return sorted(tickets, key=lambda n: ({first}{call if first else code}, {second}n))
            """
        ),
        inputs=[items(ints(0, 99), 0, 9)],
        given=[
            ([],),
            ([centre],),
            ([10, 1, 11, 21, 2],),
            ([centre - 3, centre + 3, centre],),
            ([99, 0, 45, 54, 45, 9],),
        ],
        oracle=oracle,
    )


@family(level=1)
def nth_offer(rng: Random) -> Draw:
    n, edge, m = rng.randint(2, 3), rng.randint(12, 18), rng.randint(2, 3)
    kinds: Rules = [
        ("different offers", "set(offers)", lambda v: sorted({*v})),
        (
            f"offers of at least {edge} (equal offers count separately)",
            f"[offer for offer in offers if offer >= {edge}]",
            lambda v: sorted(x for x in v if x > edge - 1),
        ),
        (
            f"offers below {edge} (equal offers count separately)",
            f"[offer for offer in offers if offer < {edge}]",
            lambda v: sorted(x for x in v if x <= edge - 1),
        ),
        (
            f"different offers that are divisible by {m}",
            f"{{offer for offer in offers if offer % {m} == 0}}",
            lambda v: sorted({x for x in v if x // m * m == x}),
        ),
    ]
    words, code, keep = rng.choice(kinds)
    high = rng.choice([True, False])
    other, text_of = rng.choice([(None, "None"), (-1, "-1"), (0, "0")])
    back = ", reverse=True" if high else ""

    def oracle(offers: list[int]) -> int | None:
        left = keep(offers)
        for _ in range(n - 1):
            if left:
                left.remove(max(left) if high else min(left))
        return other if not left else max(left) if high else min(left)

    return Draw(
        prompt=f"Look only at the {words} in `offers`. Return the {ordinal(n)} {'highest' if high else 'lowest'} of them, "
        f"or {text_of} if there are fewer than {n}. `offers` must not be changed.",
        solution=fill(
            f"""
            def nth_offer(offers: list[int]) -> int{" | None" if other is None else ""}:
                ranked = sorted({code}{back})
                return ranked[{n - 1}] if len(ranked) >= {n} else {text_of}
            """
        ),
        inputs=[items(ints(2, 30), 5, 11)],
        given=[([],), ([edge],), ([edge] * 5,), (list(range(2, 30, 3)),), ([30, 4, 12, 12, 24, 8, 30],)],
        oracle=oracle,
    )


@family(level=3)
def polite_queue(rng: Random) -> Draw:
    most, gap = rng.randint(1, 5), rng.randint(1, 3)
    high = rng.choice([True, False])
    served = rng.choice([0, 2, 3, 4])
    by = f" by at least {gap}" if gap > 1 else ""
    code = f"rank - queue[at - 1][1] >= {gap}" if high else f"queue[at - 1][1] - rank >= {gap}"
    every = (
        f" After every {ordinal(served)} newcomer has taken a place, the person at the front is served and leaves."
        if served
        else ""
    )

    def oracle(people: list[tuple[str, int]]) -> list[str]:
        queue: list[tuple[str, int]] = []
        for number, (name, rank) in enumerate(people, 1):
            stops = [i + 1 for i, (_, r) in enumerate(queue) if (rank - r if high else r - rank) < gap]
            at = max([0, len(queue) - most, *stops[-1:]])
            queue = [*queue[:at], (name, rank), *queue[at:]]
            queue = queue[1:] if served and number % served == 0 else queue
        return [name for name, _ in queue]

    leave = f"\n        if number % {served} == 0:\n            queue.pop(0)" if served else ""
    loop = "for number, (name, rank) in enumerate(people, 1):" if served else "for name, rank in people:"
    return Draw(
        prompt=f"People join a queue one after another, given as tuples (name, rank). A newcomer stands at the end and "
        f"then overtakes the person directly in front as long as that person's rank is "
        f"{'smaller' if high else 'larger'} than the newcomer's{by}, but {most} "
        f"{'person' if most == 1 else 'persons'} at most.{every} Return the names in the queue in the end, from the front "
        f"to the end.",
        solution=fill(
            f"""
            def polite_queue(people: list[tuple[str, int]]) -> list[str]:
                queue: list[tuple[str, int]] = []
                {loop}
                    at = len(queue)
                    while at > 0 and len(queue) - at < {most} and {code}:
                        at -= 1
                    queue.insert(at, (name, rank))$leave
                return [name for name, _ in queue]
            """,
            leave=leave,
        ),
        inputs=[items(pair(choice(*NAMES), ints(1, 6)), 2, 9)],
        given=[
            ([],),
            ([("ann", 3)],),
            ([("ann", 3), ("bob", 3), ("cy", 3)],),
            ([("ann", 1), ("bob", 2), ("cy", 3), ("dee", 4), ("eve", 5), ("flo", 6)],),
            ([("ann", 6), ("bob", 5), ("cy", 4), ("dee", 3), ("eve", 2), ("flo", 1)],),
        ],
        oracle=oracle,
    )


@family(level=3)
def island_dictionary(rng: Random) -> Draw:
    letters = rng.sample("aeiklmnopstu", 6)
    alphabet = "".join(letters)
    start = rng.choice(["front", "back", "length"])
    same = rng.choice(["once", "each"])
    rules = {
        "front": (
            "as in a dictionary, by the first letter, then the second and so on",
            "[ALPHABET.index(c) for c in word]",
        ),
        "back": (
            "by the last letter, then the last but one and so on towards the front",
            "[ALPHABET.index(c) for c in reversed(word)]",
        ),
        "length": (
            "by length, the shorter first, and words of one length by the first letter, then the second and so on",
            "(len(word), [ALPHABET.index(c) for c in word])",
        ),
    }
    words, key = rules[start]
    down = rng.choice([True, False])

    def oracle(stdin: str) -> str:
        found = stdin.split()[1:]
        table = str.maketrans(alphabet, "abcdef")
        rows = [(word.translate(table), word) for word in (found if same == "each" else dict.fromkeys(found))]
        if start == "back":
            rows = [(word[::-1], plain) for word, plain in rows]
        rows.sort(key=lambda entry: (len(entry[0]) if start == "length" else 0, entry[0]))
        return "".join(f"{plain}\n" for _, plain in (rows[::-1] if down else rows))

    prefix = "; a word that is the beginning of another comes before it" if start == "front" else ""
    prefix = "; a word that is the ending of another comes before it" if start == "back" else prefix
    return Draw(
        prompt=f"The people of an island write with six letters, whose order in their alphabet is {', '.join(letters)}. "
        f"The first line of the input is the number of words (at least 1), each of the next lines one word of these "
        f"letters. Sort the words {words} (always in the order of the island's alphabet{prefix}). Print "
        f"{'the sorted words in reverse order, the last one first' if down else 'the sorted words'}, one a line; "
        f"a word that occurs several times is printed {'once only' if same == 'once' else 'as often as it occurs'}.",
        solution=fill(
            f"""
            ALPHABET = "{alphabet}"


            def place(word: str) -> {"list[int]" if start != "length" else "tuple[int, list[int]]"}:
                return {key}


            words = [input() for _ in range(int(input()))]
            for word in sorted({"set(words)" if same == "once" else "words"}, key=place{", reverse=True" if down else ""}):
                print(word)
            """
        ),
        inputs=[counted(items(any_of(text(alphabet, 1, 4), text(alphabet[1:4], 1, 3)), 2, 7), by="\n")],
        given=[
            f"1\n{alphabet}\n",
            f"3\n{letters[5]}\n{letters[0] * 2}\n{letters[0]}\n",
            f"4\n{alphabet[:2]}\n{alphabet[1::-1]}\n{alphabet[:2]}\n{alphabet[:3]}\n",
            f"3\n{alphabet[2:5]}\n{alphabet[4]}\n{alphabet[3:5]}\n",
        ],
        oracle=oracle,
        program=True,
    )


def undo(move: Callable[..., Any]) -> Callable[..., Any]:
    """The move that takes a move of six cards back."""
    places = move(tuple(range(6)))
    return lambda row: tuple(row[places.index(at)] for at in range(6))


def levels(row: tuple[int, ...], moves: list[Callable[..., Any]], count: int) -> set[tuple[int, ...]]:
    """All rows that at most so many moves make."""
    rows = {row}
    for _ in range(count):
        rows |= {move(each) for each in rows for move in moves}
    return rows


@family(level=5)
def shuffle_moves(rng: Random) -> Draw:
    size, k = 6, rng.randint(3, 5)
    i, j = sorted(rng.sample(range(6), 2))
    front = rng.randint(2, 4)
    moves: Rules = [
        (
            f"turn the first {k} cards round, so that they stand in reverse order",
            f"row[:{k}][::-1] + row[{k}:]",
            lambda r: (*reversed(r[:k]), *r[k:]),
        ),
        (
            f"turn the last {front} cards round, so that they stand in reverse order",
            f"row[:-{front}] + row[-{front}:][::-1]",
            lambda r: (*r[:-front], *reversed(r[-front:])),
        ),
        (
            f"exchange the cards at the places {i + 1} and {j + 1}",
            "SWAP",
            lambda r: tuple(r[{i: j, j: i}.get(at, at)] for at in range(size)),
        ),
        ("move the first card to the end", "row[1:] + row[:1]", lambda r: (*r[1:], r[0])),
        ("move the last card to the front", "row[-1:] + row[:-1]", lambda r: (r[-1], *r[:-1])),
        (
            f"take out the first card and put it back so that it lies at place {front + 1}",
            f"row[1:{front + 1}] + row[:1] + row[{front + 1}:]",
            lambda r: (*r[1 : front + 1], r[0], *r[front + 1 :]),
        ),
    ]
    swap = f"row[:{i}] + row[{j}:{j + 1}] + row[{i + 1}:{j}] + row[{i}:{i + 1}] + row[{j + 1}:]"
    chosen = rng.sample(moves, rng.randint(2, 3))
    most = rng.randint(4, 6)

    def oracle(cards: list[int]) -> int:
        return next(
            (n for n in range(most + 1) for way in product(chosen, repeat=n) if sorted_by(way, tuple(cards))),
            -1,
        )

    def sorted_by(way: tuple[Any, ...], cards: tuple[int, ...]) -> bool:
        for _, _, move in way:
            cards = move(cards)
        return list(cards) == sorted(cards)

    goal = tuple(range(1, 7))
    near = levels(goal, [undo(move) for _, _, move in chosen], most)
    if len(near) < 4:
        return shuffle_moves(rng)  # the moves undo one another: next to no row can be sorted
    picks = sorted(rng.sample(sorted(near), min(len(near), 60)))
    far = rng.sample(sorted(permutations(goal)), 4)
    listed = "; ".join(f"({at}) {words}" for at, (words, _, _) in enumerate(chosen, 1))
    codes = "".join(f"                {code.replace('SWAP', swap)},\n" for _, code, _ in chosen)
    return Draw(
        prompt=f"Six cards with different numbers lie in a row; places are counted from 1 on the left. These moves are "
        f"allowed, in any order and as often as one likes: {listed}. Return the smallest number of moves after which the "
        f"cards lie in rising order from left to right, 0 if they do already, or -1 if more than {most} moves would be "
        f"needed or no moves lead there.",
        solution=f"def shuffle_moves(cards: list[int]) -> int:\n    start, goal = tuple(cards), tuple(sorted(cards))\n"
        f"    seen, rows = {{start}}, [start]\n    for moves in range({most + 1}):\n        if goal in rows:\n"
        f"            return moves\n        reached = []\n        for row in rows:\n            for made in (\n{codes}"
        f"            ):\n                if made not in seen:\n                    seen.add(made)\n"
        f"                    reached.append(made)\n        rows = reached\n    return -1\n",
        inputs=[choice(*[list(row) for row in picks + far])],
        given=[([1, 2, 3, 4, 5, 6],), ([6, 5, 4, 3, 2, 1],), *[(list(row),) for row in rng.sample(picks, 4)]],
        oracle=oracle,
    )
