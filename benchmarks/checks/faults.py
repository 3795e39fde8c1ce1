"""Fault campaign: runs that are killed, signalled, starved, damaged and answered with rubbish, at random moments.

Each run is a real `verigen sample` in a process of its own: with the scripted teacher, or on an endpoint that this
program serves and spoils. It meets faults, is given again until it ends undisturbed, and its ledger is then held
against the ledger of a run that nothing disturbed. Printed: faults by kind, rows lost, rows doubled, wrong verdicts,
hangs. All four must be 0; the exit status says so.

    python benchmarks/checks/faults.py --runs 40 --seed 1
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from verigen.core import seeds

PROBLEMS, N = 10, 8
HANGS_S = 180.0  # a process that lives longer hangs
TRIES = 30  # commands that one run may take
PATIENCE_S = 60
SIGNALS = {"SIGINT": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}
PROCESS_FAULTS = ("kill", "SIGINT", "SIGTERM", "SIGHUP", "twice", "disk", "damage")
ANSWER_FAULTS = ("429", "retry-after", "500", "503", "garbage", "empty", "cut", "closed", "late", "binary")
CANDIDATES = "SELECT id, problem, idx, text, tokens, seed FROM candidates"
VERDICTS = "SELECT candidate, outcome, reason FROM verdicts"


@dataclass
class Toll:
    """What the campaign found."""

    faults: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    commands: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    hangs: int = 0
    tracebacks: int = 0
    first_sign_s: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.wrong or self.hangs or self.tracebacks)


def answer(prompt: str, seed: int) -> str:
    """What the model says: right, wrong or nothing, by the seed alone."""
    number = int(prompt.rpartition("What is ")[2].partition(" + 1?")[0])
    draw = random.Random(f"{number}/{seed}").random()
    said = f"\\boxed{{{number + 1}}}" if draw < 0.5 else "\\boxed{-7}" if draw < 0.9 else "no idea"
    return f"<think>\nadd\n</think>\n\nSo {said}."


def truth(problem: str, text: str) -> str:
    """The outcome, found without verigen."""
    number = int(problem.removeprefix("sum-"))
    return "correct" if f"\\boxed{{{number + 1}}}" in text else "incorrect"


class Spoiled(BaseHTTPRequestHandler):
    """An endpoint; the server's `spoil` says which answers go wrong, and how."""

    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        self._send(200, {"object": "list", "data": [{"id": "tiny", "object": "model", "owned_by": "test"}]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if not asked["messages"]:
            self._send(400, {"error": {"message": "messages must not be empty"}})
            return
        kind = self.server.spoil()
        if kind is None:
            self._send(200, self._chat(asked))
        else:
            getattr(self, f"_{kind.replace('-', '_')}")(asked)

    def _chat(self, asked: dict[str, Any]) -> dict[str, Any]:
        text = answer(asked["messages"][-1]["content"], asked["seed"])
        message = {"role": "assistant", "content": text}
        usage = {"prompt_tokens": 7, "completion_tokens": len(text.split())}
        return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage}

    def _send(self, status: int, body: Any, **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _429(self, _: Any) -> None:
        self._send(429, {"error": {"message": "slow down"}})

    def _retry_after(self, _: Any) -> None:
        self._send(429, {"error": {"message": "slow down"}}, Retry_After="1")

    def _500(self, _: Any) -> None:
        self._send(500, {"error": {"message": "EngineDeadError"}})

    def _503(self, _: Any) -> None:
        self._send(503, b"<html>Service Unavailable</html>")

    def _garbage(self, _: Any) -> None:
        self._send(200, b'{"choices": [{"message": {"content": "\\ud800"' + b"[" * 2000)

    def _binary(self, _: Any) -> None:
        self._send(200, bytes(range(256)))

    def _empty(self, _: Any) -> None:
        self._send(200, {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": -1}})

    def _cut(self, asked: Any) -> None:
        content = json.dumps(self._chat(asked)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self.close_connection = True

    def _closed(self, _: Any) -> None:
        self.close_connection = True

    def _late(self, asked: Any) -> None:
        time.sleep(4.0)  # the run gives a try 3 s
        with contextlib.suppress(OSError):
            self._send(200, self._chat(asked))


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None: ...


class Endpoint:
    """Serves on one port; may be taken down and put up again."""

    def __init__(self, share: float, draw: random.Random, toll: Toll) -> None:
        self._share, self._draw, self._toll, self._lock = share, draw, toll, threading.Lock()
        self._port = 0
        self.up()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    def up(self) -> None:
        Quiet.allow_reuse_address = True
        self._server = Quiet(("127.0.0.1", self._port), Spoiled)
        self._server.spoil = self._spoil  # type: ignore[attr-defined]
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def down(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _spoil(self) -> str | None:
        time.sleep(0.02)
        with self._lock:
            if self._draw.random() >= self._share:
                return None
            kind = self._draw.choice(ANSWER_FAULTS)
            self._toll.faults[f"answer {kind}"] += 1
            return kind


def bank(folder: Path) -> Path:
    path = folder / "bank.jsonl"
    rows = (
        {"id": f"sum-{i}", "question": f"What is {i} + 1?", "answer": str(i + 1), "licence": "MIT"}
        for i in range(PROBLEMS)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def script(folder: Path, delay_s: float) -> Path:
    """A scripted teacher with the answers of every problem."""
    path = _made(folder / f"delay-{delay_s}") / "script.json"
    said = {
        f"What is {i} + 1?": [answer(f"What is {i} + 1?", seed) for seed in range(7)] for i in range(PROBLEMS)
    }
    path.write_text(json.dumps({"answers": said, "delay_s": delay_s}))
    return path


def command(problems: Path, teacher: str, out: Path, goal: str) -> list[str]:
    base = [sys.executable, "-m", "verigen", "sample", "--domain", "math", "--bank", str(problems)]
    options = ["--teacher", teacher, "--n", str(N), "--goal", goal, "--out", str(out), "--no-speculate"]
    if teacher.startswith("http"):
        options += [
            "--patience",
            str(PATIENCE_S),
            "--engine-option",
            "timeout_s=3",
            "--engine-option",
            "concurrency=6",
        ]
        options += ["--engine-option", "reasoner=true"]
    return [*base, *options]


class Process:
    """One command; notes when it first said something."""

    def __init__(self, words: list[str], toll: Toll, limit_bytes: int | None = None) -> None:
        self._toll, self._started, self.said = toll, time.monotonic(), b""
        toll.commands += 1
        self.process = subprocess.Popen(
            words,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if limit_bytes:
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        while chunk := os.read(self.process.stderr.fileno(), 65536):
            if not self.said:
                self._toll.first_sign_s.append(time.monotonic() - self._started)
            self.said += chunk

    def end(self) -> int:
        try:
            code = self.process.wait(HANGS_S)
        except subprocess.TimeoutExpired:
            self._toll.hangs += 1
            self._toll.notes.append(f"hung: {self.process.args!r}: {self.said[-300:]!r}")
            self.process.kill()
            code = self.process.wait()
        self._reader.join(5)
        if b"Traceback" in self.said:
            self._toll.tracebacks += 1
            self._toll.notes.append(f"traceback: {self.said[-1500:].decode(errors='replace')}")
        return code


def drawn(out: Path) -> int:
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{out / 'ledger.db'}?mode=ro", uri=True)) as db,
    ):
        return int(db.execute("SELECT COUNT(*) FROM candidates").fetchone()[0])
    return 0


def strike(kind: str, words: list[str], out: Path, draw: random.Random, toll: Toll) -> None:
    """One command that meets one fault, at a moment drawn by time or by what is in the ledger."""
    if kind == "damage":
        return damage(out, draw, toll)
    limit = draw.choice((20, 60, 100, 140)) << 10 if kind == "disk" else None
    started = Process(words, toll, limit)
    toll.faults[kind] += 1
    if kind != "disk":
        wait(started, out, draw)
        numbers = [signal.SIGKILL] if kind == "kill" else [SIGNALS.get(kind, signal.SIGINT)]
        for number in numbers * (2 if kind == "twice" else 1):
            with contextlib.suppress(ProcessLookupError):
                started.process.send_signal(number)
            time.sleep(0.05 * draw.random())
    started.end()
    return None


def wait(started: Process, out: Path, draw: random.Random) -> None:
    """Until a moment of the start, or until so many more candidates are there."""
    if draw.random() < 0.4:
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.process.wait(draw.uniform(0.1, 4.0))
        return
    goal, end = drawn(out) + draw.randrange(1, 16), time.monotonic() + 60
    while started.process.poll() is None and drawn(out) < goal and time.monotonic() < end:
        time.sleep(0.03)
    time.sleep(0.1 * draw.random())


def damage(out: Path, draw: random.Random, toll: Toll) -> None:
    """Overwrite a page of the ledger, beyond the schema's own, and salvage."""
    path = out / "ledger.db"
    pages = path.stat().st_size // 4096 if path.is_file() else 0
    if pages < 8:
        return
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    page = draw.randrange(4, len(content) // 4096)
    content[page * 4096 : (page + 1) * 4096] = draw.randbytes(4096)
    path.write_bytes(content)
    toll.faults["damage"] += 1
    Process([sys.executable, "-m", "verigen", "salvage", str(out)], toll).end()


def finish(words: list[str], toll: Toll) -> None:
    """Give the command until it ends by itself with nothing left to do."""
    for _ in range(TRIES):
        ended = Process(words, toll)
        if ended.end() == 0:
            return
        toll.notes.append(f"again after: {ended.said.splitlines()[-1:]!r}")
    toll.hangs += 1
    toll.notes.append(f"never ended: {words!r}")


def rows(out: Path, sql: str) -> dict[str, tuple[Any, ...]]:
    found = []
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(out / "ledger.db")) as db:
        found = db.execute(sql).fetchall()
    assert len({row[0] for row in found}) == len(found)
    return {row[0]: row for row in found}


def records(out: Path, name: str) -> list[str]:
    """Less what holds the teacher's revision: a script's delay is part of its hash."""
    path = out / name / "train.jsonl"
    found = [json.loads(line) for line in path.read_bytes().splitlines()] if path.is_file() else []
    kept = ({key: value for key, value in row.items() if "revision" not in key} for row in found)
    return [json.dumps(row, sort_keys=True) for row in kept]


def compare(out: Path, whole: Path, toll: Toll) -> None:
    """Count what is missing, what is too much, and what was judged otherwise than it is."""
    here, there = rows(out, CANDIDATES), rows(whole, CANDIDATES)
    judged = rows(out, VERDICTS)
    lost = {id_ for id_, row in there.items() if here.get(id_) != row} | {
        id_ for id_ in there if id_ not in judged
    }
    toll.lost += len(lost)
    toll.doubled += len(set(here) - set(there))
    toll.wrong += sum(judged[id_][1] != truth(row[1], row[3]) for id_, row in here.items() if id_ in judged)
    for name in ("sft", "preference"):
        mine, theirs = records(out, name), records(whole, name)
        toll.lost += len(set(theirs) - set(mine))
        toll.doubled += len(mine) - len(set(mine)) + len(set(mine) - set(theirs))
    if lost or set(here) - set(there):
        toll.notes.append(f"{out}: lost {sorted(lost)[:3]}, doubled {sorted(set(here) - set(there))[:3]}")


def scripted_run(folder: Path, whole: Path, goal: str, draw: random.Random, toll: Toll) -> None:
    """Faults of the process and its disk."""
    out = folder / "run"
    words = command(bank(folder), f"scripted:{script(folder, 0.4)}", out, goal)
    for _ in range(draw.randrange(3, 7)):
        strike(draw.choice(PROCESS_FAULTS), words, out, draw, toll)
    finish(words, toll)
    compare(out, whole, toll)


def endpoint_run(folder: Path, whole: Path, goal: str, draw: random.Random, toll: Toll) -> None:
    """Faults of the server, and of the process meanwhile."""
    out = folder / "run"
    endpoint = Endpoint(draw.choice((0.1, 0.3, 0.6)), draw, toll)
    words = command(bank(folder), f"{endpoint.url}#tiny", out, goal)
    try:
        for _ in range(draw.randrange(1, 3)):
            strike(draw.choice(("kill", "SIGINT", "SIGTERM")), words, out, draw, toll)
        started = Process(words, toll)
        if draw.random() < 0.7:
            time.sleep(draw.uniform(1.0, 5.0))
            toll.faults["server down"] += 1
            endpoint.down()
            time.sleep(draw.uniform(0.2, 6.0))
            endpoint.up()
        if started.end() != 0:
            finish(words, toll)
    finally:
        endpoint.down()
    compare(out, whole, toll)


def undisturbed(folder: Path, goal: str, toll: Toll) -> dict[str, Path]:
    """What both kinds of run must come to."""
    made = {}
    made["scripted"] = folder / "whole-scripted"
    finish(command(bank(folder), f"scripted:{script(folder, 0.0)}", made["scripted"], goal), toll)
    endpoint = Endpoint(0.0, random.Random(0), toll)
    made["endpoint"] = folder / "whole-endpoint"
    finish(command(bank(folder), f"{endpoint.url}#tiny", made["endpoint"], goal), toll)
    endpoint.down()
    return made


def report(toll: Toll) -> Iterator[str]:
    yield f"runs         {toll.runs} of {toll.commands} commands"
    yield f"faults       {toll.faults.total()}: " + ", ".join(
        f"{n} {kind}" for kind, n in sorted(toll.faults.items())
    )
    for name in ("lost", "doubled", "wrong", "hangs", "tracebacks"):
        yield f"{name:13}{getattr(toll, name)}"
    if signs := sorted(toll.first_sign_s):
        yield f"first sign   {signs[len(signs) // 2]:.1f} s (median), {signs[-1]:.1f} s (longest)"
    yield from (f"  {note}" for note in toll.notes[-20:] if not toll.clean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=["scripted", "endpoint"])
    parser.add_argument(
        "--keep", type=Path, help="Folder for what the runs leave; default: removed at the end."
    )
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="verigen-faults-"))
    folder.mkdir(parents=True, exist_ok=True)
    toll, kinds = Toll(), {"scripted": scripted_run, "endpoint": endpoint_run}
    whole = {goal: undisturbed(_made(folder / goal), goal, toll) for goal in ("n", "pair")}
    try:
        for number in range(given.runs):
            draw = seeds.rng(given.seed, "faults", str(number))
            kind, goal = given.only or draw.choice(sorted(kinds)), draw.choice(sorted(whole))
            one(kinds[kind], _made(folder / f"{number}-{kind}-{goal}"), whole[goal][kind], goal, draw, toll)
            print(
                f"{number + 1}/{given.runs}: {toll.faults.total()} faults, clean so far: {toll.clean}",
                flush=True,
            )
    finally:
        print("\n".join(report(toll)), flush=True)
        if not given.keep and toll.clean:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if toll.clean else 1)


def one(
    run: Callable[..., None], folder: Path, whole: Path, goal: str, draw: random.Random, toll: Toll
) -> None:
    run(folder, whole, goal, draw, toll)
    toll.runs += 1


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
