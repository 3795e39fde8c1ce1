"""Assert-style rows become inputs and outputs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from verigen.core.offers import RefusedRow
from verigen.core.unread import UnreadRow
from verigen.domains.code.asserts import Asserts, Unconvertible, convert
from verigen.domains.code.part import Code
from verigen.domains.code.reference import CodeReference, Compare
from verigen.domains.code.reference import Test as Example
from verigen.problems.banks.hub import Hub
from verigen.problems.banks.rows import Rows
from verigen.problems.validate import own

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.core.parts import Pool
    from verigen.core.types import Problem
    from verigen.verifiers.unit_tests import UnitTester

HALF = {
    "task_id": "Own/1",
    "prompt": 'def half(n):\n    """Half of n."""\n',
    "canonical_solution": "    return n / 2\n",
    "entry_point": "half",
    "test": "def check(candidate):\n    assert candidate(4) == 2\n    assert abs(candidate(3) - 1.5) < 1e-6\n",
}
SHARED = {
    "task_id": 7,
    "text": "Find the elements that two lists share.",
    "code": "def shared(a, b):\r\n    return [x for x in a if x in b]",
    "test_list": ["assert set(shared([1, 2, 3], [3, 2])) == {2, 3}", "assert set(shared([1], [])) == set()"],
    "test_setup_code": "",
    "challenge_test_list": [],
}


def converted(check: str, solution: str, pool: Pool) -> tuple[list[Example], Compare]:
    return convert(Asserts(solution=solution, entry_point="f", check=f"def check(candidate):\n{check}"), pool)


def test_an_equality_is_an_input_and_an_output(pool: Pool) -> None:
    tests, compare = converted(
        "    assert candidate(2, b=(1,)) == [3]\n", "def f(a, b): return [a + b[0]]", pool
    )

    assert tests == [Example(args=[2], kwargs={"b": {"__tuple__": [1]}}, expected=[3])]
    assert compare.kind == "exact"


def test_a_loop_with_random_inputs_is_recorded_call_by_call(pool: Pool) -> None:
    check = (
        "    import random\n    for i in range(5):\n        x = random.randint(0, 10**6)\n"
        "        assert candidate(x) == x + 1\n"
    )

    tests, _ = converted(check, "def f(x): return x + 1", pool)

    assert len(tests) == 5
    assert all(test.expected == test.args[0] + 1 for test in tests)


def test_arguments_are_recorded_as_they_were_before_the_call(pool: Pool) -> None:
    tests, _ = converted("    assert candidate([2, 1]) is None\n", "def f(xs): xs.sort()", pool)

    assert tests[0].args == [[2, 1]]


def test_bounds_on_a_difference_are_tolerances(pool: Pool) -> None:
    _, compare = converted("    assert abs(candidate(1) - 0.5) < 1e-3\n", "def f(x): return x / 2", pool)

    assert (compare.kind, compare.abs) == ("float", 1e-3)


def test_isclose_keeps_its_relative_tolerance(pool: Pool) -> None:
    check = "    import math\n    assert math.isclose(candidate(1), 0.5, rel_tol=0.01)\n"

    _, compare = converted(check, "def f(x): return x / 2", pool)

    assert (compare.kind, compare.rel) == ("float", 0.01)


def test_equal_floats_are_compared_with_a_tolerance(pool: Pool) -> None:
    _, compare = converted("    assert candidate(1) == 0.5\n", "def f(x): return x / 2", pool)

    assert compare.kind == "float"


REFUSED = {
    "a wrong reference": ("    assert candidate(1) == 3\n", "def f(x): return x", "fails its own tests"),
    "an object": (
        "    assert candidate(1) == candidate(1)\n",
        "def f(x): return object()",
        "not of one output",
    ),
    "no call": ("    assert True\n", "def f(x): return x", "no assert speaks"),
    "a membership": ("    assert candidate(1) in (1, 2)\n", "def f(x): return x", "can't be read"),
    "a crash": ("    assert candidate(1) == 1\n", "import nothing_of_the_kind", "does not run"),
}


@pytest.mark.parametrize(("check", "solution", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_input_and_output_is_refused_with_its_reason(
    check: str, solution: str, reason: str, pool: Pool
) -> None:
    with pytest.raises(Unconvertible, match=reason):
        converted(check, solution, pool)


def problems(rows: list[Any], folder: Path) -> list[Any]:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return list(Rows(domain="code", path=path, name="rows", licence="CC0-1.0").all())


def test_rows_of_both_kinds_are_read_by_their_columns(tmp_path: Path, grader: UnitTester) -> None:
    first, second = problems([HALF, SHARED], tmp_path)

    assert not isinstance(first, RefusedRow)
    assert not isinstance(second, RefusedRow)
    assert (first.id, second.id) == ("Own/1", "rows/7")
    assert "assert set(shared(" in second.prompt
    assert [grader.verify(p, own(p, Code())).outcome for p in (first, second)] == ["correct", "correct"]


@pytest.mark.parametrize(
    ("row", "said", "licence"),
    [
        ({**HALF, "task_id": "HumanEval/7"}, "NOASSERTION", "MIT"),
        (HALF, "NOASSERTION", "NOASSERTION"),
        (SHARED, "NOASSERTION", "CC-BY-4.0"),
        ({**SHARED, "task_id": "mine"}, "NOASSERTION", "NOASSERTION"),
        (SHARED, "Apache-2.0", "CC-BY-4.0"),
        ({**SHARED, "licence": "CC0-1.0"}, "Apache-2.0", "CC0-1.0"),
    ],
)
def test_a_public_set_has_its_licence_whatever_is_said_for_others(
    row: dict[str, Any], said: str, licence: str, tmp_path: Path
) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(json.dumps(row))

    (found,) = Rows(domain="code", path=path, name="b", licence=said).problems()

    assert found.source.licence == licence


def test_the_order_of_a_list_compared_as_a_set_does_not_matter(tmp_path: Path, grader: UnitTester) -> None:
    (problem,) = problems([SHARED], tmp_path)
    assert not isinstance(problem, RefusedRow)
    backwards = "```python\ndef shared(a, b):\n    return [x for x in reversed(a) if x in b]\n```"
    wrong = "```python\ndef shared(a, b):\n    return a\n```"

    outcomes = [grader.verify(problem, answer(problem, text)).outcome for text in (backwards, wrong)]

    assert outcomes == ["correct", "incorrect"]


def test_a_refused_row_is_logged_and_the_others_are_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        json.dumps({**HALF, "test": "def check(candidate):\n    pass\n"}) + "\n" + json.dumps(SHARED)
    )

    read = list(Rows(domain="code", path=path, name="rows", licence="CC0-1.0").problems())

    assert [problem.id for problem in read] == ["rows/7"]
    assert "Own/1 is left out: no assert speaks" in caplog.text


def test_verigens_own_rows_pass_as_they_are(tmp_path: Path) -> None:
    row = {
        "id": "add",
        "prompt": "Return a + b.",
        "reference": {"mode": "function", "entry_point": "add", "tests": [{"args": [2, 3], "expected": 5}]},
    }

    (problem,) = problems([row], tmp_path)

    assert not isinstance(problem, RefusedRow)
    assert problem.reference == CodeReference(
        mode="function", entry_point="add", tests=[Example(args=[2, 3], expected=5)]
    )


BAD = {
    "no columns": ({"question": "?"}, "needs `reference`"),
    "unknown mode": ({"prompt": "?", "reference": {"mode": "magic", "tests": []}}, "magic"),
    "no object": ([1], "a row is an object, not list"),
    "no texts": ({**SHARED, "test_list": [1]}, "column test_list holds something other"),
}


@pytest.mark.parametrize(("row", "reason"), BAD.values(), ids=BAD.keys())
def test_a_row_that_is_no_problem_is_told_by_file_and_line(row: Any, reason: str, tmp_path: Path) -> None:
    found = problems([HALF, row], tmp_path)[1]

    assert isinstance(found, UnreadRow)
    assert found.place.endswith("rows.jsonl:2")
    assert re.search(reason, found.reason)


def test_a_data_set_of_the_hub_is_read_like_a_file(tmp_path: Path) -> None:
    write = tmp_path / "set" / "train.jsonl"
    write.parent.mkdir()
    write.write_text(json.dumps(HALF) + "\n")

    (read,) = Hub(path=str(write.parent), name="set", domain="code", licence="CC0-1.0").problems()

    assert isinstance(read.reference, CodeReference)
    assert [test.expected for test in read.reference.tests] == [2.0, 1.5]


def answer(problem: Problem, text: str) -> Any:
    from dataclasses import replace

    return replace(own(problem, Code()), text=text)


FILES = {
    "HumanEval": ("humaneval/HumanEval.jsonl", 164, set()),
    "MBPP sanitized": ("mbpp/sanitized-mbpp.json", 427, set()),
    # Their inputs or outputs are objects of classes that the row itself defines, or types.
    "MBPP": ("mbpp/mbpp.jsonl", 974, {"mbpp/367", "mbpp/533", "mbpp/601", "mbpp/927"}),
}


@pytest.mark.slow
@pytest.mark.parametrize(("file", "count", "refused"), FILES.values(), ids=FILES.keys())
def test_every_reference_of_a_public_set_is_graded_correct(
    file: str, count: int, refused: set[str], data: Path, grader: UnitTester
) -> None:
    path = data / file
    rows: list[Any] = list(Rows(domain="code", path=path, name=path.stem, licence="NOASSERTION").all())

    graded = [row for row in rows if not isinstance(row, RefusedRow)]
    wrong = [p.id for p in graded if grader.verify(p, own(p, Code())).outcome != "correct"]

    assert len(rows) == count
    assert {row.id for row in rows if isinstance(row, RefusedRow)} == refused
    assert wrong == []
