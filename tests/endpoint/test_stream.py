"""Answers that are streamed: the same completions, with their tokens counted while they come."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from misbehaving import EMPTY, Answer, Server, chat, refusal, serving

from verigen.core.types import Completion, Message, Sampling
from verigen.teachers.endpoint import faults as endpoint_faults
from verigen.teachers.endpoint.teacher import Endpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from verigen.teachers.endpoint.teacher import EndpointSession

pytest.importorskip("openai", reason="the endpoint extra is not installed")

ASK = (Message(role="user", content="What is 2+2?"),)
LONG = "First we add both numbers, and then we look at the sum once more. " * 3


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint_faults, "FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(endpoint_faults, "LAST_WAIT_S", 0.02)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def use(server: Server, work: Callable[[EndpointSession], Coroutine[Any, Any, Any]], **options: Any) -> Any:
    async def main() -> Any:
        async with serving(server):
            teacher = Endpoint(**{"name": "tiny", "model": "tiny", "url": server.url, **options})
            async with teacher.open() as session:
                return await work(session)

    return asyncio.run(main())


def draw(server: Server, sampling: Sampling = Sampling(), **options: Any) -> Completion:  # noqa: B008 - frozen
    made: Completion = use(server, lambda session: session.generate(ASK, sampling, 1), **options)
    return made


def with_logprobs() -> Answer:
    answer = chat("four")
    tokens = [{"token": letter, "logprob": -0.5} for letter in "four"]
    choice = {**answer.body["choices"][0], "logprobs": {"content": tokens}}
    return replace(answer, body={**answer.body, "choices": [choice]})


WHOLE = {
    "text": chat("So it is 4."),
    "nothing": chat(""),
    "cut by its length": chat(LONG, finish="length"),
    "thinking of vLLM": chat("4", reasoning=LONG),
    "thinking of DeepSeek": chat("4", reasoning_content="two and two"),
    "thinking in pieces": chat("4", reasoning_details=[{"text": "two "}, {"summary": "and two"}]),
    "content in pieces": Answer(body=chat("").body | {"choices": [{"finish_reason": "stop", "message": {
        "content": [{"thinking": [{"text": "two and two"}]}, {"text": "4"}]}}]}),
    "letters beyond ASCII": chat("Donc c'est 4 \u2014 voil\u00e0 \U0001f600."),
}  # fmt: skip


@pytest.mark.parametrize("answer", WHOLE.values(), ids=WHOLE)
def test_a_streamed_answer_is_the_answer_that_comes_whole(answer: Answer) -> None:
    streamed = Server(answers=[answer], streams=True)

    assert draw(streamed, stream=True) == draw(Server(answers=[answer]), stream=False)
    assert streamed.asked[0]["stream"]


def test_log_probabilities_of_a_stream_are_averaged() -> None:
    assert (
        draw(Server(answers=[with_logprobs()], streams=True), Sampling(logprobs=True), stream=True).logprob
        == -0.5
    )


def test_tokens_under_way_are_told_while_they_come() -> None:
    server = Server(answers=[chat(LONG)], streams=True, piece_s=0.002)

    async def work(session: EndpointSession) -> tuple[list[int], int | None]:
        calls = [asyncio.create_task(session.generate(ASK, Sampling(), seed)) for seed in range(12)]
        seen = [0]
        while not all(call.done() for call in calls):
            seen.append(session.under_way or 0)
            await asyncio.sleep(0.005)
        await asyncio.gather(*calls)
        return seen, session.under_way

    seen, left = use(server, work, stream=True)

    assert max(seen) > len(LONG)  # of all twelve, not of the streamed ones alone
    assert left is None
    assert sum("stream" in asked for asked in server.asked) == 8


@pytest.mark.parametrize(
    "server",
    [
        Server(answers=[chat("four")]),
        Server(answers=[refusal(400, "stream_options is not supported"), chat("four")]),
        Server(answers=[chat("four")], streams=True, counts=False),
    ],
    ids=["answers whole", "refuses", "does not count"],
)
def test_a_server_that_can_not_stream_is_asked_for_whole_answers(server: Server) -> None:
    async def work(session: EndpointSession) -> list[Completion]:
        return [await session.generate(ASK, Sampling(), seed) for seed in (1, 2)]

    completions = use(server, work, stream=True)

    assert [(each.text, each.tokens) for each in completions] == [("four", 3), ("four", 3)]
    assert "stream" in server.asked[0]
    assert "stream" not in server.asked[-1]


@pytest.mark.parametrize("fault", [replace(chat("four"), cut=True), EMPTY, chat("four", finish=None)])
def test_a_stream_that_breaks_off_is_tried_again(fault: Answer) -> None:
    server = Server(answers=[fault, chat("four")], streams=True)

    async def work(session: EndpointSession) -> tuple[str, int]:
        completion = await session.generate(ASK, Sampling(), 1)
        return completion.text, session.lost

    assert use(server, work, stream=True) == ("four", 1)


def test_another_error_of_a_streamed_request_is_told_as_ever() -> None:
    server = Server(answers=[refusal(400, "maximum context length is 12 tokens"), chat("four")], streams=True)

    with pytest.raises(endpoint_faults.PromptTooLong, match="12 tokens"):
        draw(server, stream=True)


def test_a_server_of_an_unknown_kind_is_not_asked_to_stream() -> None:
    unknown, known = Server(streams=True), Server(streams=True, owner="vllm")

    draw(unknown)
    draw(known)

    assert "stream" not in unknown.asked[0]
    assert known.asked[0]["stream_options"] == {"include_usage": True, "continuous_usage_stats": True}
