"""The columns for the origin of a record, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import domains, identity, traces
from verigen.core.standing import JUDGED, evidence_of
from verigen.core.turns import Calling
from verigen.core.types import Completion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Message


def columns(item: Graded) -> dict[str, Any]:
    """The lineage columns of a record.

    Their names avoid those that trainers reserve (prompt, completion, label, chosen, ...).
    """
    problem, candidate = item.problem, item.candidate
    return {
        "problem_id": problem.id,
        "family": problem.family,
        "joined_families": "\n".join(problem.source.joins),
        "bank": problem.source.bank,
        "domain": problem.domain,
        "licence": problem.source.licence,
        "content_hash": identity.content_hash(problem),
        "generation_depth": problem.source.depth + 1,
        "teacher": candidate.teacher,
        "teacher_revision": candidate.revision,
        "verifier": item.verdict.verifier,
        "evidence": evidence_of(item.verdict),
    }


def shown(item: Graded) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The messages and tools of this candidate in the form that its domain gives a student."""
    found = domains.named(item.problem.domain).shown(item)
    return [_message(message) for message in found.messages], list(found.tools)


def _message(message: Message) -> dict[str, Any]:
    calls = {"tool_calls": list(message.calls)} if isinstance(message, Calling) else {}
    return {"role": message.role, "content": message.content, **calls}


def asked(messages: Sequence[dict[str, Any]]) -> int:
    """The number of messages before the first that a teacher wrote."""
    return next((at for at, each in enumerate(messages) if each["role"] == "assistant"), len(messages))


def distinct(graded: Sequence[Graded]) -> list[Graded]:
    """The first candidate of each text and outcome: a student learns nothing from copies."""
    first = {_said(each): each for each in reversed(graded)}
    return [each for each in graded if first[_said(each)] is each]


def _said(item: Graded) -> tuple[str, ...]:
    """The outcome and all that the teacher said."""
    before = (turn.sent.text.strip() for turn in item.turns if isinstance(turn.sent, Completion))
    return item.verdict.outcome, item.candidate.text.strip(), *before


def refuted(item: Graded) -> bool:
    """Whether a candidate may be shown to a student as wrong: it was found incorrect, and not by a fallback judge."""
    return item.verdict.outcome == "incorrect" and item.verdict.method != JUDGED


def finished(item: Graded) -> bool:
    return traces.finished(item.candidate.text, item.candidate.finish)
