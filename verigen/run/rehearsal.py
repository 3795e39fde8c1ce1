"""Computes the prompts and the maximum cost of a run without drawing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from verigen.domains.opening import first_ask
from verigen.sampling.budget import prompt_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.core.parts import Domain
    from verigen.core.types import Message, Problem
    from verigen.run.order import SampleOrder
    from verigen.teachers.choose import Choice
    from verigen.teachers.prices import Price

SHOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The expected size of a run.

    `prompts` of the first problems; `candidates`, `tokens` and `dollars` are the maximum that it may draw;
    `prompt_tokens` is an estimate of the tokens of its prompts.
    """

    teachers: Sequence[str]
    prompts: Sequence[tuple[str, Sequence[Message]]]
    problems: int
    candidates: int
    prompt_tokens: int
    tokens: int
    dollars: float | None


def rehearse(
    order: SampleOrder,
    bank: Iterable[Problem],
    domain: Domain,
    choices: Sequence[Choice],
    money: Sequence[Price | None],
) -> Rehearsal:
    """Read the bank to its end or to the order's limit. Raises UserError for a bad row."""
    prompts: list[tuple[str, Sequence[Message]]] = []
    count = size = 0
    for problem in islice(bank, order.limit):
        messages = first_ask(domain, problem, reasoner=choices[0].teacher.reasoner).messages
        count += 1
        size += prompt_tokens(messages)
        if len(prompts) < SHOWN:
            prompts.append((problem.id, messages))
    candidates = count * order.goal.max
    asked = size * order.goal.max
    tokens = candidates * order.sampling.max_tokens
    dearest = [float(price.cost(asked, tokens)) for price in money if price is not None]
    return Rehearsal(
        teachers=[f"{choice.teacher.name} on {choice.engine} ({choice.why})" for choice in choices],
        prompts=prompts,
        problems=count,
        candidates=candidates,
        prompt_tokens=asked,
        tokens=tokens,
        dollars=max(dearest) if len(dearest) == len(money) else None,
    )
