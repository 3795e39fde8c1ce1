from collections.abc import Iterator
from dataclasses import replace
from time import time

import pytest

from verigen.core.graded import Graded
from verigen.core.types import Call, Outcome, Problem, Source, Verdict
from verigen.domains.code import reference
from verigen.domains.code.reference import CodeReference
from verigen.executors.local import Local
from verigen.grading.audit.graders import Graders
from verigen.grading.audit.programs import HardenedTests, audit_programs
from verigen.grading.audit.report import AuditReport
from verigen.grading.audit.reruns import Reruns, open_reruns
from verigen.grading.audit.rewritten import rewritings
from verigen.problems import validate
from verigen.problems.banks.find import find
from verigen.problems.harden.trial import failures, run

DAYS = 100 * 86_400.0  # the clock is shifted by more
SOLUTION = "def top(items):\n    best = items[0]\n    for item in items:\n        best = max(best, item)\n    return best\n"
REFERENCE = CodeReference(
    mode="function",
    entry_point="top",
    solution=SOLUTION,
    tests=[
        reference.Test(args=[given], expected=max(given))
        for given in ([3, 1, 2], [1, 2], [7], [2, 9, 9], [0, 4, 4, 1])
    ],
)
PROBLEM = Problem(
    id="top",
    domain="code",
    prompt="Return the largest number of a list of 1 to 6 integers.",
    reference=REFERENCE,
    family="top",
    source=Source(bank="own", licence="CC0-1.0"),
)
ACCEPTED = {
    "right": "def top(xs):\n    return sorted(xs)[-1]",
    "right, and asks the time": "import time\ndef top(xs):\n    time.time()\n    return max(xs)",
    "by the clock": "import time\ndef top(xs):\n    return max(xs) if time.time() < {soon} else 0",
    "by earlier calls": "seen = []\ndef top(xs):\n    seen.append(xs)\n    return max(xs) if len(seen) < 7 else 0",
    "by the hash seed": "def top(xs):\n    return max(xs) if hash('verigen') == {hash} else 0",
    "by the tests": "def top(xs):\n    return max(xs[:2] + xs[-1:])",
}


@pytest.fixture(scope="module")
def second() -> Iterator[Reruns]:
    with open_reruns("local", 1) as reruns:
        yield reruns


def graded(name: str, code: str, outcome: Outcome = "correct") -> Graded:
    candidate = validate.bare(name, PROBLEM, f"```python\n{code}\n```")
    return Graded(
        problem=PROBLEM,
        candidate=candidate,
        verdict=Verdict(outcome=outcome, verifier="unit_tests/1", method="exact", reason="passed"),
    )


def audited(second: Reruns, *items: Graded, make: bool = True) -> AuditReport:
    more = HardenedTests(given={}, make=make, pools=second.pools)
    with Graders({"executor": "local", "jobs": 1}) as graders:
        return audit_programs(items, graders.of, second, more)


def own_hash() -> int:
    """What the first hash seed makes of a text, so that a program passes under this seed alone."""
    asked = CodeReference(mode="function", entry_point="own", tests=[])
    with Local(jobs=1).open() as pool:
        return int(run("def own():\n    return hash('verigen')", asked, [Call()], pool)[0].value)


@pytest.fixture(scope="module")
def report(second: Reruns) -> AuditReport:
    known, soon = str(own_hash()), str(time() + DAYS)
    items = [
        graded(name, code.replace("{hash}", known).replace("{soon}", soon)) for name, code in ACCEPTED.items()
    ]
    return audited(second, *items, graded("rejected", "def top(xs):\n    return 0", "incorrect"))


def test_programs_that_passed_by_accident_are_refuted_with_the_condition(report: AuditReport) -> None:
    assert {one.id: one.why.partition(":")[0] for one in report.disagreements} == {
        "by the clock": "a shifted clock",
        "by earlier calls": "shuffled calls",
        "by the hash seed": "hash seed 1",
        "by the tests": "a hardened test",
    }
    assert report.agree == 3
    assert report.unread == []


def test_the_share_of_wrong_rows_is_at_least_what_reruns_refute(report: AuditReport) -> None:
    assert report.overruled is not None
    assert report.wrong_rows is not None
    assert report.wrong_rows.value >= report.overruled.value == pytest.approx(4 / 6)


def test_mutants_that_only_more_tests_kill_are_false_accepts(second: Reruns) -> None:
    weak = replace(PROBLEM, reference=replace(REFERENCE, tests=REFERENCE.tests[:2]))
    item = replace(graded("right", ACCEPTED["right"]), problem=weak)

    full, few = audited(second, graded("right", ACCEPTED["right"])), audited(second, item)

    assert full.false_accepts.planted >= 3
    assert len(few.false_accepts.mistakes) > len(full.false_accepts.mistakes)
    assert few.false_rejects.mistakes == []


def test_without_more_tests_nothing_tells_what_the_own_tests_miss(second: Reruns) -> None:
    report = audited(second, graded("by the tests", ACCEPTED["by the tests"]), make=False)

    assert report.disagreements == []
    assert report.false_accepts.planted == 0
    assert report.wrong_rows is None


def test_a_program_that_only_runs_out_of_time_again_is_undecided(second: Reruns) -> None:
    report = audited(second, graded("endless", "def top(xs):\n    while True:\n        pass"), make=False)

    assert [(one.id, one.fault) for one in report.unread] == [("endless", "timeout")]
    assert report.disagreements == []


def test_rewritten_solutions_do_what_the_solutions_do(second: Reruns) -> None:
    for problem in list(find("code-core", "code", licence=None, split="train").problems())[::9]:
        reference = problem.reference
        assert isinstance(reference, CodeReference)
        found = dict(rewritings(reference))

        assert len(found) >= 3
        for code in found.values():
            assert not failures(code, reference, reference.tests, second.pools[0]), code


def test_other_names_leave_parameters_globals_and_looked_up_names_alone() -> None:
    def renamed(source: str) -> str | None:
        reference = CodeReference(mode="function", entry_point="f", tests=[], solution=source)
        return dict(rewritings(reference)).get("other names")

    assert renamed("def f(a):\n    b = a\n    return b") == "def f(a):\n    b_1x = a\n    return b_1x"
    assert renamed("N = 0\ndef f():\n    global N\n    N = 1") is None
    assert renamed("def f():\n    b = 1\n    return eval('b')") is None
    assert renamed("def f(a):\n    a = 1\n    return (lambda b: b)(a)") is None
