"""Recognizes well-known sets of maths problems by their columns, in any file or hub copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from verigen.domains.math.sets import (
    aime,
    amc,
    aqua,
    asdiv,
    corpora,
    gsm8k,
    gsm_plus,
    gsm_symbolic,
    hendrycks,
    mathqa,
    mawps,
    mgsm,
    mmlu,
    olympiad,
    svamp,
)

if TYPE_CHECKING:
    from verigen.domains.math.sets.reading import RowReading


class KnownSet(Protocol):
    """A module that reads one set's rows; column names are in lower case."""

    COLUMNS: tuple[str, ...]

    def holds(self, row: dict[str, Any], bank: str) -> bool:
        """Whether this row, which has the set's columns, is from the set."""
        ...

    def read(self, row: dict[str, Any]) -> RowReading:
        """Read a row. Raises ValueError that says what the row lacks."""
        ...


KINDS: tuple[KnownSet, ...] = (
    svamp,
    asdiv,
    mathqa,
    aqua,
    gsm_plus,
    gsm_symbolic,
    mgsm,
    olympiad,
    mmlu,
    aime,
    amc,
    hendrycks,
    corpora,
    mawps,
    gsm8k,
)


OWN = {"reference", "messages", "problem_id", "family"}  # columns of verigen's own problems and records


def kind(row: dict[str, Any], bank: str) -> KnownSet | None:
    """The set of a row; None if it is from no known set."""
    return next((each for each in KINDS if row.keys() >= set(each.COLUMNS) and each.holds(row, bank)), None)


def known(row: dict[str, Any], bank: str) -> bool:
    """Whether an unchanged row of a file is from a known set, and is not verigen's own problem or record."""
    lower = {str(key).lower(): value for key, value in row.items()}
    return not OWN & lower.keys() and kind(lower, bank) is not None
