"""Points joined by lines: networks, solids and trees."""

from __future__ import annotations

from itertools import combinations

from .family import Draw, Rng, family, listed, until


@family(level=2)
def lines_from_degrees(rng: Rng) -> Draw:
    degrees = until(lambda: [rng.randint(2, 5) for _ in range(rng.randint(6, 8))], lambda d: sum(d) % 2 == 0)
    text = (
        f"In a computer network the {len(degrees)} machines have {listed([str(d) for d in degrees])} cables plugged "
        "in. Every cable joins two of these machines. How many cables are there?"
    )
    return text, sum(degrees) // 2


@family(level=2)
def cables_between_two_rooms(rng: Rng) -> Draw:
    left, right = rng.randint(4, 25), rng.randint(4, 25)
    text = (
        f"One room holds {left} computers, another {right}. Every computer of the first room is joined to every "
        "computer of the second by a cable of its own, and no others are. How many cables are needed?"
    )
    return text, left * right


@family(level=3)
def corners_of_a_solid(rng: Rng) -> Draw:
    sides = rng.randint(5, 14)
    kind = rng.choice(["prism", "pyramid", "antiprism"])
    corners, edges, faces = {
        "prism": (2 * sides, 3 * sides, sides + 2),
        "pyramid": (sides + 1, 2 * sides, sides + 1),
        "antiprism": (2 * sides, 4 * sides, 2 * sides + 2),
    }[kind]
    assert corners - edges + faces == 2
    text = f"A convex solid without holes has {edges} edges and {faces} faces. How many corners does it have?"
    return text, corners


@family(level=3)
def edges_of_a_football(rng: Rng) -> Draw:
    triangles, squares, others = until(
        lambda: (rng.randint(2, 20), rng.randint(3, 18), rng.randint(2, 12)),
        lambda t: (3 * t[0] + 4 * t[1] + 5 * t[2]) % 2 == 0,
    )
    text = (
        f"The surface of a closed solid is made of {triangles} triangles, {squares} quadrilaterals and {others} "
        "pentagons, joined side to side. How many edges does the solid have?"
    )
    return text, (3 * triangles + 4 * squares + 5 * others) // 2


@family(level=4)
def labelled_trees(rng: Rng) -> Draw:
    towns = rng.randint(4, 8)
    text = (
        f"{towns} towns are to be joined by {towns - 1} direct roads so that one can travel from any town to any "
        "other. In how many ways can the pairs of towns that get a road be chosen?"
    )
    return text, towns ** (towns - 2)


@family(level=4)
def walks_along_streets(rng: Rng) -> Draw:
    names, steps = "ABCDE", rng.randint(3, 5)
    streets = until(
        lambda: rng.sample(list(combinations(names, 2)), rng.randint(5, 7)),
        lambda s: len({*"".join(map("".join, s))}) == 5,
    )
    counts = dict.fromkeys(names, 0) | {"A": 1}
    for _ in range(steps):
        counts = {n: sum(counts[a if b == n else b] for a, b in streets if n in {a, b}) for n in names}
    shown = listed([f"{a}{b}" for a, b in sorted(streets)])
    text = (
        f"Five crossings A, B, C, D and E are joined by the streets {shown}, all of which can be used both ways. How "
        f"many walks of exactly {steps} streets lead from A to E, if streets and crossings may be used repeatedly?"
    )
    return text, counts["E"]


@family(level=3)
def pairings(rng: Rng) -> Draw:
    players = 2 * rng.randint(3, 6)
    count = 1
    for odd in range(1, players, 2):
        count *= odd
    text = f"In how many ways can {players} chess players be paired off for a round of {players // 2} games, colours not counted?"
    return text, count


@family(level=5)
def least_guards(rng: Rng) -> Draw:
    size = rng.randint(10, 60)
    text = (
        f"{size} lamps stand in a circle. Pressing the switch of a lamp lights it and its two neighbours. What is the "
        "least number of switches that must be pressed to have every lamp lit, if pressing never puts a light out?"
    )
    return text, -(-size // 3)


@family(level=5)
def connected_networks(rng: Rng) -> Draw:
    nodes, edges = rng.choice([(4, 4), (4, 5), (5, 5), (5, 6), (5, 7), (5, 8), (4, 3)])
    pairs = list(combinations(range(nodes), 2))
    count = sum(connected(nodes, chosen) for chosen in combinations(pairs, edges))
    text = (
        f"How many connected simple graphs with exactly {edges} edges are there on {nodes} labelled vertices?"
    )
    return text, count


def connected(nodes: int, edges: tuple[tuple[int, int], ...]) -> bool:
    reached = {0}
    for _ in range(nodes):
        reached |= {b for a, b in edges if a in reached} | {a for a, b in edges if b in reached}
    return len(reached) == nodes
