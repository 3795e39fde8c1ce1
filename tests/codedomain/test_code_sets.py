"""Rows of sets of programming problems, with the columns and types that their cards publish; all are written here."""

from __future__ import annotations

import base64
import json
import pickle
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest

from samples import write_lines
from verigen.core.errors import UserError
from verigen.core.offers import RefusedRow
from verigen.core.types import Problem
from verigen.core.unread import UnreadRow, strict
from verigen.domains.code.part import Code
from verigen.domains.code.reference import CodeReference
from verigen.problems.banks.rows import Rows
from verigen.problems.validate import bare, fault, own

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.verifiers.unit_tests import UnitTester

BIG_TEST = """
import unittest
from itertools import repeat


class TestCases(unittest.TestCase):
    def setUp(self):
        self.words = ['a', 'b', 'a']

    def test_case_1(self):
        result = task_func(self.words)
        self.assertEqual(result, [[('a', 2), ('b', 1)], 2])

    def test_case_2(self):
        "Many."
        many = list(repeat('x', 7))
        self.assertEqual(task_func(many, share=1), [[('x', 7)], 7], 'all')
        self.assertListEqual(task_func([]), [[], 0])


if __name__ == '__main__':
    unittest.main()
"""
LAST = "        self.assertListEqual(task_func([]), [[], 0])"
BIG = {
    "task_id": "BigCodeBench/1140",
    "complete_prompt": (
        "from collections import Counter\nimport math\n\n\ndef task_func(words, share=0.5):\n"
        "    'Count the words and round up a share of them.'\n"
    ),
    "instruct_prompt": "Count the words and round up a share of them.",
    "canonical_solution": "    return [sorted(Counter(words).items()), math.ceil(share * len(words))]\n",
    "code_prompt": "from collections import Counter\nimport math\ndef task_func(words, share=0.5):\n",
    "test": BIG_TEST,
    "entry_point": "task_func",
    "doc_struct": "{}",
    "libs": "['collections', 'math']",
}
ADDS = "a, b = map(int, input().split())\nprint(a + b)\n"
APPS = {
    "problem_id": 4,
    "question": "Read two numbers and print their sum.",
    "solutions": json.dumps(["print input()", ADDS]),
    "input_output": json.dumps({"inputs": ["1 2\n", "5 -7\n"], "outputs": ["3\n", "-2\n"]}),
    "difficulty": "interview",
    "url": "https://example.org/4",
    "starter_code": "",
}
APPS_CALL = APPS | {
    "question": "Return the sum of the numbers.",
    "solutions": json.dumps(["def total(xs):\n    return sum(xs)\n"]),
    "input_output": json.dumps({"fn_name": "total", "inputs": [[[1, 2]], [[]]], "outputs": [[3], [0]]}),
    "starter_code": "def total(xs):\n\t",
}
TACO = {
    "question": "Read two numbers and print their sum.",
    "solutions": json.dumps([ADDS]),
    "starter_code": "",
    "input_output": json.dumps({"inputs": ["1 2\n"], "outputs": ["3\n"]}),
    "difficulty": "EASY",
    "raw_tags": "[]",
    "name": None,
    "source": "codechef",
    "tags": "[]",
    "skill_types": "[]",
    "url": None,
    "Expected Auxiliary Space": None,
    "time_limit": "2.0 seconds",
    "date": None,
    "picture_num": None,
    "memory_limit": "1024.0 megabytes",
    "Expected Time Complexity": None,
}
TACO_CALL = TACO | {
    "question": "Return the sum of the numbers.",
    "solutions": json.dumps(["class Solution:\n    def total(self, xs):\n        return sum(xs)\n"]),
    "input_output": json.dumps({"fn_name": "total", "inputs": [[[1, 2]], [[]]], "outputs": [3, 0]}),
    "starter_code": "class Solution:\n    def total(self, xs):\n        ",
}
CODE_CONTESTS = {
    "name": "1_A. Sum",
    "description": "Read two numbers and print their sum.",
    "public_tests": {"input": ["1 2\n"], "output": ["3\n"]},
    "private_tests": {"input": ["0 0\n"], "output": ["0\n"]},
    "generated_tests": {"input": [], "output": []},
    "source": 2,
    "difficulty": 7,
    "solutions": {"language": [2, 1, 3], "solution": ["int main(){}", "print 1", ADDS]},
    "incorrect_solutions": {"language": [], "solution": []},
    "cf_contest_id": 1,
    "cf_index": "A",
    "cf_points": 0.0,
    "cf_rating": 800,
    "cf_tags": ["math"],
    "is_description_translated": False,
    "untranslated_description": "",
    "time_limit": {"seconds": 1, "nanos": 500000000},
    "memory_limit_bytes": 256000000,
    "input_file": "",
    "output_file": "",
}
CODEFORCES = {
    "id": "1/A",
    "aliases": None,
    "contest_id": "1",
    "title": "Sum",
    "time_limit": 1.0,
    "memory_limit": 256.0,
    "description": "Print the sum of two numbers.",
    "input_format": "Two numbers.",
    "output_format": "Their sum.",
    "interaction_format": None,
    "note": None,
    "examples": [{"input": "1 2", "output": "3"}],
    "editorial": None,
    "rating": 800,
    "tags": ["math"],
    "official_tests": [{"input": "1 2", "output": "3"}, {"input": "0 1", "output": "1"}],
    "official_tests_complete": True,
    "input_mode": "stdio",
    "generated_checker": None,
    "executable": True,
    "generated_tests": 0,
}


