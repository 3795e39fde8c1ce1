"""Finds broken form: think tags nested or doubled, chat tokens, two different boxes, an end in mid-sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import messages, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.dataset.filters.reading import Reading

Span = tuple[int, int, str]
THINK = re.compile(
    r"</?(?:think|thinking|seed:think|thought|reasoning|reflection)>|\[/?THINK\]|<\|(?:begin|end)_of_thought\|>",
    re.IGNORECASE,
)
CHAT = re.compile(
    r"<\|(?:im_start|im_end|im_sep|endoftext|eot_id|eom_id|start_header_id|end_header_id|begin_of_text|end_of_text|assistant|user|system|end|"
    r"fim_(?:prefix|middle|suffix)|file_sep|repo_name|python_tag|startoftext|endofprompt|tool_call|tool|observation|START_OF_TURN_TOKEN|END_OF_TURN_TOKEN|"
    r"eos|bos|pad|unk|sep|return|call|message|start)\|>|<\uff5c[^\uff5c<>\n]{2,40}\uff5c>|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|"
    r"\[(?:TOOL_CALLS|/?AVAILABLE_TOOLS|/?TOOL_RESULTS|IMG|/?SYSTEM_PROMPT)\]|</?s>(?!\w)|<(?:bos|eos|pad|unk|mask|sep|cls)>|<extra_id_\d+>|\[(?:PAD|CLS|SEP|MASK|UNK|BOS|EOS|gMASK)\]|<\|reserved_special_token_\d+\|>|"
    r"</?(?:function_calls?|function|tool|tool_use|tool_result|tool_code|invoke|parameters?|scratchpad|inner_thoughts?|inner_monologue|observation|search_query|search|execute|final_answer|step_\d+|assistant|user|system|human)(?:=[^<>\n]{1,40})?>|"
    r"<\|/?[A-Za-z][\w/ -]{1,40}\|?>(?<=\|>)|<[a-z]+\|>|\[\|/?[A-Za-z][\w-]{1,30}\|\]|<reserved(?:_token)?_?\d+>|<eo[hasmtdp]>|<seed:\w+>|<(?:begin|beginning|end)_of_\w+>|<SPECIAL_\d+>|<(?:boi|eoi|sop|eop)>|"
    r"<\|vision_start\|>|<\|image_pad\|>|</?tool_call>|</?tool_response>|<unused\d+>|<0x[0-9A-F]{2}>|\u0120\w+\u0120",
)
ROLE = re.compile(
    r"^[ \t]*(?:#{2,3} (?:Instruction|Response|Input|Human|Assistant|User|System):?|(?:Human|Assistant|USER|ASSISTANT|User|System|SYSTEM|HUMAN|AI|Bot):(?=\s|$)|<(?:human|bot|user|assistant|system)>:?)",
    re.MULTILINE,
)
BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")
DOUBT = re.compile(
    r"\b(?:wait|no|hmm|actually|oops|wrong|mistake|correct(?:ion|ed)?|recheck|sorry|instead|not right|should be|rather|fix|again|check|verify|or|alternatively|equivalently)\b",
    re.IGNORECASE,
)
DANGLING = re.compile(
    r"(?:\b(?:the|a|an|and|or|but|of|to|in|on|at|for|with|by|from|that|which|who|whose|because|since|so that|if|when|while|as|is|are|was|were|be|been|being|has|have|had|will|"
    r"would|can|could|should|may|might|must|we|i|they|he|she|its|their|our|your|his|this|these|those|then|than|into|onto|about|between|through|where|how|what|why|not|also|very|"
    r"therefore|thus|hence|namely|including|such|let|und|oder|der|die|das|ein|eine|weil|dass|mit|von|zu|et|ou|le|la|les|de|des|que|qui|y|el|los|las|con|por|para)|[,\-\u2013\u2014(\[{=+*/\u00d7\u00f7<&|\\:;])\s*$",
    re.IGNORECASE,
)
TAIL = 24  # characters of a line's end in which DANGLING matches: more than its longest word has
INCHES = re.compile(
    r"(?:\d|\b(?:sq|square|cu|cubic))\.? in\s*$|\b(?:per|an?|each|every|one) can\s*$|\bthan not\s*$",
    re.IGNORECASE,
)
LEAST = 4  # words of a last sentence that is expected to end in a mark
MARKED = re.compile(r"[.!?:;\u2026\u3002\uff01\uff1f)\]}*_`\"'\u201d\u2019\u00bb|$>%\u00b0]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """Broken form, which a student would copy."""

    version: str = "4"
    roles = messages.SHOWN

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        spans = [*_tags(read), *_tokens(read)]
        if graded.said_by is None:  # a try may end anyhow, and a program may print any box
            spans += [*_boxes(read, graded.problem), *_ends(read, graded)]
        return [read.finding("structure", start, end, label=label) for start, end, label in sorted(spans)]


def _tags(read: Reading) -> Iterator[Span]:
    """A thinking that does not open and close once, or that is not at the beginning."""
    if "<" not in read.text and "[" not in read.text:
        return
    tags = [tag for tag in THINK.finditer(read.uncoded) if tag.group().lower() not in read.low_prompt]
    closing = [tag for tag in tags if tag.group()[1] == "/" or "end_of" in tag.group()]
    opening = [tag for tag in tags if tag not in closing]
    if len(opening) > 1:
        yield *opening[1].span(), "nested"
    if len(closing) > 1:
        yield *closing[1].span(), "doubled"
    if opening and not closing:
        yield *opening[0].span(), "unclosed"
    if opening and read.text[: opening[0].start()].strip():
        yield *opening[0].span(), "late"


def _tokens(read: Reading) -> Iterator[Span]:
    if any(mark in read.text for mark in ("<|", "<\uff5c", "[", "<", "\u0120")):
        for match in CHAT.finditer(read.uncoded):
            if match.group().replace("</", "<") not in read.prompt and not _known(match.group()):
                yield *match.span(), "chat_token"
    for match in ROLE.finditer(read.uncoded):
        if match.group().strip() not in read.prompt:
            yield *match.span(), "role"


def _known(token: str) -> bool:
    """The tokens of a reasoning format that `traces` reads."""
    return (
        token
        in {"<|end|>", "<|return|>", "<|start|>", "<|message|>", "<|channel|>", "<|constrain|>", "<|call|>"}
        or THINK.fullmatch(token) is not None
    )


def _boxes(read: Reading, problem: Problem) -> Iterator[Span]:
    """Two boxes with different values in the reply, or a trace whose box is not the reply's and stays."""
    if read.text.count("\\boxed") + read.text.count("\\fbox") < 2:
        return
    found = [
        (match.start(), inside, end)
        for match in BOX.finditer(read.uncoded)
        for inside, end in [_inside(read.text, match.end())]
    ]
    last = found[-1][1] if found else ""
    answer = str(getattr(problem.reference, "answer", ""))
    for start, inside, end in found[:-1]:
        if (
            _same(inside, last)
            or inside in answer.split(",")
            or _part(inside, last, answer)
            or inside in read.prompt
        ):
            continue
        after = read.text[end : end + 120]
        if read.piece_of(start) == "reply" or not DOUBT.search(after):
            yield start, end, "boxes"
            return


