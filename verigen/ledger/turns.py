"""Converts turns of conversations to rows and back: the request or program, and its result.

Most requests repeat all earlier messages. So an Ask is stored without the messages that it shares with the
Ask before it; otherwise a conversation's size would grow with the square of its turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from verigen.core.turns import Act, Ask, Form, Turn
from verigen.core.types import Completion, Execution, Message
from verigen.ledger.packed import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Turns of conversations that have begun but not ended.
OPEN = "NOT EXISTS (SELECT 1 FROM candidates c WHERE c.id = turns.candidate)"

OF = "SELECT * FROM turns WHERE problem = ? AND candidate = ? ORDER BY position"


class TurnRow(NamedTuple):
    """One turn.

    The tokens are those of an Ask; `position` is its 0-based place in the candidate's conversation. `asked`
    and `sent` are JSON, as packed.pack stores it.
    """

    problem: str
    candidate: str
    position: int
    teacher: str
    kind: Literal["ask", "act"]
    asked: str | bytes
    sent: str | bytes
    prompt_tokens: int
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAsk:
    """An Ask whose first `same` messages equal those of the Ask before it."""

    same: int
    messages: tuple[Message, ...]
    stop: tuple[str, ...]
    max_tokens: int | None
    form: Form | None
    continues: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """The candidate that turns belong to."""

    problem: str
    candidate: str
    teacher: str


def rows(whose: Whose, turns: Iterable[Turn], start: int, before: tuple[Message, ...]) -> Iterator[TurnRow]:
    """The rows of these turns from position `start` on; `before` are the messages of the Ask before them."""
    for position, turn in enumerate(turns, start):
        drawn = turn.sent if isinstance(turn.sent, Completion) else None
        yield TurnRow(
            problem=whose.problem,
            candidate=whose.candidate,
            position=position,
            teacher=whose.teacher,
            kind="ask" if isinstance(turn.asked, Ask) else "act",
            asked=_text(_stored(turn.asked, before) if isinstance(turn.asked, Ask) else turn.asked),
            sent=_text(turn.sent),
            prompt_tokens=drawn.prompt_tokens if drawn else 0,
            tokens=drawn.tokens if drawn else 0,
        )
        before = turn.asked.messages if isinstance(turn.asked, Ask) else before


def turns(found: Iterable[Sequence[Any]]) -> list[Turn]:
    """The turns of one candidate, from its rows in order."""
    made: list[Turn] = []
    before: tuple[Message, ...] = ()
    for row in map(TurnRow._make, found):
        if row.kind == "ask":
            ask = _asked(msgspec.json.decode(unpack(row.asked), type=StoredAsk), before)
            made.append(Turn(asked=ask, sent=msgspec.json.decode(unpack(row.sent), type=Completion)))
            before = ask.messages
        else:
            act = msgspec.json.decode(unpack(row.asked), type=Act)
            made.append(Turn(asked=act, sent=msgspec.json.decode(unpack(row.sent), type=Execution)))
    return made


def _stored(ask: Ask, before: tuple[Message, ...]) -> StoredAsk:
    pairs = zip(ask.messages, before, strict=False)
    same = next(
        (place for place, (one, other) in enumerate(pairs) if one != other),
        min(len(ask.messages), len(before)),
    )
    return StoredAsk(
        same=same,
        messages=ask.messages[same:],
        stop=ask.stop,
        max_tokens=ask.max_tokens,
        form=ask.form,
        continues=ask.continues,
    )


def _asked(stored: StoredAsk, before: tuple[Message, ...]) -> Ask:
    return Ask(
        messages=(*before[: stored.same], *stored.messages),
        stop=stored.stop,
        max_tokens=stored.max_tokens,
        form=stored.form,
        continues=stored.continues,
    )


def _text(value: object) -> str | bytes:
    return pack(msgspec.json.encode(value).decode())
