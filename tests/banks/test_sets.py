"""Rows of well-known sets, in the forms that their files and hub copies have; all rows are written for the tests."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from samples import write_lines
from verigen.core import registry
from verigen.core.problems import encode
from verigen.core.types import Policy, Problem
from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import gsm_plus
from verigen.problems.banks import find
from verigen.problems.mutate.mutators import underdetermine
from verigen.problems.validate import fault

LEVEL_5 = {
    "problem": "What is $6 \\cdot 7$?",
    "level": "Level 5",
    "type": "Prealgebra",
    "solution": "It is $\\boxed{42}$.",
}
MATH_500 = {
    "problem": "What is $6 \\cdot 7$?",
    "solution": "It is $\\boxed{42}$.",
    "answer": "42",
    "subject": "Prealgebra",
    "level": 2,
    "unique_id": "test/prealgebra/7.json",
}
AIME_2024 = {
    "ID": "2024-II-4",
    "Problem": "What is 3 + 30?",
    "Solution": "It is 33, since 30 + 3.",
    "Answer": 33,
}
AIME_KAGGLE = {
    "ID": "2004-II-7",
    "Year": "2004",
    "Problem Number": "7",
    "Question": "What is 3 + 30?",
    "Answer": "033",
    "Part": "II",
}
AIME_OLD = {
    "ID": "1983-1",
    "Year": "1983",
    "Problem Number": "1",
    "Question": "What is 60?",
    "Answer": "60",
    "Part": "",
}
WIKI = "https://artofproblemsolving.com/wiki/index.php/"
AIME_HUB = {
    "id": 60,
    "problem": "What is 3 + 30?",
    "solution": "So \\boxed{33}.",
    "answer": "033",
    "url": f"{WIKI}2024_AIME_II_Problems/Problem_4",
}
AMC = {
    "id": 3,
    "problem": "What is 100 + 42?",
    "answer": 142.0,
    "url": f"{WIKI}2022_AMC_12A_Problems/Problem_5",
}
AMC_FALL = AMC | {"answer": 0.5, "url": f"{WIKI}2021_Fall_AMC_12B_Problems/Problem_11"}
SEED = "Ann has 3 pens and buys 4. How many has she?"
GSM_PLUS = {
    "question": "Ann has 5 pens and buys 4. How many has she?",
    "solution": "5+4=9\n#### 9",
    "answer": "9",
    "perturbation_type": "numerical substitution",
    "seed_question": SEED,
    "seed_solution": "3+4=<<3+4=7>>7\n#### 7",
    "seed_answer": "7",
}
GSM_NONE = GSM_PLUS | {
    "question": "Ann has pens and buys 4. How many has she?",
    "solution": "We don't know.\n#### None",
    "answer": "None",
    "perturbation_type": "critical thinking",
}
GSM8K = {"question": SEED, "answer": "3+4=<<3+4=7>>7\n#### 7"}
SVAMP = {
    "ID": "chal-1",
    "Body": "Ann has 3 pens. If she buys 4",
    "Question": "How many has she?",
    "Equation": "( 3.0 + 4.0 )",
    "Answer": 7.0,
    "Type": "Addition",
}
MATHQA = {
    "Problem": "a car goes 30 km in 2 hours . how many in one ?",
    "Rationale": "30 / 2 = 15 . answer : c .",
    "options": "a ) 10 , b ) 12 , c ) 15 , d ) 30 , e ) 60",
    "correct": "c",
    "annotated_formula": "divide(30, 2)",
    "linear_formula": "divide(n0,n1)|",
    "category": "physics",
}
MATHQA_WORDS = MATHQA | {
    "options": "a ) 10 km , b ) rs . 1,200 , c ) none of these , d ) 3 / 4 , e ) 5",
    "correct": "c",
}


def read(path: Path, licence: str | None = None, policy: Policy | None = None) -> list[Problem]:
    bank = find.find(str(path), "math", licence=licence, split="train", policy=policy)
    return list(find.unique(bank, str(path)))


def one(
    tmp_path: Path, row: Mapping[str, object], name: str = "rows", policy: Policy | None = None
) -> Problem:
    return read(write_lines(tmp_path / f"{name}.jsonl", row), policy=policy)[0]


def answer(problem: Problem) -> str:
    assert isinstance(problem.reference, MathReference)
    return problem.reference.answer


FACTS = [
    (LEVEL_5, "42", "MIT", "train", {"level": "5", "topic": "Prealgebra"}),
    (MATH_500, "42", "MIT", "heldout_only", {"level": "2", "topic": "Prealgebra"}),
    (
        AIME_2024,
        "33",
        "NOASSERTION",
        "heldout_only",
        {"contest": "AIME", "year": "2024", "paper": "II", "number": "4"},
    ),
    (
        AIME_KAGGLE,
        "33",
        "NOASSERTION",
        "heldout_only",
        {"contest": "AIME", "year": "2004", "paper": "II", "number": "7"},
    ),
    (AIME_OLD, "60", "NOASSERTION", "heldout_only", {"contest": "AIME", "year": "1983", "number": "1"}),
    (
        AIME_HUB,
        "33",
        "NOASSERTION",
        "heldout_only",
        {"contest": "AIME", "year": "2024", "paper": "II", "number": "4"},
    ),
    (AMC, "142", "NOASSERTION", "heldout_only", {"contest": "AMC 12A", "year": "2022", "number": "5"}),
    (AMC_FALL, "0.5", "NOASSERTION", "heldout_only", {"contest": "AMC 12B", "year": "2021", "number": "11"}),
    (GSM_PLUS, "9", "CC-BY-SA-4.0", "heldout_only", {"topic": "numerical substitution"}),
    (GSM_NONE, "cannot be determined", "CC-BY-SA-4.0", "heldout_only", {"topic": "critical thinking"}),
    (GSM8K, "7", "NOASSERTION", "train", {}),
    (SVAMP, "7", "MIT", "train", {"topic": "Addition"}),
    (MATHQA, "15", "Apache-2.0", "train", {"topic": "physics"}),
    (MATHQA_WORDS, "C", "Apache-2.0", "train", {"topic": "physics"}),
]


@pytest.mark.parametrize(("row", "wanted", "licence", "policy", "tags"), FACTS)
def test_a_row_of_a_known_set_is_read(tmp_path, row, wanted, licence, policy, tags) -> None:
    problem = one(tmp_path, row)

    assert (answer(problem), problem.source.licence, problem.source.policy) == (wanted, licence, policy)
    assert problem.tags == tags


@pytest.mark.parametrize("row", [row for row, *_ in FACTS])
def test_a_reference_passes_its_verifier(tmp_path, row) -> None:
    field = registry.load("domain", "math")()

    with registry.load("verifier", "symbolic")().open() as grader:
        assert fault(one(tmp_path, row), field, grader) is None


def test_copies_of_one_contest_problem_are_one_family(tmp_path) -> None:
    named, hub = (one(tmp_path, row) for row in (AIME_2024, AIME_HUB))

    assert named.family == hub.family == "aime/2024-II-4"
    assert one(tmp_path, AMC_FALL).family == "amc/2021F-12B-11"


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("aime25", {"problem": "What is 9?", "answer": 9}),
        ("AIME2025-I", {"question": "What is 9?", "answer": "9"}),
        ("my_amc_12", {"problem": "What is 9?", "answer": 9}),
    ],
)
def test_contests_without_telling_columns_are_known_by_the_files_name(tmp_path, name, row) -> None:
    problem = one(tmp_path, row, name)

    assert (answer(problem), problem.source.policy) == ("9", "heldout_only")
    assert problem.id == f"{name}/1"


@pytest.mark.parametrize("name", ["jamaime", "camcorder", "frames"])
def test_other_files_are_not_taken_for_contests(tmp_path, name) -> None:
    assert one(tmp_path, {"problem": "What is 9?", "answer": 9}, name).source.policy == "train"


def test_an_answer_that_no_contest_has_is_of_no_contest(tmp_path) -> None:
    row = {"id": "2024-I-1", "problem": "What is a half?", "answer": "1/2"}

    assert one(tmp_path, row).source.policy == "train"


def test_two_accepted_answers_are_left_to_the_verifier(tmp_path) -> None:
    problem = one(tmp_path, AIME_OLD | {"Answer": "080 or 081 (both were accepted)"})

    assert answer(problem) == "080 or 081 (both were accepted)"
    assert problem.source.policy == "heldout_only"


def test_variations_of_a_seed_hang_together_with_gsm8ks_own_row(tmp_path) -> None:
    varied, none = (one(tmp_path, row) for row in (GSM_PLUS, GSM_NONE))
    own = one(tmp_path, GSM8K | {"question": SEED.replace(" How", "  How")})

    assert varied.family == none.family
    assert own.source.joins == (varied.family,)
    assert own.family == own.id == "rows/1"


def test_a_split_keeps_a_seed_and_its_variations_on_one_side(run, tmp_path) -> None:
    other = {
        "question": "Bob walks 9 miles a day. How many in 2 days?",
        "answer": "9*2=<<9*2=18>>18\n#### 18",
    }
    seeds = write_lines(tmp_path / "gsm.jsonl", GSM8K, other)
    told = GSM_PLUS | {"question": "A pen box of hers held 3, then 4 were put in; what is inside now?"}
    rows = [*read(seeds, "MIT"), *read(write_lines(tmp_path / "plus.jsonl", told))]
    from verigen.core import jsonl

    jsonl.write(tmp_path / "all.jsonl", rows)
    ended = run("split", tmp_path / "all.jsonl", "--held-out", "0.01", "--out", "s")

    assert ended.code == 0, ended.err
    held = [json.loads(line)["id"] for line in Path("s/held_out.jsonl").read_text().splitlines()]
    assert sorted(held) == ["gsm/1", "plus/1"]


def test_every_question_of_gsm_plus_says_what_to_answer_where_none_can_be_found(tmp_path) -> None:
    assert all(one(tmp_path, row).prompt.endswith(gsm_plus.ASK) for row in (GSM_PLUS, GSM_NONE))
    assert (gsm_plus.ASK, gsm_plus.UNDETERMINED) == (underdetermine.ASK, underdetermine.ANSWER)


@pytest.mark.parametrize(
    ("given", "text", "outcome"),
    [
        ("None", "So the answer is \\boxed{\\text{cannot be determined}}.", "correct"),
        ("None", "\\boxed{\\text{not enough information}}", "correct"),
        ("None", "\\boxed{9}", "incorrect"),
        ("4.33", "\\boxed{13/3}", "correct"),
        ("4.33", "\\boxed{4.34}", "incorrect"),
        ("3.5", "\\boxed{3.51}", "incorrect"),
        ("1,234.56", "\\boxed{1234.5612}", "correct"),
    ],
)
def test_answers_of_gsm_plus_are_held_as_they_are_meant(tmp_path, given, text, outcome) -> None:
    from verigen.problems.validate import bare

    problem = one(tmp_path, GSM_PLUS | {"answer": given})
    with registry.load("verifier", "symbolic")().open() as grader:
        assert grader.verify(problem, bare("c", problem, text)).outcome == outcome


def test_a_multiple_choice_with_a_number_stands_alone_and_others_show_their_options(tmp_path) -> None:
    alone, choice = (one(tmp_path, row) for row in (MATHQA, MATHQA_WORDS))

    assert alone.prompt == MATHQA["Problem"]
    assert choice.prompt.endswith("(A) 10 km\n(B) rs . 1,200\n(C) none of these\n(D) 3 / 4\n(E) 5")
    assert isinstance(choice.reference, MathReference)
    assert choice.reference.options == {
        "A": "10 km", "B": "rs . 1,200", "C": "none of these", "D": "3 / 4", "E": "5",
    }  # fmt: skip


def test_a_correct_letter_without_an_option_is_named_by_file_and_line(tmp_path) -> None:
    from verigen.core.errors import UserError

    with pytest.raises(UserError, match=r"rows\.jsonl:1: the correct option 'F' is none of A, B, C, D, E"):
        one(tmp_path, MATHQA | {"correct": "f"})


def test_programs_are_found_in_mathqas_formulas(tmp_path) -> None:
    from verigen.problems.mutate.mutators import read as stories

    assert stories.story(one(tmp_path, MATHQA)).program


def test_a_licence_that_is_said_is_for_rows_without_a_known_one(tmp_path) -> None:
    path = write_lines(tmp_path / "rows.jsonl", GSM_PLUS, LEVEL_5 | {"licence": "CC0-1.0"}, GSM8K)

    assert [p.source.licence for p in read(path, "MIT")] == ["CC-BY-SA-4.0", "CC0-1.0", "MIT"]


def test_a_suite_may_train_where_its_user_says_so(tmp_path) -> None:
    assert one(tmp_path, MATH_500, policy="train").source.policy == "train"


def test_csv_of_aime_is_read(tmp_path) -> None:
    path = tmp_path / "AIME_Dataset.csv"
    path.write_text('ID,Year,Problem Number,Question,Answer,Part\n1983-2,1983,2,"What is 9, then?",9,\n')

    (problem,) = read(path)

    assert (problem.family, answer(problem), problem.source.policy) == ("aime/1983-2", "9", "heldout_only")


@pytest.fixture
def math(tmp_path: Path) -> Path:
    """The folder as MATH's authors published it."""
    for split, subject, number in [
        ("train", "algebra", 10),
        ("train", "algebra", 2),
        ("test", "geometry", 3),
    ]:
        path = tmp_path / "MATH" / split / subject / f"{number}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(LEVEL_5 | {"problem": f"What is {number}?"}))
    (tmp_path / "MATH" / "train" / "README.json").write_text("{}")
    return tmp_path / "MATH"


