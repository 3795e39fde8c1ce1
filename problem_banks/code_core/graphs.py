"""Graphs."""

from __future__ import annotations

from problem_banks.code_core.author import choice, grid, ints, items, mapping, pair, problem, row

TOWN = choice("A", "B", "C", "D", "E", "F")
ROADS = items(pair(TOWN, TOWN), 0, 9)


@problem(
    level=2,
    inputs=[ROADS],
    given=[([],), ([("A", "B")],), ([("A", "B"), ("B", "A")],), ([("A", "A")],), ([("C", "A"), ("A", "B")],)],
)
def neighbours(roads: list[tuple[str, str]]) -> dict[str, list[str]]:
    """`roads` are two-way roads between towns, given as tuples of two names. Return a dictionary that gives for each
    town that occurs the names of the towns next to it, in alphabetical order and without repeats. A road from a
    town to itself makes the town its own neighbour.
    """
    found: dict[str, set[str]] = {}
    for a, b in roads:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return {town: sorted(near) for town, near in found.items()}


@problem(
    level=2,
    inputs=[ROADS, TOWN],
    given=[
        ([], "A"),
        ([("A", "B"), ("B", "C")], "A"),
        ([("B", "A"), ("C", "B")], "A"),
        ([("A", "B"), ("B", "A"), ("D", "E")], "B"),
        ([("C", "C")], "C"),
        ([("A", "B"), ("A", "C"), ("C", "D"), ("D", "A"), ("E", "A")], "C"),
    ],
)
def reachable(streets: list[tuple[str, str]], start: str) -> list[str]:
    """`streets` are one-way streets, tuples (from, to). Return all places that can be reached from `start` along any
    number of streets, in alphabetical order; `start` itself is always among them.
    """
    found = {start}
    waiting = [start]
    while waiting:
        place = waiting.pop()
        for origin, end in streets:
            if origin == place and end not in found:
                found.add(end)
                waiting.append(end)
    return sorted(found)


@problem(
    level=3,
    inputs=[ROADS, TOWN, TOWN],
    given=[
        ([], "A", "A"),
        ([], "A", "B"),
        ([("A", "B"), ("B", "C"), ("C", "D"), ("A", "D")], "A", "C"),
        ([("A", "B"), ("B", "C"), ("C", "D")], "D", "A"),
        ([("A", "B"), ("C", "D")], "A", "D"),
        ([("A", "B"), ("B", "E"), ("A", "C"), ("C", "D"), ("D", "E"), ("E", "F")], "A", "F"),
    ],
)
def fewest_roads(roads: list[tuple[str, str]], start: str, end: str) -> int:
    """`roads` are two-way roads between towns, given as tuples of two names. Return the least number of roads on a
    way from `start` to `end`: 0 where they are the same town (even one without roads), -1 where there is no way.
    """
    distance = {start: 0}
    queue = [start]
    for town in queue:
        for a, b in roads:
            for here, there in ((a, b), (b, a)):
                if here == town and there not in distance:
                    distance[there] = distance[town] + 1
                    queue.append(there)
    return distance.get(end, -1)


@problem(
    level=3,
    inputs=[grid(choice("#", "."), (1, 6), (1, 6))],
    given=[
        ([["."]],),
        ([["#"]],),
        ([["#", "#", "."], [".", ".", "."], ["#", ".", "#"]],),
        ([["#", "."], [".", "#"]],),
        ([["#", "#"], ["#", "#"]],),
    ],
)
def count_islands(chart: list[list[str]]) -> int:
    """`chart` is a rectangular grid of at least one cell; "#" is land and "." is water. An island is a largest
    possible group of land cells in which you get from each cell to each other by steps to the left, right, up or
    down over land (not diagonally). Return the number of islands.
    """
    land = {(r, c) for r, line in enumerate(chart) for c, cell in enumerate(line) if cell == "#"}
    islands = 0
    while land:
        islands += 1
        waiting = [land.pop()]
        while waiting:
            r, c = waiting.pop()
            for cell in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                if cell in land:
                    land.remove(cell)
                    waiting.append(cell)
    return islands


@problem(
    level=4,
    inputs=[mapping(TOWN, items(TOWN, 0, 2, unique=True), 0, 6)],
    given=[
        ({},),
        ({"A": ["B"], "B": ["C"], "C": []},),
        ({"A": ["B"], "B": ["A"]},),
        ({"D": ["B"], "C": ["A"]},),
        ({"A": ["A"]},),
        ({"B": ["F", "A"], "E": ["B"], "A": [], "C": ["A"]},),
    ],
)
def task_order(needs: dict[str, list[str]]) -> list[str]:
    """`needs` maps tasks to the tasks that must be done before them; tasks that occur only in these lists need
    nothing. Return an order in which all tasks (keys and list members) can be done one after the other. Whenever
    several tasks could come next, take the one whose name is alphabetically first. Return an empty list where the
    tasks wait for each other in a circle (also where a task needs itself).
    """
    tasks = sorted({*needs, *(name for names in needs.values() for name in names)})
    order: list[str] = []
    while len(order) < len(tasks):
        ready = [task for task in tasks if task not in order and set(needs.get(task, ())) <= set(order)]
        if not ready:
            return []
        order.append(ready[0])
    return order


