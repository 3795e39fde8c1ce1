"""Grades many completions, optionally in several processes, or one without blocking an event loop."""

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
    """One verdict per (reference, completion), in order; `options` are those of `verify`.

    A reference that cannot be read gives an unverified verdict with the reason `reference`, so that one bad
    row does not end the others. With `jobs` above 1 the work runs in that many new processes.
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
    """Runs `verify` in a separate thread, so that the event loop is not blocked."""
    import asyncio

    return await asyncio.to_thread(verify, reference, text, **options)


def _graded(options: dict[str, Any], pair: tuple[Gold, str]) -> Verdict:
    try:
        return verify(*pair, **options)
    except ReferenceFault as fault:
        return Verdict(
            outcome="unverified", verifier=NAME, method="none", reason="reference", message=str(fault)
        )
