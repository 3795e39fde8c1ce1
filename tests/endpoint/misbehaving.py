"""A server on the loopback that speaks the protocol of OpenAI's chat completions, and breaks it on demand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 429: "Too Many Requests"}


@dataclass(frozen=True)
class Answer:
    """What one request gets; `after_s` seconds late, cut off in its middle where `cut`."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    after_s: float = 0.0
    cut: bool = False


def chat(content: str | None = "4", finish: str | None = "stop", **more: Any) -> Answer:
    """A chat completion; `more` goes into its message."""
    message = {"role": "assistant", "content": content, **more}
    return Answer(
        body={
            "id": "c",
            "object": "chat.completion",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
        }
    )


def refusal(status: int, message: str = "no", code: str | None = None, **headers: str) -> Answer:
    """An error in OpenAI's form; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, body={"error": {"message": message, "code": code}}, headers=named)


def pieces(body: dict[str, Any], *, counts: bool) -> Iterator[Any]:
    """The events of an answer: each text letter by letter, then its end and its usage."""
    for choice in body["choices"]:
        for name, value in choice["message"].items():
            for part in value or ():
                text = part if isinstance(value, str) else [part]
                yield {"choices": [{"delta": {name: text}}]} if name != "role" else {"choices": []}
        ends = {key: choice[key] for key in ("finish_reason", "logprobs") if key in choice}
        yield {"choices": [{"delta": {}, **ends}]}
    if counts:
        yield {"choices": [], "usage": body["usage"]}
    yield "[DONE]"


HANG = Answer(after_s=60)
CUT = Answer(body="x" * 100, cut=True)
BROKEN = Answer(body='{"choices": [{"mess')
EMPTY = Answer(body={"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 0}})


@dataclass
class Server:
    """`answers` are given in turn, the last for ever; `asked` holds the bodies of the chat requests.

    `streams`: streamed requests get their answer letter by letter, `piece_s` seconds apart, with its usage where
    `counts`.
    """

    answers: list[Answer] = field(default_factory=lambda: [chat()])
    models: list[str] | None = field(default_factory=lambda: ["tiny"])
    owner: str = "test"
    context: int | None = None
    key: str | None = None
    open_list: bool = False
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    streams: bool = False
    piece_s: float = 0.0
    counts: bool = True
    busy: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    peak: int = 0
    gone: int = 0
    callers: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.callers.add(task)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while request := await reader.readuntil(b"\r\n\r\n"):
                    await self._one(request.decode(), reader, writer)
        finally:
            self.callers.discard(task)
            writer.close()

    async def _one(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        headers = {
            n.lower(): v.strip() for n, _, v in (line.partition(":") for line in head.split("\r\n")[1:])
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        listing = " /v1/models" in head.partition("\r\n")[0]
        if (
            self.key
            and headers.get("authorization") != f"Bearer {self.key}"
            and not (listing and self.open_list)
        ):
            await self._send(refusal(401, "Incorrect API key provided: " + headers["authorization"]), writer)
        elif listing:
            await self._send(self._list(), writer)
        elif not (asked := json.loads(body))["messages"]:
            await self._send(refusal(400, "messages must not be empty"), writer)
        else:
            await self._chat(asked, reader, writer)

    def _list(self) -> Answer:
        if self.models is None:
            return refusal(404, "no such path")
        rows = [{"id": m, "object": "model", "owned_by": self.owner} for m in self.models]
        extra = {} if self.context is None else {"max_model_len": self.context}
        return Answer(body={"object": "list", "data": [row | extra for row in rows]})

    async def _chat(
        self, asked: dict[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.asked.append(asked)
        self.times.append(asyncio.get_running_loop().time())
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.busy += 1
        self.came.set()
        self.peak = max(self.peak, self.busy)
        try:
            if answer.after_s:
                await self._linger(answer.after_s, reader)
            if (
                self.streams
                and asked.get("stream")
                and answer.status == 200
                and isinstance(answer.body, dict)
            ):
                await self._send_pieces(answer, writer)
            else:
                await self._send(answer, writer)
        finally:
            self.busy -= 1
            self.left.set()

    async def _linger(self, seconds: float, reader: asyncio.StreamReader) -> None:
        """Wait, unless the client goes: a real server would abort then."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                if not await reader.read(1):
                    self.gone += 1
                    raise ConnectionResetError

    async def _send_pieces(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        """Each event is a chunk of the transfer; an answer that is cut ends after its first half."""
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        events = list(pieces(answer.body, counts=self.counts))
        for event in events[: len(events) // 2] if answer.cut else events:
            text = f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n"
            writer.write(f"{len(text):x}\r\n{text}\r\n".encode())
            await writer.drain()
            await asyncio.sleep(self.piece_s)
        if answer.cut:
            raise ConnectionResetError
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async def _send(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        head = {"Content-Type": "application/json", "Content-Length": str(len(body)), **answer.headers}
        lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Other')}"]
        lines += [f"{name}: {value}" for name, value in head.items()]
        half = body[: len(body) // 2] if answer.cut else body
        writer.write("\r\n".join([*lines, "", half]).encode())
        await writer.drain()
        if answer.cut:
            raise ConnectionResetError


@contextlib.asynccontextmanager
async def serving(server: Server) -> AsyncIterator[Server]:
    """In this loop, on a free port."""
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    try:
        yield server
    finally:
        listening.close()
        callers = list(server.callers)
        for task in callers:
            task.cancel()
        await asyncio.gather(*callers, return_exceptions=True)
        await asyncio.sleep(0)  # transports close one turn later


@contextlib.contextmanager
def aside(server: Server) -> Iterator[Server]:
    """In a loop of its own, for callers without one."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def live() -> None:
        async with serving(server):
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=[live()])
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
