"""A hard limit on what a run may take, in tokens or money.

A request reserves the most that it can take before it is made, and settles for what it took: what is spent and
what is reserved together never exceed the limit, however many requests are under way. What no reservation can
foresee is an answer that was lost on its way and may have been billed: it is booked whole, and nothing after it.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from verigen.errors import UserError, VerigenError

if TYPE_CHECKING:
    from verigen.parts import Session
    from verigen.prices import Price
    from verigen.types import Completion, Message, Sampling

FORMS = 'a budget is a number of tokens ("200000" or "200000tokens") or dollars ("5usd" or "$5")'
AMOUNT = re.compile(
    r"(?P<dollar>\$)?\s*(?P<number>\d[\d_]*(\.\d+)?|\.\d+)\s*(?P<unit>tokens?|usd)?", re.IGNORECASE
)
MESSAGE_TOKENS = 16  # what a chat template puts around a message
TEMPLATE_TOKENS = 128  # and around all of them: a system prompt of its own, as Qwen's or gpt-oss's


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much; money in dollars."""

    amount: Decimal
    unit: Literal["tokens", "usd"]

    def __str__(self) -> str:
        return f"{self.amount} tokens" if self.unit == "tokens" else f"${self.amount}"


def parse(text: str) -> Limit:
    """Raises UserError for what is no budget, for zero and below."""
    found = AMOUNT.fullmatch(text.strip())
    if found is None or (found["dollar"] and (found["unit"] or "usd").lower() != "usd"):
        raise UserError(f"{text!r} is no budget: {FORMS}")
    amount = Decimal(found["number"].replace("_", ""))
    money = bool(found["dollar"]) or (found["unit"] or "").lower() == "usd"
    if amount <= 0 or not (money or amount == amount.to_integral_value()):
        raise UserError(f"a budget of {text!r} buys nothing: {FORMS}, above zero")
    return Limit(amount=amount, unit="usd" if money else "tokens")


def prompt_bound(messages: tuple[Message, ...]) -> int:
    """More tokens than a prompt has, whatever the tokenizer: none makes more than one of a byte of UTF-8."""
    return TEMPLATE_TOKENS + sum(MESSAGE_TOKENS + len(m.content.encode()) for m in messages)


class Reservation:
    """What one request may take, until it is settled."""

    __slots__ = ("amount", "price")

    def __init__(self, amount: Decimal, price: Price | None) -> None:
        self.amount, self.price = amount, price


class Budget:
    """`spent` and `reserved` are in the limit's unit. For one thread: the loop's."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.spent = self.reserved = Decimal(0)
        self._open: set[Reservation] = set()
        self._changed = asyncio.Event()

    @property
    def left(self) -> Decimal:
        """What a further request may take at most."""
        return max(Decimal(0), self.limit.amount - self.spent - self.reserved)

    def cost(self, prompt_tokens: int, tokens: int, price: Price | None) -> Decimal:
        """In the limit's unit. Raises UserError where money is asked of a model without a price."""
        if self.limit.unit == "tokens":
            return Decimal(prompt_tokens + tokens)
        if price is None:
            raise UserError("a budget in money needs a price for every teacher; see --prices")
        return price.cost(prompt_tokens, tokens)

    def fits(self, prompt_tokens: int, max_tokens: int, price: Price | None = None) -> bool:
        """Whether a request of this size may be made now."""
        return self.cost(prompt_tokens, max_tokens, price) <= self.left

    def reserve(self, prompt_tokens: int, max_tokens: int, price: Price | None = None) -> Reservation | None:
        """Set aside the most that a request can take; None where that does not fit now."""
        if not self.fits(prompt_tokens, max_tokens, price):
            return None
        made = Reservation(self.cost(prompt_tokens, max_tokens, price), price)
        self._open.add(made)
        self.reserved += made.amount
        return made

    async def room(
        self, prompt_tokens: int, max_tokens: int, price: Price | None = None
    ) -> Reservation | None:
        """Reserve, once requests under way have left room; None where nothing is under way that could."""
        while (made := self.reserve(prompt_tokens, max_tokens, price)) is None and self._open:
            self._changed.clear()
            await self._changed.wait()
        return made

    def settle(self, made: Reservation, prompt_tokens: int, tokens: int) -> None:
        """Book what a request took."""
        self._close(made, self.cost(prompt_tokens, tokens, made.price))

    def forfeit(self, made: Reservation) -> None:
        """Book all that was reserved: the request was made, and what it took is not known."""
        self._close(made, made.amount)

    def release(self, made: Reservation) -> None:
        """Give all back: the request was never made, or costs nothing."""
        self._close(made, Decimal(0))

    def already(self, prompt_tokens: int, tokens: int, price: Price | None = None) -> None:
        """Book what an earlier session of the run took."""
        self.spent += self.cost(prompt_tokens, tokens, price)

    def lose(self, made: Reservation, tries: int) -> None:
        """Book tries of a request whose answers were made and did not come through."""
        self.spent += made.amount * tries

    def _close(self, made: Reservation, took: Decimal) -> None:
        self._open.remove(made)
        self.reserved -= made.amount
        self.spent += took
        self._changed.set()


class BudgetSpent(VerigenError):  # noqa: N818 - reads as the finding it is
    """No further request fits a budget; what is finished is kept."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(
            f"the budget of {budget.limit} has no room for a further request ({budget.spent.normalize():f} spent); "
            "raise --budget and run the same command again: what is finished is kept"
        )


class Metered:
    """A session that spends from a budget.

    `billed`: a cancelled request is booked whole, because who serves it may have it paid for; an engine of one's
    own is given its tokens back.
    """

    def __init__(self, session: Session, budget: Budget, *, price: Price | None, billed: bool) -> None:
        self._session, self._budget, self._price, self._billed = session, budget, price, billed
        self._lost = 0
        self.engine, self.concurrency = session.engine, session.concurrency

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """As the session does; raises BudgetSpent where the request does not fit and none under way makes room."""
        made = await self._budget.room(prompt_bound(messages), sampling.max_tokens, self._price)
        if made is None:
            raise BudgetSpent(self._budget)
        try:
            completion = await self._session.generate(messages, sampling, seed)
        except asyncio.CancelledError:
            (self._budget.forfeit if self._billed else self._budget.release)(made)
            raise
        except BaseException:
            self._budget.release(made)
            raise
        finally:
            self._book_lost(made)
        self._budget.settle(made, completion.prompt_tokens, completion.tokens)
        return completion

    def _book_lost(self, made: Reservation) -> None:
        """Only an endpoint loses answers; any of its requests may be the one to book them."""
        now: int = getattr(self._session, "lost", 0)
        self._budget.lose(made, now - self._lost)
        self._lost = now