def _inside(text: str, start: int) -> tuple[str, int]:
    """What stands in a box, and where it ends."""
    depth, place = 1, start
    while place < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        place += 1
    return text[start : place - 1].strip(), place


def _same(one: str, other: str) -> bool:
    if "".join(one.split()) == "".join(other.split()):
        return True
    from verigen.core.errors import ReferenceFault
    from verigen.verifiers.symbolic import compare

    try:
        return compare(one, other).outcome != "incorrect"
    except ReferenceFault:
        return False  # what can't be read is not the same as the other


def _part(one: str, other: str, answer: str) -> bool:
    """Whether the boxes hold parts of one answer: of a list, of a pair."""
    bare = answer.replace(" ", "")
    several = "," in bare or ";" in bare or " and " in answer
    return several and one.replace(" ", "") in bare and other.replace(" ", "") in bare


def _ends(read: Reading, graded: Graded) -> Iterator[Span]:
    """An end in the middle of a sentence, a fence or a box."""
    if graded.candidate.finish in {"length", "repetition"}:
        yield max(0, len(read.text) - 40), len(read.text), "cut"
        return
    for piece in read.pieces:
        said = read.text[piece.start : piece.end].rstrip()
        if said and not _stuck(said) and _cut(said, read, strict=piece.name == "reply"):
            yield piece.start + max(0, len(said) - 40), piece.start + len(said), "unfinished"
    if not read.reply.strip():
        yield 0, len(read.text), "no_reply"


def _stuck(said: str) -> bool:
    """Whether the end only repeats itself, which is the filter loop's to say."""
    tail = " ".join(said.rsplit(maxsplit=3)[-3:])
    return said.count(tail) > 3


def _cut(said: str, read: Reading, *, strict: bool) -> bool:
    if said.count("```") % 2 or (strict and _open_box(said)):
        return True
    line = said.rsplit("\n", 1)[-1].strip()
    if said.endswith("```") or _code(line) or line in read.prompt:
        return False
    if (
        DANGLING.search(line, max(0, len(line) - TAIL))
        and len(line.split()) >= LEAST
        and not line.endswith("-----")
    ):
        return strict or not (line.endswith((":", ";", ",")) or INCHES.search(line))
    return strict and _unmarked(line, said)


def _unmarked(line: str, said: str) -> bool:
    """Whether the last sentence lacks its mark although the text before ends its sentences with marks."""
    tail = re.split(r"(?<=[.!?])\s+", line)[-1]
    if MARKED.search(line) or "\\boxed" in line or any(map(str.isdigit, tail)) or len(tail.split()) < LEAST:
        return False
    before = said[: len(said) - len(tail)].rstrip()
    return before.endswith((".", "!", "?")) and tail[0].isupper() and line != tail


def _open_box(said: str) -> bool:
    start = said.rfind("\\boxed{")
    return start >= 0 and said.count("{", start) > said.count("}", start)


def _code(line: str) -> bool:
    return bool(
        re.search(r"[=\[\](){}]|^\s*(?:return|def|import|from|for|while|if|else|print|#|\|)\b", line)
    ) and not re.search(r"[a-z] [a-z]+ [a-z]+ [a-z]", line)
