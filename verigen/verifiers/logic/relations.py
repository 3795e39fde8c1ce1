"""Reads answers that relate names to choices: pairs, and tables whose choices belong to one name each."""

from __future__ import annotations

import re
from itertools import groupby, product
from typing import TYPE_CHECKING, NamedTuple

from verigen.verifiers.logic.clauses import clauses
from verigen.verifiers.logic.reading import CONTRADICTORY, INCOMPLETE, NOTHING, QUOTED, AnswerReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verigen.domains.logic.reference import LogicReference
    from verigen.verifiers.logic.mentions import Vocabulary, WordMention

REST, ALL = "rest", "all"
# a part of a sentence that tells what somebody says, up to what follows from it
_SPEECH = re.compile(
    r"(?:(?<=[.;\n!?])|^)[^.;\n!?]*?\b(?:says?|said|claims?|claimed|states?|stated|asserts?|statements?)\b[^.;\n!?]*?"
    r"(?=,?\s(?:so|thus|hence|therefore)\s|[.;\n!?]|$)",
    re.IGNORECASE,
)


class NameLink(NamedTuple):
    """A name, or REST or ALL of them, and a choice."""

    name: str
    choice: str


def pairs(text: str, reference: LogicReference, words: Vocabulary) -> AnswerReading:
    """A choice for each name of the answer; choices alone count if there is one per name, in the puzzle's order.

    Where that contradicts itself, what people of the puzzle are quoted to say is left out: a check after the answer
    repeats it.
    """
    found = _paired(text, reference, words)
    if found is CONTRADICTORY and _SPEECH.search(text):
        unquoted = _paired(_SPEECH.sub(" ", text), reference, words)
        return found if unquoted is CONTRADICTORY else QUOTED if unquoted.answer is None else unquoted
    return found


def _paired(text: str, reference: LogicReference, words: Vocabulary) -> AnswerReading:
    names = [row[0] for row in reference.answer]
    if (marked := _marked(text, reference)) is not None:
        return _complete(marked, names)
    found = clauses(text, words)
    if not any(each.kind != "choice" for clause in found for each in clause):
        said = [each.word for clause in found for each in _plain(clause, reference) if not each.denied]
        return _complete(dict(zip(names, said, strict=True)), names) if len(said) == len(names) else NOTHING
    told: dict[str, str] = {}
    rest: set[str] = set()
    for link in _links(found, reference):
        if link.name == REST:
            rest.add(link.choice)
            continue
        for name in names if link.name == ALL else [link.name]:
            if name in names and told.setdefault(name, link.choice) != link.choice:
                return CONTRADICTORY
    if len(rest) > 1:
        return CONTRADICTORY
    told = {**dict.fromkeys(names, *rest), **told} if rest else told
    return _complete(told, names)


def _marked(text: str, reference: LogicReference) -> dict[str, str] | None:
    """A board with a line per name and a cell per choice, of which one is marked by Q or X; None for anything else."""
    choices = list(reference.choices)
    lines = [re.sub(r"[\s|,\[\]\"']", "", line) for line in text.split("\n")]
    board = [line for line in lines if re.fullmatch(rf"[QqXx♛♕._0-]{{{len(choices)}}}", line)]
    if len(choices) < 3 or len(board) != len(reference.answer):
        return None
    places = [[at for at, cell in enumerate(line) if cell not in "._0-"] for line in board]
    if any(len(each) != 1 for each in places):
        return None
    return {row[0]: choices[each[0]] for row, each in zip(reference.answer, places, strict=True)}


def table(text: str, reference: LogicReference, words: Vocabulary) -> AnswerReading:
    """The name that each choice of the answer belongs to."""
    wanted = [choice for row in reference.answer for choice in row[1:]]
    told: dict[str, str] = {}
    found = clauses(text, words)
    if (columns := _columns(found, reference)) is not None:
        return _complete(columns, wanted)
    for link in _links(found, reference):
        if link.name not in (REST, ALL) and told.setdefault(link.choice, link.name) != link.name:
            return CONTRADICTORY
    return _complete(told, wanted)


def _columns(found: Sequence[Sequence[WordMention]], reference: LogicReference) -> dict[str, str] | None:
    """Lines of choices, a choice per name in the puzzle's order, or in that of a line of all names above them.

    None for anything else.
    """
    names, lines = [row[0] for row in reference.answer], list(found)
    if lines and all(each.kind == "name" for each in lines[0]):
        names = [each.word for each in lines.pop(0)]
    plain = [[each.word for each in line if each.kind == "choice" and not each.denied] for line in lines]
    whole = [len(line) for line in lines] == [len(each) for each in plain]
    if not whole or sorted(names) != sorted(row[0] for row in reference.answer):
        return None
    if len(plain) != len(reference.answer[0]) - 1 or any(len(each) != len(names) for each in plain):
        return None
    told = {choice: name for each in plain for choice, name in zip(each, names, strict=True)}
    return told if len(told) == len(plain) * len(names) else None


def canonical(reference: LogicReference) -> tuple[tuple[str, ...], ...]:
    """The reference's pairs, or its choices with their names, sorted."""
    if reference.shape == "pairs":
        return tuple(sorted((name, choice) for name, choice in reference.answer))
    return tuple(sorted((choice, row[0]) for row in reference.answer for choice in row[1:]))


def _complete(told: dict[str, str], wanted: Sequence[str]) -> AnswerReading:
    if not told:
        return NOTHING
    if set(wanted) - told.keys():
        return INCOMPLETE
    return AnswerReading(tuple(sorted((each, told[each]) for each in wanted)))


def _links(found: Iterable[list[WordMention]], reference: LogicReference) -> Iterator[NameLink]:
    for clause in found:
        runs = [
            list(run) for _, run in groupby(_plain(clause, reference), lambda each: each.kind == "choice")
        ]
        for at in range(0, len(runs) - 1, 2):
            yield from _linked(runs[at], runs[at + 1])
        if len(runs) % 2 and len(runs) > 1:
            yield from _linked(runs[-1], runs[-2])


def _plain(clause: Iterable[WordMention], reference: LogicReference) -> Iterator[WordMention]:
    """The mentions without denied ones; of two choices, denying one says the other."""
    both = list(reference.choices) if len(reference.choices) == 2 and reference.shape == "pairs" else []
    for each in clause:
        if not each.denied:
            yield each
        elif each.kind == "choice" and both:
            yield each._replace(word=both[1 - both.index(each.word)], denied=False)
        elif each.kind == "name":
            yield each._replace(denied=False)


def _linked(one: Sequence[WordMention], other: Sequence[WordMention]) -> Iterator[NameLink]:
    """Two runs, of names and of choices: one by one if they are equally long, else each with each."""
    names, choices = (other, one) if one[0].kind == "choice" else (one, other)
    told = [(each.word or each.kind) for each in names]
    if len(names) == len(choices):
        yield from (NameLink(name, each.word) for name, each in zip(told, choices, strict=True))
    elif 1 in (len(names), len(choices)):
        yield from (NameLink(name, each.word) for name, each in product(told, choices))
