"""Finds answers that do not have the form that the problem asks for, and replies that only point elsewhere."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verigen.dataset.filters import reading, screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.dataset.filters.reading import Reading
    from verigen.dataset.filters.screen import WatchedPattern

POINTING = re.compile(
    r"(?:(?:####|answer|solution|result|code|function)\W{0,6}(?:is |are |was |can be found |has been |stands |as )?(?:see |refer to |given |shown |stated |found |derived |computed |calculated |written |as |the same as |boxed |mentioned )*"
    r"|\b(?:see|refer to|look at|check|read|consult) )(?:(?:the |my )?(?:box(?:ed)?(?: answer| value| result)?|answer|value|code|solution|result|reasoning|thinking|trace|steps?|derivation|computation|calculation|working|work|explanation|text|block)s? )?"
    r"(?:above|earlier|before|previously|(?:in |to )?(?:the )?(?:previous|preceding|first|last|earlier) (?:section|part|step|paragraph|message|block|box|text|page)|in (?:my|the) (?:reasoning|thinking|thoughts?|trace|scratch ?pad|analysis|steps?|working)|in the (?:box|text|code block)(?: above)?|from (?:above|before))\b"
    r"|(?:####|answer|solution|result)\W{0,6}(?:is |are |can be found |given |stands )*(?:(?:see |in |at |refer to |look at )(?:my|the) (?:last |first |final )?(?:line|step|part|reasoning|thinking|thoughts|calculations?|computations?|steps?|derivation|explanation|working|trace|scratch ?pad)\b|cf\.? above|already (?:given|stated|shown|above)|n/a|tbd|\.\.\.\s*$|\u2026|[\[<({]\s*(?:your |insert |the |final |my )*(?:answer|result|value|solution|number)[^\])>}\n]{0,20}[\])>}])"
    r"|\b(?:answer|result|solution)\b[^.\n]{0,40}\bin (?:the|my) (?:thinking|reasoning|trace|scratch ?pad)\b|\b(?:see|refer to|look at|check|consult) [^.\n]{0,24}\b(?:thinking|reasoning|trace)\b",
    re.IGNORECASE,
)
EMPTY_BOX = re.compile(  # what a template holds in the place of an answer
    r"(?:\\(?:text|mathrm|textbf|mathbf)\s*\{)?[\s<\[(]*(?:(?:your |insert |the |my |final |correct )*(?:answer|result|solution|value|number|expression)(?: here| goes here)?|\.{2,}|\u2026|\\[lcd]?dots|\?+|_+|see above|as above|n/?a|tbd|todo|answer here|xxx+)?[\s>\])]*\}?",
    re.IGNORECASE,
)
BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")
NUMBER = re.compile(r"-?(?:\d{1,3}(?:(?:,|\\,|\{,\})\d{3})+|\d+)(?:\.\d+)?|-?\.\d+")
FRACTION = re.compile(r"-?\\[dt]?frac\s*\{?-?\d+\}?\s*\{?\d+\}?|-?\d+\s*/\s*\d+")
TERMS = re.compile(r"(\d+)\}?\s*(?:/|:|\{)\s*\{?(\d+)")
ROOT = re.compile(r"\\sqrt\s*(?:\{(\d{1,9})\}|(\d))")
SUM = re.compile(
    r"(?<=[\d)}!])\s*(?:\+|-|\*|\\cdot|\\times|\\div|\u00d7|\u00b7|\u00f7|\u2212)\s*(?=[\d({\\.-])"
)
EXPRESSION = re.compile(r"[-\d\s.,()+*{}/^\u00d7\u00b7\u00f7\u2212!]|\\(?:cdot|times|div|left|right|,|;|!)")
OPERATION = re.compile(r"\d+\s*\^\s*(?:\d|\{\d+\})|\d+!|\\[dt]?binom\s*\{\d+\}\s*\{\d+\}|\\sqrt\s*\{\d+\}")
WRAP = re.compile(r"\\(?:text|mathrm|mathbf|textbf|operatorname|mbox)\s*\{([^{}]*)\}")
UNIT_TAIL = re.compile(
    r"\s*(?:\\?%|\\?\$|\u20ac|\u00a3|\^\{?\\circ\}?|\u00b0|\\(?:,|;|!| ))+\s*|[a-zA-Z\u00c0-\u024f. ]+$"
)


class Asked(NamedTuple):
    """A form that a problem can ask for, and whether an answer has it."""

    label: str
    words: WatchedPattern
    has: Callable[[str], bool]


def _asked(label: str, words: str, has: Callable[[str], bool]) -> Asked:
    return Asked(label, screen.watch(re.compile(words, re.IGNORECASE), "prompt"), has)


def _bare(answer: str) -> str:
    return UNIT_TAIL.sub("", WRAP.sub(r"\1", answer)).strip().lstrip("$").strip()


def _number(answer: str) -> bool:
    """Whether this is one number: a numeral, or a fraction that no one asked to be written otherwise."""
    bare = _bare(answer)
    return NUMBER.fullmatch(bare) is not None or FRACTION.fullmatch(bare) is not None


def _integer(answer: str) -> bool:
    return NUMBER.fullmatch(_bare(answer)) is not None and "." not in _bare(answer)


def _lowest(answer: str) -> bool:
    """Whether numerator and denominator share no factor, and no root of a whole number can be taken in part."""
    found = TERMS.search(answer)
    return (found is None or math.gcd(int(found[1]), int(found[2])) == 1) and not any(
        int(inner or digit) % (side * side) == 0
        for inner, digit in ROOT.findall(answer)
        for side in range(2, min(math.isqrt(int(inner or digit)), 100) + 1)
    )


def _rational(answer: str) -> bool:
    """Whether no root stands below a line."""
    below = re.split(r"\\[dt]?frac\s*\{(?:[^{}]|\{[^{}]*\})*\}|/", answer)[1:]
    return not any("\\sqrt" in part.split("}", 1)[0] + part[:8] for part in below)


def _expanded(answer: str) -> bool:
    return not re.search(r"\)\s*(?:\(|\^)|[a-z\d]\s*\([^)]*[+-]", answer)


def _factored(answer: str) -> bool:
    """Whether no sum stands outside brackets."""
    bare = answer
    while (inner := re.sub(r"\([^()]*\)", "", bare)) != bare:
        bare = inner
    return not re.search(r"[\w}]\s*[+-]\s*[\w\\]", bare)


def _decimal(answer: str) -> bool:
    return not FRACTION.search(answer) and not re.search(r"\\sqrt|\\pi|\^", answer)


def _fraction(answer: str) -> bool:
    return bool(FRACTION.search(answer)) or _integer(answer)


def _places(count: int) -> Callable[[str], bool]:
    return lambda answer: (
        not NUMBER.search(_bare(answer)) or bool(re.search(rf"\.\d{{{count}}}(?!\d)", _bare(answer)))
    )


def _scientific(answer: str) -> bool:
    return bool(re.search(r"10\s*\^|\d[eE][-+]?\d", answer))


FORMS = (
    _asked("single_number", r"\b(?:only|just|as|give|with|is|to|by|a|an|one|single)\b[^.?!]{0,30}\b(?:(?:single|final|one|plain|bare) )+(?:number|integer|value|numeral|numerical value)\b|\b(?:only|just) (?:the |a |an |one )?(?:final )?(?:number|integer|numeral|numerical value)\b|\bas (?:a|an) (?:single |plain )?(?:integer|whole number)\b|\bas a number\b", _number),
    _asked("integer", r"\b(?:as|give|with|an?|single)\b[^.?!]{0,20}\b(?:an |single |one )integer\b|\bas a whole number\b|\bnearest (?:integer|whole number)\b", _integer),
    _asked("decimal", r"\bas (?:a |an? exact |a terminating |a finite )*decimal\b|\bin decimal (?:form|notation)\b|\bdecimal form\b", _decimal),
    _asked("fraction", r"\bas (?:a |an )?(?:(?:common|simplified|reduced|proper|improper|irreducible|single|exact|simple|lowest-terms?) )*fraction\b|\bin (?:lowest|simplest) terms\b|\bin simplest fraction form\b", _fraction),
    _asked(
        "lowest_terms",
        r"\b(?:lowest|simplest|reduced) (?:terms|form|fraction)\b|\b(?:simplif\w+|reduce\w*|irreducible) (?:the |this |your )?(?:fraction|answer|completely)\b|\birreducible\b|\bsimplify\b",
        _lowest,
    ),
    _asked("percent", r"\bas a percent(?:age)?\b|\bin per ?cent\b", lambda answer: not FRACTION.search(answer) and not re.fullmatch(r"0?\.\d+", _bare(answer))),
    *(
        _asked(f"places_{count}", rf"\b(?:to|with|exactly|rounded to|correct to|accurate to|use) (?:exactly )?(?:{word}|{count}) (?:decimal places?|decimals|places after the (?:decimal )?point|digits after the (?:decimal )?point)\b", _places(count))
        for count, word in ((1, "one"), (2, "two"), (3, "three"), (4, "four"))
    ),
    _asked("scientific", r"\b(?:in|using) (?:scientific|standard index|exponential) (?:notation|form)\b", _scientific),
    _asked("power", r"\bas (?:a|one|an exact|a single) power of (?:\d+|two|three|ten)\b", lambda answer: "^" in answer or _bare(answer) in {"1", "2", "3", "5", "7", "10"}),
    _asked("pair", r"\bas an? (?:ordered )?(?:pair|triple)\b|\bas coordinates\b", lambda answer: "(" in answer or "\\langle" in answer or "pmatrix" in answer),
    _asked("interval", r"\b(?:in|using) interval notation\b", lambda answer: bool(re.search(r"[\[(\]]", answer)) or "\\emptyset" in answer),
    _asked("set", r"\bin set notation\b|\bas a set\b", lambda answer: "{" in answer),
    _asked("letter", r"\b(?:only|just|with) the letter\b|\bgive the letter\b|\bletter of (?:the|your) (?:correct )?(?:choice|answer|option)\b", lambda answer: bool(re.fullmatch(r"\W*[A-Za-z]\W*", WRAP.sub(r"\1", answer)))),
    _asked("yes_no", r"\banswer (?:only |just |with )?(?:\"|'|`)?yes(?:\"|'|`)? or (?:\"|'|`)?no\b|\(yes or no\)|\byes/no\b", lambda answer: _bare(answer).lower() in {"yes", "no"} or WRAP.sub(r"\1", answer).strip(" .").lower() in {"yes", "no"}),
    _asked("true_false", r"\banswer (?:only |just |with )?(?:\"|'|`)?true(?:\"|'|`)? or (?:\"|'|`)?false\b|\btrue or false\?", lambda answer: WRAP.sub(r"\1", answer).strip(" .").lower() in {"true", "false"}),
    _asked("mixed", r"\bas a mixed (?:number|fraction)\b", lambda answer: bool(re.search(r"^-?\d+\s*(?:\\[dt]?frac|\s\d+/\d+|\\,\\frac|\\ \\frac)", answer.strip())) or _integer(answer)),
    _asked("clock", r"\b(?:in|as|use|using) (?:the form |the format )?(?:hh?:mm|h:mm|24-hour (?:time|format|clock))\b", lambda answer: ":" in answer),
    _asked("factored", r"\bin (?:fully |completely )?factor(?:ed|ised|ized) form\b|\bas a product of primes?\b|\bprime factori[sz]ation\b", lambda answer: not _number(answer) or "^" in answer),
    _asked("words", r"\b(?:written )?(?:out )?in words\b|\bas an english word\b", lambda answer: not re.search(r"\d", answer)),
    _asked("binary", r"^(?!.*\b(?:how many|sum|digits?|count|and)\b)[^.?!]*\b(?:write|express|convert|give|represent)\b[^.?!]{0,60}\b(?:in|to|into|as) (?:a )?(?:binary|base[- ]?(?:2|two))\b", lambda answer: not re.search(r"[2-9]", re.sub(r"_\{?(?:2|10)\}?", "", answer))),
    _asked("roman", r"\b(?:as|in|into|using) (?:a )?roman numerals?\b", lambda answer: not re.search(r"\d", answer)),
    _asked("rational", r"\brationali[sz]e (?:the )?denominators?\b|\brational denominator\b", _rational),
    _asked("expanded", r"^\W*(?:expand|multiply out)\b(?!.*\b(?:and|find|what|how|coefficient|sum)\b)", _expanded),
    _asked("factors", r"^\W*(?:completely |fully )?factor(?:i[sz]e)?\b(?!.*\b(?:and|find|what|how|sum)\b)", _factored),
    _asked("radical", r"\bin (?:simplest |simplified )?radical form\b|\bin surd form\b|\bleave (?:your answer )?in terms of (?:pi|\u03c0|\\pi)\b|\bin terms of (?:\\pi|\u03c0|\$\\pi\$|pi\b)", lambda answer: "." not in answer),
)  # fmt: skip


FORMAL = re.compile(
    r"(?i:binary|base|roman|rational|expand|multiply out|factor|terms|reduce|scientific|notation|\bas |in |to |only|just|with|using|answer|nearest|exactly|yes|true|letter|whole|single|final|leave|prime|word|simpl|reduce|irreduc)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForm:
    """A right answer in another form than the problem asks for, an answer that is left as a computation, a reply
    that says "see above".
    """

    version: str = "4"

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        spans = [*_pointing(read), *_misformed(read, graded.problem)]
        return [read.finding("format", start, end, label=label) for start, end, label in spans]


def _pointing(read: Reading) -> Iterator[tuple[int, int, str]]:
    """A last line that only points to an answer elsewhere."""
    reply = read.reply.rstrip()
    if not reply:
        return
    line = reply.rsplit("\n", 1)[-1]
    begin = next(p.start for p in read.pieces if p.name == "reply") + len(reply) - len(line)
    if (match := POINTING.search(line)) and not BOX.search(line) and not any(map(str.isdigit, line)):
        yield begin + match.start(), begin + match.end(), "points_elsewhere"


def _misformed(read: Reading, problem: Problem) -> Iterator[tuple[int, int, str]]:
    boxes = list(BOX.finditer(read.text)) if "box" in read.text else ()
    if not boxes or read.piece_of(boxes[-1].start()) != "reply":
        return
    start = boxes[-1].end()
    answer = _content(read.text, start)
    span = boxes[-1].start(), min(start + len(answer) + 1, len(read.text))
    reference = str(getattr(problem.reference, "answer", ""))
    if EMPTY_BOX.fullmatch(answer) and (answer or reference) and answer.strip() != reference.strip():
        yield *span, "placeholder"
        return
    for form in _asked_by(read.prompt):
        if not form.has(answer):
            yield *span, form.label
            return
    if _unfinished(answer, reference, read.low_prompt):
        yield *span, "computation"


@lru_cache(maxsize=64)
def _asked_by(prompt: str) -> tuple[Asked, ...]:
    """The forms that a problem asks for."""
    if not FORMAL.search(prompt):
        return ()
    left_out = screen.impossible("prompt", prompt)
    return tuple(form for form in FORMS if any(form.words.within(prompt, left_out)))


def _unfinished(answer: str, reference: str, prompt: str) -> bool:
    """Whether the answer is a sum, product, power, root or the like of numbers where the reference is one number."""
    bare = _bare(reference)
    plain = NUMBER.fullmatch(bare) is not None or FRACTION.fullmatch(bare) is not None
    if not plain or re.search(r"10\s*\^", answer):
        return False
    if not EXPRESSION.sub("", answer).strip() and SUM.search(answer):
        return True
    return OPERATION.fullmatch(answer) is not None and "power" not in prompt and "exponent" not in prompt


def _content(text: str, start: int) -> str:
    depth, place = 1, start
    while place < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        place += 1
    return text[start : place - (depth == 0)].strip()
