"""Shopping, interest and coins."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, dollars, family, people


@family(level=1)
def change_from_a_note(rng: Rng) -> Draw:
    who, (thing, low) = (
        people(rng, 1)[0],
        rng.choice([("notebooks", 150), ("cups of tea", 175), ("bus tickets", 120), ("pens", 90)]),
    )
    count, price = rng.randint(3, 6), low + 5 * rng.randint(0, 24)
    text = (
        f"{who} buys {count} {thing} at {dollars(price)} each and pays with a $20 note. "
        f"How many dollars of change does {who} get?"
    )
    return text, decimal(Fraction(2000 - count * price, 100))


@family(level=2)
def simple_interest(rng: Rng) -> Draw:
    who, sum_, rate, years = people(rng, 1)[0], 100 * rng.randint(6, 50), rng.randint(2, 7), rng.randint(2, 6)
    text = (
        f"{who} puts {sum_} dollars into an account that pays {rate}% simple interest a year. "
        f"How many dollars are in the account after {years} years, if nothing is withdrawn?"
    )
    balance = sum_
    for _ in range(years):
        balance += sum_ * rate // 100
    return text, balance


@family(level=2)
def cheaper_pack(rng: Rng) -> Draw:
    thing = rng.choice(["batteries", "yoghurts", "light bulbs", "tennis balls"])
    few, many = rng.choice([(4, 6), (3, 8), (6, 10), (4, 10), (5, 8)])
    each = 5 * rng.randint(12, 40)
    small, large = few * each, many * each + rng.choice([-1, 1]) * 5 * rng.randint(1, 9)
    text = (
        f"{few} {thing} cost {dollars(small)} in a small pack, and {many} of the same {thing} cost {dollars(large)} in a large pack. "
        "Is the price per piece lower in the large pack than in the small pack? Answer yes or no."
    )
    return text, "yes" if Fraction(large, many) < Fraction(small, few) else "no"


@family(level=3)
def two_kinds_of_coin(rng: Rng) -> Draw:
    low, high = rng.choice([(5, 10), (5, 25), (10, 25), (10, 50), (20, 50)])
    few, many = rng.sample(range(5, 30), 2)
    total, value = few + many, low * few + high * many
    assert [n for n in range(total + 1) if low * (total - n) + high * n == value] == [many]
    text = (
        f"A jar holds {total} coins, each worth {low} cents or {high} cents. Together they are worth {dollars(value)}. "
        f"How many {high}-cent coins are in the jar?"
    )
    return text, many


@family(level=3)
def compound_interest(rng: Rng) -> Draw:
    start, rate, years = 1000 * rng.randint(1, 12), rng.choice([2, 4, 5, 6, 8, 10, 20]), rng.randint(2, 3)
    balance = Fraction(start)
    for _ in range(years):
        balance += balance * rate / 100
    text = (
        f"{start} dollars are invested at {rate}% interest a year, compounded once a year. What is the exact value of the investment "
        f"after {years} years, in dollars? Give your answer as an integer or an exact decimal."
    )
    return text, decimal(balance)


@family(level=4, wide=(1, 2, 4, 8, 20))
def ways_to_pay(rng: Rng, *, wide: int) -> Draw:
    coins, total = (
        rng.choice([(1, 2, 5), (1, 5, 10), (2, 5, 10), (5, 10, 25), (1, 3, 4)]),
        rng.randint(6 * wide, 14 * wide),
    )
    total *= coins[1] if coins[0] == coins[1] else 5 if coins[0] == 5 else 3
    a, b, c = coins
    total -= total % (5 if a == 5 else 1)
    ways = sum(
        (total - i * c - j * b) % a == 0
        for i in range(total // c + 1)
        for j in range((total - i * c) // b + 1)
    )
    table = [1] + [0] * total
    for coin in coins:
        for amount in range(coin, total + 1):
            table[amount] += table[amount - coin]
    assert ways == table[total]
    text = (
        f"A country has coins of {a}, {b} and {c} cents. In how many ways can exactly {total} cents be paid with these coins? "
        "Any number of each coin may be used, including none, and the order of the coins does not matter."
    )
    return text, ways
