"""Questions with options: the prompt that lists them, and the reference."""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import TYPE_CHECKING

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets.reading import is_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MARK = re.compile(r"\(?([A-Z])\s*[).:]\s*(.*)", re.DOTALL)
CHOICE = re.compile(r"\b(?:which|following|options?)\b", re.IGNORECASE)


def marked(told: Sequence[str]) -> dict[str, str]:
    """Letters and texts of options like "A)21"; plain texts get the letters from A on."""
    found = [MARK.fullmatch(str(each).strip()) for each in told]
    if told and all(found):
        return {each[1]: each[2].strip() for each in found if each}
    return lettered(told)


def lettered(told: Sequence[str]) -> dict[str, str]:
    """Texts by letter from A on. Raises ValueError if there are more than 26 options."""
    if len(told) > len(ascii_uppercase):
        raise ValueError(f"{len(told)} options are more than the alphabet has letters")
    return {letter: str(each).strip() for letter, each in zip(ascii_uppercase, told, strict=False)}


def free(question: str, text: str) -> bool:
    """Whether a question can be asked without its options: its answer is a number and it asks for no choice."""
    return is_number(text) and not CHOICE.search(question)


def listed(question: str, options: Mapping[str, str]) -> str:
    return "\n".join([question, "", *(f"({letter}) {text}" for letter, text in options.items())])


def reference(letter: str, options: Mapping[str, str], solution: str | None = None) -> MathReference:
    """The reference with this letter. Raises ValueError if no option has it."""
    if letter not in options:
        raise ValueError(f"the correct option {letter!r} is none of {', '.join(options) or 'none'}")
    return MathReference(answer=letter, options=dict(options), solution=solution)
