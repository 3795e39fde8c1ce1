"""Small banks, teachers that recite, and runs of them."""

from __future__ import annotations

import json
from pathlib import Path

from samples import write_lines

RIGHT, WRONG = "<think>\nadd\n</think>\n\nSo \\boxed{1}.", "<think>\nsubtract\n</think>\n\nSo \\boxed{7}."


def a_bank(path: Path, count: int = 6) -> Path:
    rows = [{"id": f"p{i}", "question": f"What is {i} + 1 - {i}?", "answer": "1"} for i in range(count)]
    return write_lines(path, *rows)


def a_teacher(path: Path, *answers: str) -> str:
    path.write_text(json.dumps({"default": list(answers)}))
    return f"scripted:{path}"


def sampled(run, bank: Path, teacher: str, out: str, *more: object) -> Path:
    ended = run(
        *(
            "sample",
            "--domain",
            "math",
            "--bank",
            bank,
            "--licence",
            "CC0-1.0",
            "--teacher",
            teacher,
            "--out",
            out,
        ),
        *more,
    )
    assert ended.code == 0, ended.err
    return Path(out)
