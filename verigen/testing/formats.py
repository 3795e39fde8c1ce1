"""Laws of formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.testing.law import hold
from verigen.testing.sample import graded

if TYPE_CHECKING:
    from verigen.core.parts import Format
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample


def it_makes_records_of_what_is_decided(part: Format, sample: Sample) -> None:
    hold(
        _rows(part, sample),
        f"{type(part).__name__} makes no record of {len(sample.problems)} graded problems",
    )


def its_rows_are_json_and_the_same_every_time(part: Format, sample: Sample) -> None:
    first, again = (b"".join(map(jsonl.encode, _rows(part, sample))) for _ in range(2))
    hold(first == again, "the same candidates give other rows the second time")


def its_ids_are_unique(part: Format, sample: Sample) -> None:
    ids = [row["id"] for row in _rows(part, sample) if "id" in row]
    hold(len(set(ids)) == len(ids), f"an id comes twice: {sorted(ids)}")


def a_column_holds_values_of_one_type(part: Format, sample: Sample) -> None:
    found: dict[str, set[type]] = {}
    for row in _rows(part, sample):
        for name, value in row.items():
            if value is not None:
                found.setdefault(name, set()).add(type(value))
    mixed = sorted(name for name, types in found.items() if len(types) > 1)
    hold(not mixed, f"columns of several types: {', '.join(mixed)}")


def nothing_comes_of_nothing_and_of_the_undecided(part: Format, sample: Sample) -> None:
    hold(not list(part.rows([])), "a problem without candidates makes a record")
    for problem in sample.problems:
        rows = list(part.rows(graded(problem, ("unverified", "unverified"))))
        hold(not rows, f"{problem.id}: unverified candidates make a record")


def its_folder_is_a_plain_name(part: Format, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    hold(part.folder.isidentifier(), f"the folder {part.folder!r} is no plain name")


def _rows(part: Format, sample: Sample) -> list[dict[str, Any]]:
    return [row for problem in sample.problems for row in part.rows(graded(problem))]


LAWS: tuple[Law, ...] = (
    it_makes_records_of_what_is_decided,
    its_rows_are_json_and_the_same_every_time,
    its_ids_are_unique,
    a_column_holds_values_of_one_type,
    nothing_comes_of_nothing_and_of_the_undecided,
    its_folder_is_a_plain_name,
)
