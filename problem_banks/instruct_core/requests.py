"""Requests with one to five instructions of related kinds, and of all kinds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from verigen.problems.banks.live.requests import DrawnRequest, request
from verigen.problems.banks.live.wordings import OTHERS

from .family import family
from .kinds import drawn
from .tasks import foreign, task

if TYPE_CHECKING:
    from random import Random

LENGTHS = ("words", "sentences", "paragraphs", "first_word")
WORDS = ("keywords", "keyword_count", "forbidden", "no_comma")
FORMS = ("bullets", "headings", "highlights", "sections", "json", "title", "placeholders")
FRAMES = ("starts", "ends", "quoted", "postscript", "title")
CASES = ("upper", "lower", "language", "choice")
ALL = tuple(dict.fromkeys((*LENGTHS, *WORDS, *FORMS, *FRAMES, *CASES)))


@family(level=1, instructions=(1, 2))
def lengths(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(rng, LENGTHS, instructions)


@family(level=1, instructions=(1, 2, 3))
def wording(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(rng, WORDS, instructions)


@family(level=1, instructions=(1, 2))
def forms(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(rng, FORMS, instructions)


@family(level=1, instructions=(1, 2))
def frames(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(rng, FRAMES, instructions)


@family(level=1)
def cases(rng: Random) -> DrawnRequest:
    return _of(rng, CASES, 1)


@family(level=2, instructions=(2, 3, 4, 5, 6))
def combined(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(rng, ALL, instructions)


@family(level=2, instructions=(1, 2, 3, 4))
def translated(rng: Random, *, instructions: int) -> DrawnRequest:
    """The task and its instructions in another language, in which the reply may be as well."""
    language = rng.choice(list(OTHERS))
    kinds = [kind for kind in OTHERS[language] if kind not in ("keywords", "forbidden", "ends")]
    return request(rng, foreign(rng, language), partial(drawn, kinds=kinds), instructions, language=language)


def _of(rng: Random, kinds: tuple[str, ...], count: int) -> DrawnRequest:
    return request(rng, task(rng), partial(drawn, kinds=kinds), count)
