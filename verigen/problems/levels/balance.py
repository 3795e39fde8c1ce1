"""Takes an equal number of problems from each cell, such as each topic at each level.

The choice is deterministic: a hash of the ids alone decides which problems of a cell are taken. Added rows
take only the places that their own hashes win, and the order of a bank changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.problems.levels.levels import topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem

KEYS = ("topic", "level", "bank", "family")
SHOWN = 12
Cell = tuple[str, ...]


class Short(NamedTuple):
    """A cell that has fewer problems than its share."""

    cell: Cell
    has: int
    share: int


class Balanced(NamedTuple):
    """The problems taken, in the order of the bank, and the cells that ran short."""

    problems: list[Problem]
    short: list[Short]


def parse(text: str) -> tuple[str, ...]:
    """Parse the keys. Raises UserError that lists what a bank can be balanced by."""
    keys = tuple(word.strip() for word in text.split(","))
    if len(set(keys)) < len(keys) or not set(keys) <= set(KEYS):
        raise UserError(f"can't balance by {text!r}; say some of {','.join(KEYS)}, such as topic,level")
    return keys


def balance(problems: Sequence[Problem], keys: Sequence[str], limit: int | None, seed: int = 0) -> Balanced:
    """Take as many problems of each cell as the smallest has; with a `limit`, an equal share of it from each.

    If a cell has fewer problems than its share, the total falls below `limit`: filling up from other cells
    would undo the balance. The remainder of a limit after equal shares goes to no cell.
    """
    cells: defaultdict[Cell, list[Problem]] = defaultdict(list)
    for problem in problems:
        cells[cell(problem, keys)].append(problem)
    share = min(map(len, cells.values()), default=0) if limit is None else limit // max(len(cells), 1)
    if limit is not None and problems and not share:
        raise UserError(
            f"--limit {limit} is less than one problem for each of {len(cells)} cells by {','.join(keys)}"
        )
    taken = {p.id for group in cells.values() for p in _first(group, share, seed)}
    short = [Short(name, len(group), share) for name, group in sorted(cells.items()) if len(group) < share]
    return Balanced([p for p in problems if p.id in taken], short)


def cell(problem: Problem, keys: Sequence[str]) -> Cell:
    found = {
        "topic": topic(problem),
        "level": problem.tags.get("level", "none"),
        "bank": problem.source.bank,
        "family": problem.family,
    }
    return tuple(found[key] for key in keys)


def lines(found: Balanced, keys: Sequence[str]) -> Iterator[str]:
    """Lines on the cells that ran short."""
    for each in found.short[:SHOWN]:
        name = ", ".join(f"{key} {value}" for key, value in zip(keys, each.cell, strict=True))
        yield f"short        {name}: {each.has} of {each.share}"
    if len(found.short) > SHOWN:
        yield f"short        and {len(found.short) - SHOWN} cells more"


def _first(group: Sequence[Problem], share: int, seed: int) -> list[Problem]:
    return sorted(group, key=lambda p: (seeds.derive(seed, "balance", p.id), p.id))[:share]
