"""Decides whether source that this Python can't compile is valid in a newer one; runs in a sandbox.

The host never parses a candidate's source, which could slow or crash the parser. In the sandbox the source is an
argument and is never run, so that it can't influence the result.
"""

from __future__ import annotations

import ast
import re
import sys

STRING = re.compile(r"(?i)\b(?:[rubf]|[rf][rb]|[rb][rf])?(?=['\"])|['\"]|#[^\n]*")
PARAMETERS = re.compile(r"\b((?:def|class)\s+\w+|type\s+\w+)\s*\[")
ALIAS = re.compile(r"(?m)^([ \t]*)type\s+(\w+\s*=)")


def newer(source: str) -> str | None:
    """The Python version that can compile the source; None where this one can, or no known version can."""
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
    """The source with each f-string replaced by an empty string, after its expressions are parsed, without comments.

    Raises SyntaxError for an invalid expression, IndexError for an unclosed string or brace.
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
    """The index after a comment or a string."""
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
    """The index after the brace that closes an expression and its format."""
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
    """The source without the type parameters of functions, classes and aliases."""
    parts, at = [], 0
    while found := PARAMETERS.search(source, at):
        parts.append(source[at : found.end(1)])
        at, depth = found.end(), 1
        while depth:
            depth += (source[at] in "([{") - (source[at] in ")]}")
            at += 1
    return "".join(parts) + source[at:]
