"""Points that are moved, reflected and bounced, with exact coordinates, and solids in a lattice."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from .family import Draw, Rng, agreed, family, listed, until

Matrix = tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]]
ONE: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def _times(a: Matrix, b: Matrix) -> Matrix:
    rows = [tuple(sum(a[i][k] * b[k][j] for k in range(3)) for j in range(3)) for i in range(3)]
    return tuple(rows)  # type: ignore[return-value]


def _moves(rng: Rng, size: int) -> tuple[str, Matrix]:
    p, q = rng.randint(-size, size), rng.randint(-size, size)
    return rng.choice(
        [
            (
                f"rotated by 90 degrees counterclockwise about $({p}, {q})$",
                ((0, -1, p + q), (1, 0, q - p), (0, 0, 1)),
            ),
            (
                f"rotated by 90 degrees clockwise about $({p}, {q})$",
                ((0, 1, p - q), (-1, 0, p + q), (0, 0, 1)),
            ),
            (f"reflected in the line $x = {p}$", ((-1, 0, 2 * p), (0, 1, 0), (0, 0, 1))),
            (
                f"reflected in the line $y = x {'-' if p < 0 else '+'} {abs(p)}$",
                ((0, 1, -p), (1, 0, p), (0, 0, 1)),
            ),
            (f"reflected in the point $({p}, {q})$", ((-1, 0, 2 * p), (0, -1, 2 * q), (0, 0, 1))),
            (f"moved by the vector $({p}, {q})$", ((1, 0, p), (0, 1, q), (0, 0, 1))),
        ]
    )


@family(level=1, steps=(1, 2, 2, 2, 3, 3, 4, 5), rounds=(1, 1, 2, 3, 10, 40, 200, 1000))
def moves_over_and_over(rng: Rng, *, steps: int, rounds: int) -> Draw:
    moves = [_moves(rng, 4) for _ in range(steps)]
    x, y = rng.randint(-9, 9), rng.randint(-9, 9)
    times = rng.randint(max(1, rounds // 2), rounds)
    one = x, y
    for _ in range(times):
        for _, m in moves:
            one = m[0][0] * one[0] + m[0][1] * one[1] + m[0][2], m[1][0] * one[0] + m[1][1] * one[1] + m[1][2]
    power, result = ONE, ONE
    for _, m in moves:
        power = _times(m, power)
    left = times
    while left:
        result, power, left = _times(power, result) if left & 1 else result, _times(power, power), left >> 1
    two = [sum(a * b for a, b in zip(row, (x, y, 1), strict=True)) for row in result]
    told = ", then ".join(name for name, _ in moves)
    again = (
        ""
        if times == 1
        else f" This is done {times} times in all, always in this order."
        if steps > 1
        else f" This is done {times} times in all."
    )
    weight = rng.randint(2, 9)
    text = rng.choice(
        [
            f"The point $({x}, {y})$ is {told}.{again} It ends up at $(a, b)$. What is $a + {weight}b$?",
            f"A marker lies at $({x}, {y})$. It is {told}.{again} Its last position is $(a, b)$. Compute $a + {weight}b$.",
        ]
    )
    return text, agreed(one[0] + weight * one[1], two[0] + weight * two[1])


@family(level=1, size=(3, 3, 3, 5, 8, 14, 30, 60), bounces=(0, 1, 2, 3, 5, 12, 40, 150))
def ball_on_a_table(rng: Rng, *, size: int, bounces: int) -> Draw:
    width, height = until(lambda: (rng.randint(2, size), rng.randint(2, size)), lambda s: s[0] != s[1])
    dx, dy = until(lambda: (rng.randint(1, size), rng.randint(1, size)), lambda d: gcd(*d) == 1)
    x, y = rng.randint(1, width - 1), rng.randint(1, height - 1)
    time = rng.randint(min(2, 2 * bounces + 1), max(1, 2 * bounces))
    one = (_folded(x + dx * time, width), _folded(y + dy * time, height))
    two = _bounced((x, y), (dx, dy), (width, height), time)
    text = rng.choice(
        [
            f"A ball without friction moves in the rectangle $0 \\le x \\le {width}$, $0 \\le y \\le {height}$. At time 0 it is at "
            f"$({x}, {y})$ and has the velocity $({dx}, {dy})$ per second; it is reflected at the sides, and thrown straight back "
            f"if it hits a corner. At which point $(a, b)$ is it after {time} {'second' if time == 1 else 'seconds'}? Give ${size + 3}a + b$.",
            f"A ray of light starts at $({x}, {y})$ in a box with mirrors as walls, $0 \\le x \\le {width}$ and "
            f"$0 \\le y \\le {height}$. In each unit of time it goes on by the vector $({dx}, {dy})$, except that a wall reverses "
            f"the part of the motion that is perpendicular to it. After {time} {'unit' if time == 1 else 'units'} of time it is at $(a, b)$. What is "
            f"${size + 3}a + b$?",
        ]
    )
    return text, agreed((size + 3) * one[0] + one[1], (size + 3) * two[0] + two[1])


def _folded(value: int, length: int) -> int:
    rest = value % (2 * length)
    return min(rest, 2 * length - rest)


def _bounced(at: tuple[int, int], way: tuple[int, int], size: tuple[int, int], time: int) -> tuple[int, int]:
    """From wall to wall, each coordinate by itself, in exact steps of a unit of length."""
    result = []
    for start, speed, length in zip(at, way, size, strict=True):
        place, left, sign = start, speed * time, 1
        while left:
            free = length - place if sign > 0 else place
            go = min(free, left)
            place, left = place + sign * go, left - go
            sign = -sign if go == free else sign
        result.append(place)
    return result[0], result[1]


@family(level=2, size=(1, 2, 3, 5, 8, 15, 30))
def height_of_a_pyramid(rng: Rng, *, size: int) -> Draw:
    points = until(
        lambda: [tuple(rng.randint(-size, size) for _ in range(3)) for _ in range(4)],
        lambda p: abs(_volume(p)) > size,
    )
    top, *base = points
    u, v, w = ([q - p for p, q in zip(base[0], other, strict=True)] for other in (base[1], base[2], top))
    normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    first = Fraction(sum(n * x for n, x in zip(normal, w, strict=True)) ** 2, sum(n * n for n in normal))
    gram = [[sum(a * b for a, b in zip(p, q, strict=True)) for q in (u, v, w)] for p in (u, v, w)]
    second = Fraction(_three(gram), gram[0][0] * gram[1][1] - gram[0][1] ** 2)
    told = listed([f"$({x}, {y}, {z})$" for x, y, z in base])
    text = rng.choice(
        [
            f"What is the square of the distance of the point $({top[0]}, {top[1]}, {top[2]})$ from the plane through {told}?",
            f"A tetrahedron has its apex at $({top[0]}, {top[1]}, {top[2]})$ and the base corners {told}. What is the square of "
            "its height above the base?",
        ]
    )
    return text, agreed(first, second)


def _three(m: list[list[int]]) -> int:
    (a, b, c), (d, e, f), (g, h, i) = m
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def _volume(points: list[tuple[int, ...]]) -> int:
    return _three([[q - p for p, q in zip(points[0], other, strict=True)] for other in points[1:]])


@family(level=1, size=(2, 3, 4, 5, 10, 20, 60, 200), pieces=(1, 1, 1, 1, 1, 2, 2, 3))
def cubes_cut_by_a_diagonal(rng: Rng, *, size: int, pieces: int) -> Draw:
    sides = [rng.randint(size // 2, size) * pieces for _ in range(3)]
    a, b, c = sides
    formula = a + b + c - gcd(a, b) - gcd(b, c) - gcd(a, c) + gcd(a, b, c)
    cuts = {Fraction(k, side) for side in sides for k in range(1, side + 1)}
    text = rng.choice(
        [
            f"A box of {a} by {b} by {c} is built of unit cubes. Through the interior of how many of these cubes does a straight "
            "line from one corner of the box to the opposite corner pass?",
            f"A straight needle is pushed through a block of {a} by {b} by {c} equal small cubes, from a corner to the opposite "
            "corner. The inside of how many small cubes does it pierce?",
        ]
    )
    return text, agreed(formula, len(cuts))
