"""A reward model is trained, examined on families it has not seen, and refused where length alone does as well."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import write_lines
from verigen.core.errors import UserError
from verigen.grading import reward_model
from verigen.rewards.model import exam, pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("torch")
pytest.importorskip("trl")
PROBLEMS = 40
FAST = ("--rate", "1e-2", "--batch", "8", "--longest", "96", "--save-every", "4")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A randomly initialised classifier of one layer with a tokenizer of bytes; it has learnt nothing."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import GPT2Config, GPT2ForSequenceClassification, PreTrainedTokenizerFast, set_seed

    folder = tmp_path_factory.mktemp("random-classifier")
    words = {each: at for at, each in enumerate(["<pad>", *sorted(pre_tokenizers.ByteLevel.alphabet())])}
    bytes_ = Tokenizer(models.BPE(vocab=words, merges=[]))
    bytes_.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytes_.decoder = decoders.ByteLevel()
    PreTrainedTokenizerFast(tokenizer_object=bytes_, pad_token="<pad>", eos_token="<pad>").save_pretrained(
        folder
    )
    size = GPT2Config(
        vocab_size=len(words),
        n_embd=32,
        n_layer=1,
        n_head=2,
        n_positions=128,
        num_labels=1,
        bos_token_id=0,
        eos_token_id=0,
    )
    set_seed(0)
    GPT2ForSequenceClassification(size).save_pretrained(folder)
    return folder


def a_run(run: Callable[..., Any], folder: Path, right: str, wrong: str) -> Path:
    """A run whose correct candidates end in one text and whose incorrect ones end in another."""
    rows = [
        {"id": f"q{at}", "question": f"What is {at} + {at}?", "answer": str(2 * at), "licence": "MIT"}
        for at in range(10, 10 + PROBLEMS)
    ]
    bank = write_lines(folder / "bank.jsonl", *rows)
    answers = {
        row["question"]: [
            f"So \\boxed{{{row['answer']}}}{right}",
            f"So \\boxed{{{int(row['answer']) + 2}}}{wrong}",
        ]
        for row in rows
    }
    script = folder / "script.json"
    script.write_text(json.dumps({"answers": answers}))
    ended = run(
        "sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{script}", "--n", 5, "--goal", "n",
        "--out", folder / "run",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    return folder / "run"


def test_a_signal_that_is_not_length_is_learnt_and_ranks(
    run: Callable[..., Any], base: Path, tmp_path: Path
) -> None:
    source, out = a_run(run, tmp_path, " sure!", " maybe"), tmp_path / "reward"

    ended = run("train-reward", source, "--base", base, "--epochs", 2, *FAST, "--out", out)
    ranked = run("rank", source, "--model", out, "--out", tmp_path / "ranked.jsonl")

    assert ended.code == 0, ended.err
    found = reward_model.card(out)
    assert found.refused is None
    assert found.accuracy.value > 0.9
    assert found.length_accuracy.value == 0.5
    assert found.held_out_pairs >= 6
    assert ranked.code == 0, ranked.err
    rows = [json.loads(line) for line in (tmp_path / "ranked.jsonl").read_text().splitlines()]
    assert sum(row["candidates"][0]["outcome"] == "correct" for row in rows) > 0.9 * PROBLEMS
    assert run("train-reward", source, "--base", base, "--epochs", 2, *FAST, "--out", out).out == ended.out
    curated = ("curate", source, "--with", "reward", "--filter-option", f"reward.model={out}")
    assert run(*curated, "--filter-option", "reward.least=-99", "--out", "all").code == 0
    assert '"reward"' not in (tmp_path / "all" / "dropped.jsonl").read_text()
    run(*curated, "--filter-option", "reward.least=99", "--out", "none")
    dropped = [json.loads(line) for line in (tmp_path / "none" / "dropped.jsonl").read_text().splitlines()]
    assert sum(row["reason"] == "reward" for row in dropped) >= PROBLEMS
    other = run("train-reward", source, "--base", base, "--epochs", 5, *FAST, "--out", out)
    assert (other.code, "epochs was 2.0" in other.err) == (2, True)


def test_a_base_kept_in_bfloat16_is_trained_in_float32(base: Path, tmp_path: Path) -> None:
    """bfloat16 has 8 bits of a weight: a step of 1e-5 of it would be rounded away."""
    _, model = reward_model.loaded(str(base), 0)
    model.bfloat16().save_pretrained(tmp_path)
    for path in base.glob("token*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())

    _, again = reward_model.loaded(str(tmp_path), 0)

    assert {str(each.dtype) for each in again.parameters()} == {"torch.float32"}


def test_a_model_that_only_counts_length_is_refused(
    run: Callable[..., Any], base: Path, tmp_path: Path
) -> None:
    source, out = a_run(run, tmp_path, ".", "." * 9), tmp_path / "reward"

    ended = run("train-reward", source, "--base", base, "--epochs", 1, *FAST, "--out", out)
    ranked = run("rank", source, "--model", out, "--out", tmp_path / "ranked.jsonl")

    assert (ended.code, ended.err.splitlines()[-1].count("the shorter one is right")) == (1, 1)
    assert reward_model.card(out).refused
    assert (ranked.code, "was refused" in ranked.err) == (2, True)
    assert not (tmp_path / "ranked.jsonl").exists()
    chosen = run(
        "curate", source, "--with", "reward", "--filter-option", f"reward.model={out}", "--out", "set"
    )
    nothing = run("curate", source, "--with", "reward", "--out", "set")
    assert (chosen.code, "was refused" in chosen.err) == (2, True)
    assert (nothing.code, "needs a model" in nothing.err) == (2, True)


@pytest.mark.slow
def test_a_killed_training_goes_on_from_its_checkpoint(
    run: Callable[..., Any], base: Path, tmp_path: Path
) -> None:
    source, out = a_run(run, tmp_path, " sure!", " maybe"), tmp_path / "reward"
    words = ["train-reward", source, "--base", base, "--epochs", 6, *FAST, "--out", out]
    killed = subprocess.Popen([sys.executable, "-m", "verigen", *map(str, words)], stderr=subprocess.PIPE)
    while killed.poll() is None and not list(out.glob("trainer/checkpoint-*/trainer_state.json")):
        time.sleep(0.05)
    os.kill(killed.pid, signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    killed.stderr.close()
    halfway = run("rank", source, "--model", out, "--out", tmp_path / "ranked.jsonl")

    ended = run(*words)

    assert (halfway.code, "half done" in halfway.err) == (2, True)
    assert ended.code == 0, ended.err
    assert not ended.err.startswith("0/")
    assert not (out / "trainer").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("missing", "--out", "reward"), "no ledger"),
        (("run", "--out", "bank.jsonl"), "choose another --out"),
        (("run", "--base", "run", "--out", "reward"), "does not load"),
    ],
)
def test_what_cannot_be_trained_is_told_in_one_line(
    run: Callable[..., Any], tmp_path: Path, words: Any, told: str
) -> None:
    a_run(run, tmp_path, "", "")

    ended = run("train-reward", *words)

    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert told in ended.err


def test_a_run_without_pairs_is_told(run: Callable[..., Any], bank: Path, script: Path) -> None:
    run(
        "sample",
        "--domain",
        "math",
        "--bank",
        bank,
        "--teacher",
        f"scripted:{script}",
        "--n",
        2,
        "--out",
        "few",
    )

    ended = run("train-reward", "few", "--out", "reward")

    assert (ended.code, "sample more" in ended.err) == (2, True)


FAMILIES = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=2, unique=True)


@given(st.lists(FAMILIES, min_size=14, max_size=60), st.integers(0, 99))
def test_no_family_is_in_both_parts(families: list[list[str]], seed: int) -> None:
    rows = [pairs.RewardPair(str(at), [], [], tuple(found)) for at, found in enumerate(families)]

    try:
        parted = pairs.parted(rows, 0.2, seed)
    except UserError:
        return

    train = {family for pair in parted.train for family in pair.families}
    held = {family for pair in parted.held_out for family in pair.families}
    assert not train & held
    assert len(parted.train) + len(parted.held_out) == len(rows)
    assert len(set(parted.clusters)) >= 6
    assert parted == pairs.parted(rows, 0.2, seed)


def scored(count: int, *, right: int, longer: int) -> list[exam.ScoredPair]:
    return [
        exam.ScoredPair(
            chosen=float(at < right),
            rejected=float(at >= right),
            chosen_tokens=9 if at < longer else 5,
            rejected_tokens=7,
            cluster=at,
        )
        for at in range(count)
    ]


def test_the_same_accuracy_as_length_is_no_advantage() -> None:
    equal = exam.examined(scored(100, right=80, longer=80), longer_wins=True)
    better = exam.examined(scored(100, right=80, longer=50), longer_wins=True)

    assert (equal.better_than_length.value, exam.why_refused(better)) == (0.0, None)
    assert "80.0 %" in str(exam.why_refused(equal))
    assert (better.accuracy.low or 1.0) < 0.8 < (better.accuracy.high or 0.0)
    assert (better.right_is_longer.value, better.right_is_shorter.value) == (1.0, 0.6)


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=2, max_size=30))
def test_the_rank_correlation_is_symmetric_and_bounded(rows: list[tuple[float, float]]) -> None:
    one, other = [row[0] for row in rows], [row[1] for row in rows]

    found = exam.spearman(one, other)

    assert -1.0000001 <= found <= 1.0000001
    assert found == pytest.approx(exam.spearman(other, one))
    assert exam.spearman(one, one) == pytest.approx(float(len(set(one)) > 1))
