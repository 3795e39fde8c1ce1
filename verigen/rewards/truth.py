"""Makes a problem from the ground truth that a trainer passes to a reward function."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import domains, problems
from verigen.core.errors import ReferenceFault, UserError
from verigen.core.offers import FinalAnswers
from verigen.core.types import Problem, Source

if TYPE_CHECKING:
    Truth = str | int | float | Mapping[str, Any] | Problem

KEPT = 8192  # problems that stay decoded: a trainer asks for each one several times in a row
SOURCE = Source(bank="reward", licence="NOASSERTION")


def problem_of(truth: Truth, domain: str = "math") -> Problem:
    """The problem that a ground truth stands for.

    `truth` is a problem, a problem's row or its JSON text (then its own `domain` counts), a reference of
    `domain` or its JSON text, or a final answer. Raises ReferenceFault for a truth that can't be read,
    UnknownPart for an unknown domain, UserError for a bare answer in a domain whose references are more.
    """
    if isinstance(truth, Problem):
        return truth
    if isinstance(truth, str):
        return _read(truth, domain)
    if isinstance(truth, (int, float)) and not isinstance(truth, bool):
        return _read(str(truth), domain)
    if not isinstance(truth, Mapping):
        raise ReferenceFault(f"a ground truth of type {type(truth).__name__} is no answer and no row")
    try:
        return _read(msgspec.json.encode(truth).decode(), domain)
    except (TypeError, ValueError) as error:
        raise ReferenceFault(f"the row of a ground truth can't be read: {error}") from error


@lru_cache(KEPT)
def _read(text: str, domain: str) -> Problem:
    domains.named(domain)
    row = _row(text) if text.lstrip().startswith("{") else None
    if row is None:
        return _answered(text, domain)
    try:
        if "reference" in row and "prompt" in row:
            return problems.decode(
                msgspec.json.encode({"domain": domain, **row}), id_="reward", source=SOURCE
            )
        asked = {"domain": domain, "prompt": "", "reference": row}
        return problems.decode(msgspec.json.encode(asked), id_="reward", source=SOURCE)
    except msgspec.DecodeError as error:
        raise ReferenceFault(f"the ground truth is no reference of the domain {domain}: {error}") from error


def _row(text: str) -> dict[str, Any] | None:
    """The JSON object in a text; None for a text that is something else, such as the set {1, 2}."""
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return None


def _answered(answer: str, domain: str) -> Problem:
    try:
        offered = domains.offered(domain, FinalAnswers, "references that are an answer")
    except UserError as error:
        raise ReferenceFault(f"the ground truth is no JSON, and {error}") from error
    return Problem(
        id="reward",
        domain=domain,
        prompt="",
        reference=offered.answered(answer),
        family="reward",
        source=SOURCE,
    )
