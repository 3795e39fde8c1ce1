"""Figures with exact coordinates: areas, distances and points, as fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from .family import Draw, Rng, agreed, family, listed, until
from .shapes import Point, cross, drawn, hull, shown, square, triangle


@family(level=1, sides=(3, 3, 3, 3, 4, 5, 6, 8), size=(2, 3, 4, 8, 10, 15, 25, 40))
def whole_points_inside(rng: Rng, *, sides: int, size: int) -> Draw:
    points = hull(rng, size, sides)
    doubled = abs(
        sum(int(a[0] * b[1] - a[1] * b[0]) for a, b in zip(points, points[1:] + points[:1], strict=True))
    )
    border = sum(
        gcd(int(a[0] - b[0]), int(a[1] - b[1])) for a, b in zip(points, points[1:] + points[:1], strict=True)
    )
    text = rng.choice(
        [
            f"How many points with integer coordinates lie strictly inside the convex polygon with the vertices {shown(*points)}?",
            f"A field has the corners {shown(*points)}, in this order, and straight edges. Posts stand at all points with integer "
            "coordinates. How many posts stand inside the field, not counting those on its edges?",
        ]
    )
    return text, agreed(_scanned(points), (doubled - border + 2) // 2)


def _scanned(points: list[Point]) -> int:
    """Whole points strictly inside, row by row."""
    total = 0
    ys = [p[1] for p in points]
    for y in range(int(min(ys)) + 1, int(max(ys))):
        cuts = set()
        for a, b in zip(points, points[1:] + points[:1], strict=True):
            if min(a[1], b[1]) <= y <= max(a[1], b[1]) and a[1] != b[1]:
                cuts.add(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]))
        low, high = min(cuts), max(cuts)
        total += max(0, -(-high // 1) - low // 1 - 1)
    return int(total)


@family(level=1, size=(2, 3, 3, 5, 8, 12, 20, 40), steps=(0, 0, 1, 1, 2, 2, 2, 3))
def area_left_of_cuts(rng: Rng, *, size: int, steps: int) -> Draw:
    points = hull(rng, size, 3 if steps < 2 else 4)
    cuts = []
    left = points
    for _ in range(steps):
        inside = (sum(p[0] for p in left) / len(left), sum(p[1] for p in left) / len(left))
        c = rng.randint(-size, size)
        a, b = until(lambda: (rng.randint(-3, 3), rng.randint(-3, 3)), lambda ab: gcd(*ab) == 1)
        c = int(a * inside[0] + b * inside[1]) + rng.randint(0, size // 4)
        cuts.append((a, b, c))
        left = _clipped(left, a, b, c)
        if len(left) < 3:
            return area_left_of_cuts(rng, size=size, steps=steps)
    area = abs(sum(p[0] * q[1] - p[1] * q[0] for p, q in zip(left, left[1:] + left[:1], strict=True))) / 2
    if not cuts:
        return _whole_area(rng, points, area)
    rules = listed([f"${_linear(a, b)} \\le {c}$" for a, b, c in cuts])
    text = rng.choice(
        [
            f"What is the area of the part of the convex polygon with the vertices {shown(*points)} in which {rules}?",
            f"The convex polygon with the corners {shown(*points)} is cut off so that only its points with {rules} are left. What "
            "area is left?",
        ]
    )
    return text, agreed(area, _swept(points, cuts))


def _whole_area(rng: Rng, points: list[Point], area: Fraction) -> Draw:
    """The easier question: nothing is cut off."""
    text = rng.choice(
        [
            f"What is the area of the triangle with the vertices {shown(*points)}?",
            f"A triangle has the corners {shown(*points)}. What is its area?",
        ]
    )
    return text, agreed(area, _swept(points, []))


def _linear(a: int, b: int) -> str:
    parts = [
        f"{'-' if k < 0 else '+'} {'' if abs(k) == 1 else abs(k)}{name}"
        for k, name in ((a, "x"), (b, "y"))
        if k
    ]
    text = " ".join(parts)
    return text[2:] if text[0] == "+" else "-" + text[2:]


def _clipped(points: list[Point], a: int, b: int, c: int) -> list[Point]:
    """Sutherland and Hodgman's cut of a convex polygon by a line."""
    kept = []
    for p, q in zip(points, points[1:] + points[:1], strict=True):
        one, two = a * p[0] + b * p[1] - c, a * q[0] + b * q[1] - c
        if one <= 0:
            kept.append(p)
        if one * two < 0:
            t = one / (one - two)
            kept.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return kept


