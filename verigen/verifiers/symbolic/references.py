"""Reads reference answers: what can't be read, or says nothing to compare with, is a fault that is told."""

from __future__ import annotations

from verigen.core.errors import ReferenceFault
from verigen.verifiers.symbolic import spelled, words
from verigen.verifiers.symbolic.extract import extract
from verigen.verifiers.symbolic.reading import read
from verigen.verifiers.symbolic.tree import Node, Op, Text

MAX_WORDS = 6
MAX_SHOWN = 80


def read_reference(reference: str) -> tuple[Node, ...]:
    """Raises ReferenceFault where the reference is no answer that can be read."""
    try:
        boxed = extract(reference) if "\\boxed" in reference or "####" in reference else None
        return read(boxed.answer if boxed and boxed.answer else reference)
    except Exception as reason:  # noqa: BLE001 - whatever stops the reading, the reference can't be used
        raise ReferenceFault(f"the reference {shown(reference)} cannot be read: {reason}") from None


def check_reference(reference: str) -> None:
    """Raises ReferenceFault as `read_reference`, and for prose that no answer could be compared with."""
    for node in read_reference(reference):
        if isinstance(node, Op) and node.head == "unread":
            raise ReferenceFault(f"the reference {shown(reference)} holds words that were not understood")
        if isinstance(node, Text) and prose(node.words):
            raise ReferenceFault(
                f"the reference {shown(reference)} is prose, which no answer can be compared with"
            )


def prose(said: str) -> bool:
    """More than a name or a short phrase, or words that speak of a number."""
    count = len(words.plain(said).split())
    return count > MAX_WORDS or (count > 1 and spelled.sounds(said))


def shown(reference: str) -> str:
    return repr(reference[:MAX_SHOWN])
