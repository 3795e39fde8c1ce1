"""Splits mutants of seed problems and counts the seeds that ended on both sides.

    python benchmarks/checks/split_audit.py gsm8k/train.jsonl [--seeds 1000] [--mutants 10]

Without an argument the file is looked for below $VERIGEN_DATA. Twice: with the lineage that mutants carry, and with
none of it, so that only the texts tell. Each split is then audited by the command's own auditor, once as it is and
once with a held-out mutant put among the training records, which must be found.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import twins

from verigen.core import jsonl
from verigen.dataset.decontaminate.read import read
from verigen.dataset.splits.audit import Auditor
from verigen.dataset.splits.split import SplitOrder, SplitReport, split
from verigen.problems.banks import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.types import Problem

SEED = 20_262


def mutants(seeds: list[Problem], count: int, *, lineage: bool) -> list[Problem]:
    """All in one random order; ids say which seed they are of only to us."""
    rng = random.Random(SEED)
    made = [_mutant(seed, number, rng, lineage=lineage) for seed in seeds for number in range(count)]
    rng.shuffle(made)
    return made


def _mutant(seed: Problem, number: int, rng: random.Random, *, lineage: bool) -> Problem:
    change = rng.choice([twins.renumber, twins.rename])
    id_ = f"{seed.id}~{number}"
    return replace(
        seed,
        id=id_,
        prompt=change(twins.renumber(seed.prompt, rng), rng),
        family=seed.family if lineage else id_,
        source=replace(seed.source, parent=seed.id if lineage else None, mutator="benchmark", depth=1),
    )


def across(folder: Path) -> int:
    """Seeds with mutants on both sides."""
    sides = defaultdict(set)
    for side in ("train", "held_out"):
        for _, line in jsonl.read(folder / f"{side}.jsonl", dict):
            sides[line["id"].rpartition("~")[0]].add(side)
    return sum(len(found) > 1 for found in sides.values())


def audit(records: Path, suite: Path) -> Auditor:
    held = (one.subject for one in read(str(suite)))
    auditor = Auditor(held, lambda: (one.subject for one in read(str(records))))
    list(auditor.leaks())
    return auditor


def planted(folder: Path) -> Path:
    """The training side with one held-out problem in it."""
    path = folder / "planted.jsonl"
    held = (folder / "held_out.jsonl").read_bytes().splitlines(keepends=True)
    path.write_bytes((folder / "train.jsonl").read_bytes() + held[len(held) // 2])
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    data = Path(os.environ.get("VERIGEN_DATA", "."))
    parser.add_argument("bank", nargs="?", default=str(data / "gsm8k/train.jsonl"))
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--mutants", type=int, default=10)
    options = parser.parse_args()
    bank = list(find.find(options.bank, "math", licence="MIT", split="train").problems())
    seeds = random.Random(SEED).sample(bank, options.seeds)
    for lineage in (True, False):
        with tempfile.TemporaryDirectory() as name:
            for line in _run(mutants(seeds, options.mutants, lineage=lineage), Path(name), lineage=lineage):
                print(line)


def _run(bank: list[Problem], folder: Path, *, lineage: bool) -> Iterator[str]:
    started = time.process_time()
    report: SplitReport = split(bank, SplitOrder(name="mutants", held_out=0.1, seed=0, out=folder))
    seconds = time.process_time() - started
    yield f"{'with' if lineage else 'without'} lineage: {report.rows} mutants, {report.components} components"
    yield f"  train {report.train}, held out {report.held}, seeds on both sides {across(folder)}, {seconds:.1f} s CPU"
    found = audit(folder / "train.jsonl", folder / "held_out.jsonl").report
    yield f"  audit: {found.leaking_components} of {found.components} components across, {found.leaks} records"
    found = audit(planted(folder), folder / "held_out.jsonl").report
    yield f"  audit with one held-out mutant among the records: {found.leaking_components} components across"


if __name__ == "__main__":
    main()
