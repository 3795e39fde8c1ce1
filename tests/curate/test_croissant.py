"""The Croissant description of a curated set."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines
from verigen.dataset import parquet
from verigen.dataset.croissant import croissant

ROWS: dict[str, list[dict[str, Any]]] = {
    "sft": [
        {
            "id": f"sft/{n}",
            "messages": [{"role": "user", "content": f"What is {n}?"}],
            "tokens": n,
            "seed": 2**62,
        }
        for n in range(3)
    ],
    "rlvr": [
        {"id": "rlvr/1", "pass_rate": 0.5, "labels": [True, False], "tools": {"name": "add"}, "real": True}
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two formats with columns of every kind, and a description that names them."""
    for name, rows in ROWS.items():
        (tmp_path / name).mkdir()
        source = write_lines(tmp_path / name / "train.jsonl", *rows)
        parquet.write(source, source.with_suffix(".parquet"))
    text = croissant(tmp_path, ROWS, name="runs/first", licence="MIT", made_with="0")
    (tmp_path / "croissant.json").write_text(text)
    return tmp_path


def test_every_record_file_is_named_with_its_hash(folder: Path) -> None:
    told = json.loads((folder / "croissant.json").read_text())

    listed = {each["contentUrl"]: each["sha256"] for each in told["distribution"]}
    files = sorted(folder.glob("*/train.*"))
    assert listed == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_every_column_is_a_field_of_its_type(folder: Path) -> None:
    told = json.loads((folder / "croissant.json").read_text())

    fields = {each["@id"]: each for record_set in told["recordSet"] for each in record_set["field"]}
    assert fields.keys() == {f"{name}/{column}" for name, rows in ROWS.items() for column in rows[0]}
    types = {name: each.get("dataType") for name, each in fields.items()}
    assert types["sft/seed"] == "sc:Integer"
    assert types["rlvr/pass_rate"] == "sc:Float"
    assert types["rlvr/labels"] == types["rlvr/real"] == "sc:Boolean"
    assert fields["rlvr/labels"]["repeated"]
    assert [part["@id"] for part in fields["sft/messages"]["subField"]] == [
        "sft/messages/role",
        "sft/messages/content",
    ]


def test_mlcroissant_reads_every_record(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed")

    found = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))

    assert "not standard" not in caplog.text
    assert [row["sft/id"].decode() for row in found.records("sft")] == [row["id"] for row in ROWS["sft"]]
    (messages,) = (row["sft/messages"] for row in found.records("sft") if row["sft/tokens"] == 2)
    assert messages[0]["sft/messages/content"].decode() == "What is 2?"
    (other,) = found.records("rlvr")
    assert other["rlvr/pass_rate"] == 0.5
