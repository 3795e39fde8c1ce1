"""Finds explicit equations that are false and stay uncorrected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from verigen.dataset.filters import conversions, equations, formulas, reading, screen, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.equations import StatedEquation
    from verigen.dataset.filters.reading import Reading

CORRECTED = re.compile(
    r"^\W{0,3}\?|\b(?:wait|no[,.:;]|nope|hmm+|actually|oops|wrong|mistakes?|mistaken|incorrect|correction|corrected|correcting|scratch that|i mean|sorry|my bad|try again|slip|typo|misread|"
    r"(?:is|was|does|do|did|can|could|that) ?(?:not|n't) (?:be )?(?:right|correct|quite|true|equal|so|possible|what|hold|match|work|fit|agree)|(?:isn|doesn|wasn|can|didn|don)'t (?:be )?(?:right|correct|quite|true|"
    r"equal|so|possible|hold|match|work|fit|agree)|not (?:right|correct|quite right|true|equal)|re-?(?:check|comput|calculat|do|count|consider)\w*|let me (?:re|check (?:again|that|it|this)|try|fix|correct|double)|"
    r"should (?:be|have been|read)(?= ?(?:[$\\-]*\d|an? \d|equal|exactly|larger|smaller|more|less|twice|half|the)\b)|(?:an|my|the|made) errors?|off by|contradict\w*|impossible|falsch|warte|(?<=[.!?] )moment|moment,|non,|erreur|pardon|espera|perd[o\u00f3]n|no es)\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:if|suppose|supposing|assum\w+|claims?|claimed|someone|student|pretend|imagine|wrong(?:ly)?|incorrect(?:ly)?|false(?:ly)?|not (?:true|the case|equal)|tempting|tempted|(?:might|may|could|would) (?:think|believe|expect|say)|naive(?:ly)?|ignor\w+|forget\w*|common error|mistake|guess|"
    r"joke|contradiction|instead of|define|defined|definition|operation|concatenat\w*|base|binary|hex(?:adecimal)?|octal|clock|modul\w+|mod|o'clock|roman numerals?|round(?:s|ed|ing)?|approx\w*|roughly|"
    r"(?:about|around|almost|nearly) \$?\d|estimat\w*|ceil\w*|floor\w*|truncat\w*|nearest|whole number|remainder|rem|boolean|bitwise|xor|rund|etwa|environ|inverse|congruent|residue)\b|"
    r"\\(?:bmod|pmod|mod|approx|equiv)|\u2248|\u2261",
    re.IGNORECASE,
)
REDEFINED = re.compile(
    r"\b(?:defin\w+|operation|operator|new meaning|stands? for|denotes?)\b|\b[Ll]et [a-z] ?\S{1,8} ?[a-z] (?:mean|be|=)",
    re.IGNORECASE,
)
AFTER = 160  # characters after an equation in which a correction is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Equations between numbers that the symbolic verifier's exact parser reads, chains and remainders included.

    Beside them conversions of units, formulas that hold in general, and calculations in words. Not counted: what a later sentence corrects, what is only supposed, roundings, other bases, and what the
    parser can't read. Such a finding labels a step; it does not refute the answer.
    """

    version: str = "4"

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        if not any(map(str.isdigit, read.text)):
            return []
        if _redefined(read.prompt):
            return []
        plain, impossible = _plain(read.uncoded)
        if _sound(plain, impossible):
            return []
        said = [
            *equations.found(plain),
            *conversions.found(plain, impossible),
            *formulas.found(plain, impossible),
            *worded.found(plain, impossible),
        ]
        wrong = [one for one in said if one.false and not _excused(one, said, plain, read)]
        return [read.finding("false_step", one.start, one.end, label=one.kind) for one in wrong]


@lru_cache(maxsize=64)
def _redefined(prompt: str) -> bool:
    return REDEFINED.search(prompt) is not None


def _plain(text: str) -> tuple[str, frozenset[int]]:
    """The text in which equations are read, and the watched patterns that can't match it."""
    shelled = equations.shelled(text)
    impossible = screen.impossible("plain", shelled)
    plain = equations.plain(shelled, impossible)
    return plain, impossible if plain == shelled else screen.impossible("plain", plain)


def _sound(plain: str, impossible: frozenset[int]) -> bool:
    others = (one for reader in (conversions, formulas, worded) for one in reader.found(plain, impossible))
    return not any(one.false for one in others) and equations.sound(plain, impossible)


def _excused(one: StatedEquation, said: Sequence[StatedEquation], plain: str, read: Reading) -> bool:
    """Whether the text corrects the equation, only supposes it, or means something else by it."""
    begin, end = _sentence(plain, one)
    if one.kind != "modulo" and SUPPOSED.search(plain, begin, end):
        return True
    if one.kind == "modulo" and CORRECTED.search(plain[begin : one.start]):
        return True
    if CORRECTED.search(plain[one.end : one.end + AFTER].partition("\n\n")[0]):
        return True
    later = any(other.start > one.start and not other.false and other.left == one.left for other in said)
    asked = plain[one.start : one.end].strip() in read.prompt or (
        one.kind == "units" and one.left.lower() in read.low_prompt
    )
    return later or asked


def _sentence(plain: str, one: StatedEquation) -> tuple[int, int]:
    """The sentence around an equation."""
    begin = max(plain.rfind(mark, 0, one.start) for mark in (". ", "\n", "? ", "! "))
    ends = [place for mark in (". ", "\n", "? ", "! ", "; ") if (place := plain.find(mark, one.end)) >= 0]
    return begin + 1, min(ends, default=len(plain))
