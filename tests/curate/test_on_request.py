"""Filters that only run where they are asked for: a band of log-probabilities, and a subject."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from samples import make_graded, write_lines
from verigen.core.errors import UserError
from verigen.core.graded import Graded
from verigen.dataset.curate import scan
from verigen.dataset.curate.order import CHAIN, chain
from verigen.dataset.filters.likelihood import Likelihood
from verigen.dataset.filters.subject import SubjectFilter

FRUIT = ("apples", "pears", "plums", "figs", "cherries")
PLACES = ("market", "orchard", "kitchen", "garden", "shop")


def scored(logprob: float | None) -> Graded:
    made = make_graded(0, "correct", text="It is 5.")
    return replace(made, candidate=replace(made.candidate, logprob=logprob))


def asked(prompt: str) -> Graded:
    made = make_graded(0, "correct", text="It is 5.")
    return replace(made, problem=replace(made.problem, prompt=prompt))


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """Twenty-five problems about fruit."""
    rows = [
        {"prompt": f"Nora carries {fruit} from the {place} in baskets. How many {fruit} fit into a basket?"}
        for fruit in FRUIT
        for place in PLACES
    ]
    return write_lines(tmp_path / "examples.jsonl", *rows)


@pytest.mark.parametrize(("logprob", "findings"), [(-2.1, 1), (-2.0, 0), (-0.5, 0), (-0.1, 1)])
def test_a_candidate_outside_the_band_is_found(logprob: float, findings: int) -> None:
    found = Likelihood(least=-2.0, most=-0.2).find(scored(logprob))

    assert [each.score for each in found] == [logprob] * findings


def test_a_candidate_without_a_log_probability_is_undecided() -> None:
    with pytest.raises(ValueError, match="--logprobs"):
        Likelihood(least=-2.0).find(scored(None))


@pytest.mark.parametrize("band", [{}, {"least": -0.2, "most": -2.0}])
def test_a_band_without_ends_or_upside_down_is_refused(band: dict[str, float]) -> None:
    with pytest.raises(UserError, match="likelihood"):
        Likelihood(**band)


def test_a_problem_of_another_subject_is_found(examples: Path) -> None:
    part = SubjectFilter(examples=str(examples))

    near = part.find(
        asked("Nora carries apples and pears from the orchard in baskets. How many pears fit into a basket?")
    )
    (far,) = part.find(asked("A train leaves Lyon at noon at 90 km/h. When does it overtake the lorry?"))

    assert near == []
    assert far.score is not None
    assert far.score < 0.2


def test_the_least_likeness_can_be_set(examples: Path) -> None:
    prompt = asked("Omar packs pears from the orchard into baskets. How many pears fit into each basket?")

    assert SubjectFilter(examples=str(examples), least=0.999).find(prompt)


FRUIT_IN_OTHER_WORDS = "Ella sold bananas, then lemons. What share of her fruit was yellow and sour?"
OTHER_SUBJECTS = (
    "Find the determinant of the matrix with rows (1, 2) and (3, 4).",
    "Write a function that reverses a linked list.",
    "A train leaves Lyon at noon at 90 km/h. When does it overtake the lorry?",
)


def test_embeddings_know_the_subject_in_words_that_no_example_has(examples: Path) -> None:
    pytest.importorskip("wordllama", reason="the embeddings are wordllama's")
    text, bank = FRUIT_IN_OTHER_WORDS, str(examples)
    options = {"subject.examples": bank, "subject.by": "embeddings", "subject.least": "0.2"}

    (part,) = (each.part for each in chain(["subject"], CHAIN, {}, options))
    near, *far = (part.find(asked(each)) for each in (text, *OTHER_SUBJECTS))

    assert (near, all(far)) == ([], True)
    assert SubjectFilter(examples=bank).find(asked(text))


def test_examples_are_near_their_centroids_whatever_their_number(examples: Path) -> None:
    pytest.importorskip("wordllama", reason="the embeddings are wordllama's")
    prompts = [json.loads(line)["prompt"] for line in examples.read_text().splitlines()]

    for count in (1, 2, 8, 100):
        part = SubjectFilter(examples=str(examples), by="embeddings", centroids=count)
        far = sum(bool(part.find(asked(prompt))) for prompt in prompts)

        assert far <= len(prompts) * 0.1, count


def test_no_centroid_is_refused(examples: Path) -> None:
    with pytest.raises(UserError, match="centroids=0"):
        SubjectFilter(examples=str(examples), centroids=0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds 0 examples"),
        ('{"prompt": "How many figs?"}\n' * 3, "holds 3 examples"),
        ('{"answer": "5"}\n', ":1: no question"),
        ("[1]\n", ":1 is no JSON object"),
    ],
)
def test_examples_that_say_nothing_are_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "few.jsonl").write_text(text)

    with pytest.raises(UserError, match=told):
        SubjectFilter(examples=str(tmp_path / "few.jsonl"))


def test_curate_drops_what_is_far_from_the_subject_and_decides_again_without_another_look(
    run: Callable[..., Any], tmp_path: Path, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [
        "Nora carries figs from the garden in baskets. How many figs fit into a basket?",
        "What is 2 + 3?",
    ]
    rows = [
        {"id": f"q{at}", "question": each, "answer": "5", "licence": "MIT"}
        for at, each in enumerate(questions)
    ]
    bank = write_lines(tmp_path / "bank.jsonl", *rows)
    script = tmp_path / "script.json"
    script.write_text(
        json.dumps({"default": ["<think>\nThere are five of them.\n</think>\n\nSo \\boxed{5}."]})
    )
    run(
        "sample",
        "--domain",
        "math",
        "--bank",
        bank,
        "--teacher",
        f"scripted:{script}",
        "--n",
        1,
        "--out",
        "drawn",
    )

    ended = run(
        *("curate", "drawn", "--out", "set", "--held-out", 0),
        *("--with", "subject", "--filter-option", f"subject.examples={examples}"),
    )

    assert ended.code == 0, ended.err
    dropped = [json.loads(line) for line in (tmp_path / "set/dropped.jsonl").read_text().splitlines()]
    assert [(each["problem"], each["reason"]) for each in dropped] == [("q1", "subject")]
    monkeypatch.setattr(scan, "_run", lambda *_: pytest.fail("the filters ran again"))
    for least, out in (("0", 0), ("2", 2), ("0.2", 1)):
        again = run(
            *("curate", "drawn", "--out", "set", "--held-out", 0, "--with", "subject"),
            *("--filter-option", f"subject.examples={examples}", "--filter-option", f"subject.least={least}"),
        )
        dropped = (tmp_path / "set/dropped.jsonl").read_text().splitlines()
        assert (len(dropped), again.code) == (out, 2 if out == 2 else 0)
