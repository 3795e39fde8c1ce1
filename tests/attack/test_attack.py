"""verigen attack: a planted weakness is found, others are not, and the failures are a bank."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from samples import write_lines
from verigen.benchmarks.attack import figures, run
from verigen.benchmarks.attack.figures import Tried
from verigen.benchmarks.attack.kinds import ATTACKS
from verigen.benchmarks.attack.make import kinds, make
from verigen.cli import verigen
from verigen.core import seeds
from verigen.core.errors import UnknownPart, UserError
from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference
from verigen.problems.banks import find

PERSONA = ("need this for work", "You are talking to", "I keep getting stuck")
PROMPT = "Tom has {} apples and finds another one near the river. How many apples does he have now?"


def bank(folder: Path, count: int = 12) -> Path:
    rows = [
        {"id": f"p{k}", "domain": "math", "prompt": PROMPT.format(30 + k), "reference": {"answer": str(31 + k)},
         "source": {"bank": "sums", "licence": "CC0-1.0"}}
        for k in range(count)
    ]  # fmt: skip
    return write_lines(folder / "bank.jsonl", *rows)


def script(folder: Path, weak: tuple[str, ...], count: int = 12) -> Path:
    """A teacher that knows the sums, but not where one of the texts stands in the prompt."""
    wrong = {text: ["\\boxed{7}"] for text in weak}
    right = {f"Tom has {30 + k} ": [f"\\boxed{{{31 + k}}}"] for k in range(count)}
    place = folder / "script.json"
    place.write_text(json.dumps({"answers": wrong | right}))
    return place


def attack(folder: Path, *more: str, weak: tuple[str, ...] = PERSONA):
    words = ["attack", "--domain", "math", "--bank", str(bank(folder)), "--teacher", f"scripted:{script(folder, weak)}",
             "--limit", "12", "--n", "2", "--kinds", "persona,mail,spaces,language:de", "--out", str(folder / "run"), *more]  # fmt: skip
    return CliRunner().invoke(verigen, words, catch_exceptions=False)


def test_a_planted_weakness_is_found_and_no_other(tmp_path: Path) -> None:
    ended = attack(tmp_path)
    rows = {row["kind"]: row for row in json.loads((tmp_path / "run" / run.FIGURES).read_text())}

    assert ended.exit_code == 0, ended.output
    assert [kind for kind, row in rows.items() if row["found"]] == ["persona"]
    assert rows["persona"]["difference"]["value"] == -1.0
    assert rows["mail"]["difference"]["value"] == 0.0
    assert "a weakness" in ended.output


def test_the_failures_are_a_bank_with_their_parents(tmp_path: Path) -> None:
    attack(tmp_path)

    failures = list(
        find.unique(find.find(str(tmp_path / "run" / run.FAILURES), "math", licence=None, split="train"), "f")
    )

    assert len(failures) == 12
    assert {each.source.mutator for each in failures} == {"attack:persona"}
    assert {(each.family, each.source.parent, each.source.depth) for each in failures} == {
        (f"p{k}", f"p{k}", 1) for k in range(12)
    }


def test_the_same_command_draws_nothing_twice_and_prints_the_same_table(tmp_path: Path) -> None:
    first, again = attack(tmp_path), attack(tmp_path)
    shown = CliRunner().invoke(verigen, ["attack", str(tmp_path / "run")], catch_exceptions=False)

    assert [line for line in first.output.split("\n") if "%" in line and "p (Holm)" not in line][-4:] == [
        line for line in again.output.split("\n") if "%" in line and "p (Holm)" not in line
    ][-4:]
    assert "persona" in shown.output
    assert shown.exit_code == 0


def test_another_attack_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    attack(tmp_path)

    with pytest.raises(UserError, match="holds another attack"):
        attack(tmp_path, "--seed", "5")


def test_no_weakness_gives_no_finding_and_no_failures(tmp_path: Path) -> None:
    attack(tmp_path, weak=())

    assert not any(row["found"] for row in json.loads((tmp_path / "run" / run.FIGURES).read_text()))
    assert (tmp_path / "run" / run.FAILURES).read_text() == ""


def test_mutators_attack_with_their_own_answers(tmp_path: Path) -> None:
    text = "Kate picks 35 apples. Hugo picks 18 apples. How many apples do Kate and Hugo pick?"
    worked = "Kate and Hugo pick 35+18=<<35+18=53>>53 apples.\n#### 53"
    place = write_lines(tmp_path / "b.jsonl", {"question": text, "answer": worked, "licence": "MIT"})

    made = make(str(place), "math", "mutator:renumber", limit=1, seed=0, licence=None, executor="local")

    assert [each.tags.get("attack") for each in made.problems] == [None, "mutator:renumber"]
    assert made.problems[0].reference != made.problems[1].reference


@pytest.mark.parametrize("kind", ATTACKS)
def test_an_attack_keeps_all_numbers_and_formulas(kind: str) -> None:
    prompt = "Let $f(x) = 3x^2 - 4$ hold for every number.\n\nWhat is $f(12)$, if Marta counts carefully?"

    done = ATTACKS[kind](seeds.rng(1, kind), prompt)

    assert done is not None
    assert done.prompt != prompt
    for part in ("$f(x) = 3x^2 - 4$", "$f(12)$", "Marta"):
        assert part in done.prompt
    assert done == ATTACKS[kind](seeds.rng(1, kind), prompt)


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(UnknownPart, match="did you mean persona"):
        kinds("persona,persna")


def test_undecided_samples_make_no_failure() -> None:
    def one(id_: str, *, parent: str | None = None, correct: int = 0, undecided: int = 0) -> Tried:
        source = Source(bank="b", licence="MIT", parent=parent)
        tags = {"attack": "persona"} if parent else {}
        problem = Problem(
            id=id_,
            domain="math",
            prompt="?",
            reference=MathReference(answer="1"),
            family="f",
            source=source,
            tags=tags,
        )
        return Tried(problem, 4, correct, undecided)

    found = figures.report(
        [one("a", correct=4), one("a1", parent="a", undecided=1), one("b", correct=1), one("b1", parent="b")]
    )

    assert found.failures == []
    assert figures.report([one("a", correct=4), one("a1", parent="a")]).failures[0].id == "a1"


def test_a_folder_without_an_attack_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no attack"):
        run.measure(tmp_path)
