"""The columns and configurations of trainers, by their documented schemas."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from samples import write_lines
from verigen.core import registry
from verigen.core.errors import UserError
from verigen.dataset.layouts.write import write

ROOT = Path(__file__).parents[2]
ASKED = {"role": "user", "content": "What is 2 + 3?"}
RIGHT = {"role": "assistant", "content": "<think>\n2 + 3\n</think>\n\n5"}
WRONG = {"role": "assistant", "content": "<think>\n2 * 3\n</think>\n\n6"}
LISTS = {"prompt": [ASKED], "chosen": [RIGHT], "rejected": [WRONG]}
SINGLE = {"messages": [ASKED], "chosen": RIGHT, "rejected": WRONG}
TALK = {"messages": [ASKED, RIGHT]}
PROBLEM = '{"id": "p", "reference": {"answer": "5"}}'
TASK = {"prompt": [ASKED], "problem_row": PROBLEM, "domain": "math", "family": "f", "pass_rate": 0.5}
TRUTH = {
    "data_source": "verigen/math",
    "prompt": [ASKED],
    "ability": "math",
    "reward_model": {"style": "rule", "ground_truth": PROBLEM},
    "extra_info": {"index": "0", "family": "f", "licence": "MIT", "pass_rate": 0.5},
}
COLUMNS = {
    "trl": ({"prompt": [ASKED], "completion": [RIGHT]}, LISTS, {"prompt": [ASKED], "problem_row": PROBLEM}),
    "axolotl": (TALK, SINGLE, None),
    "llamafactory": (TALK, SINGLE, None),
    "verl": (TALK, None, TRUTH),
    "openrlhf": (TALK, LISTS, {"prompt": [ASKED], "label": PROBLEM}),
    "nemo-rl": (
        TALK,
        {"prompt": ASKED["content"], "chosen": RIGHT["content"], "rejected": WRONG["content"]},
        None,
    ),
    "prime-rl": ({**TALK, "tools": "[]"}, None, None),
}


@pytest.fixture
def records(tmp_path):
    for kind, row in (("sft", TALK), ("preference", LISTS), ("rlvr", TASK)):
        (tmp_path / kind).mkdir()
        write_lines(
            tmp_path / kind / "train.jsonl", *({"id": str(n), "licence": "MIT", **row} for n in range(3))
        )
    return tmp_path


@pytest.mark.parametrize("name", sorted(registry.PARTS["layout"]))
def test_a_trainer_gets_its_own_columns_and_files_that_parse(name, records) -> None:
    part = registry.make("layout", name)
    made = write(part, records, records / "for")

    for kind, wanted in zip(("sft", "preference", "rlvr"), COLUMNS[name], strict=True):
        assert made.get(kind) == (None if wanted is None else 3)
        if wanted is not None and part.suffix == "jsonl":
            assert json.loads((records / f"for/{kind}.jsonl").read_text().splitlines()[0]) == wanted
        assert (records / f"for/{kind}.{part.suffix}").exists() == (wanted is not None)
    for path in (records / "for").iterdir():
        if path.suffix == ".yaml":
            assert f"{path.stem}" in json.dumps(yaml.safe_load(path.read_text()))
        if path.suffix == ".toml":
            assert tomllib.loads(path.read_text())["model"]["name"]
        if path.suffix == ".sh":
            assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
            assert f"{path.stem}.{part.suffix}" in path.read_text() or "sft.toml" in path.read_text()


@pytest.mark.parametrize("name", sorted(registry.PARTS["layout"]))
def test_every_configuration_sets_the_length_that_a_trace_needs(name, records) -> None:
    write(registry.make("layout", name, {"length": 5000}), records, records / "for")
    files = [path for path in (records / "for").iterdir() if path.suffix in {".sh", ".yaml", ".toml"}]

    told = {path.stem: path.read_text() for path in sorted(files, key=lambda path: path.suffix)}
    assert told
    assert all("5000" in text for text in told.values())


def test_llamafactory_finds_files_and_columns_in_its_index(records) -> None:
    write(registry.make("layout", "llamafactory"), records, records / "for")
    index = json.loads((records / "for/dataset_info.json").read_text())

    for kind in ("sft", "preference"):
        entry = index[f"verigen_{kind}"]
        row = json.loads((records / "for" / entry["file_name"]).read_text().splitlines()[0])
        assert set(entry["columns"].values()) == set(row)
    assert index["verigen_preference"]["ranking"] is True


def test_a_record_that_a_trainer_can_not_read_is_named_with_its_line(records) -> None:
    write_lines(records / "preference/train.jsonl", LISTS, {**LISTS, "chosen": [RIGHT, ASKED]})

    with pytest.raises(UserError, match=r"train\.jsonl:2: .* this trainer reads one"):
        write(registry.make("layout", "axolotl"), records, records / "for")


def test_verl_reads_parquet(records) -> None:
    import pyarrow.parquet as pq

    write(registry.make("layout", "verl"), records, records / "for")

    assert pq.read_table(records / "for/sft.parquet").to_pylist()[0] == TALK
    assert pq.read_table(records / "for/rlvr.parquet").to_pylist()[0] == TRUTH


def told(folder: Path, script: Path, variable: str) -> list[str]:
    """The arguments with which a script calls `uv`."""
    (folder / "uv").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (folder / "uv").chmod(0o755)
    path = {"PATH": f"{folder}:{os.environ['PATH']}", variable: str(folder)}
    done = subprocess.run(["sh", script], env=path, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("kind", ["sft", "preference"])
def test_nemo_rl_gets_the_models_own_template_and_every_record(kind, records) -> None:
    """Its example of SFT sets another template, both end after a few steps, and one asks for a login."""
    here = records / "a (new) place, for=nemo"
    write(registry.make("layout", "nemo-rl"), records, here)

    set_ = dict(
        word[2:].split("=", 1) for word in told(records, here / f"{kind}.sh", "NEMO_RL") if word[:2] == "++"
    )

    assert set_["policy.tokenizer.chat_template"] == "'default'"
    assert set_["data.train.data_path"] == f"'{here}/{kind}.jsonl'"
    assert int(set_[f"{'sft' if kind == 'sft' else 'dpo'}.max_num_steps"]) > 10**5
    assert set_["logger.wandb_enabled"] == "false"


@pytest.mark.parametrize(("letters", "steps"), [(10, 1), (2 * 3 * 32 * 4096, 3)])
def test_prime_rl_ends_after_one_pass_and_keeps_its_checkpoints_beside_the_records(
    letters, steps, records
) -> None:
    """Without max_steps it trains without end, and without [ckpt] it saves nothing."""
    long = {**TALK, "messages": [TALK["messages"][0], {"role": "assistant", "content": "x" * letters}]}
    write_lines(records / "sft/train.jsonl", long)
    here = records / "for prime"
    write(registry.make("layout", "prime-rl"), records, here)

    words = told(records, here / "sft.sh", "PRIME_RL")

    assert words[words.index("--max-steps") + 1] == str(steps)
    assert words[words.index("--output-dir") + 1] == f"{here}-out"
    assert words[words.index("--data.name") + 1] == str(here)
    assert tomllib.loads((here / "sft.toml").read_text())["ckpt"] == {}


@pytest.mark.parametrize(
    "names", [("trl", "prime-rl"), ("axolotl",), ("llamafactory",), ("verl",), ("openrlhf",)], ids=" ".join
)
def test_the_trainers_own_code_reads_its_records_and_configuration(names, tmp_path) -> None:
    """TRL is installed with the others; the rest is tested where it is (trainer_loaders.py says how)."""
    if find_spec(names[0]) is None:
        pytest.skip(f"{names[0]} is not installed")
    command = [sys.executable, "-m", "benchmarks.checks.trainer_loaders", *names]
    own = {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1"}
    ended = subprocess.run(
        command, env={**os.environ, **own}, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stderr[-2000:]
    assert all(f"{name} sft: " in ended.stdout for name in names)


CALLED = {
    "role": "assistant",
    "content": "I add.",
    "tool_calls": [{"type": "function", "function": {"name": "python", "arguments": '{"code": "2 + 3"}'}}],
}
PRINTED = {"role": "tool", "content": "5"}
TOOL = {"type": "function", "function": {"name": "python", "parameters": {"type": "object"}}}


def test_a_conversation_with_calls_is_written_whole_or_not_at_all(tmp_path) -> None:
    talk = {"messages": [ASKED, CALLED, PRINTED, RIGHT], "tools": [TOOL]}
    pair = {"prompt": [ASKED], "chosen": [CALLED, PRINTED, RIGHT], "rejected": [WRONG], "tools": [TOOL]}
    for kind, row in (("sft", talk), ("preference", pair)):
        (tmp_path / kind).mkdir()
        write_lines(tmp_path / kind / "train.jsonl", row)

    found = {}
    for name in sorted(registry.PARTS["layout"]):
        made = write(registry.make("layout", name), tmp_path, tmp_path / f"for-{name}")
        found[name] = made

    assert {name: made for name, made in found.items() if made} == {
        "trl": {"tools": 1},
        "prime-rl": {"tools": 1},
    }
    row = json.loads((tmp_path / "for-trl/tools.jsonl").read_text())
    assert row["messages"][1]["tool_calls"][0]["function"]["arguments"] == {"code": "2 + 3"}
    assert row["tools"] == [TOOL]
    assert yaml.safe_load((tmp_path / "for-trl/tools.yaml").read_text())["assistant_only_loss"] is True
    row = json.loads((tmp_path / "for-prime-rl/tools.jsonl").read_text())
    assert row["messages"] == talk["messages"]
    assert json.loads(row["tools"]) == [TOOL]


def test_axolotl_trains_the_segments_that_the_mask_names(tmp_path) -> None:
    parts = [{"label": False, "text": "What is 2 + 3?"}, {"label": True, "text": "5"}]
    (tmp_path / "segments").mkdir()
    write_lines(
        tmp_path / "segments/train.jsonl", {"segments": parts, "text": "What is 2 + 3?5", "mask": [[14, 15]]}
    )

    made = write(registry.make("layout", "axolotl"), tmp_path, tmp_path / "for")

    assert made == {"segments": 1}
    assert json.loads((tmp_path / "for/segments.jsonl").read_text()) == {"segments": parts}
    assert "type: input_output" in (tmp_path / "for/segments.yaml").read_text()
