"""A reward function for OpenRLHF: `--reward.remote_url .../verigen/rewards/openrlhf.py` (or the server's address).

OpenRLHF 0.11 calls it with the decoded query (prompt and answer, special tokens included), the prompt and the
label. It has no mask per sample: an undecided text gets UNDECIDED, and `extra_logs` says so. `verigen serve`
answers the same at /get_reward.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from verigen.rewards.score import Scorer, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.rewards.score import Score

UNDECIDED = 0.0
DOMAIN = "VERIGEN_DOMAIN"
EXECUTOR = "VERIGEN_EXECUTOR"


def reward_func(queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any]) -> dict[str, Any]:
    """Rewards, scores (0 to 1, for dynamic filtering) and logs, as tensors, which OpenRLHF expects of a file.

    The environment variables VERIGEN_DOMAIN (default math) and VERIGEN_EXECUTOR (default local) set the domain
    of labels that name none, and the sandbox.
    """
    import torch

    found = answer(queries, prompts, labels, _scorer())
    return {**found, "rewards": torch.tensor(found["rewards"]), "scores": torch.tensor(found["scores"])}


def answer(
    queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any], scorer: Scorer
) -> dict[str, Any]:
    """The same as plain numbers: what an HTTP reward server answers."""
    texts = [own(query, prompt) for query, prompt in zip(queries, prompts, strict=True)]
    return rows(scorer.score(labels, texts))


def rows(scores: Sequence[Score]) -> dict[str, Any]:
    rewards = [UNDECIDED if each.reward is None else each.reward for each in scores]
    return {
        "rewards": rewards,
        "scores": [min(1.0, max(0.0, each)) for each in rewards],
        "extra_logs": shares(scores),
    }


def own(query: str, prompt: str) -> str:
    """The policy's text. A query that does not begin with its prompt is graded whole: its last answer counts."""
    return query.removeprefix(prompt)


@cache
def _scorer() -> Scorer:
    return Scorer(domain=os.environ.get(DOMAIN, "math"), executor=os.environ.get(EXECUTOR, "local"))
