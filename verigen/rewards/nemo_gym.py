"""NeMo Gym's form of a reward: a verify request in, the same with `reward` and `mask_sample` out.

NeMo-RL trains on NeMo Gym's environments. `verigen serve` answers this form at /verify, so that a resources
server of NeMo Gym has one line to forward. A request carries the agent's `response` (OpenAI's Responses form)
and the columns of the data set; the ground truth is the first of TRUTHS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.rewards.trl import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.rewards.score import Score, Scorer

TRUTHS = ("problem_row", "reference", "expected_answer", *COLUMNS[2:])


def verify(request: Mapping[str, Any], scorer: Scorer) -> dict[str, Any]:
    """NeMo Gym's BaseVerifyResponse. Raises UserError for a request without a ground truth."""
    (found,) = scorer.score([truth(request)], [said(request["response"])])
    return answered(request, found)


def answered(request: Mapping[str, Any], found: Score) -> dict[str, Any]:
    """The request with its reward: an undecided text is masked and names why.

    `failure_kind` is NeMo Gym's name for a cause that logs can be grouped by, in its form SERVER:KIND.
    """
    masked = found.reward is None
    return {
        **request,
        "reward": 0.0 if found.reward is None else found.reward,
        "mask_sample": masked,
        "failure_kind": f"verigen:{found.verdict.reason}" if masked else None,
        "failure_reason": (found.verdict.message or found.verdict.reason) if masked else None,
        "outcome": found.verdict.outcome,
        "extracted_answer": found.verdict.extracted,
    }


def truth(request: Mapping[str, Any]) -> Any:
    """The ground truth: a column of the row, or of its `verifier_metadata`."""
    inner = request.get("verifier_metadata")
    for row in (request, inner if isinstance(inner, dict) else {}):
        for name in TRUTHS:
            if row.get(name) is not None:
                return row[name]
    raise UserError(f"the request has no ground truth; give one of {', '.join(TRUTHS)}")


def said(response: Mapping[str, Any]) -> str:
    """The text of the last message in a response of OpenAI's Responses form."""
    output = response.get("output")
    messages = [each for each in output if isinstance(each, dict)] if isinstance(output, list) else []
    for item in reversed(messages):
        if item.get("type") == "message" and isinstance(item.get("content"), list):
            return "".join(str(part.get("text") or "") for part in item["content"] if isinstance(part, dict))
    return ""
