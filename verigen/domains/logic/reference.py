"""The reference of a logic puzzle: its only solution, and the words in which an answer may give it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["word", "number", "set", "order", "pairs", "table", "grid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicReference:
    """The solution, in one of seven shapes.

    - word: [["valid"]], one of the `choices`; number: [["7"]]
    - set: [["Ana", "Ben"]], some of the `names`
    - order: [["Ben", "Ana", "Cleo"]], all of the `names`, first to last
    - pairs: [["Ana", "knight"], ["Ben", "knave"]], one of the `choices` for each name
    - table: [["house 1", "red", "tea"], ["house 2", "blue", "milk"]], a name and the choices that belong to it;
      each choice belongs to exactly one name
    - grid: its rows, cell by cell

    `names` and `choices` hold every word that an answer of the shape may use, also those that the solution does not,
    with other words for it. The choices of a set, if any, are the words for in and
    out, such as on and off, for answers that go name by name.
    """

    shape: Shape
    answer: tuple[tuple[str, ...], ...]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
