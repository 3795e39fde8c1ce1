"""Worked solutions travel with the problems that readers make."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

from verigen.core import jsonl
from verigen.core.types import Problem
from verigen.domains.math.reference import MathReference
from verigen.problems.banks.rows import Rows
from verigen.problems.mutate.mutators import read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.renumber import Renumber


def first(path: Path, row: dict[str, object]) -> Problem:
    jsonl.write(path, [row])
    return next(Rows(path=path, name="bank", domain="math", licence="MIT").problems())


def reference(problem: Problem) -> tuple[str, str | None]:
    assert isinstance(problem.reference, MathReference)
    return problem.reference.answer, problem.reference.solution


@pytest.mark.parametrize(
    ("row", "answer", "solution"),
    [
        ({"question": "q", "answer": "2+3=<<2+3=5>>5\n#### 5"}, "5", "2+3=<<2+3=5>>5\n#### 5"),
        ({"problem": "q", "solution": "It is \\boxed{5}.", "answer": "5"}, "5", "It is \\boxed{5}."),
        ({"Question": "q", "Equation": "( 2.0 + 3.0 )", "Answer": 5.0}, "5", "( 2.0 + 3.0 )"),
        ({"question": "q", "answer": "5"}, "5", None),
        ({"question": "q", "answer": 5}, "5", None),
        ({"question": "q", "answer": "1,000", "solution": "1000"}, "1,000", None),
    ],
)
def test_a_worked_solution_stands_beside_the_answer(
    tmp_path: Path, row: dict[str, object], answer: str, solution: str | None
) -> None:
    assert reference(first(tmp_path / "r.jsonl", row)) == (answer, solution)


@pytest.mark.parametrize(
    ("body", "question", "prompt"),
    [
        ("Dan had 3 pens.", "How many?", "Dan had 3 pens. How many?"),
        ("Dan had 3 pens", "How many?", "Dan had 3 pens. How many?"),
        ("He ate. If Dan had 3 pens", "How many?", "He ate. If Dan had 3 pens, how many?"),
        ("", "How many?", "How many?"),
    ],
)
def test_a_story_and_its_question_become_one_prompt(
    tmp_path: Path, body: str, question: str, prompt: str
) -> None:
    row = {"ID": "chal-1", "Body": body, "Question": question, "Answer": 3.0}

    problem = first(tmp_path / "r.jsonl", row)

    assert problem.prompt == prompt
    assert problem.id == "chal-1"


@pytest.mark.parametrize(("file", "least"), [("gsm8k/train.jsonl", 0.8), ("svamp/SVAMP.json", 0.95)])
def test_most_rows_of_public_sets_have_a_program_that_gives_their_answer(file: str, least: float) -> None:
    folder = os.environ.get("VERIGEN_DATA")
    if not folder:
        pytest.skip("VERIGEN_DATA names no folder with gsm8k/ and svamp/")
    rows = list(
        islice(Rows(path=Path(folder) / file, name="bank", domain="math", licence="MIT").problems(), 300)
    )

    right = sum(map(_gives_its_answer, rows))

    assert right >= least * len(rows)


def _gives_its_answer(problem: Problem) -> bool:
    try:
        story = read.story(problem)
    except Refused:
        return False
    answer = story.program.run(story.slots)[story.program.answer]
    assert float(answer) == float(reference(problem)[0].replace(",", ""))
    return True


def test_a_renumbered_row_reads_like_one_of_the_set(tmp_path: Path) -> None:
    problem = first(
        tmp_path / "r.jsonl",
        {
            "Body": "Dan had 30 pens and lost 8",
            "Question": "How many pens are left?",
            "Equation": "( 30.0 - 8.0 )",
            "Answer": 22.0,
        },
    )

    (change,) = islice(Renumber().changes(problem, 0, ()), 1)

    assert isinstance(change.reference, MathReference)
    assert str(change.reference.solution).endswith(f"#### {change.reference.answer}")


def test_the_sandbox_of_a_mutation_can_be_chosen(run, tmp_path: Path) -> None:
    order = ("mutate", "code-core", "--with", "code_stdio", "--limit", 1, "--variants", 1, "--out", "m.jsonl")

    refused = run(*order, "--executor", "nosuch")
    made = run(*order, "--executor", "unsafe-subprocess")

    assert (refused.code, "unknown executor 'nosuch'" in refused.err) == (2, True)
    assert (made.code, (tmp_path / "m.jsonl").exists()) == (0, True)
