"""Measures a run in shards on a local Ray cluster: rate and memory over the run, bytes per candidate, merge times.

    python benchmarks/speed/shards.py                                      200,000 candidates in 64 shards
    python benchmarks/speed/shards.py --candidates 10000000 --shards 64    ten million

A scripted teacher recites traces of about 2,300 bytes, put together from the prose of the shipped banks. The shards are
then merged once more into an empty ledger, one by one: the time per candidate must not grow. With --compare the same
run is drawn without Ray, and its records must be the same bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.ledger.ledger import Ledger
from verigen.run.cluster import shards

if TYPE_CHECKING:
    from collections.abc import Iterator

N = 8
LENGTH = 2285  # mean bytes of a candidate of a small reasoning model
TEXTS = 2000
BANK = Path(__file__).resolve().parents[2] / "problem_banks" / "math-core.jsonl"
POLLS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardedPoint:
    """The state of a run at one moment.

    `cpu_s`: CPU seconds of the replicas so far; `driver` and `replicas` are MiB of resident memory.
    """

    seconds: float
    candidates: int
    cpu_s: float
    driver: float
    replicas: float


def write_inputs(folder: Path, problems: int) -> None:
    with (folder / "bank.jsonl").open("w") as file:
        for i in range(problems):
            file.write(f'{{"id": "sum-{i}", "question": "What is {i} - {i - 1}?", "answer": "1"}}\n')
    prose = [json.loads(line)["prompt"] for line in BANK.read_text().splitlines()]
    (folder / "script.json").write_text(
        json.dumps({"default": [trace(prose, number) for number in range(TEXTS)]})
    )


def trace(prose: list[str], number: int) -> str:
    draw, text = seeds.rng(0, "shards", str(number)), ""
    while len(text) < LENGTH:
        text += f"{draw.choice(prose)} So {draw.random():.6f} is what we use next.\n"
    return f"<think>\n{text[:LENGTH]}\n</think>\n\nSo it is \\boxed{{{number % 3}}}."


def command(folder: Path, name: str, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "verigen", "sample", "--domain", "math", "--licence", "CC0-1.0"),
        *("--bank", str(folder / "bank.jsonl"), "--teacher", f"scripted:{folder / 'script.json'}"),
        *("--n", str(N), "--out", str(folder / name), "--engine-option", "concurrency=64", *more),
    ]


def ran(folder: Path, name: str, *more: str) -> list[ShardedPoint]:
    """The points of a run, about two per second."""
    points: list[ShardedPoint] = []
    log = folder / f"{name}.log"
    began = time.monotonic()
    with log.open("w") as file:
        process = subprocess.Popen(command(folder, name, *more), stdout=file, stderr=file)
        while process.poll() is None:
            points.append(point(folder / name, process.pid, time.monotonic() - began))
            time.sleep(0.5 + len(points) / 100)
    if process.returncode:
        sys.exit(f"the run ended with {process.returncode}: {log.read_text()[-800:]}")
    return points


def point(run: Path, pid: int, seconds: float) -> ShardedPoint:
    replicas = [child for child in descendants(pid) if b"ray::Replica" in title(child)]
    ledgers = [*run.glob("shards/*.db")] or [*run.glob("ledger.db")]
    return ShardedPoint(
        seconds=seconds,
        candidates=sum(map(count, ledgers)),
        cpu_s=sum(map(cpu_s, replicas)),
        driver=resident_mib(pid),
        replicas=sum(map(resident_mib, replicas)),
    )


def descendants(pid: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from descendants(int(child))


def title(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def resident_mib(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0.0


def cpu_s(pid: int) -> float:
    with contextlib.suppress(OSError):
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def count(path: Path) -> int:
    """The number of verdicts; rows are appended and never deleted, so the last rowid is their number."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT COALESCE(MAX(rowid), 0) FROM verdicts").fetchone()[0])
    return 0


def show_course(points: list[ShardedPoint]) -> None:
    drawing = [each for each in points if each.candidates and each.replicas]
    marks = drawing[:: max(1, len(drawing) // POLLS)]
    print(
        f"{'seconds':>9}{'candidates':>13}{'per second':>12}{'per CPU s':>11}{'driver MiB':>12}{'replicas MiB':>14}"
    )
    for before, here in pairwise(marks):
        drawn = here.candidates - before.candidates
        rate, cost = drawn / (here.seconds - before.seconds), drawn / max(here.cpu_s - before.cpu_s, 0.01)
        figures = f"{here.candidates:13,}{rate:12,.0f}{cost:11,.0f}{here.driver:12,.0f}{here.replicas:14,.0f}"
        print(f"{here.seconds:9.0f}{figures}")


def merged_again(folder: Path, name: str) -> None:
    """Merge the shards into a ledger that has the problems alone, and print the time per candidate by thirds."""
    run, again = folder / name, folder / "again"
    again.mkdir()
    (run / "shards").rename(again / "shards")
    with (
        contextlib.closing(Ledger(run / "ledger.db")) as old,
        contextlib.closing(Ledger(again / "ledger.db", create=True)) as new,
    ):
        new.add_problems(old.problems())
        times = [merge_s(new, path) for path in sorted((again / "shards").glob("[0-9]*.db"))]
        same = new.drawn_count() == old.drawn_count()
    third = len(times) // 3 or 1
    for what, some in (("first", times[:third]), ("last", times[-third:])):
        micros = 1e6 * sum(seconds for seconds, _ in some) / sum(size for _, size in some)
        print(f"merge        {micros:.1f} us per candidate in the {what} third of {len(times)} shards")
    print(f"merged       {'every candidate' if same else 'NOT the same number of candidates'}")


def merge_s(ledger: Ledger, path: Path) -> tuple[float, int]:
    size, began = count(path), time.process_time()
    shards.merge(ledger, path)
    return time.process_time() - began, size


def records(run: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in sorted(run.glob("*/train.jsonl"))}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--candidates", type=int, default=200_000)
    options.add_argument("--shards", type=int, default=64)
    options.add_argument("--compare", action="store_true", help="draw the same run without Ray as well")
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="verigen-shards-"))
    try:
        write_inputs(folder, given.candidates // N)
        began = time.monotonic()
        points = ran(folder, "sharded", "--ray", "local", "--shards", str(given.shards))
        print(
            f"sharded      {given.candidates:,} candidates, {time.monotonic() - began:.0f} s with validation and records"
        )
        show_course(points)
        size = (folder / "sharded/ledger.db").stat().st_size
        print(f"ledger       {size / given.candidates:,.0f} bytes per candidate of {LENGTH:,} bytes of text")
        merged_again(folder, "sharded")
        if given.compare:
            ran(folder, "single")
            equal = records(folder / "single") == records(folder / "sharded")
            print(f"records      {'the same bytes as without Ray' if equal else 'NOT the same bytes'}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
