"""Conclusions, liars and guarantees."""

from __future__ import annotations

from itertools import product

from .family import Draw, Rng, family, listed, people, until


@family(level=2)
def socks_in_the_dark(rng: Rng) -> Draw:
    colours, counts = rng.sample(["black", "white", "grey", "blue", "red"], 3), rng.sample(range(5, 20), 3)
    kind = rng.randint(0, 2)
    shown = listed([f"{n} {c}" for n, c in zip(counts, colours, strict=True)])
    if kind == 0:
        want, value = "two gloves of the same colour", 4
    elif kind == 1:
        want, value = f"at least one {colours[0]} glove", sum(counts) - counts[0] + 1
    else:
        want, value = "at least one glove of every colour", sum(counts) - min(counts) + 1
    good = {
        0: lambda d: max(d) >= 2,
        1: lambda d: d[0] >= 1,
        2: lambda d: min(d) >= 1,
    }[kind]
    draws = list(product(*(range(n + 1) for n in counts)))
    assert value == 1 + max(sum(d) for d in draws if not good(d))
    return (
        (
            f"A basket in a dark room holds {shown} gloves, all of one shape. Gloves are taken out "
            f"without looking. What is the smallest number of gloves that must be taken out to be "
            f"certain of having {want}?"
        ),
        value,
    )


@family(level=3)
def liars_counting_each_other(rng: Rng) -> Draw:
    n = rng.randint(4, 12)
    kind = rng.choice(["at least", "exactly"])
    fits = [
        sum(not t for t in truth)
        for truth in product((True, False), repeat=n)
        if all(
            truth[k - 1]
            == (sum(not t for t in truth) >= k if kind == "at least" else sum(not t for t in truth) == k)
            for k in range(1, n + 1)
        )
    ]
    if len(fits) != 1:
        return liars_counting_each_other(rng)
    text = (
        f"On an island everybody either always tells the truth or always lies. {n} islanders, numbered from 1 to {n}, stand in a row. For every $k$ from 1 to {n}, islander "
        f'number $k$ says: "{kind.capitalize()} $k$ of the {n} of us are liars." How many of the {n} islanders are liars?'
    )
    return text, fits[0]


@family(level=3)
def who_tells_the_truth(rng: Rng) -> Draw:
    names = people(rng, 3)
    statements = [rng.choice(claims(names, k)) for k in range(3)]
    fits = [t for t in product((True, False), repeat=3) if all(t[k] == statements[k][1](t) for k in range(3))]
    if len(fits) != 1 or sum(fits[0]) != 1:
        return who_tells_the_truth(rng)
    said = " ".join(f'{name} says: "{text}"' for name, (text, _) in zip(names, statements, strict=True))
    text = (
        f"{listed(names)} each either always tell the truth or always lie. {said} Exactly one "
        f"of the three tells the truth. Who is it?"
    )
    return text, f"\\text{{{names[fits[0].index(True)]}}}"


def claims(names: list[str], me: int) -> list[tuple[str, object]]:
    """What one of three people may say about the others, each with its truth."""
    a, b = (k for k in range(3) if k != me)
    return [
        (f"{names[a]} is a liar.", lambda t: not t[a]),
        (f"{names[b]} is a liar.", lambda t: not t[b]),
        (f"{names[a]} and {names[b]} are both liars.", lambda t: not t[a] and not t[b]),
        (f"{names[a]} and {names[b]} both tell the truth.", lambda t: t[a] and t[b]),
        ("At least one of the three of us tells the truth.", any),
        ("All three of us are liars.", lambda t: not any(t)),
        ("Exactly two of the three of us are liars.", lambda t: sum(t) == 1),
    ]


@family(level=4)
def sure_of_a_sum(rng: Rng) -> Draw:
    n = rng.randint(6, 12)
    total = until(lambda: rng.randint(n - 2, n + 4), lambda t: t <= 2 * n)
    pairs = [(a, total - a) for a in range(1, n + 1) if a < total - a <= n]
    free = max(
        mask.bit_count()
        for mask in range(2**n)
        if not any(mask >> (a - 1) & 1 and mask >> (b - 1) & 1 for a, b in pairs)
    )
    assert free == n - len(pairs)
    return (
        (
            f"What is the smallest number $k$ such that among any $k$ different integers from 1 to "
            f"{n} there are always two whose sum is {total}?"
        ),
        free + 1,
    )
