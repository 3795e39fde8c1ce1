"""The bank code-families: its families agree with their oracles, and its problems are sound."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.checks.families import LEFT_OVER
from problem_banks import build_code_families as builder
from verigen.core import seeds
from verigen.domains.code.part import Code
from verigen.problems.banks.own import Own
from verigen.problems.validate import own

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.verifiers.unit_tests import UnitTester

FAMILIES = {family.name: family for family in builder.families()}
PROBLEMS = list(Own(path=builder.FILE, name=builder.BANK, domain="code", licence="CC0-1.0").problems())


def test_the_catalogue_names_the_bytes_of_the_file() -> None:
    entry = tomllib.loads(builder.FILE.with_name("catalogue.toml").read_text())[builder.BANK]

    assert entry["sha256"] == hashlib.sha256(builder.FILE.read_bytes()).hexdigest()


def test_there_are_a_hundred_families_over_five_levels() -> None:
    levels = Counter(family.level for family in FAMILIES.values())

    assert len(FAMILIES) >= 100
    assert set(levels) == {1, 2, 3, 4, 5}
    assert min(levels.values()) >= 15


def test_the_bank_holds_three_different_problems_of_every_family() -> None:
    assert Counter(problem.family for problem in PROBLEMS) == {
        f"code-families/{name}": 3 for name in FAMILIES
    }
    assert len({problem.prompt for problem in PROBLEMS}) == len(PROBLEMS)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_a_reference_is_graded_correct(problem, grader: UnitTester) -> None:
    verdict = grader.verify(problem, own(problem, Code()))

    assert (verdict.outcome, verdict.message) == ("correct", verdict.message)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_fresh_draw_agrees_with_its_oracle_and_has_no_traces_of_its_template(name: str, pool: Pool) -> None:
    for k in range(3):
        draw = FAMILIES[name].draw(seeds.rng(3, "fresh", name, k))

        builder.agree(builder.build(FAMILIES[name], k, draw, pool), draw)

        assert not LEFT_OVER.search(draw.prompt)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_never_fails_to_draw(name: str) -> None:
    for k in range(150):
        assert FAMILIES[name].draw(seeds.rng(4, "draws", name, k)).prompt


def test_an_oracle_that_differs_stops_the_build(pool: Pool) -> None:
    family = FAMILIES["every_kth"]
    draw = family.draw(seeds.rng(0, "fresh"))
    problem = builder.build(family, 0, draw, pool)

    with pytest.raises(SystemExit, match="the oracle"):
        builder.agree(problem, replace(draw, oracle=lambda numbers: [*numbers, 1]))


def test_a_family_without_a_new_prompt_is_told_with_the_count_of_tries() -> None:
    family = FAMILIES["every_kth"]
    prompt = family.draw(seeds.rng(0, "fixed")).prompt
    fixed = replace(family, draw=lambda _: family.draw(seeds.rng(0, "fixed")))

    with pytest.raises(LookupError, match="no new prompt in 200 draws"):
        builder.fresh(fixed, {(family.name, prompt)}, seeds.rng(0, "x"))
