"""Reads from a statement which inputs it allows beyond those in the tests, what it rules out, and what it leaves open.

Whatever it does not find stays as the tests have it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER = r"(-?\d+(?:\s*\*\s*10\s*\^\s*\d+|\s*\^\s*\d+|e\d+)?)"
BELOW = r"\s*(<=|≤|<|&le;|\\le(?:q)?)\s*"
RANGE = re.compile(rf"{NUMBER}{BELOW}([A-Za-z_]\w*){BELOW}{NUMBER}")
# Matches an empty input; not an empty answer, and not the verb.
EMPTY = re.compile(
    r"(?<!return )(?<!return an )(?<!returns an )(?<!\bto )\bempty\b(?! (?:the|set|line|cell|space))",
    re.IGNORECASE,
)
FILLED = re.compile(
    r"\b(?:non-?\s?empty|not (?:be )?empty|at least (?:one|two|three|1|2|3) (?:element|item|number|character|word))",
    re.IGNORECASE,
)
NOT_NEGATIVE = re.compile(
    r"\b(?:non-?\s?negative|positive|natural|no negative|not negative|greater than (?:0|zero))\b",
    re.IGNORECASE,
)
NEGATIVE = re.compile(r"(?<!non-)(?<!non )(?<!no )(?<!not )\bnegatives?\b", re.IGNORECASE)
# Numbers of no particular kind: if the statement does not give their sign, both signs are allowed.
PLAIN_NUMBERS = re.compile(r"\b(?:integers|numbers|elements?|values|list l)\b", re.IGNORECASE)
MEASURED = re.compile(
    r"\b(?:ages?|heights?|weights?|prices?|costs?|scores?|counts?|sizes?|lengths?|widths?|distances?|times?|days?|"
    r"months?|years?|hours?|minutes?|grades?|marks|points?|quantit\w+|amounts?|ind(?:ex|exes|ices)|positions?|"
    r"coins?|stocks?|populations?|areas?|sides?|digits?|bits?|levels?|seats?|rooms?|piles?|stones?|bars?|jobs?|"
    r"nodes?|frequenc\w+|probabilit\w+|percent\w*|degrees?|capacit\w+|salar\w+|wealth|profits?|rating\w*)\b",
    re.IGNORECASE,
)
ZERO = re.compile(r"\bnon-?\s?negative\b", re.IGNORECASE)
QUOTED = re.compile(r"(?<![\w'])'([^\w\s'\"])'(?!\w)")
ANY_ANSWER = re.compile(
    r"\bany (?:valid|one of|of them|such|correct|possible|solution|answer)|\b(?:several|multiple|more than one) "
    r"(?:valid |correct |possible )?(?:answers|solutions)|\bif there are (?:several|multiple|many)[^.]{0,60}\bany\b",
    re.IGNORECASE,
)
ANY_ORDER = re.compile(
    r"\bin any order|\border (?:of [\w ]{1,40} )?does(?: not|n.t) matter|\bany order\b",
    re.IGNORECASE,
)
TIES = re.compile(
    r"\b(?:first|last|earliest|latest|leftmost|rightmost|lexicographic\w*|alphabetic\w*|stable|original order|"
    r"(?:smallest|largest|lowest|highest) index|same order|order of appearance)\b",
    re.IGNORECASE,
)
# "Knowing that (a) is less than 100", "assume n > 1": rules that some given tests break all the same.
SURELY = r"\b(?:knowing|know|assum\w+|given|guaranteed)(?:\s+that)?\s+\(?([A-Za-z_]\w*)\)?\s*"
WORDS = {"less": "<", "smaller": "<", "lower": "<", "greater": ">", "larger": ">", "bigger": ">", "more": ">"}
LIMIT = re.compile(
    rf"{SURELY}(?:is\s+(?:always\s+)?({'|'.join(WORDS)})\s+th[ae]n|(<=|>=|<|>|≤|≥))\s+(or\s+equal\s+to\s+)?{NUMBER}",
    re.IGNORECASE,
)
ELEMENTS = re.compile(
    r"\b(?:arrays?|lists?|sequences?|collections?|sets?|tuples?)\s+(?:of\s+)+(?:\w+\s+)?"
    r"(non-?\s?negative|positive|natural)\s+(?:integers|numbers|whole|ints)",
    re.IGNORECASE,
)
# Not "return True if all elements are distinct": that is the question, not a rule.
DIFFERENT = re.compile(
    r"(?:^|[.:;])(?:(?!\b(?:if|whether|when|check|return|find|count)\b)[^.:;])*?"
    r"\b(?:lists?|arrays?|inputs?|sequences?|it|they|elements|numbers|integers|strings|words|values)\s+(?:\w+\s+){0,4}?"
    r"(?:contains?|ha(?:s|ve)|consists?\s+of|are(?:\s+all)?)\s+(?:only\s+|all\s+|pairwise\s+)?"
    r"(?:different|distinct|unique)\b",
    re.IGNORECASE,
)
ONCE = re.compile(
    r"\b(?:exactly|only) once\b|\bpermutations?\b|\bevery (?:integer|number) (?:in|from|between)\b",
    re.IGNORECASE,
)
# Larger inputs only test the speed.
MOST = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Permissions and rules that a statement gives for inputs and answers.

    `least` is the least number that it allows; `ranges` holds the bounds of the values that it names. Rules, which
    drawn inputs keep even where a given test does not: `limits` of named values (None: none on this side), the least
    number in a list (`element`), lists whose elements are all `different`, and each number of a range `once`.
    """

    empty: bool = False
    least: int | None = None
    zero: bool = False
    negative: bool = False
    letters: str = ""
    any_answer: bool = False
    any_order: bool = False
    ties: bool = False
    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    limits: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    element: int | None = None
    different: bool = False
    once: bool = False


