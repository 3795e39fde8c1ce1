"""Reads the body of a request and sends the reply, without objects in between: half of a small request's time."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.errors import VerigenError
from verigen.serve.refusal import BadRequest
from verigen.serve.service import RETRY_AFTER_S

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope, Send

    from verigen.serve.service import Service

    Answer = Callable[[bytes], Awaitable[Any]]

JSON = (b"content-type", b"application/json")
CLOSED = frozenset({401, 408, 413})  # replies to a request whose body was not read to its end
encode = msgspec.json.Encoder().encode


class ClientGone(Exception):  # noqa: N818 - reads as the finding it is
    """The client closed its connection before it had sent its request."""


class Posted:
    """A route, as an ASGI application: reads a bounded body, answers it, and counts."""

    def __init__(self, path: str, answer: Answer, service: Service) -> None:
        self._path, self._answer, self._service = path, answer, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status = time.perf_counter(), 200
        try:
            body = await self._body(scope, receive)
            reply = encode(await self._answer(body))
        except BadRequest as error:
            status, reply = error.status, encode({"error": str(error)})
        except VerigenError as error:
            status, reply = 500, encode({"error": str(error)})
        except ClientGone:
            return
        await said(send, status, reply)
        self._service.meters.answered(self._path, status, time.perf_counter() - began)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body. Raises BadRequest for one that is too large, before it is read, or too slow."""
        most, seconds = self._service.settings.body_bytes, self._service.settings.deadline_s
        told = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if told.isdigit() and int(told) > most:
            raise BadRequest(f"a body of {told.decode()} bytes; send at most {most}", 413)
        try:
            async with asyncio.timeout(seconds):
                return await _whole(receive, most)
        except TimeoutError:
            raise BadRequest(f"the body did not arrive within {seconds:g} s", 408) from None


async def _whole(receive: Receive, most: int) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        part: bytes = message.get("body", b"")
        size, more = size + len(part), message.get("more_body", False)
        if size > most:
            raise BadRequest(f"a body of more than {most} bytes", 413)
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def said(send: Send, status: int, reply: bytes) -> None:
    """Send a JSON reply. A client whose body was left unread loses its connection, one that must wait is told so."""
    headers = [JSON, (b"content-length", str(len(reply)).encode())]
    if status == 429:
        headers.append((b"retry-after", str(RETRY_AFTER_S).encode()))
    if status in CLOSED:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reply})
