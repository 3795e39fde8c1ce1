"""Finds the few words of a text that a test catches, without testing the words of earlier texts again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

MOST = 1 << 15  # words that are remembered


class Sieve:
    """Remembers the words that passed a test: one difference of sets is far quicker than a call per word."""

    def __init__(self, test: Callable[[str], object], most: int = MOST) -> None:
        self._test, self._most = test, most
        self._fine: set[str] = set()

    def caught(self, words: AbstractSet[str]) -> list[str]:
        """The words for which the test says something, sorted: the order of a set differs from process to process."""
        new = words - self._fine
        if not new:
            return []
        caught = sorted(word for word in new if self._test(word))
        if len(self._fine) > self._most:
            self._fine = set()
        self._fine.update(new.difference(caught) if caught else new)
        return caught
