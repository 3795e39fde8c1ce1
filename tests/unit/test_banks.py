import json
from pathlib import Path

import pytest

from samples import write_lines
from verigen.core.errors import UnknownPart, UserError
from verigen.core.types import Problem
from verigen.domains.math.reference import MathReference
from verigen.problems.banks import find


def read(name: object, licence: str | None = None) -> list[Problem]:
    bank = find.find(str(name), "math", licence=licence, split="train")
    return list(find.unique(bank, str(name)))


def answers(problems: list[Problem]) -> list[str]:
    return [p.reference.answer for p in problems if isinstance(p.reference, MathReference)]


ROWS = [
    ({"question": "2+3?", "answer": "It is <<2+3=5>>5.\n#### 5"}, "5"),
    ({"problem": "2+3?", "solution": "So $\\boxed{\\frac{5}{1}}$ and done."}, "\\frac{5}{1}"),
    ({"problem": "2+3?", "answer": 5, "solution": "long"}, "5"),
    ({"prompt": "2+3?", "expected_answer": "5"}, "5"),
    ({"prompt": "2+3?", "reference": {"answer": "5"}}, "5"),
]


@pytest.mark.parametrize(("row", "answer"), ROWS)
def test_plain_rows_are_read_by_their_columns(tmp_path: Path, row: dict[str, object], answer: str) -> None:
    (problem,) = read(write_lines(tmp_path / "b.jsonl", row))

    assert answers([problem]) == [answer]
    assert (problem.id, problem.family, problem.prompt) == ("b/1", "b/1", "2+3?")


def test_csv_json_and_parquet_hold_the_same_rows(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"question": "2+3?", "answer": "5"}, {"question": "a, b?", "answer": "1,000"}]
    (tmp_path / "b.csv").write_text('question,answer\n2+3?,5\n"a, b?","1,000"\n')
    (tmp_path / "b.json").write_text(json.dumps({"rows": rows}))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "b.parquet")

    found = [read(tmp_path / f"b.{kind}") for kind in ("csv", "json", "parquet")]

    assert [answers(f) for f in found] == [["5", "1,000"]] * 3
    assert [[p.prompt for p in f] for f in found] == [["2+3?", "a, b?"]] * 3


def test_a_local_dataset_folder_is_read_through_datasets(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    write_lines(folder / "train.jsonl", {"question": "2+3?", "answer": "#### 5"})

    assert answers(read(folder)) == ["5"]


def test_a_split_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    write_lines(folder / "train.jsonl", {"question": "2+3?", "answer": "#### 5"})

    with pytest.raises(UserError, match="split dev"):
        list(find.find(str(folder), "math", licence=None, split="dev").problems())


def test_a_licence_is_the_rows_own_or_the_one_given(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "b.jsonl",
        {"question": "a", "answer": "1", "license": "MIT"},
        {"question": "b", "answer": "2"},
    )

    assert [p.source.licence for p in read(path)] == ["MIT", "NOASSERTION"]
    assert [p.source.licence for p in read(path, "CC0-1.0")] == ["MIT", "CC0-1.0"]


BAD = [
    ('{"question": "a"', r":2: "),
    ('{"question": "a"}\n', r":2: no answer"),
    ('{"answer": "5"}\n', r":2: no question"),
    ("[1, 2]\n", r":2: a row is an object"),
    ('{"question": "a", "answer": "\\\\boxed{5"}\n', r":2: .*never closed"),
    ('{"prompt": "a", "reference": {"answer": 5}}\n', r":2: .*Expected `str`"),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, line: str, message: str) -> None:
    path = write_lines(tmp_path / "b.jsonl", {"question": "a", "answer": "1"}, line)

    with pytest.raises(UserError, match="b.jsonl" + message):
        read(path)


FILES = [
    ("b.csv", b"question,answer\na,1,2\n", "b.csv:2: "),
    ("b.csv", b"question,answer\n\xff\xfe,1\n", "b.csv"),
    ("b.json", b"{", "one array"),
    ("b.json", b"3", "no array"),
    ("b.parquet", b"not parquet", "can't read"),
    ("b.jsonl", b"\xff\n", "b.jsonl:1"),
]


@pytest.mark.parametrize(("name", "content", "message"), FILES)
def test_a_broken_file_is_a_user_error(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UserError, match=message):
        read(tmp_path / name)


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    row = {"id": "a", "question": "a", "answer": "1"}

    with pytest.raises(UserError, match="'a' comes twice, as problem 1 and 2"):
        read(write_lines(tmp_path / "b.jsonl", row, row))


def test_an_empty_bank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no problems"):
        read(write_lines(tmp_path / "b.jsonl"))


def test_a_missing_file_is_a_user_error() -> None:
    with pytest.raises(UserError, match=r"no file nowhere\.jsonl"):
        read("nowhere.jsonl")


def test_an_unknown_bank_comes_with_the_nearest() -> None:
    with pytest.raises(UnknownPart, match="did you mean math-core"):
        read("math-cor")


def test_our_own_bank_is_read_by_name() -> None:
    problems = read("math-core")

    assert len(problems) >= 300
    assert {p.source.licence for p in problems} == {"CC0-1.0"}
