"""Draws single instructions of each kind that the bank uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.domains.instruct.reference import InstructCheck

from .tasks import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

ENDINGS = (
    "That is all there is to say.",
    "Thank you for reading.",
    "Let me know what you think.",
    "Is there anything else?",
)
OPENINGS = ("Here is what matters:", "Let us begin.", "Dear reader,", "In short,")
CHOICES = (("yes", "no", "maybe"), ("My answer is yes.", "My answer is no."), ("true", "false", "unknown"))


def drawn(rng: Random, kinds: Sequence[str]) -> InstructCheck:
    """An instruction of one of the kinds."""
    kind = rng.choice(kinds)
    several = InstructCheck(kind=kind, relation=rng.choice(["at least", "exactly"]), count=rng.randint(2, 5))
    some = tuple(rng.sample(WORDS, rng.randint(2, 3)))
    made = {
        "words": InstructCheck(kind=kind, relation=rng.choice(["at least", "at most"]), count=10 * rng.randint(3, 25)),
        "sentences": InstructCheck(kind=kind, relation=rng.choice(["at least", "at most"]), count=rng.randint(2, 12)),
        "paragraphs": InstructCheck(kind=kind, relation="exactly", count=rng.randint(2, 5)),
        "keywords": InstructCheck(kind=kind, words=some),
        "keyword_count": InstructCheck(kind=kind, relation=rng.choice(["at least", "exactly"]), count=rng.randint(2, 5), text=some[0]),
        "forbidden": InstructCheck(kind=kind, words=some),
        "language": InstructCheck(kind=kind, text=rng.choice(["de", "fr", "es"])),
        "starts": InstructCheck(kind=kind, text=rng.choice(OPENINGS)),
        "ends": InstructCheck(kind=kind, text=rng.choice(ENDINGS)),
        "postscript": InstructCheck(kind=kind, text=rng.choice(["P.S.", "P.P.S"])),
        "choice": InstructCheck(kind=kind, words=rng.choice(CHOICES)),
        "sections": InstructCheck(kind=kind, relation=several.relation, count=several.count, text=rng.choice(["SECTION", "Part", "Day"])),
        "first_word": _first_word(rng, some[0]),
    }  # fmt: skip
    plain = ("quoted", "json", "title", "upper", "lower", "no_comma")
    return InstructCheck(kind=kind) if kind in plain else made.get(kind, several)


def _first_word(rng: Random, word: str) -> InstructCheck:
    count = rng.randint(2, 4)
    return InstructCheck(kind="first_word", count=count, text=word, place=rng.randint(1, count))
