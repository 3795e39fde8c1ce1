from __future__ import annotations

import ast
from itertools import islice

import pytest

from verigen import registry, validate
from verigen.mutators.code_constants import shared_constants
from verigen.mutators.errors import Refused
from verigen.types import Change, CodeReference, Compare, Problem, Source
from verigen.types import Test as Example

SOLUTION = "def total(numbers):\n    result = 0\n    for n in numbers:\n        if n % 13 == 0:\n            result += n\n    return result\n"
NAMES = ["code_constants", "code_rename", "code_repair", "code_stdio"]


def problem(**changes: object) -> Problem:
    given = {
        "mode": "function",
        "entry_point": "total",
        "tests": [
            Example(args=[[1, 13, 26]], expected=39),
            Example(args=[[]], expected=0),
            Example(args=[[5, 10, 15, 20]], expected=0),
        ],
        "solution": SOLUTION,
    }
    return Problem(
        id="total",
        domain="code",
        prompt="Return the total of those `numbers` that 13 divides.\n\nWrite a Python function with this signature: `def total(numbers)`.",
        reference=CodeReference(**{**given, **changes}),  # type: ignore[arg-type]
        family="total",
        source=Source(bank="ours", licence="MIT"),
    )


def changes(name: str, parent: Problem, count: int = 3) -> list[Change]:
    return list(islice(registry.load("mutator", name)().changes(parent, 0, ()), count))


@pytest.mark.parametrize("name", NAMES)
def test_every_changed_reference_passes_its_own_tests(name: str) -> None:
    field = registry.load("domain", "code")()
    found = changes(name, problem())

    assert found
    with registry.load("verifier", "unit_tests")(jobs=1).open() as grader:
        for change in found:
            mutant = Problem(
                id="m", domain="code", prompt=change.prompt, reference=change.reference, family="f", source=problem().source
            )  # fmt: skip
            assert validate.fault(mutant, field, grader) is None


def test_a_function_gets_another_name_where_it_is_called_and_words_stay() -> None:
    for change in changes("code_rename", problem()):
        assert isinstance(change.reference, CodeReference)
        assert change.prompt.startswith("Return the total of those `numbers`")
        assert f"def {change.reference.entry_point}(numbers)" in change.prompt
        assert "result" not in str(change.reference.solution)


def test_a_function_becomes_a_program_of_lines_of_json() -> None:
    (change,) = changes("code_stdio", problem())

    assert isinstance(change.reference, CodeReference)
    assert change.reference.mode == "stdio"
    assert change.reference.tests[0] == Example(stdin="[[1, 13, 26]]\n", expected="39\n")
    assert "Write a Python function" not in change.prompt


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("code_stdio", {"tests": [Example(args=[[0.5]], expected=1)]}),
        ("code_stdio", {"tests": [Example(args=[{"__tuple__": [1]}], expected=1)]}),
        ("code_stdio", {"compare": Compare(kind="float")}),
        ("code_stdio", {"mode": "stdio", "entry_point": None}),
        ("code_rename", {"mode": "stdio", "entry_point": None}),
        ("code_repair", {"solution": None}),
        ("code_rename", {"solution": "def total(:"}),
        ("code_constants", {"solution": "def total(numbers):\n    return 13 + 13 * len(numbers)\n"}),
        ("code_constants", {"tests": [Example(args=[[]], expected=0)]}),
    ],
)
def test_what_can_not_be_changed_is_refused(name: str, changed: dict[str, object]) -> None:
    with pytest.raises(Refused):
        changes(name, problem(**changed))


def test_a_constant_changes_in_prompt_and_solution_and_the_tests_follow() -> None:
    for change in changes("code_constants", problem()):
        old, _, new = change.parameters["constant"].partition(">")
        assert isinstance(change.reference, CodeReference)
        assert old == "13"
        assert f"that {new} divides" in change.prompt
        assert f"% {new}" in str(change.reference.solution)
        for test in change.reference.tests:
            assert test.expected == sum(n for n in test.args[0] if n % int(new) == 0)


def test_constants_of_the_world_stay() -> None:
    assert shared_constants("Is the year divisible by 400?", "def f(y):\n    return y % 400 == 0\n") == []


def test_a_program_to_repair_is_wrong_and_labelled() -> None:
    for change in changes("code_repair", problem()):
        wrong = change.parameters["wrong"]
        assert change.parameters["label"] == "incorrect"
        assert wrong.strip() in change.prompt
        assert ast.dump(ast.parse(wrong)) != ast.dump(ast.parse(SOLUTION))
