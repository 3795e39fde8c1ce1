"""Overlapping groups and arrangements with conditions."""

from __future__ import annotations

from itertools import permutations, product

from .family import Draw, Rng, family, until


@family(level=2)
def two_clubs(rng: Rng) -> Draw:
    one, two = rng.choice([("chess", "drama"), ("tennis", "judo"), ("French", "Spanish")])
    both, only_one, only_two, none = (
        rng.randint(3, 12),
        rng.randint(4, 20),
        rng.randint(4, 20),
        rng.randint(2, 15),
    )
    pupils = ["12"] * both + ["1"] * only_one + ["2"] * only_two + [""] * none
    text = (
        f"Of {len(pupils)} pupils, {both + only_one} take {one}, {both + only_two} take {two}, and {both} take both. "
        f"How many of the pupils take neither {one} nor {two}?"
    )
    return text, sum(p == "" for p in pupils)


@family(level=3)
def three_languages(rng: Rng) -> Draw:
    parts = {kind: rng.randint(2, 15) for kind in ("A", "B", "C", "AB", "AC", "BC", "ABC", "")}
    total = sum(parts.values())
    a, b, c, ab, ac, bc, abc = (
        sum(n for kind, n in parts.items() if set(want) <= set(kind))
        for want in ("A", "B", "C", "AB", "AC", "BC", "ABC")
    )
    assert total - (a + b + c - ab - ac - bc + abc) == parts[""]
    one, two, three = rng.choice(
        [
            ("Arabic", "Bengali", "Czech"),
            ("apples", "bananas", "cherries"),
            ("algebra", "biology", "chemistry"),
        ]
    )
    verb = {"Arabic": "speak", "apples": "like", "algebra": "study"}[one]
    text = (
        f"Of {total} people, {a} {verb} {one}, {b} {verb} {two} and {c} {verb} {three}; {ab} {verb} {one} and {two}, {ac} {verb} {one} and {three}, "
        f"{bc} {verb} {two} and {three}, and {abc} {verb} all three. (Those who {verb} two may {verb} all three.) How many of the people {verb} none of the three?"
    )
    return text, parts[""]


@family(level=4)
def divisible_by_none(rng: Rng) -> Draw:
    last, primes = rng.randint(200, 1500), sorted(rng.sample([2, 3, 5, 7, 11], 3))
    p, q, r = primes
    count = sum(all(n % d for d in primes) for n in range(1, last + 1))
    sieve = (
        last
        - last // p
        - last // q
        - last // r
        + last // (p * q)
        + last // (p * r)
        + last // (q * r)
        - last // (p * q * r)
    )
    assert count == sieve
    return f"How many of the integers from 1 to {last} are divisible by none of {p}, {q} and {r}?", count


@family(level=4)
def divisible_by_exactly_one(rng: Rng) -> Draw:
    last, (p, q) = (
        rng.randint(150, 999),
        until(lambda: sorted(rng.sample([2, 3, 4, 5, 6, 7, 8, 9, 10], 2)), lambda t: t[1] % t[0] > 0),
    )
    count = sum((n % p == 0) != (n % q == 0) for n in range(1, last + 1))
    return (
        f"How many of the integers from 1 to {last} are divisible by exactly one of the numbers {p} and {q}?",
        count,
    )


@family(level=5)
def wrong_envelopes(rng: Rng) -> Draw:
    n, right = rng.randint(4, 7), rng.randint(0, 2)
    count = sum(sum(k == place for place, k in enumerate(order)) == right for order in permutations(range(n)))
    thing = rng.choice([("letters", "envelope", "an"), ("parcels", "locker", "a"), ("keys", "box", "a")])
    many = {0: "none", 1: "exactly one", 2: "exactly two"}[right]
    text = (
        f"{n} different {thing[0]} each belong in {thing[2]} {thing[1]} of their own, and one is put into each {thing[1]}. In how many ways can this be done "
        f"such that {many} of the {thing[0]} {'is' if right == 1 else 'are'} in the right {thing[1]}?"
    )
    return text, count


@family(level=5)
def everyone_gets_something(rng: Rng) -> Draw:
    things, children = rng.choice(
        [(4, 3), (5, 3), (6, 3), (5, 4), (6, 4), (7, 3), (8, 3), (7, 4), (8, 2), (9, 2)]
    )
    count = sum(len(set(owners)) == children for owners in product(range(children), repeat=things))
    kind = rng.choice(["books", "prizes", "tasks", "paintings"])
    text = (
        f"In how many ways can {things} different {kind} be given to {children} different people "
        f"such that every person gets at least one?"
    )
    return text, count
