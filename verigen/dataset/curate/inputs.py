"""Opens the runs to curate, and streams their graded candidates problem by problem."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import identity
from verigen.core.errors import UserError
from verigen.grading.review import people
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger, being_written
from verigen.ledger.summary import unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.ledger.runs import RunSettings
    from verigen.ledger.tables import TeacherRow

BLOCK = 1 << 20


class Placed(NamedTuple):
    """A graded candidate, the input that it comes from, and its place in the stream of that input."""

    input: int
    place: int
    item: Graded


class Lot(NamedTuple):
    """Problems of a run by the positions of the first and the last one, and which of the run's candidates are theirs."""

    first: int
    last: int
    place: int
    size: int


class Input(NamedTuple):
    """An opened run. `sha256` is that of its ledger's file."""

    folder: Path
    ledger: Ledger
    settings: RunSettings
    sha256: str

    def groups(self) -> Iterator[list[tuple[int, Graded]]]:
        """Graded candidates by problem, numbered over the run; people's verdicts overrule the verifier's."""
        yield from Numbered(self.ledger).groups()

    def lots(self, least: int) -> Iterator[Lot]:
        """All problems in lots of at least so many candidates (the last may have fewer), without reading a text."""
        first = last = place = size = 0
        for last, more in self.ledger.graded_counts():
            first, size = first or last, size + more
            if size >= least:
                yield Lot(first, last, place, size)
                first, place, size = 0, place + size, 0
        if size:
            yield Lot(first, last, place, size)


class Numbered:
    """The candidates of a run with their numbers, with people's verdicts in place of the verifier's."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._said = ledger, ledger.said(people.PEOPLE)

    def groups(self, lot: Lot | None = None) -> Iterator[list[tuple[int, Graded]]]:
        """Candidates by problem, of the whole run or of one lot."""
        place = lot.place if lot else 0
        drawn = self._ledger.graded(first=lot.first, last=lot.last) if lot else self._ledger.graded()
        for group in people.overruled(drawn, self._said):
            yield list(enumerate(group, place))
            place += len(group)


@contextlib.contextmanager
def opened(folders: Sequence[Path], told: Callable[[str], None]) -> Iterator[list[Input]]:
    """Open runs for reading. Raises UserError for what is no run; unfinished runs are told."""
    if len({folder.resolve() for folder in folders}) < len(folders):
        raise UserError("a run is given twice; name each once")
    with contextlib.ExitStack() as stack:
        found = []
        for folder in folders:
            path = folder / "ledger.db"
            if folder.is_file():
                raise UserError(
                    f"{folder} is a file; what is curated is the folder of a run, with its graded candidates: "
                    "`verigen runs` lists the runs"
                )
            if not path.is_file():
                raise UserError(f"{folder} holds no run: there is no {path}; `verigen runs` lists the runs")
            _settle(path)
            ledger = Ledger(path)
            stack.callback(ledger.close)
            settings = runs.settings(ledger)
            if settings is None:
                raise UserError(f"{folder} holds no run; `verigen sample --out {folder}` makes one")
            _tell_unfinished(folder, ledger, settings, told)
            found.append(Input(folder, ledger, settings, _sha256(path)))
        yield found


def _settle(path: Path) -> None:
    """Move what is only in the write-ahead log into the file, so that its bytes stand for its content."""
    if path.with_name("ledger.db-wal").exists() and not being_written(path):
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tell_unfinished(
    folder: Path, ledger: Ledger, settings: RunSettings, told: Callable[[str], None]
) -> None:
    wanted, done = ledger.progress(settings.goal.name, settings.limit)
    if being_written(ledger.path):
        raise UserError(f"{folder} is being written; wait until its run ends")
    if done < wanted:
        told(
            f"{folder} is unfinished: {unfinished(done, wanted) or f'{done} of {wanted} problems'}; what is settled is taken"
        )


def _sha256(path: Path) -> str:
    """The hash of the ledger and of its write-ahead log, if it has one."""
    digest = hashlib.sha256()
    for each in (path, path.with_name(f"{path.name}-wal")):
        if each.is_file():
            with each.open("rb") as file:
                while block := file.read(BLOCK):
                    digest.update(block)
    return digest.hexdigest()


class MergedRuns:
    """The candidates of all inputs, one group per problem. A problem of several runs comes once, with all of them."""

    def __init__(self, inputs: Sequence[Input], numbers: Sequence[int]) -> None:
        self._inputs, self._numbers = inputs, numbers
        self._shared = len(inputs) > 1

    def groups(self) -> Iterator[list[Placed]]:
        if not self._shared:
            number = self._numbers[0]
            for group in self._inputs[0].groups():
                yield [Placed(number, place, item) for place, item in group]
            return
        yield from self._merged()

    def _merged(self) -> Iterator[list[Placed]]:
        """A problem stands where its first run has it; the other runs' candidates join it there."""
        places: list[dict[str, int]] = [self._first_places(each) for each in self._inputs]
        for index, (one, number) in enumerate(zip(self._inputs, self._numbers, strict=True)):
            for group in one.groups():
                problem = group[0][1].problem
                if any(
                    self._has(earlier, problem, places[i]) for i, earlier in enumerate(self._inputs[:index])
                ):
                    continue
                found = [Placed(number, place, item) for place, item in group]
                taken = {item.candidate.id for _, item in group}
                for later in range(index + 1, len(self._inputs)):
                    if self._has(self._inputs[later], problem, places[later]):
                        found += self._others(later, problem, places[later], taken)
                yield found

    def _first_places(self, one: Input) -> dict[str, int]:
        """The place of each problem's first candidate."""
        return {group[0][1].problem.id: group[0][0] for group in one.groups()}

    def _has(self, one: Input, problem: Problem, places: dict[str, int]) -> bool:
        if problem.id not in places:
            return False
        other = one.ledger.problem(problem.id)
        return other is not None and identity.content_hash(other) == identity.content_hash(problem)

    def _others(
        self, index: int, problem: Problem, places: dict[str, int], taken: set[str]
    ) -> Iterator[Placed]:
        """Another run's candidates of a problem; an id that is taken gets the run's name."""
        one = self._inputs[index]
        for place, item in enumerate(one.ledger.graded_of(problem.id), places[problem.id]):
            id_ = item.candidate.id
            if id_ in taken:
                id_ = f"{id_}@{one.folder.name}-{index}"
            taken.add(id_)
            renamed = replace(item, problem=problem, candidate=replace(item.candidate, id=id_))
            yield Placed(self._numbers[index], place, renamed)


def teachers(inputs: Sequence[Input]) -> list[TeacherRow]:
    return list(dict.fromkeys(row for each in inputs for row in each.ledger.teachers()))
