"""Splits a record into the parts that trainers' columns are made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]
# "tools" are the SFT records whose conversations call tools: their columns differ, so that they get their own file.
KINDS = ("sft", "tools", "preference", "rlvr", "segments")
MODEL = "Qwen/Qwen2.5-0.5B-Instruct"
LENGTH = 4096  # tokens; trainers cut at 512 to 2048 by default, and a cut trace teaches no answer


def sft(row: Mapping[str, Any]) -> list[Row]:
    """The messages of an SFT record, with role and content alone."""
    return plain(row["messages"])


def plain(messages: Any) -> list[Row]:
    return [{"role": str(each["role"]), "content": str(each["content"])} for each in messages]


def tooled(row: Mapping[str, Any], *, objects: bool) -> Row:
    """The messages of a record with its calls, and its tools.

    `objects`: the calls' arguments as objects, as chat templates read them; else as JSON text.
    """
    return {
        "messages": [_calling(each, objects=objects) for each in row["messages"]],
        "tools": list(row["tools"]),
    }


def _calling(message: Mapping[str, Any], *, objects: bool) -> Row:
    made: Row = {"role": str(message["role"]), "content": str(message["content"])}
    if calls := message.get("tool_calls"):
        made["tool_calls"] = [_call(each, objects=objects) for each in calls]
    return made


def _call(call: Mapping[str, Any], *, objects: bool) -> Row:
    given = call["function"]["arguments"]
    known = json.loads(given) if objects and isinstance(given, str) else given
    return {**call, "function": {**call["function"], "arguments": known}}


def pair(row: Mapping[str, Any]) -> Row:
    """The three message lists of a preference record."""
    return {name: plain(row[name]) for name in ("prompt", "chosen", "rejected")}


def ranked(row: Mapping[str, Any]) -> Row:
    """A preference record as a conversation with two answers of one message each."""
    answers = {name: single(row[name]) for name in ("chosen", "rejected")}
    return {"messages": plain(row["prompt"]), **answers}


def single(messages: Any) -> Row:
    """The one message of an answer. Raises ValueError if there are several: the trainer reads one."""
    found = plain(messages)
    if len(found) != 1:
        raise ValueError(f"an answer of {len(found)} messages; this trainer reads one")
    return found[0]


def asked(messages: Any) -> str:
    """The text of a prompt of one message. Raises ValueError if there are several: the trainer reads a string."""
    return str(single(messages)["content"])


def truth(row: Mapping[str, Any]) -> str:
    """What verigen's rewards grade an answer by: the whole problem as JSON text."""
    return str(row["problem_row"])
