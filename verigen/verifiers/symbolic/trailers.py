r"""Cuts off what follows an answer without being part of it: remarks, conditions on names, stray closing brackets.

What is cut says why or for which names the answer holds: `(since x > 0)`, `for all x`, `where k is an integer`.
A tail that denies, hedges or limits the answer stays, and makes it unread.
"""

from __future__ import annotations

import re

from verigen.verifiers.symbolic.remarks import denies

_OPENING = (
    r"(?:[\s,;.]|\\[,;:! ]|\\q?quad|~)*(?:\\(?:text|textrm|mbox|mathrm|textit|textbf)\s*\{[\s,;.~]*)?[\s(\[]*"
)
_FOR_ALL = r"\\forall|for\s+(?:all|any|every|each)(?![a-z])|for\s+some(?:\s+(?:integers?|constants?|real))"
_REMARK = re.compile(
    rf"(?<=\S){_OPENING}(?:{_FOR_ALL}"
    r"|(?<![a-z\\])(?:since|because|where|wherein|i\.e\.|that is,|which (?:is|are|equals|gives|means)|as (?:required|desired|requested|shown|expected|given|the)|"
    r"with\s+(?=[$\\]?[a-zA-Z](?:_\w)?[\s$]*(?:\\in|∈|an?\b|any|arbitrary|the|=|being))|depending on|assuming|provided|or (?:about|approximately|roughly)|and we are done))"
    r"(?![a-zA-Z]).*$",
    re.IGNORECASE | re.DOTALL,
)
_DOTS = re.compile(r"(?:\s|\\[,;:! ]|\.(?![.0-9])|~|,|;|(?<!\\)\\\\$)+$")
_OPEN, _CLOSE = "([{", ")]}"
MAX_TAIL = 400


def cut(text: str) -> str:
    """The answer alone."""
    head, tail = text[:-MAX_TAIL], text[-MAX_TAIL:]
    match = _REMARK.search(tail)
    if match is not None and not denies(match[0]) and (head + tail[: match.start()]).strip():
        return unbalanced(head + tail[: match.start()])
    return unbalanced(text)


def unbalanced(text: str) -> str:
    """Less the closing brackets at the end that nothing opened, and the opening braces that a cut left open."""
    text = text.rstrip()
    while text[-1:] in (")", "}") and text[-2:] not in ("\\}", "\\)") and surplus(text, text[-1]) > 0:
        text = text[:-1].rstrip()
    return text


def surplus(text: str, closing: str) -> int:
    """How many more of a closing bracket there are than of its opening ones; intervals mix the two kinds."""
    if closing == "}":
        return len(re.findall(r"(?<!\\)\}", text)) - len(re.findall(r"(?<!\\)\{", text))
    return text.count(")") + text.count("]") - text.count("(") - text.count("[")
