"""Tables of people, goods and results."""

from __future__ import annotations

from problem_banks.code_core.author import choice, ints, items, mapping, pair, problem, row, text

NAMES = choice("ann", "bob", "cy", "dee", "eli")


@problem(
    level=1,
    inputs=[mapping(text("abc", 1, 3), ints(0, 9), 0, 5), ints(0, 9)],
    given=[({}, 3), ({"a": 1}, 2), ({"a": 5, "b": 2, "c": 5}, 5), ({"x": 0}, 0), ({"b": 9, "a": 9}, 1)],
)
def above_limit(stock: dict[str, int], limit: int) -> list[str]:
    """Return the keys of `stock` whose value is greater than `limit`, in alphabetical order."""
    return sorted(key for key, value in stock.items() if value > limit)


@problem(
    level=2,
    inputs=[items(pair(NAMES, ints(0, 9)), 0, 8)],
    given=[([],), ([("ann", 3)],), ([("ann", 3), ("ann", 7), ("bob", 5)],), ([("cy", 1), ("bob", 1)],)],
)
def personal_bests(results: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """`results` are pairs of a name and points. Return one pair for each name with the most points it ever had, ordered
    by name.
    """
    best: dict[str, int] = {}
    for name, points in results:
        best[name] = max(points, best.get(name, points))
    return sorted(best.items())


@problem(
    level=3,
    inputs=[items(pair(NAMES, NAMES, ints(0, 4), ints(0, 4)), 0, 7)],
    requires="lambda games: all(home != away for home, away, *_ in games)",
    given=[
        ([],),
        ([("ann", "bob", 2, 1)],),
        ([("ann", "bob", 1, 1), ("bob", "cy", 0, 3)],),
        ([("dee", "eli", 0, 0), ("eli", "dee", 2, 4), ("ann", "eli", 1, 0)],),
    ],
)
def league_table(games: list[tuple[str, str, int, int]]) -> list[tuple[str, int, int]]:
    """Each game is (home, away, goals of home, goals of away). A win earns 3 points, a draw 1. Return (team, points, goal
    difference) for every team that played, ordered by points, then by goal difference, both from high to low, then by
    name.
    """
    table: dict[str, list[int]] = {}
    for home, away, scored, let_in in games:
        for team, own, other in ((home, scored, let_in), (away, let_in, scored)):
            line = table.setdefault(team, [0, 0])
            line[0] += 3 if own > other else 1 if own == other else 0
            line[1] += own - other
    rows = [(team, points, difference) for team, (points, difference) in table.items()]
    return sorted(rows, key=lambda entry: (-entry[1], -entry[2], entry[0]))


@problem(
    level=3,
    inputs=[items(pair(NAMES, ints(1, 20)), 0, 6)],
    given=[
        ([],),
        ([("ann", 9)],),
        ([("ann", 10), ("bob", 2)],),
        ([("ann", 6), ("bob", 6), ("ann", 3)],),
        ([("cy", 20), ("dee", 1), ("eli", 3)],),
    ],
)
def shares_to_settle(paid: list[tuple[str, int]]) -> dict[str, int]:
    """`paid` lists who paid how many cents for a group; everybody named in it is in the group. The total is shared as
    evenly as whole cents allow: all pay the same share rounded down, and the first names in alphabetical order pay one
    cent more until nothing is left over. Return for each name what was paid less that name's share.
    """
    spent: dict[str, int] = {}
    for name, cents in paid:
        spent[name] = spent.get(name, 0) + cents
    if not spent:
        return {}
    share, left = divmod(sum(spent.values()), len(spent))
    return {name: spent[name] - share - (at < left) for at, name in enumerate(sorted(spent))}


@problem(
    level=2,
    inputs=[items(row(ints(0, 5), ints(0, 5), ints(0, 5)), 0, 5)],
    given=[([],), ([[1, 2, 3]],), ([[1, 2, 3], [4, 5, 0]],), ([[0, 0, 0], [0, 0, 0]],)],
)
def with_totals(table: list[list[int]]) -> list[list[int]]:
    """Each row of `table` has three numbers. Return a new table in which every row ends with its sum, and a last row
    holds the sums of all columns, that of the sums included.
    """
    rows = [[*line, sum(line)] for line in table]
    return [*rows, [sum(line[at] for line in rows) for at in range(4)]]


@problem(
    level=4,
    inputs=[mapping(NAMES, items(NAMES, 0, 3, unique=True), 0, 5)],
    given=[
        ({},),
        ({"ann": []},),
        ({"ann": ["bob"], "bob": ["ann"]},),
        ({"ann": ["bob", "cy"], "bob": ["cy"], "cy": []},),
        ({"ann": ["ann"], "dee": ["ann", "eli"]},),
    ],
)
def most_followed(follows: dict[str, list[str]]) -> str | None:
    """`follows` says which names each name follows. Return the name that is followed by the most others; following
    oneself does not count. Of several such names return the first in alphabetical order, and None if nobody is followed
    by anybody else.
    """
    fans: dict[str, int] = {}
    for name, others in follows.items():
        for other in others:
            if other != name:
                fans[other] = fans.get(other, 0) + 1
    return min(fans, key=lambda name: (-fans[name], name), default=None)


@problem(
    level=4,
    inputs=[items(pair(choice("buy", "sell"), ints(1, 9), ints(1, 9)), 0, 7)],
    given=[
        ([],),
        ([("buy", 3, 5)],),
        ([("buy", 3, 5), ("sell", 2, 9)],),
        ([("buy", 2, 5), ("buy", 2, 7), ("sell", 3, 8)],),
        ([("sell", 1, 4), ("buy", 1, 2)],),
        ([("buy", 1, 9), ("sell", 5, 1), ("buy", 2, 2), ("sell", 1, 6)],),
    ],
)
def realised_profit(trades: list[tuple[str, int, int]]) -> int:
    """Each trade is ("buy" or "sell", number of pieces, price of a piece), in order. What is sold is taken from the oldest
    pieces in store first; a sale of more than is in store sells only what is there. Return the total of selling prices
    less buying prices over all pieces that were sold.
    """
    store: list[int] = []
    profit = 0
    for kind, count, price in trades:
        if kind == "buy":
            store += [price] * count
        else:
            sold, store = store[:count], store[count:]
            profit += price * len(sold) - sum(sold)
    return profit


@problem(
    level=5,
    inputs=[items(pair(NAMES, NAMES), 0, 7)],
    given=[
        ([],),
        ([("ann", "bob")],),
        ([("ann", "bob"), ("bob", "cy"), ("dee", "eli")],),
        ([("ann", "ann")],),
        ([("eli", "dee"), ("cy", "dee"), ("ann", "bob")],),
    ],
)
def merged_accounts(same: list[tuple[str, str]]) -> list[list[str]]:
    """Each pair says that its two names belong to one person; if one name belongs to the person of a second, and that to
    the person of a third, all three are one person's. Return the names of each person in alphabetical order, the persons
    ordered by their first names.
    """
    groups: list[set[str]] = []
    for names in same:
        joined = set(names)
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return sorted(sorted(group) for group in groups)
