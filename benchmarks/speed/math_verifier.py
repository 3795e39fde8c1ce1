"""Measures the symbolic verifier over labelled pairs, with Math-Verify beside it in the same run.

    python benchmarks/speed/math_verifier.py pairs.jsonl [more.jsonl ...] [--trace] [--calls 100000]

A line is {"gold": ..., "pred": ..., "equal": true|false, "kind": "bare"|"text", "policy": ...}. Rows with a
policy are left out of the rates. `--trace` puts bare answers at the end of a reasoning trace. Math-Verify is
measured where it is installed (the extra `audit`).
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verigen.errors import ReferenceFault
from verigen.verifiers.symbolic import compare, verify

if TYPE_CHECKING:
    from collections.abc import Callable

STEP = "Step {0}: we note that $a_{{{0}}} = {1}$ and continue with $\\frac{{{0}}}{{{1}}}$.\n"
BEFORE = (
    "<think>\n"
    + "".join(STEP.format(n, n + 1) for n in range(45))
    + "</think>\n\nThe final answer is\n\n\\[\n"
)
AFTER = "\n\\]"


class Pair(NamedTuple):
    gold: str
    text: str
    bare: str | None
    equal: bool


def main() -> None:
    options = arguments()
    pairs = [pair for path in options.files for pair in read(path, trace=options.trace)]
    print(f"{len(pairs)} pairs, {sum(pair.equal for pair in pairs)} of them equal")
    report("symbolic", ours, pairs)
    peer = math_verify()
    if peer is None:
        print("Math-Verify is not installed: pip install math-verify==0.9.0")
    else:
        report("Math-Verify", peer, pairs)
    print(f"swapped pairs that disagree: {swapped(pairs)}")
    print(f"memory grown over {options.calls} calls: {growth(pairs, options.calls):.1f} MiB")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--trace", action="store_true", help="put bare answers at the end of a trace")
    parser.add_argument("--calls", type=int, default=100_000, help="calls of the memory check")
    return parser.parse_args()


def read(path: Path, *, trace: bool) -> list[Pair]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [pair(row, trace=trace) for row in rows if not row.get("policy")]


def pair(row: dict[str, str], *, trace: bool) -> Pair:
    bare = row["pred"] if row.get("kind", "bare") == "bare" else None
    text = row["pred"] if bare is None else wrapped(bare, trace=trace)
    return Pair(row["gold"], text, bare, bool(row["equal"]))


def wrapped(answer: str, *, trace: bool) -> str:
    box = f"\\boxed{{{answer.strip().removeprefix('$').removesuffix('$')}}}"
    return BEFORE + box + AFTER if trace else box


def ours(gold: str, text: str) -> bool:
    try:
        return verify(gold, text).outcome == "correct"
    except ReferenceFault:
        return False


def math_verify() -> Callable[[str, str], bool] | None:
    """Math-Verify as its authors advise: the reference in dollars, the whole text as prediction."""
    try:
        from math_verify import parse
        from math_verify import verify as compare_parsed
    except ImportError:
        return None
    return lambda gold, text: bool(compare_parsed(parse(f"${gold}$"), parse(text)))


def report(name: str, grade: Callable[[str, str], bool], pairs: list[Pair]) -> None:
    seconds, wrong = [], {True: 0, False: 0}
    grade("1", "\\boxed{1}")
    for item in pairs:
        started = time.perf_counter()
        accepted = grade(item.gold, item.text)
        seconds.append(time.perf_counter() - started)
        wrong[item.equal] += accepted != item.equal
    seconds.sort()
    equal = sum(item.equal for item in pairs)
    rates = (
        f"accuracy {1 - (wrong[True] + wrong[False]) / len(pairs):.1%}",
        f"false accepts {wrong[False]}/{len(pairs) - equal}",
        f"false rejects {wrong[True]}/{equal}",
        f"{len(pairs) / sum(seconds):.0f} grades/s",
        *(
            f"p{share} {seconds[min(len(seconds) - 1, len(seconds) * share // 100)] * 1000:.2f} ms"
            for share in (50, 99)
        ),
        f"max {seconds[-1] * 1000:.0f} ms",
    )
    print(f"{name:12s}", "  ".join(rates))


def swapped(pairs: list[Pair]) -> int:
    """Pairs whose outcome changes when reference and answer change places."""
    return sum(outcome(item.gold, item.bare) != outcome(item.bare, item.gold) for item in pairs if item.bare)


def outcome(one: str, two: str) -> str:
    """Garbage is unreadable on either side: a fault as a reference, unverified as an answer."""
    try:
        found = compare(one, two)
    except ReferenceFault:
        return "unverified"
    return found.outcome


def growth(pairs: list[Pair], calls: int) -> float:
    """MiB that the peak of resident memory grows by after a first round over all pairs."""
    for item in pairs:
        ours(item.gold, item.text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(calls):
        item = pairs[number % len(pairs)]
        ours(item.gold, item.text)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


if __name__ == "__main__":
    sys.exit(main())
