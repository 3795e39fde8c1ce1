"""The lines that end a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.card import rate
from verigen.cli.watch import duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.pipeline import Result
    from verigen.summary import Summary


def lines(result: Result) -> Iterator[str]:
    made = result.summary
    counts = made.outcomes
    yield f"problems     {made.problems}" + (f" ({made.refused} refused)" if made.refused else "")
    yield (
        f"candidates   {made.candidates}: {counts['correct']} correct, {counts['incorrect']} incorrect, "
        f"{counts['unverified']} unverified; {made.truncated} cut at --max-tokens"
    )
    yield f"pass@1       {rate(made.pass_1)}   95 % interval, clustered by problem"
    if made.n > 1:
        yield f"pass@{made.n:<8}{rate(made.pass_n)}"
    yield from _pace(made)
    for name, count in result.records.items():
        files = f"{result.folder}/{name}/train.jsonl" + (", .parquet" if count else "")
        yield f"{name:13}{count} records   {files}"
    yield f"run          {result.folder} (ledger.db, README.md{'' if result.stopped else ', manifest.json'})"
    yield f"next         {_next(result)}"


def _pace(made: Summary) -> Iterator[str]:
    if made.tokens_per_s is None or made.idle is None or made.filled is None:
        return
    yield (
        f"tokens       {made.tokens} in {duration(made.wall_s)}: {made.tokens_per_s:.0f} tokens/s; "
        f"engine idle {100 * made.idle:.1f} %, {100 * made.filled:.0f} % of its places in use"
    )


def _next(result: Result) -> str:
    if result.records.get("sft"):
        return f"verigen explain --run {result.folder} first    (a record's whole chain)"
    return "a larger --n, an easier --bank or a stronger --teacher: no candidate was correct"
