"""`verigen prove` with a pretrained student on one family: sums of two digits, worked by a weak teacher.

    python benchmarks/checks/prove_pretrained.py --out pretrained [--student SmolLM2-135M-Instruct] [-- OPTIONS]

The tiny student, trained on 200 worked solutions, draws four candidates for each of 2,000 problems; one in five is right.
The pretrained student is then trained on them by TRL's SFTTrainer, all its weights, and asked the first 100 problems
of the tiny student's suite. What follows `--` goes to `verigen prove`, such as `--lora` or `--tokens 300`. The same
command continues where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ARMS = "verified,unverified,wrong,shuffled"
SUITE, ANSWER, RATE, TOKENS = 100, 40, 2e-4, 6000


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--out", type=Path, required=True)
    words.add_argument("--student", default="SmolLM2-135M-Instruct")
    words.add_argument("--seeds", default="3")
    words.add_argument("more", nargs="*")
    asked = words.parse_args()
    drawn = asked.out / "candidates"
    prove(drawn, "--seeds", "1", "--arms", "verified", "--tokens", "2000", *option("suite", SUITE))
    rows = asked.out / "rows.jsonl"
    rows.write_text("".join(json.dumps(each) + "\n" for each in records(drawn)), encoding="utf-8")
    settings = (*option("rate", RATE), *option("max_tokens", ANSWER), *option("batch", 16))
    suite = ("--suite", str(drawn / "suite.jsonl"), "--domain", "math")
    trained = ("--student", asked.student, "--arms", ARMS, "--tokens", str(TOKENS), "--seeds", asked.seeds)
    prove(asked.out / "proof", str(rows), *suite, *trained, *settings, *asked.more)


def option(name: str, value: object) -> tuple[str, str]:
    return "--student-option", f"{name}={value}"


def prove(out: Path, *words: str) -> None:
    """Run `verigen prove`, which prints its tables. Ends with its exit code if that is not 0."""
    ended = subprocess.run([sys.executable, "-m", "verigen", "prove", *words, "--out", str(out)], check=False)
    if ended.returncode:
        raise SystemExit(ended.returncode)


def records(drawn: Path) -> Iterator[dict[str, Any]]:
    """The decided candidates as records with a label; a record can't say "undecided"."""
    (path,) = drawn.glob("units/*/base/candidates.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        problem, outcome = row["problem"], row["verdict"]["outcome"]
        if outcome != "unverified":
            yield {
                "prompt": problem["prompt"],
                "completion": row["candidate"]["text"],
                "label": outcome == "correct",
                "family": problem["family"],
            }


if __name__ == "__main__":
    main()
