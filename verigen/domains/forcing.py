"""A conversation of one question, which ends the thinking of a teacher that stopped inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core import traces
from verigen.core.turns import Answer, Ask, Turns, drawn
from verigen.core.types import Message

if TYPE_CHECKING:
    from verigen.core.types import Completion

ANSWER_TOKENS = 512  # maximum number of tokens after the thinking


def hinted(question: str, hint: str) -> tuple[Message, ...]:
    """The messages for a reasoner: the question, and where to write its answer."""
    return (Message(role="user", content=f"{question}\n\n{hint}"),)


def primed(question: str, instruction: str, example: tuple[Message, ...]) -> tuple[Message, ...]:
    """The messages for any other teacher: an instruction, a worked example, and the opening of its thinking."""
    return (
        Message(role="system", content=instruction),
        *example,
        Message(role="user", content=question),
        Message(role="assistant", content="<think>\n"),
    )


def forced(messages: tuple[Message, ...], *, closing: str, reasoner: bool) -> Turns:
    """Ask, and make a teacher that stops inside its thinking state its answer after `closing`.

    This is budget forcing (Muennighoff et al. 2025, arXiv:2501.19393), applied where the teacher itself
    stopped thinking. A reasoner ends its own thinking in its own format.

    Both requests are one turn, and the ledger stores nothing between them. The seed of the second is derived
    from the first one's seed. So after a kill an engine that is deterministic by seed draws the same text
    again; any other engine draws an equally valid candidate.
    """
    first = yield from drawn(Ask(messages=messages))
    if reasoner or not _ends_in_thought(first):
        return Answer(text=first.text, finish=first.finish)
    opening = Message(role="assistant", content=first.text.rstrip() + closing)
    kept = messages[:-1] if messages[-1].role == "assistant" else messages
    rest = yield from drawn(Ask(messages=(*kept, opening), max_tokens=ANSWER_TOKENS, continues=True))
    return Answer(text=rest.text, finish=rest.finish)


def _ends_in_thought(completion: Completion) -> bool:
    return completion.finish == "stop" and not traces.split(completion.text).closed
