"""The suites that come with verigen: whole, labelled, and disjoint from every bank."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from problem_banks.building import serialise
from verigen.benchmarks import suites
from verigen.core import registry
from verigen.core.errors import UnknownPart, UserError
from verigen.core.types import Problem
from verigen.problems import validate
from verigen.problems.banks import find
from verigen.problems.banks.live.bank import Live

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
NAMES = sorted(suites.entries())
LEAST = {"math": 300, "code": 60, "logic": 120, "instruct": 60}
TOPICS = {"logic": 6, "instruct": 1}
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")


def problems(name: str) -> list[Problem]:
    suite = suites.find(name, None)
    return list(find.find(suite.bank, suite.domain, licence=None, split="test").problems())


def bank_problems() -> list[Problem]:
    banks = (find.find(e.name, e.domain, licence=None, split="train") for e in find.entries().values())
    return [problem for bank in banks for problem in bank.problems()]


def masked(text: str) -> list[str]:
    """Words with numbers and names masked, so that a variant looks like its twin."""
    bare = NAME.sub("NAME", re.sub(r"-?\d+(?:[.,]\d+)*", "0", text))
    return re.findall(r"\w+|[^\w\s]", bare)


def grams(words: list[str], size: int = 8) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


PROBLEMS = {name: problems(name) for name in NAMES}
BANKS = bank_problems()
BANK_GRAMS = set().union(*(grams(masked(problem.prompt)) for problem in BANKS))


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_is_the_file_its_catalogue_row_names(name: str) -> None:
    entry = suites.entries()[name]
    data = (ROOT / "benchmarks" / "suites" / entry.file).read_bytes()

    assert hashlib.sha256(data).hexdigest() == entry.sha256


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_held_out_and_says_whose_it_is(name: str) -> None:
    sources = {(p.source.bank, p.source.policy, p.source.licence) for p in PROBLEMS[name]}

    assert sources == {(name, "heldout_only", suites.entries()[name].licence)}


@pytest.mark.parametrize("name", NAMES)
def test_a_suite_is_large_and_spans_levels_and_topics(name: str) -> None:
    levels = Counter(p.tags["level"] for p in PROBLEMS[name])

    assert len(PROBLEMS[name]) >= LEAST[suites.entries()[name].domain]
    assert set(levels) >= set("12345")
    assert len({p.tags["topic"] for p in PROBLEMS[name]}) >= TOPICS.get(suites.entries()[name].domain, 8)
    assert (
        len({p.id for p in PROBLEMS[name]}) == len({p.prompt for p in PROBLEMS[name]}) == len(PROBLEMS[name])
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_family_is_in_a_bank(name: str) -> None:
    assert {p.family for p in PROBLEMS[name]} & {p.family for p in BANKS} == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_masked_text_is_in_a_bank(name: str) -> None:
    known = {" ".join(masked(p.prompt)) for p in BANKS}

    shared = [p.id for p in PROBLEMS[name] if " ".join(masked(p.prompt)) in known]

    assert shared == []


@pytest.mark.parametrize("name", NAMES)
def test_no_problem_shares_half_its_masked_eight_grams_with_the_banks(name: str) -> None:
    close = []
    for problem in PROBLEMS[name]:
        own = grams(masked(problem.prompt))
        if 2 * len(own & BANK_GRAMS) >= len(own):
            close.append(problem.id)

    assert close == []


def test_what_an_edition_draws_shares_no_half_of_its_masked_eight_grams_with_draws_of_the_banks() -> None:
    def drawn(path: str) -> list[Problem]:
        return list(Live(path=path).problems())

    known = BANK_GRAMS.union(
        *(grams(masked(p.prompt)) for p in drawn("math-core:level=3..8,variants=1,seed=4"))
    )
    close = [
        p.id
        for p in drawn("math-bench@2026.4:level=3..8,variants=1")
        if 2 * len((own := grams(masked(p.prompt))) & known) >= len(own)
    ]

    assert close == []


def test_the_masks_find_a_twin_with_other_numbers_and_names() -> None:
    one = "A train needs 12 minutes, and then Amina walks 3.5 km."
    two = "A train needs 7 minutes, and then Hugo walks 12 km."

    assert masked(one) == masked(two)


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_passes_its_own_verifier(name: str) -> None:
    field = registry.load("domain", suites.entries()[name].domain)()

    with registry.load("verifier", field.default_verifier)().open() as grader:
        faults = {p.id: why for p in PROBLEMS[name] if (why := validate.fault(p, field, grader))}

    assert faults == {}


def test_a_fresh_build_of_the_maths_gives_the_same_bytes() -> None:
    from benchmarks.suites import build_math_bench as builder

    assert serialise(list(builder.build())) == builder.FILE.read_bytes()


def test_the_programs_are_those_of_their_drafts() -> None:
    from benchmarks.suites import build_code_bench as builder
    from problem_banks import build_code_core as core

    drafts = {draft.function.__name__.replace("_", "-"): draft for draft in builder.spread(builder.drafts())}

    assert [p.id.split("-", 3)[3] for p in PROBLEMS["code-bench"]] == list(drafts)
    for problem, draft in zip(PROBLEMS["code-bench"], drafts.values(), strict=True):
        assert problem.prompt.startswith(core.prompt(draft))
        assert problem.reference.solution == core.solution(draft)


def test_prompts_have_no_traces_of_their_templates() -> None:
    traces = re.compile(r"\{(?!pmatrix)[a-z_]{3,}\}|None|Fraction|\*\*|\+ -|\$\$|  |\b1 [a-z]+s\b(?<!is)")
    prompts = [p.prompt for p in PROBLEMS["math-bench"]]

    bad = [text for text in prompts if traces.search(text) or text[-1] not in ".?$"]

    assert bad == []


def test_a_domain_names_its_own_suite() -> None:
    assert suites.find(None, "math").name == "math-bench"


def test_a_file_needs_its_domain() -> None:
    with pytest.raises(UserError, match="--domain with one of"):
        suites.find("mine.jsonl", None)


def test_a_suite_of_another_domain_is_refused() -> None:
    with pytest.raises(UserError, match="of the domain math"):
        suites.find("math-bench", "code")


def test_an_unknown_suite_comes_with_the_nearest() -> None:
    with pytest.raises(UnknownPart, match="did you mean math-bench"):
        suites.find("math-bensh", None)
