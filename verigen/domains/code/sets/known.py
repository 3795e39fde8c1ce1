"""Recognizes well-known sets of programming problems by their columns, in any file or hub copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from verigen.domains.code.sets import (
    apps,
    bigcodebench,
    code_contests,
    codeforces,
    evalplus,
    humaneval,
    leetcode,
    livecodebench,
    mbpp,
)

if TYPE_CHECKING:
    from verigen.domains.code.sets.reading import CodeReading


class KnownCodeSet(Protocol):
    """A module that reads one set's rows; column names are in lower case. COLUMNS has each of its forms."""

    COLUMNS: tuple[tuple[str, ...], ...]

    def holds(self, row: dict[str, Any]) -> bool:
        """Whether this row is from the set or has its form."""
        ...

    def read(self, row: dict[str, Any]) -> CodeReading:
        """Read a row.

        Raises ValueError that says what the row lacks, Unconvertible if its tests can't become inputs and outputs.
        """
        ...


KINDS: tuple[KnownCodeSet, ...] = (
    evalplus,
    bigcodebench,
    leetcode,
    livecodebench,
    code_contests,
    codeforces,
    apps,
    humaneval,
    mbpp,
)


def kind(row: dict[str, Any]) -> KnownCodeSet:
    """The module that reads a row. Raises ValueError, with the columns that are known, if none does."""
    found = find(row)
    if found is None:
        forms = "; ".join(", ".join(form) for each in KINDS for form in each.COLUMNS)
        raise ValueError(f"a code problem needs `reference` with its tests, or the columns of: {forms}")
    return found


def find(row: dict[str, Any]) -> KnownCodeSet | None:
    """The module that reads a row; None if the row is from no known set."""
    return next((each for each in KINDS if each.holds(row)), None)
