"""How many requests an endpoint gets at once."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from hypothesis import given
from hypothesis import strategies as st

from verigen.teachers.endpoint.limit import Attempt, Limiter


@contextlib.asynccontextmanager
async def places(limiter: Limiter, count: int) -> AsyncIterator[list[Attempt]]:
    async with contextlib.AsyncExitStack() as stack:
        yield [await stack.enter_async_context(limiter.place()) for _ in range(count)]


def test_one_burst_of_refusals_halves_once() -> None:
    async def main() -> float:
        limiter = Limiter(8)
        async with places(limiter, 8) as held:
            for place in held:
                place.crowded(0)
        return limiter.limit

    assert asyncio.run(main()) == 4


def test_refusals_of_what_was_asked_later_halve_again_down_to_one() -> None:
    async def main() -> float:
        limiter = Limiter(8)
        for _ in range(9):
            async with places(limiter, 1) as (place,):
                place.crowded(0)
        return limiter.limit

    assert asyncio.run(main()) == 1


def test_a_round_of_answers_adds_a_place() -> None:
    async def main() -> int:
        limiter = Limiter(8)
        async with places(limiter, 1) as (place,):
            place.crowded(0)
        for _ in range(5):
            async with places(limiter, 1) as (place,):
                place.served()
        return int(limiter.limit)

    assert asyncio.run(main()) == 5


def test_a_pause_that_the_server_asks_for_holds_all_back() -> None:
    async def main() -> float:
        limiter = Limiter(8)
        async with places(limiter, 1) as (place,):
            place.crowded(0.2)
        started = time.monotonic()
        async with places(limiter, 4):
            return time.monotonic() - started

    assert asyncio.run(main()) >= 0.19


def test_a_place_given_up_while_waiting_blocks_nobody() -> None:
    async def main() -> int:
        limiter = Limiter(1)
        async with places(limiter, 1):
            waiting = asyncio.create_task(places(limiter, 1).__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with places(limiter, 1):
            return limiter.busy

    assert asyncio.run(asyncio.wait_for(main(), 5)) == 1


@given(st.integers(1, 20), st.lists(st.booleans(), max_size=60))
def test_the_limit_stays_between_one_and_the_most(most: int, served: list[bool]) -> None:
    async def main() -> None:
        limiter = Limiter(most)
        for fine in served:
            async with places(limiter, 1) as (place,):
                place.served() if fine else place.crowded(0)
            assert 1 <= limiter.limit <= most

    asyncio.run(main())
