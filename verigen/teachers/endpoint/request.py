"""Writes a chat completion request in the dialect of the server that gets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from verigen.core import traces
from verigen.core.errors import TeacherError
from verigen.teachers.forms import RESPONSE_FORMAT, fields

if TYPE_CHECKING:
    from verigen.core.turns import Form, FormKind
    from verigen.core.types import Message, Sampling

SEEDS = 1 << 31  # llama.cpp takes 32 bits, and gateways in JavaScript corrupt numbers above 53 bits
TAGS = frozenset(opening for opening, _ in traces.PAIRS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The request fields that a kind of server understands beyond the common ones.

    `prefill`: the server continues a last message of the assistant's, switched on by the fields `continuing`.
    `thinking`: whether the chat template or the reasoning effort switches it; `budget` is the field that limits
    its tokens, None where there is none. `loops`: fields that end an answer which repeats itself. `limit`: the
    name of the field for the maximum number of tokens. `always`: fields of every request. `requests`: how many
    parallel requests keep the server busy. `streams`: it counts the tokens of a streamed answer; `counting` are the
    further options that it then takes. `forms`: where it looks for each kind of form that it supports.
    """

    name: str
    prefill: bool = False
    continuing: dict[str, Any] = field(default_factory=dict)
    thinking: Literal["template", "effort"] = "template"
    budget: str | None = None
    loops: dict[str, Any] = field(default_factory=dict)
    limit: str = "max_tokens"
    always: dict[str, Any] = field(default_factory=dict)
    requests: int = 32
    streams: bool = False
    counting: dict[str, Any] = field(default_factory=dict)
    forms: dict[FormKind, tuple[str, ...]] = field(default_factory=dict)


CONTINUING = {"continue_final_message": True, "add_generation_prompt": False}
# a loop is a phrase to a few sentences, five times; fewer than 50 equal tokens may be a genuine list of zeros
LOOPS = {"repetition_detection": {"min_pattern_size": 10, "max_pattern_size": 100, "min_count": 5}}
VLLM = Dialect(
    name="vLLM",
    prefill=True,
    continuing=CONTINUING,
    budget="thinking_token_budget",
    loops=LOOPS,
    requests=64,
    streams=True,
    counting={"continuous_usage_stats": True},
    forms={
        "schema": RESPONSE_FORMAT,
        "regex": ("structured_outputs", "regex"),
        "grammar": ("structured_outputs", "grammar"),
    },
)
SGLANG = Dialect(
    name="SGLang",
    prefill=True,
    continuing={"continue_final_message": True},
    requests=64,
    streams=True,
    forms={"schema": RESPONSE_FORMAT, "regex": ("regex",), "grammar": ("ebnf",)},
)
# leaves the thinking where the model wrote it, so that the answer is verbatim
LLAMA_SERVER = Dialect(
    name="llama.cpp",
    prefill=True,
    always={"reasoning_format": "none"},
    requests=16,
    streams=True,
    forms={"schema": RESPONSE_FORMAT, "grammar": ("grammar",)},
)
# silently cuts a prompt that does not fit its context: num_ctx must be large enough
OLLAMA = Dialect(
    name="Ollama",
    prefill=True,
    thinking="effort",
    requests=4,
    streams=True,
    forms={"schema": RESPONSE_FORMAT},
)
OPENAI = Dialect(
    name="OpenAI",
    thinking="effort",
    limit="max_completion_tokens",
    streams=True,
    forms={"schema": RESPONSE_FORMAT},
)
UNKNOWN = Dialect(name="an endpoint")
OWNERS = {"vllm": VLLM, "sglang": SGLANG, "llamacpp": LLAMA_SERVER, "library": OLLAMA}


def dialect(host: str, owner: str) -> Dialect:
    """The dialect for a host's name and for the `owned_by` of the server's list of models."""
    return OPENAI if host == "api.openai.com" else OWNERS.get(owner.lower(), UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerProfile:
    """The model, dialect and options that requests to a server use."""

    model: str
    dialect: Dialect
    prefill: bool
    omit: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def opening(self, messages: tuple[Message, ...]) -> str:
        """The prefilled start that the server continues; empty where the server writes the whole answer."""
        begun = messages[-1].content if messages[-1].role == "assistant" else ""
        return "" if not self.prefill and begun.strip() in TAGS else begun

    def body(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form | None = None
    ) -> dict[str, Any]:
        """The request.

        Raises TeacherError for a setting that this kind of server has no field for, RequestFailed for a form that
        can't be read.
        """
        begun = messages[-1].role == "assistant"
        sent = messages if not begun or self.opening(messages) else messages[:-1]
        common = {
            "model": self.model,
            "messages": [{"role": m.role, "content": m.content} for m in sent],
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            self.dialect.limit: sampling.max_tokens,
            "seed": seed % SEEDS,
            **({"stop": list(sampling.stop)} if sampling.stop else {}),
            **({"logprobs": True} if sampling.logprobs else {}),
        }
        loops = self.dialect.loops if sampling.repetition else {}
        shape = fields(form, self.dialect.forms[form.kind]) if form else {}
        extra = {**self.dialect.always, **loops, **self._thinking(sampling), **shape, **self.more}
        if begun and self.prefill:
            extra = {**self.dialect.continuing, **extra}
        kept = {name: value for name, value in common.items() if name not in self.omit}
        return {**kept, "extra_body": extra}

    def _thinking(self, sampling: Sampling) -> dict[str, Any]:
        made: dict[str, Any] = {}
        on = sampling.thinking
        if on is not None and self.dialect.thinking == "effort":
            made["reasoning_effort"] = "medium" if on else "none"
        elif on is not None:
            # Qwen and GLM read the first, DeepSeek and Granite the second; templates ignore unknown names
            made["chat_template_kwargs"] = {"enable_thinking": on, "thinking": on}
        if sampling.thinking_tokens is not None:
            if self.dialect.budget is None:
                raise TeacherError(
                    f"{self.dialect.name} has no way to bound the thinking alone; use --max-tokens"
                )
            made[self.dialect.budget] = sampling.thinking_tokens
        return made
