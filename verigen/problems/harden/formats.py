"""Formats that the texts of an input may share: numerals, dates, times, fractions, addresses, brackets."""

from __future__ import annotations

import re
from datetime import date, time
from math import isqrt
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
# One text of a format may be chance, and so may three odd numbers.
ENOUGH, ENOUGH_NUMBERS = 2, 4
MANY_LETTERS, SOME_LETTERS = 10, 3


def common(texts: Sequence[str]) -> dict[str, Callable[[str], bool]]:
    """The formats that all these texts share, by name."""
    some = list(dict.fromkeys(text for text in texts if text))
    if len(some) < ENOUGH:
        return {}
    return {name: has for name, has in FORMATS.items() if all(map(has, some))}


def balanced(text: str) -> bool:
    """Whether the brackets of the text match."""
    opened: list[str] = []
    for letter in text:
        if letter in BRACKETS:
            opened.append(BRACKETS[letter])
        elif letter in BRACKETS.values() and (not opened or opened.pop() != letter):
            return False
    return not opened


def open_letters(texts: Sequence[str]) -> str:
    """Letters that the texts leave out by chance: all letters of a case of which they use many.

    Words have many different letters; codes such as ACGT, notes or Roman numerals have few.
    """
    seen = set("".join(texts))
    cases = (ascii_lowercase, ascii_uppercase)
    if len({letter.lower() for letter in seen if letter.isalpha()}) < MANY_LETTERS:
        return ""
    return "".join(case for case in cases if len(seen & set(case)) >= SOME_LETTERS)


def form(text: str) -> str:
    """The text with one sign per run of letters and one per digit: 3 Oct 2000 has the form 9 a 9999."""
    signs: list[str] = []
    for letter in text:
        sign = "a" if letter.isalpha() else "9" if letter.isdigit() else letter
        if sign != "a" or signs[-1:] != ["a"]:
            signs.append(sign)
    return "".join(signs)


def numbered(texts: Sequence[str]) -> bool:
    """Whether numbers stand between other signs, as in dates: then their widths have a meaning."""
    between = [text for text in texts if not text.isdigit() and any(map(str.isdigit, text))]
    return 2 * len(between) > len(texts)


def _shaped(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _dated(pattern: str) -> Callable[[str], bool]:
    """Return a check for a day in the calendar; the pattern's named groups are year, month and day."""
    compiled = re.compile(pattern, re.ASCII)

    def has(text: str) -> bool:
        found = compiled.fullmatch(text)
        try:
            return found is not None and bool(date(*(int(found[name]) for name in ("year", "month", "day"))))
        except ValueError:
            return False

    return has


def _clock(text: str) -> bool:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)(?::(\d\d))?", text, re.ASCII)
    try:
        hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (-1, 0, 0)
        return bool(time(hours, minutes, seconds).isoformat())
    except ValueError:
        return False


YEAR, MONTH, DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
ROMAN = r"(?i:m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3}))"
FORMATS: dict[str, Callable[[str], bool]] = {
    "a whole number": _shaped(r"[+-]?(0|[1-9]\d*)"),
    "a decimal number": _shaped(r"(?!-0+([.,]0+)?$)[+-]?(0|[1-9]\d*)([.,]\d+)?"),
    "numbers without leading zeros": lambda text: re.search(r"(?<![\d.,])0\d", text) is None,
    "a Roman numeral": _shaped(rf"(?=.){ROMAN}"),
    "a fraction": _shaped(r"-?\d+/0*[1-9]\d*"),
    "a positive fraction": _shaped(r"0*[1-9]\d*/0*[1-9]\d*"),
    "a date, year first": _dated(rf"{YEAR}([-/. ]){MONTH}\2{DAY}"),
    "a date, month first": _dated(rf"{MONTH}([-/. ]){DAY}\2{YEAR}"),
    "a date, day first": _dated(rf"{DAY}([-/. ]){MONTH}\2{YEAR}"),
    "a time of day": _clock,
    "an address of four bytes": _shaped(r"((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}"),
    "a hexadecimal number": _shaped(r"(0[xX])?[0-9A-Fa-f]+"),
    "a binary number": _shaped(r"(0[bB])?[01]+"),
    "a name": _shaped(r"[A-Za-z_]\w*"),
    "letters": str.isalpha,
    "digits": str.isdigit,
    "letters and blanks": lambda text: text.replace(" ", "").isalpha(),
    "words with one blank between": lambda text: text == " ".join(text.split()),
    "an address of mail": _shaped(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    "matched brackets": lambda text: any(letter in text for letter in BRACKETS) and balanced(text),
    "words of matched brackets": lambda text: (
        any(letter in text for letter in BRACKETS) and all(map(balanced, text.split()))
    ),
}


def kinds(numbers: Sequence[int]) -> dict[str, Callable[[int], bool]]:
    """Properties that all these whole numbers share, by name."""
    some = set(numbers)
    if len(some) < ENOUGH_NUMBERS:
        return {}
    return {name: has for name, has in NUMBERS.items() if all(map(has, some))}


def _prime(number: int) -> bool:
    return 1 < number < MOST and all(number % divisor for divisor in range(2, isqrt(number) + 1))


# Larger numbers are not checked one by one.
MOST = 10**9
NUMBERS: dict[str, Callable[[int], bool]] = {
    "prime": _prime,
    "composite": lambda number: 1 < number < MOST and not _prime(number),
    "even": lambda number: number % 2 == 0,
    "odd": lambda number: number % 2 == 1,
    "a square": lambda number: number >= 0 and isqrt(number) ** 2 == number,
    "a power of two": lambda number: number > 0 and number & (number - 1) == 0,
    "a multiple of ten": lambda number: number % 10 == 0,
}
