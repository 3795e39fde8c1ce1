"""Word problems of our own, and simple changes to them, for the tests of splits and decontamination."""

from __future__ import annotations

from typing import Any

from verigen.core import seeds

PEOPLE = "Ada Boris Clara Dmitri Elena Farid Gita Hugo".split()
# Eight stories that share no phrase; {who}, {a} and {b} are filled in.
STORIES = [
    "{who} waters {a} tomato plants every morning and loses {b} of them to a late frost in spring. How many plants survive until the harvest festival?",
    "A ferry carries {a} passengers across the bay on each crossing. {who} counts {b} crossings before the fog arrives. How many passengers did the ferry carry altogether?",
    "The library lent {a} novels on Monday and {b} atlases on Tuesday. {who} must stamp every returned book. How many stamps are needed when all come back?",
    "{who} cuts a rope of {a} metres into pieces of {b} metres for the scouts. How many whole pieces does the troop receive for its knots?",
    "At the bakery {who} packs {a} rolls into paper bags that hold {b} rolls each. How many bags stand on the counter when the oven is empty?",
    "A cinema has {a} rows with {b} seats. {who} sells a ticket for every seat of the evening show. How many tickets leave the booth?",
    "{who} cycles {a} kilometres to the lake, swims for a while, and cycles {b} kilometres back along the canal. What distance was covered by bicycle?",
    "The orchestra rehearses {a} marches. {who} strikes the drum {b} times in each of them. How many drum beats echo through the hall?",
]


def story(number: int, who: str = "Ada", a: int = 48, b: int = 6) -> str:
    return STORIES[number].format(who=who, a=a, b=b)


def row(id_: str, text: str, **more: Any) -> dict[str, Any]:
    """A problem in verigen's own form."""
    source = {"bank": "demo", "licence": "CC0-1.0", **more.pop("source", {})}
    return {
        "id": id_,
        "domain": "math",
        "prompt": text,
        "reference": {"answer": "1"},
        "family": id_,
        "source": source,
        **more,
    }


WORDS = (
    "anchor barrel candle dagger ember fiddle garnet hammer igloo jacket kettle ladder mirror needle oven pillow "
    "quilt ribbon saddle tunnel umbrella velvet walnut yarn zipper bridge copper dragon engine feather glacier harbour"
).split()


def unlike(number: int) -> str:
    """A text that shares no phrase with those of other numbers, all but surely."""
    chosen = seeds.rng(0, "unlike", number).sample(WORDS, 12)
    return f"Which {' '.join(chosen[:6])} of {number} {' '.join(chosen[6:])} remains?"
