"""Enforces a hard limit on a run's cost, in tokens or money.

Before a request is made, it reserves the most that it can cost; afterwards it settles for its actual cost. So
the spent and the reserved amounts together never exceed the limit, however many requests run. The one cost
that no reservation can foresee is an answer that was lost on the way and may have been billed: it is counted
in full, even if that exceeds the limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verigen.core.types import Message
    from verigen.teachers.prices import Price, Prices

FORMS = 'a budget is a number of tokens ("200000" or "200000tokens") or dollars ("5usd" or "$5")'
AMOUNT = re.compile(
    r"(?P<dollar>\$)?\s*(?P<number>\d[\d_]*(\.\d+)?|\.\d+)\s*(?P<unit>tokens?|usd)?", re.IGNORECASE
)
MESSAGE_TOKENS = 16  # overhead of a chat template per message
TEMPLATE_TOKENS = 128  # overhead of a chat template per prompt, such as Qwen's or gpt-oss's own system prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An amount of tokens or of money in dollars."""

    amount: Decimal
    unit: Literal["tokens", "usd"]

    def __str__(self) -> str:
        return f"{self.amount} tokens" if self.unit == "tokens" else f"${self.amount}"


def parse(text: str) -> Limit:
    """Parse a budget. Raises UserError for malformed text and for amounts that are not above zero."""
    found = AMOUNT.fullmatch(text.strip())
    if found is None or (found["dollar"] and (found["unit"] or "usd").lower() != "usd"):
        raise UserError(f"{text!r} is no budget: {FORMS}")
    amount = Decimal(found["number"].replace("_", ""))
    money = bool(found["dollar"]) or (found["unit"] or "").lower() == "usd"
    if amount <= 0 or not (money or amount == amount.to_integral_value()):
        raise UserError(f"a budget of {text!r} buys nothing: {FORMS}, above zero")
    return Limit(amount=amount, unit="usd" if money else "tokens")


def prompt_bound(messages: tuple[Message, ...]) -> int:
    """An upper bound of a prompt's tokens.

    No tokenizer makes more than one token per byte of UTF-8.
    """
    return TEMPLATE_TOKENS + sum(MESSAGE_TOKENS + len(m.content.encode()) for m in messages)


def prompt_tokens(messages: tuple[Message, ...]) -> int:
    """A high estimate of a prompt's tokens.

    It counts two letters or spaces per token, one digit or sign per token, and two tokens per non-ASCII
    character.
    """
    texts = (message.content for message in messages)
    halves = sum(
        4 if ord(mark) > 127 else 1 if mark.isalpha() or mark == " " else 2 for t in texts for mark in t
    )
    return TEMPLATE_TOKENS + MESSAGE_TOKENS * len(messages) + halves // 2


class Reservation:
    """The most that one request can cost, until it is settled."""

    __slots__ = ("amount", "price")

    def __init__(self, amount: Decimal, price: Price | None) -> None:
        self.amount, self.price = amount, price


class Budget:
    """Tracks `spent` and `reserved` amounts in the limit's unit.

    Not thread-safe: used by the loop's thread only.
    """

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.spent = self.reserved = Decimal(0)
        self._open: set[Reservation] = set()

    @property
    def left(self) -> Decimal:
        """The most that a further request may cost."""
        return max(Decimal(0), self.limit.amount - self.spent - self.reserved)

    def cost(self, prompt_tokens: int, tokens: int, price: Price | None) -> Decimal:
        """The cost in the limit's unit. Raises UserError for a budget in money if the model has no price."""
        if self.limit.unit == "tokens":
            return Decimal(prompt_tokens + tokens)
        if price is None:
            raise UserError("a budget in money needs a price for every teacher; see --prices")
        return price.cost(prompt_tokens, tokens)

    def fits(self, prompt_tokens: int, max_tokens: int, price: Price | None = None) -> bool:
        """Whether a request of this size may be made now."""
        return self.cost(prompt_tokens, max_tokens, price) <= self.left

    def reserve(self, prompt_tokens: int, max_tokens: int, price: Price | None = None) -> Reservation | None:
        """Reserve the most that a request can cost; None if that does not fit now."""
        if not self.fits(prompt_tokens, max_tokens, price):
            return None
        made = Reservation(self.cost(prompt_tokens, max_tokens, price), price)
        self._open.add(made)
        self.reserved += made.amount
        return made

    def settle(self, made: Reservation, prompt_tokens: int, tokens: int) -> None:
        """Replace a reservation by the request's actual cost."""
        self._close(made, self.cost(prompt_tokens, tokens, made.price))

    def forfeit(self, made: Reservation) -> None:
        """Count the whole reservation as spent: the request was made, but its cost is unknown."""
        self._close(made, made.amount)

    def release(self, made: Reservation) -> None:
        """Cancel a reservation: the request was never made, or was refused."""
        self._close(made, Decimal(0))

    def already(self, prompt_tokens: int, tokens: int, price: Price | None = None) -> None:
        """Count the cost of an earlier session of the run."""
        self.spent += self.cost(prompt_tokens, tokens, price)

    def lose(self, made: Reservation, tries: int) -> None:
        """Count the cost of tries whose answers were generated but lost."""
        self.spent += made.amount * tries

    def _close(self, made: Reservation, took: Decimal) -> None:
        self._open.remove(made)
        self.reserved -= made.amount
        self.spent += took


def left_of(
    limit: Limit | None,
    by_name: Mapping[str, Price | None],
    table: Prices,
    spent: Iterable[tuple[str, int, int]],
) -> Budget | None:
    """The budget of a limit after what is `spent` already: teacher, prompt tokens and drawn tokens.

    None without a limit. `by_name` holds the teachers' prices. Raises UserError for a limit in money if one
    of them has none.
    """
    if limit is None:
        return None
    if limit.unit == "usd":
        for name in (name for name, price in by_name.items() if price is None):
            table.need(name)
    budget = Budget(limit)
    for teacher, prompt_tokens, tokens in spent:
        budget.already(prompt_tokens, tokens, by_name.get(teacher))
    return budget
