"""Trade, taxes and loans."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, family, until


@family(level=1)
def money_exchanged(rng: Rng) -> Draw:
    rate, amount = Fraction(rng.randint(105, 195), 100), 20 * rng.randint(3, 40)
    text = f"A bank gives {decimal(rate)} dollars for one euro. How many dollars does one get for {amount} euros?"
    return text, decimal(rate * amount)


@family(level=2)
def pay_with_commission(rng: Rng) -> Draw:
    base, share, sold = 50 * rng.randint(16, 50), rng.randint(2, 9), 100 * rng.randint(40, 400)
    text = (
        f"A seller earns {base} dollars a month and {share} percent of the value of what is sold. In one month goods "
        f"for {sold} dollars were sold. How many dollars does the seller earn in that month?"
    )
    return text, base + share * sold // 100


@family(level=3)
def tax_in_brackets(rng: Rng) -> Draw:
    free, step = 1000 * rng.randint(6, 12), 1000 * rng.randint(8, 20)
    low, high = 5 * rng.randint(2, 4), 5 * rng.randint(5, 8)
    income = free + step + 100 * rng.randint(20, 300)
    tax = step * low // 100 + (income - free - step) * high // 100
    text = (
        f"In a country the first {free} dollars of income are free of tax, the next {step} dollars are taxed at {low} "
        f"percent, and all above at {high} percent. How many dollars of tax are due on an income of {income} dollars?"
    )
    return text, tax


@family(level=2)
def pieces_to_break_even(rng: Rng) -> Draw:
    price, cost = until(lambda: (rng.randint(8, 60), rng.randint(3, 40)), lambda t: t[0] - t[1] >= 3)
    fixed = rng.randint(300, 5000)
    text = (
        f"A workshop pays {fixed} dollars of rent a month and makes bags at a cost of {cost} dollars each, which it "
        f"sells for {price} dollars each. What is the least number of bags it must sell in a month to make no loss?"
    )
    return text, -(-fixed // (price - cost))


@family(level=3)
def value_after_straight_wear(rng: Rng) -> Draw:
    years, yearly, rest = rng.randint(5, 12), 50 * rng.randint(4, 40), 100 * rng.randint(2, 30)
    after = rng.randint(2, years - 1)
    text = (
        f"A machine bought for {rest + years * yearly} dollars is written off in equal amounts over {years} years to a "
        f"rest value of {rest} dollars. What is its book value in dollars after {after} years?"
    )
    return text, rest + (years - after) * yearly


@family(level=2)
def bill_by_the_unit(rng: Rng) -> Draw:
    basic, first, more = rng.randint(5, 20), rng.randint(20, 35), rng.randint(36, 60)
    bound, used = 100, rng.randint(120, 380)
    cents = 100 * basic + first * bound + more * (used - bound)
    text = (
        f"An electricity bill consists of a basic charge of {basic} dollars, {first} cents for each of the first "
        f"{bound} units and {more} cents for every further unit. How many dollars are due for {used} units?"
    )
    return text, decimal(Fraction(cents, 100))


@family(level=4)
def equal_instalments(rng: Rng) -> Draw:
    rate = rng.choice([10, 20, 25, 50])
    factor = Fraction(100 + rate, 100)
    pay = until(lambda: rng.randint(1, 60) * factor.numerator**2, lambda p: p < 60_000)
    loan = pay / factor + pay / factor**2
    assert loan.denominator == 1
    text = (
        f"A loan bears {rate} percent interest a year. It is paid back by two equal payments of {pay} dollars, one and "
        "two years after it was taken, and nothing is owed then. How many dollars was the loan?"
    )
    return text, loan


@family(level=4)
def two_discounts_as_one(rng: Rng) -> Draw:
    one, two, three = 5 * rng.randint(2, 8), 5 * rng.randint(2, 8), 10 * rng.randint(1, 4)
    left = Fraction(100 - one, 100) * Fraction(100 - two, 100) * Fraction(100 - three, 100)
    text = (
        f"A shop takes {one} percent off a price, then {two} percent off the new price, then {three} percent off that. "
        "Which single discount, in percent, gives the same final price?"
    )
    return text, decimal(100 * (1 - left))


@family(level=5)
def yearly_payments_for_ever(rng: Rng) -> Draw:
    rate, growth = until(lambda: (rng.randint(3, 12), rng.randint(1, 6)), lambda t: t[0] - t[1] >= 2)
    value = Fraction(100 * 60 * rng.randint(1, 20), rate - growth)
    pay = value * (rate - growth) / 100
    text = (
        f"A foundation pays a prize every year, for ever: {decimal(pay)} dollars one year from now, and each time "
        f"{growth} percent more than the year before. Its capital earns {rate} percent a year. How many dollars of "
        "capital are needed today?"
    )
    return text, value