def packed(tests: object) -> str:
    return base64.b64encode(zlib.compress(pickle.dumps(json.dumps(tests)))).decode()


LIVE = {
    "question_title": "Sum",
    "question_content": "Read two numbers and print their sum.",
    "platform": "atcoder",
    "question_id": "abc_a",
    "contest_id": "abc",
    "contest_date": "2024-01-01T00:00:00",
    "starter_code": "",
    "difficulty": "easy",
    "public_test_cases": json.dumps([{"input": "1 2\n", "output": "3\n", "testtype": "stdin"}]),
    "private_test_cases": packed([{"input": "4 5\n", "output": "9\n", "testtype": "stdin"}]),
    "metadata": "{}",
}
LIVE_CALL = LIVE | {
    "starter_code": "class Solution:\n    def addUp(self, xs: List[int], more: int) -> int:\n        ",
    "public_test_cases": json.dumps([{"input": "[1, 2]\n3", "output": "6", "testtype": "functional"}]),
    "private_test_cases": json.dumps([{"input": "[]\n0", "output": "0", "testtype": "functional"}]),
    "metadata": json.dumps({"func_name": "addUp"}),
}
LEETCODE = {
    "task_id": "add-up",
    "question_id": 1,
    "difficulty": "Easy",
    "tags": ["Array"],
    "problem_description": "Add up the numbers.",
    "starter_code": "class Solution:\n    def addUp(self, xs: List[int]) -> int:\n        ",
    "estimated_date": "2024-01-01",
    "prompt": "from typing import *\nfrom collections import *\n",
    "completion": "class Solution:\n    def addUp(self, xs: List[int]) -> int:\n        return sum(xs)\n",
    "entry_point": "Solution().addUp",
    "test": "def check(candidate):\n    assert candidate(xs = [1, 2]) == 3\n    assert candidate(xs = []) == 0\n",
    "input_output": [{"input": "xs = [1, 2]", "output": "3"}],
    "query": "",
    "response": "",
}
HALF = 'def half(n):\n    """Half of n."""\n'
PLUS_RELEASE = {
    "task_id": "HumanEval/900",
    "prompt": HALF,
    "entry_point": "half",
    "canonical_solution": "    return n / 2\n",
    "base_input": [[1], [2]],
    "plus_input": [[3], [10**20]],
    "contract": "",
    "atol": 1e-6,
}
PLUS_HUB = {
    "task_id": "HumanEval/900",
    "prompt": HALF,
    "entry_point": "half",
    "canonical_solution": "    return n / 2\n",
    "test": "import numpy as np\ndef assertion(out, exp, atol):\n    assert out == exp\n\ndef check(candidate):\n"
    "    inputs = [[1], [2], [3]]\n    results = [0.5, 1.0, 1.5]\n"
    "    for i, (inp, exp) in enumerate(zip(inputs, results)):\n        assertion(candidate(*inp), exp, 0.001)\n",
}
MBPP_PLUS = {
    "task_id": 7,
    "code": "def shared(a, b):\n    return tuple(set(a) & set(b))",
    "prompt": "Write a function to find what two tuples share.",
    "source_file": "a notebook",
    "test_imports": [],
    "test_list": ["assert set(shared((1, 2), (2,))) == {2}"],
    "test": "def assertion(out, exp, atol):\n    assert out == exp\n\ninputs = [[(1, 2), (2,)], [(), (3,)]]\n"
    "results = [(2,), ()]\nfor i, (inp, exp) in enumerate(zip(inputs, results)):\n    assertion(shared(*inp), exp, 0)\n",
}
SOLVED = {
    "apps": (APPS, 2, "MIT", "train"),
    "apps_call": (APPS_CALL, 2, "MIT", "train"),
    "taco": (TACO, 1, "Apache-2.0", "train"),
    "taco_call": (TACO_CALL, 2, "Apache-2.0", "train"),
    "code_contests": (CODE_CONTESTS, 2, "CC-BY-4.0", "train"),
    "leetcode": (LEETCODE, 2, "Apache-2.0", "train"),
    "plus_release": (PLUS_RELEASE, 4, "Apache-2.0", "heldout_only"),
    "plus_hub": (PLUS_HUB, 3, "Apache-2.0", "heldout_only"),
    "mbpp_plus": (MBPP_PLUS, 2, "Apache-2.0", "heldout_only"),
}
UNSOLVED = {
    "codeforces": (CODEFORCES, f"```python\n{ADDS}```", 2, "CC-BY-4.0", "train"),
    "live": (LIVE, f"```python\n{ADDS}```", 2, "NOASSERTION", "heldout_only"),
    "live_call": (
        LIVE_CALL,
        "```python\nclass Solution:\n    def addUp(self, xs, more):\n        return sum(xs) + more\n```",
        2,
        "NOASSERTION",
        "heldout_only",
    ),
}


