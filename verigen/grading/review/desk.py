"""One reviewer at work: hands out items, takes answers, and stores them in the review and in the run's ledger."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.grading.review import people
from verigen.grading.review.store import ANSWERS
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.grading.review.figures import ReviewFigures
    from verigen.grading.review.store import ReviewItem, ReviewStore

LONGEST = 200_000  # characters of a text that a page shows
DONE = "All items are judged. Ctrl-C in the terminal ends the review; the arrow goes back to the last item.\n"
CUT = "\n[cut here: the rest of this text is in the ledger]"


class ReviewDesk:
    """What the page of one reviewer asks for. Thread-safe."""

    def __init__(self, store: ReviewStore, reviewer: str) -> None:
        self._store, self.reviewer = store, reviewer
        self._items = {each.id: each for each in store.items()}
        self._order = list(self._items)
        self._said = {item: (answer, note) for item, who, answer, note in store.answers() if who == reviewer}
        self._ledgers: dict[str, Ledger] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        for ledger in self._ledgers.values():
            ledger.close()

    def next(self) -> dict[str, Any]:
        """The first item without an answer."""
        with self._lock:
            return self._state(next((each for each in self._order if each not in self._said), None), "")

    def back(self, item: str) -> dict[str, Any]:
        """The item before this one, to answer it again."""
        with self._lock:
            place = self._order.index(item) if item in self._items else len(self._order)
            return self._state(self._order[max(0, place - 1)], "")

    def answer(self, item: str, answer: str, note: str = "") -> dict[str, Any]:
        """Store an answer; returns the next item with what the verifier said. Raises UserError for unknown names."""
        if item not in self._items or answer not in ANSWERS:
            raise UserError(f"no item {item!r}, or no answer {answer!r}: there are {', '.join(ANSWERS)}")
        with self._lock:
            known = self._items[item]
            self._store.answer(item, self.reviewer, answer, note)
            if known.run and not known.planted:
                people.record(self._ledger(known.run), known.candidate, self.reviewer, answer, note)
            self._said[item] = (answer, note)
            following = next((each for each in self._order if each not in self._said), None)
            return self._state(following, _told(known, answer))

    def _ledger(self, run: str) -> Ledger:
        if run not in self._ledgers:
            self._ledgers[run] = Ledger(Path(run) / "ledger.db")
        return self._ledgers[run]

    def _state(self, item: str | None, said: str) -> dict[str, Any]:
        found = None if item is None else self._items[item]
        return {
            "done": len(self._said),
            "total": len(self._order),
            "said": said,
            "item": None
            if found is None
            else {**_shown(found), "note": self._said.get(found.id, ("", ""))[1]},
            "figures": "" if found is not None else "\n".join([DONE, *lines(self._store.figures())]),
        }


def _shown(item: ReviewItem) -> dict[str, str]:
    """What a reviewer sees before the answer: nothing of the verdict."""
    texts = {name: getattr(item, name) for name in ("question", "reference", "trace", "reply")}
    return {"id": item.id, **{name: _cut(text) for name, text in texts.items()}}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + CUT


def _told(item: ReviewItem, answer: str) -> str:
    source = "known (this answer was planted)" if item.planted else item.verifier
    same = "as you do" if answer == item.outcome else "otherwise"
    return (
        f"The last one: {source} says {item.outcome}, {same}. {'' if item.planted else item.reason}".strip()
    )


def lines(found: ReviewFigures | None) -> list[str]:
    """The figures of a review as lines of text."""
    if found is None:
        return ["no verdicts yet"]
    told = [
        f"accepted by the verifier, of which people call {found.accepted.told('wrong')}",
        f"rejected by the verifier, of which people call {found.rejected.told('right')}",
        f"not settled (unsure, or people differ): {found.unsettled}",
    ]
    told += [
        f"{each.name}: {each.judged} judged; of the planted answers {each.misled.told('judged wrongly')}"
        for each in found.reviewers
    ]
    if found.kappa is not None:
        told.append(
            f"agreement of {' and '.join(found.pair)}: kappa {found.kappa:.2f} over {found.common} items"
        )
    return told


@contextlib.contextmanager
def at(store: ReviewStore, reviewer: str) -> Iterator[ReviewDesk]:
    made = ReviewDesk(store, reviewer)
    try:
        yield made
    finally:
        made.close()
