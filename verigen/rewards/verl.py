"""A reward function for verl: point `reward.custom_reward_function.path` at this file, `name` at compute_score.

verl has no mask per sample: it writes `score` into a tensor. An undecided text therefore gets `undecided`
(default 0), and the key `undecided` is 1, by which a data set or a filter can leave it out. The keys beside
`score` are the same for every text, as verl collects them into columns.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from verigen.rewards.score import Score, Scorer
from verigen.rewards.shaping import Shaping


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: dict[str, Any] | None = None,  # noqa: ARG001 - verl passes it
    *,
    domain: str | None = None,
    executor: str = "local",
    undecided: float = 0.0,
    **weights: Any,
) -> dict[str, Any]:
    """The score of one text, with the signature that verl 0.9 calls.

    `ground_truth`: an answer, or the JSON text of a reference or of a whole problem. `domain`: default: code if
    `data_source` says so, else math. `weights` are the options of verigen.rewards.shaping.Shaping; the
    arguments after `extra_info` come from verl's `reward_kwargs`; names that Shaping lacks are ignored, as verl adds its own.
    """
    chosen = {name: value for name, value in weights.items() if name in Shaping.__slots__}
    scorer = _scorer(domain or _domain(data_source), executor, tuple(sorted(chosen.items())))
    (found,) = scorer.score([ground_truth], [solution_str])
    return row(found, undecided)


def row(found: Score, undecided: float) -> dict[str, Any]:
    """verl's columns: `score`, and what to plot beside it."""
    return {
        "score": undecided if found.reward is None else found.reward,
        "acc": float(found.verdict.outcome == "correct"),
        "undecided": float(found.undecided),
        "unreadable": float(found.unreadable),
        "pred": (found.verdict.extracted or "")[:200],
    }


def _domain(data_source: str) -> str:
    return "code" if "code" in str(data_source).lower() else "math"


@lru_cache(64)
def _scorer(domain: str, executor: str, weights: tuple[tuple[str, Any], ...]) -> Scorer:
    return Scorer(domain=domain, executor=executor, shaping=Shaping(**dict(weights)))