def read(tmp_path: Path, row: Mapping[str, object]) -> Problem | RefusedRow:
    path = write_lines(tmp_path / "rows.jsonl", row)
    rows: Iterator[Problem | RefusedRow | UnreadRow] = Rows(
        path=path, name="rows", domain="code", licence="NOASSERTION"
    ).all()
    found = next(strict(rows))
    assert isinstance(found, Problem | RefusedRow)
    return found


def problem(tmp_path: Path, row: Mapping[str, object]) -> Problem:
    found = read(tmp_path, row)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(("row", "tests", "licence", "policy"), SOLVED.values(), ids=SOLVED)
def test_a_row_with_a_solution_passes_its_own_tests(
    tmp_path, grader: UnitTester, row, tests, licence, policy
) -> None:
    found = problem(tmp_path, row)

    assert isinstance(found.reference, CodeReference)
    assert (len(found.reference.tests), found.source.licence, found.source.policy) == (tests, licence, policy)
    assert grader.verify(found, own(found, Code())).outcome == "correct"


@pytest.mark.parametrize("row", [CODE_CONTESTS, CODEFORCES, LIVE, LIVE_CALL])
def test_tests_that_a_set_publishes_as_such_are_public_examples_and_the_others_are_not(tmp_path, row) -> None:
    found = problem(tmp_path, row)

    assert isinstance(found.reference, CodeReference)
    assert len(found.reference.tests) == 2
    assert found.reference.examples == found.reference.tests[:1]


