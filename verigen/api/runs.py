"""Reads an existing run: its problems, graded candidates, verdicts and records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from verigen.core import jsonl
from verigen.core.errors import UnknownPart, UserError
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.graded import Graded
    from verigen.core.types import Problem, Verdict
    from verigen.ledger.runs import RunSettings
    from verigen.ledger.tables import Rejection


class Run:
    """An open run. Iterating it yields its graded candidates by problem, then by index.

    Use it in a `with` statement, or `close` it. Its methods may be called from any thread, even while the run
    is still being sampled.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ledger = Ledger(folder / "ledger.db")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Graded]:
        for graded in self.by_problem():
            yield from graded

    def close(self) -> None:
        """Close the ledger; objects that were already read stay valid."""
        self._ledger.close()

    @property
    def settings(self) -> RunSettings | None:
        """The settings of the run: bank, teacher, sampling, goal, seed.

        None if the run has not begun to sample.
        """
        return runs.settings(self._ledger)

    def problems(self) -> Iterator[tuple[Problem, Rejection | None]]:
        """All problems in the bank's order, each with None, or with the reason why it was refused."""
        return self._ledger.problems()

    def by_problem(self) -> Iterator[list[Graded]]:
        """One list of graded candidates per problem, by index; problems without any are left out."""
        return self._ledger.graded()

    def verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """The id and the verdict of each candidate, in the order of the run."""
        return ((graded.candidate.id, graded.verdict) for graded in self)

    def records(self, name: str = "sft") -> Iterator[dict[str, Any]]:
        """The training records of one folder of the run, such as "sft" or "preference", in the problems' order.

        Raises `UnknownPart` if the run has no such folder.
        """
        path = self.folder / name / "train.jsonl"
        if not path.is_file():
            raise UnknownPart(
                "records", name, [each.parent.name for each in self.folder.glob("*/train.jsonl")]
            )
        return (row for _, row in jsonl.read(path, dict[str, Any]))


def open_run(folder: str | Path | None = None) -> Run:
    """Open a run for reading; `folder`: the run's folder; default: the newest in runs/.

    Returns a `Run`, which is iterated for its graded candidates:

        with verigen.open_run("runs/first") as run:
            right = [graded.candidate.text for graded in run if graded.verdict.outcome == "correct"]

    Raises `UserError` if there is no run, or if a newer version of verigen wrote it.
    """
    found = runs.newest() if folder is None else Path(folder)
    if not found.is_dir():
        raise UserError(f"no run at {found}; `verigen.sample` makes one")
    return Run(found)
