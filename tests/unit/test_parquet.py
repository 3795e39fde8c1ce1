"""Parquet holds what JSON Lines hold, whatever the rows look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from verigen.core import jsonl
from verigen.core.errors import PartError
from verigen.dataset import parquet

if TYPE_CHECKING:
    from pathlib import Path


def written(tmp_path: Path, rows: list[Any]) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    jsonl.write(tmp_path / "a.jsonl", rows)
    parquet.write(tmp_path / "a.jsonl", tmp_path / "a.parquet")
    return pq.read_table(tmp_path / "a.parquet").to_pylist()


def test_a_column_that_begins_late_is_kept(tmp_path: Path) -> None:
    rows = [*({"id": i} for i in range(2500)), {"id": 2500, "late": "x"}]

    found = written(tmp_path, rows)

    assert (found[0], found[-1]) == ({"id": 0, "late": None}, {"id": 2500, "late": "x"})


def test_a_column_may_begin_within_the_first_rows(tmp_path: Path) -> None:
    assert written(tmp_path, [{"a": 1}, {"b": [1.5]}]) == [{"a": 1, "b": None}, {"a": None, "b": [1.5]}]


def test_nulls_before_a_number_tell_no_type(tmp_path: Path) -> None:
    rows = [*({"score": None} for _ in range(1000)), {"score": 0.5}, {"score": 2}]

    assert [row["score"] for row in written(tmp_path, rows)][-3:] == [None, 0.5, 2.0]


def test_fields_of_nested_rows_are_united(tmp_path: Path) -> None:
    found = written(tmp_path, [*({"m": {"x": 1}} for _ in range(1000)), {"m": {"y": "t"}}])

    assert found[-1] == {"m": {"x": None, "y": "t"}}


def test_values_without_a_common_type_are_one_line_and_leave_no_file(tmp_path: Path) -> None:
    rows = [*({"v": 1} for _ in range(1000)), {"v": "one"}]

    with pytest.raises(PartError, match=r"a\.jsonl can't be written as Parquet, its rows differ in type"):
        written(tmp_path, rows)

    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_no_rows_leave_no_file_of_an_earlier_call(tmp_path: Path) -> None:
    written(tmp_path, [{"a": 1}])
    jsonl.write(tmp_path / "a.jsonl", [])
    parquet.write(tmp_path / "a.jsonl", tmp_path / "a.parquet")

    assert not (tmp_path / "a.parquet").exists()
