"""Measures `verigen curate` on made-up records: python -m benchmarks.speed.curation [--records 50000] [--jobs 2]

Writes a run of problems with four completions of about 900 characters each, one in fifty with a defect and one in fifty a
near-duplicate, then curates it. Prints records per second, CPU seconds of all processes, peak memory of the main one,
and the share of planted duplicates that was found.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from verigen.core import seeds
from verigen.core.types import Candidate, Problem, Sampling, Source, Verdict
from verigen.domains.math.reference import MathReference
from verigen.ledger.ledger import Ledger
from verigen.ledger.runs import GoalSettings, RunSettings, TeacherSettings

WORDS = (
    "train ticket market garden window baker kettle ribbon copper silver yellow basket harbour morning number answer carry tens ones total careful "
    "because second column result middle letter pencil wooden corner travel bottle apple table river bridge school engine orange island winter"
).split()
PER_PROBLEM = 4
BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted = write(folder / "run", asked.records // PER_PROBLEM)
        begun = time.perf_counter()
        command = ["curate", str(folder / "run"), "--out", str(folder / "set"), "--jobs", str(asked.jobs)]
        subprocess.run([sys.executable, "-m", "verigen", *command], check=True, capture_output=True)
        wall = time.perf_counter() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = sum(b'"near_duplicate"' in line for line in (folder / "set" / "dropped.jsonl").open("rb"))
        print(f"records       {asked.records:,} in {wall:.0f} s: {asked.records / wall:,.0f} per second")
        print(f"CPU           {used.ru_utime + used.ru_stime:.0f} s")
        print(f"peak memory   {used.ru_maxrss / 1024:.0f} MiB (the largest process)")
        print(f"duplicates    {found} candidates out, {planted} planted")


def write(folder: Path, problems: int) -> int:
    """A run's folder; returns the number of candidates whose problem repeats an earlier one."""
    folder.mkdir(parents=True)
    ledger = Ledger(folder / "ledger.db", create=True)
    goal = GoalSettings(name="n", kind="n", max=PER_PROBLEM)
    ledger.set_meta("verifier", "symbolic/1")
    ledger.set_meta("goal", "n")
    ledger.set_meta("settings", _settings(goal))
    copies, last = 0, ""
    for start in range(0, problems, BATCH):
        made = []
        for number in range(start, min(start + BATCH, problems)):
            again = number % 50 == 49
            copies += PER_PROBLEM if again else 0
            text = f"{last} Say it again." if again else _question(number)
            last = text
            made.append(_problem(number, text))
        ledger.add_problems((problem, None) for problem in made)
        drawn = [_candidate(problem, n) for problem in made for n in range(PER_PROBLEM)]
        right = Verdict(outcome="correct", verifier="symbolic/1", method="exact", reason="equal")
        ledger.commit(drawn, ((each.id, right) for each in drawn))
    ledger.close()
    return copies


def _question(number: int) -> str:
    random = seeds.rng(0, "question", number)
    return f"The {' '.join(random.choices(WORDS, k=24))} has {number} parts and {random.randrange(99)} more. How many are there?"


def _problem(number: int, text: str) -> Problem:
    source = Source(bank="made", licence="CC0-1.0")
    return Problem(
        id=f"p{number}",
        domain="math",
        prompt=text,
        reference=MathReference(answer="42"),
        family=f"p{number}",
        source=source,
    )


def _candidate(problem: Problem, index: int) -> Candidate:
    random = seeds.rng(0, "text", problem.id, index)
    steps = [
        f"Then the {random.choice(WORDS)} of the {random.choice(WORDS)} gives {a} + {b} = {a + b}, so we carry it to the {random.choice(WORDS)}."
        for a, b in ((random.randrange(999), random.randrange(999)) for _ in range(9))
    ]
    if random.random() < 0.02:
        steps.append("As an AI language model, I can add these numbers.")
    text = "<think>\n" + "\n".join(steps) + "\n</think>\n\nIt is \\boxed{42}."
    return Candidate(
        id=f"{problem.id}#{index}", problem=problem.id, index=index, text=text, finish="stop", prompt_tokens=40, tokens=len(text) // 4,
        teacher="made", revision="1", sampling=Sampling(), seed=index, seconds=0.0,
    )  # fmt: skip


def _settings(goal: GoalSettings) -> str:
    made = RunSettings(
        domain="math", bank="made", teachers=(TeacherSettings(name="made", revision="1", engine="scripted"),), weights=(1.0,),
        verifier="symbolic/1", sampling=Sampling(), seed=0, goal=goal, limit=None,
    )  # fmt: skip
    return msgspec.json.encode(made).decode()


if __name__ == "__main__":
    main()
