"""Turns a conversation into the tokens that a model continues, using its chat template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from verigen.core.errors import TeacherError
from verigen.core.traces import PAIRS
from verigen.core.types import Message
from verigen.teachers.templates import thought_opened

CACHED = 1024  # prompts; the requests of one problem come in sequence
# the templates' names for the thinking switch: Qwen3, GLM and SmolLM3; DeepSeek-V3.1 and Granite
SWITCHES = ("enable_thinking", "thinking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt: `tokens` go to the engine, `opening` is the start of the completion's text."""

    tokens: list[int]
    opening: str


class Chat:
    """A Hugging Face tokenizer with its own or the given chat template. Raises TeacherError if there is neither."""

    def __init__(self, tokenizer: Any, template: str | None = None) -> None:
        if template is None and not getattr(tokenizer, "chat_template", None):
            raise TeacherError(
                "the model has no chat template, so it is no instruct model; take one, or give a Jinja file "
                "as the engine's option chat_template"
            )
        self._tokenizer, self._template = tokenizer, template
        self.prompt = lru_cache(CACHED)(self._prompt)

    def _prompt(self, messages: tuple[Message, ...], *, thinking: bool | None) -> Prompt:
        """The head as the template renders it, followed by the opening verbatim.

        continue_final_message is not used: with it, templates trim an answer's opening or remove its thinking.
        A thought that the template opens itself (R1, QwQ, Qwen3.5) belongs to the completion's text: without it
        a trace that is cut by its length would look like an answer.
        """
        given = messages[-1].content if messages[-1].role == "assistant" else ""
        head = self._render(messages[:-1] if given else messages, thinking=thinking)
        opened = thought_opened(head)
        if opened and given.lstrip().startswith(opened.strip()):
            head, opened = head.removesuffix(opened), ""
        tokens = self._tokenizer.encode(head + given, add_special_tokens=False)
        return Prompt(tokens=list(tokens), opening=opened + given)

    def _render(self, messages: tuple[Message, ...], *, thinking: bool | None) -> str:
        """The rendered conversation. Raises TeacherError for one that the template can't render."""
        from jinja2 import TemplateError

        try:
            return self._rendered(messages, thinking=thinking)
        except TemplateError as error:
            if len(messages) > 1 and messages[0].role == "system":
                return self._render(_without_system(messages), thinking=thinking)
            raise TeacherError(f"the model's chat template refuses a conversation: {error}") from error

    def _rendered(self, messages: tuple[Message, ...], *, thinking: bool | None) -> str:
        options: dict[str, Any] = {} if thinking is None else dict.fromkeys(SWITCHES, thinking)
        if self._template is not None:
            options["chat_template"] = self._template
        chat = [{"role": m.role, "content": m.content} for m in messages]
        return str(
            self._tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True, **options)
        )

    @cached_property
    def switches_thinking(self) -> bool:
        """Whether the template obeys the thinking switch; found by trying, because templates name it differently."""
        question = (Message(role="user", content="?"),)
        return self._rendered(question, thinking=True) != self._rendered(question, thinking=False)

    @cached_property
    def thought(self) -> tuple[str, str] | None:
        """The pair of think tags that are one token each, which a budget requires; None where there is none."""
        return next((pair for pair in PAIRS if all(self._is_token(tag) for tag in pair)), None)

    def _is_token(self, tag: str) -> bool:
        return len(self._tokenizer.encode(tag, add_special_tokens=False)) == 1

    @cached_property
    def special(self) -> bool:
        """Whether special tokens mark a trace (gpt-oss, Magistral); they must then stay in the text.

        Found by decoding, because tokenizers list their special tokens in more than one place.
        """
        return any(self._is_skipped(tag) for pair in PAIRS for tag in pair)

    def _is_skipped(self, tag: str) -> bool:
        tokens = self._tokenizer.encode(tag, add_special_tokens=False)
        return bool(self._tokenizer.decode(tokens, skip_special_tokens=True).strip() != tag)


def _without_system(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Move the system message into the first question, because Gemma's template has no system role."""
    system, first, *rest = messages
    return (Message(role=first.role, content=f"{system.content}\n\n{first.content}"), *rest)
