"""The bank code-core: its problems are sound, and its tests tell right from wrong."""

from __future__ import annotations

import ast
import hashlib
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from verigen.core import paths
from verigen.core.types import Call
from verigen.domains.code.part import Code
from verigen.domains.code.reference import CodeReference
from verigen.problems.banks.own import Own
from verigen.problems.harden.trial import ORACLE, run
from verigen.problems.validate import own

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.core.types import Problem
    from verigen.verifiers.unit_tests import UnitTester

BANK = paths.data("problem_banks")
SOLUTIONS = Path(__file__).parent / "solutions"


def reference(problem: Problem) -> CodeReference:
    assert isinstance(problem.reference, CodeReference)
    return problem.reference


def read() -> list[Problem]:
    path = BANK / "code-core.jsonl"
    return list(Own(path=path, name="code-core", domain="code", licence="CC0-1.0").problems())


PROBLEMS = {problem.id.split("-", 3)[3].replace("-", "_"): problem for problem in read()}


def solutions(name: str) -> dict[str, str]:
    """Programs by problem; one that reads input is a function here, called at the end as the reference's is."""
    source = (SOLUTIONS / name).read_text()
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return {node.name: _program(node) for node in nodes}


def _program(node: ast.FunctionDef) -> str:
    call = f"\n\n{node.name}()" if reference(PROBLEMS[node.name]).mode == "stdio" else ""
    return f"{ast.unparse(node)}{call}\n"


RIGHT, WRONG = solutions("right.py"), solutions("wrong.py")


def test_the_catalogue_names_the_bytes_of_the_file() -> None:
    entry = tomllib.loads((BANK / "catalogue.toml").read_text())["code-core"]

    assert entry["sha256"] == hashlib.sha256((BANK / entry["file"]).read_bytes()).hexdigest()


def test_there_are_many_topics_and_five_levels() -> None:
    topics = Counter(problem.tags["topic"] for problem in PROBLEMS.values())
    levels = Counter(problem.tags["level"] for problem in PROBLEMS.values())

    assert len(PROBLEMS) >= 100
    assert len(topics) >= 12
    assert min(topics.values()) >= 5
    assert set(levels) == set("12345")


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_whole(name: str) -> None:
    problem = PROBLEMS[name]

    assert len(problem.prompt.split()) >= 12
    assert (f"{entry}(" if (entry := reference(problem).entry_point) else "standard input") in problem.prompt
    assert reference(problem).contract is not None
    assert 6 <= len(reference(problem).tests) <= 40
    assert problem.source.licence == "CC0-1.0"


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_reference_is_graded_correct(name: str, grader: UnitTester) -> None:
    verdict = grader.verify(PROBLEMS[name], own(PROBLEMS[name], Code()))

    assert (verdict.outcome, verdict.message) == ("correct", verdict.message)


@pytest.mark.parametrize("name", RIGHT)
def test_another_right_solution_passes(name: str, grader: UnitTester) -> None:
    verdict = grader.grade(PROBLEMS[name], RIGHT[name])

    assert verdict.outcome == "correct", verdict.message


@pytest.mark.parametrize("name", WRONG)
def test_a_typical_slip_fails(name: str, grader: UnitTester) -> None:
    verdict = grader.grade(PROBLEMS[name], WRONG[name])

    assert verdict.outcome == "incorrect"


BOUND = [name for name, problem in PROBLEMS.items() if (c := reference(problem).contract) and c.requires]


@pytest.mark.parametrize("name", BOUND)
def test_every_test_keeps_what_the_contract_requires(name: str, pool: Pool) -> None:
    problem = reference(PROBLEMS[name])
    assert problem.contract

    calls = [Call(args=test.args, kwargs=test.kwargs) for test in problem.tests]
    valid = CodeReference(mode="function", entry_point="valid", tests=[])
    outputs = run(f"valid = {problem.contract.requires}", valid, calls, pool, ORACLE)

    assert [output.value for output in outputs] == [True] * len(calls)
