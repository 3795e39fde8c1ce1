"""Laws of the makers of logic puzzles, of the bank and of the held-out suite."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from benchmarks.checks import logic, logic_forms
from verigen.core import registry, seeds
from verigen.core.types import Problem, Source
from verigen.domains.logic.reference import LogicReference
from verigen.problems import validate
from verigen.problems.banks.live import csp
from verigen.problems.banks.live.bank import FOLDERS, catalogue, families
from verigen.problems.banks.live.csp import PuzzleFacts
from verigen.problems.banks.live.puzzles import Puzzle
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.logic_rename import LogicRename
from verigen.verifiers.logic.judge import judged

BANK = catalogue("problem_banks")["logic-core"]
EVERY = {
    family.name: family
    for folder in FOLDERS
    for entry in catalogue(folder).values()
    if entry.domain == "logic"
    for family in families(entry).values()
}


def drawn(name: str, level: int, k: int = 0) -> Puzzle:
    return EVERY[name].at(level).draw(seeds.rng(11, "laws", name, level, k))


def ends(name: str) -> tuple[int, int]:
    return EVERY[name].levels[0], EVERY[name].levels[-1]


@pytest.mark.parametrize("name", EVERY)
def test_a_puzzle_of_every_level_passes_validation(name: str) -> None:
    domain = registry.make("domain", "logic")
    with registry.make("verifier", "logic").open() as grader:
        for level in EVERY[name].levels:
            puzzle = drawn(name, level)
            problem = Problem(
                id=name, domain="logic", prompt=puzzle.prompt, reference=puzzle.reference,
                family=name, source=Source(bank="laws", licence="CC0-1.0"),
            )  # fmt: skip

            assert validate.fault(problem, domain, grader) is None


@pytest.mark.parametrize("name", EVERY)
def test_a_second_method_finds_the_same_only_solution(name: str) -> None:
    if find_spec("z3") is None:
        pytest.skip("z3-solver is not installed")
    for level in ends(name):
        assert logic.proved(drawn(name, level))


@pytest.mark.parametrize("name", EVERY)
def test_the_facts_have_one_solution_by_the_makers_own_search(name: str) -> None:
    for level in (*ends(name), *EVERY[name].levels):
        facts = drawn(name, level, 1).facts
        if isinstance(facts, PuzzleFacts):
            assert csp.unique(facts)


@pytest.mark.parametrize("name", EVERY)
def test_right_answers_are_accepted_in_any_form_and_wrong_ones_never(name: str) -> None:
    for k in range(12):
        rng = seeds.rng(k, "forms", name)
        reference = drawn(name, ends(name)[k % 2], k).reference
        right, wrong = logic_forms.right(rng, reference), logic_forms.wrong(rng, reference)

        assert judged(reference, right).outcome == "correct", right
        assert judged(reference, wrong).outcome != "correct", wrong


@pytest.mark.parametrize("name", EVERY)
def test_wordings_vary_and_the_same_seed_draws_the_same(name: str) -> None:
    level = ends(name)[1]

    assert drawn(name, level) == drawn(name, level)
    assert len({" ".join(drawn(name, 3, k).prompt.split()[:3]) for k in range(12)}) > 2


def test_makers_that_train_are_not_held_out() -> None:
    held = families(catalogue("benchmarks/suites")["logic-bench"])

    assert 12 <= len(EVERY) <= 20
    assert not held.keys() & families(BANK).keys()


def test_two_solutions_are_not_one() -> None:
    facts = PuzzleFacts(domains={"a": (0, 1), "b": (0, 1)}, clues=["a != b"])

    assert len(csp.solutions(facts)) == 2
    assert not csp.unique(facts)
    assert csp.unique(PuzzleFacts(domains=facts.domains, clues=["a != b", "a == 1"]))
    assert not csp.solutions(PuzzleFacts(domains=facts.domains, clues=["a != b", "a == b"]))


def test_people_get_other_names_in_text_and_solution() -> None:
    puzzle = drawn("suspects", 2)
    problem = Problem(
        id="p",
        domain="logic",
        prompt=puzzle.prompt,
        reference=puzzle.reference,
        family="f",
        source=Source(bank="b", licence="MIT"),
    )

    change = next(LogicRename().changes(problem, 3, ()))

    assert isinstance(change.reference, LogicReference)
    assert not {*puzzle.reference.choices} & {*change.reference.choices}
    assert not any(name in change.prompt for name in puzzle.reference.choices)
    assert change.reference.answer[0][0] in change.prompt


def test_a_puzzle_without_people_is_refused() -> None:
    puzzle = drawn("number_squares", 1)
    problem = Problem(
        id="p",
        domain="logic",
        prompt=puzzle.prompt,
        reference=puzzle.reference,
        family="f",
        source=Source(bank="b", licence="MIT"),
    )

    with pytest.raises(Refused):
        next(LogicRename().changes(problem, 3, ()))
