"""Finds thinking without a thought: nothing, dots, an announcement, the problem said again, the bare answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import reading, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded

SHORT = 90  # words from which a trace is not empty, whatever it says
REPEATED = 0.8  # share of a sentence's words that stand in the problem
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
OPERATED = re.compile(r"\d\s*[-+*/\u00d7\u00f7]\s*\d|\d\s*=")  # a calculation
BOXED = re.compile(r"\\boxed\{\s*(-?\d+(?:[.,]\d+)*)\s*\}")
SENTENCES = re.compile(r"(?<=[.!?\u2026\u3002])\s+|\n+")
RELATED = re.compile(r"[=+*/^<>\u2248\u00d7\u00f7\u2212]|\\(?:frac|cdot|times|sqrt|div)|\d\s*-\s*\d|`")
EMPTY = re.compile(
    r"^\W*(?:"
    r"(?:(?:ok(?:ay)?|alright|all right|well|hmm+|so|sure|right|now|great|first|yes|let's see|let me see|hm|um+|uh|fine|good|of course|certainly|absolutely|no problem|got it|i see|understood|noted|ready)\b[\s,.!:\u2026-]*)+(?:(?:this|that|it)(?: is|'s)(?: \w+)? (?:easy|simple|trivial|straightforward|clear|obvious)\W*)?"
    r"|(?:then |and then |and |next |after that |now |so |here |okay,? |first(?:ly)?,? |finally,? |lastly,? |to begin,? |to start,? )*"
    r"(?:(?:i|we)(?:'ll| will| can| should| must| need to| have to| am going to|'m going to| want to| would like to|'d like to| now| just| simply| am| are|'m|'re)*|let me|let us|let's|time to|going to|my task is to|the task is to|the goal is to|the plan is to|it is time to)"
    r"(?: now| first| just| simply| carefully| quickly| then| try to| start by| begin by| start to| begin to| begin with| start with| be)*"
    r" (?:think\w*|solv\w+|work\w*|start\w*|begin\w*|look\w*|consider\w*|figure\w*|reason\w*|analy[sz]\w+|answer\w*|give|giv\w+|comput\w*|calculat\w*|do\w*|go(?:ing)?(?= (?:ahead|on\b|over\b|step|with|about|through (?:this|it|the (?:problem|question|task|exercise|steps))))|proceed\w*|approach\w*|tackl\w+|understand\w*|read\w*|restat\w+|repeat\w*|rephras\w+|rewrit\w+|review\w*|recall\w*|note|summari[sz]\w+|clarif\w+|write|writ\w+|find|present\w*|provide|state|stat\w+|break\w*|see|explain\w*|try\w*|handle|deal\w*|get\w*|determine|focus\w*|help\w*|ready|take|respond\w*|process\w*|concentrat\w+|attempt\w*|implement\w*|code)\b"
    r"[^=+*/\d`]{0,110}"
    r"|(?:this|that|it|the (?:problem|question|task|exercise|answer|solution|function|code|implementation))(?: problem| question| task| one| exercise| function)?(?: is|'s| looks| seems| should be| appears| will be)(?: (?:a|an|very|quite|really|pretty|rather|fairly|so|too|straight))* ?(?:easy|simple|trivial|straightforward|obvious|clear|standard|basic|interesting|known|elementary|fun|routine|direct|forward|nice|immediate|self-explanatory)[^=+*/\d`]{0,40}"
    r"|(?:i|we) (?:already |just |simply )?(?:know|understand|see|have|got|get|think i know|remember)(?: how| what| the| this| it| to| that)*[^=+*/\d`]{0,40}"
    r"|(?:i|we)(?:'ve| have| had)? (?:just |already |carefully )?(?:thought|considered|reasoned|reflected|pondered|worked|looked|gone|checked|verified|solved|done)\b[^=+*/\d`]{0,60}"
    r"|(?:the |my |so the |so my |therefore the |thus the |hence the )?(?:final |correct )?(?:answer|result|solution|value)(?: is| =|:| must be| should be| would be| comes out as)* ?\$?[\\\w{}.,/^ -]{0,30}\$?"
    r"|(?:thinking|reasoning|analysis|solution|thoughts?|trace|processing|loading|computing|calculating|working|answer|step by step|steps?|done|easy|simple|trivial|n/?a|none|nothing|null|empty|todo|tbd|skip(?:ped)?|no (?:thinking|reasoning|thoughts?)(?: (?:needed|required|necessary))?|etc|finished|that is all|that's it|that's all|no further reasoning(?: is needed)?)"
    r"|(?:(?:this|it|that)(?: is|'s) )?(?:an? |very |quite |just )*(?:simple|easy|basic|trivial|quick|standard|straightforward)(?: (?!of\b)[a-z]+){0,2}"
    r"|(?:(?:first|second|third|then|next|finally|lastly|last)(?:ly)?,? (?:i |we )?(?:understand|solve|read|give|answer|check|write|think|finish|conclude)[^=+*/\d`]{0,50})"
    r"|(?:yes,? )?(?:i|we)(?:'m| am| are|'re) (?:\w+ )?(?:confident|sure|certain|done|ready|finished)(?: (?:of|about|that|with) (?:it|this|the answer))?"
    r"|(?:thinks|ponders|pauses?|silence|thinking (?:hard|deeply))"
    r"|(?:here (?:is|are|goes|we go)|below is|see below|following is)[^=+*/\d`]{0,60}"
    r"|(?:after|with|through) (?:some |careful |a lot of |much |a bit of )*(?:thought|thinking|consideration|reasoning|calculation|computation|work)[^=+*/`]{0,50}"
    r"|(?:in order )?to (?:solve|answer|do|find|compute|calculate|determine)[^=+*/\d`]{0,60}(?:i|we|one|you)(?:'ll| will| must| need| have| should| can)[^=+*/\d`]{0,60}"
    r")\W*$",
    re.IGNORECASE,
)  # fmt: skip
TASK = re.compile(
    r"^\W*(?:the |this |so the |okay,? the )?(?:we are asked(?: to)?|i am asked(?: to)?|i'm asked(?: to)?|i have to|i need to|we have to|we need to|problem|question|task|prompt|user|exercise|statement|goal|request)(?: statement)?(?: here)?(?: is| says| asks| wants| states| reads| is asking| asked| wants me| requires| gives)?(?: me| us)?(?: for| about| to| that| following)?[\s:,\"']*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyReasoning:
    """A trace that holds no step. A completion without any trace is no finding: its domain may ask for none."""

    version: str = "5"

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        trace = read.trace
        if (
            trace is None
            or len(trace.split()) > SHORT
            or not _empty(trace, read.low_prompt, _boxed(read.reply))
        ):
            return []
        piece = read.pieces[0]
        shown = " ".join(read.veiled[piece.start : piece.end].split())[:120] or "(nothing)"
        return [read.finding("empty_reasoning", piece.start, piece.end, shown=shown)]


def _boxed(reply: str) -> str:
    """The number in the reply's box; empty for any other answer."""
    found = BOXED.search(reply)
    return found[1] if found else ""


