"""A reward function for TRL's GRPOTrainer and RLOOTrainer.

    from trl import GRPOTrainer
    from verigen.rewards.trl import reward

    GRPOTrainer(..., reward_funcs=reward("math"), train_dataset=dataset)

TRL passes every column of the dataset. The first of COLUMNS that the dataset has is the ground truth. A None
in the result masks that completion (TRL 1.16: its advantage is 0 and the group's baseline leaves it out).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.rewards.remote import RemoteScorer
from verigen.rewards.score import Scorer, shares
from verigen.rewards.shaping import Shaping

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COLUMNS = ("problem_row", "reference", "solution", "answer", "ground_truth", "target")


def reward(
    domain: str = "math",
    *,
    column: str | None = None,
    verifier: str | None = None,
    executor: str = "local",
    jobs: int | None = None,
    shaping: Shaping | None = None,
    server: str | None = None,
) -> VerdictReward:
    """A reward function: 1 for correct, 0 for incorrect, None for undecided.

    `server`: the address of `verigen serve`, which then grades, without shaping.
    `column`: the dataset's column of ground truths; default: the first of COLUMNS. The shares of undecided, unreadable and overlong texts are logged as
    verigen/undecided and so on. Raises UserError at the first call if the dataset has no ground truth.
    """
    scorer: Scorer | RemoteScorer = Scorer(
        domain=domain, verifier=verifier, executor=executor, jobs=jobs, shaping=shaping or Shaping()
    )
    if server is not None:
        scorer = RemoteScorer(url=server, domain=domain)
    return VerdictReward(scorer=scorer, column=column)


@dataclass(frozen=True, kw_only=True)
class VerdictReward:
    """What `reward` makes: an object and no closure, since TRL's AsyncGRPOTrainer sends it to a process of its own."""

    __name__ = "verigen"  # under which TRL logs it

    scorer: Scorer | RemoteScorer
    column: str | None = None

    def __call__(
        self,
        prompts: Sequence[Any],  # noqa: ARG002 - TRL passes it
        completions: Sequence[Any],
        *,
        completion_ids: Sequence[Sequence[int]] | None = None,
        log_metric: Callable[[str, float], None] | None = None,
        **columns: Any,
    ) -> list[float | None]:
        truths = columns[_column(columns, self.column)]
        tokens = [len(ids) for ids in completion_ids] if completion_ids is not None else None
        scores = self.scorer.score(truths, [text_of(each) for each in completions], tokens)
        for name, share in shares(scores).items():
            if log_metric is not None:
                log_metric(f"verigen/{name}", share)
        return [each.reward for each in scores]


def _column(columns: dict[str, Any], wanted: str | None) -> str:
    found = wanted or next((name for name in COLUMNS if name in columns), None)
    if found is None or found not in columns:
        names = wanted or ", ".join(COLUMNS)
        raise UserError(f"the dataset has no column {names}; it has {', '.join(sorted(columns)) or 'none'}")
    return found


def text_of(completion: Any) -> str:
    """The text of a completion: a string, or the content of its last assistant message."""
    if isinstance(completion, str):
        return completion
    for message in reversed(completion):
        if message.get("role") == "assistant":
            return _content(message.get("content"))
    return ""


def _content(content: Any) -> str:
    """The text of a message's content, which is a string or a list of parts."""
    if isinstance(content, list):
        return "".join(part.get("text") or "" for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""
