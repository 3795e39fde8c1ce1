"""The columns and configurations of trainers, by their documented schemas."""

from __future__ import annotations

import json
import tomllib

import pytest
import yaml

from samples import write_lines
from verigen.core import registry
from verigen.core.errors import UserError
from verigen.dataset.layouts.write import write

ASKED = {"role": "user", "content": "What is 2 + 3?"}
RIGHT = {"role": "assistant", "content": "<think>\n2 + 3\n</think>\n\n5"}
WRONG = {"role": "assistant", "content": "<think>\n2 * 3\n</think>\n\n6"}
LISTS = {"prompt": [ASKED], "chosen": [RIGHT], "rejected": [WRONG]}
SINGLE = {"messages": [ASKED], "chosen": RIGHT, "rejected": WRONG}
TALK = {"messages": [ASKED, RIGHT]}
COLUMNS = {
    "trl": ({"prompt": [ASKED], "completion": [RIGHT]}, LISTS),
    "axolotl": (TALK, SINGLE),
    "llamafactory": (TALK, SINGLE),
    "verl": (TALK, None),
    "openrlhf": (TALK, LISTS),
    "nemo-rl": (TALK, {"prompt": ASKED["content"], "chosen": RIGHT["content"], "rejected": WRONG["content"]}),
    "prime-rl": ({**TALK, "tools": "[]"}, None),
}


@pytest.fixture
def records(tmp_path):
    for kind, row in (("sft", TALK), ("preference", LISTS)):
        (tmp_path / kind).mkdir()
        write_lines(tmp_path / kind / "train.jsonl", *({"id": n, "licence": "MIT", **row} for n in range(3)))
    return tmp_path


@pytest.mark.parametrize("name", sorted(registry.PARTS["layout"]))
def test_a_trainer_gets_its_own_columns_and_files_that_parse(name, records) -> None:
    part = registry.make("layout", name)
    made = write(part, records, records / "for")

    for kind, wanted in zip(("sft", "preference"), COLUMNS[name], strict=True):
        assert made.get(kind) == (None if wanted is None else 3)
        if wanted is not None and part.suffix == "jsonl":
            assert json.loads((records / f"for/{kind}.jsonl").read_text().splitlines()[0]) == wanted
        assert (records / f"for/{kind}.{part.suffix}").exists() == (wanted is not None)
    for path in (records / "for").iterdir():
        if path.suffix == ".yaml":
            assert f"{path.stem}" in json.dumps(yaml.safe_load(path.read_text()))
        if path.suffix == ".toml":
            assert tomllib.loads(path.read_text())["model"]["name"]


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
