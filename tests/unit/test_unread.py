"""Rows that can't be read: counted and left out, unless the whole source is of another kind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import write_lines
from verigen.core.errors import UserError
from verigen.core.unread import FIRST, UnreadRow, UnreadRows, strict
from verigen.problems.banks import find

if TYPE_CHECKING:
    from pathlib import Path

BAD = (
    b'{"id": "x", "question": ',
    b"[1]",
    b'"text"',
    b"null",
    b"5",
    b"\xff\xfe",
    b'{"question": "no answer here"}',
    b'{"prompt": "p", "reference": {"answr": "5"}}',
    b'{"prompt": "p", "reference": {"answer": "5"}, "source": 3}',
    b'{"a": ' + b"[" * 3000 + b"]" * 3000 + b"}",
    b"\x1f\x8b\x08 no archive",
)
GOOD = {"question": "What is 1 + 1?", "answer": "2", "licence": "MIT"}


def good(number: int) -> bytes:
    return json.dumps({"id": f"good-{number}", **GOOD}).encode()


def read(path: Path) -> tuple[list[str], list[UnreadRow]]:
    unread = UnreadRows()
    bank = find.find(str(path), "math", licence="MIT", split="train")
    return [problem.id for problem in find.unique(bank, str(path), unread)], unread.rows


@given(st.lists(st.sampled_from([*BAD, None]), min_size=1, max_size=40))
def test_what_is_good_is_read_whatever_stands_between(
    tmp_path_factory: Any, lines: list[bytes | None]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "b.jsonl"
    path.write_bytes(b"\n".join(good(n) if line is None else line for n, line in enumerate([None, *lines])))

    ids, unread = read(path)

    assert ids == [f"good-{n}" for n, line in enumerate([None, *lines]) if line is None]
    places = [f"{path}:{n + 1}" for n, line in enumerate([None, *lines]) if line is not None]
    assert [row.place for row in unread] == places


@pytest.mark.parametrize("count", [1, FIRST - 1, FIRST, 3 * FIRST])
@pytest.mark.parametrize("bad", BAD)
def test_a_file_of_another_kind_is_told_by_its_first_row(tmp_path: Path, bad: bytes, count: int) -> None:
    path = tmp_path / "b.jsonl"
    path.write_bytes(b"\n".join([bad] * count))

    with pytest.raises(UserError, match=r"b\.jsonl"):
        read(path)


def test_a_good_row_after_some_bad_ones_still_counts_and_after_many_comes_too_late(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_bytes(b"\n".join([*[BAD[1]] * (FIRST - 1), good(1)]))
    late = tmp_path / "late.jsonl"
    late.write_bytes(b"\n".join([*[BAD[1]] * FIRST, good(1)]))

    assert read(path)[0] == ["good-1"]
    with pytest.raises(UserError, match=f"neither can the next {FIRST - 1} rows"):
        read(late)


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("b.csv", "id,question,answer\na,What is 1 + 1?,2\nb,two\nc,What is 1 + 2?,3\n", ["b.csv:3"]),
        ("b.json", json.dumps([{"id": "a", **GOOD}, 5, {"id": "c", **GOOD}]), ["b.json:2"]),
    ],
)
def test_other_formats_lose_their_bad_rows_alone(
    tmp_path: Path, name: str, text: str, places: list[str]
) -> None:
    (tmp_path / name).write_text(text)

    ids, unread = read(tmp_path / name)

    assert ids == ["a", "c"]
    assert [row.place.rpartition("/")[2] for row in unread] == places


def test_an_id_that_comes_twice_costs_its_second_row(tmp_path: Path) -> None:
    rows = [{"id": name, **GOOD} for name in "aba"]

    ids, unread = read(write_lines(tmp_path / "b.jsonl", *rows))

    assert ids == ["a", "b"]
    assert ["comes twice" in row.reason for row in unread] == [True]


def test_without_a_collector_the_first_bad_row_ends_it() -> None:
    with pytest.raises(UserError, match="f:2: why"):
        list(strict(["one", UnreadRow(place="f:2", reason="why"), "three"]))