@pytest.mark.parametrize(("row", "text", "tests", "licence", "policy"), UNSOLVED.values(), ids=UNSOLVED)
def test_a_row_without_a_solution_grades_programs(
    tmp_path, grader: UnitTester, row, text, tests, licence, policy
) -> None:
    found = problem(tmp_path, row)

    assert isinstance(found.reference, CodeReference)
    assert (len(found.reference.tests), found.source.licence, found.source.policy) == (tests, licence, policy)
    assert grader.verify(found, bare("a", found, text)).outcome == "correct"
    wrong = text.replace("a + b", "a - b").replace("+ more", "- more - 1")
    assert grader.verify(found, bare("b", found, wrong)).outcome == "incorrect"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (CODEFORCES | {"interaction_format": "Ask."}, "interactive"),
        (CODEFORCES | {"generated_checker": "import sys"}, "several outputs"),
        (CODE_CONTESTS | {"input_file": "in.txt"}, "files"),
        (APPS | {"input_output": ""}, "no tests"),
        (APPS_CALL | {"solutions": "[]"}, "no Python solution"),
        (
            APPS_CALL
            | {"input_output": json.dumps({"fn_name": "total", "inputs": [[[1]]], "outputs": [[5]]})},
            "other outputs",
        ),
        (PLUS_RELEASE | {"task_id": "Mbpp/7"}, "tuples"),
        (BIG | {"test": BIG_TEST.replace(LAST, "        self.assertIn(0, task_func([]))")}, "assertIn"),
        (
            BIG
            | {
                "test": BIG_TEST.replace(
                    "    def test_case_2", "    @patch('os.remove')\n    def test_case_2"
                )
            },
            "mock",
        ),
        (
            BIG
            | {
                "test": BIG_TEST.replace(
                    LAST, "        with self.assertRaises(TypeError):\n            task_func(3)"
                )
            },
            "block",
        ),
        (BIG | {"complete_prompt": "import notinstalled\n" + str(BIG["complete_prompt"])}, "notinstalled"),
        (BIG | {"canonical_solution": "    return 3\n"}, "fails its own tests"),
        (
            {
                "task_id": "BigCodeBench/0",
                "complete_prompt": "def f(): ...",
                "instruct_prompt": "Write f.",
                "canonical_solution": "    return 1",
                "code_prompt": "def f():",
                "test": "import unittest",
                "entry_point": "f",
                "doc_struct": "{}",
                "libs": "[]",
            },
            "no class of tests",
        ),
    ],
)
def test_what_inputs_and_outputs_cannot_grade_is_refused_with_its_reason(tmp_path, row, why) -> None:
    found = read(tmp_path, row)

    assert isinstance(found, RefusedRow)
    assert why in found.reason


def test_methods_of_unittest_become_calls_with_their_outputs(tmp_path, grader: UnitTester) -> None:
    found = problem(tmp_path, BIG)

    assert isinstance(found.reference, CodeReference)
    assert (found.source.policy, found.source.licence, len(found.reference.tests)) == (
        "heldout_only",
        "Apache-2.0",
        3,
    )
    assert "share of them" in found.prompt
    assert "assertEqual" not in found.prompt
    right = f"{BIG['complete_prompt']}{BIG['canonical_solution']}"
    assert grader.verify(found, bare("a", found, f"```python\n{right}```")).outcome == "correct"
    wrong = right.replace("math.ceil", "math.floor")
    assert grader.verify(found, bare("b", found, f"```python\n{wrong}```")).outcome == "incorrect"


def test_packed_tests_that_want_to_import_are_not_unpickled(tmp_path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("unpickled",)

    evil = base64.b64encode(zlib.compress(pickle.dumps(Evil()))).decode()

    with pytest.raises(UserError, match=r"rows.jsonl:1: the private tests can't be unpacked"):
        read(tmp_path, LIVE | {"private_test_cases": evil})


@pytest.mark.parametrize("told", ["not base64!", base64.b64encode(b"no stream").decode(), ""])
def test_packed_tests_that_cannot_be_read_are_named_or_absent(tmp_path, told) -> None:
    row = LIVE | {"private_test_cases": told}
    if told:
        with pytest.raises(UserError, match="private tests"):
            read(tmp_path, row)
    else:
        assert isinstance(problem(tmp_path, row).reference, CodeReference)


def test_a_prompt_shows_the_code_to_start_from(tmp_path) -> None:
    asked = problem(tmp_path, LEETCODE).prompt

    assert "Add up the numbers." in asked
    assert "def addUp(self, xs: List[int]) -> int:" in asked


def test_each_call_of_a_method_has_a_new_object(tmp_path, grader: UnitTester) -> None:
    keeps = (
        "```python\nclass Solution:\n    def __init__(self):\n        self.sum = 0\n"
        "    def addUp(self, xs):\n        self.sum += sum(xs)\n        return self.sum\n```"
    )
    found = problem(tmp_path, LEETCODE)

    assert grader.verify(found, bare("a", found, keeps)).outcome == "correct"


def test_a_solution_without_the_method_is_wrong(tmp_path, grader: UnitTester) -> None:
    found = problem(tmp_path, LEETCODE)
    verdict = grader.verify(found, bare("a", found, "```python\nclass Solution:\n    pass\n```"))

    assert (verdict.outcome, verdict.reason) == ("incorrect", "runtime_error")


def test_tests_without_a_solution_may_measure_but_not_train(tmp_path, grader: UnitTester) -> None:
    assert fault(problem(tmp_path, LIVE), Code(), grader) is None
    assert "no reference solution" in str(fault(problem(tmp_path, CODEFORCES), Code(), grader))
