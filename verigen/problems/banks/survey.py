"""Says what a file's columns were taken for, how many of its rows can be used, and why not the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.types import Problem
from verigen.problems.banks import rows
from verigen.problems.banks.columns import shaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.offers import RefusedRow

SAMPLE = 200  # rows whose columns are compared with their problems
MOST = 0.8  # share of a column's values that must stand in a part of the problem
WORDS = 12  # characters; shorter values stand in many texts by chance
READ, UNUSED = "also read", "not used"


class Watched(dict[str, Any]):
    """A row that remembers which of its columns were read."""

    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__(row)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, default)


class Survey:
    """Reads the rows of a file and counts. `used` and `left_out` are complete when `problems` has ended."""

    def __init__(self, bank: rows.Rows) -> None:
        self._bank = bank
        self.used = 0
        self.left_out: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        self._filled: Counter[str] = Counter()
        self._read: set[str] = set()
        self._roles: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def problems(self) -> Iterator[Problem]:
        """The rows that can be used, in order. A row that can't is counted with its reason."""
        bank = self._bank
        with rows.reading(bank.domain, bank.source) as mapped:
            for number, row in rows.read(Path(bank.path)):
                try:
                    found = self._problem(mapped, shaped(row, bank.columns), number)
                except (ValueError, msgspec.DecodeError) as error:
                    self._count(f"row {number}", str(error))
                    continue
                if isinstance(found, Problem):
                    self.used += 1
                    yield found
                else:
                    self._count(found.id, found.reason)

    def _problem(self, mapped: rows.MappedRows, row: Any, number: int) -> Problem | RefusedRow:
        """Convert a row, and watch which columns a reader of other forms takes; verigen's own form is known."""
        if mapped.foreign is None or not isinstance(row, dict) or isinstance(row.get("reference"), dict):
            return mapped.problem(row, number)
        watched = Watched({str(key).lower(): value for key, value in row.items()})
        found = mapped.foreign.problem(watched, number)
        if isinstance(found, Problem) and self.used < SAMPLE:
            self._watch(watched, found)
        return found

    def _count(self, where: str, why: str) -> None:
        self.left_out[why] += 1
        self.first.setdefault(why, where)

    def _watch(self, row: Watched, problem: Problem) -> None:
        parts = _parts(problem)
        self._read |= row.read
        for column, value in row.items():
            self._filled[column] += 0
            if told := [text for text in map(_bare, _leaves(value)) if text]:
                self._filled[column] += 1
                self._roles[column].update(role for role, texts in parts if _stands(told, role, texts))

    def roles(self) -> dict[str, list[str]]:
        """The columns by the part of a problem that their values became; READ and UNUSED for the others."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for column, filled in self._filled.items():
            fit = (role for role, count in self._roles[column].items() if count >= MOST * filled)
            found[next(fit, READ) if column in self._read and filled else UNUSED].append(column)
        return dict(sorted(found.items(), key=lambda item: item[0] == UNUSED))


def _parts(problem: Problem) -> list[tuple[str, list[str]]]:
    """The parts of a problem with their texts; of several that hold a value, the first counts."""
    reference = [_bare(leaf) for leaf in _leaves(msgspec.to_builtins(problem.reference))]
    tags = [(f"tag {name}", [value]) for name, value in problem.tags.items()]
    return [("prompt", [problem.prompt]), ("id", problem.id.split("/")), *tags, ("reference", reference)]


def _leaves(value: Any) -> Iterator[str]:
    """All texts and numbers in a value."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value)


def _bare(text: str) -> str:
    return text.strip().strip("$").removesuffix(".0")


def _stands(told: list[str], role: str, texts: list[str]) -> bool:
    """Whether a column's first value stands in a part of the problem, or a short reference in the column."""
    first = told[0]
    if any(first == text or (len(first) >= WORDS and first in text) for text in texts):
        return True
    return role == "reference" and any(text in first.split() for text in texts if text)
