"""Reads a server's answer as one completion, whichever field holds the thinking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import msgspec

from verigen.core import jsonl
from verigen.core.errors import TeacherError
from verigen.core.types import Completion
from verigen.teachers.endpoint.request import TAGS

if TYPE_CHECKING:
    from verigen.core.types import Finish

FINISHES: dict[str, Finish] = {
    "stop": "stop",
    "eos": "stop",
    "length": "length",
    "repetition": "repetition",
    # the provider cut the answer off; truncated answers are in no record, and one of them must not end a run
    "content_filter": "length",
}

Tokens = Annotated[int, msgspec.Meta(ge=0, le=1 << 40)]


class BrokenReply(TeacherError):  # noqa: N818 - reads as the finding it is
    """An answer that can't be read; another try may succeed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPiece:
    """A part of an answer or of its thinking, as Mistral (`thinking`) and OpenRouter (`summary`) give them."""

    text: str | None = None
    summary: str | None = None
    thinking: str | list[ReplyPiece] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    content: str | list[ReplyPiece] | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None
    reasoning_details: list[ReplyPiece] | None = None

    @property
    def reply(self) -> str:
        return _joined(self.content)

    @property
    def thought(self) -> str:
        """The thinking outside the answer: in vLLM's and Ollama's field, DeepSeek's and SGLang's, or in pieces."""
        pieces = self.content if isinstance(self.content, list) else []
        within = "".join(_joined(piece.thinking) for piece in pieces)
        return self.reasoning or self.reasoning_content or _joined(self.reasoning_details) or within


def _joined(said: str | list[ReplyPiece] | None) -> str:
    if said is None or isinstance(said, str):
        return said or ""
    return "".join(piece.text or piece.summary or "" for piece in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToken:
    logprob: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Logprobs:
    content: list[ReplyToken] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyChoice:
    message: Said
    finish_reason: str | None = None
    logprobs: Logprobs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    prompt_tokens: Tokens
    completion_tokens: Tokens = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointReply:
    """A chat completion; `error` is set by gateways that report an upstream failure with status 200."""

    choices: list[ReplyChoice] = field(default_factory=list)
    usage: Usage | None = None
    error: Failure | None = None


def read(reply: EndpointReply, opening: str, url: str, *, logprobs: bool) -> Completion:
    """The completion in a server's answer; `opening` is the prefilled start that the server continued.

    Raises BrokenReply, and TeacherError where log-probabilities were requested and none came.
    """
    choice, usage = reply.choices[0], reply.usage
    if usage is None:
        raise BrokenReply(f"{url} does not say how many tokens an answer took, so none can be accounted")
    finish = FINISHES.get(choice.finish_reason or "", "error")
    if finish == "error":
        raise BrokenReply(f"{url} ended an answer with finish_reason {choice.finish_reason!r}")
    return Completion(
        text=text(choice.message, opening),
        finish=finish,
        prompt_tokens=usage.prompt_tokens,
        tokens=usage.completion_tokens,
        logprob=_logprob(choice, url) if logprobs else None,
    )


def decoded(content: bytes, url: str) -> EndpointReply:
    """An answer that came whole. Raises BrokenReply."""
    try:
        reply = msgspec.json.decode(content, type=EndpointReply)
    except jsonl.UNREADABLE as error:
        raise BrokenReply(f"{url} sent an answer that is no chat completion: {error}") from None
    if not reply.choices:
        why = f": {reply.error.message}" if reply.error else ""
        raise BrokenReply(f"{url} sent an answer without choices{why}")
    return reply


def text(said: Said, opening: str) -> str:
    """One text in a form of verigen.core.traces: thinking from a separate field is put between think tags.

    Some versions of llama.cpp repeat the opening: the text holds it once. A thought that nothing follows stays
    open: it was cut off, or the model stopped inside it.
    """
    content, thought = said.reply.removeprefix(opening), said.thought
    if not thought:
        return opening + content
    head = opening if opening.strip() in TAGS else opening + "<think>\n"
    if not content.strip():
        return head + thought
    return f"{head}{thought.rstrip()}\n</think>\n\n{content.lstrip()}"


def _logprob(choice: ReplyChoice, url: str) -> float | None:
    tokens = choice.logprobs.content if choice.logprobs else None
    if not tokens:
        raise TeacherError(f"{url} gives no log-probabilities for this model; sample without them")
    return sum(token.logprob for token in tokens) / len(tokens)
