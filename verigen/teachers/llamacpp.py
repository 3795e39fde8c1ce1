"""A GGUF model on llama.cpp, in this process: the teacher for a laptop."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from verigen.core import cores, memory
from verigen.core.errors import EngineDied, PromptTooLong, RequestFailed, TeacherError
from verigen.core.types import Completion
from verigen.teachers import limits
from verigen.teachers.forms import ignored, schema
from verigen.teachers.hush import hushed
from verigen.teachers.templates import read_template, thought_opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from verigen.core.turns import Form
    from verigen.core.types import Message, Sampling

SLOTS = 16
SEEDS = 1 << 31  # llama.cpp takes 32 bits, and the highest value means a random seed
LONGEST = 32768  # maximum context in tokens where a bank's prompts decide its size
TEMPLATE_S = 10.0
QUIET_S = 15.0  # seconds without any token before the user sees a message
KV_BYTES_PER_TOKEN = (
    12 << 10
)  # a 0.5B Qwen2.5: 24 layers x 2 x 128 x 2 bytes; larger models are nearer 28 KiB


@dataclass(frozen=True, slots=True, kw_only=True)
class LlamaCpp:
    """A teacher on llama.cpp; `model` is a GGUF file.

    Each of `slots` parallel requests gets `context` tokens for its prompt and completion together.
    `chat_template`: a Jinja file that replaces the model's own. `threads`: CPU threads that run the model, 0 for
    one per core that is idle when it is opened; threads that wait for each other on busy cores make no progress.
    """

    name: str
    model: str
    revision: str
    reasoner: bool = False
    context: int = 2048
    slots: int = SLOTS
    threads: int = 0
    chat_template: str = ""
    package: ClassVar = "xllamacpp"

    @classmethod
    def refuses(cls, model: str) -> str | None:
        if model.endswith(".gguf"):
            return None
        return f"llama.cpp reads GGUF files only, not {model}; use --engine vllm"

    def holding(self, tokens: int) -> LlamaCpp:
        affordable = (memory.available() - self._bytes()) // 2 // (self.slots * KV_BYTES_PER_TOKEN)
        wanted = max(self.context, min(tokens, affordable, LONGEST))
        return replace(self, context=min(wanted, limits.longest(self.model) or wanted))

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[LlamaCppSession]:
        need = self._bytes() + self.slots * self.context * KV_BYTES_PER_TOKEN
        memory.require(need, self.name)
        template = read_template(self.chat_template)
        server = await asyncio.to_thread(self._load, template)
        with ThreadPoolExecutor(self.slots, thread_name_prefix="llamacpp") as threads:
            yield LlamaCppSession(self, server, threads)

    def _bytes(self) -> int:
        return Path(self.model).stat().st_size

    def _load(self, template: str | None) -> Any:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = self.model
        params.n_parallel, params.n_ctx = self.slots, self.slots * self.context
        params.n_threads_http = self.slots + 2
        params.ui, params.warmup, params.verbosity = False, False, 0
        threads = self.threads or cores.idle()
        for each in (params.cpuparams, params.cpuparams_batch):
            each.n_threads = threads
            if threads < cores.count():
                each.poll = 0  # a polling thread occupies the core that other programs need
        if template is not None:
            params.chat_template = template
        with hushed("llama.cpp", self.name, memory_hint="lower context or slots, or take a smaller model"):
            return xllamacpp.Server(params)


class LlamaCppSession:
    """An open llama.cpp server; `wasted` counts the tokens drawn for cancelled requests."""

    lost = 0
    forms = frozenset(("schema", "grammar"))

    def __init__(self, teacher: LlamaCpp, server: Any, threads: ThreadPoolExecutor) -> None:
        self._teacher, self._server, self._threads = teacher, server, threads
        self.concurrency = teacher.slots
        self.engine = f"llama.cpp (xllamacpp {version('xllamacpp')})"
        self.wasted = 0
        self._pieces: dict[int, int] = {}
        self._heard = time.monotonic()
        self._prompt_end = lru_cache(_prompt_end)

    @property
    def under_way(self) -> int:
        return sum(list(self._pieces.values()))

    @property
    def trouble(self) -> str | None:
        quiet = time.monotonic() - self._heard
        if not self._pieces or quiet < QUIET_S:
            return None
        return (
            f"no token from {self._teacher.name} for {quiet:.0f} s: this machine has {cores.load():.0f} busy threads on "
            f"{cores.count()} cores; --engine-option threads=1 yields most"
        )

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """Request one completion; it holds a thread and a slot, which cancelling frees at its next token."""
        return await self._drawn(messages, sampling, _body(messages, sampling, seed))

    async def form(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form
    ) -> Completion:
        """Like `generate`. Raises RequestFailed for a form that llama.cpp can't read.

        It refuses a grammar with an error, but draws freely under a schema that it can't read.
        """
        body = {**_body(messages, sampling, seed), "grammar": _grammar(form)}
        try:
            made = await self._drawn(messages, sampling, body)
        except (EngineDied, RequestFailed):
            raise
        except TeacherError as error:
            raise RequestFailed(f"{error} (its form: {form.kind})") from error
        if messages[-1].role != "assistant" and ignored(form, made):
            raise RequestFailed(f"llama.cpp did not keep to the schema of a request to {self._teacher.name}")
        return made

    async def _drawn(
        self, messages: tuple[Message, ...], sampling: Sampling, body: dict[str, Any]
    ) -> Completion:
        stop = threading.Event()
        call = asyncio.get_running_loop().run_in_executor(
            self._threads, self._generate, messages, sampling, body, stop
        )
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            stop.set()
            await self._count_wasted(call)
            raise

    async def _count_wasted(self, call: asyncio.Future[Completion]) -> None:
        for ended in await asyncio.gather(call, return_exceptions=True):
            self.wasted += ended.tokens if isinstance(ended, Completion) else 0

    def _generate(
        self, messages: tuple[Message, ...], sampling: Sampling, body: dict[str, Any], stop: threading.Event
    ) -> Completion:
        opening = self._opening(messages, sampling)
        chunks: list[dict[str, Any]] = []
        key = id(chunks)
        if not self._pieces:
            self._heard = time.monotonic()
        self._pieces[key] = 0

        def keep(chunk: dict[str, Any]) -> bool:
            chunks.append(chunk)
            self._heard, self._pieces[key] = time.monotonic(), len(chunks)
            return stop.is_set()

        try:
            answer = self._server.handle_chat_completions(body, keep)
        except Exception as error:  # a refusal is a normal answer
            raise EngineDied(f"llama.cpp broke on a request to {self._teacher.name}: {error}") from error
        finally:
            del self._pieces[key]
        return _completion(opening, [*chunks, *([answer] if answer else [])], self._teacher.name)

    def _opening(self, messages: tuple[Message, ...], sampling: Sampling) -> str:
        """The start of the text: the given opening, or the think tag that the template ends with.

        Raises TeacherError where the thinking can't be switched or limited as requested.
        """
        name, asked = self._teacher.name, sampling.thinking
        if sampling.thinking_tokens is not None:
            raise TeacherError(
                f"llama.cpp can't bound {name}'s thinking: leave thinking_tokens out, or use vLLM"
            )
        if asked is not None and not (asked and self._teacher.reasoner) and not self._switches():
            raise TeacherError(f"{name}'s chat template can't switch its thinking: leave `thinking` out")
        if messages[-1].role == "assistant":
            return messages[-1].content
        return thought_opened(self._prompt_end(self._server.listening_address, asked))

    def _switches(self) -> bool:
        address = self._server.listening_address
        return self._prompt_end(address, True) != self._prompt_end(address, False)


def _prompt_end(address: str, thinking: bool | None) -> str:  # noqa: FBT001 - a key of a cache
    """A question as the engine's chat template renders it. Raises TeacherError where the model has no template."""
    body: dict[str, Any] = {"messages": [{"role": "user", "content": "?"}], **_switch(thinking)}
    request = urllib.request.Request(  # noqa: S310 - this process's own server
        f"{address}/apply-template", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=TEMPLATE_S) as answer:
            return str(json.load(answer)["prompt"])
    except OSError as error:
        raise TeacherError(f"llama.cpp can't apply the model's chat template: {error}") from error


