"""Names the conversations that the teacher's context could not hold to their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD = 5  # conversations that are named while the run goes on; the summary counts them all


class Outgrown:
    """Tells of the first TOLD conversations by their ids."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note, self._count = note, 0

    def tell(self, candidate: str, why: str) -> None:
        self._count += 1
        if self._count <= TOLD:
            more = "; further ones are only counted" if self._count == TOLD else ""
            self._note(f"refused {candidate}, whose conversation outgrew the context: {why}{more}")
