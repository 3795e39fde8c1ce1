"""A model on vLLM's asynchronous engine, on GPUs or CPU: the teacher for real work."""

from __future__ import annotations

import asyncio
import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from verigen.core import memory
from verigen.core.errors import PromptTooLong, TeacherError
from verigen.core.types import Completion
from verigen.teachers import companions, limits
from verigen.teachers.convert import converted
from verigen.teachers.hush import hushed
from verigen.teachers.templates import read_template
from verigen.teachers.vllm import api as vllm_api
from verigen.teachers.vllm import devices as vllm_devices
from verigen.teachers.vllm.chat import Chat, Prompt
from verigen.teachers.vllm.engine import VllmEngine
from verigen.teachers.vllm.options import VllmOptions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from verigen.core.types import Finish, Message, Sampling
    from verigen.teachers.hush import Log

GPU_REQUESTS, CPU_REQUESTS = 256, 32
WAITING = 16  # running requests per waiting one: a free place is then filled at the next step
CPU_KV_GIB = 2  # vLLM's default on CPU took 20 GB for a 0.5B model
CPU_OVERHEAD = 2 << 30
FINISHES: dict[str, Finish] = {"stop": "stop", "length": "length", "repetition": "repetition"}
MEMORY_HINT = "lower gpu_memory, context or requests, raise tensor_parallel, or take quantised weights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vllm(VllmOptions):
    """A model on vLLM; its options are those of VllmOptions.

    The engines are spawned processes: a script that opens one needs `if __name__ == "__main__":`.
    """

    package: ClassVar = "vllm"

    @classmethod
    def refuses(cls, model: str) -> str | None:
        served = model.lower().startswith(("http://", "https://"))
        return f"{model} is served already; --engine vllm runs weights that are here" if served else None

    @classmethod
    def unfit(cls) -> str | None:
        return vllm_api.unfit()

    def holding(self, tokens: int) -> Vllm:
        wanted = max(self.context, tokens)
        return replace(self, context=min(wanted, limits.longest(self.model) or wanted))

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[VllmSession]:
        session = await asyncio.to_thread(self._load)
        try:
            yield session
        finally:
            await session.close()

    def _load(self) -> VllmSession:
        if (why := companions.clash()) is not None:
            raise TeacherError(why)
        version = vllm_api.checked()
        vllm_api.prepare()
        model = self._folder()
        template = read_template(self.chat_template)
        with hushed("vLLM", self.name, memory_hint=MEMORY_HINT) as log:
            cpu = vllm_api.on_cpu()
            if cpu:
                self._require_memory(model)
            tokenizer = vllm_api.tokenizer(model, trust_remote_code=self.trust_remote_code)
            chat = Chat(tokenizer, template)
            engines = self._start(model, chat, log, cpu=cpu)
        return VllmSession(self, engines, chat, version, self._requests(cpu=cpu))

    def _folder(self) -> str:
        if not self.model.endswith(".gguf"):
            return self.model
        return str(converted(Path(self.model), self.revision))

    def _requests(self, *, cpu: bool) -> int:
        return self.requests or (CPU_REQUESTS if cpu else GPU_REQUESTS)

    def _require_memory(self, model: str) -> None:
        cache = int(os.environ.setdefault("VLLM_CPU_KVCACHE_SPACE", str(CPU_KV_GIB)))
        need = _weight_bytes(model) + (cache << 30) + CPU_OVERHEAD
        memory.require(self.replicas * need, self.name)

    def _start(self, model: str, chat: Chat, log: Log, *, cpu: bool) -> list[VllmEngine]:
        """Start all engines; if one does not load, shut down those before it."""
        requests = self._requests(cpu=cpu)
        arguments = vllm_api.engine_arguments(self, model, requests=requests, on_cpu=cpu)
        lora = vllm_api.lora_request(self.lora) if self.lora else None
        plan = vllm_devices.plan(self.replicas, self.tensor_parallel, cpu=cpu)
        started: list[Any] = []
        try:
            for values in plan:
                with vllm_devices.environment(values):
                    started.append(vllm_api.start(arguments, self.thought(chat), log))
        except BaseException:
            for engine in started:
                engine.shutdown()
            raise
        return [VllmEngine(engine, self.name, log.from_now(), lora) for engine in started]

    def thought(self, chat: Chat) -> tuple[str, str] | None:
        """The tags around a thought whose tokens can be limited; None where they can't."""
        if not self.thinking_budget:
            return None
        return (self.think_start, self.think_end) if self.think_start else chat.thought


class VllmSession:
    """An open teacher; spreads requests over its engines."""

    lost = 0

    def __init__(
        self, teacher: Vllm, engines: list[VllmEngine], chat: Chat, version: str, requests: int
    ) -> None:
        self._teacher, self._engines, self._chat = teacher, engines, chat
        self.engine = f"vLLM {version}"
        self.concurrency = len(engines) * (requests + -(-requests // WAITING))

    @property
    def wasted(self) -> int:
        """Tokens drawn for cancelled requests."""
        return sum(engine.wasted for engine in self._engines)

    @property
    def trouble(self) -> str | None:
        """Always None: a vLLM engine that dies says so."""
        return None

    @property
    def under_way(self) -> int | None:
        counts = [engine.under_way for engine in self._engines]
        return None if None in counts else sum(filter(None, counts))

    async def close(self) -> None:
        await asyncio.gather(*(engine.close() for engine in self._engines))

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        self._require(sampling)
        prompt = self._chat.prompt(messages, thinking=sampling.thinking)
        engine = self._engine_for(prompt)
        if len(prompt.tokens) >= engine.context:
            raise PromptTooLong(
                f"a prompt of {len(prompt.tokens)} tokens leaves no room for an answer in {self._teacher.name}'s "
                f"context of {engine.context}; raise the engine's option context, if the model has more"
            )
        params = vllm_api.sampling_params(sampling, seed, special=self._chat.special)
        return _completion(prompt, await engine.draw(prompt.tokens, params), sampling)

    def _require(self, sampling: Sampling) -> None:
        name = self._teacher.name
        if sampling.thinking_tokens is not None and self._teacher.thought(self._chat) is None:
            raise TeacherError(
                f"{name} has no tokens that enclose its thinking, so it can't be bounded: leave thinking_tokens "
                "out, or give the engine's options think_start and think_end (and thinking_budget, if it is off)"
            )
        asked = sampling.thinking
        if asked is not None and not self._chat.switches_thinking and not (asked and self._teacher.reasoner):
            raise TeacherError(f"{name}'s chat template can't switch its thinking: leave `thinking` out")

    def _engine_for(self, prompt: Prompt) -> VllmEngine:
        """The least busy engine; on a tie the one chosen by the prompt's hash, whose cache holds the same prompt."""
        home = hash(tuple(prompt.tokens[-64:])) % len(self._engines)
        order = [*self._engines[home:], *self._engines[:home]]
        return min(order, key=lambda engine: engine.running)


def _completion(prompt: Prompt, output: Any, sampling: Sampling) -> Completion:
    made = output.outputs[0]
    tokens = len(made.token_ids)
    return Completion(
        text=prompt.opening + made.text,
        finish=FINISHES.get(made.finish_reason, "error"),
        prompt_tokens=len(prompt.tokens),
        tokens=tokens,
        logprob=made.cumulative_logprob / tokens if sampling.logprobs and tokens else None,
        stop=made.stop_reason if isinstance(made.stop_reason, str) else None,
    )


def _weight_bytes(model: str) -> int:
    folder = Path(model)
    return sum(file.stat().st_size for file in folder.glob("*.safetensors")) if folder.is_dir() else 0
