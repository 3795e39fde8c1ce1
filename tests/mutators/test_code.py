from __future__ import annotations

import ast
from dataclasses import replace
from itertools import islice

import pytest

from verigen.core import registry
from verigen.core.types import Change, Problem, Source
from verigen.domains.code.reference import CodeReference, Compare
from verigen.domains.code.reference import Test as Example
from verigen.problems import validate
from verigen.problems.mutate import mutate
from verigen.problems.mutate.mutators.code_constants import shared_constants
from verigen.problems.mutate.mutators.code_inputs import fits
from verigen.problems.mutate.mutators.errors import Refused

STDIO = {
    "mode": "stdio",
    "entry_point": None,
    "compare": Compare(kind="lines"),
    "tests": [Example(stdin="1 2\n", expected="3\n\n"), Example(stdin="-4\n", expected="-4 \n")],
    "solution": "def main():\n    print(sum(map(int, input().split())))\n    print()\n\nmain()\n",
}
SOLUTION = "def total(numbers):\n    result = 0\n    for n in numbers:\n        if n % 13 == 0:\n            result += n\n    return result\n"
NAMES = ["code_constants", "code_rename", "code_repair", "code_stdio"]
EVENS = "LIMIT = 2\n\ndef evens(numbers):\n    return [n for n in numbers if n % LIMIT == 0]\n"


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
        ("code_stdio", {**STDIO, "solution": "total = 0\ndef f():\n    global total\nf()\n"}),
        ("code_stdio", {**STDIO, "solution": "from math import *\nprint(floor(int(input())))\n"}),
        ("code_stdio", {**STDIO, "compare": Compare(kind="float_tokens")}),
        ("code_compose", STDIO),
        ("code_compose", {"tests": [Example(args=[1, 2], expected=3)]}),
        ("code_compose", {"compare": Compare(kind="checker", checker="def check(*_):\n    return True\n")}),
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


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("Print lines 3, 9, 15 and so on, at most 41.", [41]),
        ("Print lines 3, 9, 15, ..., at most 41.", [41]),
        ("Print lines 3, 9 and 15 only, at most 41.", [3, 9, 41]),
    ],
)
def test_a_number_of_a_list_that_goes_on_stays(prompt: str, found: list[int]) -> None:
    """One other number would not go on as the others say."""
    assert shared_constants(prompt, "def f(n):\n    return [3, 9, 41][n]\n") == found


def test_constants_of_the_world_stay() -> None:
    assert shared_constants("Is the year divisible by 400?", "def f(y):\n    return y % 400 == 0\n") == []


def test_a_program_to_repair_is_wrong_and_labelled() -> None:
    for change in changes("code_repair", problem()):
        wrong = change.parameters["wrong"]
        assert change.parameters["label"] == "incorrect"
        assert wrong.strip() in change.prompt
        assert ast.dump(ast.parse(wrong)) != ast.dump(ast.parse(SOLUTION))


def test_a_program_becomes_a_function_of_its_input() -> None:
    (change,) = changes("code_stdio", problem(**STDIO))

    assert isinstance(change.reference, CodeReference)
    assert change.reference.entry_point == "transform"
    assert [(test.args, test.expected) for test in change.reference.tests] == [
        (["1 2\n"], ["3"]),
        (["-4\n"], ["-4"]),
    ]
    with registry.load("verifier", "unit_tests")(jobs=1).open() as grader:
        mutant = replace(problem(), prompt=change.prompt, reference=change.reference)
        assert validate.fault(mutant, registry.load("domain", "code")(), grader) is None


def test_a_program_that_prints_nothing_becomes_a_function_that_returns_no_lines() -> None:
    silent = {**STDIO, "tests": [Example(stdin="1\n", expected="")], "solution": "input()\n"}
    (change,) = changes("code_stdio", problem(**silent))

    assert isinstance(change.reference, CodeReference)
    assert change.reference.tests[0].expected == []
    with registry.load("verifier", "unit_tests")(jobs=1).open() as grader:
        assert (
            grader.grade(
                replace(problem(), prompt=change.prompt, reference=change.reference),
                change.reference.solution or "",
            ).outcome
            == "correct"
        )