def test_maths_folder_is_read_file_by_file(math) -> None:
    found = read(math)

    assert [(p.id, p.source.policy) for p in found] == [
        ("test/geometry/3.json", "heldout_only"),
        ("train/algebra/2.json", "train"),
        ("train/algebra/10.json", "train"),
    ]
    assert {(p.source.bank, p.source.licence, p.tags["level"]) for p in found} == {("MATH", "MIT", "5")}


@pytest.mark.parametrize("part", ["train", "train/algebra"])
def test_a_part_of_maths_folder_names_its_problems_alike(math, part) -> None:
    assert [p.id for p in read(math / part)] == ["train/algebra/2.json", "train/algebra/10.json"]


def test_a_row_of_math_500_is_its_file_in_the_folder(tmp_path, math) -> None:
    row = MATH_500 | {"unique_id": "test/geometry/3.json"}

    assert one(tmp_path, row).family in {p.family for p in read(math)}


def test_a_broken_file_of_the_folder_is_named(math) -> None:
    from verigen.core.errors import UserError

    (math / "train/algebra/2.json").write_text('{"problem": "What?"}')

    with pytest.raises(UserError, match=r"train/algebra/2\.json: no answer"):
        read(math)


def test_held_out_sets_are_benched_and_not_sampled(run, tmp_path, script) -> None:
    suite = write_lines(tmp_path / "math500.jsonl", MATH_500)
    asked = ("--domain", "math", "--teacher", f"scripted:{script}", "--n", 1)

    sampled = run("sample", "--bank", suite, *asked, "--out", "s")
    benched = run("bench", "--suite", suite, *asked, "--out", "b")
    trained = run("sample", "--bank", suite, *asked, "--out", "t", "--policy", "train")

    assert sampled.code == 2
    assert "test/prealgebra/7.json of math500 is held out for benchmarks" in sampled.err
    assert benched.code == 0, benched.err
    assert trained.code == 0, trained.err


