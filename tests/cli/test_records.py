"""The records, as the libraries that take them see them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml


@pytest.fixture
def made(run, bank, script, tmp_path) -> Path:
    ended = run(
        *(
            "sample",
            "--domain",
            "math",
            "--bank",
            bank,
            "--teacher",
            f"scripted:{script}",
            "--licence",
            "MIT",
        ),
        *("--n", 8, "--out", "r"),
    )
    assert ended.code == 0, ended.err
    return tmp_path / "r"


@pytest.mark.parametrize("name", ["sft", "preference"])
def test_datasets_opens_a_run_by_its_card(made: Path, name: str) -> None:
    from datasets import load_dataset

    rows = load_dataset(str(made), name, split="train")

    assert len(rows) >= 1
    assert set(rows["licence"]) == {"MIT"}


@pytest.mark.parametrize("name", ["sft", "preference"])
def test_jsonl_and_parquet_hold_the_same_rows(made: Path, name: str) -> None:
    from datasets import load_dataset

    lines = load_dataset("json", data_files=str(made / name / "train.jsonl"), split="train")
    columns = load_dataset("parquet", data_files=str(made / name / "train.parquet"), split="train")

    assert lines.to_list() == columns.to_list()


def test_trl_takes_the_sft_records_as_a_conversation(made: Path) -> None:
    from datasets import load_dataset
    from trl import data_utils

    rows = load_dataset(str(made), "sft", split="train")

    assert data_utils.is_conversational(rows[0])
    assert not {"prompt", "completion", "label", "chosen", "rejected", "text"} & set(rows.column_names)


def test_trl_takes_the_preference_records_with_their_prompt(made: Path) -> None:
    from datasets import load_dataset
    from trl import data_utils

    rows = load_dataset(str(made), "preference", split="train")
    row = rows[0]

    assert data_utils.is_conversational(row)
    assert data_utils.maybe_extract_prompt(row) == row
    assert len(
        data_utils.unpair_preference_dataset(rows.select_columns(["prompt", "chosen", "rejected"]))
    ) == 2 * len(rows)
    assert not {"messages", "completion", "label", "text"} & set(rows.column_names)


def test_the_card_has_the_front_matter_the_hub_reads(made: Path) -> None:
    _, front, _ = (made / "README.md").read_text().split("---\n", 2)

    head = yaml.safe_load(front)

    assert head["license"] == ["mit"]
    assert head["language"] == ["en"]
    assert head["size_categories"] == ["n<1K"]
    assert [c["config_name"] for c in head["configs"]] == ["sft", "preference"]
