"""Tells whether source that this Python can't read is that of a newer one. Runs in a sandbox, as a program does.

The host never parses a candidate's source: a parser can be made to take long, or to crash. There the source is an
argument, never run, so that it can't answer for itself.
"""

from __future__ import annotations

import ast
import re
import sys

STRING = re.compile(r"(?i)\b(?:[rubf]|[rf][rb]|[rb][rf])?(?=['\"])|['\"]|#[^\n]*")
PARAMETERS = re.compile(r"\b((?:def|class)\s+\w+|type\s+\w+)\s*\[")
ALIAS = re.compile(r"(?m)^([ \t]*)type\s+(\w+\s*=)")


def newer(source: str) -> str | None:
    """The Python version that can read it; None where this one can, or none that is known."""
    if sys.version_info >= (3, 12) or _compiles(source):
        return None
    try:
        rewritten = ALIAS.sub(r"\1\2", _without_parameters(_rewritten(source)))
    except (IndexError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return "3.12" if _compiles(rewritten) else None


def _compiles(source: str) -> bool:
    try:
        compile(source, "candidate.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, OverflowError, MemoryError):
        return False
    return True


def _rewritten(source: str) -> str:
    """Each f-string as an empty text, once its expressions are known to be some; comments left out.

    Raises SyntaxError, or IndexError where something has no end.
    """
    parts, at = [], 0
    while found := STRING.search(source, at):
        parts.append(source[at : found.start()])
        at = _skipped(source, found)
        if _is_f(found):
            parts.append("''")
        elif not found.group().startswith("#"):
            parts.append(source[found.start() : at])
    return "".join(parts) + source[at:]


def _is_f(found: re.Match[str]) -> bool:
    return "f" in found.group().lower() and not found.group().startswith("#")


def _skipped(source: str, found: re.Match[str]) -> int:
    """Past a comment or a string."""
    if found.group().startswith("#"):
        return found.end()
    at = found.start() if found.group() in {"'", '"'} else found.end()
    quote = source[at] * 3 if source.startswith(source[at] * 3, at) else source[at]
    at += len(quote)
    while not source.startswith(quote, at):
        if source[at] == "\\" or (_is_f(found) and source.startswith(("{{", "}}"), at)):
            at += 2
        elif source[at] == "{" and _is_f(found):
            at = _past_expression(source, at + 1)
        else:
            at += 1
    return at + len(quote)


def _past_expression(source: str, start: int) -> int:
    """Past the brace that closes an expression and its format."""
    at, depth = start, 0
    while depth or source[at] not in ":!}" or source.startswith("!=", at):
        if found := STRING.match(source, at):
            at = _skipped(source, found)
            continue
        depth += (source[at] in "([{") - (source[at] in ")]}")
        at += 2 if source.startswith("!=", at) else 1
    ast.parse(f"({_rewritten(source[start:at].rstrip().removesuffix('='))}\n,)", mode="eval")
    while source[at] != "}":
        at = _past_expression(source, at + 1) if source[at] == "{" else at + 1
    return at + 1


def _without_parameters(source: str) -> str:
    """Without the type parameters of functions, classes and aliases."""
    parts, at = [], 0
    while found := PARAMETERS.search(source, at):
        parts.append(source[at : found.end(1)])
        at, depth = found.end(), 1
        while depth:
            depth += (source[at] in "([{") - (source[at] in ")]}")
            at += 1
    return "".join(parts) + source[at:]
