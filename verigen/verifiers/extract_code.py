"""Finds the program in a completion: the right fenced block, or bare code between prose.

It makes one pass over the lines with anchored patterns, so the time is linear in the text. Nothing is parsed or
compiled here, because a hostile text can make the parser slow or deep.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from verigen.core.traces import split

PYTHON = {"python", "python3", "py", "py3", "python2", "ipython", "sage"}
WORD = re.compile(r"[\w+#-]+")
FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(.*)$")
READS_INPUT = re.compile(r"\binput\s*\(|\bstdin\b|\bopen\s*\(\s*0|\bfileinput\b")
STRONG = re.compile(
    r"(?:async +)?def +\w+ *\(|class +\w+|import +\w|from +[\w.]+ +import +[\w(*]|@\w|print *\(|"
    r"[A-Za-z_][\w.,\[\] ]*(?:[-+*/%|&^]|//|\*\*|>>|<<)?=(?!=)|(?:for|while|if|with|try)\b.*:\s*(?:#.*)?$"
)
WEAK = re.compile(
    r"\s|$|#|[\])}]|\"\"\"|'''|(?:else|except|finally|elif|case)\b.*:\s*(?:#.*)?$|"
    r"(?:return|raise|assert|pass|break|continue|del|global|nonlocal|yield)\b|[A-Za-z_][\w.]*\("
)


class Block(NamedTuple):
    language: str
    code: str


def extract(text: str, entry_point: str | None = None) -> str | None:
    """The program in a completion's reply; None where there is none.

    Only the reply counts, never a block inside the thinking. Of several blocks the last that defines
    `entry_point` is taken; without an entry point the last that reads its input, else the last block. A block
    marked as another language is no answer.
    """
    reply = split(text).reply
    found = [block for block in blocks(reply) if block.code.strip()]
    if not found:
        return _bare(reply, entry_point)
    usable = [b for b in found if b.language in PYTHON] or [b for b in found if not b.language]
    wanted = _defines(entry_point) if entry_point else READS_INPUT
    anywhere = [b for b in found if b.language in PYTHON or not b.language]
    fitting = [b for b in usable if wanted.search(b.code)] or [b for b in anywhere if wanted.search(b.code)]
    chosen = fitting or usable
    return chosen[-1].code if chosen else None


def blocks(text: str) -> list[Block]:
    """All fenced blocks in order; an unclosed block ends with the text."""
    found: list[Block] = []
    lines: list[str] | None = None
    mark, language, indent = "", "", 0
    for line in text.replace("\r\n", "\n").split("\n"):
        opening = _opening(line)
        if lines is None:
            if opening:
                (mark, language, indent), lines = opening, []
        elif _closes(line, mark, indent):
            found.append(_block(language, lines))
            lines = None
        elif opening and opening[0] == mark and opening[1] in PYTHON and opening[2] <= indent:
            found.append(_block(language, lines))
            (mark, language, indent), lines = opening, []
        else:
            lines.append(line)
    return found if lines is None else [*found, _block(language, lines)]


def _opening(line: str) -> tuple[str, str, int] | None:
    """Fence, language and indentation of a line that opens a block, else None; prose may precede the fence."""
    at = line.find("```")
    at = at if at >= 0 else _tildes(line)
    match = FENCE.match(line, at) if at >= 0 else None
    if match is None or "`" in match[2]:
        return None
    language = _language(match[2])
    if line[:at].strip() and language not in PYTHON | {""}:
        return None
    return match[1], language, len(line) - len(line.lstrip())


def _tildes(line: str) -> int:
    bare = line.lstrip()
    return len(line) - len(bare) if bare.startswith("~~~") else -1


def _language(info: str) -> str:
    """The first word of a fence's info string: python for `python`, `Python 3`, `{.python}` and `python:add.py`."""
    word = WORD.search(info)
    return word[0].lower() if word else ""


def _closes(line: str, mark: str, indent: int) -> bool:
    """Whether a line closes the block; a fence indented by four more columns is part of the code (CommonMark)."""
    bare = line.strip()
    inside = len(line) - len(line.lstrip()) > indent + 3
    return not inside and bare.startswith(mark) and not bare.strip(mark[0])


def _block(language: str, lines: list[str]) -> Block:
    """The code without the indentation of its first line, because a block in a list is indented as a whole."""
    first = next((line for line in lines if line.strip()), "")
    margin = first[: len(first) - len(first.lstrip())]
    return Block(language, "\n".join(line.removeprefix(margin) for line in lines).strip("\n") + "\n")


def _defines(name: str) -> re.Pattern[str]:
    word = re.escape(name.partition("().")[0])  # the class, where a method of a new object is called
    return re.compile(
        rf"^(?:async[ \t]+)?(?:def|class)[ \t]+{word}\b|^{word}[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE
    )


def _bare(text: str, entry_point: str | None) -> str | None:
    """The last run of code lines that defines the entry point; without an entry point the longest run."""
    lines = text.replace("\r\n", "\n").split("\n")
    runs = ["\n".join(run).strip("\n") for code, run in groupby(lines, _is_code) if code]
    if entry_point:
        wanted = _defines(entry_point)
        runs = [run for run in runs if wanted.search(run)]
        return runs[-1] + "\n" if runs else None
    programs = [run for run in runs if any(STRONG.match(line) for line in run.split("\n"))]
    return max(programs, key=len) + "\n" if programs else None


def _is_code(line: str) -> bool:
    return bool(WEAK.match(line) or STRONG.match(line))
