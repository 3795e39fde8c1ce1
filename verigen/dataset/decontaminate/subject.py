"""The part of a problem or training record that is compared: its text, its answer and its ancestors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import boundary, domains
from verigen.core.errors import PartFailed
from verigen.core.offers import Adopts, FinalAnswers, Framed, PlainRows, ReadsRows
from verigen.core.text import words
from verigen.domains.code.reference import CodeReference
from verigen.domains.math.sets import answers
from verigen.verifiers.extract_code import extract

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.core.types import Problem

IDS = ("problem_id", "id", "unique_id", "task_id", "ID")
TURNS = ("messages", "prompt", "conversations")
QUESTIONS = ("prompt", "question", "problem", "input", "instruction", "text", "Question")
REPLIES = ("messages", "chosen", "completion", "conversations")
SOLUTIONS = ("solution", "answer", "response", "output", "completion")
ANSWERS = ("answer", "final_answer", "expected_answer", "Answer", "solution")


class BankFile(NamedTuple):
    """A file, and the name of its bank where a row does not name one."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A problem or record to compare.

    `place`: file:line or a bank's name. `answer`: None where none is known. `joins`: other families that it
    is composed of. `program`: a solution as Python source; None where none is known.
    """

    id: str
    family: str
    parent: str | None
    bank: str
    prompt: str
    answer: str | None
    place: str
    domain: str
    joins: tuple[str, ...] = ()
    program: str | None = None

    @property
    def numbered(self) -> bool:
        """Whether the id is only a row number, which changes when a row is inserted before it."""
        stem, _, number = self.id.rpartition("/")
        return self.original and stem == self.bank and number.isdecimal()

    @property
    def original(self) -> bool:
        """Whether it is no mutant.

        Originals with the same id in two sets are no relatives: the ids of many sets are 1, 2, 3.
        """
        return self.id == self.family and self.parent is None

    @property
    def ancestors(self) -> frozenset[str]:
        """The names that it shares with its relatives; a bare number is prefixed with its bank."""
        names = {self.id, self.family, *self.joins, *([self.parent] if self.parent else [])}
        return frozenset(f"{self.bank}/{name}" if name.isdecimal() else name for name in names)

    @property
    def plain(self) -> str:
        return words.plain(self.prompt)


def of_problem(problem: Problem, place: str) -> Subject:
    domain = domains.named(problem.domain)
    return Subject(
        id=problem.id,
        family=problem.family,
        parent=problem.source.parent,
        bank=problem.source.bank,
        prompt=_matter(problem.prompt, problem.domain),
        answer=domain.answer(problem) if isinstance(domain, FinalAnswers) else None,
        place=place,
        domain=problem.domain,
        joins=problem.source.joins,
        program=problem.reference.solution if isinstance(problem.reference, CodeReference) else None,
    )


def of_row(row: Any, number: int, place: BankFile) -> Subject:
    """A subject from a row of an export, in verigen's own form, or with plain columns.

    Raises ValueError that says what the row lacks.
    """
    if not isinstance(row, dict):
        raise ValueError(f"a row is an object, not {type(row).__name__}")  # noqa: TRY004 - told as file:line
    given = row.get("source")
    source: dict[str, Any] = given if isinstance(given, dict) else {}
    bank = str(row.get("bank") or source.get("bank") or place.name)
    id_ = next((str(row[name]) for name in IDS if row.get(name) is not None), f"{bank}/{number}")
    parent, domain = source.get("parent"), domain_of(row)
    return Subject(
        id=id_,
        family=str(row.get("family") or id_),
        parent=None if parent is None else str(parent),
        bank=bank,
        prompt=_matter(question(row), domain),
        answer=answer(row),
        place=f"{place.path}:{number}",
        domain=domain,
        joins=_joins(row, source),
        program=program(row) if domains.takes(domain, "code") else None,
    )


def _matter(prompt: str, name: str) -> str:
    domain = domains.named(name)
    return (domain.matter(prompt) if isinstance(domain, Framed) else prompt) or prompt


def _joins(row: dict[str, Any], source: dict[str, Any]) -> tuple[str, ...]:
    """The joined families of a problem, or of a record, which has them in one column."""
    told = str(row.get("joined_families") or "").split("\n")
    return tuple(str(name) for name in [*told, *source.get("joins", ())] if name)


def domain_of(row: dict[str, Any]) -> str:
    """The domain that the row names, else the only one that knows its columns, else the one of plain rows."""
    said = row.get("domain")
    if isinstance(said, str) and said in domains.every():
        return said
    held = [
        name
        for name, domain in domains.offering(ReadsRows)
        if not isinstance(domain, PlainRows | Adopts) and _holds(name, domain, row)
    ]
    return held[0] if len(held) == 1 else plain()


def _holds(name: str, domain: ReadsRows, row: dict[str, Any]) -> bool:
    """Whether a domain claims a row; one that fails at it does not."""
    who = boundary.label("domain", name, domain)
    try:
        return bool(boundary.attempt(who, lambda: domain.holds(row), boundary.deadline_of(domain)))
    except PartFailed:
        return False


@cache
def plain() -> str:
    """The domain of rows that no other domain claims: verigen's own that reads plain rows."""
    return next(name for name, domain in domains.offering(PlainRows) if not boundary.outside(domain))


