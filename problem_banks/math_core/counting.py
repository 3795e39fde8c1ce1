"""How many ways there are, found by listing them."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations, product
from math import comb

from .family import Draw, Rng, family, people

WORDS = (
    "LEVEL",
    "BANANA",
    "PEPPER",
    "LETTER",
    "COFFEE",
    "TATTOO",
    "BALLOT",
    "KAYAK",
    "CACAO",
    "ADDED",
    "SEEDS",
    "MAMMAL",
    "TOMATO",
    "CANOE",
    "ORANGE",
    "BOTTLE",
    "RADAR",
    "MINIM",
    "ROTOR",
    "PUPPY",
    "QUEEN",
    "APPLE",
    "ONION",
    "PAPAYA",
    "SALAD",
)


@family(level=1)
def outfits(rng: Rng) -> Draw:
    who, (a, b, c) = people(rng, 1)[0], (rng.randint(3, 8), rng.randint(2, 6), rng.randint(2, 5))
    one, two, three = rng.choice(
        [
            ("shirts", "pairs of trousers", "hats"),
            ("soups", "main courses", "desserts"),
            ("rings", "scarves", "belts"),
        ]
    )
    count = len(list(product(range(a), range(b), range(c))))
    text = (
        f"{who} can choose from {a} {one}, {b} {two} and {c} {three}. In how many ways can {who} "
        f"choose one of each?"
    )
    return text, count


@family(level=2)
def handshakes(rng: Rng) -> Draw:
    n, (act, things) = (
        rng.randint(7, 30),
        rng.choice(
            [("shakes hands", "handshakes"), ("plays one game of chess", "games"), ("shares one hug", "hugs")]
        ),
    )
    text = (
        f"In a group of {n} people, every person {act} with every other person, exactly once. "
        f"How many {things} are there in total?"
    )
    return text, len(list(combinations(range(n), 2)))


@family(level=3)
def letter_arrangements(rng: Rng) -> Draw:
    word = rng.choice(WORDS)
    count = len(set(permutations(word)))
    return f"How many different arrangements are there of all the letters of the word {word}?", count


@family(level=3)
def committees(rng: Rng) -> Draw:
    a, b = rng.randint(4, 8), rng.randint(4, 8)
    p, q = rng.randint(2, 3), rng.randint(2, 3)
    one, two = rng.choice(
        [("teachers", "parents"), ("singers", "drummers"), ("painters", "sculptors"), ("doctors", "nurses")]
    )
    count = len(list(combinations(range(a), p))) * len(list(combinations(range(b), q)))
    text = (
        f"A group consists of {a} {one} and {b} {two}. In how many ways can a committee of exactly "
        f"{p} {one} and exactly {q} {two} be formed?"
    )
    return text, count


@family(level=3)
def triangles_on_two_lines(rng: Rng) -> Draw:
    a, b = rng.randint(3, 9), rng.randint(3, 9)
    dots = [(0, k) for k in range(a)] + [(1, k) for k in range(b)]
    count = sum(len({line for line, _ in trio}) == 2 for trio in combinations(dots, 3))
    text = (
        f"{a} points lie on one line, and {b} points lie on a second line parallel to the first. "
        f"How many triangles have three of these points as vertices?"
    )
    return text, count


@family(level=4)
def paths_past_a_hole(rng: Rng) -> Draw:
    w, h = rng.randint(4, 7), rng.randint(3, 6)
    p, q = rng.randint(1, w - 1), rng.randint(1, h - 1)
    ways = {(0, 0): 1}
    for x, y in product(range(w + 1), range(h + 1)):
        if (x, y) == (p, q):
            ways[x, y] = 0
        elif (x, y) != (0, 0):
            ways[x, y] = ways.get((x - 1, y), 0) + ways.get((x, y - 1), 0)
    assert ways[w, h] == comb(w + h, w) - comb(p + q, p) * comb(w + h - p - q, w - p)
    text = (
        f"A robot moves from $(0, 0)$ to $({w}, {h})$ in steps of one unit to the right or one unit up. It must not pass through the point "
        f"$({p}, {q})$. How many different paths are possible?"
    )
    return text, ways[w, h]


@family(level=4)
def sharing_identical_things(rng: Rng) -> Draw:
    things, children, least = rng.randint(7, 14), rng.randint(3, 4), rng.randint(0, 1)
    shares = product(range(least, things + 1), repeat=children - 1)
    count = sum(things - sum(share) >= least for share in shares)
    assert count == comb(things - least * children + children - 1, children - 1)
    rule = "Every child must get at least one." if least else "Some children may get none."
    kind = rng.choice(["oranges", "marbles", "biscuits", "balloons"])
    text = (
        f"In how many ways can {things} identical {kind} be shared out among {children} different "
        f"children, with none left over? {rule}"
    )
    return text, count


@family(level=4)
def numbers_with_distinct_digits(rng: Rng) -> Draw:
    size, rest = rng.choice(
        [(3, "even"), (3, "odd"), (4, "even"), (4, "odd"), (3, "divisible by 5"), (4, "divisible by 5")]
    )
    low = rng.randint(1, 6) * 10 ** (size - 1)
    fits = {
        "even": lambda n: n % 2 == 0,
        "odd": lambda n: n % 2 == 1,
        "divisible by 5": lambda n: n % 5 == 0,
    }[rest]
    count = sum(fits(n) and len(set(str(n))) == size for n in range(low, 10**size))
    word = {3: "three", 4: "four"}[size]
    text = (
        f"How many of the integers from {low} to {10**size - 1} are {rest} and have {word} different digits?"
    )
    return text, count


@family(level=4)
def no_two_neighbours(rng: Rng) -> Draw:
    seats, guests = rng.randint(8, 14), rng.randint(2, 5)
    count = sum(all(b - a > 1 for a, b in pairwise(c)) for c in combinations(range(seats), guests))
    text = (
        f"A row has {seats} chairs. In how many ways can {guests} of the chairs be chosen such "
        f"that no two chosen chairs are next to each other?"
    )
    return text, count


@family(level=4)
def digits_in_order(rng: Rng) -> Draw:
    low = rng.randint(100, 900)
    high = low + rng.randint(600, 4000)
    way, holds = rng.choice(
        [
            ("increase", lambda s: all(a < b for a, b in pairwise(s))),
            ("decrease", lambda s: all(a > b for a, b in pairwise(s))),
        ]
    )
    count = sum(holds(str(n)) for n in range(low, high + 1))
    text = (
        f"How many integers from {low} to {high}, both included, have digits that strictly {way} "
        f"from left to right?"
    )
    return (text, count) if count > 5 else digits_in_order(rng)


@family(level=5)
def round_table(rng: Rng) -> Draw:
    n, (first, second) = rng.randint(5, 8), people(rng, 2)
    apart = rng.random() < 0.5
    count = 0
    for order in permutations(range(1, n)):
        adjacent = 1 in (order[0], order[-1])
        count += adjacent != apart
    rule = "do not sit" if apart else "sit"
    text = (
        f"In how many ways can {n} people, among them {first} and {second}, sit at a round table such that {first} and {second} {rule} next to each other? "
        "Two seatings that differ only by a rotation count as the same."
    )
    return text, count


@family(level=5)
def subsets_by_sum(rng: Rng) -> Draw:
    n, by = rng.randint(6, 11), rng.randint(3, 5)
    rest = rng.randrange(by)
    table = [1] + [0] * (by - 1)
    for k in range(1, n + 1):
        table = [table[r] + table[(r - k) % by] for r in range(by)]
    count = sum(
        sum(subset) % by == rest for size in range(n + 1) for subset in combinations(range(1, n + 1), size)
    )
    assert count == table[rest]
    text = (
        f"How many subsets of $\\{{1, 2, 3, \\ldots, {n}\\}}$ have a sum that leaves remainder "
        f"{rest} when divided by {by}? The sum of the empty set is 0."
    )
    return text, count


@family(level=5)
def routes_on_a_cube(rng: Rng) -> Draw:
    steps, shape = rng.randint(3, 10), rng.choice(["cube", "tetrahedron", "octahedron"])
    corners = {"cube": 8, "tetrahedron": 4, "octahedron": 6}[shape]
    joined = {
        "cube": lambda a, b: (a ^ b).bit_count() == 1,
        "tetrahedron": lambda a, b: a != b,
        "octahedron": lambda a, b: a != b and a + b != 5,
    }[shape]
    ways = [1] + [0] * (corners - 1)
    for _ in range(steps):
        ways = [sum(ways[a] for a in range(corners) if joined(a, b)) for b in range(corners)]
    text = (
        f"An ant starts at a vertex of {'an' if shape == 'octahedron' else 'a'} {shape} and walks along exactly {steps} edges, one after another; it may use edges and vertices again. "
        "How many such walks end at the vertex where they started?"
    )
    return (text, ways[0]) if ways[0] else routes_on_a_cube(rng)
