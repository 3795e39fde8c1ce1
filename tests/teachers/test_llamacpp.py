"""What llama.cpp does of a Sampling, and what it says of the rest: SmolLM2-135M, small enough for a test."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from verigen.core.errors import PromptTooLong, RequestFailed, TeacherError
from verigen.core.turns import Form
from verigen.core.types import Completion, Message, Sampling
from verigen.teachers import catalogue, weights
from verigen.teachers.llamacpp import LlamaCpp, LlamaCppSession

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

pytestmark = pytest.mark.model
QUESTION = (Message(role="user", content="Tell me about the sea."),)
CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant\n"
)
SWITCHED = (
    CHATML
    + "{% if enable_thinking is defined and enable_thinking is false %}No.{% else %}<think>\n{% endif %}"
)


class Quiet:
    def note(self, line: str) -> None:
        pass

    def progress(self, done: int, total: int) -> None:
        pass


@pytest.fixture(scope="module")
def teacher() -> LlamaCpp:
    path = weights.fetch(catalogue.find("SmolLM2-135M-Instruct"), Quiet())
    return LlamaCpp(name="small", model=str(path), revision="r", context=256, slots=2, threads=1)


def with_template(teacher: LlamaCpp, folder: Path, template: str) -> LlamaCpp:
    (folder / "chat.jinja").write_text(template)
    return replace(teacher, chat_template=str(folder / "chat.jinja"))


def use(teacher: LlamaCpp, work: Callable[[LlamaCppSession], Awaitable[Any]]) -> Any:
    async def opened() -> Any:
        async with teacher.open() as session:
            return await work(session)

    return asyncio.run(opened())


def draw(teacher: LlamaCpp, *samplings: Sampling) -> list[Completion]:
    async def work(session: LlamaCppSession) -> list[Completion]:
        return [await session.generate(QUESTION, sampling, 1) for sampling in samplings]

    completions: list[Completion] = use(teacher, work)
    return completions


def test_a_stop_text_ends_a_completion_and_is_no_part_of_it(teacher: LlamaCpp) -> None:
    long = Sampling(temperature=0.0, max_tokens=60)

    whole, cut = draw(teacher, long, replace(long, stop=(".",)))

    assert cut.finish == "stop"
    assert cut.text == whole.text.partition(".")[0]


def test_the_mean_logprob_is_told_where_it_is_asked_for(teacher: LlamaCpp) -> None:
    asked = Sampling(temperature=0.0, max_tokens=20, logprobs=True)

    told, untold = draw(teacher, asked, replace(asked, logprobs=False))

    assert told.logprob is not None
    assert -3 < told.logprob < 0
    assert untold.logprob is None
    assert told.text == untold.text


def test_a_prompt_that_outgrows_the_context_is_refused_with_its_size(teacher: LlamaCpp) -> None:
    async def work(session: LlamaCppSession) -> int:
        with pytest.raises(PromptTooLong, match=r"a prompt of \d{3} tokens .* context of 256"):
            await session.generate((Message(role="user", content="word " * 400),), Sampling(), 1)
        return (await session.generate(QUESTION, Sampling(max_tokens=3), 1)).tokens

    assert use(teacher, work) == 3


def test_thinking_is_switched_where_the_template_can(teacher: LlamaCpp, tmp_path: Path) -> None:
    thinker = with_template(teacher, tmp_path, SWITCHED)

    on, off = draw(
        thinker, *(Sampling(max_tokens=5, temperature=0.0, thinking=asked) for asked in (True, False))
    )

    assert on.text.startswith("<think>\n")
    assert on.text.count("<think>") == 1
    assert not off.text.startswith("<think>")
    assert on.prompt_tokens != off.prompt_tokens


def test_a_thought_that_the_template_opens_belongs_to_the_completion(
    teacher: LlamaCpp, tmp_path: Path
) -> None:
    thinker = with_template(teacher, tmp_path, CHATML + "<think>\n{# R1 #}")

    (completion,) = draw(thinker, Sampling(max_tokens=5))

    assert completion.text.startswith("<think>\n")
    assert completion.text.count("<think>") == 1


def test_what_it_cannot_do_is_said(teacher: LlamaCpp) -> None:
    for asked, message in (
        (Sampling(thinking=False), "can't switch its thinking"),
        (Sampling(thinking_tokens=9), "can't bound small's thinking"),
    ):
        with pytest.raises(TeacherError, match=message):
            draw(teacher, asked)


def test_the_tokens_of_cancelled_requests_are_counted(teacher: LlamaCpp) -> None:
    async def work(session: LlamaCppSession) -> int:
        wait_s = 0.2
        while session.wasted == 0:  # a slow machine may not have drawn any
            asked = asyncio.create_task(session.generate(QUESTION, Sampling(max_tokens=200), 1))
            await asyncio.sleep(wait_s)
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
            wait_s *= 1.5
        return session.wasted

    assert 0 < use(teacher, work) <= 200


def test_a_context_grows_with_what_it_has_to_hold_and_never_shrinks(teacher: LlamaCpp) -> None:
    assert teacher.holding(1000).context == 1000
    assert teacher.holding(10).context == 256
    assert teacher.holding(1 << 40).context <= 32768


def test_tokens_under_way_are_told_until_the_completion_is_whole(teacher: LlamaCpp) -> None:
    async def work(session: LlamaCppSession) -> tuple[int, int]:
        call = asyncio.create_task(session.generate(QUESTION, Sampling(max_tokens=40), 1))
        while not (seen := session.under_way):  # noqa: ASYNC110 - read as a display reads it
            await asyncio.sleep(0.01)
        await call
        return seen, session.under_way

    seen, left = use(teacher, work)

    assert seen > 0
    assert left == 0


AGE = '{"type": "object", "properties": {"age": {"type": "integer", "minimum": 0, "maximum": 99}}, "required": ["age"], "additionalProperties": false}'
FORMS = (
    (Form(kind="schema", text=AGE), r'\{\s*"age":\s*\d{1,2}\s*\}'),
    (Form(kind="grammar", text='root ::= ("ebb" | "flood") " " [0-9] [0-9]'), r"(ebb|flood) \d\d"),
)
BAD = (
    Form(kind="grammar", text="root ::= ("),
    Form(kind="schema", text="[1]"),
    Form(kind="schema", text='{"type": "string", "pattern": "^(?!x).*$"}'),  # refused, or not kept to
    Form(kind="schema", text='{"$ref": "#/nowhere"}'),
)


def test_a_form_shapes_what_is_drawn_and_a_bad_one_costs_its_request_alone(teacher: LlamaCpp) -> None:
    sampling = Sampling(max_tokens=40, temperature=1.0)

    async def work(session: LlamaCppSession) -> list[tuple[str, str, str]]:
        for form in BAD:
            with pytest.raises(RequestFailed, match=r"form|schema"):
                await session.form(QUESTION, sampling, 1, form)
        begun = Message(role="assistant", content="<think>\nThe tide:\n")
        return [
            (opening, shape, (await session.form(asked, sampling, 3, form)).text)
            for asked, opening in ((QUESTION, ""), ((*QUESTION, begun), begun.content))
            for form, shape in FORMS
        ]

    for opening, shape, text in use(teacher, work):
        assert text.startswith(opening)
        assert re.fullmatch(shape, text.removeprefix(opening).strip())
