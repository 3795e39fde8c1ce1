"""Laws of engines."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from verigen.core.boundary import typed
from verigen.core.types import Completion, Message, Sampling
from verigen.testing.law import hold

if TYPE_CHECKING:
    from verigen.core.parts import Session, Teacher
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

SAMPLING = Sampling(max_tokens=32)


def it_says_what_it_is(part: Teacher, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    hold(part.name and isinstance(part.name, str), f"its name is {part.name!r}")
    hold(part.revision and isinstance(part.revision, str), f"its revision is {part.revision!r}")
    hold(isinstance(part.reasoner, bool), f"reasoner is {part.reasoner!r}")


def every_request_gets_a_completion_within_its_limit(part: Teacher, sample: Sample) -> None:
    for completion in asyncio.run(_drawn(part, sample)):
        typed(part.name, completion, Completion)
        hold(
            0 <= completion.tokens <= SAMPLING.max_tokens,
            f"{completion.tokens} of {SAMPLING.max_tokens} tokens",
        )
        hold(completion.prompt_tokens >= 0, f"{completion.prompt_tokens} tokens of a prompt")


def a_session_tells_its_figures(part: Teacher, sample: Sample) -> None:
    async def figures() -> tuple[object, ...]:
        async with part.open() as session:
            await _ask(session, sample, 0)
            return session.engine, session.concurrency, session.lost, session.wasted

    engine, places, *counts = asyncio.run(figures())
    hold(engine and isinstance(engine, str), f"its engine is called {engine!r}")
    hold(isinstance(places, int) and places >= 1, f"it takes {places!r} requests at a time")
    hold(all(isinstance(n, int) and n >= 0 for n in counts), f"lost and wasted are {counts}")


def a_request_that_is_cancelled_leaves_the_others_alone(part: Teacher, sample: Sample) -> None:
    async def one_goes() -> Completion:
        async with part.open() as session:
            gone = asyncio.create_task(_ask(session, sample, 1))
            stays = asyncio.create_task(_ask(session, sample, 2))
            await asyncio.sleep(0)
            gone.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await gone
            return await stays

    typed(part.name, asyncio.run(one_goes()), Completion)


async def _drawn(part: Teacher, sample: Sample) -> list[Completion]:
    async with part.open() as session:
        return await asyncio.gather(*(_ask(session, sample, seed) for seed in range(2 * sample.requests)))


async def _ask(session: Session, sample: Sample, seed: int) -> Completion:
    problem = sample.problems[seed % len(sample.problems)]
    return await session.generate((Message(role="user", content=problem.prompt),), SAMPLING, seed)


LAWS: tuple[Law, ...] = (
    it_says_what_it_is,
    every_request_gets_a_completion_within_its_limit,
    a_session_tells_its_figures,
    a_request_that_is_cancelled_leaves_the_others_alone,
)
