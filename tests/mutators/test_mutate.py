"""The stage and its command: lineage, refusals, checks and the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rows import tried
from word_problems import PENS, STORIES, TEXTS, problem

from verigen.core import jsonl, problems, registry
from verigen.core.errors import UnknownPart, UserError
from verigen.core.offers import Solved
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate import mutate
from verigen.problems.mutate.mutate import Discarded, Mutant, MutateOptions
from verigen.problems.mutate.recheck import Around, disagreement
from verigen.problems.mutate.yields import kolmogorov_smirnov


def run_stage(names: str, *parents: object, **options: Any) -> list[Mutant | Discarded]:
    domain = registry.make("domain", parents[0].domain)
    with registry.make("verifier", domain.default_verifier).open() as grader:
        return list(mutate.mutate(parents, mutate.named(names), MutateOptions(**options), domain, grader))  # type: ignore[arg-type]


def mutants(*arguments: Any, **options: Any) -> list[Mutant]:
    return [each for each in run_stage(*arguments, **options) if isinstance(each, Mutant)]


@pytest.mark.parametrize("name", list(registry.PARTS["mutator"]))
def test_a_mutant_inherits_family_licence_and_policy_and_tells_its_origin(name: str) -> None:
    held = {"policy": "heldout_only", "depth": 2, "licence": "CC-BY-4.0"}
    parents = [replace(p, source=replace(p.source, **held)) for p in tried("mutator", name).problems]

    found = mutants(name, *parents, variants=3, seed=7)

    assert found
    for each in found:
        source = each.problem.source
        assert (source.policy, source.licence, source.depth) == ("heldout_only", "CC-BY-4.0", 3)
        assert (source.parent, source.mutator, source.seed) == (each.parent.id, name, 7)
        assert source.version
        assert source.parameters
        assert each.problem.family == each.parent.family


def test_a_mutant_survives_its_own_encoding() -> None:
    (mutant,) = mutants("renumber", problem(), variants=1)

    assert problems.decode(problems.encode(mutant.problem)) == mutant.problem


def test_old_rows_without_lineage_still_decode() -> None:
    row = {
        "id": "a", "domain": "math", "prompt": "What is 2+3?", "reference": {"answer": "5"}, "family": "a",
        "source": {"bank": "demo", "licence": "CC0-1.0", "parent": None, "mutator": None},
    }  # fmt: skip

    source = problems.decode(json.dumps(row)).source

    assert (source.version, source.seed, source.parameters, source.joins) == (None, None, {}, ())


def test_a_mutant_can_be_mutated_again_one_generation_deeper() -> None:
    (first,) = mutants("renumber", problem(), variants=1)

    (second,) = mutants("renumber", first.problem, variants=1)

    assert second.problem.source.depth == 2
    assert second.problem.source.parent == first.problem.id
    assert second.problem.family == problem().family


def test_a_plus_joins_mutators_and_a_comma_parts_them() -> None:
    side = {each.problem.source.mutator for each in mutants("renumber,rename", problem(), variants=2)}
    (joined, _) = mutants("renumber+rename", problem(), variants=2)

    assert side == {"renumber", "rename"}
    assert "Clara" not in joined.problem.prompt
    assert set(joined.problem.source.parameters) == {"numbers", "words"}
    assert joined.problem.source.version == "1+3"


def test_an_unknown_mutator_comes_with_the_nearest_name() -> None:
    with pytest.raises(UnknownPart, match="renumber"):
        mutate.named("renumbr")
    with pytest.raises(UserError, match="twice"):
        mutate.named("rename+rename")


def test_a_row_without_a_licence_is_refused() -> None:
    (left,) = run_stage("renumber", problem(licence="NOASSERTION"))

    assert isinstance(left, Discarded)
    assert left.reason == "no licence: say it with --licence"
    assert "--licence" in left.message


class Liar:
    """A mutator whose answers are wrong."""

    version = "1"
    effect = "changes"

    def __init__(self, prompt: str, reference: MathReference) -> None:
        self.change = Change(prompt=prompt, reference=reference)

    def changes(self, *_: object) -> list[Change]:
        return [self.change]


@pytest.mark.parametrize(
    ("prompt", "answer", "solution", "reason"),
    [
        (PENS[0], "70", PENS[1], "its reference fails its checks"),
        (PENS[0].replace("24", "30"), "66", PENS[1], "its reference fails its checks"),
        (PENS[0].replace("24", "30"), "]][", PENS[1], "a second derivation disagrees"),
        (
            PENS[0].replace("24", "30"),
            "73",
            "<<30-6=24>>24\n<<4*12=48>>48\n<<24+48=72>>72",
            "a second derivation disagrees",
        ),
        (
            PENS[0].replace("24", "30"),
            "73",
            "<<30-6=25>>25\n<<4*12=48>>48\n<<25+48=73>>73",
            "a second derivation disagrees",
        ),
        (
            PENS[0].replace("24", "30"),
            "73",
            "<<31-6=25>>25\n<<4*12=48>>48\n<<25+48=73>>73",
            "a second derivation disagrees",
        ),
    ],
)
def test_a_wrong_mutant_does_not_get_through(prompt: str, answer: str, solution: str, reason: str) -> None:
    liar = Liar(prompt, MathReference(answer=answer, solution=solution))
    field = registry.load("domain", "math")()

    with registry.load("verifier", "symbolic")().open() as grader:
        (found,) = mutate.mutate([problem()], {"liar": liar}, MutateOptions(), field, grader)  # type: ignore[dict-item]

    assert isinstance(found, Discarded)
    assert found.reason == reason


def test_every_mutant_of_the_stories_passes_the_second_derivation() -> None:
    found = mutants(
        "renumber,rename,rescale,distract,backward,compose,renumber+distract", *STORIES, variants=20
    )

    assert len(found) > 140
    assert all(each.rechecked for each in found)


def test_the_second_derivation_reads_the_question() -> None:
    made, around = Solved("66", PENS[1]), Around(words=PENS[0])

    assert disagreement(PENS[0], made, around) is None
    assert "24" in str(disagreement(PENS[0].replace("24", "25"), made, around))


def test_the_distance_of_two_samples() -> None:
    assert kolmogorov_smirnov({1: 1, 2: 1}, {1: 2, 2: 2}) == 0
    assert kolmogorov_smirnov({1: 1}, {2: 1}) == 1
    assert kolmogorov_smirnov({1: 3, Fraction(3, 2): 1}, {1: 1, 2: 3}) == 0.75
    assert kolmogorov_smirnov({}, {1: 1}) is None


def rows(path: Path, *more: dict[str, str]) -> Path:
    plain = [
        {"id": name, "question": question, "answer": solution} for name, (question, solution) in TEXTS.items()
    ]
    jsonl.write(path, [*plain, *more])
    return path


def test_the_command_writes_mutants_and_refusals_and_reports(run: Callable[..., Any], tmp_path: Path) -> None:
    bank = rows(tmp_path / "bank.jsonl", {"id": "bare", "question": "What is 2+3?", "answer": "5"})

    ended = run(
        "mutate",
        bank,
        "--with",
        "renumber,rename",
        "--variants",
        4,
        "--out",
        "m.jsonl",
        "--refused",
        "r.jsonl",
        "--licence",
        "MIT",
    )

    assert ended.code == 0, ended.err
    made = [json.loads(line) for line in (tmp_path / "m.jsonl").read_text().splitlines()]
    assert len({row["id"] for row in made}) == len(made)
    assert {row["source"]["licence"] for row in made} == {"MIT"}
    assert "renumber: 16 mutants of 4 problems (80.0 % of 5), 16 derived twice" in ended.out
    assert '"reason":"no worked solution"' in (tmp_path / "r.jsonl").read_text()


def test_the_same_command_writes_the_same_bytes(run: Callable[..., Any], tmp_path: Path) -> None:
    bank = rows(tmp_path / "bank.jsonl")

    for out in ("a.jsonl", "b.jsonl"):
        run("mutate", bank, "--with", "renumber", "--out", out, "--licence", "MIT", "--seed", 3)

    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_the_strictest_of_mixed_licences_is_shown(run: Callable[..., Any], tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    jsonl.write(
        bank,
        [
            {"id": name, "question": question, "answer": solution, "licence": licence}
            for (name, (question, solution)), licence in zip(
                TEXTS.items(), ["MIT", "CC-BY-SA-4.0", "CC-BY-4.0", "CC0-1.0"], strict=True
            )
        ],
    )

    ended = run("mutate", bank, "--with", "renumber", "--variants", 1, "--out", "m.jsonl")

    assert "licence CC-BY-SA-4.0, the strictest of CC-BY-4.0, CC-BY-SA-4.0, CC0-1.0, MIT" in ended.out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "x", "question": "What is 2+3?"}, "bank.jsonl:5: no answer"),
        ({"id": "pens", "question": PENS[0], "answer": PENS[1]}, "comes twice"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_mutated(
    run: Callable[..., Any], tmp_path: Path, row: dict[str, str], said: str
) -> None:
    bank = rows(tmp_path / "bank.jsonl", row)

    ended = run(
        *("mutate", bank, "--with", "renumber", "--licence", "MIT"),
        *("--out", "m.jsonl", "--refused", "x.jsonl"),
    )

    assert ended.code == 0
    assert "1 rows can't be read; the first: " in ended.out
    assert said in ended.out
    parents = {
        json.loads(line)["source"]["parent"] for line in (tmp_path / "m.jsonl").read_text().splitlines()
    }
    assert parents == set(TEXTS)
    assert "the row can't be read" in (tmp_path / "x.jsonl").read_text()


def test_a_bank_without_any_licence_ends_it(run: Callable[..., Any], tmp_path: Path) -> None:
    ended = run("mutate", rows(tmp_path / "bank.jsonl"), "--with", "renumber", "--out", "m.jsonl")

    assert ended.code == 2
    assert "no licence: say it with --licence (4)" in ended.err
    assert not (tmp_path / "m.jsonl").exists()
