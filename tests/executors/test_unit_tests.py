"""Verdicts on programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from verigen.core.errors import ExecutorError, ReferenceFault
from verigen.core.types import Execution, Job, Problem, Source
from verigen.domains.code.reference import CodeReference, Compare
from verigen.domains.code.reference import Test as Example
from verigen.problems.validate import bare
from verigen.verifiers.unit_tests import UnitTester, UnitTests, checker

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKER = """
def check(stdin, expected, output):
    a, b = map(int, output.split())
    return a > 0 and b > 0 and a + b == int(stdin)
"""


@pytest.fixture(scope="module")
def tester() -> Iterator[UnitTester]:
    with UnitTests(jobs=1).open() as opened:
        yield opened


def problem(**reference: Any) -> Problem:
    fields = {"mode": "function", "entry_point": "f", "time_limit_s": 0.5, "memory_mb": 128, **reference}
    return Problem(
        id="p",
        domain="code",
        prompt="",
        reference=CodeReference(**fields),
        family="p",
        source=Source(bank="tests", licence="CC0-1.0"),
    )


SQUARE = problem(tests=[Example(args=[n], expected=n * n) for n in (2, 3)])
SPLIT = problem(
    mode="stdio",
    entry_point=None,
    tests=[Example(stdin="5\n", expected="1 4\n")],
    compare=Compare(kind="checker", checker=CHECKER),
)


@pytest.mark.parametrize(
    ("code", "outcome", "reason"),
    [
        ("def f(n): return n * n", "correct", "passed"),
        ("def f(n): return n + n", "incorrect", "wrong_answer"),
        ("def f(n): return n / 0", "incorrect", "runtime_error"),
        ("def f(n):\n    while True: pass", "incorrect", "timeout"),
        ("def f(n): return bytearray(1 << 30)", "incorrect", "memory"),
        ("def f(n): return [n] * 10**7", "incorrect", "output_limit"),
        ("import os\ndef f(n): os._exit(0)", "incorrect", "no_result"),
        ("def f(n) return n", "incorrect", "syntax_error"),
        ("import ctypes\ndef f(n): ctypes.CDLL(None).ptrace(0, 0, 0, 0)", "incorrect", "sandbox_violation"),
    ],
)
def test_a_program_gets_its_verdict(tester: UnitTester, code: str, outcome: str, reason: str) -> None:
    verdict = tester.verify(SQUARE, bare("c", SQUARE, f"Here it is:\n```python\n{code}\n```\n"))

    assert (verdict.outcome, verdict.reason) == (outcome, reason)
    assert str(verdict.extracted).strip() == code
    assert verdict.message


def test_the_first_test_that_fails_is_named(tester: UnitTester) -> None:
    assert tester.grade(SQUARE, "def f(n): return 4").message == "test 2: expected 9, got 4"


def test_a_reply_without_a_program_has_no_code(tester: UnitTester) -> None:
    verdict = tester.verify(SQUARE, bare("c", SQUARE, "I can't do that."))

    assert (verdict.outcome, verdict.reason, verdict.extracted) == ("incorrect", "no_code", None)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("print(2, 3)", "correct"),
        ("print(0, 5)", "incorrect"),
        ("print('garbage')", "incorrect"),
        ("print()", "incorrect"),
    ],
)
def test_a_checker_decides_where_many_answers_are_right(tester: UnitTester, code: str, outcome: str) -> None:
    assert tester.grade(SPLIT, code).outcome == outcome


def test_a_checker_that_does_not_answer_leaves_the_verdict_open(tester: UnitTester) -> None:
    broken = problem(
        mode="stdio",
        tests=[Example(stdin="5\n", expected="1 4\n")],
        compare=Compare(kind="checker", checker="def check(*a): import os; os._exit(0)"),
    )

    verdict = tester.grade(broken, "print(2, 3)")

    assert (verdict.outcome, verdict.reason) == ("unverified", "checker_failed")


def test_without_its_checker_a_problem_accepts_only_what_it_expects(tester: UnitTester) -> None:
    bare = problem(
        mode="stdio", tests=[Example(stdin="5\n", expected="1 4\n")], compare=Compare(kind="checker")
    )

    assert tester.grade(bare, "print(1, 4)").outcome == "correct"
    assert tester.grade(bare, "print(2, 3)").outcome == "unverified"


def test_an_expected_exception_passes_and_its_absence_fails(tester: UnitTester) -> None:
    raising = problem(tests=[Example(args=["x"], expected={"__raises__": "ValueError"})])

    assert tester.grade(raising, "def f(s): return int(s)").outcome == "correct"
    assert tester.grade(raising, "def f(s): return 0").reason == "wrong_answer"
    assert tester.grade(raising, "def f(s): return {}[s]").reason == "runtime_error"


def test_work_done_in_place_is_judged_by_the_arguments(tester: UnitTester) -> None:
    sorting = problem(tests=[Example(args=[[3, 1, 2]], expected={"__args_after__": [[1, 2, 3]]})])

    assert tester.grade(sorting, "def f(xs): xs.sort()").outcome == "correct"
    assert tester.grade(sorting, "def f(xs): return sorted(xs)").outcome == "incorrect"


def test_a_long_answer_that_is_expected_is_no_output_limit(tester: UnitTester) -> None:
    long = problem(tests=[Example(args=[], expected=["x" * 1000] * 3000)])

    assert tester.grade(long, "def f(): return ['x' * 1000] * 3000").outcome == "correct"


@pytest.mark.parametrize(
    "reference",
    [
        {"tests": []},
        {"tests": [Example(expected=1)], "entry_point": None},
        {"tests": [Example(args=[{"__set__": [[1]]}], expected=1)]},
        {"tests": [Example(args=[{"__int__": "zz"}], expected=1)]},
        {"tests": [Example(expected={"__fraction__": [1, 0]})]},
        {"tests": [Example(expected={"__raises__": 3})]},
        {"tests": [Example(stdin="", expected=3)], "mode": "stdio"},
    ],
)
def test_tests_that_can_not_be_run_are_the_problems_fault(
    tester: UnitTester, reference: dict[str, Any]
) -> None:
    with pytest.raises(ReferenceFault, match="problem p"):
        tester.verify(problem(**reference), bare("c", SQUARE, "no program"))


class Broken:
    """A pool whose sandboxes never work."""

    def run(self, job: Job) -> Execution:
        raise ExecutorError(f"no sandbox for {job.mode}")


def test_a_fault_of_ours_is_never_the_candidates() -> None:
    verdict = UnitTester(Broken(), Broken()).grade(SQUARE, "def f(n): return 0")

    assert (verdict.outcome, verdict.reason) == ("unverified", "sandbox_failed")


def test_verdicts_made_without_a_sandbox_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    with UnitTests(executor="unsafe-subprocess", jobs=1).open() as unsafe:
        verdict = unsafe.grade(SQUARE, "def f(n): return n * n")

    assert verdict.outcome == "correct"
    assert "unsafe-subprocess" in verdict.verifier
    assert "UNPROTECTED" in capsys.readouterr().err


def test_a_problem_that_changes_under_its_name_is_looked_through_again(tester: UnitTester) -> None:
    cubes = replace(SQUARE, reference=problem(tests=[Example(args=[2], expected=8)]).reference)

    assert tester.grade(SQUARE, "def f(n): return n * n").outcome == "correct"
    assert tester.grade(cubes, "def f(n): return n * n").outcome == "incorrect"


PICK = problem(
    tests=[Example(args=[[1, 5, 9], 3], expected=5), Example(args=[[2, 8], 7], expected=8)],
    compare=Compare(
        kind="checker",
        checker="def check(args, expected, output): return int(output) in args[0] and int(output) > args[1]",
    ),
)
FORGE = """
import sys
def f(xs, k):
    frame = sys._getframe()
    while 'desk' not in frame.f_locals: frame = frame.f_back
    for _ in range(2): frame.f_locals['desk'].append(b'{"value": VALUE}\\n')
    return 0
