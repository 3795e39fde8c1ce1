"""The context that a model's files name, and engines that can't start on this machine."""

from __future__ import annotations

import json
import struct
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from verigen.teachers import limits
from verigen.teachers.llamacpp import LlamaCpp
from verigen.teachers.vllm import api
from verigen.teachers.vllm.teacher import Vllm

if TYPE_CHECKING:
    from pathlib import Path


def gguf(path: Path, kind: int, form: str, value: int) -> Path:
    """The head of a GGUF file with one key of metadata beside another."""
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, 2)
    name, key = b"general.architecture", b"qwen2.context_length"
    first = struct.pack("<Q", len(name)) + name + struct.pack("<IQ", 8, 5) + b"qwen2"
    second = struct.pack("<Q", len(key)) + key + struct.pack("<I", kind) + struct.pack(form, value)
    path.write_bytes(head + first + second + bytes(100))
    return path


@pytest.mark.parametrize(("kind", "form"), [(4, "<I"), (10, "<Q")])
def test_a_gguf_file_names_its_context(tmp_path: Path, kind: int, form: str) -> None:
    assert limits.longest(str(gguf(tmp_path / "m.gguf", kind, form, 40960))) == 40960


@pytest.mark.parametrize(
    ("config", "tokens"),
    [
        ({"max_position_embeddings": 8192}, 8192),
        ({"text_config": {"max_position_embeddings": 4096}}, 4096),
        ({"max_position_embeddings": 8192, "rope_scaling": {"factor": 4}}, None),
        ({}, None),
        ([], None),
        ({"max_position_embeddings": "many"}, None),
    ],
)
def test_a_model_folder_names_its_context_unless_it_can_be_extended(
    tmp_path: Path, config: object, tokens: int | None
) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config))

    assert limits.longest(str(tmp_path)) == tokens


def test_a_hub_id_and_an_empty_file_name_no_context(tmp_path: Path) -> None:
    (tmp_path / "m.gguf").touch()

    assert limits.longest("org/name") is limits.longest(str(tmp_path / "m.gguf")) is None


@pytest.mark.parametrize("engine", [LlamaCpp, Vllm])
def test_a_context_grows_with_the_prompts_up_to_the_models_own(
    tmp_path: Path, engine: type[LlamaCpp | Vllm]
) -> None:
    model = str(gguf(tmp_path / "m.gguf", 4, "<I", 5000))
    teacher = engine(name="m", model=model, revision="r", context=1536)

    assert teacher.holding(1000).context == 1536
    assert teacher.holding(3000).context == 3000
    assert teacher.holding(9000).context == 5000
    assert engine(name="m", model=model, revision="r", context=8000).holding(100).context == 5000


@pytest.mark.skipif(find_spec("vllm") is not None, reason="vLLM is installed")
def test_an_engine_that_is_missing_says_so() -> None:
    assert "vLLM does not import" in (api.unfit() or "")
