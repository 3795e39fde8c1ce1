"""Inputs on standard input whose rules are known, to hold drawn ones against: each a maker and a reader of its own."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple


class Kind(NamedTuple):
    """`make` writes a valid input, `valid` reads one and says whether it keeps the rules."""

    make: Callable[[Random], str]
    valid: Callable[[list[str]], bool]


def _row(items: object) -> str:
    return " ".join(map(str, items))  # type: ignore[call-overload]


def _ints(line: str) -> list[int]:
    if line != " ".join(line.split(" ")) or (line and "" in line.split(" ")):
        raise ValueError("blanks")
    return [int(token) for token in line.split(" ")] if line else []


def _list(random: Random) -> str:
    items = [random.randint(-20, 99) for _ in range(random.randint(1, 9))]
    return f"{len(items)}\n{_row(items)}\n"


def _is_list(lines: list[str]) -> bool:
    return len(lines) == 2 and [len(_ints(lines[1]))] == _ints(lines[0])


def _two_lists(random: Random) -> str:
    n = random.randint(1, 7)
    rows = [[random.randint(0, 50) for _ in range(n)] for _ in range(2)]
    return f"{n}\n{_row(rows[0])}\n{_row(rows[1])}\n"


def _are_two_lists(lines: list[str]) -> bool:
    return len(lines) == 3 and _ints(lines[0]) == [len(_ints(lines[1]))] == [len(_ints(lines[2]))]


def _matrix(random: Random) -> str:
    n, m = random.randint(1, 5), random.randint(1, 5)
    return f"{n} {m}\n" + "".join(f"{_row(random.randint(0, 9) for _ in range(m))}\n" for _ in range(n))


def _is_matrix(lines: list[str]) -> bool:
    n, m = _ints(lines[0])
    return len(lines) == n + 1 and all(len(_ints(line)) == m for line in lines[1:])


def _cases(random: Random) -> str:
    count = random.randint(1, 5)
    return f"{count}\n" + "".join(_list(random) for _ in range(count))


def _are_cases(lines: list[str]) -> bool:
    (count,) = _ints(lines[0])
    pairs = [lines[1 + 2 * i : 3 + 2 * i] for i in range(count)]
    return len(lines) == 2 * count + 1 and all(map(_is_list, pairs))


def _tree(random: Random) -> str:
    n = random.randint(2, 8)
    return f"{n}\n" + "".join(f"{random.randint(1, i - 1)} {i}\n" for i in range(2, n + 1))


def _is_tree(lines: list[str]) -> bool:
    (n,) = _ints(lines[0])
    seen = {1}
    edges = [_ints(line) for line in lines[1:]]
    for _ in edges:
        seen |= {end for edge in edges if seen & set(edge) for end in edge}
    return len(edges) == n - 1 and seen == set(range(1, n + 1)) and all(len(edge) == 2 for edge in edges)


def _queries(random: Random) -> str:
    n, q = random.randint(2, 8), random.randint(1, 4)
    pairs = [sorted((random.randint(1, n), random.randint(1, n))) for _ in range(q)]
    head = f"{n} {q}\n{_row(random.randint(0, 30) for _ in range(n))}\n"
    return head + "".join(f"{low} {high}\n" for low, high in pairs)


def _are_queries(lines: list[str]) -> bool:
    n, q = _ints(lines[0])
    pairs = [_ints(line) for line in lines[2:]]
    return (
        len(_ints(lines[1])) == n
        and len(pairs) == q
        and all(len(pair) == 2 and 1 <= pair[0] <= pair[1] <= n for pair in pairs)
    )


def _graph(random: Random) -> str:
    n = random.randint(2, 6)
    all_ = [(a, b) for a in range(1, n + 1) for b in range(a + 1, n + 1)]
    edges = random.sample(all_, random.randint(1, len(all_)))
    return f"{n} {len(edges)}\n" + "".join(f"{a} {b}\n" for a, b in edges)


def _is_graph(lines: list[str]) -> bool:
    n, m = _ints(lines[0])
    edges = [tuple(_ints(line)) for line in lines[1:]]
    return len(edges) == m == len(set(edges)) and all(1 <= a < b <= n for a, b in edges)


def _permutation(random: Random) -> str:
    items = list(range(1, random.randint(2, 7) + 1))
    random.shuffle(items)
    return f"{len(items)}\n{_row(items)}\n"


def _is_permutation(lines: list[str]) -> bool:
    items = _ints(lines[1])
    return (
        len(lines) == 2
        and _ints(lines[0]) == [len(items)]
        and sorted(items) == list(range(1, len(items) + 1))
    )


def _sorted(random: Random) -> str:
    items = sorted(random.randint(0, 60) for _ in range(random.randint(3, 8)))
    return f"{len(items)} {random.randint(0, 60)}\n{_row(items)}\n"


def _is_sorted(lines: list[str]) -> bool:
    items = _ints(lines[1])
    return len(lines) == 2 and _ints(lines[0])[0] == len(items) and items == sorted(items)


def _names(random: Random) -> str:
    rows = [
        (random.choice(["ann", "bob", "cy", "di"]), random.randint(0, 99))
        for _ in range(random.randint(1, 5))
    ]
    return f"{len(rows)}\n" + "".join(f"{name} {score}\n" for name, score in rows)


def _are_names(lines: list[str]) -> bool:
    rows = [line.split(" ") for line in lines[1:]]
    return int(lines[0]) == len(rows) and all(
        len(row) == 2 and row[0].isalpha() and row[1].isdigit() for row in rows
    )


def _commands(random: Random) -> str:
    rows = [random.choice(["undo", "push 3", "push 14", "top"]) for _ in range(random.randint(1, 6))]
    return f"{len(rows)}\n" + "".join(f"{row}\n" for row in rows)


def _are_commands(lines: list[str]) -> bool:
    known = [
        line in {"undo", "top"} or (line.startswith("push ") and line[5:].isdigit()) for line in lines[1:]
    ]
    return int(lines[0]) == len(known) and all(known)


def _maze(random: Random) -> str:
    n, m = random.randint(1, 4), random.randint(2, 6)
    return f"{n} {m}\n" + "".join("".join(random.choice("#..") for _ in range(m)) + "\n" for _ in range(n))


def _is_maze(lines: list[str]) -> bool:
    n, m = _ints(lines[0])
    return len(lines) == n + 1 and all(len(line) == m and set(line) <= set("#.") for line in lines[1:])


def _sum(random: Random) -> str:
    return f"{random.randint(-50, 50)} {random.randint(-50, 50)}\n"


def _is_sum(lines: list[str]) -> bool:
    return len(lines) == 1 and len(_ints(lines[0])) == 2


def _counted(random: Random) -> str:
    rows = [[random.randint(0, 9) for _ in range(random.randint(1, 4))] for _ in range(random.randint(1, 4))]
    return f"{len(rows)}\n" + "".join(f"{len(row)} {_row(row)}\n" for row in rows)


def _are_counted(lines: list[str]) -> bool:
    rows = [_ints(line) for line in lines[1:]]
    return _ints(lines[0]) == [len(rows)] and all(row[0] == len(row) - 1 for row in rows)


def _sentence(random: Random) -> str:
    return (
        " ".join(random.choice(["the", "sun", "is", "up", "again"]) for _ in range(random.randint(2, 6)))
        + "\n"
    )


def _is_sentence(lines: list[str]) -> bool:
    return len(lines) == 1 and all(word.isalpha() for word in lines[0].split(" "))


def _until_zero(random: Random) -> str:
    items = [random.randint(1, 30) for _ in range(random.randint(1, 6))]
    return "".join(f"{item}\n" for item in [*items, 0])


def _is_until_zero(lines: list[str]) -> bool:
    numbers = [int(line) for line in lines]
    return numbers[-1] == 0 and 0 not in numbers[:-1]


def _date(random: Random) -> str:
    return f"{random.randint(1990, 2030)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}\n"


def _is_date(lines: list[str]) -> bool:
    from datetime import date

    return len(lines) == 1 and date.fromisoformat(lines[0]) is not None


KINDS = {
    "a list": Kind(_list, _is_list),
    "two lists": Kind(_two_lists, _are_two_lists),
    "a matrix": Kind(_matrix, _is_matrix),
    "cases": Kind(_cases, _are_cases),
    "a tree": Kind(_tree, _is_tree),
    "queries": Kind(_queries, _are_queries),
    "a graph": Kind(_graph, _is_graph),
    "a permutation": Kind(_permutation, _is_permutation),
    "an ascending list": Kind(_sorted, _is_sorted),
    "names with scores": Kind(_names, _are_names),
    "commands": Kind(_commands, _are_commands),
    "a maze": Kind(_maze, _is_maze),
    "two numbers": Kind(_sum, _is_sum),
    "counted rows": Kind(_counted, _are_counted),
    "a sentence": Kind(_sentence, _is_sentence),
    "numbers up to a zero": Kind(_until_zero, _is_until_zero),
    "a date": Kind(_date, _is_date),
}
