"""A server gives the verdicts of this process, refuses what it can't hold, and loses nothing that it took."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from served import Started
from tables import DIFFERENT, EQUAL

from verigen.core import registry
from verigen.core.errors import ExecutorError, UserError
from verigen.core.types import Call, Job, Limits
from verigen.rewards.remote import RemoteScorer
from verigen.rewards.score import Scorer
from verigen.serve import lending

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("prometheus_client")
TOKEN = "let-me-in"
DOUBLE = Job(code="print(int(input()) * 2)", mode="stdio", calls=[Call(stdin="21")])


@pytest.fixture(scope="module")
def server() -> Iterator[Started]:
    started = Started("--max-body-mb", 1, "--workers", 1)
    yield started
    started.stop()


def texts() -> list[tuple[str, str]]:
    """A third of the verifier's tables, and text that no table has."""
    pairs = [pair for table in (EQUAL, DIFFERENT) for rows in table.values() for pair in rows][::3]
    made = [(gold, rf"We find \boxed{{{answer}}}.") for gold, answer in pairs]
    return [
        *made,
        ("4", ""),
        ("4", "no idea"),
        ("4", "<think>\nunclosed"),
        (r"\frac{", "4"),
        ("4", "\x00\ud7ff"),
    ]


def test_the_server_gives_the_verdicts_of_this_process(server: Started) -> None:
    pairs = texts()
    truths, said = [gold for gold, _ in pairs], [text for _, text in pairs]

    here = Scorer().score(truths, said)
    there = RemoteScorer(url=server.url).score(truths, said)

    def bare(each: Any) -> Any:
        return replace(each, verdict=replace(each.verdict, seconds=0.0))

    assert [bare(each) for each in there] == [bare(each) for each in here]


def test_one_text_and_a_batch_get_the_same_verdict(server: Started) -> None:
    item = {"domain": "math", "reference": "1/2", "text": r"It is \boxed{0.5}.", "id": "a"}

    (_, alone), (status, batch) = (
        server.post("/verify", item),
        server.post("/verify", {"items": [item, item]}),
    )

    assert (status, alone["outcome"], alone["id"]) == (200, "correct", "a")
    assert [{**each, "seconds": 0} for each in batch["items"]] == [{**alone, "seconds": 0}] * 2


def test_a_whole_problem_brings_its_domain(server: Started) -> None:
    tests = [{"args": [2, 3], "expected": 5}]
    problem = {
        "id": "add",
        "domain": "code",
        "prompt": "Add.",
        "reference": {"mode": "function", "entry_point": "add", "tests": tests},
    }

    _, found = server.post(
        "/verify", {"problem": problem, "text": "```python\ndef add(a, b): return a + b\n```"}
    )

    assert (found["outcome"], found["problem"]) == ("correct", "add")


BAD: list[tuple[Any, int, str]] = [
    (b'{"items": [', 400, "truncated"),
    (b"\xff\xfe", 400, "body"),
    (b"", 400, "body"),
    (b"[]", 422, "object"),
    (b'{"text": "4", "reference": ' + b"[" * 100_000, 400, "body"),
    ({"text": "4"}, 422, "reference"),
    ({"reference": "4"}, 422, "text"),
    ({"reference": "4", "text": "4", "domain": "maths"}, 422, "did you mean math"),
    ({"items": [{"reference": "4", "text": "4"}, {"text": "4"}]}, 422, r"items\[1\]"),
    ({"items": 3}, 422, "items"),
    ({"response": {"output": 3}, "colour": "red"}, 422, "ground truth"),
]


@pytest.mark.parametrize(("body", "status", "told"), BAD)
def test_a_bad_request_is_told_in_one_line(server: Started, body: Any, status: int, told: str) -> None:
    import re

    found, said = server.post("/verify", body)

    assert found == status
    assert "\n" not in said["error"]
    assert re.search(told, said["error"])


def test_a_huge_body_is_refused_before_it_is_read(server: Started) -> None:
    head = f"POST /verify HTTP/1.1\r\nHost: x\r\nContent-Length: {100 << 20}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as wire:
        wire.sendall(head.encode() + b"x" * 1000)

        assert b"413" in wire.recv(4096)