NOTHING = Statement()


def read(statement: str) -> Statement:
    zero = ZERO.search(statement) is not None
    bounded = NOT_NEGATIVE.search(statement) is not None
    return Statement(
        empty=EMPTY.search(FILLED.sub("", statement)) is not None and not FILLED.search(statement),
        least=None if not bounded else 0 if zero else 1,
        zero=zero,
        negative=not bounded and bool(NEGATIVE.search(statement) or _plain(statement)),
        letters="".join(sorted(set(QUOTED.findall(statement)))),
        any_answer=ANY_ANSWER.search(statement) is not None,
        any_order=ANY_ORDER.search(statement) is not None,
        ties=TIES.search(statement) is not None,
        ranges={
            name: bounds for name, *bounds_ in map(_bounds, RANGE.findall(statement)) for bounds in bounds_
        },
        limits=dict(map(_limit, LIMIT.findall(statement))),
        element=_element(statement),
        different=DIFFERENT.search(statement) is not None,
        once=ONCE.search(statement) is not None,
    )


def _limit(found: tuple[str, str, str, str, str]) -> tuple[str, tuple[int | None, int | None]]:
    """The name, and its least and greatest value, one of them None."""
    name, word, sign, equal, number = found
    sign = WORDS.get(word.lower(), sign).replace("≤", "<=").replace("≥", ">=")
    open_ = not equal and "=" not in sign
    if sign[0] == "<":
        return name, (None, _value(number) - open_)
    return name, (_value(number) + open_, None)


def _element(statement: str) -> int | None:
    found = ELEMENTS.search(statement)
    return None if found is None else 0 if ZERO.match(found[1]) else 1


def _plain(statement: str) -> bool:
    return PLAIN_NUMBERS.search(statement) is not None and MEASURED.search(statement) is None


def _bounds(found: tuple[str, str, str, str, str]) -> tuple[str, tuple[int, int]]:
    """The name, and its least and greatest value."""
    low, below, name, above, high = found
    lowest, highest = _value(low) + (below == "<"), _value(high) - (above == "<")
    return name, (lowest, max(lowest, min(highest, MOST)))


def _value(text: str) -> int:
    """A number such as 100, 10^5, 2*10^5 or 1e9; capped, since some are huge."""
    product = 1
    for factor in re.split(r"\s*\*\s*(?!\*)", text):
        base, _, power = re.sub(r"\s", "", factor).partition("^")
        product *= int(float(base)) ** min(int(power or 1), 9)
    return max(-MOST, min(product, MOST))
