"""A real model, small enough for a test: SmolLM2-135M on llama.cpp."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import pytest

from verigen.core.errors import TeacherError
from verigen.core.types import Message, Sampling
from verigen.teachers import catalogue, weights
from verigen.teachers.llamacpp import LlamaCpp, LlamaCppSession

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

T = TypeVar("T")
pytestmark = pytest.mark.model
QUESTION = (Message(role="user", content="Tell me about the sea."),)


class Quiet:
    def note(self, line: str) -> None:
        pass

    def progress(self, done: int, total: int) -> None:
        pass


@pytest.fixture(scope="module")
def model() -> Path:
    return weights.fetch(catalogue.find("SmolLM2-135M-Instruct"), Quiet())


def use(model: Path, work: Callable[[LlamaCppSession], Awaitable[T]]) -> T:
    async def opened() -> T:
        teacher = LlamaCpp(name="small", model=str(model), revision="r", context=512, slots=4, threads=1)
        async with teacher.open() as session:
            return await work(session)

    return asyncio.run(opened())


def test_a_real_model_answers(model: Path) -> None:
    async def work(session: LlamaCppSession):
        return [
            await session.generate(QUESTION, Sampling(temperature=0.0, max_tokens=30), 1) for _ in range(2)
        ]

    first, second = use(model, work)

    assert len(first.text.split()) > 5
    assert first.text == second.text
    assert 5 < first.tokens <= 30
    assert first.prompt_tokens > 5


def test_a_completion_begins_with_the_opening_it_was_given(model: Path) -> None:
    opening = Message(role="assistant", content="<think>\nThe sea")

    async def work(session: LlamaCppSession):
        return await session.generate((*QUESTION, opening), Sampling(max_tokens=5), 1)

    completion = use(model, work)

    assert completion.text.startswith("<think>\nThe sea")
    assert completion.finish == "length"
    assert completion.tokens == 5


def test_seeds_tell_candidates_apart_and_parallel_requests_all_return(model: Path) -> None:
    async def work(session: LlamaCppSession):
        sampling = Sampling(temperature=1.0, max_tokens=20)
        return await asyncio.gather(*(session.generate(QUESTION, sampling, seed) for seed in range(8)))

    completions = use(model, work)

    assert len({completion.text for completion in completions}) > 1


def test_a_cancelled_request_frees_its_place(model: Path) -> None:
    async def work(session: LlamaCppSession) -> int:
        long = Sampling(temperature=1.0, max_tokens=400)
        asked = [asyncio.create_task(session.generate(QUESTION, long, seed)) for seed in range(4)]
        await asyncio.sleep(0.5)
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        return (await session.generate(QUESTION, Sampling(max_tokens=3), 1)).tokens

    assert 0 < use(model, work) <= 3


def test_a_prompt_longer_than_the_context_is_the_engines_error(model: Path) -> None:
    async def work(session: LlamaCppSession) -> None:
        long = (Message(role="user", content="word " * 2000),)
        with pytest.raises(TeacherError, match="context of 512"):
            await session.generate(long, Sampling(max_tokens=5), 1)

    use(model, work)


def test_the_main_job_runs_on_a_real_model(model: Path, run, tmp_path: Path) -> None:
    ended = run(
        *("sample", "--domain", "math", "--teacher", "SmolLM2-135M-Instruct", "--engine", "llamacpp"),
        *("--limit", 2, "--n", 2, "--max-tokens", 40, "--out", "r"),
    )

    assert ended.code == 0, ended.err
    assert "candidates   4:" in ended.out
    assert "llama.cpp (xllamacpp" in ended.err
    assert (tmp_path / "r/manifest.json").exists()
