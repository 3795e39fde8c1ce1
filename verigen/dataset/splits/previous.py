"""Remembers on which side an earlier split put each problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from verigen.core import identity, jsonl, problems
from verigen.core.errors import UserError
from verigen.dataset.decontaminate.subject import of_problem

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.core.types import Problem

Side = Literal["train", "held_out"]
FILES: dict[Side, str] = {"train": "train.jsonl", "held_out": "held_out.jsonl"}


class Previous:
    """Sides by content and by the names that mutants inherit; about 200 bytes per row."""

    def __init__(self, folder: Path | None) -> None:
        self._sides: dict[str, Side] = {}
        for side, file in FILES.items() if folder else ():
            assert folder is not None
            self._read(folder / file, side)

    def _read(self, path: Path, side: Side) -> None:
        if not path.is_file():
            raise UserError(f"no earlier split in {path.parent}: {path.name} is missing")
        for number, line in jsonl.lines(path):
            try:
                problem = problems.decode(line)
            except ValueError as error:
                raise UserError(f"{path}:{number}: {error}") from error
            for key in (identity.content_hash(problem), *_names(problem)):
                self._sides.setdefault(key, side)

    def side(self, problem: Problem) -> Side | None:
        """The earlier side of this problem or its ancestors; None for a new problem."""
        keys = (identity.content_hash(problem), *_names(problem))
        return next((self._sides[key] for key in keys if key in self._sides), None)


def _names(problem: Problem) -> list[str]:
    """The problem's id and family; empty for a row number, which changes when a row is inserted before it."""
    one = of_problem(problem, "")
    return [] if one.numbered else sorted({f"id {one.family}", f"id {one.id}"})