def question(row: dict[str, Any]) -> str:
    """A row's question: its first user turn, or a text column. Raises ValueError if it has neither."""
    for name in TURNS:
        turns = row.get(name)
        for turn in turns if isinstance(turns, list) else ():
            if isinstance(turn, dict) and turn.get("role", turn.get("from")) in {"user", "human"}:
                return _some(turn.get("content", turn.get("value")))
    if row.get("Body") and row.get("Question"):
        return f"{row['Body']} {row['Question']}"
    return _some(next((row[name] for name in QUESTIONS if isinstance(row.get(name), str)), None))


def _some(text: Any) -> str:
    if isinstance(text, list):
        # A turn with several parts, some of them images.
        text = "\n".join(str(part["text"]) for part in text if isinstance(part, dict) and part.get("text"))
    if not isinstance(text, str) or not text.strip():
        raise ValueError(
            f"no question: neither a user's turn in {', '.join(TURNS)} nor text in {', '.join(QUESTIONS)}"
        )
    return text


def answer(row: dict[str, Any]) -> str | None:
    """The final answer from the row's columns, or from a box in its last turn; None where there is none."""
    reference = row.get("reference")
    if isinstance(reference, dict):
        return str(reference["answer"]) if "answer" in reference else None
    text = next((row[name] for name in ANSWERS if row.get(name) is not None), None) or _boxed(row)
    if not isinstance(text, str | int | float):
        return None
    try:
        return answers.final(str(text))
    except ValueError:
        return None


def response(row: dict[str, Any]) -> str | None:
    """The text to learn from a row: its last assistant's turn, or a text column; None where there is none."""
    for name in (*TURNS, "completion", "chosen"):
        turns = row.get(name)
        for turn in reversed(turns) if isinstance(turns, list) else ():
            if isinstance(turn, dict) and turn.get("role", turn.get("from")) in {"assistant", "gpt"}:
                return str(turn.get("content", turn.get("value")))
    reference = row.get("reference")
    found = reference.get("solution") if isinstance(reference, dict) else None
    return next((row[name] for name in SOLUTIONS if isinstance(row.get(name), str)), found)


def program(row: dict[str, Any]) -> str | None:
    """A solution from the row's columns, or the program in a record's last turn; None where there is none."""
    reference = row.get("reference")
    if isinstance(reference, dict) and "tests" in reference:
        held = reference.get("solution")
    elif isinstance(row.get("canonical_solution"), str):
        held = f"{row.get('prompt') or ''}{row['canonical_solution']}"
    else:
        held = row.get("code") or _fenced(row)
    return held if isinstance(held, str) else None


def _fenced(row: dict[str, Any]) -> str | None:
    for name in REPLIES:
        text = _last(row.get(name))
        if text is not None and "```" in text:
            return extract(text)
    return None


def _last(turns: Any) -> str | None:
    """The text of the last turn."""
    last = turns[-1] if isinstance(turns, list) and turns else None
    text = last.get("content", last.get("value")) if isinstance(last, dict) else None
    return text if isinstance(text, str) else None


def _boxed(row: dict[str, Any]) -> str | None:
    for name in REPLIES:
        text = _last(row.get(name))
        if text is not None and any(box in text for box in answers.BOXES):
            return text
    return None
