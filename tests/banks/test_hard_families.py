"""Laws of the families that span levels: of the banks and of the held-out suites."""

from __future__ import annotations

from math import log

import pytest

import problem_banks.math_core
from benchmarks.checks.families import well_formed
from verigen.core import registry, seeds
from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference
from verigen.problems import validate
from verigen.problems.banks.live.bank import FOLDERS, catalogue, families
from verigen.problems.banks.live.writing import AnswersDiffer, agreed, tex

EVERY = {
    family.name: family
    for folder in FOLDERS
    for entry in catalogue(folder).values()
    if entry.domain == "math"
    for family in families(entry).values()
    if family.knobs
}
DRAWS = 4
PLAIN = problem_banks.math_core.FAMILIES  # their wording stays that of the stored bank


@pytest.fixture(scope="module")
def grader():
    with registry.load("verifier", "symbolic")().open() as opened:
        yield opened


def drawn(name: str, level: int, k: int) -> tuple[str, object]:
    return EVERY[name].at(level).draw(seeds.rng(11, "laws", name, level, k))


@pytest.mark.parametrize("name", EVERY)
def test_every_level_gives_whole_prompts_and_answers_that_two_derivations_share(name: str) -> None:
    """The families raise AnswersDiffer themselves."""
    for level in EVERY[name].levels:
        prompts = [drawn(name, level, k)[0] for k in range(DRAWS)]

        assert [prompt for prompt in prompts if not well_formed(prompt)] == []


@pytest.mark.parametrize("name", EVERY)
def test_the_verifier_accepts_the_answer_of_the_lowest_and_the_highest_level(name: str, grader) -> None:
    domain = registry.load("domain", "math")()
    for level in (EVERY[name].levels[0], EVERY[name].levels[-1]):
        prompt, answer = drawn(name, level, 0)
        problem = Problem(
            id=name, domain="math", prompt=prompt, reference=MathReference(answer=tex(answer)),
            family=name, source=Source(bank="laws", licence="CC0-1.0"),
        )  # fmt: skip

        assert validate.fault(problem, domain, grader) is None


@pytest.mark.parametrize("name", EVERY)
def test_the_same_seed_draws_the_same_and_wordings_vary(name: str) -> None:
    family = EVERY[name]
    level = family.levels[0]

    assert drawn(name, level, 1) == drawn(name, level, 1)
    assert name in PLAIN or len({tuple(drawn(name, level, k)[0].split()[:3]) for k in range(12)}) > 1


@pytest.mark.parametrize("name", EVERY)
def test_a_family_spans_at_least_five_levels_up_to_the_highest(name: str) -> None:
    assert len(EVERY[name].levels) >= 5
    assert EVERY[name].levels[-1] == 8


@pytest.mark.parametrize("name", EVERY)
def test_knobs_grow_by_a_third_in_all_from_the_lowest_level_to_the_highest(name: str) -> None:
    family = EVERY[name]

    growth = sum(log((values[-1] + 1) / (values[0] + 1)) for values in family.knobs.values())

    assert growth > log(4 / 3)


def test_answers_that_differ_are_told() -> None:
    with pytest.raises(AnswersDiffer, match="one derivation gives 3, the other 4"):
        agreed(3, 4)


def test_at_least_eighty_families_that_train_span_all_levels() -> None:
    trains = families(catalogue("problem_banks")["math-core"])

    assert len([name for name in trains if list(trains[name].levels) == list(range(1, 9))]) >= 80
