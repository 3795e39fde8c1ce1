"""Signs that stand for numbers."""

from __future__ import annotations

from .family import Draw, Rng, family, until

ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip
WORDS = "ORBIT PLANET QUARTZ VIOLIN HARBOR CANDLE MEADOW TURBINE LANTERN GRAVITY PYTHON ALMOND BRIDGE COPPER".split()


def roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


@family(level=1)
def roman_inscription(rng: Rng) -> Draw:
    year = rng.randint(1144, 1999)
    return f"A stone above a gate shows the year {roman(year)} in Roman numerals. Which year is it?", year


@family(level=1)
def letter_places(rng: Rng) -> Draw:
    word = rng.choice(WORDS)
    text = f"Let A = 1, B = 2, C = 3, and so on up to Z = 26. What is the sum of the values of the letters of {word}?"
    return text, sum(ord(letter) - 64 for letter in word)


@family(level=2)
def figures_for_page_numbers(rng: Rng) -> Draw:
    pages = rng.randint(120, 980)
    text = (
        f"The pages of a book are numbered from 1 to {pages}. How many digits are printed for all the page numbers "
        "together?"
    )
    return text, sum(len(str(page)) for page in range(1, pages + 1))


@family(level=3)
def how_often_a_digit_is_written(rng: Rng) -> Draw:
    last, digit = rng.randint(150, 900), rng.randint(1, 9)
    text = f"All whole numbers from 1 to {last} are written down. How often is the digit {digit} written?"
    return text, sum(str(number).count(str(digit)) for number in range(1, last + 1))


@family(level=2)
def ones_in_binary(rng: Rng) -> Draw:
    number = rng.randint(150, 1900)
    return f"How often does the digit 1 occur in the binary representation of {number}?", number.bit_count()


@family(level=3)
def twos_complement(rng: Rng) -> Draw:
    value = rng.randint(-127, -3)
    bits = f"{value & 255:08b}"
    text = f"An 8-bit register holds {bits}, read as a signed whole number in two's complement. Which number is it?"
    return text, value


@family(level=4)
def digit_at_a_place(rng: Rng) -> Draw:
    place = rng.randint(200, 2500)
    line = "".join(map(str, range(1, 1000)))
    text = (
        "The whole numbers 1, 2, 3, ... are written one after another without spaces: 123456789101112... "
        f"Which digit stands at place {place}?"
    )
    return text, int(line[place - 1])


@family(level=3)
def spreadsheet_columns(rng: Rng) -> Draw:
    name = rng.choice("BCDEFGHK") + rng.choice("ADFJMQTXZ")
    text = (
        "The columns of a spreadsheet are named A, B, ..., Z, AA, AB, ..., AZ, BA, and so on. Counting from 1, the "
        f"number of column A, which number has column {name}?"
    )
    return text, (ord(name[0]) - 64) * 26 + ord(name[1]) - 64


@family(level=4)
def numbers_read_the_same_backwards(rng: Rng) -> Draw:
    low, high = rng.randint(100, 900), rng.randint(1500, 9900)
    text = f"How many whole numbers from {low} to {high}, both included, read the same backwards as forwards?"
    return text, sum(str(n) == str(n)[::-1] for n in range(low, high + 1))


@family(level=5)
def numbers_without_neighbouring_ones(rng: Rng) -> Draw:
    last = until(lambda: rng.randint(70, 600), lambda n: n & (n + 1))
    text = (
        f"How many whole numbers from 0 to {last}, both included, have a binary representation without two digits 1 "
        "beside each other?"
    )
    return text, sum(n & (n >> 1) == 0 for n in range(last + 1))
