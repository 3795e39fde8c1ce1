"""Checks that a rewritten programming problem keeps its function and examples, and adds none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.domains.code.reference import CodeReference

if TYPE_CHECKING:
    from verigen.core.types import Problem

EXAMPLE = re.compile(r"^\s*(?:>>>|def |async def |class |assert |@|import |from \w+ import )")
LITERAL = re.compile(r'`([^`\n]+)`|"([^"\n]+)"')


def lost(problem: Problem, text: str) -> tuple[str, str] | None:
    """What a rewritten text lost or added: a short reason and the finding; None if nothing.

    The tests call the parent's function, and a solver depends on its examples.
    """
    return _function(problem, text) or _examples(problem.prompt, text)


def _function(problem: Problem, text: str) -> tuple[str, str] | None:
    reference = problem.reference
    name = reference.entry_point if isinstance(reference, CodeReference) else None
    for prompt, other, reason in (
        (problem.prompt, text, "the function's name is gone"),
        (text, problem.prompt, "it names the function, which its parent does not"),
    ):
        if name and re.search(rf"\b{name}\b", prompt) and not re.search(rf"\b{name}\b", other):
            return reason, f"{name!r}"
    return None


def _examples(prompt: str, text: str) -> tuple[str, str] | None:
    before, after = _lines(prompt), _lines(text)
    gone = [line for line in before if line not in after]
    quoted = [one or other for one, other in LITERAL.findall(prompt)]
    if gone := gone or [literal for literal in quoted if literal not in text]:
        return "an example or a signature is gone", gone[0]
    if added := [line for line in after if line not in before]:
        return "it gives the answer away", f"it adds {added[0]!r}"
    return None


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if EXAMPLE.match(line)]
