"""Splits a record into the parts that trainers' columns are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]
KINDS = ("sft", "preference")


def sft(row: Mapping[str, Any]) -> list[Row]:
    """The messages of an SFT record, with role and content alone."""
    return plain(row["messages"])


def plain(messages: Any) -> list[Row]:
    return [{"role": str(each["role"]), "content": str(each["content"])} for each in messages]


def single(messages: Any) -> Row:
    """The one message of an answer. Raises ValueError if there are several: the trainer reads one."""
    found = plain(messages)
    if len(found) != 1:
        raise ValueError(f"an answer of {len(found)} messages; this trainer reads one")
    return found[0]


def asked(messages: Any) -> str:
    """The text of a prompt of one message. Raises ValueError if there are several: the trainer reads a string."""
    return str(single(messages)["content"])
