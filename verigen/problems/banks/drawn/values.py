"""Draws single values: strings by format, pattern, examples or the field's name; numbers within their limits."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.verifiers.fields.shape import words_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from verigen.verifiers.fields.shape import SchemaShape

    Provide = Callable[["FakeSource"], str]

FIRST, DAYS = date(2019, 1, 1), 4380
TRIES = 30
LETTERS = "bcdfghklmnprstvw", "aeiou"
WORDS = (
    "amber anchor arch autumn basin birch blue bridge canyon cedar cliff copper coral delta ember field forest glass "
    "granite harbor hazel hill island ivory jade lantern linen maple marble meadow mill north oak orchard pearl pine "
    "quartz raven river sage silver slate spring stone summit tide timber valley velvet willow winter"
).split()
RANGES = {"year": (1990, 2031), "age": (18, 90), "quantity": (1, 40), "count": (1, 40), "rating": (1, 5)}


class FakeSource:
    """A locale's names and places, drawn by one random generator."""

    def __init__(self, locale: str, rng: random.Random) -> None:
        self.rng = rng
        self.fake: Any = faker(locale)
        self.fake.seed_instance(rng.getrandbits(32))


@lru_cache(maxsize=64)
def faker(locale: str) -> Any:
    """Faker's generator for a locale. Raises UserError for an unknown locale or a missing package."""
    if find_spec("faker") is None or find_spec("rstr") is None:
        raise UserError("random fields need `pip install 'verigen-engine[extract]'` (faker, rstr)")
    import faker as library

    try:
        return library.Faker(locale)
    except AttributeError as error:
        raise UserError(f"unknown locale {locale!r}; locales look like de_DE, ja_JP or en_IN") from error


def _host(source: FakeSource) -> str:
    return f"{_letters(source.rng, 4, 9)}.example.{source.rng.choice(('com', 'org', 'net'))}"


def _date(source: FakeSource) -> str:
    return (FIRST + timedelta(days=source.rng.randrange(DAYS))).isoformat()


def _moment(source: FakeSource) -> str:
    day = date.fromisoformat(_date(source))
    found = datetime(day.year, day.month, day.day, source.rng.randrange(6, 22), tzinfo=UTC)
    return (found + timedelta(minutes=5 * source.rng.randrange(12))).isoformat().replace("+00:00", "Z")


FORMATS: Mapping[str, Provide] = {
    "date": _date,
    "date-time": _moment,
    "time": lambda source: _moment(source).partition("T")[2],
    "email": lambda source: f"{_letters(source.rng, 4, 9)}@{_host(source)}",
    "idn-email": lambda source: f"{_letters(source.rng, 4, 9)}@{_host(source)}",
    "hostname": _host,
    "uri": lambda source: f"https://{_host(source)}/{_letters(source.rng, 3, 8)}",
    "uri-reference": lambda source: f"https://{_host(source)}/{_letters(source.rng, 3, 8)}",
    "iri": lambda source: f"https://{_host(source)}/{_letters(source.rng, 3, 8)}",
    "url": lambda source: f"https://{_host(source)}/{_letters(source.rng, 3, 8)}",
    "uuid": lambda source: str(source.fake.uuid4()),
    "ipv4": lambda source: str(source.fake.ipv4_private()),
    "ipv6": lambda source: str(source.fake.ipv6()),
    "duration": lambda source: f"PT{source.rng.randrange(1, 60)}M",
}
# The first row with a word of the field's name decides; Faker's providers keep their locale.
NAMES: tuple[tuple[frozenset[str], Provide], ...] = tuple(
    (frozenset(words.split()), provide)
    for words, provide in (
        ("email mail", FORMATS["email"]),
        ("url uri website link homepage", FORMATS["uri"]),
        ("company vendor seller supplier organization organisation organizer employer carrier buyer merchant laboratory "
         "publisher manufacturer", lambda source: str(source.fake.company())),
        ("city town destination origin", lambda source: str(source.fake.city())),
        ("country", lambda source: str(source.fake.country())),
        ("address street", lambda source: " ".join(str(source.fake.street_address()).split())),
        ("postcode zip", lambda source: str(source.fake.postcode())),
        ("currency", lambda source: source.rng.choice(("EUR", "USD", "GBP", "JPY", "CHF", "INR", "BRL"))),
        ("job position occupation role", lambda source: str(source.fake.job())),
        ("color colour", lambda source: str(source.fake.color_name())),
        ("person contact patient author owner customer client name speaker", lambda source: str(source.fake.name())),
        ("id code number reference sku identifier tracking order", lambda source: source.fake.bothify("??-#####").upper()),
    )
)  # fmt: skip


