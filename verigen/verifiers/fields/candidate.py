"""Splits an extraction candidate into the text that the teacher wrote and the fields that it read back."""

from __future__ import annotations

import re
from typing import NamedTuple

from verigen.core import traces

OPENING, CLOSING = "\n\n```json\n", "\n```"

PLACEHOLDER = re.compile(r"\[[A-Z][a-z]+(?:['\u2019]s)?(?: [A-Za-z]+){0,3}\]")


class Written(NamedTuple):
    """The text, None if it was given; and the fields as JSON text, None if nothing was read back."""

    text: str | None
    read: str | None


def joined(text: str, read: str) -> str:
    """A candidate of both."""
    return f"{text}{OPENING}{unfenced(read)}{CLOSING}"


def prose(text: str) -> bool:
    """Whether a text is one to read fields from: it holds no code block, no JSON and no [Placeholder]."""
    bare = "".join(text.split())
    return bool(bare) and "```" not in text and '{"' not in bare and not PLACEHOLDER.search(text)


def split(candidate: str, *, given: bool) -> Written:
    """The parts of a candidate; with a text that was given, all of it is what was read."""
    reply = traces.split(candidate).reply
    if given:
        return Written(None, unfenced(reply))
    text, found, rest = reply.partition(OPENING)
    return Written(text.strip(), rest.removesuffix(CLOSING).strip() if found else None)


def unfenced(reply: str) -> str:
    """The content of a reply's one code block; the whole reply without one."""
    bare = reply.strip()
    if bare.startswith("```") and bare.endswith("```") and bare.count("```") == 2:
        return bare[3:-3].removeprefix("json").strip()
    return bare
