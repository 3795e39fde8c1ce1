"""Measures the symbolic verifier beside Math-Verify on labelled pairs of answers, in the same run.

    python benchmarks/speed/math_verifier.py PAIRS.jsonl... [--wrap boxed|asis|trace] [--swap] [--errors 20]

A line is {"gold": "1/2", "pred": "0.5", "equal": true}; with "policy": "..." where reasonable graders differ (left
out of the headline), with "kind": "text" where `pred` is a whole completion already. Each verifier grades in a
child process with an address-space cap and a hard deadline; they take turns pair by pair, so that a busy machine
slows both alike. Grades/s is pairs over the sum of call times; a call that raises, crashes or passes its deadline
counts as not accepted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import jsonl, seeds
from verigen.grading.audit.audit import STATEMENT
from verigen.grading.audit.guarded import Guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.grading.audit.guarded import Opinion

THOUGHTS = (
    "Suppose first that $n = {}$; then the total would be ${}$, which is too large, so I drop this case.",
    "Dividing both sides by {} leaves $\\frac{{{}}}{{{}}}$, and that fraction cannot be reduced any further.",
    "Hmm, the ratio {} : {} looked right a moment ago, but the sum $\\sum_{{k=1}}^{{{}}} k$ says otherwise.",
    "Let me check with $x = {}$: \\[ x^2 - {}x + {} = 0 \\] has no such root. Back to the start.",
)
FAULTS = {"timeout": "timeouts", "crash": "crashes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    gold: str
    pred: str
    equal: bool
    policy: str | None = None
    kind: str = "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A verifier and what it said of each pair so far."""

    name: str
    guarded: Guarded
    opinions: list[Opinion]

    def accepts(self, at: int) -> bool:
        return self.opinions[at].outcome == "correct"


def bare(text: str) -> str:
    """Less the dollars around it, which do not belong inside a box."""
    inside = text.strip().strip("$").strip()
    return inside if inside and "$" not in inside else text.strip()


def boxed(text: str, _: int) -> str:
    return STATEMENT.format(bare(text))


def as_is(text: str, _: int) -> str:
    return text


def traced(text: str, at: int) -> str:
    """A box behind about 3,000 characters of thinking, drawn by the pair's position."""
    rng = seeds.rng(0, "trace", at)
    thoughts = (rng.choice(THOUGHTS).format(*(rng.randint(2, 99) for _ in range(3))) for _ in range(34))
    return "<think>\n{}\n</think>\n\n{}".format("\n\n".join(thoughts), boxed(text, at))


WRAPS: dict[str, Callable[[str, int], str]] = {"boxed": boxed, "asis": as_is, "trace": traced}


def score(contender: Contender, pairs: Sequence[Pair]) -> list[str]:
    """The rows of the table, from accuracy to memory."""
    core = [at for at, pair in enumerate(pairs) if not pair.policy]
    wrong = [at for at in core if not pairs[at].equal]
    right = [at for at in core if pairs[at].equal]
    accepted = sum(map(contender.accepts, wrong))
    refused = sum(not contender.accepts(at) for at in right)
    faults = Counter(FAULTS.get(one.fault, one.fault) for one in contender.opinions if one.fault)
    return [
        f"{100 * (1 - (accepted + refused) / max(len(core), 1)):.2f} %",
        f"{accepted} of {len(wrong)} ({100 * accepted / max(len(wrong), 1):.2f} %)",
        f"{refused} of {len(right)} ({100 * refused / max(len(right), 1):.2f} %)",
        *_times([one.seconds for one in contender.opinions]),
        f"{contender.guarded.peak_mb:.0f} MiB",
        str(faults.pop("timeouts", 0)),
        str(faults.pop("crashes", 0)),
        f"{faults.total()} {' '.join(faults)}".strip(),
    ]


ROWS = (
    *("accuracy", "false accepts", "false rejects", "grades/s", "p50", "p95", "p99", "max"),
    *("peak memory", "timeouts", "crashes", "exceptions"),
)


def _times(seconds: list[float]) -> list[str]:
    ordered = sorted(seconds)
    marks = [ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.95, 0.99, 1)]
    return [f"{len(ordered) / sum(ordered):.0f}", *(f"{1000 * mark:.2f} ms" for mark in marks)]


def swapped(guarded: Guarded, pairs: Sequence[Pair], contender: Contender, wrap: str) -> list[Pair]:
    """The pairs that are accepted one way round and not the other."""
    return [
        pair
        for at, pair in enumerate(pairs)
        if pair.kind == "bare"
        and (guarded.grade(bare(pair.pred), WRAPS[wrap](pair.gold, at)).outcome == "correct")
        != contender.accepts(at)
    ]


def errors(contender: Contender, pairs: Sequence[Pair], most: int) -> None:
    """Print the pairs that were graded otherwise than they are labelled."""
    found = [at for at, pair in enumerate(pairs) if not pair.policy and contender.accepts(at) != pair.equal]
    for at in found[:most]:
        what = "false reject" if pairs[at].equal else "false accept"
        print(f"{contender.name} {what}: gold {pairs[at].gold!r}, pred {pairs[at].pred[-200:]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--wrap", choices=WRAPS, default="boxed", help="how a bare prediction is stated")
    parser.add_argument("--swap", action="store_true", help="grade each pair the other way round as well")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show so many errors of each")
    parser.add_argument("--deadline", type=float, default=10.0, metavar="SECONDS")
    parser.add_argument("--memory-mb", type=int, default=4096, help="address space of each child")
    options = parser.parse_args()
    pairs = [pair for path in options.files for _, pair in jsonl.read(path, Pair)]
    with ExitStack() as stack:
        contenders = [
            Contender(
                name=name,
                guarded=stack.enter_context(
                    Guarded(verifier, deadline_s=options.deadline, memory_mb=options.memory_mb)
                ),
                opinions=[],
            )
            for name, verifier in (
                ("verigen", "verigen"),
                (f"Math-Verify {version('math-verify')}", "math_verify_as_is"),
            )
        ]
        for at, pair in enumerate(pairs):
            text = WRAPS[options.wrap](pair.pred, at) if pair.kind == "bare" else pair.pred
            for contender in contenders:
                contender.opinions.append(contender.guarded.grade(pair.gold, text))
        differ = swapped(contenders[0].guarded, pairs, contenders[0], options.wrap) if options.swap else None
    report(contenders, pairs, options.wrap, differ)
    for contender in contenders:
        errors(contender, pairs, options.errors)


def report(contenders: list[Contender], pairs: list[Pair], wrap: str, differ: list[Pair] | None) -> None:
    policy = sum(bool(pair.policy) for pair in pairs)
    print(f"{len(pairs) - policy} pairs, and {policy} on which graders may differ (timed only); wrap {wrap}")
    columns = [[contender.name, *score(contender, pairs)] for contender in contenders]
    for name, *cells in zip(("", *ROWS), *columns, strict=True):
        print(f"{name:14}" + "".join(f"{cell:>28}" for cell in cells))
    if differ is not None:
        print(f"verigen, swapped: {len(differ)} of {sum(p.kind == 'bare' for p in pairs)} pairs disagree")
        for pair in differ:
            print(f"  {pair.gold!r} and {pair.pred!r}")


if __name__ == "__main__":
    main()
