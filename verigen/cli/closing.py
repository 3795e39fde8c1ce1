"""Prints the closing report of a run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.core.standing import NOTES, WORDS
from verigen.core.stats import shown
from verigen.dataset.card import unmeasured
from verigen.ledger.summary import judged, unfinished
from verigen.sampling.display import duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.ledger.summary import Summary
    from verigen.run.order import RunResult

FAILED = re.compile(r"unverified: \w+_failed")


def lines(result: RunResult) -> Iterator[str]:
    made = result.summary
    counts, word = made.outcomes, WORDS[made.evidence]
    yield f"problems     {made.problems}" + (f" ({made.refused} refused)" if made.refused else "")
    if left := unfinished(made.finished, made.wanted):
        yield f"unfinished   {left}; all figures are of what is there"
    yield (
        f"candidates   {made.candidates}: {counts['correct']} {word.correct}, {counts['incorrect']} {word.incorrect}, "
        f"{counts['unverified']} {word.unverified}; {made.truncated} cut at --max-tokens"
    )
    yield f"{word.rate + '@1':13}{shown(made.pass_1, made.pass_1_bound)}   95 % interval over families"
    if made.pass_n is not None and made.n > 1:
        yield f"{f'{word.rate}@{made.n}':13}{shown(made.pass_n, made.pass_n_bound)}"
    if made.evidence != "proved":
        yield f"note         {NOTES[made.evidence]}"
    if opinions := judged(made.reasons):
        yield f"judged       of these by the --fallback model: {opinions}"
    if left := unmeasured(made):
        yield f"             {left}"
    if failed := {name: count for name, count in made.reasons.items() if FAILED.fullmatch(name)}:
        why = ", ".join(f"{count} {name.partition(': ')[2]}" for name, count in failed.items())
        yield (
            f"failed       {sum(failed.values())} candidates unverified because a part failed ({why}); "
            "`verigen regrade` grades again what a verifier or a sandbox failed at"
        )
    yield from _turns(made)
    if set(made.settled) - {"met"} or made.aborted:
        yield f"goals        {_settled(made)}"
    yield from _pace(made)
    for name, count in result.records.items():
        files = f"{result.folder}/{name}/train.jsonl" + (", .parquet" if count else "")
        yield f"{name:13}{count} records   {files}"
    yield f"run          {result.folder} (ledger.db, README.md{', manifest.json' if result.ending == 'done' else ''})"
    yield f"next         {_next(result)}"


def _turns(made: Summary) -> Iterator[str]:
    """What went wrong in conversations, and which of them the context could not hold."""
    if made.outgrown:
        count = made.reasons.get("unverified: context_full", 0)
        ids = ", ".join(made.outgrown) + (", ..." if count > len(made.outgrown) else "")
        yield (
            f"refused      {count} conversations outgrew the teacher's context and are unverified ({ids}); a larger "
            "context may help, of a local engine by --engine-option context=TOKENS"
        )
    if made.remarks:
        yield f"turns        {', '.join(f'{count} {word}' for word, count in made.remarks.items())}"


def _pace(made: Summary) -> Iterator[str]:
    if made.tokens_per_s is None or made.idle is None or made.filled is None:
        return
    yield (
        f"tokens       {made.tokens} in {duration(made.wall_s)}: {made.tokens_per_s:.0f} tokens/s; "
        f"engine idle {100 * made.idle:.1f} %, {100 * made.filled:.0f} % of its places in use"
        + (f"; {made.queue_ms:.1f} ms in the graders' queue" if made.queue_ms is not None else "")
    )
    if made.cost is not None:
        yield f"cost         ${made.cost:.4f}"
    if made.restarts:
        yield f"engine       started again {made.restarts} times"


def _settled(made: Summary) -> str:
    """What ended the problems, and what that spared."""
    words = {
        "met": "met their goal",
        "max": "reached the most draws",
        "hopeless": "given up as hopeless",
        "trivial": "given up as too easy",
        "marginal": "left for problems that promise more",
        "refused": "refused",
    }
    parts = [f"{made.settled[kind]} {word}" for kind, word in words.items() if made.settled.get(kind)]
    lost = (
        f"; about {100 * made.given_up:.1f} % of the problems within reach were given up"
        if made.given_up
        else ""
    )
    aborted = f"; {made.aborted} requests aborted ({made.wasted} tokens)" if made.aborted else ""
    return ", ".join(parts) + lost + aborted


def _next(result: RunResult) -> str:
    if result.ending == "budget":
        return "the budget is spent: a larger --budget with the same command goes on"
    if result.ending == "stopped":
        return "the same command goes on"
    if result.records.get("sft"):
        return f"verigen explain --run {result.folder} first    (a record's whole chain)"
    if any(result.records.values()):
        return f"verigen pack {result.folder} --format NAME    (other records of the same run)"
    return "a larger --n, an easier --bank or a stronger --teacher: no candidate was correct"
