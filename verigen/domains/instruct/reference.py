"""The reference of an instruction problem: the checks that its reply must pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["", "at least", "at most", "exactly"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructCheck:
    """One instruction, as verigen.verifiers.instruct checks it; which fields count depends on the kind.

    `count` is compared by `relation`. `words` are keywords, forbidden words or choices. `text` is a phrase, a letter, a
    language code or a separator. `place` counts from 1.
    """

    kind: str
    relation: Relation = ""
    count: int = 0
    words: tuple[str, ...] = ()
    text: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructReference:
    """The checks, all of which a reply must pass."""

    checks: tuple[InstructCheck, ...]
