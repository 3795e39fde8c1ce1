"""Adds a sentence with a number that the answer does not depend on; the answer stays.

The sentence is borrowed from another problem of the bank, so that its words give nothing away, and speaks of a person
of the story. It shares no word about its topic with the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.text import words
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import numbers, read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer
from verigen.problems.mutate.mutators.names import HE, SHE
from verigen.problems.mutate.mutators.program import exact
from verigen.problems.mutate.mutators.rename import known_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem

# Questions that any thing might belong to, or that name no thing.
OPEN = re.compile(
    r"\b(?:items?|things?|objects?|gifts?|presents?|altogether|possessions?|belongings|everything)\b|"
    r"\bhow many (?:are|is|do|does|did|has|have|had|will|would|were|was|can|could|more|fewer|left|in)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[DJMS]r\.)(?<!\bM[rs]s\.)(?<!\bMs\.)(?<!\bSt\.)\s+(?=[A-Z$\d\"“])")
# Words that refer to something the sentence does not say, money, and conditions that would change the story.
LEANS = re.compile(
    r"\b(?:the|this|that|these|those|it|its|they|them|their|there|also|too|then|each|every|all|both|other|others|another|"
    r"rest|remaining|more|less|fewer|left|total|same|than|if|when|while|after|before|so|half|twice|times|either|first|"
    r"second|third|last|next|will|let|again|instead|only|still|now|quarters?|dimes?|nickels?|penn(?:y|ies)|cents?|dollars?)\b|[$%?:;\"“”]",
    re.IGNORECASE,
)
# After an aside about another purchase or wage, "How much did he pay?" may ask for that.
AMOUNT = re.compile(r"\bhow much\b", re.IGNORECASE)
TRADE = re.compile(
    r"\b(?:b(?:ought|uys?|uying)|pa(?:id|ys?|ying)|s(?:old|ells?|elling)|spen[dt]s?|spending|costs?|loans?|earn(?:s|ed|ing)?|sav(?:es?|ed|ings?)|"
    r"ow(?:es?|ed)|borrow\w*|len(?:ds?|t)|rent(?:s|ed)?|invest\w*|donat\w+|money|prices?|salary|wages?|bills?|fees?|tip(?:s|ped)?)\b",
    re.IGNORECASE,
)
LONGEST = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Distract:
    domain = "math"

    @property
    def version(self) -> str:
        return "5"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - draws nothing
        story = read.story(problem)
        assert isinstance(problem.reference, MathReference)
        people = known_names(problem.prompt)
        asked = SENTENCE.split(problem.prompt)[-1]
        if not people or OPEN.search(asked):
            raise Refused("no aside is beside the point", "the question may ask for whatever an aside counts")
        taken = {*story.slots, *story.program.run(story.slots)}
        about = _topic(problem.prompt)
        found = False
        for other in _near(problem, others):
            for aside, number in _asides(other, people):
                prompt = insert(problem.prompt, aside)
                beside = exact(number) not in taken and not about & _topic(aside)
                beside = beside and not (AMOUNT.search(asked) and TRADE.search(aside))
                if beside and _feeds_nothing(prompt, number, problem.reference):
                    found = True
                    yield Change(
                        prompt=prompt,
                        reference=problem.reference,
                        parameters={"aside": aside, "from": other.id},
                        joins=(other.family, *other.source.joins),
                    )
        if not found:
            raise Refused(
                "no aside fits", f"no sentence of {len(others)} neighbours can be told of {people[0]}"
            )


def _near(problem: Problem, others: Sequence[Problem]) -> list[Problem]:
    """The other problems under the same licence and policy, the latest first.

    A drawn order would use some sentences often, and a sentence that is often beside the point gives mutants away.
    """
    mine = problem.source
    return [
        other
        for other in reversed(others)
        if other.family != problem.family
        and (other.source.licence, other.source.policy) == (mine.licence, mine.policy)
    ]


def _asides(other: Problem, people: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Sentences of a problem that stand alone, told of a person with the same pronoun, each with its number."""
    known = known_names(other.prompt)
    for sentence in SENTENCE.split(other.prompt)[:-1]:
        if len(sentence) > LONGEST or LEANS.search(sentence):
            continue
        mentions = numbers.find(sentence)
        named = [name for name in known if re.search(rf"\b{name}\b", sentence)]
        if len(mentions) != 1 or len(named) != 1:
            continue
        (mention,), (name,) = mentions, named
        like = next(
            (one for one in people if (one in SHE) == (name in SHE) and (one in HE) == (name in HE)), None
        )
        if like and mention.frozen is None and type(mention.value) is int and sentence.startswith(name):
            yield re.sub(rf"\b{name}\b", like, sentence), mention.value


def _topic(text: str) -> set[str]:
    """The stems of a text that tell its topic."""
    return {stem for stem in words.stems(text) if stem not in words.COMMON and not stem[0].isupper()} - {
        words.stem(name) for name in known_names(text)
    }


def insert(prompt: str, aside: str) -> str:
    """Insert the sentence before the last one, which asks the question; at the front if there is only one."""
    sentences = SENTENCE.split(prompt)
    return " ".join([*sentences[:-1], aside, sentences[-1]])


def _feeds_nothing(prompt: str, number: int, reference: MathReference) -> bool:
    """Whether the program, inferred again from the new text, does not use the new number."""
    assert reference.solution is not None
    try:
        story = infer(prompt, reference.solution, reference.answer)
    except Refused:
        return False
    used = story.program.slots(story.program.answer)
    return all(value != number or slot not in used for slot, value in enumerate(story.slots))
