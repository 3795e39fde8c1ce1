"""The columns that say where a record comes from, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import identity, traces

if TYPE_CHECKING:
    from verigen.core.types import Graded


def columns(item: Graded) -> dict[str, Any]:
    """Names are kept clear of those that trainers reserve (prompt, completion, label, chosen, ...)."""
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
    }


def assistant(item: Graded) -> str:
    """The completion with its trace inline, in the one form that chat templates know: <think>...</think>."""
    parts = traces.split(item.candidate.text)
    if parts.trace is None:
        return parts.reply
    return f"<think>\n{parts.trace}\n</think>\n\n{parts.reply}"


def finished(item: Graded) -> bool:
    return traces.finished(item.candidate.text, item.candidate.finish)
