"""Finds sentences of other problems that can be told of a person of a story and change nothing about its answer.

They are borrowed from the bank, so that their words give nothing away. Such a sentence stands alone, shares no topic
with the story, counts and measures nothing that the story counts or measures, and stands where no pronoun can bind to it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.text import words
from verigen.core.text.words import COMMON
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import kinds, numbers
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer
from verigen.problems.mutate.mutators.program import exact
from verigen.problems.mutate.mutators.rename import is_she, known_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number

SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[DJMS]r\.)(?<!\bM[rs]s\.)(?<!\bMs\.)(?<!\bSt\.)\s+(?=[A-Z$\d\"“])")
# Questions that any thing might belong to, or that name no thing.
OPEN = re.compile(
    r"\b(?:items?|things?|objects?|gifts?|presents?|altogether|possessions?|belongings|everything|animals?|pets?|fruits?|"
    r"vegetables?|toys|clothes|clothing|food|snacks?|treats?|desserts?|sweets|flowers|plants|vehicles?|birds|insects|drinks?|"
    r"products?|goods|purchases?|supplies|pieces|calories|carbs|protein|weigh\w*)\b|"
    r"\bhow many (?:are|is|do|does|did|has|have|had|will|would|were|was|can|could|more|fewer|left|in)\b",
    re.IGNORECASE,
)
# Words that refer to something the sentence does not say, and conditions that would change the story.
LEANS = re.compile(
    r"\b(?:the|this|that|these|those|it|its|they|them|their|there|also|too|then|each|all|both|others?|another|which|who|rest|"
    r"remaining|more|less|fewer|left|totals?|combined|same|than|if|when|while|after|before|so|half|twice|times|either|first|second|"
    r"third|last|next|will|let|again|instead|only|still|now|ones?|quarters?|dimes?|nickels?|penn(?:y|ies)|ago|off|other|"
    r"because|until|by|average|dozens?|altogether|everyone|everybody|actually|each other)\b|[%?:;&()\"“”]",
    re.IGNORECASE,
)
# Places and times that need no introduction.
KNOWN_PLACES = re.compile(
    r"\bthe (?:store|park|beach|weekends?|mornings?|afternoons?|evenings?|night|library|market|mall|gym|supermarket|grocery store|"
    r"zoo|movies|bakery|pool|summer|winter|lake|river|fair|museum|phone|computer|internet|city)\b",
    re.IGNORECASE,
)
# What a sentence after an aside must not say: it would be read of the aside.
BINDS = re.compile(
    r"\b(?:it|its|they|them|their|theirs|these|those|this|that|such|both|ones?|there|which)\b", re.IGNORECASE
)
BINDS_IN_A_STATEMENT = re.compile(
    r"\b(?:each|rest|remaining|others?|another|half|more|fewer|less|same|then|also|totals?|twice|again|left|third|quarter|all|"
    r"every|the)\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"[$€£]|\b(?:dollars?|cents?|cost\w*|pric\w+|pay\w*|paid|earn\w*|money|spen[dt]\w*|sell\w*|sold|sales?|buy\w*|bought|charg\w+|wages?|"
    r"salary|tips?|budget|profits?|sav(?:e|es|ed|ings?)|worth|bills?|rents?|loans?|cash|rais(?:e|es|ed|ing)|fees?|bank)\b",
    re.IGNORECASE,
)
# Units are about something, though most words that common are not.
TOPICAL = frozenset(map(words.stem, "day week year hour minute dollar cost price buy sell pay money".split()))
CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays "
    "January February March April May June July August September October November December I".split()
)
KIN = re.compile(r"\b(?:brother|father|dad|uncle|grandfather|son|husband|man|boy|Mr|sister|mother|mom|aunt|grandmother|daughter|wife|"
                 r"woman|girl|Mrs|Ms|Miss|friend|cousin)s?\b", re.IGNORECASE)  # fmt: skip
NEXT_CLAUSE = re.compile(
    r",? (?:and|but|so|while|because) (?:then |also |now )?(?=(?:he|she|they|it|the|her|his)\b|[A-Z])|"
    r", (?:and|but|so|which|where|each|then|while|because) "
)
PRONOUN = re.compile(r"^(?:He|She)(?= )")
LONGEST = 140
MOST_NUMBERS = 2


class Aside(NamedTuple):
    """A sentence of `lender`; `at` is the index of the story's sentence that follows it."""

    text: str
    at: int
    lender: Problem

    @property
    def joins(self) -> tuple[str, ...]:
        return (self.lender.family, *self.lender.source.joins)


def fitting(problem: Problem, others: Sequence[Problem]) -> Iterator[Aside]:
    """Asides for a problem, each at every place that it can take.

    Those of the latest problems come first: a drawn order would use some sentences often, and a sentence that is often
    beside the point gives mutants away. Raises Refused where any aside could matter.
    """
    people = known_names(problem.prompt)
    if not people or OPEN.search(sentences(problem.prompt)[-1]):
        raise Refused("no aside is beside the point", "the question may ask for whatever an aside counts")
    return (aside for lender in _lenders(problem, others) for aside in _of(lender, problem, people))


def sentences(text: str) -> list[str]:
    return SENTENCE.split(text.strip())


