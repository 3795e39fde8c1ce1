"""Makes the conversation in a training record from one question and one reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core import traces
from verigen.core.turns import Conversation
from verigen.core.types import Message

if TYPE_CHECKING:
    from verigen.core.graded import Graded


def question_and_reply(item: Graded) -> Conversation:
    """The problem's bare prompt, and the candidate's text with its trace inline."""
    question = Message(role="user", content=item.problem.prompt)
    return Conversation(messages=(question, Message(role="assistant", content=inline(item.candidate.text))))


def inline(text: str) -> str:
    """A completion with its trace in the format that chat templates know: <think>...</think>."""
    parts = traces.split(text)
    if parts.trace is None:
        return parts.reply
    return f"<think>\n{parts.trace}\n</think>\n\n{parts.reply}"
