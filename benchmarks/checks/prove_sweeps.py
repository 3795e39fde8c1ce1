"""Sweeps of `verigen prove` with the tiny student: one table per question.

    python benchmarks/checks/prove_sweeps.py --out sweeps [--only errors,real,samples,rounds] [--seeds 3] [-- OPTIONS]

errors: a verifier that accepts 0 to 20 % of the wrong and rejects 0 to 20 % of the right. real: a share of real rows from 0
to 100 %. samples: 1, 4 or 16 candidates per problem. rounds: four rounds of self-training, with the share of distinct
sequences of four words among what the last student draws, which falls where a student collapses. What follows `--` goes
to `verigen prove`. Every sweep continues where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import fmean

from verigen.dataset.decontaminate.diversity import distinct

CONTROLS = "wrong,shuffled"
SWEEPS = {
    "errors": [
        "--arms",
        f"verified,unverified,noisy:0,10,noisy:1,10,noisy:4,10,noisy:10,10,noisy:20,20,{CONTROLS}",
    ],
    "real": ["--arms", f"unverified,verified,mix:10,mix30,mix:50,mix:70,real,{CONTROLS}"],
    "samples-1": ["--arms", f"verified,unverified,{CONTROLS}", "--student-option", "samples=1"],
    "samples-4": ["--arms", f"verified,unverified,{CONTROLS}", "--student-option", "samples=4"],
    "samples-16": ["--arms", f"verified,unverified,{CONTROLS}", "--student-option", "samples=16"],
    "rounds": ["--arms", "unverified,verified,mix30,noisy:4,10", "--rounds", "4", "--tokens", "100000"],
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--out", type=Path, required=True)
    words.add_argument("--only", default="errors,real,samples,rounds")
    words.add_argument("--seeds", default="3")
    words.add_argument("more", nargs="*")
    asked = words.parse_args()
    for name, options in SWEEPS.items():
        if name.partition("-")[0] in asked.only.split(","):
            run(name, [*options, "--seeds", asked.seeds, *asked.more], asked.out / name)


def run(name: str, options: list[str], out: Path) -> None:
    command = [sys.executable, "-m", "verigen", "prove", *options, "--out", str(out)]
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if ended.returncode:
        print(f"{name}: ended with {ended.returncode}")
        return
    found = json.loads((out / "proof.json").read_text())
    print(f"\n{name}: {found['verdict']}")
    for arm, figures in found["arms"].items():
        print(
            f"  {arm:14}{100 * figures['mean']:6.1f} %   {' '.join(f'{100 * each:.1f}' for each in figures['rates'])}"
        )
    for arm, rounds in found["rounds"].items():
        plain = arm.replace(":", "-").replace(",", "-")
        last = [drawn(each) for each in out.glob(f"units/*/{plain}-round-{len(rounds)}/candidates.jsonl")]
        print(
            f"  {arm:14}{' -> '.join(f'{100 * fmean(each):.1f}' for each in rounds)} %   distinct-4 {fmean(last):.2f}"
        )


def drawn(path: Path) -> float:
    texts = [json.loads(line)["candidate"]["text"] for line in path.read_text().splitlines()]
    return distinct(texts, 4)


if __name__ == "__main__":
    main()
