"""Compares the findings of two checkouts: python -m benchmarks.checks.same_findings --against CHECKOUT [--texts 4000]

Draws completions: honest traces, planted defects and look-alikes of the tests, all cut, joined, doubled and mixed
with odd characters. Both checkouts look at the same texts with every filter of the default chain; findings that
differ are shown. The CPU seconds of both are printed, so that a change for speed shows what it gains and that it
changes nothing else. `--from FILE`: JSON lines with `prompt` and `text` (packed by gzip or not) that are looked at too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

HERE = Path(__file__).resolve()
SHOWN = 10
ODD = (
    " x ", "$", "\u2019", "\u00a0", "\x1c", "`", "```", "\n", "\n\n", "\u00d7", "\t", "= ", "3 x 4 = 12", "<think>", "</think>", "\u20ac5", "\0", "%", " mod 7 = 3 ",
    "5 % 3 = 2", "1,000 + 2,5 = ", "\\boxed{42}", "\\frac{1}{2} = 0.5", "**7 + 5 = 12**", "<<3*4=12>>12", "...", "\u00fcber", "\u4e2d", "\ufb01", "\u0130", "\r\n", "#", "~~~", "2^3 = 8",
    "1 km = 1000 m", "one", "and so on ", "100 + ", " = 12 = 3*4", "half of 10 is 5", "-", "\u2212 3 = 4", "\u00bd",
)  # fmt: skip
PROMPTS = (
    "What is 17 + 25?", "Give the answer as a decimal: what is 17 + 25?", "Was ist 17 + 25 und warum?", "Kim's token is abc-123. How many letters has it?",
    "Write a function f(n) that returns n + 1.", "Simplify 84/2 as a fraction in lowest terms.", "Is 42 even? Answer yes or no.",
)  # fmt: skip
NOUNS = "train ticket market garden baker kettle silver basket harbour number total pencil corner bottle apple river".split()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--against", type=Path)
    parser.add_argument("--texts", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--from", dest="files", type=Path, action="append", default=[])
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.look:
        _look()
        return
    rows = [*drawn(asked.texts, asked.seed), *(row for path in asked.files for row in _read(path))]
    ours, theirs = (_findings(rows, tree) for tree in (HERE.parents[2], asked.against.resolve()))
    differ = [place for place, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
    for place in differ[:SHOWN]:
        print(f"{rows[place]['text'][:300]!r}\n  here  {ours[place]}\n  there {theirs[place]}")
    found = sum(any(row) for row in ours)
    print(f"{len(rows)} texts, {found} with a finding: {len(differ)} differ")
    sys.exit(bool(differ))


def drawn(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Prompts and completions."""
    from tests.curate.cases import PLANTED, SOUND
    from verigen.core import seeds

    pieces = [text for texts in PLANTED.values() for text in texts] + [text for _, text in SOUND]
    for number in range(count):
        random = seeds.rng(seed, "same findings", number)
        prompt = random.choice([*PROMPTS, random.choice(SOUND)[0]])
        yield {"prompt": prompt, "text": _text(random, pieces)}


def _text(random: Random, pieces: list[str]) -> str:
    parts = [
        random.choice((_honest, _step))(random) if random.random() < 0.5 else random.choice(pieces)
        for _ in range(random.randint(1, 4))
    ]
    text = random.choice(("", " ", "\n", "\n\n")).join(parts)
    for _ in range(random.choice((0, 0, 1, 2, 5))):
        text = _changed(text, random)
    return text


def _changed(text: str, random: Random) -> str:
    """The text with a part cut out, doubled, moved, or with something odd put in."""
    a, b = sorted(random.randrange(len(text) + 1) for _ in range(2))
    b = min(b, a + random.choice((3, 20, 200)))
    return random.choice(
        (
            text[:a] + text[b:],
            text[:a] + text[a:b] * random.choice((2, 3, 5, 8)) + text[b:],
            text[:a] + random.choice(ODD) + text[a:],
            text[b:] + text[a:b],
            text[:a] + text[a:b].upper() + text[b:],
        )
    )


def _honest(random: Random) -> str:
    steps = "\n".join(_step(random) for _ in range(random.randint(1, 12)))
    return f"<think>\n{steps}\n</think>\n\nIt is \\boxed{{42}}."


def _step(random: Random) -> str:
    a, b = random.randrange(999), random.randrange(1, 99)
    off = random.choice((0, 0, 0, 0, 1))
    sums = (
        f"{a} + {b} = {a + b + off}", f"{a} - {b} = {a - b + off}", f"{a} * {b} = {a * b + off}", f"{a * b} / {b} = {a + off}",
        f"{a} + {b} + 2 = {a + b} + 2 = {a + b + 2 + off}", f"{a}.50 + {b} = {a + b}.5", f"${a} + ${b} = ${a + b + off}",
        f"{b}% of {100 * a} is {a * b + off}", f"{b} m = {100 * b + off} cm", f"{a} mod {b} = {a % b}",
    )  # fmt: skip
    noun, other = random.choice(NOUNS), random.choice(NOUNS)
    forms = (
        "Then the {n} of the {o} gives {s}, so we carry it.", "We get {s}.", "{s}", "Wait, is {s}? Let me check the {n}.", "The {n} and the {o}: {s} in all.",
        "So far so good, and the {o} is done.", "Therefore \\({s}\\).",
    )  # fmt: skip
    return random.choice(forms).format(n=noun, o=other, s=random.choice(sums))


def _read(path: Path) -> Iterator[dict[str, str]]:
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield {"prompt": row["prompt"], "text": row["text"]}


def _findings(rows: list[dict[str, str]], tree: Path) -> list[list[Any]]:
    done = subprocess.run(
        [sys.executable, str(HERE), "--look"],
        input="\n".join(map(json.dumps, rows)),
        env={**os.environ, "PYTHONPATH": str(tree)},
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    print(f"{tree.name}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _look() -> None:
    from verigen.core import registry
    from verigen.core.graded import Graded
    from verigen.core.types import Candidate, Problem, Sampling, Source, Verdict
    from verigen.dataset.curate.order import CHAIN
    from verigen.dataset.filters import screen
    from verigen.domains.math.reference import MathReference

    parts = [registry.make("filter", name) for name in CHAIN]
    right = Verdict(outcome="correct", verifier="symbolic/1", method="exact", reason="equal")
    items = []
    for number, row in enumerate(map(json.loads, sys.stdin)):
        problem = Problem(
            id=f"p{number}", domain="math", prompt=row["prompt"], reference=MathReference(answer="42"), family=f"p{number}",
            source=Source(bank="drawn", licence="CC0-1.0"),
        )  # fmt: skip
        candidate = Candidate(
            id=f"p{number}#0", problem=problem.id, index=0, text=row["text"], finish="stop", prompt_tokens=0, tokens=9, teacher="drawn",
            revision="", sampling=Sampling(), seed=0, seconds=0.0,
        )  # fmt: skip
        items.append(Graded(problem=problem, candidate=candidate, verdict=right))
    screen.prepare()
    for item in items[:50]:
        for part in parts:
            part.find(item)
    begun = time.process_time()
    found = [[part.find(item) for part in parts] for item in items]
    spent = time.process_time() - begun
    for per_text in found:
        rows = [
            [(f.reason, f.field, f.start, f.end, f.score, f.shown, f.label) for f in each]
            for each in per_text
        ]
        print(json.dumps(rows))
    print(f"{spent:.1f} CPU s, {len(items) / spent:,.0f} texts per second", file=sys.stderr)


if __name__ == "__main__":
    main()
