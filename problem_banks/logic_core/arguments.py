"""Syllogisms: which of the conclusions follows from the premises."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.puzzles import ORDINALS, Puzzle, Rng, items, joined

from .family import family

if TYPE_CHECKING:
    from collections.abc import Sequence

TERMS = (
    "bakers climbers dancers farmers gardeners hikers inventors jugglers knitters lawyers musicians nurses painters "
    "readers sailors teachers vegetarians writers violinists twins"
).split()
OPENINGS = (
    "Take these statements as true:",
    "We know the following about a group of people.",
    "Assume:",
    "Suppose all of this holds:",
)
ASKS = (
    "Exactly one of these conclusions must be true as well:",
    "Only one of the following follows with certainty:",
    "Which of these is the one that necessarily holds?",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """All, no, some, or not all of `one` are `other`."""

    kind: str
    one: int
    other: int

    def said(self, terms: list[str]) -> str:
        a, b = terms[self.one], terms[self.other]
        return {"all": f"All {a} are {b}.", "no": f"No {a} are {b}.", "some": f"Some {a} are {b}.", "some not": f"Some {a} are not {b}."}[self.kind]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Argument:
    """Premises about so many terms, and the conclusions; one of them follows."""

    terms: int
    premises: tuple[Claim, ...]
    conclusions: tuple[Claim, ...]


DENIAL = {"all": "some not", "some not": "all", "no": "some", "some": "no"}


@family(
    level=1, terms=(3, 3, 4, 4, 5, 5, 6, 6), options=(2, 3, 3, 4, 4, 5, 5, 6), extra=(0, 0, 0, 0, 1, 1, 1, 2)
)
def arguments(rng: Rng, *, terms: int, options: int, extra: int) -> Puzzle:
    while True:
        argument = _drawn(rng, terms, options, extra)
        if argument is not None:
            break
    names = rng.sample(TERMS, terms)
    right = next(
        at for at, each in enumerate(argument.conclusions) if follows(argument.premises, each, terms)
    )
    lines = [f"Conclusion {at}: {each.said(names)}" for at, each in enumerate(argument.conclusions, 1)]
    text = joined(
        rng.choice(OPENINGS),
        items(rng, [each.said(names) for each in argument.premises]),
        rng.choice(ASKS) + "\n" + "\n".join(lines),
        rng.choice(
            [
                "Answer with its number, such as `conclusion 1`.",
                "Name it as `conclusion` with its number.",
                "Give the number of the conclusion.",
            ]
        ),
    )
    numbers = {f"conclusion {at}": (f"{at}", f"number {at}", f"option {at}", f"({at})", f"{ORDINALS[at - 1]} conclusion", f"the {ORDINALS[at - 1]}", ORDINALS[at - 1]) for at in range(1, options + 1)}  # fmt: skip
    reference = LogicReference(shape="word", answer=((f"conclusion {right + 1}",),), choices=numbers)
    return Puzzle(prompt=text, reference=reference, facts=argument)


def _drawn(rng: Rng, terms: int, options: int, extra: int) -> Argument | None:
    """A chain of premises over all terms, with conclusions of which exactly one follows.

    The answer is the same whether or not there must be somebody of each kind.
    """
    order = rng.sample(range(terms), terms)
    premises = [_claim(rng, *pair) for pair in pairwise(order)]
    premises += [_claim(rng, *rng.sample(range(terms), 2)) for _ in range(extra)]
    if len(
        {(each.one, each.other) for each in premises} | {(each.other, each.one) for each in premises}
    ) < 2 * len(premises):
        return None
    some = tuple(Claim("some", each, each) for each in range(terms))
    if not possible([*premises, *some], terms):
        return None
    rng.shuffle(premises)
    pool = [
        Claim(kind, one, other)
        for kind in DENIAL
        for one in range(terms)
        for other in range(terms)
        if one != other
    ]
    pool = [each for each in pool if each not in premises]
    proved = [each for each in pool if follows(premises, each, terms)]
    open_ = [each for each in pool if not follows([*premises, *some], each, terms)]
    far = [each for each in proved if {each.one, each.other} not in [{p.one, p.other} for p in premises]]
    if not far or len(open_) < options - 1:
        return None
    chosen = [rng.choice(far), *rng.sample(open_, options - 1)]
    rng.shuffle(chosen)
    return Argument(terms, tuple(premises), tuple(chosen))


def _claim(rng: Rng, one: int, other: int) -> Claim:
    if rng.random() < 0.5:
        one, other = other, one
    return Claim(rng.choice(["all", "all", "all", "no", "some", "some not"]), one, other)


def follows(premises: Sequence[Claim], conclusion: Claim, terms: int) -> bool:
    """Whether the conclusion holds wherever the premises do."""
    return not possible([*premises, Claim(DENIAL[conclusion.kind], conclusion.one, conclusion.other)], terms)


def possible(claims: Sequence[Claim], terms: int) -> bool:
    """Whether there can be people of whom all claims are true.

    Take everybody whom the "all" and "no" claims allow: each "some" claim must find somebody among them.
    """
    allowed = [person for person in range(1 << terms) if not any(_forbidden(each, person) for each in claims)]
    return all(
        any(_shows(each, person) for person in allowed)
        for each in claims
        if each.kind in ("some", "some not")
    )


def _forbidden(claim: Claim, person: int) -> bool:
    if not person >> claim.one & 1:
        return False
    return claim.kind == ("no" if person >> claim.other & 1 else "all")


def _shows(claim: Claim, person: int) -> bool:
    has = bool(person >> claim.other & 1)
    return bool(person >> claim.one & 1) and has == (claim.kind == "some")
