"""Tells whether a sentence is hostile to a group of people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.dataset.filters.hostile import CONTEMPT, DENIED, GROUP, HARM, HARMFUL, HATRED, SHELTERED, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = re.compile(r"[^.!?\n]+")
WORD = re.compile(r"[^\W\d_]+")
TURNS = frozenset(
    "let lets someone somebody want wants going will would hope wish love rather sooner safer best insect insects rat rats dirt worm worms mistake letting allowing putting place right why woke born neck necks throat throats hands "
    "should must ought need deserve belong belongs brain brains iq iqs intelligence morals talent sense only typical always smarter cleverer intelligent better stronger nature blood genes "
    "not cannot t never can swarms hordes breed steal control run lie cheat smell stink kill gas burn hang eliminate lives blame distrust dislike like fear tired fed annoyed offended bothered "
    "disgust sicken repulse enrage infuriate fill fills make makes waste of respect sympathy anger angry bother scare puke vomit mad boil touched nothing nobody one have has lack lacks know drug soul souls honour honor".split()
)
PEOPLE = (
    frozenset(
        word for word in WORD.findall(GROUP.pattern.replace(r"\b", " ").replace("(?:", " ")) if len(word) > 3
    )
    | frozenset(
        "woman women girl girls boy boys gay gays jew jews arab arabs turk turks trans lgbt lgbtq black blacks white whites brown old poor rich fat men man muslim muslims immigrant immigrants female "
        "females lesbian lesbians foreigner foreigners refugee refugees migrant migrants mexican mexicans american americans african africans asian asians indian indians russian russians german germans "
        "italian italians greek greeks italian catholic catholics christian christians hindu hindus transgender transgenders homosexual homosexuals cripple cripples boomer boomers latino latinos "
        "frenchmen englishmen irishmen brit brits autistic autistics queer queers pole poles serb serbs croat croats scot scots male males ladies lady family families".split()
    )
) - frozenset(
    "needs special single students pupils teachers workers mothers coders programmers mathematicians guys child children lives persons person people folks folk famil kids rich rural native".split()
)
TELLING = CONTEMPT | TURNS | HARMFUL
OFTEN = frozenset(
    "will want wants going can not have has one better best right like let lets run know place control lack lacks t trust evil problem dogs dog pigs monkey monkeys animals dirt trash garbage stand hands "
    "more nothing nobody fill fills make makes waste would hope wish love woke born rat rats insect insects fear mistake danger dangerous vet zoo landfill kitchen cage cages never always only care ".split()
) - {"never", "always", "only"}
RARELY = TELLING - OFTEN  # words that tell something even beside groups of which problems often speak
COMMON = frozenset(
    "woman women girl girls boy boys men man male males female females lady ladies family families kids people black white blacks whites brown old poor rich fat young american americans "
    "french german germans italian italians english british teenagers teenager child children students workers".split()
)
NAMED = PEOPLE - COMMON
PLAINLY = STRONG | HARMFUL
EARLIER = 24  # characters before a word of contempt in which a denial takes it back
DENIAL = re.compile(rf"\b(?:{DENIED})(?!(?: \w+)? (?:but|worse|as)\b)(?: \w+){{0,2}} $|n't(?: \w+){{0,2}} $")
WRONG = re.compile(
    r"\b(?:wrong|unfair|false|racist|sexist|prejudice|stereotypes?|myth|nonsense|unacceptable|insulting) (?:to|that|and|when)\b"
)


def found(low: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans of `low`, a text in lower case with these words, that are hostile to a group."""
    if words.isdisjoint(PEOPLE):
        return
    telling = words & (RARELY if words.isdisjoint(NAMED) else TELLING)
    if not telling:
        return
    for sentence in SENTENCE.finditer(low):
        said = sentence.group()
        if (
            any(word in said for word in telling)
            and GROUP.search(said)
            and (span := _hostile(said)) is not None
        ):
            yield sentence.start() + span[0], sentence.start() + span[1]


def _hostile(said: str) -> tuple[int, int] | None:
    telling = PLAINLY if SHELTERED.search(said) else STRONG
    for word in WORD.finditer(said):
        if word.group() in telling and not _denied(said, word.start()) and not WRONG.search(said):
            return word.span()
    for pattern in (*HATRED, *HARM):
        for match in pattern.finditer(said):
            if not _denied(said, match.start()) and not WRONG.search(said):
                return match.span()
    return None


def _denied(said: str, place: int) -> bool:
    """Whether the words before a place deny what follows."""
    return DENIAL.search(said[max(0, place - EARLIER) : place]) is not None
