"""Finds explicit equations that are false and stay uncorrected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import equations, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.equations import Equation
    from verigen.dataset.filters.reading import Reading

CORRECTED = re.compile(
    r"^\W{0,3}\?|\b(?:wait|no[,.:;]|nope|hmm+|actually|oops|wrong|mistakes?|mistaken|incorrect|not (?:right|correct|quite|true|equal|so|possible|what)|correct(?:ion|ed|ing)|"
    r"re-?(?:check|comput|calculat|do|count|consider)\w*|let me (?:re|check|try|add|see|do|fix|correct|double)|should (?:be|have been|read)|scratch that|i mean|sorry|my bad|rather|try again|once more|"
    r"doesn't|does not|isn't|is not|can't be|cannot be|too (?:big|small|large|high|low|much|many|few)|contradict\w*|off by|error|instead|slip|typo|misread|impossible|fails?|nein|falsch|warte|moment|non,|erreur|pardon|espera|perd[o\u00f3]n|no es)",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:if|suppose|suppos\w+|assum\w+|would|were|could|might|claims?|claimed|someone|student|pretend|imagine|wrong(?:ly)?|incorrect(?:ly)?|false(?:ly)?|not|never|tempting|trap|mistake|guess|try|trying|"
    r"joke|puzzle|contradiction|unlike|instead of|define|defined|definition|operation|concatenat\w*|digits?|base|binary|hex\w*|octal|decimal|clock|modul\w+|mod|o'clock|roman|round\w*|about|approx\w*|roughly|"
    r"nearly|almost|around|estimat\w*|ceil\w*|floor\w*|truncat\w*|whole|remainder|rem|boolean|bitwise|xor|code|python|ca\.?|rund|etwa|environ|units?|notation|scale|ratio|odds|score|final score|exponent\w*|inverse|congruent|residue|field|ring|"
    r"\\bmod|\\pmod|\\mod|\\approx|GF|Z_)\b|\\(?:bmod|pmod|approx|equiv)|\u2248|\u2261",
    re.IGNORECASE,
)
AFTER = 160  # characters after an equation in which a correction is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Equations between numbers that the symbolic verifier's exact parser reads, chains and remainders included.

    Not counted: what a later sentence corrects, what is only supposed, roundings, other bases, and what the
    parser can't read. Such a finding labels a step; it does not refute the answer.
    """

    version: str = "1"

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        if not any(map(str.isdigit, read.text)):
            return []
        plain = equations.plain(read.uncoded)
        said = list(equations.found(plain))
        wrong = [one for one in said if one.false and not _excused(one, said, plain, read)]
        return [read.finding("false_step", one.start, one.end, label=one.kind) for one in wrong]


def _excused(one: Equation, said: Sequence[Equation], plain: str, read: Reading) -> bool:
    """Whether the text corrects the equation, only supposes it, or means something else by it."""
    begin, end = _sentence(plain, one)
    if one.kind != "modulo" and SUPPOSED.search(plain, begin, end):
        return True
    if one.kind == "modulo" and CORRECTED.search(plain[begin : one.start]):
        return True
    if CORRECTED.search(plain[one.end : one.end + AFTER].partition("\n\n")[0]):
        return True
    later = any(other.start > one.start and not other.false and other.left == one.left for other in said)
    asked = plain[one.start : one.end].strip() in read.prompt
    return later or asked


def _sentence(plain: str, one: Equation) -> tuple[int, int]:
    """The sentence around an equation."""
    begin = max(plain.rfind(mark, 0, one.start) for mark in (". ", "\n", "? ", "! "))
    ends = [place for mark in (". ", "\n", "? ", "! ", "; ") if (place := plain.find(mark, one.end)) >= 0]
    return begin + 1, min(ends, default=len(plain))
