"""The common result type of the set readers, and helpers to look up columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from verigen.core.types import NoReference, Policy
from verigen.domains.math.reference import MathReference

if TYPE_CHECKING:
    from collections.abc import Iterable

SOLUTIONS = ("solution", "rationale", "explanation", "answer", "output", "equation", "linear_formula")


class Unusable(Exception):  # noqa: N818 - reads as the finding it is
    """A well-formed row that can't become a problem, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """A row as a problem without its bank; None means the default of any bank.

    A `family` is the same in every copy of the set and differs from every `id`: equal ids alone do not make
    rows relatives. `licence` is the one on the set's own card; None if cards disagree or name none. `joins`
    are other names of its family.
    """

    prompt: str
    reference: MathReference | NoReference
    id: str | None = None
    family: str | None = None
    joins: tuple[str, ...] = ()
    licence: str | None = None
    policy: Policy = "train"
    tags: dict[str, str] = field(default_factory=dict)


def text(row: dict[str, Any], names: Iterable[str], what: str) -> str:
    """The text of the first non-empty column; 5.0 becomes "5". Raises ValueError if all are empty."""
    names = tuple(names)
    for name in names:
        value = row.get(name)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if value is not None and str(value).strip():
            return str(value).strip()
    raise ValueError(f"no {what}: none of the columns {', '.join(names)} has one")


def solution(row: dict[str, Any], answer: str) -> str | None:
    """The worked solution, if a column holds more than the answer; else None."""
    texts = (str(row[name]).strip() for name in SOLUTIONS if row.get(name) is not None)
    return next((found for found in texts if found and found != answer and not is_number(found)), None)


def is_number(found: str) -> bool:
    try:
        float(found.replace(",", ""))
    except ValueError:
        return False
    return True


def tags(**given: object) -> dict[str, str]:
    """The given tags without empty values."""
    return {
        name: str(value).strip() for name, value in given.items() if value is not None and str(value).strip()
    }


def seed_name(question: str) -> str:
    """A name for a GSM8K question in every set that contains or varies it."""
    return named("gsm8k", question)


def named(kind: str, question: str) -> str:
    """A name for a question in every set that contains it: a hash of its words after `kind`."""
    plain = " ".join(question.split()).casefold()
    return f"{kind}/{blake2b(plain.encode(), digest_size=8).hexdigest()}"