def _switch(thinking: bool | None) -> dict[str, Any]:  # noqa: FBT001 - see Sampling
    if thinking is None:
        return {}
    return {"chat_template_kwargs": {"enable_thinking": thinking, "thinking": thinking}}


def _grammar(form: Form) -> str:
    """The form as a grammar: llama.cpp fails at a schema of its own field after an opening.

    Raises RequestFailed for a schema that a build of llama.cpp can't turn into one.
    """
    import xllamacpp

    if form.kind == "grammar":
        return form.text
    try:
        return str(xllamacpp.json_schema_to_grammar(schema(form)))
    except (ValueError, RuntimeError) as error:
        raise RequestFailed(f"llama.cpp makes no grammar of the form's schema: {error}") from error


def _body(messages: tuple[Message, ...], sampling: Sampling, seed: int) -> dict[str, Any]:
    """The request; n_probs instead of `logprobs`, which would list twenty tokens per drawn token."""
    body: dict[str, Any] = {
        "messages": [{"role": m.role, "content": m.content} for m in messages],
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "max_tokens": sampling.max_tokens,
        "seed": seed % SEEDS,
        "reasoning_format": "none",
        "stream": True,
        "stream_options": {"include_usage": True},
        **_switch(sampling.thinking),
    }
    if sampling.stop:
        body["stop"] = list(sampling.stop)
    if sampling.logprobs:
        body["n_probs"] = 1
    return body


def _completion(opening: str, chunks: list[dict[str, Any]], name: str) -> Completion:
    """Join the chunks of a stream. Raises PromptTooLong, or TeacherError for any other refusal of the engine."""
    text, finish = [opening], "error"
    usage: dict[str, int] = {}
    logprobs: list[float] = []
    for chunk in chunks:
        if "error" in chunk:
            raise _refusal(chunk["error"], name)
        usage = chunk.get("usage") or usage
        for choice in chunk.get("choices", ()):
            text.append(choice["delta"].get("content") or "")
            finish = choice.get("finish_reason") or finish
            drawn = (choice.get("logprobs") or {}).get("content") or ()
            logprobs += [token["logprob"] for token in drawn]
    return Completion(
        text="".join(text),
        finish="length" if finish == "length" else "stop" if finish == "stop" else "error",
        prompt_tokens=usage.get("prompt_tokens", 0),
        # a cancelled stream reports no usage; each of its pieces is one token
        tokens=usage.get("completion_tokens", sum(map(bool, text[1:]))),
        logprob=sum(logprobs) / len(logprobs) if logprobs else None,
    )


def _refusal(error: dict[str, Any], name: str) -> TeacherError:
    if error.get("type") == "exceed_context_size_error":
        return PromptTooLong(
            f"a prompt of {error.get('n_prompt_tokens')} tokens leaves no room for an answer in {name}'s context "
            f"of {error.get('n_ctx')}; raise the engine's option context, if the model has more"
        )
    return TeacherError(f"llama.cpp refused a request to {name}: {error.get('message', error)}")