@problem(
    level=4,
    inputs=[items(pair(TOWN, TOWN, ints(1, 20)), 0, 9), TOWN, TOWN],
    given=[
        ([], "A", "A"),
        ([], "A", "B"),
        ([("A", "B", 5), ("B", "C", 5), ("A", "C", 20)], "A", "C"),
        ([("A", "B", 5), ("A", "B", 3)], "B", "A"),
        ([("A", "B", 1), ("C", "D", 1)], "A", "D"),
        ([("A", "B", 7), ("A", "C", 3), ("C", "B", 1), ("B", "D", 2), ("C", "D", 8)], "A", "D"),
    ],
)
def shortest_way(roads: list[tuple[str, str, int]], start: str, end: str) -> int:
    """`roads` are two-way roads, tuples (town, town, length) with positive lengths; two towns may be joined by
    several roads. Return the length of the shortest way from `start` to `end`: 0 where they are the same town, -1
    where there is no way.
    """
    from heapq import heappop, heappush

    heap = [(0, start)]
    done: set[str] = set()
    while heap:
        distance, town = heappop(heap)
        if town == end:
            return distance
        if town in done:
            continue
        done.add(town)
        for a, b, length in roads:
            for here, there in ((a, b), (b, a)):
                if here == town:
                    heappush(heap, (distance + length, there))
    return -1


@problem(
    level=5,
    inputs=[items(pair(TOWN, TOWN, ints(1, 20)), 0, 10)],
    given=[
        ([],),
        ([("A", "B", 4)],),
        ([("A", "B", 1), ("B", "C", 2), ("A", "C", 3)],),
        ([("A", "B", 5), ("C", "D", 6)],),
        ([("A", "A", 3)],),
        ([("A", "B", 4), ("A", "B", 2), ("B", "C", 7), ("C", "D", 1), ("A", "D", 6)],),
    ],
)
def cheapest_network(cables: list[tuple[str, str, int]]) -> int:
    """`cables` are possible cables, tuples (house, house, price) with positive prices. Choose some of them so that
    all houses that occur in `cables` are connected with each other, directly or through others, as cheaply as
    possible. Return the total price of the chosen cables, or -1 where even all the cables do not connect all
    houses. No cables at all cost 0, and a cable from a house to itself is never needed (but the house occurs).
    """
    group = {house: house for a, b, _ in cables for house in (a, b)}

    def find(house: str) -> str:
        while group[house] != house:
            house = group[house]
        return house

    total = 0
    for a, b, price in sorted(cables, key=lambda cable: cable[2]):
        if find(a) != find(b):
            group[find(a)] = find(b)
            total += price
    return total if len({find(house) for house in group}) <= 1 else -1


@problem(
    level=5,
    inputs=[items(row(TOWN, TOWN), 0, 9)],
    given=[
        ([],),
        ([["A", "B"]],),
        ([["A", "B"], ["B", "C"], ["C", "A"]],),
        ([["A", "B"], ["B", "C"], ["C", "D"], ["D", "A"]],),
        ([["A", "A"]],),
        ([["A", "B"], ["C", "D"], ["D", "E"], ["E", "C"]],),
    ],
    shown=(([],),),
)
def two_teams(rivals: list[list[str]]) -> list[list[str]]:
    """Each element of `rivals` is a list of two names of people who must not be in the same team. Divide everybody who
    occurs into two teams. Within each group of people that are linked through rivalries, directly or through
    others, the alphabetically first person goes into the first team, which settles the rest of that group. Return
    [first team, second team], both in alphabetical order, or an empty list where it can't be done (also where
    somebody is their own rival). Nobody at all gives [[], []].
    """
    near: dict[str, set[str]] = {}
    for a, b in rivals:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    team: dict[str, int] = {}
    for leader in sorted(near):
        waiting = [] if leader in team else [leader]
        team.setdefault(leader, 0)
        while waiting:
            person = waiting.pop()
            for other in near[person]:
                if other not in team:
                    team[other] = 1 - team[person]
                    waiting.append(other)
    if any(team[a] == team[b] for a, b in rivals):
        return []
    return [sorted(name for name in team if team[name] == side) for side in (0, 1)]