def _swept(points: list[Point], cuts: list[tuple[int, int, int]]) -> Fraction:
    """The same area by slabs: between two neighbouring x of crossings the height is linear."""
    planes = []
    for p, q in zip(points, points[1:] + points[:1], strict=True):
        a, b = q[1] - p[1], p[0] - q[0]
        planes.append((a, b, a * p[0] + b * p[1]))
    planes += [(Fraction(a), Fraction(b), Fraction(c)) for a, b, c in cuts]
    xs = {p[0] for p in points} | {c / a for a, b, c in planes if b == 0}
    for at, (a, b, c) in enumerate(planes):
        for d, e, f in planes[:at]:
            if a * e != b * d:
                xs.add((c * e - b * f) / (a * e - b * d))
    area, order = Fraction(0), sorted(xs)
    for low, high in pairwise(order):
        x = (low + high) / 2
        tops = [(c - a * x) / b for a, b, c in planes if b > 0]
        floors = [(c - a * x) / b for a, b, c in planes if b < 0]
        if all(a * x <= c for a, b, c in planes if b == 0) and tops and floors:
            area += max(Fraction(0), min(tops) - max(floors)) * (high - low)
    return area


@family(level=1, size=(1, 2, 3, 4, 6, 9, 14, 30))
def power_of_a_point(rng: Rng, *, size: int) -> Draw:
    points = triangle(rng, size)
    centre = _centre(points)
    outside = until(lambda: drawn(rng, 2 * size), lambda p: square(p, centre) > square(points[0], centre))
    direct = square(outside, centre) - square(points[0], centre)
    rows = [[p[0] ** 2 + p[1] ** 2, p[0], p[1], Fraction(1)] for p in (outside, *points)]
    second = _determinant(rows) / _determinant([row[1:] for row in rows[1:]])
    text = rng.choice(
        [
            f"A circle passes through {shown(*points)}. From {shown(outside)} a tangent is drawn to the circle. What is the square "
            "of the length of the tangent, from this point to the point of contact?",
            f"A line through {shown(outside)} meets the circle through {shown(*points)} at two points. What is the product of the "
            f"distances of these two points from {shown(outside)}?",
        ]
    )
    return text, agreed(direct, second)


def _centre(points: list[Point]) -> Point:
    a, b, c = points
    d = 2 * cross(a, b, c)
    u, v = square(a, b), square(a, c)
    x = ((c[1] - a[1]) * u - (b[1] - a[1]) * v) / d
    y = ((b[0] - a[0]) * v - (c[0] - a[0]) * u) / d
    return a[0] + x, a[1] + y


def _determinant(rows: list[list[Fraction]]) -> Fraction:
    if len(rows) == 1:
        return rows[0][0]
    minors = ([row[:at] + row[at + 1 :] for row in rows[1:]] for at in range(len(rows)))
    return sum(
        ((-1) ** at * rows[0][at] * _determinant(minor) for at, minor in enumerate(minors)), Fraction(0)
    )


@family(level=1, size=(1, 2, 3, 4, 6, 9, 14, 30))
def centres_of_a_triangle(rng: Rng, *, size: int) -> Draw:
    points = triangle(rng, size)
    a, b, c = points
    centre, sides = _centre(points), square(a, b) + square(b, c) + square(c, a)
    radius = square(centre, a)
    middle = ((a[0] + b[0] + c[0]) / 3, (a[1] + b[1] + c[1]) / 3)
    heights = (a[0] + b[0] + c[0] - 2 * centre[0], a[1] + b[1] + c[1] - 2 * centre[1])
    assert (heights[0] - a[0]) * (b[0] - c[0]) + (heights[1] - a[1]) * (b[1] - c[1]) == 0
    what, first, second = rng.choice(
        [
            ("the circumcentre and the orthocentre", square(centre, heights), 9 * radius - sides),
            ("the circumcentre and the centroid", square(centre, middle), radius - sides / 9),
            ("the orthocentre and the centroid", square(heights, middle), 4 * radius - 4 * sides / 9),
        ]
    )
    text = rng.choice(
        [
            f"A triangle has the vertices {shown(*points)}. What is the square of the distance between {what}?",
            f"Find the squared distance between {what} of the triangle with the corners {shown(*points)}.",
        ]
    )
    return text, agreed(first, second)


