"""GSM8K's training answers, rewritten and swapped; reads train.jsonl below VERIGEN_DATA/gsm8k."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from verigen.verifiers.symbolic import verify

FOLDER = os.environ.get("VERIGEN_DATA")
pytestmark = pytest.mark.skipif(FOLDER is None, reason="VERIGEN_DATA names no folder with gsm8k/train.jsonl")


def answers() -> list[str]:
    lines = (Path(FOLDER or "") / "gsm8k" / "train.jsonl").read_text().splitlines()
    return [json.loads(line)["answer"].rpartition("####")[2].strip() for line in lines]


def rewritten(answer: str) -> list[str]:
    plain = answer.replace(",", "")
    grouped = f"{int(plain):,}" if plain.lstrip("-").isdigit() else plain
    decimal = plain if "." in plain else f"{plain}.0"
    return [
        f"The steps are above.\n#### {answer}",
        f"So the answer is \\boxed{{{grouped}}}.",
        f"The final answer is ${grouped.replace(',', '{,}')}$.",
        f"\\boxed{{{decimal}}}",
        f"\\boxed{{\\${plain}}}",
        f"\\boxed{{{plain} \\text{{ apples}}}}",
        f"\\boxed{{x = {plain}}}",
        f"<think>9 or 10?</think>**{plain}**",
    ]


def test_every_answer_is_accepted_however_it_is_written() -> None:
    wrong = [
        (answer, way)
        for answer in answers()
        for way in rewritten(answer)
        if verify(answer, way).outcome != "correct"
    ]

    assert wrong == []


def test_no_answer_is_accepted_for_another_problem() -> None:
    found = answers()
    pairs = zip(found, found[1:] + found[:1], strict=True)
    different = [
        (one, two) for one, two in pairs if float(one.replace(",", "")) != float(two.replace(",", ""))
    ]

    assert [
        pair for pair in different if verify(pair[0], f"\\boxed{{{pair[1]}}}").outcome != "incorrect"
    ] == []
