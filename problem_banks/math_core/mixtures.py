"""Solutions diluted and goods blended."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, family, until


@family(level=3)
def adding_water(rng: Rng) -> Draw:
    volume, strong, weak = until(
        lambda: (rng.randint(4, 60), 5 * rng.randint(5, 18), 5 * rng.randint(2, 12)),
        lambda t: t[1] > t[2] and t[0] * (t[1] - t[2]) % t[2] == 0,
    )
    water = next(w for w in range(1, 2000) if Fraction(volume * strong, volume + w) == weak)
    text = (
        f"How many litres of pure water must be added to {volume} litres of a {strong}% salt solution to make a {weak}% salt solution? "
        "Percentages are by volume, and volumes add up."
    )
    return text, water


@family(level=3)
def blend_price(rng: Rng) -> Draw:
    good = rng.choice(["coffee", "tea", "rice", "muesli"])
    cheap, dear, total, part = until(
        lambda: (rng.randint(6, 20), rng.randint(9, 30), rng.randint(10, 60), rng.randint(3, 40)),
        lambda t: t[0] < t[1] and t[3] < t[2] and (t[1] - t[0]) * t[3] % t[2] == 0,
    )
    price = (cheap * (total - part) + dear * part) // total
    assert [k for k in range(total + 1) if cheap * (total - k) + dear * k == price * total] == [part]
    text = (
        f"A shop blends {good} that costs {cheap} dollars a kilogram with {good} that costs {dear} dollars a kilogram. It makes {total} "
        f"kilograms of a blend worth {price} dollars a kilogram. How many kilograms of the dearer {good} does it use?"
    )
    return text, part


@family(level=4)
def two_acids(rng: Rng) -> Draw:
    weak, mid, strong = until(
        lambda: tuple(sorted(rng.sample(range(10, 95, 5), 3))), lambda t: t[1] - t[0] != t[2] - t[1]
    )
    total = until(lambda: 5 * rng.randint(4, 40), lambda n: n * (mid - weak) % (strong - weak) == 0)
    used = next(n for n in range(total) if n * strong + (total - n) * weak == total * mid)
    text = (
        f"A chemist mixes a {weak}% acid solution with a {strong}% acid solution to get {total} millilitres of a {mid}% acid solution. "
        f"How many millilitres of the {strong}% solution are needed? Percentages are by volume, and volumes add up."
    )
    return text, used


@family(level=5)
def repeated_replacement(rng: Rng) -> Draw:
    full, out, times = until(
        lambda: (rng.randint(8, 30), rng.randint(2, 9), rng.randint(3, 4)), lambda t: 2 * t[1] < t[0]
    )
    wine = Fraction(1)
    for _ in range(times):
        wine -= wine * Fraction(out, full)
    text = (
        f"A barrel holds {full} litres of pure syrup. {out} litres are drawn off and replaced by water, and the contents are stirred well. "
        f"This is done {times} times in all. What fraction of the contents of the barrel is then syrup? "
        "Give your answer as a common fraction in lowest terms."
    )
    return text, wine
