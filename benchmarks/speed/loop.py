"""Measures sample + grade + ledger with a scripted teacher at unlimited speed, its memory, and how a resume starts.

    python benchmarks/speed/loop.py                            20,000 candidates
    python benchmarks/speed/loop.py --candidates 1000000       the same over a million

The teacher recites GSM8K-like traces, so that what is measured is everything but a model: asking, grading by the
symbolic verifier, the ledger's commits, and the records at the end. The memory is that of the whole process, read
ten times over the run. The resume adds one problem to the finished run: from the command to its first candidate.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from verigen.ledger.ledger import Ledger

N = 8
WORDS = "Natalia sold some clips in April and then twice as many in May, so we add them both together. " * 4


def write_inputs(folder: Path, problems: int) -> None:
    with (folder / "bank.jsonl").open("w") as file:
        for i in range(problems):
            file.write(
                json.dumps({"id": f"sum-{i}", "question": f"What is {i} + 1?", "answer": str(i + 1)}) + "\n"
            )
    answers = [f"<think>\n{WORDS}\n</think>\n\nSo it is \\boxed{{{i}}}." for i in range(1, 50)]
    (folder / "script.json").write_text(json.dumps({"default": answers}))


def command(folder: Path, limit: int) -> list[str]:
    return [
        *(sys.executable, "-m", "verigen", "sample", "--domain", "math", "--licence", "CC0-1.0"),
        *("--bank", str(folder / "bank.jsonl"), "--teacher", f"scripted:{folder / 'script.json'}"),
        *("--n", str(N), "--limit", str(limit), "--out", str(folder / "run")),
        *("--engine-option", "concurrency=64"),
    ]


def resident_mib(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0.0


def count(path: Path) -> int:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT COUNT(*) FROM verdicts").fetchone()[0])
    return 0


def run(folder: Path, limit: int) -> list[tuple[int, float]]:
    """Candidates and MiB, ten times over the run."""
    total = limit * N
    points: list[tuple[int, float]] = []
    log = folder / "run.log"
    process = subprocess.Popen(command(folder, limit), stderr=log.open("w"))
    while process.poll() is None:
        done = count(folder / "run/ledger.db")
        if done >= total * (len(points) + 1) / 10:
            points.append((done, resident_mib(process.pid)))
        time.sleep(max(0.2, total / 200_000))
    if process.returncode:
        sys.exit(f"the run ended with {process.returncode}: {log.read_text()[-500:]}")
    return points


def resume_s(folder: Path, limit: int) -> float:
    """Seconds from the command to its first new candidate in the ledger."""
    ledger = folder / "run/ledger.db"
    started = time.monotonic()
    process = subprocess.Popen(command(folder, limit), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    with contextlib.closing(sqlite3.connect(ledger)) as db:
        wanted = f"sum-{limit - 1}#0"
        while not db.execute("SELECT 1 FROM candidates WHERE id = ?", (wanted,)).fetchone():
            if process.poll() is not None:
                sys.exit("the resumed run ended without a new candidate")
            time.sleep(0.02)
    seconds = time.monotonic() - started
    process.wait()
    return seconds


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--candidates", type=int, default=20_000)
    given = options.parse_args()
    limit = given.candidates // N
    folder = Path(tempfile.mkdtemp(prefix="verigen-loop-"))
    try:
        write_inputs(folder, limit + 1)
        points = run(folder, limit)
        with contextlib.closing(Ledger(folder / "run/ledger.db")) as ledger:
            (session,) = ledger.sessions()
        print(f"candidates/s   {session.graded / session.wall_s:,.0f} over {session.graded:,}")
        print("memory         " + "  ".join(f"{done:,}: {mib:.0f} MiB" for done, mib in points))
        print(f"ledger         {(folder / 'run/ledger.db').stat().st_size / 2**20:,.0f} MiB")
        print(f"resume         {resume_s(folder, limit + 1):.2f} s to the first new candidate")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
