"""Stories with a trick."""

from __future__ import annotations

from itertools import permutations

from .family import Draw, Rng, family, people, until


@family(level=2)
def snail_in_a_well(rng: Rng) -> Draw:
    depth, up, slip = until(
        lambda: (rng.randint(9, 45), rng.randint(3, 8), rng.randint(2, 5)), lambda t: t[0] > t[1] > t[2]
    )
    height, day = 0, 0
    while True:
        day += 1
        height += up
        if height >= depth:
            break
        height -= slip
    text = (
        f"A snail sits at the bottom of a well {depth} metres deep. By day it climbs {up} metres, at night it slips "
        f"back {slip} metres. On how many days does it climb until it is at the top, the last one included?"
    )
    return text, day


@family(level=3)
def weighings_for_a_light_coin(rng: Rng) -> Draw:
    coins = rng.randint(10, 700)
    weighings = next(k for k in range(1, 10) if 3**k >= coins)
    text = (
        f"Among {coins} coins that look alike one is lighter than the others, which all weigh the same. What is the "
        "least number of weighings on a balance without weights that is always enough to find it?"
    )
    return text, weighings


@family(level=3)
def pieces_of_a_cake(rng: Rng) -> Draw:
    cuts = rng.randint(4, 20)
    pieces = 1
    for cut in range(1, cuts + 1):
        pieces += cut
    text = f"What is the largest number of pieces into which a round cake can be divided by {cuts} straight cuts from above?"
    return text, pieces


@family(level=1)
def crossings_of_a_ferry(rng: Rng) -> Draw:
    people_, seats = until(lambda: (rng.randint(12, 60), rng.randint(3, 6)), lambda t: t[0] > 2 * t[1])
    trips = 0
    left = people_
    while left > seats:
        left -= seats - 1
        trips += 2
    text = (
        f"{people_} hikers want to cross a river in a boat that holds {seats} people. One of the hikers must row it "
        "each time, also on the way back, and always one alone brings it back. How often does the boat cross the river?"
    )
    return text, trips + 1


@family(level=4)
def smallest_weight_set(rng: Rng) -> Draw:
    most = rng.randint(20, 900)
    both = rng.random() < 0.5
    base = 3 if both else 2
    count = next(k for k in range(1, 12) if (base**k - 1) // (base - 1) >= most)
    where = "on both pans, also beside the goods" if both else "on one pan only, opposite the goods"
    text = (
        f"A merchant wants to weigh goods of 1, 2, 3, ..., {most} kilograms exactly on a balance. The weights may be put "
        f"{where}. What is the least number of weights that can be enough?"
    )
    return text, count


@family(level=4)
def letters_for_digits(rng: Rng) -> Draw:
    a, b, c = until(lambda: rng.sample(range(1, 10), 3), lambda t: unique_sum(*t))
    total = 10 * a + b + 10 * b + c
    text = (
        "The letters A, B and C stand for different digits from 1 to 9. The two-digit numbers AB and BC have the sum "
        f"{total}, and the digits have the sum {a + b + c}. Which three-digit number is ABC?"
    )
    return text, 100 * a + 10 * b + c


def unique_sum(a: int, b: int, c: int) -> bool:
    wanted = (10 * a + 11 * b + c, a + b + c)
    return sum((10 * x + 11 * y + z, x + y + z) == wanted for x, y, z in permutations(range(1, 10), 3)) == 1


@family(level=4)
def entry_of_a_magic_square(rng: Rng) -> Draw:
    centre, p, q = until(
        lambda: (rng.randint(10, 30), rng.randint(-6, 6), rng.randint(-6, 6)),
        lambda t: len({0, t[1], t[2], t[1] + t[2], t[1] - t[2]}) == 5 and abs(t[1]) + abs(t[2]) < 10,
    )
    square = [
        [centre + p, centre - p - q, centre + q],
        [centre - p + q, centre, centre + p - q],
        [centre - q, centre + p + q, centre - p],
    ]
    text = (
        "In a square of three rows and three columns, all rows, columns and both diagonals have the same sum. The first "
        f"row begins with {square[0][0]} and {square[0][1]}, and the number in the middle of the square is {centre}. "
        "Which number stands in the lower left corner?"
    )
    return text, square[2][0]


@family(level=3)
def crossing_a_bridge(rng: Rng) -> Draw:
    slow = sorted(rng.sample(range(1, 14), 4))
    a, b, c, d = slow
    best = min(a + 3 * b + d, 2 * a + b + c + d)
    names = people(rng, 4)
    text = (
        f"{names[0]}, {names[1]}, {names[2]} and {names[3]} need {a}, {b}, {c} and {d} minutes to cross a bridge. At "
        "most two may be on it at once, at the pace of the slower one, and always with the only lamp, which must be "
        "carried back each time. What is the least number of minutes until all four are across?"
    )
    return text, best


@family(level=5)
def two_egg_drops(rng: Rng) -> Draw:
    floors = rng.randint(15, 190)
    drops = next(k for k in range(1, 40) if k * (k + 1) // 2 >= floors)
    text = (
        f"A tower has {floors} floors. A glass ball breaks if it falls from a certain floor or any higher one, possibly "
        "from none of them. With two such balls, which can be used until they break, how many drops are always enough "
        "to find that floor, if one plans as well as possible?"
    )
    return text, drops


@family(level=2)
def exchanged_bottles(rng: Rng) -> Draw:
    bottle, full = until(lambda: (rng.randint(3, 7), rng.randint(20, 90)), lambda t: t[1] % t[0] != 0)
    drunk, empty = full, full
    while empty >= bottle:
        new, rest = divmod(empty, bottle)
        drunk, empty = drunk + new, new + rest
    text = (
        f"A kiosk gives one full bottle of juice for {bottle} empty ones. Someone buys {full} full bottles and then "
        "exchanges empty bottles as often as possible, borrowing none. How many bottles can be drunk in all?"
    )
    return text, drunk