def test_a_body_without_a_length_is_cut_at_the_limit(server: Started) -> None:
    part = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as wire:
        wire.sendall(b"POST /verify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        with contextlib.suppress(OSError):
            for _ in range(64):
                wire.sendall(part)

        assert b"413" in wire.recv(4096)


def test_programs_run_in_verigens_form_and_in_that_of_sandboxfusion(server: Started) -> None:
    asked = {
        "language": "python",
        "code": "print(int(input()) * 2)",
        "stdin": "21",
        "files": {},
        "fetch_files": [],
    }

    for path in ("/run", "/run_code"):
        _, found = server.post(path, asked)
        assert (found["status"], found["run_result"]["stdout"]) == ("Success", "42\n")
    _, failed = server.post("/run_code", {**asked, "code": "1 / 0"})
    assert (failed["status"], failed["run_result"]["return_code"]) == ("Failed", 1)
    assert "ZeroDivisionError" in failed["run_result"]["stderr"]
    _, endless = server.post("/run_code", {**asked, "code": "while True: pass", "run_timeout": 0.3})
    assert endless["run_result"]["status"] == "TimeLimitExceeded"


PROGRAMS = [
    "print(6 * 7)",
    "import sys\nprint(1)\nsys.exit(0)",
    "print(1)\nexit()",
    "import sys\nsys.exit(3)",
    "import sys\nsys.exit('no')",
    "import os\nprint(2, flush=True)\nos._exit(0)",
    "import os\nos._exit(7)",
    "print(input()[::-1])",
    "print(1)\n1 / 0",
    "raise SystemExit(4)",
    "exit(999)",
    "print('never closed'",
    "if __name__ == '__main__':\n    print(input())",
    "import sys\nprint('to nobody', file=sys.stderr)",
]


@pytest.mark.parametrize("code", PROGRAMS)
def test_sandboxfusions_form_says_of_a_program_what_python_says(server: Started, code: str) -> None:
    """Its own server answers Success for exit code 0, whatever ended the program, and Failed for any other."""
    own = subprocess.run(
        [sys.executable, "-c", code], input="ab", capture_output=True, text=True, check=False
    )

    _, found = server.post("/run_code", {"code": code, "language": "python", "stdin": "ab"})

    assert found["status"] == ("Failed" if own.returncode else "Success")
    run = found["run_result"]
    assert (run["status"], run["return_code"], run["stdout"]) == ("Finished", own.returncode, own.stdout)
    assert bool(run["stderr"]) == bool(own.returncode)


def test_sandboxfusions_error_is_never_a_programs(server: Started) -> None:
    """Its clients ask again where they read Error; a program out of time has no exit code there."""
    asked = {"language": "python", "run_timeout": 0.3, "memory_limit_MB": 64, "files": {"unused": None}}
    codes = {"while True: pass": ("TimeLimitExceeded", None), "bytearray(1 << 30)": ("Finished", 1)}

    found = {code: server.post("/run_code", {**asked, "code": code})[1] for code in codes}

    assert {each["status"] for each in found.values()} == {"Failed"}
    runs = {code: each["run_result"] for code, each in found.items()}
    assert {code: (each["status"], each["return_code"]) for code, each in runs.items()} == codes


@pytest.mark.parametrize("language", ["pytest", "rust"])
def test_a_language_that_is_not_run_is_refused(server: Started, language: str) -> None:
    """A file of pytest's tests would pass if it was only run: it defines them."""
    status, told = server.post("/run_code", {"language": language, "code": "def test_it():\n    assert 0"})

    assert (status, "python" in told["error"]) == (422, True)


@pytest.mark.parametrize("name", [each.name for each in fields(Limits)])
@pytest.mark.parametrize("beyond", [2, 0, -1])
def test_a_job_may_not_ask_for_more_than_the_server_lends(server: Started, name: str, beyond: int) -> None:
    whole = lending.most(4096)
    asked = replace(whole, **{name: type(getattr(whole, name))(beyond * getattr(whole, name))})

    with registry.make("executor", server.url).open() as pool:
        assert pool.run(DOUBLE).outputs[0].stdout == "42\n"
        with pytest.raises(ExecutorError, match=rf"\({name}\); the server lends more than 0 and at most"):
            pool.run(replace(DOUBLE, limits=asked))


def test_all_that_the_server_lends_may_be_asked_for(server: Started) -> None:
    with registry.make("executor", server.url).open() as pool:
        assert pool.run(replace(DOUBLE, limits=lending.most(4096))).outputs[0].stdout == "42\n"


def test_a_program_in_the_form_of_sandboxfusion_gets_at_most_what_is_lent(server: Started) -> None:
    greedy = {"code": "x = bytearray(6 << 30)\nprint(len(x))", "memory_limit_MB": 1 << 20, "run_timeout": 1e9}

    _, found = server.post("/run_code", greedy)

    assert found["status"] == "Failed"
    assert "Memory" in found["run_result"]["stderr"] or found["run_result"]["status"] != "Finished"


def test_a_url_is_an_executor_for_every_command(server: Started, tmp_path: Path) -> None:
    tests = [{"args": [2, 3], "expected": 5}]
    problem = {
        "domain": "code",
        "prompt": "Add.",
        "reference": {"mode": "function", "entry_point": "add", "tests": tests},
    }
    texts = ["```python\ndef add(a, b): return a + b\n```", "```python\ndef add(a, b): return a\n```"]

    found = Scorer(executor=server.url).score([problem] * 2, texts)

    assert [each.reward for each in found] == [1.0, 0.0]


def test_an_address_without_a_server_is_told_in_one_line() -> None:
    with (
        pytest.raises(ExecutorError, match="does not answer"),
        registry.make("executor", "remote", url="http://127.0.0.1:9", patience_s=0.1).open(),
    ):
        pass
    with (
        pytest.raises(UserError, match="no address"),
        registry.make("executor", "remote", url="localhost").open(),
    ):
        pass


def test_openrlhf_and_nemo_gym_are_answered_in_their_forms(server: Started) -> None:
    said = {"type": "message", "content": [{"type": "output_text", "text": r"\boxed{4}"}]}
    row = {"response": {"output": [said]}, "verifier_metadata": {"expected_answer": "4"}, "kept": [1]}

    _, rewards = server.post(
        "/get_reward", {"query": ["q: 4", "q: 5"], "prompts": ["q: "] * 2, "labels": ["4", "4"]}
    )
    _, gym = server.post("/verify", row)

    assert rewards["rewards"] == rewards["scores"] == [1.0, 0.0]
    assert (gym["reward"], gym["mask_sample"], gym["kept"]) == (1.0, False, [1])


def test_metrics_count_requests_and_verdicts(server: Started) -> None:
    server.post("/verify", {"reference": "4", "text": "4"})

    told = server.get("/metrics")

    assert 'verigen_verdicts_total{outcome="correct",reason="equal"}' in told
    assert 'verigen_requests_total{path="/verify",status="200"}' in told


def test_a_token_is_needed_where_there_are_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tokens"
    file.write_text(f"other\n{TOKEN}\n")
    started = Started("--token-file", file)
    item = {"reference": "4", "text": "4"}
    try:
        assert started.post("/verify", item)[0] == 401
        assert started.post("/verify", item, Authorization="Bearer wrong")[0] == 401
        assert started.post("/verify", item, Authorization=f"Bearer {TOKEN}")[0] == 200
        monkeypatch.setenv("VERIGEN_TOKEN", TOKEN)
        assert RemoteScorer(url=started.url).score(["4"], ["4"])[0].reward == 1.0
    finally:
        started.stop()


def test_a_full_queue_pushes_back_and_no_request_is_lost() -> None:
    started = Started("--queue", 20)
    try:
        body = {"items": [{"reference": "4", "text": "4"}] * 15}
        with ThreadPoolExecutor(8) as threads:
            statuses = {
                status for status, _ in threads.map(lambda _: started.post("/verify", body), range(200))
            }
        found = RemoteScorer(url=started.url).score(["4"] * 400, ["4", "5"] * 200)

        assert statuses <= {200, 429}
        assert [each.reward for each in found] == [1.0, 0.0] * 200
    finally:
        started.stop()


def test_a_request_under_way_is_answered_before_the_server_ends() -> None:
    started = Started()
    slow = {"language": "python", "code": "import time\ntime.sleep(1.5)\nprint(1)", "run_timeout": 8}
    started.post("/run", {**slow, "code": "print(1)"})
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(started.post, "/run", slow)
        threading.Event().wait(0.5)
        os.kill(started.process.pid, signal.SIGTERM)

        assert answer.result()[1]["run_result"]["stdout"] == "1\n"
    assert started.stop() == 0


def test_a_killed_worker_loses_no_accepted_request() -> None:
    started = Started("--workers", 2)
    try:
        with ThreadPoolExecutor(1) as thread:
            waiting = thread.submit(RemoteScorer(url=started.url).score, ["4"] * 6000, ["4", "5"] * 3000)
            threading.Event().wait(0.3)
            children = subprocess.run(
                ["pgrep", "-P", str(started.process.pid), "-f", "spawn_main"], capture_output=True, check=True
            )
            os.kill(int(children.stdout.split()[0]), signal.SIGKILL)

            assert [each.reward for each in waiting.result()] == [1.0, 0.0] * 3000
    finally:
        started.stop()


def test_a_port_that_is_taken_is_the_users_mistake() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = subprocess.run(
            [sys.executable, "-m", "verigen", "serve", "--port", str(taken.getsockname()[1])],
            capture_output=True,
            text=True,
            check=False,
        )

    assert ended.returncode == 2
    assert "choose another --port" in ended.stderr
