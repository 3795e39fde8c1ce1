"""Runs the programs of a candidate's conversation again, once per input and executor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core.turns import Act

if TYPE_CHECKING:
    from verigen.dataset.curate.inputs import Placed
    from verigen.dataset.curate.store import CurateStore
    from verigen.dataset.replay import Replay


class Reproduced:
    """Says what differs when a candidate's programs run again; the store keeps it."""

    def __init__(self, store: CurateStore, replay: Replay, executor: str) -> None:
        self._store, self._replay, self._key = store, replay, f"replay on {executor}"

    def __call__(self, placed: Placed) -> str:
        """What differs, in one line; empty if all gave the same, or nothing ran."""
        if not any(isinstance(turn.asked, Act) for turn in placed.item.turns):
            return ""
        stored = self._store.redaction(placed.input, placed.place, self._key)
        if stored is None:
            stored = self._replay.differs(placed.item)
            self._store.add_redaction(placed.input, placed.place, self._key, stored)
        return stored
