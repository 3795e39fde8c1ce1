"""Kills `verigen curate` at random moments: python -m benchmarks.checks.interrupted [--kills 20] [--records 4000] [--seed 0]

Curates a made-up run (or `--run FOLDER`) once without a fault, once with other hashes and another number of processes,
and then again and again with `kill -9` at a random moment, until it has been killed so often and the last call ends.
One call gets Ctrl-C instead, and others may not write files beyond a size, as on a full disk: they end with one line.
No process may stay behind. Every file must have the same bytes, and curate.db the same rows, as after the first call.
Options behind `--` are given to curate; by default a tenth is held out and personal data is redacted.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed import curation
from verigen.core import seeds

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTIONS = ("--held-out", "0.1", "--on", "pii=redact")
APART = frozenset({"curate.db", "curate.lock"})  # rows are compared instead; the lock is empty
TABLES = {"findings": "s.name, f.place, f.number", "fates": "1, 2", "redactions": "1, 2, 3"}
NOTES = ("filters ", "/")  # how far the work is, and that a run is unfinished
CTRL_C_S = 10.0
GONE_S = 10.0
SIZES_KIB = (8, 32, 128, 256, 512, 1024)  # of the largest file that a call may write


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--records", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--run", type=Path)
    parser.add_argument("options", nargs="*", default=OPTIONS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = asked.run or Path(folder) / "run"
        if asked.run is None:
            curation.write(run, asked.records // curation.PER_PROBLEM)
        sys.exit(_campaign(run, Path(folder), asked.kills, asked.seed, list(asked.options)))


def _campaign(run: Path, folder: Path, kills: int, seed: int, options: list[str]) -> bool:
    """Whether any call gave other bytes."""
    begun = time.monotonic()
    _call(run, folder / "whole", options, jobs=1, hashes=0).wait()
    whole, took = _content(folder / "whole"), time.monotonic() - begun
    print(f"whole         {len(whole)} files and tables in {took:.1f} s")
    _call(run, folder / "again", options, jobs=2, hashes=seed + 1).wait()
    wrong = _told("other hashes, two processes", whole, _content(folder / "again"))
    struck = _struck(run, folder / "killed", options, kills, took, seed)
    wrong |= _told(f"{kills} kills in {struck} sets", whole, _content(folder / "killed"))
    wrong |= _stopped(run, folder / "stopped", options, took, whole)
    return wrong | _limited(run, folder / "limited", options, whole)


def _struck(run: Path, out: Path, options: list[str], kills: int, took: float, seed: int) -> int:
    """Kill calls until `kills` were struck; a call that ends first begins a new set. Return the number of sets."""
    random, done, sets = seeds.rng(seed, "interrupted"), 0, 1
    while done < kills:
        work = _call(run, out, options, jobs=2, hashes=done)
        with contextlib.suppress(subprocess.TimeoutExpired):
            work.wait(random.uniform(0.05, 0.7) * took)
        if work.poll() is None:
            work.kill() if random.random() < 0.5 else os.killpg(work.pid, signal.SIGKILL)
            done += 1
            work.wait()
            _gone(work.pid)
        elif work.returncode:
            sys.exit(f"curate ended with {work.returncode}: {_said(work)}")
        else:
            sets += 1
            shutil.rmtree(out)
        work.wait()
    if _call(run, out, options, jobs=2, hashes=0).wait():
        sys.exit("the last call failed")
    return sets


def _gone(group: int) -> None:
    """Wait until no process of a killed call is left."""
    until = time.monotonic() + GONE_S
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.killpg(group, 0)
            time.sleep(0.1)
        sys.exit(f"processes of the group {group} outlived their parent")


def _limited(run: Path, out: Path, options: list[str], whole: dict[str, str]) -> bool:
    """Calls that may not write large files, and one that may."""
    wrong = False
    for size in SIZES_KIB:
        work = _call(run, out, options, jobs=1, hashes=0, limit=size << 10)
        code = work.wait()
        lines = [line for line in _said(work).splitlines() if not line.startswith(NOTES)]
        print(f"{size:6} KiB    ended with {code}: {lines[-1] if code else ''}")
        wrong |= code not in {0, 1} or (code == 1 and len(lines) != 1)
    if _call(run, out, options, jobs=1, hashes=0).wait():
        sys.exit("the call without a limit failed")
    return wrong | _told("files cut off", whole, _content(out))


def _stopped(run: Path, out: Path, options: list[str], took: float, whole: dict[str, str]) -> bool:
    """Ctrl-C, and the same command again."""
    work = _call(run, out, options, jobs=2, hashes=0)
    time.sleep(took / 3)
    os.killpg(work.pid, signal.SIGINT)
    begun = time.monotonic()
    code, said = work.wait(), _said(work)
    lines = [line for line in said.splitlines() if not line.startswith("filters ")]
    late = time.monotonic() - begun > CTRL_C_S
    print(f"Ctrl-C        ended with {code} and said {lines[-1:]}{', late' if late else ''}")
    if _call(run, out, options, jobs=2, hashes=0).wait():
        sys.exit("the call after Ctrl-C failed")
    wrong = _told("Ctrl-C", whole, _content(out))
    return wrong | late | (code != 128 + signal.SIGINT) | ("Traceback" in said)


def _call(
    run: Path, out: Path, options: Sequence[str], *, jobs: int, hashes: int, limit: int = 0
) -> subprocess.Popen[bytes]:
    words = ["curate", str(run), "--out", str(out), "--jobs", str(jobs), *options]
    log = out.with_suffix(".log").open("wb")
    with log:
        return subprocess.Popen(
            [sys.executable, "-m", "verigen", *words],
            stdout=subprocess.DEVNULL,
            stderr=log,
            env={**os.environ, "PYTHONHASHSEED": str(hashes)},
            start_new_session=True,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None,  # noqa: PLW1509 - one thread
        )


def _said(work: subprocess.Popen[bytes]) -> str:
    assert isinstance(work.args, list)
    out = Path(str(work.args[work.args.index("--out") + 1]))
    return out.with_suffix(".log").read_text(errors="replace")


def _content(out: Path) -> dict[str, str]:
    """Hashes of the files below a folder, and of the rows of its curate.db."""
    if not (out / "report.html").is_file():
        sys.exit(f"{out} is not complete: {out.with_suffix('.log').read_text(errors='replace')}")
    found = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in APART
    }
    with contextlib.closing(sqlite3.connect(out / "curate.db")) as db:
        for table, order in TABLES.items():
            joined = "s.name, f.* FROM findings f JOIN stages s USING (stage)"
            sql = joined if table == "findings" else f"* FROM {table}"
            rows = repr(db.execute(f"SELECT {sql} ORDER BY {order}").fetchall())
            found[f"table {table}"] = hashlib.sha256(rows.encode()).hexdigest()
    return found


def _told(what: str, whole: dict[str, str], found: dict[str, str]) -> bool:
    differ = sorted(name for name in whole.keys() | found.keys() if whole.get(name) != found.get(name))
    print(f"{what}: {'the same bytes' if not differ else 'differs in ' + ', '.join(differ)}")
    return bool(differ)


if __name__ == "__main__":
    main()
