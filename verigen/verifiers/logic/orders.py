"""Reads an order of names, a set of names, and a single word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.verifiers.logic import structures
from verigen.verifiers.logic.clauses import clauses
from verigen.verifiers.logic.reading import CONTRADICTORY, INCOMPLETE, NOTHING, AnswerReading
from verigen.verifiers.logic.relations import pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.domains.logic.reference import LogicReference
    from verigen.verifiers.logic.mentions import Vocabulary, WordMention

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLACE = re.compile(
    rf"(?<![\w.])(?:(\d{{1,2}})(?:st|nd|rd|th)?|({'|'.join(_ORDINALS)}))(?![\w])", re.IGNORECASE
)
_BACKWARDS = re.compile(
    r"right[- ]to[- ]left|last[- ]to[- ]first|back[- ]to[- ]front|reverse order", re.IGNORECASE
)
_NONE = re.compile(r"(?<!\w)(?:none|nobody|no one|empty(?: set)?|∅|nothing)(?!\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n\s*\n")
_ITEM = re.compile(r"^\s*(?:[-*•+]|\d{1,2}[.)])\s+")


def order(text: str, reference: LogicReference, words: Vocabulary) -> AnswerReading:
    """All names: by the places that are given with them, else in the order in which they come."""
    names = set(reference.answer[0])
    if (placed := _placed(text, words, len(names))) is not None and set(placed) == names:
        return AnswerReading((tuple(placed),))
    told = [each.word for each in _names(text, words)]
    if len(told) > len(names) and told[: len(names)] != told[-len(names) :] and len(set(told)) == len(names):
        return CONTRADICTORY
    told = told[: len(names)]
    if set(told) != names:
        return INCOMPLETE if told else NOTHING
    return AnswerReading((tuple(reversed(told) if _BACKWARDS.search(text) else told),))


def _names(text: str, words: Vocabulary) -> list[WordMention]:
    return [each for each in words.mentions(text) if each.kind == "name"]


def _placed(text: str, words: Vocabulary, count: int) -> list[str] | None:
    """The names by place, if each line or part tells one name with one place; None otherwise."""
    found: dict[int, str] = {}
    for part in _parts(text):
        named = _names(part, words)
        blank = part
        for each in reversed(named):
            blank = f"{blank[: each.start]} {blank[each.end :]}"
        places = [
            int(digits) if digits else _ORDINALS.index(word.lower()) + 1
            for digits, word in _PLACE.findall(blank)
        ]
        if not named:
            continue
        if len(named) != 1 or len(places) != 1 or found.setdefault(places[0], named[0].word) != named[0].word:
            return None
    return [found[place] for place in sorted(found)] if sorted(found) == list(range(1, count + 1)) else None


def _parts(text: str) -> Sequence[str]:
    if told := structures.values(text):
        return list(structures.clauses(told[-1], lambda said: bool(_PLACE.search(said)) or len(said) > 1))
    lines = [
        part for line in text.split("\n") for part in re.split(r"[;,|]|[.](?=\s|$)|\band\b", _unlisted(line))
    ]
    rows = [line for line in text.split("\n") if line.count("|") > 1]
    return rows or lines


def _unlisted(line: str) -> str:
    """A numbered line keeps its number as a place."""
    return re.sub(r"^(\s*\d{1,2})[.)]\s", r"\1 ", line)


def chosen(text: str, reference: LogicReference, words: Vocabulary) -> AnswerReading:
    """The names that an answer selects: told name by name with the choices, or simply named."""
    if reference.choices and any(each.kind == "choice" for clause in clauses(text, words) for each in clause):
        inside, outside = reference.choices
        every = [(name, inside if name in reference.answer[0] else outside) for name in reference.names]
        by_name = type(reference)(
            shape="pairs", answer=tuple(every), names=reference.names, choices=reference.choices
        )
        told = pairs(text, by_name, words)
        if told.answer is not None and not isinstance(told.answer, str):
            return AnswerReading((tuple(name for name, choice in told.answer if choice == inside),))
    said = _selected(text)
    named = sorted({each.word for each in _names(said, words) if not each.denied})
    if named or _NONE.search(said):
        return AnswerReading((tuple(named),))
    return NOTHING


def _selected(text: str) -> str:
    """A list line by line, or the first sentence."""
    if structures.values(text) or "|" in text:
        return text
    lines = [line for line in text.split("\n") if line.strip()]
    items = [line for line in lines if _ITEM.match(line)]
    return "\n".join(items) if items else _SENTENCE.split(text.strip())[0]


def word(text: str, reference: LogicReference, words: Vocabulary) -> AnswerReading:
    """The only choice that a text names; of two choices, denying one says the other."""
    both = list(reference.choices) if len(reference.choices) == 2 else []
    told = [each for each in words.mentions(text) if each.kind == "choice"]
    said = {both[1 - both.index(each.word)] if both else "" for each in told if each.denied}
    said |= {each.word for each in told if not each.denied}
    said.discard("")
    if len(said) > 1 and told[0].start <= len("the ") and not told[0].denied:
        return AnswerReading(((told[0].word,),)) if _apart(text, told) else CONTRADICTORY
    if len(said) != 1:
        return CONTRADICTORY if said else NOTHING
    return AnswerReading(((said.pop(),),))


def _apart(text: str, told: Sequence[WordMention]) -> bool:
    """Whether the first choice stands alone in its sentence, and the others give its reasons."""
    end = _SENTENCE.search(text + "\n\n", told[0].end)
    return end is not None and all(
        each.start >= end.start() or each.word == told[0].word for each in told[1:]
    )
