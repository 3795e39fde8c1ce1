"""Grades many completions in one call, over processes where that is asked for, and one without blocking an event loop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from verigen.core.errors import ReferenceFault
from verigen.core.types import Verdict
from verigen.verifiers.symbolic.judge import NAME, verify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verigen.verifiers.symbolic.arguments import Gold

CHUNK = 64


def verify_many(pairs: Iterable[tuple[Gold, str]], *, jobs: int = 1, **options: Any) -> list[Verdict]:
    """A verdict for each (reference, completion), in order; `options` are those of `verify`.

    A reference that can't be read gives an unverified verdict with the reason `reference`, so that one bad row does
    not end the others. With several `jobs` the work is spread over fresh processes.
    """
    grade = partial(_graded, options)
    rows = list(pairs)
    if jobs <= 1 or len(rows) <= CHUNK:
        return list(map(grade, rows))
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
        return list(workers.map(grade, rows, chunksize=CHUNK))


async def verify_async(reference: Gold, text: str, **options: Any) -> Verdict:
    """`verify` in a thread of its own; the event loop goes on meanwhile."""
    import asyncio

    return await asyncio.to_thread(verify, reference, text, **options)


def _graded(options: dict[str, Any], pair: tuple[Gold, str]) -> Verdict:
    try:
        return verify(*pair, **options)
    except ReferenceFault as fault:
        return Verdict(
            outcome="unverified", verifier=NAME, method="none", reason="reference", message=str(fault)
        )