def real(name: str) -> Path:
    folder = os.environ.get("VERIGEN_DATA")
    if folder is None:
        pytest.skip("VERIGEN_DATA names no folder with gsm8k/ and svamp/")
    return Path(folder) / name


def test_the_real_svamp_is_known_and_mit() -> None:
    found = read(real("svamp/SVAMP.json"))

    assert len(found) == 1000
    assert {p.source.licence for p in found} == {"MIT"}
    assert {p.tags["topic"] for p in found} == {
        "Addition",
        "Subtraction",
        "Multiplication",
        "Common-Division",
    }


def test_every_row_of_the_real_gsm8k_is_in_gsm8ks_form() -> None:
    found = read(real("gsm8k/test.jsonl"))

    assert len(found) == 1319
    assert len({p.source.joins for p in found}) == 1319
    assert all(p.source.joins for p in found)


@pytest.mark.parametrize(
    ("train", "suite"),
    [
        (GSM8K, GSM_PLUS | {"question": "A pen box of hers held 3, then 4 more; what is inside?"}),
        (AIME_HUB, AIME_2024 | {"Problem": "Add them up."}),
        (MATH_500, MATH_500 | {"problem": "Multiply them.", "subject": "Algebra"}),
    ],
)
def test_an_audit_knows_the_families_of_well_known_sets(run, tmp_path, train, suite) -> None:
    export = tmp_path / "train.jsonl"
    export.write_text(
        "".join(f"{encode(each).decode()}\n" for each in read(write_lines(tmp_path / "a.jsonl", train)))
    )

    ended = run("split", "--audit", export, "--suite", write_lines(tmp_path / "suite.jsonl", suite))

    assert ended.code == 1
    assert "lineage" in ended.out
