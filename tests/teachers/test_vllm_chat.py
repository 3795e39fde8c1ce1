"""From a conversation to the text that a model continues, over real tokenizers and templates of every habit."""

from __future__ import annotations

from typing import Any

import pytest

from verigen.core.errors import TeacherError, UserError
from verigen.core.types import Message
from verigen.teachers.templates import read_template
from verigen.teachers.vllm.chat import Chat, Prompt

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
QWEN3 = CHATML + (
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"
)
DEEPSEEK = CHATML + "{% if thinking %}<think>{% else %}</think>{% endif %}"
R1 = CHATML + "{% if add_generation_prompt %}<think>\n{% endif %}"
GEMMA = (
    "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    + CHATML
)
QUESTION = (Message(role="user", content="What is 2 + 3?"),)
OPENED = (*QUESTION, Message(role="assistant", content="<think>\n"))


def chat(template: str | None, tokens: tuple[str, ...] = (), **options: Any) -> Chat:
    """Over a tokenizer of single characters, with these tokens besides."""
    tokenizers = pytest.importorskip("tokenizers", reason="needs tokenizers, which comes with transformers")
    transformers = pytest.importorskip("transformers", reason="needs transformers")
    vocabulary = {chr(code): code for code in range(128)}
    model = tokenizers.Tokenizer(tokenizers.models.BPE(vocabulary, []))
    model.decoder = tokenizers.decoders.Fuse()
    model.add_tokens(list(tokens))
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=model, **options)
    tokenizer.chat_template = template
    return Chat(tokenizer)


def text(chat: Chat, prompt: Prompt) -> str:
    return str(chat._tokenizer.decode(prompt.tokens, clean_up_tokenization_spaces=False))


def test_a_question_ends_where_the_answer_begins() -> None:
    it = chat(CHATML)

    prompt = it.prompt(QUESTION, thinking=None)

    assert text(it, prompt) == "<|im_start|>user\nWhat is 2 + 3?<|im_end|>\n<|im_start|>assistant\n"
    assert prompt.opening == ""


def test_an_opening_is_continued_verbatim() -> None:
    it = chat(CHATML)
    opening = "  <think>\nTwo and \n\n"

    prompt = it.prompt((*QUESTION, Message(role="assistant", content=opening)), thinking=None)

    assert text(it, prompt).endswith("<|im_start|>assistant\n" + opening)
    assert prompt.opening == opening


def test_a_thought_that_the_template_opens_belongs_to_the_completion() -> None:
    it = chat(R1)

    prompt = it.prompt(QUESTION, thinking=None)

    assert text(it, prompt).endswith("assistant\n<think>\n")
    assert prompt.opening == "<think>\n"


def test_a_thought_is_opened_once() -> None:
    it = chat(R1)

    prompt = it.prompt(OPENED, thinking=None)

    assert text(it, prompt).count("<think>") == 1
    assert prompt.opening == "<think>\n"


@pytest.mark.parametrize(
    ("template", "on", "off"),
    [
        (QWEN3, "assistant\n", "<think>\n\n</think>\n\n"),
        (DEEPSEEK, "assistant\n<think>", "assistant\n</think>"),
    ],
)
def test_thinking_is_switched_by_the_name_that_the_template_has(template: str, on: str, off: str) -> None:
    it = chat(template)

    assert it.switches_thinking
    assert text(it, it.prompt(QUESTION, thinking=True)).endswith(on)
    assert text(it, it.prompt(QUESTION, thinking=False)).endswith(off)


def test_a_closed_thought_is_none_that_the_completion_begins_with() -> None:
    assert chat(QWEN3).prompt(QUESTION, thinking=False).opening == ""


def test_a_template_without_a_switch_is_known() -> None:
    assert not chat(CHATML).switches_thinking


def test_a_template_without_system_messages_gets_the_instruction_with_the_question() -> None:
    it = chat(GEMMA)

    prompt = it.prompt((Message(role="system", content="Be brief."), *QUESTION), thinking=None)

    assert "<|im_start|>user\nBe brief.\n\nWhat is 2 + 3?<|im_end|>" in text(it, prompt)


def test_a_conversation_that_no_form_fits_is_refused() -> None:
    it = chat("{{ raise_exception('roles must alternate') }}")

    with pytest.raises(TeacherError, match="template refuses a conversation: roles must alternate"):
        it.prompt(QUESTION, thinking=None)


def test_a_base_model_is_refused() -> None:
    with pytest.raises(TeacherError, match="no chat template"):
        chat(None)


def test_only_tags_of_one_token_bound_a_thought() -> None:
    assert chat(CHATML).thought is None
    assert chat(CHATML, ("<think>",)).thought is None
    assert chat(CHATML, ("<think>", "</think>")).thought == ("<think>", "</think>")


def test_special_tokens_stay_where_they_mark_the_trace() -> None:
    assert not chat(CHATML, eos_token="<|im_end|>").special
    assert chat(CHATML, extra_special_tokens=["<|channel|>"]).special


def test_a_template_that_is_not_there_is_the_users_to_mend() -> None:
    assert read_template("") is None
    with pytest.raises(UserError, match="can't read the chat template /no/such"):
        read_template("/no/such.jinja")
