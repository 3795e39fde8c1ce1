r"""Finds the final answer in a completion, in time linear in its length.

The thinking is skipped. The last balanced \boxed or \fbox wins; boxes joined by "and", "or" or a comma belong
together. Without a box: <answer>, ####, "the final answer is", "the answer is", bold, then the last line.
"""

# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from verigen.core import traces

MAX_ANSWER = 10_000
MAX_LINE = 2_000
MAX_BOXES = 12
_BOX = re.compile(r"\\(?:boxed|fbox|framebox)(?![a-zA-Z])\s*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_NAKED = re.compile(r"\s*(\\[a-zA-Z]+|[^\s{}$\\]{1,40})")
_JOINT = re.compile(
    r"[\s$.,;:()\[\]\\]*(?:\\text\s*\{)?\s*(and|or|,|;|\\text\{\s*(?:and|or)\s*\}|\\quad|)\s*\}?[\s$(\[\\]*"
    r"(?:[a-zA-Z](?:_\{?\w\}?)?\s*=\s*)?[\s$(\[\\]*(?:quad)?\s*"
)
_SUFFIX = re.compile(r"[\s$]*(\\?%|\^\s*\\circ|\^\s*\{\s*\\circ\s*\}|°)")
_ANSWER_TAG = re.compile(r"<answer>")
_PHRASES = (
    re.compile(r"final\s+answers?\s*(?:is|are|=|:)?\s*:?\**\s*(?:is\b|are\b)?:?", re.IGNORECASE),
    re.compile(r"\banswers?\**\s*(?:is|are|=|:|would be|must be|should be)(?![a-z])\s*:?", re.IGNORECASE),
)
_BOLD = re.compile(r"\*\*([^*\n]{1,400})\*\*")
_MATH = re.compile(
    r"\$\$([^$]{1,2000})\$\$|\$([^$\n]{1,2000})\$|\\\(((?:[^\\]|\\[^)]){1,2000})\\\)|\\\[((?:[^\\]|\\[^\]]){1,2000})\\\]"
)
_SENTENCE_END = re.compile(r"\.(?=\s+[A-Z\\$]|\s*$)|[!?](?=\s+[A-Z])|\n")
_VERB = re.compile(r"\b(?:is|are|equals|be|gives|get|obtain|to|of)\b\s*:?|=")


class Extraction(NamedTuple):
    """`answer` is None where there is none; `hedged` where the completion bets on several."""

    answer: str | None
    source: str
    hedged: bool = False


def extract(text: str) -> Extraction:
    """The final answer of a completion, with where it stood."""
    parts = traces.split(text)
    reply = parts.reply
    if not reply:
        return Extraction(None, "no reply after the thinking")
    for find in (_boxed, _tagged, _hashed, _phrased, _bold, _last_line):
        found = find(reply)
        if found is not None:
            return found
    return Extraction(None, "nothing that looks like an answer")


def _boxed(reply: str) -> Extraction | None:
    first = _BOX.search(reply)
    if first is None:
        return None
    boxes = _balanced(reply, first.start())
    if not boxes:
        return Extraction(None, "a box that never closes")
    group, joints = _joined(reply, boxes)
    answers = [reply[start:end].strip() for start, end, _ in group]
    if len(answers) == 1:
        suffix = _SUFFIX.match(reply, group[0][2])
        return Extraction(answers[0] + (suffix[1] if suffix else ""), "box")
    if len(set(answers)) == 1:
        return Extraction(answers[0], "box")
    if all(joints):
        word = " \\text{ or } " if "or" in joints else ", "
        return Extraction(word.join(answers), "boxes")
    return Extraction(", ".join(answers), "boxes", hedged=True)


def _balanced(reply: str, start: int) -> list[tuple[int, int, int]]:
    """(start, end) of what stands in each outermost balanced box, and where the box itself ends."""
    opens = {match.end(): match for match in _BOX.finditer(reply, start)}
    stack: list[int] = []
    boxes: list[tuple[int, int, int]] = []
    for match in _BRACE.finditer(reply, start):
        if match[0] == "{":
            stack.append(match.start())
        elif match[0] == "}" and stack:
            opening = stack.pop()
            if opening in opens:
                while boxes and boxes[-1][0] > opening:
                    boxes.pop()
                boxes.append((opening + 1, match.start(), match.end()))
    for end, match in opens.items():
        if (
            reply[end : end + 1] not in ("{", "")
            and (naked := _NAKED.match(reply, end))
            and match.end() == end
        ):
            boxes.append((naked.start(1), naked.end(1), naked.end()))
    return sorted(boxes)


def _joined(reply: str, boxes: list[tuple[int, int, int]]) -> tuple[list[tuple[int, int, int]], list[str]]:
    """The last box with those right before it that belong to the same sentence, and what joins them."""
    group: list[tuple[int, int, int]] = [boxes[-1]]
    joints: list[str] = []
    for box in boxes[-2 : -MAX_BOXES - 2 : -1]:
        between = reply[box[2] : group[0][0]]
        opening = _BOX.search(between)
        if opening is None or opening.start() > 60:
            break
        joint = _JOINT.fullmatch(between, 0, opening.start())
        if joint is None or "\n\n" in between:
            break
        word = (
            "or"
            if "or" in joint[1]
            else joint[1] or ("," if re.search("[,;]", between[: opening.start()]) else "")
        )
        group.insert(0, box)
        joints.insert(0, word.replace("\\quad", ","))
    return group, joints


def _tagged(reply: str) -> Extraction | None:
    start = reply.rfind("<answer>")
    if start < 0:
        return None
    end = reply.find("</answer>", start)
    inside = reply[start + len("<answer>") : end if end >= 0 else None].strip()
    return _plain(inside, "answer tag")


def _hashed(reply: str) -> Extraction | None:
    start = reply.rfind("####")
    if start < 0:
        return None
    return _plain(reply[start + 4 : start + 4 + MAX_LINE].strip().partition("\n")[0], "####")


def _phrased(reply: str) -> Extraction | None:
    """What follows the last "the (final) answer is", in the same sentence."""
    tail = reply[-20 * MAX_LINE :]
    for phrase in _PHRASES:
        last = final_match(phrase, tail)
        if last is None:
            continue
        rest = tail[last.end() : last.end() + MAX_LINE].lstrip(" :*\n")
        sentence = _first_sentence(rest)
        if sentence.strip(" .*"):
            return _plain(sentence, "phrase")
    return None


def final_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = deque(pattern.finditer(text), maxlen=1)
    return found[0] if found else None


def _bold(reply: str) -> Extraction | None:
    last = final_match(_BOLD, reply[-20 * MAX_LINE :])
    return _plain(last[1], "bold") if last and re.search(r"\d|\\", last[1]) else None


def _last_line(reply: str) -> Extraction | None:
    lines = [line for line in reply[-MAX_ANSWER:].splitlines() if re.search(r"\w|\\|∞|∅", line)]
    if not lines:
        return None
    line = lines[-1].strip().strip("*").strip()
    maths = list(_MATH.finditer(line)) if len(line) < MAX_LINE else []
    if len(maths) == 1 and _wraps(line, maths[0]):
        return _plain(line, "last line")
    if maths and re.search(r"[A-Za-z]{2}", line[: maths[-1].start()]):
        return _plain(next(group for group in maths[-1].groups() if group), "last formula")
    words = re.findall(r"[A-Za-z]{2,}", line[:MAX_LINE]) if not maths else []
    if len(words) >= 4 and len(line) < MAX_LINE:
        return _from_sentence(line)
    return _plain(line, "last line")


def _wraps(line: str, match: re.Match[str]) -> bool:
    return match.start() == 0 and match.end() == len(line)


def _from_sentence(line: str) -> Extraction | None:
    """The value that a closing sentence states: behind its last verb or equals sign."""
    sentences = [piece.strip() for piece in _SENTENCE_END.split(line) if piece.strip()]
    if not sentences:
        return None
    verbs = list(_VERB.finditer(sentences[-1]))
    if not verbs:
        return _plain(line, "last line")
    return _plain(sentences[-1][verbs[-1].end() :], "last sentence")


def _first_sentence(text: str) -> str:
    """Up to the full stop that ends a sentence, not the one inside a number."""
    if text.startswith(("$$", "\\[")):
        return text.partition("\n\n")[0]
    match = _SENTENCE_END.search(text)
    return text[: match.start()] if match else text


def _plain(text: str, source: str) -> Extraction:
    """An answer out of running text: without markdown and the dollars around it."""
    answer = text.strip().strip("*").strip().removesuffix(".").strip()
    box = _BOX.match(answer)
    if box is None and answer.count("$") == 2 and not answer.startswith("$"):
        inner = _MATH.search(answer)
        if inner and re.search(r"[A-Za-z]{3}", answer[: inner.start()]):
            return Extraction(inner[2] or inner[1], source)
    return Extraction(answer or None, source)
