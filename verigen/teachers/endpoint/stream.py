"""Reads an answer that a server sends in pieces, so that its tokens are counted while they come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import jsonl
from verigen.teachers.endpoint.reply import (
    BrokenReply,
    EndpointReply,
    Failure,
    Logprobs,
    ReplyChoice,
    ReplyPiece,
    ReplyToken,
    Said,
    Usage,
    decoded,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

STREAMED = (
    8  # streams at a time: each piece costs time in this process, and a few tell how far the others are
)
EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePiece:
    delta: Said = field(default_factory=Said)
    finish_reason: str | None = None
    logprobs: Logprobs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPiece:
    """One event of a stream."""

    choices: list[ChoicePiece] = field(default_factory=list)
    usage: Usage | None = None
    error: Failure | None = None


@dataclass(slots=True)
class StreamedReply:
    """The pieces of one answer so far; `tokens` counts them as the server does, else one per piece."""

    tokens: int = 0
    _said: dict[str, list[str]] = field(default_factory=dict)
    _content: list[ReplyPiece] = field(default_factory=list)
    _details: list[ReplyPiece] = field(default_factory=list)
    _logprobs: list[ReplyToken] = field(default_factory=list)
    _finish: str | None = None
    _usage: Usage | None = None

    def add(self, piece: AnswerPiece) -> None:
        self._usage = piece.usage or self._usage
        for choice in piece.choices:
            self._finish = choice.finish_reason or self._finish
            self._logprobs += (choice.logprobs and choice.logprobs.content) or ()
            self.tokens += self._add(choice.delta)
        if piece.usage and piece.usage.completion_tokens:
            self.tokens = piece.usage.completion_tokens

    def _add(self, delta: Said) -> bool:
        """Whether there was any text."""
        before = self._size
        for name in ("content", "reasoning", "reasoning_content"):
            if isinstance(found := getattr(delta, name), str) and found:
                self._said.setdefault(name, []).append(found)
        self._content += delta.content if isinstance(delta.content, list) else ()
        self._details += delta.reasoning_details or ()
        return self._size > before

    @property
    def _size(self) -> int:
        return sum(map(len, self._said.values())) + len(self._content) + len(self._details)

    def whole(self) -> EndpointReply:
        """The answer as a server sends it in one piece."""
        texts = {name: "".join(pieces) for name, pieces in self._said.items()}
        content: Any = self._content or texts.pop("content", None)
        said = Said(content=content, reasoning_details=self._details or None, **texts)
        choice = ReplyChoice(
            message=said, finish_reason=self._finish, logprobs=Logprobs(content=self._logprobs or None)
        )
        return EndpointReply(choices=[choice], usage=self._usage)


async def gathered(lines: AsyncIterator[str], url: str, told: Callable[[int], None]) -> EndpointReply:
    """The whole answer of a stream of server-sent events; `told` is called with its tokens so far.

    Raises BrokenReply for an event that can't be read, or that reports an error.
    """
    reply = StreamedReply()
    async for line in lines:
        name, _, data = line.partition(":")
        if name != "data" or not (data := data.strip()) or data == "[DONE]":
            continue
        piece = _decoded(data, url)
        if piece.error is not None:
            raise BrokenReply(f"{url} broke an answer off: {piece.error.message}")
        reply.add(piece)
        told(reply.tokens)
    return reply.whole()


def _decoded(data: str, url: str) -> AnswerPiece:
    try:
        return msgspec.json.decode(data, type=AnswerPiece)
    except jsonl.UNREADABLE as error:
        raise BrokenReply(f"{url} sent a piece of an answer that is none: {error}") from None


class Streams:
    """Decides which requests are streamed, and counts the tokens of those under way."""

    def __init__(self, client: Any, url: str, options: dict[str, Any], *, wanted: bool) -> None:
        self._client, self._url, self._wanted = client, url, wanted
        self._options = {"stream": True, "stream_options": {"include_usage": True, **options}}
        self._tokens: dict[int, int] = {}
        self._busy = 0

    @property
    def under_way(self) -> int | None:
        """Tokens of all requests under way, estimated from those that are streamed; None if none is."""
        if not self._tokens:
            return None
        return round(sum(self._tokens.values()) * max(self._busy, len(self._tokens)) / len(self._tokens))

    async def ask(self, body: dict[str, Any]) -> EndpointReply:
        """One try of a request. A server that can't stream, or counts no tokens then, is asked for whole answers."""
        self._busy += 1
        try:
            if self._wanted and len(self._tokens) < STREAMED:
                return await self._streamed(body)
            raw = await self._client.chat.completions.with_raw_response.create(**body)
            return decoded(raw.http_response.content, self._url)
        finally:
            self._busy -= 1

    async def _streamed(self, body: dict[str, Any]) -> EndpointReply:
        import openai

        key = id(entry := object())
        self._tokens[key] = 0
        try:
            created = self._client.chat.completions.with_streaming_response.create(**body, **self._options)
            async with created as response:
                return await self._gathered(response, key)
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if "stream" not in str(error).lower():
                raise
            self._wanted = False
            raise BrokenReply(f"{self._url} does not stream: {error}") from error
        finally:
            del self._tokens[key], entry

    async def _gathered(self, response: Any, key: int) -> EndpointReply:
        """Raises openai's APIConnectionError where the connection is cut."""
        import openai

        try:
            if not response.headers.get("content-type", "").startswith(EVENTS):
                self._wanted = False
                return decoded(await response.read(), self._url)
            reply = await gathered(
                response.iter_lines(), self._url, lambda tokens: self._tokens.update({key: tokens})
            )
        except (openai.APIError, BrokenReply, TimeoutError):
            raise
        except Exception as error:
            raise openai.APIConnectionError(request=response.http_request) from error
        if reply.usage is None:
            self._wanted = False
        return reply
