"""Slow, broken and greedy clients cost the server no more than their own connection."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from served import Started

from verigen.rewards.score import Scorer

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("prometheus_client")
RIGHT = {"reference": "4", "text": r"It is \boxed{4}."}
POST = b"POST /verify HTTP/1.1\r\nHost: x\r\n"
BODY = json.dumps(RIGHT).encode()
WHOLE = POST + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY


@pytest.fixture(scope="module")
def server() -> Iterator[Started]:
    started = Started("--deadline", 2, "--max-body-mb", 1)
    yield started
    started.stop()


def wire(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def heard(connection: socket.socket) -> bytes:
    """All that the server says until it closes the connection."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def well(server: Started) -> bool:
    return server.post("/verify", RIGHT)[1]["reward"] == 1.0


def test_a_body_that_does_not_come_is_ended(server: Started) -> None:
    with wire(server.port) as slow:
        slow.sendall(POST + b"Content-Length: 500\r\n\r\n{")

        assert well(server)
        assert heard(slow).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    "sent",
    [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", POST + b"Content-Length: many\r\n\r\n", b"\x00" * 99],
)
def test_what_is_no_http_is_refused(server: Started, sent: bytes) -> None:
    with wire(server.port) as broken:
        broken.sendall(sent)

        assert heard(broken).startswith(b"HTTP/1.1 400")
    assert well(server)


@pytest.mark.parametrize("sent", [POST, WHOLE[:-5], WHOLE])
def test_clients_that_leave_disturb_no_one(server: Started, sent: bytes) -> None:
    for _ in range(20):
        with wire(server.port) as leaving:
            leaving.sendall(sent)

    assert well(server)
    assert 'status="500"' not in server.get("/metrics")


def test_requests_in_one_packet_are_answered_in_their_order(server: Started) -> None:
    other = WHOLE.replace(b"{4}", b"{5}")
    with wire(server.port) as both:
        both.sendall(WHOLE + other + WHOLE[:-2].replace(POST, POST + b"Connection: close\r\n") + WHOLE[-2:])
        said = heard(both)

    assert [part.split(b",")[0] for part in said.split(b'"reward":')[1:]] == [b"1.0", b"0.0", b"1.0"]


def test_more_items_than_a_request_may_hold_are_refused(server: Started) -> None:
    status, said = server.post("/verify", {"items": [{"reference": "4", "text": "4"}] * 10_001})

    assert (status, "at most 10000" in said["error"]) == (413, True)
    assert server.post("/verify", {"items": []}) == (200, {"items": []})


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/verify", "GET", 405), ("/nothing", "POST", 404), ("/health", "POST", 405)],
)
def test_other_paths_and_methods_are_refused(server: Started, path: str, method: str, status: int) -> None:
    with wire(server.port) as other:
        other.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
        )

        assert heard(other).startswith(b"HTTP/1.1 %d" % status)


DRAWN = {"code": "def draw(kind, seed): return [seed]", "tests": [{"kind": "k", "seed": 1}] * 3000}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"time_limit_s": 3600}, "call_s"),
        ({"time_limit_s": -1}, "call_s"),
        ({"memory_mb": 1 << 20}, "memory_mb"),
        ({"drawn": DRAWN, "solution": "def f(n): return 1"}, "job_s"),
    ],
)
def test_a_problem_may_not_take_more_than_the_server_lends(
    server: Started, more: dict[str, Any], told: str
) -> None:
    tests = [{"args": [1], "expected": 1}]
    reference = {"mode": "function", "entry_point": "f", "tests": tests, **more}
    problem = {"domain": "code", "prompt": "Return 1.", "reference": reference}

    status, said = server.post("/verify", {"problem": problem, "text": "```python\ndef f(n): return 1\n```"})

    assert (status, f"({told}); the server lends" in said["error"]) == (422, True), said


def test_many_connections_at_once_lose_nothing(server: Started) -> None:
    async def one() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for _ in range(3):
            writer.write(WHOLE)
            head = await reader.readuntil(b"\r\n\r\n")
            said = await reader.readexactly(int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
        writer.close()
        return said

    async def every() -> list[bytes]:
        return await asyncio.gather(*(one() for _ in range(300)))

    assert all(b'"reward":1.0' in said for said in asyncio.run(every()))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server in this process that waits a fifth of a second for a head."""
    import uvicorn

    from verigen.serve import patience
    from verigen.serve.app import application
    from verigen.serve.service import Service
    from verigen.serve.settings import ServeSettings

    monkeypatch.setattr(patience, "HEAD_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            application(Service(ServeSettings())), http=patience.PatientProtocol, log_level="error"
        )
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            running.should_exit = True
            thread.join()


def test_a_head_that_is_too_slow_or_too_large_is_refused(hasty: int) -> None:
    with wire(hasty) as silent, wire(hasty) as slow, wire(hasty) as endless, wire(hasty) as good:
        slow.sendall(POST)
        with contextlib.suppress(OSError):
            endless.sendall(POST + b"X: " + b"x" * 100_000)
        good.sendall(WHOLE)

        assert b'"reward":1.0' in good.recv(65536)
        assert [heard(each)[:12] for each in (silent, slow, endless)] == [
            b"HTTP/1.1 408",
            b"HTTP/1.1 408",
            b"HTTP/1.1 431",
        ]
        threading.Event().wait(0.5)
        good.sendall(WHOLE[:30])
        threading.Event().wait(0.01)
        good.sendall(WHOLE[30:])
        assert b'"reward":1.0' in good.recv(65536)


def test_programs_that_wait_at_the_signal_are_answered() -> None:
    started = Started()
    slow = {"language": "python", "code": "import time\ntime.sleep(0.7)\nprint(1)", "run_timeout": 8}
    started.post("/run", {**slow, "code": "print(1)"})
    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(started.post, "/run", slow) for _ in range(4)]
        while json.loads(started.get("/health"))["waiting"] < 4:
            time.sleep(0.02)
        os.kill(started.process.pid, signal.SIGTERM)

        assert [each.result()[1]["run_result"]["stdout"] for each in answers] == ["1\n"] * 4
    assert started.stop() == 0


def add(count: int) -> tuple[list[Any], list[str]]:
    tests = [{"args": [2, 3], "expected": 5}]
    reference = {"mode": "function", "entry_point": "add", "tests": tests}
    right, wrong = (f"```python\ndef add(a, b): return a {sign} b\n```" for sign in "+-")
    return [{"domain": "code", "prompt": "Add.", "reference": reference}] * count, [right, wrong] * (
        count // 2
    )


def test_a_pool_that_dies_and_comes_back_loses_no_program() -> None:
    started = Started()
    truths, texts = add(120)
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(Scorer(executor=started.url, jobs=4).score, truths, texts)
        while 'path="/run",status="200"' not in started.get("/metrics"):
            time.sleep(0.02)
        os.killpg(started.process.pid, signal.SIGKILL)
        started.stop()
        again = Started(port=started.port)
        try:
            assert [each.reward for each in waiting.result()] == [1.0, 0.0] * 60
        finally:
            again.stop()
