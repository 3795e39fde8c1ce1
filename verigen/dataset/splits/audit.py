"""Finds training records that share a component with a suite."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from verigen.core.text.shape import shape
from verigen.dataset.decontaminate.likes import Likes
from verigen.dataset.splits.links import Link, Links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verigen.dataset.decontaminate.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A record and the suite's problem that it is related to; `because` lists the links between them."""

    id: str
    place: str
    text: str
    suite_id: str
    suite_place: str
    suite_text: str
    because: list[str]


@dataclass(slots=True, kw_only=True)
class Audit:
    records: int = 0
    suite_problems: int = 0
    components: int = 0
    leaking_components: int = 0
    leaks: int = 0


class Auditor:
    """Joins suites and records into components; about 3 kB per distinct problem, however many records it has.

    Records are read three times: common phrases are known after all texts are read, and leaking records after
    all are joined.
    """

    def __init__(self, suites: Iterable[Subject], records: Callable[[], Iterable[Subject]]) -> None:
        self._suite, self._records = list(suites), records
        known = Likes()
        for one in chain(self._suite, records()):
            known.take(shape(one.prompt))
        self._links = Links(known)
        self._edges: dict[int, list[Link]] = {}
        # The row of each problem; all records of a problem share one.
        self._seen: dict[int, int] = {}
        self.report = Audit(suite_problems=len(self._suite))

    def leaks(self) -> Iterator[Leak]:
        """Records that share a component with a suite, one per problem, with the shortest path of links to it."""
        for subject in self._suite:
            self._add(subject)
        for record in self._records():
            self.report.records += 1
            key = _key(record)
            if key not in self._seen:
                self._seen[key] = self._add(record)
        held = self._count()
        told: set[int] = set()
        for record in self._records():
            row = self._seen[_key(record)]
            if self._links.components.root(row) in held:
                self.report.leaks += 1
                if row not in told:
                    told.add(row)
                    yield self._leak(record, row)

    def _add(self, subject: Subject) -> int:
        for link in self._links.add(subject):
            self._edges.setdefault(link.row, []).append(link)
            self._edges.setdefault(link.earlier, []).append(link)
        return len(self._links.components) - 1

    def _count(self) -> set[int]:
        """Count the components, and return those with a suite's problem."""
        root = self._links.components.root
        held = {root(row) for row in range(len(self._suite))}
        trained = {root(row) for row in self._seen.values()}
        self.report.components = len(held | trained)
        self.report.leaking_components = len(held & trained)
        return held

    def _leak(self, record: Subject, row: int) -> Leak:
        end, way = self._way(row)
        return Leak(
            id=record.id,
            place=record.place,
            text=record.prompt,
            suite_id=self._suite[end].id,
            suite_place=self._suite[end].place,
            suite_text=self._suite[end].prompt,
            because=[f"{link.kind} {link.score:.2f}" for link in way],
        )

    def _way(self, row: int) -> tuple[int, list[Link]]:
        """The nearest suite problem and the links that lead to it, by breadth-first search."""
        ways: dict[int, list[Link]] = {row: []}
        queue = [row]
        for here in queue:
            if here < len(self._suite):
                return here, ways[here]
            for link in self._edges.get(here, []):
                there = link.earlier if link.row == here else link.row
                if there not in ways:
                    ways[there] = [*ways[here], link]
                    queue.append(there)
        raise AssertionError(f"row {row} is in a suite's component, and no link leads there")


def _key(record: Subject) -> int:
    return hash((record.id, record.family, record.plain))
