"""Live banks: fresh problems from the families that ship, the same for the same seed on every machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.benchmarks import suites
from verigen.core import problems, registry
from verigen.core.errors import UnknownOption, UnknownPart, UserError
from verigen.core.types import Problem
from verigen.core.values import canonical, check
from verigen.problems import validate
from verigen.problems.banks import find
from verigen.problems.banks.live import bank, inputs, spec
from verigen.problems.banks.live.bank import Live, catalogue, families
from verigen.problems.banks.live.draws import drawn, mark, ordered
from verigen.problems.banks.live.family import Family, declaring

LIVE = [entry for folder in bank.FOLDERS for entry in catalogue(folder).values() if entry.families]
NAMES = [entry.name for entry in LIVE]
DIGEST = """
import hashlib, sys
from itertools import islice
from verigen.core import problems
from verigen.problems.banks.live.bank import Live
rows = islice(Live(path=sys.argv[1]).problems(), 60)
print(hashlib.sha256(b"".join(map(problems.encode, rows))).hexdigest())
"""


def some(name: str, count: int = 60, options: str = "variants=2,seed=7") -> list[Problem]:
    return list(islice(Live(path=f"{name}:{options}").problems(), count))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_problems_whatever_the_hash_seed_of_python_is(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DIGEST, f"{name}:variants=1,seed=3"],
        env={**os.environ, "PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    here = b"".join(map(problems.encode, some(name, 60, "variants=1,seed=3")))

    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_another_seed_gives_other_problems_and_none_repeats_the_file(name: str) -> None:
    entry = next(each for each in LIVE if each.name == name)
    file = (
        {p.prompt for p in find.find(name, entry.domain, licence=None, split="x").problems()}
        if (entry.policy == "train")
        else set()
    )

    one, two = some(name), some(name, options="variants=2,seed=8")

    assert not {p.prompt for p in one} & file
    assert len({p.prompt for p in one} & {p.prompt for p in two}) < len(one) / 4
    assert not {p.id for p in one} & {p.id for p in two}


@pytest.mark.parametrize("name", NAMES)
def test_a_draw_says_where_it_comes_from_and_stands_a_round_trip(name: str) -> None:
    entry = next(each for each in LIVE if each.name == name)

    for problem in some(name, 20):
        told = families(entry)[problem.source.parameters["family"]]
        assert problem.source.seed == 7
        assert (problem.source.bank, problem.source.licence, problem.source.policy) == (
            name, entry.licence, entry.policy,
        )  # fmt: skip
        assert problem.tags["topic"] == told.topic
        assert int(problem.tags["level"]) in told.levels
        assert problems.decode(problems.encode(problem)) == problem


@pytest.mark.parametrize("name", ["math-core", "code-families"])
def test_a_draw_has_the_family_of_its_kin_in_the_file(name: str) -> None:
    domain = find.entries()[name].domain
    stored = {p.family for p in find.find(name, domain, licence=None, split="train").problems()}
    plain = {f.name for f in families(find.entries()[name]).values() if not f.knobs}

    assert {p.family for p in some(name) if p.source.parameters["family"] in plain} <= stored


def test_no_family_that_trains_is_held_out() -> None:
    kept = {policy: set[str]() for policy in ("train", "heldout_only")}
    for entry in LIVE:
        kept[entry.policy] |= set(families(entry))

    assert kept["train"]
    assert kept["heldout_only"]
    assert not kept["train"] & kept["heldout_only"]


def test_a_suite_is_no_bank_and_a_bank_is_no_suite(run, script) -> None:
    sampled = run(
        "sample", "--domain", "math", "--bank", "live:math-bench:seed=1", "--teacher", f"scripted:{script}"
    )

    assert sampled.code == 2
    assert "held out for benchmarks" in sampled.err
    with pytest.raises(UnknownPart):
        suites.find("math-core:seed=1", None)
    with pytest.raises(UnknownPart):
        find.find("math-bench:seed=1", "math", licence=None, split="train")


def test_a_benchmark_draws_from_held_out_families() -> None:
    suite = suites.find("math-bench:variants=1,seed=9", None)

    found = find.find(suite.bank, suite.domain, licence=None, split="test")

    assert {p.source.policy for p in islice(found.problems(), 5)} == {"heldout_only"}


def test_an_edition_of_a_suite_is_a_seed_of_its_own() -> None:
    def edition(name: str) -> list[Problem]:
        suite = suites.find(f"{name}:variants=1,level=6..8", None)
        return list(find.find(suite.bank, suite.domain, licence=None, split="test").problems())

    one, two = edition("math-bench@2026.4"), edition("math-bench@2027.1")

    assert one == edition("math-bench@2026.4")
    assert {p.source.version for p in one} == {"2026.4"}
    assert all(p.id.startswith("math-bench@2026.4/") for p in one)
    assert {p.family for p in one} == {p.family for p in two}
    assert len({p.prompt for p in one} & {p.prompt for p in two}) < len(one) / 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("math-bench@2026.5", "is no edition; say a year and a quarter, such as math-bench@2026.4"),
        ("math-bench@", "is no edition"),
        ("math-bench@2026.4:seed=3", "has a seed of its own"),
    ],
)
def test_what_is_no_edition_is_told_in_one_line(text: str, said: str) -> None:
    suite = suites.find(text, None)

    with pytest.raises(UserError, match=said) as error:
        list(find.find(suite.bank, suite.domain, licence=None, split="test").problems())

    assert "\n" not in str(error.value)


def test_an_edition_can_be_written_to_a_file(run, tmp_path) -> None:
    file = tmp_path / "suite.jsonl"

    ended = run("bench", "--suite", "math-bench@2026.4:variants=1,level=7", "--write", str(file))

    assert ended.code == 0
    assert {problems.decode(line).source.policy for line in file.read_bytes().splitlines()} == {
        "heldout_only"
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_passes_its_own_verifier(name: str) -> None:
    domain = registry.make("domain", next(each.domain for each in LIVE if each.name == name))

    with registry.make("verifier", domain.default_verifier).open() as grader:
        faults = {p.id: why for p in some(name, 40) if (why := validate.fault(p, domain, grader))}

    assert faults == {}


def test_programs_have_edge_cases_and_further_inputs_that_differ() -> None:
    counts: Counter[int] = Counter()
    for problem in some("code-families", 20):
        calls = [
            test.stdin if test.stdin is not None else canonical(test.args) for test in problem.reference.tests
        ]
        assert len(set(calls)) == len(calls)
        counts[len(calls)] += 1

    assert max(counts) == 24
    assert counts[24] >= 15


def test_a_level_takes_families_of_that_level_alone() -> None:
    assert {p.tags["level"] for p in some("math-core", 400, "variants=1,level=4..5")} == {"4", "5"}
    assert {p.tags["level"] for p in some("math-core", 50, "variants=1,level=2")} == {"2"}


def test_a_level_gives_the_same_problems_beside_others_and_alone() -> None:
    family = "math-core:family=paths_past_broken_crossings,variants=4,seed=5"
    alone = list(Live(path=f"{family},level=4").problems())
    beside = list(Live(path=family).problems())

    assert {p.tags["level"] for p in beside} == set("12345678")
    assert [p for p in beside if p.tags["level"] == "4"] == alone


def test_a_knob_that_is_set_replaces_that_of_the_level() -> None:
    found = list(Live(path="math-core:walls=5,level=3..4,variants=2").problems())

    assert {p.source.parameters["knob.walls"] for p in found} == {"5"}
    assert all(p.prompt.count("$(") == 7 for p in found if p.family == "paths_past_broken_crossings")


def test_a_family_whose_knobs_do_not_rise_is_refused() -> None:
    families: dict[str, Family[str]] = {}
    family = declaring(families)

    with pytest.raises(AssertionError, match="a knob falls"):
        family(level=1, size=(1, 3), depth=(4, 2))(lambda rng, size, depth: "")
    with pytest.raises(AssertionError, match="the same knobs"):
        family(level=1, size=(1, 1))(lambda rng, size: "")
    with pytest.raises(AssertionError, match="beyond level 8"):
        family(level=7, size=(1, 2, 3))(lambda rng, size: "")


def test_few_variants_are_the_first_of_many() -> None:
    few = list(Live(path="math-core:variants=1,seed=5,level=1").problems())
    many = list(Live(path="math-core:variants=2,seed=5,level=1").problems())

    assert many[: len(few)] == few


def test_a_family_that_is_used_up_ends_and_the_others_go_on() -> None:
    def coin(rng: Random) -> str:
        return rng.choice(["heads", "tails"])

    def number(rng: Random) -> str:
        return str(rng.randrange(10**9))

    made = [Family(name=f.__name__, topic=f.__name__, level=1, draw=f).at(1) for f in (coin, number)]

    found = Counter(
        each.rung.name for each in drawn(made, "toys", 10, 0, {mark("heads")}, lambda _, draw: draw)
    )

    assert found == {"coin": 1, "number": 10}


def test_the_first_problems_span_topics_at_easier_levels() -> None:
    head = ordered(families(find.entries()["math-core"]).values(), "math-core")[:24]

    assert len({family.topic for family in head}) == 24
    assert {family.level for family in head} == {1, 2, 3}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("math-core:", "say math-core:variants=100,seed=7"),
        ("math-core:100", "say math-core:variants=100,seed=7"),
        ("math-core:varients=3", "did you mean variants"),
        ("math-core:variants=0", "variants=0 is no whole number from 1"),
        ("math-core:variants=x", "variants=x is no whole number"),
        ("math-core:variants=\u0663", "is no whole number"),
        ("math-core:seed=-1", "seed=-1 is no whole number from 0"),
        ("math-core:seed=1,seed=2", "says seed twice"),
        ("math-core:level=3..2", "is no level or range"),
        (
            "math-core:family=next_prime,level=4",
            "can't be reached: next_prime begins at level 1 and reaches level 1",
        ),
        (
            "math-core:family=next_prime+height_of_a_pyramid,level=1",
            "level 1 can't be reached: height_of_a_pyramid begins at level 2 and reaches level 8",
        ),
        ("math-core:family=nxt_prime", "unknown family of math-core 'nxt_prime'; did you mean next_prime"),
        ("math-core:family=paths_past_broken_crossings,walls=9", "walls=9 is out of the range of paths_past"),
        ("math-core:family=next_prime,walls=2", "no family that was asked for has the knob walls"),
        ("math-core:wals=2", "did you mean walls"),
        ("math-core:level=9", "no family of level 9; it has 1..8"),
        ("code-core:seed=1", "takes no options"),
        ("math-cor:seed=1", "did you mean"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_line(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as error:
        list(Live(path=text).problems())

    assert "\n" not in str(error.value)


def test_the_command_says_the_same(run) -> None:
    ended = run("banks", "math-core:varients=3")

    assert ended.code == 2
    assert "did you mean variants" in ended.err
    with pytest.raises(UnknownOption):
        spec.parse("math-core:varients=3")


def test_banks_tells_which_are_live(run) -> None:
    rows = {line.split()[0]: line for line in run("banks").out.splitlines()}

    assert "families" in rows["math-core"]
    assert "families" in rows["code-families"][20:]
    assert "families" not in rows["code-core"]


SPECS = st.recursive(
    st.one_of(
        st.tuples(st.integers(-99, 0), st.integers(0, 99)).map(lambda ends: {"int": list(ends)}),
        st.just({"float": [0, 1], "places": 2}),
        st.just({"choice": ["a", "b"]}),
        st.just({"text": "abc", "len": [0, 4]}),
    ),
    lambda inner: st.one_of(
        inner.map(lambda each: {"list": each, "len": [0, 3], "unique": True}),
        st.just({"set": {"tuple": [{"int": [0, 3]}, {"choice": ["x", "y"]}]}, "len": [0, 3]}),
        inner.map(lambda each: {"tuples": each, "len": [1, 3]}),
        inner.map(lambda each: {"dict": [{"int": [0, 9]}, each], "len": [0, 3]}),
        inner.map(lambda each: {"record": {"x": each}}),
        inner.map(lambda each: {"grid": each, "rows": [1, 2], "cols": [1, 2]}),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: {"any": each}),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: {"row": each}),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: {"tuple": each}),
    ),
    max_leaves=4,
)


@given(SPECS, st.integers(0, 2**32))
def test_an_input_is_a_plain_value_and_the_same_for_the_same_seed(each: dict, seed: int) -> None:
    one, two = (inputs.value(each, Random(seed)) for _ in range(2))

    assert one == two
    check(one)