def home(text: str, sentences: Sequence[str], start: int) -> tuple[int, int]:
    """The sentence of a place, and where in it."""
    begins = 0
    for at, sentence in enumerate(sentences):
        begins = text.index(sentence, begins)
        if start < begins + len(sentence):
            return at, start - begins
        begins += len(sentence)
    return len(sentences), 0


def insert(prompt: str, aside: Aside) -> str:
    """The text with the aside at its place."""
    found = sentences(prompt)
    return " ".join([*found[: aside.at], aside.text, *found[aside.at :]])


def feeds_nothing(prompt: str, reference: MathReference, values: Collection[Number]) -> bool:
    """Whether the program, inferred again from a text with these new numbers, uses none of them."""
    assert reference.solution is not None
    try:
        story = infer(prompt, reference.solution, reference.answer)
    except Refused:
        return False
    used = story.program.slots(story.program.answer)
    return all(value not in values or slot not in used for slot, value in enumerate(story.slots))


def _lenders(problem: Problem, others: Sequence[Problem]) -> list[Problem]:
    """The other problems under the same licence and policy, the latest first."""
    mine = problem.source
    return [
        other
        for other in reversed(others)
        if other.family != problem.family
        and (other.source.licence, other.source.policy) == (mine.licence, mine.policy)
    ]


def _of(lender: Problem, problem: Problem, people: Sequence[str]) -> Iterator[Aside]:
    for text, she in _standing_alone(lender.prompt):
        like = next((one for one in people if is_she(problem.prompt, one) == she), None)
        if like and _is_beside(text, problem.prompt):
            alone = len(people) == 1 and not KIN.search(problem.prompt)
            told = text.replace("@he", ("She" if she else "He") if alone else like).replace("@", like)
            yield from (
                Aside(text=told, at=at, lender=lender) for at in _places(told, like, problem.prompt, she=she)
            )


@lru_cache(maxsize=256)
def _standing_alone(text: str) -> tuple[tuple[str, bool], ...]:
    """Sentences that lean on nothing around them, and whether their one person is a she.

    The person is written as `@`, or as `@he` for a pronoun.
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[tuple[str, bool]]:
    known = known_names(text)
    for sentence in _clauses(text):
        if len(sentence) > LONGEST or LEANS.search(KNOWN_PLACES.sub("", sentence)):
            continue
        named = [name for name in known if re.search(rf"\b{name}\b", sentence)]
        pronoun = PRONOUN.match(sentence)
        if len(named) + bool(pronoun) != 1 or not _plain(sentence, named):
            continue
        if named:
            yield re.sub(rf"\b{named[0]}\b", "@", sentence), is_she(text, named[0])
        elif pronoun:
            yield PRONOUN.sub("@he", sentence), pronoun[0] == "She"


def _clauses(text: str) -> Iterator[str]:
    """The statements of a text, and the first main clause of each."""
    for sentence in sentences(text)[:-1]:
        yield sentence
        first = NEXT_CLAUSE.split(sentence)[0]
        if first != sentence and "," not in first:
            yield f"{first}."


def _plain(sentence: str, named: Sequence[str]) -> bool:
    """Whether it says one or two numbers, each of something, and has no name besides that of its person."""
    found = numbers.find(sentence)
    if not 1 <= len(found) <= MOST_NUMBERS:
        return False
    if any(each.frozen or type(each.value) is not int or not (each.unit or each.money) for each in found):
        return False
    if any(re.search(rf"{KIN.pattern} {name}\b", sentence, re.IGNORECASE) for name in named):
        return False
    return {*re.findall(r"(?<=[^.!?] )[A-Z]\w*", sentence)} <= CALENDAR.union(named)


def _is_beside(text: str, story: str) -> bool:
    if _topic(text) & _topic(story) or (MONEY.search(text) and MONEY.search(story)):
        return False
    own, others = numbers.find(text), numbers.find(story)
    if {exact(each.value) for each in own} & {exact(each.value * each.scale) for each in others}:
        return False
    return not {kinds.of(each) for each in own} & {kinds.of(each) for each in others} - {None}


def _topic(text: str) -> set[str]:
    """The stems of a text that tell its topic."""
    return {stem for stem in words.stems(text) if stem in TOPICAL or stem not in COMMON} - {
        words.stem(name) for name in known_names(text)
    }


def _places(told: str, person: str, story: str, *, she: bool) -> Iterator[int]:
    """Places where the person is known, and where what follows can't be read of the aside."""
    pronoun = re.compile(r"\b(?:she|hers?)\b" if she else r"\b(?:he|him|his)\b", re.IGNORECASE)
    found = sentences(story)
    rivals = KIN.search(story) or len(known_names(story)) > 1
    for at, follows in enumerate(found):
        introduced = any(re.search(rf"\b{person}\b", each) for each in found[:at])
        opens = at == 0 and not PRONOUN.match(told) and (follows.startswith(person) or len(found) == 1)
        if not (introduced or opens):
            continue
        if BINDS.search(follows) or (rivals and pronoun.search(follows)):
            continue
        if at == len(found) - 1 or not BINDS_IN_A_STATEMENT.search(follows):
            yield at
