"""Tells well-known sets of maths problems by their columns, whatever file or hub copy they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from verigen.domains.math.sets import aime, amc, gsm8k, gsm_plus, hendrycks, mathqa, svamp

if TYPE_CHECKING:
    from verigen.domains.math.sets.reading import RowReading


class KnownSet(Protocol):
    """A module that knows one set's rows; names of columns are in lower case."""

    COLUMNS: tuple[str, ...]

    def holds(self, row: dict[str, Any], bank: str) -> bool:
        """Whether this row, which has the columns, is of the set."""
        ...

    def read(self, row: dict[str, Any]) -> RowReading:
        """Raises ValueError that says what the row lacks."""
        ...


KINDS: tuple[KnownSet, ...] = (svamp, mathqa, gsm_plus, aime, amc, hendrycks, gsm8k)


OWN = {"reference", "messages", "problem_id", "family"}  # of verigen's problems and records


def kind(row: dict[str, Any], bank: str) -> KnownSet | None:
    """None for rows of no set that is known here."""
    return next((each for each in KINDS if row.keys() >= set(each.COLUMNS) and each.holds(row, bank)), None)


def known(row: dict[str, Any], bank: str) -> bool:
    """Of a row as it stands in a file: whether it is of such a set, and no problem or record of verigen's."""
    lower = {str(key).lower(): value for key, value in row.items()}
    return not OWN & lower.keys() and kind(lower, bank) is not None
