"""Rubrics: the questions to a judge about one candidate, or about two."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verigen.core import seeds
from verigen.core.errors import UnknownPart, UserError
from verigen.core.types import Message

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Problem

Scale = Literal["10", "pairwise"]
OPENING = "I check it step by step.\n"
FOLDER = Path(__file__).with_name("rubrics")
NEEDS = {"10": {"problem", "candidate"}, "pairwise": {"problem", "first", "second"}}
KNOWS = {scale: needs | {"mark"} for scale, needs in NEEDS.items()}
_SLOT = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A text with slots: {problem}, {candidate} (or {first} and {second}) and {mark}.

    The mark is a line that no candidate can know.
    """

    name: str
    text: str
    scale: Scale

    @property
    def key(self) -> str:
        """The name with a hash of the text, which distinguishes rubrics that share a name."""
        return f"{self.name} {_hash(f'{self.scale} {OPENING} {self.text}')}"

    def ask(self, problem: Problem, *candidates: Candidate, reasoner: bool = True) -> tuple[Message, ...]:
        """The messages to a judge; slots are filled in one pass, so that a candidate's text is never read as a slot.

        A judge that is no reasoner gets the opening of its answer, or it would state a score at once.
        """
        names = ["candidate"] if self.scale == "10" else ["first", "second"]
        filled = dict(zip(names, (one.text.strip() for one in candidates), strict=True))
        filled |= {"problem": problem.prompt.strip(), "mark": mark(*(one.id for one in candidates))}
        question = Message(role="user", content=_SLOT.sub(lambda slot: filled[slot[1]], self.text))
        return (question,) if reasoner else (question, Message(role="assistant", content=OPENING))


def mark(*ids: str) -> str:
    """A line that ends the judged text; it is hashed, so that no candidate can write it and continue after it."""
    return f"=== {seeds.derive(0, 'judge', *ids):016x} ==="


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def load(name: str, scale: Scale) -> Rubric:
    """A shipped rubric by its name, or a text file, whose name gets its hash.

    Raises UnknownPart for an unknown name, UserError where the file can't be read or its slots do not fit `scale`.
    """
    known = FOLDER / f"{name}.txt"
    path = known if name in names() else Path(name)
    if path is not known and not path.is_file():
        if path.suffix or len(path.parts) > 1:
            raise UserError(f"no rubric file {path}; a rubric is a text file or one of: {', '.join(names())}")
        raise UnknownPart("rubric", name, names())
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"can't read the rubric {path}: {error}") from error
    slots = set(_SLOT.findall(text))
    if slots - KNOWS[scale] or NEEDS[scale] - slots:
        wanted = ", ".join(f"{{{slot}}}" for slot in sorted(KNOWS[scale]))
        raise UserError(
            f"the rubric {name} does not fit --scale {scale}: it must hold {wanted} and no other slot ({{mark}} may lack)"
        )
    if path is known:
        return Rubric(name=name, text=text, scale=scale)
    return Rubric(name=f"{path.stem}-{_hash(text)}", text=text, scale=scale)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
