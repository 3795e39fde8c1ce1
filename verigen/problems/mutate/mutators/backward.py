"""Turns a problem round: its answer is stated, and one of its numbers is asked for, if only one number fits.

The number goes without a letter in its place, and both sentences are rewritten: "Clara has 66 pens now. How many boxes
does she buy?" The idea is that of FOBAR (Jiang et al. 2023, arXiv:2308.07758), which writes x and "the answer is".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import asides, clauses, polynomials, read, verbs
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import Step, exact
from verigen.problems.mutate.mutators.rename import known_names
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.clauses import Claim
    from verigen.problems.mutate.mutators.story import Story

COUNTED = re.compile(r"\bhow many\b(?! (?:dollars|cents|percent|hours|minutes|miles|pounds))", re.IGNORECASE)
FIRST = ("at first", "originally", "in the beginning", "to begin with", "at the start", "initially")
UNITS = re.compile(rf"How many (?:\w+ )*?(?:{clauses.UNITS})\b")
# What may change how many things someone has.
CHANGES = re.compile(
    r"\b(?:g[ai]ves?|giving|loses?|lost|buys?|bought|sells?|sold|us(?:es?|ed)|eats?|ate|gets?|got|takes?|took|donate\w*|spen[dt]s?|"
    r"receive\w*|add\w*|dies?|died|left|now|remain\w*|br[eo]ak\w*|broke|find\w*|found|purchase\w*|thr[eo]ws?|keeps?|kept|plant\w*|"
    r"share\w*|sen[dt]s?|remove\w*|collect\w*|another|after|later|then)\b",
    re.IGNORECASE,
)
SOME, IF = 0.25, 0.4  # shares: as many real problems begin their last sentence with "If"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backward:
    domain = "math"

    @property
    def version(self) -> str:
        return "2"

    @property
    def effect(self) -> Literal["either"]:
        """The hidden number may happen to equal the answer."""
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        slots = invertible(story)
        claim = _claim(story)
        if claim is None:
            raise Refused("no question that can be answered in place", "its question is of no plain form")
        random = rng(seed, "backward", problem.id)
        random.shuffle(slots)
        found = [change for slot in slots if (change := _hidden(story, slot, claim, random))]
        if not found:
            raise Refused("no number that can be asked for", "no number stands in a sentence of plain form")
        yield from found


def invertible(story: Story) -> list[int]:
    """The numbers that follow from the answer and the others. Raises Refused if none does."""
    slots = [slot for slot in story.free if len(story.members[slot]) == 1 and inverse_is_unique(story, slot)]
    if not slots:
        raise Refused(
            "no number with a unique inverse", "no number that varies follows from the answer and the others"
        )
    return slots


def _claim(story: Story) -> Claim | None:
    """What the question asks for, if its answer is a whole number above one."""
    answer = story.program.run(story.slots)[story.program.answer]
    if type(answer) is not int or answer < 2:
        return None
    return clauses.claim(asides.sentences(story.question)[-1], money="$" in story.question)


def inverse_is_unique(story: Story, slot: int) -> bool:
    """Whether the answer has degree one in that number, so that exactly one number gives the answer."""
    try:
        ratio = polynomials.function(story.program, story.slots, slot)
    except Refused:
        return False
    answer = story.program.run(story.slots)[story.program.answer]
    roots = polynomials.equation(ratio, answer)
    if len(roots) != 2 or exact(-roots[0] / roots[1]) != story.slots[slot]:
        return False
    return not COUNTED.search(story.question) or all(
        _moves(story, at, slot) for at in _quotients(story, slot)
    )


def _quotients(story: Story, slot: int) -> list[int]:
    """Whole quotients on the way to the answer: for boxes or buses, a story may mean the rounded count."""
    values = story.program.run(story.slots)
    return [
        at
        for at in story.program.needs(story.program.answer)
        if isinstance(node := story.program.nodes[at], Step)
        and node.op == "/"
        and type(values[at]) is int
        and slot in story.program.slots(at)
    ]


def _moves(story: Story, at: int, slot: int) -> bool:
    """Whether a change by one moves the quotient by at least one, so that rounding hides no other number."""
    before = story.program.run(story.slots)[at]
    for change in (-1, 1):
        values = [*story.slots[:slot], story.slots[slot] + change, *story.slots[slot + 1 :]]
        try:
            if abs(Fraction(story.program.run(values)[at] - before)) < 1:
                return False
        except (ZeroDivisionError, ValueError):
            return False
    return True


def _hidden(story: Story, slot: int, claim: Claim, random: Random) -> Change | None:
    sentences = asides.sentences(story.question)
    mention = story.mentions[story.members[slot][0]]
    at, start = asides.home(story.question, sentences, mention.start)
    if at >= len(sentences) - 1 or mention.form not in {"digits", "word"} or mention.money or mention.percent:
        return None
    before, after = sentences[at][:start], sentences[at][start + mention.end - mention.start :]
    question = _question(f"{before}@{after}", at, sentences, claim)
    if question is None:
        return None
    some = "some " if random.random() < SOME and not after.startswith(" more") else ""
    sentences[at] = f"{before}{some}{after.lstrip()}"
    answer = literal(story.program.run(story.slots)[story.program.answer])
    stated = claim.text.replace("@", answer)
    if claim.now and random.random() < IF:
        condition = f"If {clauses.lowered(claim)}".replace("@", answer)
        last = f"{condition[:-1]}, {question[0].lower()}{question[1:]}"
    else:
        last = f"{stated} {question}"
    return turned(story, slot, " ".join([*sentences[:-1], last]))


def turned(story: Story, slot: int, prompt: str, letter: str = "") -> Change:
    """The question `prompt` for a number of a story, which it calls by `letter` if one is given."""
    answer = literal(story.program.run(story.slots)[story.program.answer])
    value = literal(story.slots[slot])
    notes = story.solve(story.slots).rpartition("\n")[0]
    given = f"{letter} = {value}" if letter else value
    return Change(
        prompt=prompt,
        reference=MathReference(
            answer=value,
            solution=f"With {given}:\n{notes}\nas stated, and no other number gives it.\n#### {value}",
        ),
        parameters={"hidden": value, "stated": answer},
        again=Rederivation(stated=answer),
    )


def _question(sentence: str, at: int, sentences: Sequence[str], claim: Claim) -> str | None:
    """The question for the number `@` of a sentence; None where it could ask for something else too."""
    asked = clauses.ask(sentence)
    if asked is None or UNITS.match(asked.text):
        return None
    text, others = " ".join(sentences), " ".join([*sentences[:at], *sentences[at + 1 :]])
    alone = len(known_names(text)) == 1 and not asides.KIN.search(text)
    if asked.who in {"he", "she", "they"} and asked.who != claim.who and not (alone and asked.who != "they"):
        return None
    if asked.verb == "have":
        if not CHANGES.search(f"{others} {claim.text}"):
            return None if re.search(rf"\b{asked.who} (?:has|have|had)\b", others) else asked.text
        if at:
            return None
        first = FIRST[len(text) % len(FIRST)]
        return re.sub(r" (?:does|do) ", " did ", asked.text, count=1)[:-1] + f" {first}?"
    if asked.verb == "be":
        thing = asked.text.split()[2]
        return None if re.search(rf"\bthere\b|\b{thing}\b", others, re.IGNORECASE) else asked.text
    forms = (asked.verb, verbs.third(asked.verb), verbs.past(asked.verb))
    return None if re.search(rf"\b(?:{'|'.join(forms)})\b", others) else asked.text
