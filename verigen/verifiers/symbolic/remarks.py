"""Separates words after an answer that do not change it from words that may change it.

The words after a number are a unit, the things counted, a harmless remark ("in total", "where n is an
integer"), or words that may reverse the answer ("or more", "is wrong"). Words that are not known to be
harmless count as not understood, and an answer with such words is never accepted.
"""

from __future__ import annotations

import re

MODIFIERS = frozenset(
    """
    not no never none nor neither either or isn't aren't wasn't doesn't don't cannot can't won't wrong incorrect false
    invalid impossible unlikely more less fewer greater smaller larger bigger least most minimum maximum below above
    under over beyond except excluding without unless but however instead rather almost nearly maybe perhaps possibly
    probably approximately about around roughly plus minus times divided multiplied half quarter third dozen twice double
    triple squared cubed other another different unknown undefined every alternatively though although unsure guess
    before after until if root power choose factorial
    """.split()
)
HARMLESS = re.compile(
    r"\(?\s*(?:"
    r"(?:where|with|for|when|as|since|because|given|assuming|such that|here|letting?)\b.*"
    r"|(?:exactly|exact|only|respectively|total|in (?:total|all|sum|full|simplest form|lowest terms|exact form)|altogether|overall)"
    r"|(?:is|are|was|were|be|as) (?:the|our|my|your|a|an)?\s*(?:final|correct|right|required|desired|only|exact)?\s*"
    r"(?:answers?|solutions?|values?|results?|numbers?|choices?|options?|probability|total)"
    r"|(?:is|are) (?:correct|right|the only one)"
    r"|units?|answer|solutions?|roots?|or so|i\.?e\.?.*"
    r")\s*\)?[\s.!]*",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[a-z][a-z']*")
MAX_NOUN_WORDS = 8


def harmless(words: str) -> bool:
    """Whether a remark can be dropped without changing the answer."""
    return HARMLESS.fullmatch(words.strip(" ,;:")) is not None and not denies(words)


def denies(words: str) -> bool:
    return bool({"not", "wrong", "incorrect", "isn't", "false", "never"} & set(_WORD.findall(words.lower())))


def modifies(words: str) -> bool:
    """Whether a phrase after a number may change it: anything but a short name of the things counted."""
    said = _WORD.findall(words.lower())
    return (
        bool(MODIFIERS & set(said)) or len(said) > MAX_NOUN_WORDS or VERBS.search(words.lower()) is not None
    )


VERBS = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|does|did|will|would|should|could|might|may|must)\b"
)


BEFORE = re.compile(
    r"\b(?:not|no|never|isn't|aren't|doesn't|don't|cannot|can't|wrong|incorrect|(?:more|less|fewer|greater|smaller) than|"
    r"at (?:least|most)|below|above|under|over|between|except|without|unless|rather|almost|nearly|maybe|perhaps|possibly|"
    r"probably|twice|double|triple|half|either|neither|different|up to|within)\b"
)


def modifies_lead_in(said: str) -> bool:
    """Whether words before a value may change it: at least, not, between."""
    return BEFORE.search(said) is not None