def partner(**changes: object) -> Problem:
    """Its lists of even numbers are like the lists that `total` takes."""
    lists = [[1, 13, 26], [2, 4, 26, 13], [8, 10, 20], [26, 26], [5], []]
    given = {
        "mode": "function",
        "entry_point": "evens",
        "tests": [Example(args=[each], expected=[n for n in each if n % 2 == 0]) for each in lists],
        "solution": EVENS,
        **changes,
    }
    return replace(
        problem(), id="evens", family="evens", prompt="Return the even `numbers`.", reference=CodeReference(**given)  # type: ignore[arg-type]
    )  # fmt: skip


def taker() -> Problem:
    lists = [[1, 13, 26], [], [5, 10, 15, 20], [26, 26], [13]]
    return problem(
        tests=[Example(args=[each], expected=sum(n for n in each if n % 13 == 0)) for each in lists]
    )


def test_two_steps_are_chained_and_every_output_is_computed_by_both_solutions() -> None:
    (change,) = registry.load("mutator", "code_compose")().changes(taker(), 0, [partner()])

    assert isinstance(change.reference, CodeReference)
    assert change.reference.entry_point == "evens_then_total"
    assert change.joins == ("evens",)
    for test in change.reference.tests:
        assert test.expected == sum(n for n in test.args[0] if n % 26 == 0)


@pytest.mark.parametrize(
    "other",
    [
        partner(solution=EVENS.replace("evens(", "total("), entry_point="total"),
        partner(solution="def evens(numbers, /):\n    return [n for n in numbers if n % 2 == 0]\n"),
        partner(tests=[Example(args=[[1]], expected=[99])] * 5),
        partner(solution="def evens(numbers):\n    return list(numbers)\n"),
        replace(partner(), source=Source(bank="ours", licence="MIT", policy="heldout_only")),
    ],
    ids=[
        "one name twice",
        "parameters",
        "unlike outputs",
        "a step that changes nothing",
        "a held-out partner",
    ],
)
def test_what_can_not_be_chained_is_refused(other: Problem) -> None:
    with pytest.raises(Refused, match="gives what it takes"):
        list(registry.load("mutator", "code_compose")().changes(taker(), 0, [other]))


def test_a_chain_whose_steps_disagree_with_its_tests_is_refused() -> None:
    liar = partner(tests=[replace(test, expected=[26]) for test in partner().reference.tests])
    options = mutate.MutateOptions(variants=3)
    with registry.load("verifier", "unit_tests")(jobs=1).open() as grader:
        found = list(
            mutate.mutate([liar, taker()], mutate.named("code_compose"), options, registry.load("domain", "code")(), grader)
        )  # fmt: skip

    reasons = {
        each.reason for each in found if isinstance(each, mutate.Discarded) and each.parent.id == "total"
    }
    assert reasons == {"a second derivation disagrees"}


@pytest.mark.parametrize(
    ("value", "seen", "like"),
    [
        (5, [1, 9], True),
        (10, [1, 9], False),
        (True, [1, 0], False),
        (1.5, [1, 2], False),
        ("ab", ["ba", "abc"], True),
        ("1:30", ["2:15", "10:45"], False),
        ("2:15", ["2:15", "10:45"], True),
        ([3, 1], [[1, 2], [2, 4]], False),
        ([1, 3], [[1, 2], [2, 4]], True),
        ([2, 2], [[2, 1], [3, 1]], False),
        ([[1, 2], [3]], [[[1, 2], [3, 1]], [[2, 2], [1, 1]]], False),
        ([], [[1], [2]], False),
        ({"a": 1}, [{"b": 2}], False),
        (None, [None, 1], False),
    ],
)
def test_a_value_is_held_against_the_inputs_that_were_seen(
    value: object, seen: list[object], *, like: bool
) -> None:
    assert fits(value, seen) is like
