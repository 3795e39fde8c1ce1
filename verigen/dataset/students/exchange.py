"""Reads a training record as a prompt and the completions that a student learns from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from verigen.core import traces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Messages = tuple[dict[str, Any], ...]
COMPLETIONS = ("completion", "chosen", "rejected")
COLUMNS = "`messages`, `prompt` with `completion`, or `prompt` with `chosen` and `rejected`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One completion of a record behind its prompt; without a completion for records of prompts alone."""

    prompt: Messages
    completion: Messages
    tools: tuple[dict[str, Any], ...] = ()

    @property
    def messages(self) -> Messages:
        return (*self.prompt, *self.completion)

    @property
    def said(self) -> traces.Parts:
        """The thinking and the reply of the last message."""
        if not self.completion:
            return traces.Parts(None, "", closed=True)
        last = self.completion[-1]
        if thought := last.get("reasoning_content"):
            return traces.Parts(str(thought).strip(), str(last.get("content") or "").strip(), closed=True)
        return traces.split(str(last.get("content") or ""))


def exchanges(row: Mapping[str, Any]) -> list[Exchange]:
    """The exchanges of a record, one per completion. Raises ValueError that names the columns wanted."""
    tools = tuple(_messages(row.get("tools") or ()))
    if "messages" in row:
        every = _messages(row["messages"])
        last = next(
            (i for i, each in enumerate(reversed(every)) if each.get("role") != "assistant"), len(every)
        )
        asked = len(every) - last
        return [Exchange(prompt=every[:asked], completion=every[asked:], tools=tools)]
    if "prompt" not in row:
        raise ValueError(f"the record has no {COLUMNS}")
    prompt = _messages(row["prompt"])
    found = [
        Exchange(prompt=prompt, completion=_messages(row[name]), tools=tools)
        for name in COMPLETIONS
        if row.get(name) is not None
    ]
    return found or [Exchange(prompt=prompt, completion=(), tools=tools)]


def _messages(value: Any) -> Messages:
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, dict) for each in value):
        raise ValueError("it is plain text, not a list of messages, so no template is applied to it")
    return tuple(dict(each) for each in value)


def apart(exchange: Exchange) -> Exchange:
    """The same exchange with its thinking in `reasoning_content`."""
    said = exchange.said
    if said.trace is None or not exchange.completion:
        return exchange
    last = {**exchange.completion[-1], "content": said.reply, "reasoning_content": said.trace}
    return replace(exchange, completion=(*exchange.completion[:-1], last))


def listed(exchange: Exchange) -> Exchange:
    """The same exchange with each content as a list of typed parts, as templates of vision models read it."""
    return replace(exchange, prompt=_listed(exchange.prompt), completion=_listed(exchange.completion))


def _listed(messages: Sequence[dict[str, Any]]) -> Messages:
    return tuple(
        {**each, "content": [{"type": "text", "text": each["content"]}]}
        if isinstance(each.get("content"), str)
        else each
        for each in messages
    )
