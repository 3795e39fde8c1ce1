"""What verigen asks of vLLM, as far as it can be told without it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from verigen.core.errors import TeacherError, UserError
from verigen.core.types import Sampling
from verigen.teachers.vllm import api as vllm_api
from verigen.teachers.vllm.teacher import Vllm

if TYPE_CHECKING:
    from pathlib import Path


def teacher(**options: Any) -> Vllm:
    return Vllm(name="m", model="org/m", revision="r", **options)


def arguments(*, on_cpu: bool = False, **options: Any) -> dict[str, Any]:
    return vllm_api.engine_arguments(teacher(**options), "org/m", requests=8, on_cpu=on_cpu)


def package(folder: Path, name: str, version: str) -> None:
    """A package's metadata, as an installer leaves it."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


@pytest.mark.parametrize("version", ["0.22.0", "0.27.1.post1", "0.32.0+cpu", "0.33.0rc2"])
def test_the_versions_of_the_span_are_taken(version: str, tmp_path: Path, monkeypatch) -> None:
    package(tmp_path, "vllm", version)
    monkeypatch.syspath_prepend(tmp_path)

    assert vllm_api.checked() == version


@pytest.mark.parametrize("version", ["0.21.9", "0.34.0", "1.0.0", "0.4.21716571491"])
def test_another_version_is_named_with_what_to_install(version: str, tmp_path: Path, monkeypatch) -> None:
    package(tmp_path, "vllm", version)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(
        TeacherError, match=rf"vLLM {version} is not supported.* 0\.22 to 0\.33; .*pip install"
    ):
        vllm_api.checked()


def test_a_gpu_gets_every_option_by_vllms_name() -> None:
    asked = arguments(
        tensor_parallel=2,
        gpu_memory=0.8,
        quantization="awq",
        kv_cache_dtype="fp8",
        prefix_caching=False,
        eager=True,
        dtype="float16",
        context=9000,
        trust_remote_code=True,
    )

    assert asked == {
        "model": "org/m",
        "max_model_len": 9000,
        "max_num_seqs": 8,
        "dtype": "float16",
        "tensor_parallel_size": 2,
        "gpu_memory_utilization": 0.8,
        "quantization": "awq",
        "kv_cache_dtype": "fp8",
        "enable_prefix_caching": False,
        "enforce_eager": True,
        "trust_remote_code": True,
        "enable_log_requests": False,
        "disable_log_stats": True,
    }


@pytest.mark.parametrize("context", [512, 20000])
def test_on_a_cpu_no_prompt_is_cut_in_chunks(context: int) -> None:
    asked = arguments(on_cpu=True, context=context)

    assert asked["enable_chunked_prefill"] is False
    assert asked["max_num_batched_tokens"] >= context
    assert asked["dtype"] == "bfloat16"


def test_sampling_is_put_in_vllms_words() -> None:
    sampling = Sampling(
        temperature=0.5, top_p=0.9, max_tokens=7, stop=("\n\n",), thinking_tokens=3, logprobs=True
    )

    assert vllm_api.sampling_arguments(sampling, (1 << 64) + 5, special=True) == {
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 7,
        "stop": ["\n\n"],
        "thinking_token_budget": 3,
        "logprobs": 0,
        "flat_logprobs": True,
        "seed": 5,
        "skip_special_tokens": False,
    }


def test_what_is_not_asked_for_is_left_to_vllm() -> None:
    asked = vllm_api.sampling_arguments(Sampling(), 1, special=False)

    assert set(asked) == {"temperature", "top_p", "max_tokens", "seed", "skip_special_tokens"}


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    folder = tmp_path / "adapter"
    folder.mkdir()
    (folder / "adapter_config.json").write_text(json.dumps({"r": 12}))
    (folder / "adapter_model.safetensors").write_bytes(b"weights")
    return folder


def test_an_adapter_gets_room_for_its_rank(adapter: Path) -> None:
    asked = arguments(lora=str(adapter))

    assert (asked["enable_lora"], asked["max_loras"], asked["max_lora_rank"]) == (True, 1, 16)


def test_an_adapter_makes_another_revision_by_its_bytes(adapter: Path) -> None:
    first = teacher(lora=str(adapter)).revision
    (adapter / "adapter_model.safetensors").write_bytes(b"others")
    second = teacher(lora=str(adapter)).revision

    assert first.startswith("r+lora:")
    assert first != second


def test_a_folder_that_is_no_adapter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"is no LoRA adapter: .*adapter_config\.json"):
        teacher(lora=str(tmp_path))


def test_an_adapter_of_too_high_a_rank_is_refused(adapter: Path) -> None:
    (adapter / "adapter_config.json").write_text(json.dumps({"r": 1024}))

    with pytest.raises(UserError, match="rank 1024; vLLM takes up to 512"):
        teacher(lora=str(adapter))


def test_the_ends_of_a_thought_come_in_pairs() -> None:
    with pytest.raises(UserError, match="go together"):
        teacher(think_start="<think>")