def _empty(trace: str, prompt: str, answer: str) -> bool:
    if OPERATED.search(trace) and not OPERATED.search(prompt):
        return False
    known = frozenset(reading.WORD.findall(prompt)) | frozenset(NUMBER.findall(prompt))
    said = [one for one in SENTENCES.split(trace) if any(map(str.isalnum, one))]
    return all(
        EMPTY.match(_rest(one))
        or _told(one, prompt)
        or _again(one, known, prompt)
        or (not RELATED.search(one) and talk.says_nothing(one, known, answer))
        for one in said
    )


def _told(sentence: str, prompt: str) -> bool:
    """Whether a sentence introduces the problem and then only says it again."""
    before, colon, after = sentence.partition(":")
    return bool(colon) and _inside(after, prompt) and bool(EMPTY.match(_rest(before)) or TASK.match(before))


def _inside(text: str, prompt: str) -> bool:
    return " ".join(text.lower().split()).strip(" .?!\"'") in " ".join(prompt.split())


def _rest(sentence: str) -> str:
    """The sentence without a leading interjection."""
    return re.sub(
        r"^\W*(?:ok(?:ay)?|alright|well|hmm+|so|sure|right|now|great|first|yes)\b[\s,.!:\u2026-]+(?=\w)",
        "",
        sentence,
        flags=re.IGNORECASE,
    )


def _again(sentence: str, known: frozenset[str], prompt: str) -> bool:
    """Whether a sentence only says the problem again."""
    bare = TASK.sub("", sentence)
    if _inside(bare, prompt):
        return True
    words = [*reading.WORD.findall(bare.lower()), *NUMBER.findall(bare)]
    return (
        len(words) >= 4
        and not (RELATED.search(bare) and not RELATED.search(prompt))
        and "=" not in bare
        and bare.count(",") * 2 < len(words)  # a list in another order
        and sum(one in known for one in words) >= REPEATED * len(words)
    )