@family(level=1, lines=(1, 2, 3, 3, 3, 3, 3, 3), size=(4, 4, 4, 5, 6, 8, 12, 20))
def triangle_between_cevians(rng: Rng, *, lines: int, size: int) -> Draw:
    if lines < 3:
        return _fewer_cevians(rng, lines, size)
    ratios = until(
        lambda: [(rng.randint(1, size), rng.randint(1, size)) for _ in range(3)],
        lambda r: (
            all(gcd(*each) == 1 for each in r) and r[0][0] * r[1][0] * r[2][0] != r[0][1] * r[1][1] * r[2][1]
        ),
    )
    x, y, z = (Fraction(a, b) for a, b in ratios)
    area = lcm(*(a + b for a, b in ratios))
    routh = area * (x * y * z - 1) ** 2 / ((x * y + x + 1) * (y * z + y + 1) * (z * x + z + 1))
    a, b, c = (Fraction(0), Fraction(0)), (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    d, e, f = (_between(p, q, t) for (p, q), t in zip(((b, c), (c, a), (a, b)), (x, y, z), strict=True))
    inner = [_meet(a, d, b, e), _meet(b, e, c, f), _meet(c, f, a, d)]
    told = [f"${p}:{q}$" for p, q in ratios]
    text = rng.choice(
        [
            f"A triangle $ABC$ has area {area}. Points $D$, $E$ and $F$ lie on $BC$, $CA$ and $AB$ with $BD:DC =$ {told[0]}, "
            f"$CE:EA =$ {told[1]} and $AF:FB =$ {told[2]}. What is the area of the triangle bounded by the lines $AD$, $BE$ and "
            "$CF$?",
            f"On the sides $BC$, $CA$ and $AB$ of a triangle with area {area}, points $D$, $E$ and $F$ are marked such that "
            f"$BD:DC =$ {told[0]}, $CE:EA =$ {told[1]} and $AF:FB =$ {told[2]}. The segments $AD$, $BE$ and $CF$ enclose a small "
            "triangle. What is its area?",
        ]
    )
    return text, agreed(routh, area * abs(cross(*inner)))


CORNERS = ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))


def _fewer_cevians(rng: Rng, lines: int, size: int) -> Draw:
    """The easier questions: one line from a corner, or two that meet."""
    (p, q), (r, s) = (
        until(lambda: (rng.randint(1, size), rng.randint(1, size)), lambda k: gcd(*k) == 1) for _ in "xy"
    )
    a, b, c = CORNERS
    d, e = _between(b, c, Fraction(p, q)), _between(c, a, Fraction(r, s))
    share = Fraction(p, p + q) if lines == 1 else 1 / (1 + Fraction(q, p) + Fraction(r, s))
    area = share.denominator * rng.randint(1, 9)
    opening = f"{rng.choice(['A', 'The'])} triangle $ABC$ has area {area}. A point $D$ on $BC$ satisfies $BD:DC = {p}:{q}$"
    asked = " and a point $E$ on $CA$ satisfies $CE:EA = {r}:{s}$. The segments $AD$ and $BE$ meet at $P$."
    ends = rng.choice(["What is the area of the triangle ${}$?", "Find the area of the triangle ${}$."])
    if lines == 1:
        return f"{opening}. {ends.format('ABD')}", agreed(area * share, area * abs(cross(a, b, d)))
    text = f"{opening}{asked.format(r=r, s=s)} {ends.format('ABP')}"
    return text, agreed(area * share, area * abs(cross(a, b, _meet(a, d, b, e))))


def _between(p: Point, q: Point, ratio: Fraction) -> Point:
    t = ratio / (1 + ratio)
    return p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])


def _meet(a: Point, b: Point, c: Point, d: Point) -> Point:
    t = cross(a, c, d) / (cross(a, c, d) - cross(b, c, d))
    return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
