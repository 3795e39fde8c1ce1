"""Runs conversations turn by turn, and stores each result before the next turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core.errors import PromptTooLong
from verigen.core.turns import Ask
from verigen.ledger import turns
from verigen.sampling.requests import NoRoom
from verigen.sampling.talk import Talk

if TYPE_CHECKING:
    from verigen.ledger.turns import TurnRow
    from verigen.sampling.acts import Acts
    from verigen.sampling.book import Book
    from verigen.sampling.budget import Reservation
    from verigen.sampling.hand import Hand
    from verigen.sampling.places import Seat
    from verigen.sampling.plan import Request
    from verigen.sampling.requests import Requests
    from verigen.sampling.speaker import Speaker


class Talks:
    """Drives the domains' generators."""

    def __init__(self, speaker: Speaker, requests: Requests, acts: Acts, book: Book) -> None:
        self._speaker, self._requests, self._acts, self._book = speaker, requests, acts, book
        self._begun_before = book.has_open_turns()

    def open(self, request: Request, hand: Hand) -> Talk:
        """The conversation of a candidate, not yet begun."""
        return Talk(self._speaker, request, reasoner=hand.engine.teacher.reasoner)

    def begin(self, talk: Talk) -> None:
        """Begin a conversation, or replay it up to where an earlier session left it.

        Stored turns that the domain would ask differently today are deleted and asked again. Raises
        ReferenceFault for a problem that its domain can't ask, PartFailed.
        """
        talk.begin()
        if not self._begun_before:
            return
        found = self._book.turns_of(talk.request.problem.id, talk.request.id)
        if (same := talk.replay(found)) < len(found):
            self._book.forget_turns(talk.request.problem.id, talk.request.id, same)

    def reserve(self, talk: Talk, hand: Hand) -> Reservation | None:
        """Reserve the cost of the next turn, if it is an Ask. Raises NoRoom."""
        return self._requests.reserve(talk.turn, hand) if isinstance(talk.turn, Ask) else None

    async def through(self, talk: Talk, hand: Hand, seat: Seat, reserved: Reservation | None) -> None:
        """Run a conversation to its answer.

        Raises NoRoom if the budget ends it early; its turns are then in the ledger.
        """
        while talk.answer is None:
            if isinstance(talk.turn, Ask):
                await self._ask(talk, talk.turn, hand, reserved)
            else:
                seat.leave()
                talk.send(await self._acts.run(talk.turn.job))
            if talk.answer is None:
                reserved = await self._next(talk, hand, seat)

    async def _ask(self, talk: Talk, ask: Ask, hand: Hand, reserved: Reservation | None) -> None:
        """Make a request. A later one that the context can't hold ends the conversation, not its problem."""
        try:
            completion = await self._requests.make(ask, hand, talk.seed, reserved)
        except PromptTooLong as error:
            if not talk.completions:
                raise
            talk.outgrown(str(error))
        else:
            talk.send(completion)
            talk.squeezed(self._requests.most_tokens(ask))

    async def _next(self, talk: Talk, hand: Hand, seat: Seat) -> Reservation | None:
        """Store the turns so far, then prepare the next one; an Ask needs a place and room in the budget."""
        if not (isinstance(talk.turn, Ask) and talk.turn.continues):
            await self._store(talk, hand)
        if not isinstance(talk.turn, Ask):
            return None
        await seat.back()
        try:
            return self.reserve(talk, hand)
        except NoRoom:
            await self._store(talk, hand)
            self._begun_before = True
            raise

    def rest(self, talk: Talk, hand: Hand) -> list[TurnRow]:
        """The turns that are not in the ledger yet."""
        whose = turns.Whose(
            problem=talk.request.problem.id, candidate=talk.request.id, teacher=hand.engine.teacher.name
        )
        made = list(turns.rows(whose, talk.unstored, talk.stored, talk.shown))
        talk.kept()
        return made

    async def _store(self, talk: Talk, hand: Hand) -> None:
        """Store the conversation's turns; returns when they are on disk."""
        self._book.turns(self.rest(talk, hand))
        await self._book.written()
