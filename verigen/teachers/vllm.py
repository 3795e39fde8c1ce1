"""A model on vLLM's asynchronous engine, on GPUs or CPU: the teacher for real work."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verigen import memory
from verigen.errors import TeacherError
from verigen.teachers.convert import converted
from verigen.teachers.hush import hushed
from verigen.types import Completion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from verigen.types import Finish, Message, Sampling

SEEDS = 1 << 63
GPU_REQUESTS, CPU_REQUESTS = 256, 32
CPU_KV_GIB = 2  # vLLM's default on CPU took 20 GB for a 0.5B model
CPU_OVERHEAD = 2 << 30
FINISHES: dict[str, Finish] = {"stop": "stop", "length": "length", "repetition": "repetition"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vllm:
    """`model` is a GGUF file (converted once), a Hugging Face folder or a hub id."""

    name: str
    model: str
    revision: str
    reasoner: bool = False
    context: int = 4096
    requests: int | None = None

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[VllmSession]:
        _quiet()
        session = await asyncio.to_thread(self._load)
        try:
            yield session
        finally:
            session.close()

    def _load(self) -> VllmSession:
        model = self.model
        if model.endswith(".gguf"):
            model = str(converted(Path(model), self.revision))
        with hushed("vLLM"):
            import vllm
            from vllm.platforms import current_platform
            from vllm.v1.engine.async_llm import AsyncLLM

            on_cpu = current_platform.is_cpu()
            if on_cpu:
                os.environ.setdefault("VLLM_CPU_KVCACHE_SPACE", str(CPU_KV_GIB))
                memory.require(_weight_bytes(model) + (CPU_KV_GIB << 30) + CPU_OVERHEAD, self.name)
            engine = AsyncLLM.from_engine_args(self._arguments(model, on_cpu=on_cpu))
        requests = self.requests or (CPU_REQUESTS if on_cpu else GPU_REQUESTS)
        return VllmSession(engine, f"vLLM {vllm.__version__}", requests)

    def _arguments(self, model: str, *, on_cpu: bool) -> Any:
        """A per-request seed together with a chunked prefill crashes 0.32 on CPU: hence a batch of 16,384 tokens,
        more than any prompt here.
        """
        from vllm import AsyncEngineArgs

        return AsyncEngineArgs(
            model=model,
            max_model_len=self.context,
            enable_log_requests=False,
            disable_log_stats=True,
            **({"max_num_batched_tokens": 16384, "dtype": "bfloat16"} if on_cpu else {}),
        )


class VllmSession:
    def __init__(self, engine: Any, version: str, requests: int) -> None:
        self._engine, self._tokenizer = engine, engine.get_tokenizer()
        self._ids = itertools.count()
        self.engine, self.concurrency = version, requests

    def close(self) -> None:
        """Shut the engine down, and take from it a destructor that fails in an interpreter that is ending."""
        self._engine.shutdown()
        kind = type(self._engine)
        self._engine.__class__ = type(kind.__name__, (kind,), {"__del__": lambda _: None})

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """One request with n=1: n > 1 would return nothing until all n are done."""
        from vllm import SamplingParams
        from vllm.sampling_params import RequestOutputKind

        params = SamplingParams(
            temperature=sampling.temperature,
            top_p=sampling.top_p,
            max_tokens=sampling.max_tokens,
            seed=seed % SEEDS,
            output_kind=RequestOutputKind.FINAL_ONLY,
        )
        final = None
        try:
            async for output in self._engine.generate(self._prompt(messages), params, str(next(self._ids))):
                final = output
        except Exception as error:
            raise TeacherError(f"vLLM failed on a request: {error}") from error
        if final is None:
            raise TeacherError("vLLM returned nothing for a request")
        return _completion(messages, final)

    def _prompt(self, messages: tuple[Message, ...]) -> str:
        chat = [{"role": m.role, "content": m.content} for m in messages]
        opened = messages[-1].role == "assistant"
        text: str = self._tokenizer.apply_chat_template(
            chat, tokenize=False, add_generation_prompt=not opened, continue_final_message=opened
        )
        return text


def _completion(messages: tuple[Message, ...], output: Any) -> Completion:
    opening = messages[-1].content if messages[-1].role == "assistant" else ""
    made = output.outputs[0]
    return Completion(
        text=opening + made.text,
        finish=FINISHES.get(made.finish_reason, "error"),
        prompt_tokens=len(output.prompt_token_ids),
        tokens=len(made.token_ids),
    )


def _weight_bytes(model: str) -> int:
    folder = Path(model)
    return sum(file.stat().st_size for file in folder.glob("*.safetensors")) if folder.is_dir() else 0


def _quiet() -> None:
    """vLLM logs by the line; what it has to say to a user comes as an error."""
    os.environ.setdefault("VLLM_LOGGING_LEVEL", "ERROR")
    os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")
