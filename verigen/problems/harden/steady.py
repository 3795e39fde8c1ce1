"""Finds references whose outputs depend on chance, the clock, earlier calls or hash order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.errors import ReferenceFault
from verigen.core.values import NotAValue, equal
from verigen.problems.harden.trial import run, stopped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Call, Output
    from verigen.domains.code.reference import CodeReference
    from verigen.problems.harden.trial import Effort

# 600 days and some hours: another day of the month, month, year, weekday, hour, minute and second.
SHIFT_S = 51_858_431.25
SHIFTED = f"""\
def _verigen_shift():
    import datetime, time

    by = {SHIFT_S}
    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(time, name, lambda real=getattr(time, name): real() + by)
        setattr(time, name + "_ns", lambda real=getattr(time, name + "_ns"): real() + int(by * 10**9))
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, lambda seconds=None, real=getattr(time, name): real(time.time() if seconds is None else seconds))
    step = datetime.timedelta(seconds=by)
    now, utcnow = datetime.datetime.now, datetime.datetime.utcnow

    class Moment(datetime.datetime):
        now = classmethod(lambda cls, tz=None: now(tz) + step)
        utcnow = classmethod(lambda cls: utcnow() + step)
        today = classmethod(lambda cls: now() + step)

    # A date's own today() asks time.time().
    Moment.__name__ = "datetime"
    datetime.datetime = Moment


_verigen_shift()
"""


def refuse_unsteady(
    reference: CodeReference,
    calls: Sequence[Call],
    outputs: Sequence[Output],
    pools: tuple[Pool, ...],
    effort: Effort,
) -> None:
    """Raise ReferenceFault if another run gives other outputs than `outputs`, and say what they depend on."""
    if not calls:
        return
    again = partial(run, reference.solution or "", reference, effort=effort)
    with ThreadPoolExecutor(len(pools)) as threads:
        others = [threads.submit(again, calls, pool) for pool in pools[1:]]
        first = again(calls, pools[0])
        _compare(first, outputs, calls, "changes from run to run")
        _compare(_late(reference, calls, pools[0], effort), outputs, calls, "hangs on the clock")
        _compare(_shuffled(reference, calls, pools[0], effort), outputs, calls, "hangs on earlier calls")
        for other in others:
            _compare(
                other.result(), outputs, calls, "hangs on the order of a set: it changes with the hash seed"
            )


def asks_time(source: str) -> bool:
    """Whether a program may read the clock."""
    return "time" in source or "date" in source


def _late(reference: CodeReference, calls: Sequence[Call], pool: Pool, effort: Effort) -> list[Output]:
    """The outputs under a clock that is set ahead."""
    source = reference.solution or ""
    if not asks_time(source):
        return []
    return run(source, reference, calls, pool, replace(effort, prelude=SHIFTED))


def _shuffled(reference: CodeReference, calls: Sequence[Call], pool: Pool, effort: Effort) -> list[Output]:
    """The outputs of calls that are repeated after all calls were made in another order.

    Each program runs in its own process, so the order of programs does not matter.
    """
    if reference.mode == "stdio":
        return []
    before = list(calls)
    seeds.rng(0, "order of calls", len(calls)).shuffle(before)
    found = run(reference.solution or "", reference, [*before, *calls], pool, effort)
    return found[len(before) :]


def _compare(others: Sequence[Output], outputs: Sequence[Output], calls: Sequence[Call], cause: str) -> None:
    for call, one, other in zip(calls, outputs, others, strict=False):
        if not same(one, other):
            given = call.stdin if call.stdin is not None else [*call.args, *call.kwargs.values()]
            raise ReferenceFault(f"the reference is not deterministic: its output for {given!r:.100} {cause}")


def same(one: Output, other: Output) -> bool:
    """Whether two runs gave the same output; a run with a fault, or stopped by a limit, counts as the same."""
    if one.fault or other.fault or stopped(one) or stopped(other):
        return True
    if one.exception or other.exception:
        return one.exception == other.exception
    try:
        values = _equal(one.value, other.value) and _equal(one.args_after, other.args_after)
    except NotAValue:
        return True
    return values and one.stdout == other.stdout


def _equal(one: object, other: object) -> bool:
    return one is other or repr(one) == repr(other) or equal(one, other)