"""


@pytest.mark.parametrize(
    "value",
    [
        '{"__fraction__": [1, 0]}',
        '{"__set__": [[1]]}',
        '{"__dict__": [[[], 1]]}',
        '{"__int__": "zz"}',
        '{"__str__": "ff"}',
        '{"__decimal__": "sNaN"}',
        "[" * 300 + "]" * 300,
    ],
)
def test_a_forged_value_does_not_break_a_checker(tester: UnitTester, value: str) -> None:
    assert tester.grade(PICK, FORGE.replace("VALUE", value)).outcome == "incorrect"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checker that never ends takes a quarter of a CPU second instead of two."""
    monkeypatch.setattr(checker, "CALL_S", 0.25)


@pytest.mark.parametrize(
    "answer",
    ["Decimal('1e99999999')", "Decimal('sNaN')", "'9' * 10**5", "Fraction(1, 3)", "range(3)", "[[]] * 9"],
)
@pytest.mark.usefixtures("impatient")
def test_a_value_that_a_checker_can_not_bear_is_incorrect(tester: UnitTester, answer: str) -> None:
    code = f"from decimal import Decimal\nfrom fractions import Fraction\ndef f(xs, k): return {answer}"

    assert tester.grade(PICK, code).outcome == "incorrect"
    assert tester.grade(PICK, "def f(xs, k): return max(xs)").outcome == "correct"


@pytest.mark.usefixtures("impatient")
def test_a_checker_that_fails_on_the_expected_output_too_is_the_problems_fault(tester: UnitTester) -> None:
    endless = problem(
        tests=[Example(args=[1], expected=1)],
        compare=Compare(kind="checker", checker="def check(*a):\n    while True: pass"),
    )

    assert tester.grade(endless, "def f(n): return n").reason == "checker_failed"


@pytest.mark.parametrize(
    "code",
    ["import gurobipy\ndef f(n): return n * n", "import subprocess\ndef f(n): subprocess.run(['true'])"],
)
def test_what_is_not_supported_is_no_mistake(tester: UnitTester, code: str) -> None:
    assert (tester.grade(SQUARE, code).outcome, tester.grade(SQUARE, code).reason) == (
        "unverified",
        "unsupported",
    )


def test_a_wrong_answer_comes_before_what_is_not_supported(tester: UnitTester) -> None:
    late = "def f(n):\n    if n == 2: return 0\n    import gurobipy"

    assert tester.grade(SQUARE, late).outcome == "incorrect"


def test_the_syntax_of_a_newer_python_is_no_mistake(tester: UnitTester) -> None:
    assert tester.grade(SQUARE, "def f[T](n: T) -> T: return n * n").outcome in {"unverified", "correct"}
    assert tester.grade(SQUARE, "def f[T(n): return n * n").outcome == "incorrect"
