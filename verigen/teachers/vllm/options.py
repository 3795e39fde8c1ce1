"""The options of a vLLM engine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from verigen.core.errors import UserError

LORA_RANKS = (8, 16, 32, 64, 128, 256, 512)


@dataclass(frozen=True, slots=True, kw_only=True)
class VllmOptions:
    """Options of a vLLM engine; `model` is a GGUF file (converted once), a Hugging Face folder or a hub id.

    `context`: maximum tokens of a prompt and its completion together. `requests`: parallel requests per engine, 0
    for the default of the device. `replicas`: number of engines; each is a process with `tensor_parallel` GPUs of
    its own, and they load in sequence. `gpu_memory`: share of a GPU's memory to use, 0 to 1. `dtype`,
    `quantization` and `kv_cache_dtype`: vLLM's values; quantised weights are recognised without them. `lora`: the
    folder of an adapter. `eager`: no compiled graphs, for a start within seconds. `chat_template`: a Jinja file that
    replaces the model's own. `thinking_budget`: obey Sampling.thinking_tokens, at the price of a slower model runner
    before vLLM 0.28. `think_start`, `think_end`: the tags around a thought, where the tokenizer has no known tags
    as single tokens. `trust_remote_code`: run Python code that comes with the weights.
    """

    name: str
    model: str
    revision: str
    reasoner: bool = False
    context: int = 4096
    requests: int = 0
    replicas: int = 1
    tensor_parallel: int = 1
    gpu_memory: float = 0.9
    dtype: str = "auto"
    quantization: str = ""
    kv_cache_dtype: str = "auto"
    prefix_caching: bool = True
    lora: str = ""
    eager: bool = False
    chat_template: str = ""
    thinking_budget: bool = True
    think_start: str = ""
    think_end: str = ""
    trust_remote_code: bool = False

    def __post_init__(self) -> None:
        """Add the adapter's hash to the revision, because an adapter changes the model."""
        if bool(self.think_start) != bool(self.think_end):
            raise UserError("think_start and think_end go together: give both or neither")
        if self.lora and "+lora:" not in self.revision:
            object.__setattr__(self, "revision", f"{self.revision}+lora:{_adapter_hash(Path(self.lora))}")


def _adapter_hash(folder: Path) -> str:
    """A hash of the adapter's files. Raises UserError where the folder holds no adapter."""
    lora_rank(folder)
    files = sorted(file for file in folder.iterdir() if file.suffix in {".safetensors", ".bin", ".json"})
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def lora_rank(folder: Path) -> int:
    """The adapter's rank, rounded up to a step that vLLM supports."""
    config = folder / "adapter_config.json"
    try:
        rank = int(json.loads(config.read_bytes())["r"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{folder} is no LoRA adapter: can't read `r` in its adapter_config.json") from error
    fitting = [step for step in LORA_RANKS if step >= rank]
    if not fitting:
        raise UserError(f"the LoRA adapter {folder} has rank {rank}; vLLM takes up to {LORA_RANKS[-1]}")
    return fitting[0]
