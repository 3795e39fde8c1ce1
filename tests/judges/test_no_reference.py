"""Problems that nobody knows the answer of: read only where they are wanted, proved by nobody."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
import pytest

from samples import make_graded, write_lines
from verigen.core import problems, registry
from verigen.core.errors import UserError
from verigen.core.types import NoReference, Problem
from verigen.domains.math.reference import MathReference
from verigen.problems import validate
from verigen.problems.banks.find import find
from verigen.problems.banks.rows import Rows
from verigen.verifiers.majority import Majority
from verigen.verifiers.symbolic.part import Symbolic
from verigen.verifiers.unit_tests import UnitTests

OPEN = replace(make_graded(0, "unverified").problem, reference=NoReference())
PROVED = make_graded(0, "unverified").problem


def fault(problem: Problem, verifier: Symbolic | Majority) -> str | None:
    with verifier.open() as grader:
        return validate.fault(problem, registry.load("domain", "math")(), grader)


@pytest.mark.parametrize("domain", ["math", "code"])
def test_a_problem_without_a_reference_survives_a_ledger(domain: str) -> None:
    problem = replace(OPEN, domain=domain)

    assert problems.decode(problems.encode(problem)) == problem


@pytest.mark.parametrize("reference", ['{"anwser": "5"}', "[]", "null", '""'])
def test_only_empty_braces_stand_for_no_reference(reference: str) -> None:
    row = {**json.loads(problems.encode(PROVED)), "reference": json.loads(reference)}

    with pytest.raises(msgspec.ValidationError):
        problems.decode(json.dumps(row))


def test_plain_rows_without_an_answer_are_an_error_unless_they_are_wanted(tmp_path) -> None:
    path = write_lines(
        tmp_path / "q.jsonl", {"question": "1+1?", "answer": "2"}, {"question": "2+2?", "answer": " "}
    )

    found = list(Rows(path=path, name="q", domain="math", licence="MIT", unanswered=True).problems())

    assert [p.reference for p in found] == [MathReference(answer="2"), NoReference()]
    with pytest.raises(UserError, match=r"q\.jsonl:2: no answer"):
        list(Rows(path=path, name="q", domain="math", licence="MIT").problems())


def test_a_users_bank_is_read_without_answers_where_its_verifier_needs_none(tmp_path) -> None:
    path = write_lines(tmp_path / "q.jsonl", {"question": "1+1?"})

    bank = find(str(path), "math", licence=None, split="train", unanswered=True)

    assert [p.reference for p in bank.problems()] == [NoReference()]


def test_validation_takes_such_a_problem_only_where_none_is_needed() -> None:
    assert fault(OPEN, Majority()) is None
    assert "has no reference answer" in (fault(OPEN, Symbolic()) or "")


def test_a_vote_needs_no_proof_of_a_reference_that_is_there() -> None:
    assert fault(PROVED, Majority()) is None


def test_the_symbolic_verifier_proves_nothing_without_a_reference() -> None:
    verdict = Symbolic().verify(OPEN, make_graded(0, "unverified").candidate)

    assert (verdict.outcome, verdict.reason, verdict.extracted) == ("unverified", "no_reference", "5")


def test_unit_tests_prove_nothing_without_a_reference() -> None:
    problem = replace(OPEN, domain="code")
    text = "```python\ndef f():\n    return 1\n```"

    with UnitTests(jobs=1).open() as grader:
        verdict = grader.verify(problem, validate.bare("c", problem, text))
        refused = validate.fault(problem, registry.load("domain", "code")(), grader)

    assert (verdict.outcome, verdict.reason) == ("unverified", "no_reference")
    assert "holds no tests" in (refused or "")


def test_a_candidate_awaits_its_vote_with_its_answer() -> None:
    verdict = Majority().verify(OPEN, make_graded(0, "unverified").candidate)

    assert (verdict.outcome, verdict.reason, verdict.extracted) == ("unverified", "awaiting_vote", "5")
