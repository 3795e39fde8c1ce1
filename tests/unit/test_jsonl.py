from dataclasses import dataclass
from pathlib import Path

import pytest

from verigen.core import jsonl
from verigen.core.errors import StorageError, UserError


@dataclass(frozen=True)
class Row:
    a: int


def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n\n{"a": "x"}\n')

    with pytest.raises(UserError, match=r"rows\.jsonl:3: .*int"):
        list(jsonl.read(path, Row))


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n\n{"a": 2}\n')

    assert list(jsonl.read(path, Row)) == [(1, Row(1)), (3, Row(2))]


def test_a_missing_file_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No such file"):
        list(jsonl.lines(tmp_path / "nowhere.jsonl"))


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    jsonl.write(path, [Row(1)])

    with pytest.raises(RuntimeError):
        jsonl.write(path, _rows_that_end_in_an_error())

    assert path.read_text() == '{"a":1}\n'
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_refuses_is_a_storage_error() -> None:
    with pytest.raises(StorageError, match="choose another folder"):
        jsonl.write(Path("/proc/nowhere/rows.jsonl"), [Row(1)])


def _rows_that_end_in_an_error():
    yield Row(2)
    raise RuntimeError
