"""Scores texts on `verigen serve`, for trainers whose machines have no core to spare."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import problems
from verigen.core.posting import Poster
from verigen.core.types import Problem, Verdict
from verigen.rewards.score import Score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.rewards.truth import Truth

BATCH, AT_ONCE = 32, 8


class RewardRow(msgspec.Struct):
    """One verdict of a server, with its reward."""

    outcome: str
    verifier: str
    method: str
    reason: str
    message: str
    reward: float | None
    extracted: str | None = None
    seconds: float = 0.0
    undecided: bool = False
    unreadable: bool = False


class Answers(msgspec.Struct):
    items: list[RewardRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteScorer:
    """The same as Scorer, without shaping, graded by the server at `url`."""

    url: str
    domain: str = "math"
    patience_s: float = 600.0

    def score(
        self,
        truths: Sequence[Truth],
        texts: Sequence[str],
        tokens: Sequence[int] | None = None,  # noqa: ARG002 - as Scorer
    ) -> list[Score]:
        """Raises PartError once the server has been away for `patience_s`."""
        items = [
            {"text": text, "domain": self.domain, **_asked(truth)}
            for truth, text in zip(truths, texts, strict=True)
        ]
        parts = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
        with (
            Poster(url=self.url, patience_s=self.patience_s) as poster,
            ThreadPoolExecutor(min(AT_ONCE, max(1, len(parts)))) as threads,
        ):
            return [_score(each) for made in threads.map(partial(_batch, poster), parts) for each in made]


def _batch(poster: Poster, items: list[dict[str, Any]]) -> list[RewardRow]:
    said = poster.post("/verify", msgspec.json.encode({"items": items}))
    return msgspec.json.decode(said, type=Answers).items


def _asked(truth: Truth) -> dict[str, Any]:
    if isinstance(truth, Problem):
        return {"problem": msgspec.Raw(problems.encode(truth))}
    if isinstance(truth, dict) and "prompt" in truth:
        return {"problem": truth}
    return {"reference": truth}


def _score(said: RewardRow) -> Score:
    verdict = msgspec.convert({name: getattr(said, name) for name in Verdict.__slots__}, type=Verdict)
    return Score(reward=said.reward, verdict=verdict, undecided=said.undecided, unreadable=said.unreadable)
