"""Checks that a rewritten maths problem keeps its question and its options."""

# Questions end in several signs.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.core.text import words
from verigen.domains.math.reference import MathReference

if TYPE_CHECKING:
    from verigen.core.types import Problem

# Greek, Japanese and Thai mark a question with other signs, or with a word
MARK = re.compile("[?？؟\u037e]|;\\s*$|か|กี่|เท่า")
ASKING = re.compile(
    r"\b(?:how|what|which|who|when|where|find|compute|calculate|determine|evaluate|solve|simplify|express|give|write|"
    r"tell|show|prove|factor|expand|state|work out|figure out|estimate|name|list|return|count|convert|round|reduce|complete|arrange|is it|are there)\b",
    re.IGNORECASE,
)


def lost(problem: Problem, text: str, *, translated: bool) -> tuple[str, str] | None:
    """What a rewritten text lost: its question or an option, as a short reason and the finding.

    None if nothing.
    """
    if not _asks(problem.prompt, text, translated=translated):
        return "it asks nothing", f"it ends in {text[-60:]!r}"
    reference = problem.reference
    options = reference.options if isinstance(reference, MathReference) else None
    for letter, option in (options or {}).items():
        if words.plain(option) not in words.plain(text):
            return "an option is gone", f"{letter}: {option[:60]!r}"
    return None


def _asks(parent: str, text: str, *, translated: bool) -> bool:
    """Whether a text asks something.

    In a translation only question marks are checked, and only if its parent has one.
    """
    if MARK.search(text):
        return True
    return "?" not in parent if translated else ASKING.search(text) is not None
