"""A GGUF model on llama.cpp, in this process: the teacher for a laptop."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from verigen import memory
from verigen.errors import TeacherError
from verigen.teachers.hush import hushed
from verigen.types import Completion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from verigen.types import Message, Sampling

SLOTS = 16
SEEDS = 1 << 31  # llama.cpp takes 32 bits, and reads the highest value as "draw one"
KV_BYTES_PER_TOKEN = (
    12 << 10
)  # a 0.5B Qwen2.5: 24 layers x 2 x 128 x 2 bytes; larger models are nearer 28 KiB


@dataclass(frozen=True, slots=True, kw_only=True)
class LlamaCpp:
    """`context` tokens are kept for each of `slots` parallel requests, prompt and completion together."""

    name: str
    weights: Path
    revision: str
    reasoner: bool = False
    context: int = 2048
    slots: int = SLOTS

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[LlamaCppSession]:
        need = self.weights.stat().st_size + self.slots * self.context * KV_BYTES_PER_TOKEN
        memory.require(need, self.name)
        server = await asyncio.to_thread(self._load)
        with ThreadPoolExecutor(self.slots, thread_name_prefix="llamacpp") as threads:
            yield LlamaCppSession(server, threads, self.slots)

    def _load(self) -> Any:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self.weights)
        params.n_parallel, params.n_ctx = self.slots, self.slots * self.context
        params.n_threads_http = self.slots + 2
        params.ui, params.warmup, params.verbosity = False, False, 0
        with hushed("llama.cpp"):
            return xllamacpp.Server(params)


class LlamaCppSession:
    def __init__(self, server: Any, threads: ThreadPoolExecutor, slots: int) -> None:
        self._server, self._threads = server, threads
        self.concurrency = slots
        self.engine = f"llama.cpp (xllamacpp {version('xllamacpp')})"

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """A request holds a thread and a slot; a cancelled one frees both at its next token."""
        stop = threading.Event()
        call = asyncio.get_running_loop().run_in_executor(
            self._threads, self._generate, messages, sampling, seed, stop
        )
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            stop.set()
            await asyncio.gather(call, return_exceptions=True)
            raise

    def _generate(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, stop: threading.Event
    ) -> Completion:
        chunks: list[dict[str, Any]] = []

        def keep(chunk: dict[str, Any]) -> bool:
            chunks.append(chunk)
            return stop.is_set()

        answer = self._server.handle_chat_completions(_body(messages, sampling, seed), keep)
        return _completion(messages, [*chunks, *([answer] if answer else [])])


def _body(messages: tuple[Message, ...], sampling: Sampling, seed: int) -> dict[str, Any]:
    return {
        "messages": [{"role": m.role, "content": m.content} for m in messages],
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "max_tokens": sampling.max_tokens,
        "seed": seed % SEEDS,
        "reasoning_format": "none",
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def _completion(messages: tuple[Message, ...], chunks: list[dict[str, Any]]) -> Completion:
    """Join a stream. Raises TeacherError for what the engine refused."""
    opening = messages[-1].content if messages[-1].role == "assistant" else ""
    text, finish = [opening], "error"
    usage: dict[str, int] = {}
    for chunk in chunks:
        if "error" in chunk:
            raise TeacherError(
                f"llama.cpp refused a request: {chunk['error'].get('message', chunk['error'])}"
            )
        usage = chunk.get("usage") or usage
        for choice in chunk.get("choices", ()):
            text.append(choice["delta"].get("content") or "")
            finish = choice.get("finish_reason") or finish
    return Completion(
        text="".join(text),
        finish="length" if finish == "length" else "stop" if finish == "stop" else "error",
        prompt_tokens=usage.get("prompt_tokens", 0),
        tokens=usage.get("completion_tokens", 0),
    )
