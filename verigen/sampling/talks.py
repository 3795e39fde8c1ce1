"""Takes conversations from turn to turn: asks the engine, runs what they act, stores what was said before it goes on."""

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
    """The trampoline of the domains' generators."""

    def __init__(self, speaker: Speaker, requests: Requests, acts: Acts, book: Book) -> None:
        self._speaker, self._requests, self._acts, self._book = speaker, requests, acts, book
        self._begun_before = book.has_open_turns()

    def open(self, request: Request, hand: Hand) -> Talk:
        """A candidate's conversation, not begun."""
        return Talk(self._speaker, request, reasoner=hand.engine.teacher.reasoner)

    def begin(self, talk: Talk) -> None:
        """Up to where an earlier session left it. What the domain asks otherwise today, it asks again.

        Raises ReferenceFault for a problem that its domain can't put, PartFailed.
        """
        talk.begin()
        if not self._begun_before:
            return
        found = self._book.turns_of(talk.request.problem.id, talk.request.id)
        if (same := talk.replay(found)) < len(found):
            self._book.forget_turns(talk.request.problem.id, talk.request.id, same)

    def reserve(self, talk: Talk, hand: Hand) -> Reservation | None:
        """For its next turn, where that is an Ask. Raises NoRoom."""
        return self._requests.reserve(talk.turn, hand) if isinstance(talk.turn, Ask) else None

    async def through(self, talk: Talk, hand: Hand, seat: Seat, reserved: Reservation | None) -> None:
        """To its answer. Raises NoRoom where the budget ends it half-way, with what was said in the ledger."""
        while talk.answer is None:
            if isinstance(talk.turn, Ask):
                try:
                    completion = await self._requests.make(talk.turn, hand, talk.seed, reserved)
                except PromptTooLong:
                    if not talk.completions:
                        raise
                    talk.cut()
                else:
                    talk.send(completion)
            else:
                seat.leave()
                talk.send(await self._acts.run(talk.turn.job))
            if talk.answer is None:
                reserved = await self._next(talk, hand, seat)

    async def _next(self, talk: Talk, hand: Hand, seat: Seat) -> Reservation | None:
        """What was said is stored before the next turn begins; an Ask needs a place, and room in the budget."""
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
        """Returns when it is on the disk."""
        self._book.turns(self.rest(talk, hand))
        await self._book.written()
