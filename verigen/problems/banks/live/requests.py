"""Makes an instruction problem from a drawn request, and holds what makers of requests share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import NoOwnAnswer
from verigen.domains.instruct.compose import composed
from verigen.domains.instruct.reference import InstructCheck, InstructReference
from verigen.problems.banks.live.wordings import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from verigen.problems.banks.live.family import Family

# kinds of instructions that exclude each other, or leave too little room beside each other
ALONE = frozenset({"json", "choice"})
APART = (
    frozenset({"upper", "lower", "language", "capitals"}),
    frozenset({"bullets", "numbered", "headings", "sections", "two", "divided", "first_word", "paragraphs"}),
    frozenset({"ends", "quoted", "postscript"}),
    frozenset({"starts", "repeated", "quoted", "title", "first_word"}),
    frozenset({"words", "sentences", "letter_count"}),
    frozenset({"no_digits", "numbered", "sections"}),
    frozenset({"no_comma", "repeated"}),
    frozenset({"two", "highlights", "divided"}),
    frozenset({"repeated", "upper", "lower", "language", "no_digits", "forbidden"}),
)
MISSES = 20
FREE = {"postscript", "starts", "ends", "repeated"}  # their phrases are English and of mixed case


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRequest:
    """A request with its instructions."""

    prompt: str
    reference: InstructReference


def root(bank: str, family: Family[DrawnRequest]) -> str:
    """The family that a draw's problem belongs to."""
    return f"{bank}/{family.name}"


def prompt(_: Family[DrawnRequest], draw: DrawnRequest) -> str:
    return draw.prompt


def reference(_: Family[DrawnRequest], draw: DrawnRequest, __: Random) -> InstructReference:
    return draw.reference


def fit(checks: Sequence[InstructCheck]) -> bool:
    """Whether instructions can be followed together: none excludes another, and a reply that follows all is found."""
    kinds = [each.kind for each in checks]
    if len(set(kinds)) < len(kinds) or (len(kinds) > 1 and ALONE & set(kinds)):
        return False
    if any(len(group & set(kinds)) > 1 for group in APART):
        return False
    if {"language", "upper", "lower"} & set(kinds) and FREE & set(kinds):
        return False
    return not _hits(checks) and _followed(checks)


def _hits(checks: Sequence[InstructCheck]) -> bool:
    """Whether a forbidden word is asked for by another instruction."""
    banned = {word for each in checks if each.kind == "forbidden" for word in each.words}
    wanted = {
        word for each in checks if each.kind != "forbidden" for word in (*each.words, *each.text.split())
    }
    return bool(banned & wanted)


def _followed(checks: Sequence[InstructCheck]) -> bool:
    try:
        composed(InstructReference(checks=tuple(checks)))
    except NoOwnAnswer:
        return False
    return True


def request(
    rng: Random,
    task: str,
    draw: Callable[[Random], InstructCheck],
    count: int,
    *,
    language: str = "en",
    end: str = "",
) -> DrawnRequest:
    """A task with so many instructions that can be followed together."""
    checks: list[InstructCheck] = []
    missed = 0
    while len(checks) < count:
        if missed > MISSES:  # nothing goes with the first ones
            checks, missed = [], 0
        missed += 1
        more = draw(rng)
        if more.kind == "repeated":
            more = InstructCheck(kind="repeated", text=task)
        if fit([*checks, more]):
            checks.append(more)
    lines = [said(rng, each, language) for each in checks]
    told = " ".join(lines) if rng.random() < 0.6 else "\n".join(f"- {line}" for line in lines)
    gap = "\n" if told.startswith("-") else " "
    return DrawnRequest(prompt=f"{task}{gap}{told}{end}", reference=InstructReference(checks=tuple(checks)))
