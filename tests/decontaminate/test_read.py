from pathlib import Path

import pytest

from samples import write_lines
from stories import row
from verigen.dataset.decontaminate.read import domain, read

USER = {"role": "user", "content": "What is 2+3?"}
ROWS = [
    ({"question": "What is 2+3?", "answer": "2+3 is <<2+3=5>>5\n#### 5"}, "5"),
    ({"problem": "What is 2+3?", "solution": "It is \\boxed{5}."}, "5"),
    ({"Body": "There are 2 and 3.", "Question": "What is the sum?", "Answer": 5.0}, "5.0"),
    (row("a", "What is 2+3?", reference={"answer": "5"}), "5"),
    ({"messages": [USER, {"role": "assistant", "content": "So \\boxed{5}"}]}, "5"),
    ({"prompt": [USER], "chosen": [{"role": "assistant", "content": "\\boxed{5}"}], "rejected": []}, "5"),
    ({"conversations": [{"from": "human", "value": "What is 2+3?"}]}, None),
    ({"messages": [{"role": "user", "content": [{"type": "text", "text": "What is 2+3?"}]}]}, None),
    ({"question": "What is 2+3?", "answer": ["5"]}, None),
]


@pytest.mark.parametrize(("given", "answer"), ROWS)
def test_questions_and_answers_are_read_where_rows_usually_have_them(tmp_path: Path, given, answer) -> None:
    (one,) = read(str(write_lines(tmp_path / "rows.jsonl", given)))

    assert "2" in one.subject.prompt
    assert one.subject.answer == answer
    assert one.row == given


def test_a_bank_of_ours_is_read_by_name() -> None:
    assert len(list(read("code-core"))) == 114


FIELDS = [
    ({"prompt": "def f(x):", "entry_point": "f"}, "code"),
    ({"text": "Write a function.", "test_list": ["assert f(1) == 1"]}, "code"),
    (row("a", "Return a + b.", domain="code", reference={"tests": []}), "code"),
    ({"question": "What is 2+3?", "answer": "5"}, "math"),
]


@pytest.mark.parametrize(("given", "field"), FIELDS)
def test_the_field_of_a_file_shows_in_its_first_row(tmp_path: Path, given, field: str) -> None:
    assert domain(str(write_lines(tmp_path / "rows.jsonl", given))) == field
