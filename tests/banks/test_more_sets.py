"""Rows of further sets, with the columns and types that their cards publish; all rows are written for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from samples import write_lines
from verigen.core import registry
from verigen.core.types import Problem
from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets.reading import seed_name
from verigen.problems.banks import find
from verigen.problems.validate import fault

SEED = "Ann has 3 pens and buys 4. How many has she?"
GSM_SYMBOLIC = {
    "id": 17,
    "instance": 4,
    "question": "Bo has 6 pens and buys 5. How many has he?",
    "answer": "6+5=11\n#### 11",
    "original_id": 3,
    "original_question": SEED,
    "original_answer": "3+4=<<3+4=7>>7\n#### 7",
    "canary": "a canary",
}
MGSM = {
    "question": "Ann hat 3 Stifte und kauft 4. Wie viele hat sie?",
    "answer": None,
    "answer_number": 7,
    "equation_solution": None,
}
ASDIV = {
    "body": "Seven red apples and two green apples are in the basket.",
    "question": "How many apples are in the basket?",
    "solution_type": "Addition",
    "answer": "9 (apples)",
    "formula": "7+2=9",
}
ASDIV_TWO = ASDIV | {
    "question": "How many red and how many green ones are there?",
    "answer": "7 (red); 2 (green)",
}
MAWPS = {
    "iIndex": 12,
    "sQuestion": "Joan found 70 seashells. She gave Sam some and has 27 left. How many did she give to Sam?",
    "lEquations": ["X=70.0-27.0"],
    "lSolutions": [43.0],
    "lAlignments": [1, 2],
}
ALG514 = MAWPS | {
    "sQuestion": "The sum of two numbers is 84, and one is 12 more than the other. What are they?",
    "lEquations": ["x+y=84", "x-y=12"],
    "lSolutions": [48.0, 36.0],
}
CALC_MAWPS = {
    "id": "mawps__0",
    "question": "Joan found 70 seashells and gave 43 away. How many has she?",
    "chain": "<gadget>70 - 43</gadget><output>27</output><result>27</result>",
    "result": "27",
    "result_float": 27.0,
    "equation": "X = 70 - 43",
    "expression": "70 - 43",
}
AQUA = {
    "question": "A car goes 30 km in 2 hours. How many in one?",
    "options": ["A)10", "B)12", "C)15", "D)30", "E)60"],
    "rationale": "30 / 2 = 15. The answer is C.",
    "correct": "C",
}
MMLU_PRO = {
    "question_id": 70,
    "question": "What is the order of 3 modulo 7?",
    "options": ["2", "3", "6", "N/A", "N/A"],
    "answer": "C",
    "answer_index": 2,
    "cot_content": "",
    "category": "math",
    "src": "made",
}
MMLU = {
    "question": "What is the order of 3 modulo 7?",
    "subject": "abstract_algebra",
    "choices": ["6", "3", "2", "1"],
    "answer": 0,
}
ARC = {
    "id": "Q_1",
    "question": "Which number is prime?",
    "choices": {"text": ["4", "7", "9", "15"], "label": ["A", "B", "C", "D"]},
    "answerKey": "B",
}
OLYMPIAD = {
    "id": 1606,
    "question": "Compute the area of the square of side $\\sqrt{2}$.",
    "solution": ["It is $2$."],
    "final_answer": ["$2$"],
    "context": None,
    "image_1": None,
    "modality": "Text-only",
    "difficulty": "Competition",
    "is_multiple_answer": False,
    "unit": None,
    "answer_type": "Numerical",
    "error": None,
    "question_type": "Open-ended",
    "subfield": "Geometry",
    "subject": "Math",
    "language": "English",
}
OLYMPIAD_TWO = OLYMPIAD | {"final_answer": ["$2,3$"], "is_multiple_answer": True}
OLYMPIAD_NEAR = OLYMPIAD | {"final_answer": ["2.5"], "error": "5e-2"}
DEEPMATH = {
    "question": "Evaluate $\\int_0^1 2x\\,dx$.",
    "final_answer": "1",
    "difficulty": 4.5,
    "topic": "Mathematics -> Calculus -> Integral Calculus",
    "r1_solution_1": "Okay, ...",
    "r1_solution_2": "Okay, ...",
    "r1_solution_3": "Okay, ...",
}
BIG_MATH = {
    "problem": "What is $6 \\cdot 7$?",
    "answer": "42",
    "source": "orca_math",
    "domain": ["Mathematics -> Prealgebra -> Integers"],
    "llama8b_solve_rate": 0.9,
}
OPEN_MATH = {
    "problem": "What is $6 \\cdot 7$?",
    "generated_solution": "It is \\boxed{42}.",
    "expected_answer": "42",
    "problem_source": "augmented_gsm8k",
}
NUMINA = {
    "problem": "What is $6 \\cdot 7$?",
    "solution": "It is $\\boxed{42}$.",
    "answer": "42",
    "problem_type": "Algebra",
    "question_type": "math-word-problem",
    "source": "olympiads",
    "uuid": "0f3c",
    "is_reformulated": None,
    "problem_is_valid": "Yes",
    "solution_is_valid": "Yes",
    "synthetic": False,
}
FACTS = [
    (GSM_SYMBOLIC, "11", "CC-BY-NC-ND-4.0", "heldout_only", {}),
    (MGSM, "7", "CC-BY-SA-4.0", "heldout_only", {}),
    (ASDIV, "9", "CC-BY-NC-4.0", "train", {"topic": "Addition"}),
    (ASDIV_TWO, "7, 2", "CC-BY-NC-4.0", "train", {"topic": "Addition"}),
    (MAWPS, "43", "NOASSERTION", "train", {}),
    (ALG514, "48, 36", "NOASSERTION", "train", {}),
    (CALC_MAWPS, "27", "NOASSERTION", "train", {}),
    (AQUA, "C", "Apache-2.0", "train", {}),
    (MMLU_PRO, "C", "MIT", "heldout_only", {"topic": "math"}),
    (MMLU, "A", "MIT", "heldout_only", {"topic": "abstract_algebra"}),
    (ARC, "B", "CC-BY-SA-4.0", "heldout_only", {}),
    (OLYMPIAD, "2", "Apache-2.0", "heldout_only", {"level": "Competition", "topic": "Geometry"}),
    (OLYMPIAD_TWO, "2,3", "Apache-2.0", "heldout_only", {"level": "Competition", "topic": "Geometry"}),
    (OLYMPIAD_NEAR, "2.5", "Apache-2.0", "heldout_only", {"level": "Competition", "topic": "Geometry"}),
    (DEEPMATH, "1", "MIT", "train", {"level": "4.5", "topic": "Integral Calculus"}),
    (BIG_MATH, "42", "Apache-2.0", "train", {"topic": "Integers", "origin": "orca_math"}),
    (OPEN_MATH, "42", "CC-BY-4.0", "train", {"origin": "augmented_gsm8k"}),
    (NUMINA, "42", "Apache-2.0", "train", {"topic": "Algebra", "origin": "olympiads"}),
]


def read(tmp_path: Path, *rows: Mapping[str, object]) -> list[Problem]:
    path = write_lines(tmp_path / "rows.jsonl", *rows)
    return list(
        find.unique(find.find(str(path), "math", licence=None, split="train", policy=None), str(path))
    )


@pytest.mark.parametrize(("row", "wanted", "licence", "policy", "tags"), FACTS)
def test_a_row_is_read_and_its_reference_passes_its_verifier(
    tmp_path, row, wanted, licence, policy, tags
) -> None:
    [problem] = read(tmp_path, row)

    assert isinstance(problem.reference, MathReference)
    assert (problem.reference.answer, problem.source.licence, problem.source.policy) == (
        wanted,
        licence,
        policy,
    )
    assert problem.tags == tags
    with registry.load("verifier", "symbolic")().open() as grader:
        assert fault(problem, registry.load("domain", "math")(), grader) is None


@pytest.mark.parametrize(
    "row",
    [
        OLYMPIAD | {"question_type": "Theorem proof", "final_answer": []},
        OLYMPIAD | {"modality": "Multimodal", "question": "<image_1> What is the area?"},
        NUMINA | {"answer": "proof"},
        NUMINA | {"problem_is_valid": "No"},
        OPEN_MATH | {"expected_answer": ""},
    ],
)
def test_a_row_without_a_final_answer_is_left_out_and_the_rest_is_read(tmp_path, row) -> None:
    assert [problem.prompt for problem in read(tmp_path, row, ASDIV)] == [
        "Seven red apples and two green apples are in the basket. How many apples are in the basket?"
    ]


def test_variants_of_a_gsm8k_question_are_its_family(tmp_path) -> None:
    [problem] = read(tmp_path, GSM_SYMBOLIC)

    assert problem.family == seed_name(SEED)


def test_copies_of_a_problem_in_a_corpus_are_one_family(tmp_path) -> None:
    one, two = read(tmp_path, BIG_MATH, OPEN_MATH)

    assert one.family == two.family
    assert one.id != two.id


def test_an_allowed_error_becomes_a_tolerance(tmp_path) -> None:
    [problem] = read(tmp_path, OLYMPIAD_NEAR)

    assert isinstance(problem.reference, MathReference)
    assert problem.reference.tolerance == pytest.approx(0.02)


def test_fillers_are_no_options(tmp_path) -> None:
    [problem] = read(tmp_path, MMLU_PRO)

    assert problem.prompt == "What is the order of 3 modulo 7?\n\n(A) 2\n(B) 3\n(C) 6"


def test_banks_says_what_columns_were_taken_for_and_why_rows_are_left_out(run, tmp_path) -> None:
    proof = OLYMPIAD | {"id": 9, "question_type": "Theorem proof", "final_answer": []}
    write_lines(tmp_path / "rows.jsonl", OLYMPIAD, proof, {"id": 1})

    told = run("banks", "rows.jsonl").out

    assert "prompt from question" in told
    assert "reference from solution, final_answer" in told
    assert "not used: " in told.split("tag topic from subfield")[1]
    assert "left out: 1, the first 9: it asks for a proof, which has no final answer" in told
    assert "left out: 1, the first row 3: no question" in told
