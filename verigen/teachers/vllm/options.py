"""What a user may choose of a vLLM engine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from verigen.core.errors import UserError

LORA_RANKS = (8, 16, 32, 64, 128, 256, 512)


@dataclass(frozen=True, slots=True, kw_only=True)
class VllmOptions:
    """`model` is a GGUF file (converted once), a Hugging Face folder or a hub id.

    `context`: tokens of a prompt with its completion. `requests`: how many one engine runs at a time, 0 for what
    suits the device. `replicas`: engines, each a process on `tensor_parallel` GPUs of its own; they load one after
    another. `gpu_memory`: the share of a GPU's memory to take. `dtype`, `quantization` and `kv_cache_dtype` as
    vLLM names them; quantised weights are recognised without. `lora`: the folder of an adapter. `eager`: no
    compiled graphs, for a start in seconds. `chat_template`: a Jinja file in place of the model's own.
    `thinking_budget`: heed Sampling.thinking_tokens, at the price of a slower model runner before vLLM 0.28.
    `think_start`, `think_end`: what encloses a thought, where the tokenizer has no known tags as tokens.
    `trust_remote_code`: run Python that comes with the weights.
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
        """An adapter makes another model of the weights: its bytes join the revision."""
        if bool(self.think_start) != bool(self.think_end):
            raise UserError("think_start and think_end go together: give both or neither")
        if self.lora and "+lora:" not in self.revision:
            object.__setattr__(self, "revision", f"{self.revision}+lora:{_adapter_hash(Path(self.lora))}")


def _adapter_hash(folder: Path) -> str:
    """Raises UserError where there is no adapter."""
    lora_rank(folder)
    files = sorted(file for file in folder.iterdir() if file.suffix in {".safetensors", ".bin", ".json"})
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def lora_rank(folder: Path) -> int:
    """The rank that vLLM has to make room for: its steps are coarser than adapters' ranks."""
    config = folder / "adapter_config.json"
    try:
        rank = int(json.loads(config.read_bytes())["r"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{folder} is no LoRA adapter: can't read `r` in its adapter_config.json") from error
    fitting = [step for step in LORA_RANKS if step >= rank]
    if not fitting:
        raise UserError(f"the LoRA adapter {folder} has rank {rank}; vLLM takes up to {LORA_RANKS[-1]}")
    return fitting[0]
