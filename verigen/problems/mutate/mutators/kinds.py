"""What a number of a question measures, where its sign or the word after it says so: money, time, length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from verigen.problems.mutate.mutators.numbers import Mention

KINDS = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("money", r"dollars?|cents?|euros?|bucks?|pounds? sterling"),
        ("time", r"seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|decades?"),
        (
            "length",
            r"inch(?:es)?|foot|feet|yards?|miles?|cm|centimeters?|meters?|km|kilometers?|mm|millimeters?",
        ),
        (
            "people",
            r"people|persons?|students?|children|kids?|friends?|boys?|girls?|men|women|customers?|players?",
        ),
    )
)


def of(mention: Mention) -> str | None:
    """The kind of quantity; None where the text does not say."""
    if mention.money:
        return "money"
    if mention.percent:
        return "share"
    return next((kind for kind, words in KINDS if words.fullmatch(mention.unit)), None)


def addable(one: Collection[str | None], other: Collection[str | None]) -> bool:
    """Whether numbers of these kinds may be added: unless both are known and differ."""
    return None in one or None in other or not set(one).isdisjoint(other)