def string(shape: SchemaShape, name: str, source: FakeSource) -> str:
    """A string for a place, within its length limits where the kind of text allows that."""
    rules = shape.rules
    for _ in range(TRIES):
        found = _proposed(rules, name, source)
        if rules.get("minLength", 0) <= len(found) <= rules.get("maxLength", math.inf):
            return found
    least, most = int(rules.get("minLength", 1)), int(rules.get("maxLength", rules.get("minLength", 1) + 8))
    return _letters(source.rng, max(least, 1), max(most, 1))


def _proposed(rules: Mapping[str, Any], name: str, source: FakeSource) -> str:
    if "pattern" in rules:
        return _by_pattern(str(rules["pattern"]), source.rng)
    if provide := FORMATS.get(str(rules.get("format", ""))):
        return provide(source)
    if samples := [each for each in rules.get("examples", ()) if isinstance(each, str) and each.strip()]:
        return str(source.rng.choice(samples))
    words = set(words_of(name))
    for known, provide in NAMES:
        if words & known:
            return provide(source)
    return " ".join(source.rng.sample(WORDS, 2))


def _by_pattern(pattern: str, rng: random.Random) -> str:
    """A string that matches. Raises ValueError for a pattern that Python's `re` can't read."""
    import rstr

    try:
        return str(rstr.Rstr(rng).xeger(pattern))
    except (re.error, KeyError, NotImplementedError) as error:
        raise ValueError(f"the pattern {pattern!r} can't be drawn from: {error}") from error


def _letters(rng: random.Random, least: int, most: int) -> str:
    """A word that can be pronounced."""
    length = rng.randint(least, max(least, min(most, least + 8)))
    return "".join(rng.choice(LETTERS[place % 2]) for place in range(length))


def number(shape: SchemaShape, name: str, rng: random.Random) -> int | float:
    """A number within its limits, on its step; two decimals without one.

    Raises ValueError if there is none.
    """
    rules, whole = shape.rules, shape.kind == "integer"
    step = Decimal(str(rules.get("multipleOf", 1 if whole else "0.01")))
    low, high = _limits(rules, name, step)
    first = (low / step).to_integral_value(ROUND_CEILING)
    last = (high / step).to_integral_value(ROUND_FLOOR)
    if (
        first * step == low
        and rules.get("exclusiveMinimum") is not None
        and low == _exclusive(rules, "Minimum")
    ):
        first += 1
    if (
        last * step == high
        and rules.get("exclusiveMaximum") is not None
        and high == _exclusive(rules, "Maximum")
    ):
        last -= 1
    if first > last:
        raise ValueError(f"no multiple of {step} lies between {low} and {high}")
    value = rng.randint(int(first), int(last)) * step
    return int(value) if value == value.to_integral_value() else float(value)


def _limits(rules: Mapping[str, Any], name: str, step: Decimal) -> tuple[Decimal, Decimal]:
    """The closed range; where the schema names one end or none, by the field's name."""
    lows = [Decimal(str(rules[key])) for key in ("minimum", "exclusiveMinimum") if _number(rules.get(key))]
    highs = [Decimal(str(rules[key])) for key in ("maximum", "exclusiveMaximum") if _number(rules.get(key))]
    usual = next((RANGES[word] for word in words_of(name) if word in RANGES), (1, 1000))
    low = max(lows) if lows else min(Decimal(usual[0]), min(highs, default=Decimal(usual[0])) - 100 * step)
    if not lows and (not highs or min(highs) >= usual[0]):
        low = Decimal(usual[0])
    high = min(highs) if highs else max(Decimal(usual[1]), low + 100 * step)
    return low, high


def _exclusive(rules: Mapping[str, Any], end: str) -> Decimal | None:
    value = rules.get(f"exclusive{end}")
    return Decimal(str(value)) if _number(value) else None


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
