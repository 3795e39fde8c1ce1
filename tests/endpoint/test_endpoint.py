"""The endpoint teacher against a server that misbehaves."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from misbehaving import BROKEN, CUT, EMPTY, HANG, Answer, Server, chat, refusal, serving

from verigen.core import traces
from verigen.core.errors import EngineDied, PromptTooLong, RequestFailed, TeacherError, UserError
from verigen.core.turns import Form
from verigen.core.types import Completion, Message, Sampling
from verigen.sampling.engine import Engine
from verigen.teachers.endpoint import faults as endpoint_faults
from verigen.teachers.endpoint import health
from verigen.teachers.endpoint.teacher import Endpoint

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from verigen.teachers.endpoint.teacher import EndpointSession

pytest.importorskip("openai", reason="the endpoint extra is not installed")

ASK = (Message(role="user", content="What is 2+2?"),)
BEGUN = (*ASK, Message(role="assistant", content="<think>\n"))
KEY = "sk-verigen-secret-0123456789"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short waits, and no key but a test's own."""
    monkeypatch.setattr(endpoint_faults, "FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(endpoint_faults, "LAST_WAIT_S", 0.02)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


@contextlib.asynccontextmanager
async def opened(server: Server, **options: Any) -> AsyncIterator[EndpointSession]:
    async with serving(server):
        teacher = Endpoint(**{"name": "tiny", "model": "tiny", "url": server.url, **options})
        async with teacher.open() as session:
            yield session


def draw(
    server: Server,
    messages: tuple[Message, ...] = ASK,
    sampling: Sampling = Sampling(),  # noqa: B008 - frozen
    **options: Any,
) -> Completion:
    """One completion."""

    async def main() -> Completion:
        async with opened(server, **options) as session:
            return await session.generate(messages, sampling, 1)

    return asyncio.run(main())


@pytest.mark.parametrize(
    "fault",
    [
        refusal(500),
        refusal(503),
        refusal(429),
        refusal(429, retry_after="0"),
        CUT,
        BROKEN,
        EMPTY,
        chat(finish=None),
    ],
    ids=["500", "503", "429", "retry-after-0", "cut", "broken-json", "no-choices", "no-finish"],
)
def test_a_passing_fault_is_tried_again(fault: Any) -> None:
    server = Server(answers=[fault, fault, chat("four")])

    completion = draw(server)

    assert (completion.text, completion.prompt_tokens, completion.tokens) == ("four", 7, 3)
    assert len(server.asked) == 3


def test_a_hang_is_tried_again_after_its_time() -> None:
    server = Server(answers=[HANG, chat("four")])

    completion = draw(server, timeout_s=0.3)

    assert completion.text == "four"
    assert server.gone == 1


def test_retry_after_is_waited_for() -> None:
    server = Server(answers=[refusal(429, retry_after="1"), chat()])

    draw(server)

    assert server.times[1] - server.times[0] >= 1


def test_a_date_to_retry_after_is_seconds_from_now() -> None:
    class Late(Exception):  # noqa: N818 - stands for the client's error
        response = type("Response", (), {"headers": {"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT"}})

    assert (endpoint_faults.retry_after(Late()) or 0) > 3600


def test_answers_lost_on_the_way_are_counted_and_refusals_are_not() -> None:
    server = Server(answers=[CUT, BROKEN, refusal(500), refusal(429), chat()])

    async def main() -> int:
        async with opened(server) as session:
            await session.generate(ASK, Sampling(), 1)
            return session.lost

    assert asyncio.run(main()) == 2


def test_a_wait_beyond_the_limit_is_not_begun() -> None:
    server = Server(answers=[refusal(429, retry_after="3600")])

    with pytest.raises(TeacherError, match="asks to wait 3600 s"):
        draw(server)

    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_can_not_succeed_is_tried_once(status: int) -> None:
    server = Server(answers=[refusal(status, "never")])

    with pytest.raises(TeacherError, match=f"refused a request: .*{status}.*never"):
        draw(server)

    assert len(server.asked) == 1


def test_a_spent_quota_is_not_waited_for() -> None:
    server = Server(answers=[refusal(429, "You exceeded your current quota", "insufficient_quota")])

    with pytest.raises(TeacherError, match="exceeded your current quota"):
        draw(server)

    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "fault",
    [refusal(500, "EngineDeadError"), refusal(429), CUT, BROKEN, EMPTY, HANG],
    ids=["500", "429", "cut", "broken-json", "no-choices", "hang"],
)
def test_an_endpoint_that_stays_without_answers_is_given_up_with_a_way_out(fault: Any) -> None:
    server = Server(answers=[fault])

    with pytest.raises(
        TeacherError, match=r"gave no answer for 0 s \(tried \d+ times, .*--patience"
    ) as caught:
        draw(server, patience_s=0.3, timeout_s=0.2)

    assert not isinstance(caught.value, EngineDied | RequestFailed)
    assert server.asked


def test_a_problem_that_fails_alone_is_refused_alone() -> None:
    class Poisoned(Server):
        async def _chat(self, asked: Any, reader: Any, writer: Any) -> None:
            self.answers = [refusal(500) if "poison" in asked["messages"][0]["content"] else chat()]
            await super()._chat(asked, reader, writer)

    poison = (Message(role="user", content="poison"),)

    async def main() -> BaseException:
        async with opened(Poisoned(), patience_s=0.4) as session:
            failing = asyncio.create_task(session.generate(poison, Sampling(), 0))
            while not failing.done():
                await session.generate(ASK, Sampling(), 1)
            error = failing.exception()
            assert error is not None
            return error

    error = asyncio.run(main())

    assert isinstance(error, RequestFailed)
    assert "at this problem while it answered others" in str(error)


def test_a_request_that_fails_in_changing_ways_is_not_blamed_for_it() -> None:
    class Flaky(Server):
        tries = 0

        async def _chat(self, asked: Any, reader: Any, writer: Any) -> None:
            unlucky = "unlucky" in asked["messages"][0]["content"]
            self.tries += unlucky
            fault = (refusal(500), refusal(503), BROKEN)[self.tries % 3]
            self.answers = [fault if unlucky and self.tries < 40 else chat("four")]
            await super()._chat(asked, reader, writer)

    async def main() -> Completion:
        async with opened(Flaky(), patience_s=0.2) as session:
            unlucky = (Message(role="user", content="unlucky"),)
            failing = asyncio.create_task(session.generate(unlucky, Sampling(), 0))
            while not failing.done():
                await session.generate(ASK, Sampling(), 1)
            return await failing

    assert asyncio.run(main()).text == "four"


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"choices": [{"message": {"content": "\\ud800"}, "finish_reason": "stop"}]}',
        '{"choices": [{"message": {"content": "4"}, "finish_reason": "stop"}], '
        '"usage": {"prompt_tokens": 1, "completion_tokens": -5}}',
        '{"choices": [{"message": {"content": "4"}, "finish_reason": "stop"}], '
        '"usage": {"prompt_tokens": 1e300, "completion_tokens": 1}}',
        "\ufffd",
        "<html>502 Bad Gateway</html>",
        "",
    ],
    ids=["nested", "half-surrogate", "negative", "huge", "no-json", "html", "empty"],
)
def test_garbage_is_asked_for_again(body: str) -> None:
    completion = draw(Server(answers=[Answer(body=body), chat("four")]))

    assert completion.text == "four"


def test_trouble_says_how_many_wait_since_when_and_what_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "BRIEF_S", 0.0)

    async def main() -> tuple[str | None, str | None, str | None]:
        async with opened(
            Server(answers=[refusal(503, "loading"), refusal(503, "loading"), chat()])
        ) as session:
            before = session.trouble
            call = asyncio.create_task(session.generate(ASK, Sampling(), 1))
            while (told := session.trouble) is None:  # noqa: ASYNC110 - read as a display reads it
                await asyncio.sleep(0.001)
            await call
            return before, told, session.trouble

    before, told, after = asyncio.run(main())

    assert (before, after) == (None, None)
    assert re.search(
        r"gives no answers: 1 requests wait since \d\d:\d\d:\d\d .*503.*loading.*; next try .*, given up at \d\d:",
        told or "",
    )


def test_a_silent_server_is_told_of_before_any_try_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "QUIET_S", 0.05)

    async def main() -> str:
        async with opened(Server(answers=[HANG])) as session:
            call = asyncio.create_task(session.generate(ASK, Sampling(), 1))
            while (told := session.trouble) is None:  # noqa: ASYNC110 - read as a display reads it
                await asyncio.sleep(0.001)
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
            return told

    assert re.match(
        r"no answer yet from http.*: 1 requests under way, the oldest for 0 s", asyncio.run(main())
    )


def test_a_server_that_continues_no_answer_of_a_thinking_model_comes_with_a_way_out() -> None:
    said = refusal(400, "Assistant response prefill is incompatible with enable_thinking.")

    with pytest.raises(TeacherError, match="reasoner=true, else prefill=false"):
        draw(Server(owner="llamacpp", answers=[said]), BEGUN)


def test_a_failure_behind_a_gateway_is_told_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    answer = Answer(body={"error": {"message": f"upstream is down, {KEY}", "code": 502}})

    with pytest.raises(TeacherError, match=r"without choices: upstream is down, \*\*\*"):
        draw(Server(answers=[answer]), patience_s=0.1)


def test_a_rate_limit_is_outlasted_by_many_requests() -> None:
    class Limited(Server):
        async def _chat(self, asked: Any, reader: Any, writer: Any) -> None:
            self.answers = [chat() if len(self.asked) % 10 == 9 else refusal(429)]
            await super()._chat(asked, reader, writer)

    server = Limited()

    async def main() -> list[Completion]:
        async with opened(server, concurrency=32) as session:
            return await asyncio.gather(*(session.generate(ASK, Sampling(), i) for i in range(32)))

    assert len(asyncio.run(main())) == 32
    assert len(server.asked) >= 32 * 10


@pytest.mark.parametrize(
    "answer",
    [
        refusal(
            400, "This model's maximum context length is 2048 tokens. However, your prompt contains 2101"
        ),
        refusal(400, "the request exceeds the available context size", "exceed_context_size_error"),
        refusal(400, "The input (5000 tokens) is longer than the model's context length (4096 tokens)."),
        refusal(400, "too many tokens", "context_length_exceeded"),
        refusal(400, "prompt is too long: 208310 tokens > 200000 maximum"),
        refusal(413, "too large"),
    ],
    ids=["vllm", "llama.cpp", "sglang", "openai", "anthropic", "413"],
)
def test_a_prompt_beyond_the_context_is_named_so(answer: Any) -> None:
    server = Server(answers=[answer])

    with pytest.raises(PromptTooLong, match="does not fit the context at http://127"):
        draw(server)

    assert len(server.asked) == 1


def test_an_answer_longer_than_the_context_is_refused_before_it_is_asked_for() -> None:
    server = Server(context=512)

    with pytest.raises(TeacherError, match=r"1024 tokens an answer .* context of 512 tokens"):
        draw(server)

    assert server.asked == []


@pytest.mark.parametrize(
    ("message", "trace", "reply"),
    [
        ({"content": "4", "reasoning": "two and two"}, "two and two", "4"),
        ({"content": "\n\n4", "reasoning_content": "two and two\n"}, "two and two", "4"),
        ({"content": "4", "reasoning_details": [{"type": "t", "text": "two and two"}]}, "two and two", "4"),
        ({"content": "<think>\ntwo and two\n</think>\n\n4"}, "two and two", "4"),
        ({"content": "two and two\n</think>\n\n4"}, "two and two", "4"),
        (
            {"content": [{"type": "thinking", "thinking": [{"text": "two and two"}]}, {"text": "4"}]},
            "two and two",
            "4",
        ),
        ({"content": "4"}, None, "4"),
        ({"content": "4", "reasoning": ""}, None, "4"),
    ],
    ids=[
        "reasoning",
        "reasoning_content",
        "details",
        "inline",
        "closing-tag-only",
        "pieces",
        "none",
        "empty",
    ],
)
def test_the_thinking_is_found_wherever_it_stands(
    message: dict[str, Any], trace: str | None, reply: str
) -> None:
    completion = draw(Server(answers=[chat(**message)]))

    assert traces.split(completion.text) == (trace, reply, True)


def test_a_thought_cut_off_stays_open() -> None:
    completion = draw(Server(answers=[chat(None, "length", reasoning="two and")]))

    assert completion.finish == "length"
    assert traces.split(completion.text) == ("two and", "", False)


@pytest.mark.parametrize("owner", ["vllm", "sglang", "llamacpp", "library"])
def test_a_begun_answer_is_continued_where_the_server_can(owner: str) -> None:
    server = Server(owner=owner, answers=[chat("two and two\n</think>\n\n4")])

    completion = draw(server, BEGUN)

    assert completion.text == "<think>\ntwo and two\n</think>\n\n4"
    assert server.asked[0]["messages"][-1] == {"role": "assistant", "content": "<think>\n"}
    assert server.asked[0].get("continue_final_message", False) is (owner in {"vllm", "sglang"})


def test_a_begun_answer_with_its_thinking_apart_is_joined_once() -> None:
    completion = draw(Server(owner="vllm", answers=[chat("4", reasoning="two and two")]), BEGUN)

    assert completion.text == "<think>\ntwo and two\n</think>\n\n4"


def test_an_opening_that_the_server_repeats_stands_in_the_text_once() -> None:
    answer = chat("<think>\ntwo and two\n</think>\n\n4")

    completion = draw(Server(owner="llamacpp", answers=[answer]), BEGUN)

    assert completion.text == "<think>\ntwo and two\n</think>\n\n4"


def test_a_server_that_continues_nothing_is_not_asked_to() -> None:
    server = Server(answers=[chat("<think>\ntwo and two\n</think>\n\n4")])

    completion = draw(server, BEGUN)

    assert traces.split(completion.text) == ("two and two", "4", True)
    assert [m["role"] for m in server.asked[0]["messages"]] == ["user"]


def test_the_sampling_reaches_the_server() -> None:
    server = Server(owner="vllm")
    sampling = Sampling(
        temperature=0.3,
        top_p=0.8,
        max_tokens=50,
        stop=("\n\n",),
        thinking=False,
        thinking_tokens=20,
        repetition=True,
    )

    draw(server, sampling=sampling, body={"top_k": 5}, omit=("top_p",), stream=False)

    assert {name: value for name, value in server.asked[0].items() if name != "messages"} == {
        "model": "tiny",
        "temperature": 0.3,
        "max_tokens": 50,
        "seed": 1,
        "stop": ["\n\n"],
        "chat_template_kwargs": {"enable_thinking": False, "thinking": False},
        "thinking_token_budget": 20,
        "repetition_detection": {"min_pattern_size": 10, "max_pattern_size": 100, "min_count": 5},
        "top_k": 5,
    }


def test_a_bound_on_the_thinking_is_refused_where_there_is_none() -> None:
    with pytest.raises(TeacherError, match="no way to bound the thinking"):
        draw(Server(), sampling=Sampling(thinking_tokens=5))


def test_log_probabilities_are_averaged() -> None:
    answer = chat()
    answer.body["choices"][0]["logprobs"] = {"content": [{"token": "4", "logprob": v} for v in (-0.5, -1.5)]}

    completion = draw(Server(answers=[answer]), sampling=Sampling(logprobs=True))

    assert completion.logprob == -1.0


def test_log_probabilities_that_do_not_come_are_an_error() -> None:
    with pytest.raises(TeacherError, match="no log-probabilities"):
        draw(Server(), sampling=Sampling(logprobs=True))


def test_an_answer_without_token_counts_is_not_taken() -> None:
    answer = chat()
    del answer.body["usage"]

    with pytest.raises(TeacherError, match="how many tokens"):
        draw(Server(answers=[answer]), patience_s=0.1)


def test_a_cancelled_request_closes_its_connection() -> None:
    server = Server(answers=[HANG])

    async def main() -> None:
        async with opened(server) as session:
            task = asyncio.create_task(session.generate(ASK, Sampling(), 1))
            await server.came.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await server.left.wait()

    asyncio.run(asyncio.wait_for(main(), 10))

    assert server.gone == 1


def test_no_more_requests_run_at_once_than_allowed() -> None:
    answer = chat()
    server = Server(answers=[type(answer)(body=answer.body, after_s=0.02)])

    async def main() -> None:
        async with opened(server, concurrency=3) as session:
            await asyncio.gather(*(session.generate(ASK, Sampling(), i) for i in range(12)))

    asyncio.run(main())

    assert server.peak == 3


def test_refusals_lower_the_concurrency_and_answers_raise_it_again() -> None:
    server = Server(answers=[*[refusal(429)] * 8, chat()])

    async def main() -> list[int]:
        async with opened(server, concurrency=8) as session:
            await asyncio.gather(*(session.generate(ASK, Sampling(), i) for i in range(8)))
            low = session.allowed
            for i in range(100):
                await session.generate(ASK, Sampling(), i)
            return [low, session.allowed, session.concurrency]

    low, high, most = asyncio.run(main())

    assert low < 8
    assert (high, most) == (8, 8)


def test_nobody_there_is_told_in_one_line_with_the_url() -> None:
    async def main() -> None:
        async with Endpoint(name="m", model="m", url="http://127.0.0.1:9/v1").open():
            pass

    with pytest.raises(
        TeacherError, match=r"no endpoint at http://127\.0\.0\.1:9/v1: GET .*/models tried 3"
    ) as e:
        asyncio.run(main())

    assert "\n" not in str(e.value)


def test_a_server_that_is_no_endpoint_is_told() -> None:
    class Page(Server):
        def _list(self) -> Any:
            return BROKEN

    with pytest.raises(TeacherError, match="no OpenAI-compatible endpoint"):
        draw(Page())


def test_a_model_that_is_not_served_comes_with_what_is() -> None:
    with pytest.raises(UserError, match="does not serve 'large'; there is: small, tiny"):
        draw(Server(models=["tiny", "small"]), model="large")


def test_a_server_without_a_list_is_taken_at_its_word() -> None:
    assert draw(Server(models=None)).text == "4"


@pytest.mark.parametrize("open_list", [False, True], ids=["list-wants-key", "list-is-open"])
def test_a_wrong_key_is_refused_at_the_door(monkeypatch: pytest.MonkeyPatch, open_list: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    with pytest.raises(UserError, match="refused the key in OPENAI_API_KEY") as caught:
        draw(Server(key="another", open_list=open_list))

    assert KEY not in str(caught.value)


def test_a_missing_key_is_asked_for() -> None:
    with pytest.raises(UserError, match="wants a key: set OPENAI_API_KEY"):
        draw(Server(key=KEY))


def test_a_key_comes_from_the_variable_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", KEY)

    assert draw(Server(key=KEY), key_env="MY_KEY").text == "4"


def test_a_key_that_no_header_can_hold_is_refused_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY + "\u2026")

    with pytest.raises(UserError, match="OPENAI_API_KEY holds characters") as caught:
        draw(Server())

    assert KEY not in str(caught.value)


def test_a_named_variable_that_is_not_set_is_told() -> None:
    with pytest.raises(UserError, match="MY_KEY, named as key_env, is not set"):
        draw(Server(), key_env="MY_KEY")


def test_the_key_stands_in_no_text(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level("DEBUG")
    server = Server(key=KEY, answers=[refusal(500, f"bad {KEY}"), refusal(400, f"what is {KEY}?")])
    seen: list[str] = []

    async def main() -> None:
        async with opened(server) as session:
            seen.extend([repr(session), session.engine, repr(session._asking)])
            with pytest.raises(TeacherError) as caught:
                await session.generate(ASK, Sampling(), 1)
            seen.extend([str(caught.value), repr(caught.value), repr(caught.value.__cause__)])

    asyncio.run(main())

    seen.append(repr(Endpoint(name="tiny", model="tiny", url=server.url)))
    assert "what is ***?" in seen[3]
    assert KEY not in "\n".join([*seen, caplog.text])


SCHEMA = {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]}
AGE = Form(kind="schema", text=json.dumps(SCHEMA))
DIGITS = Form(kind="regex", text="[0-9]+")
TIDE = Form(kind="grammar", text='root ::= "ebb" | "flood"')
STRICT = {
    "response_format": {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
    }
}


def formed(server: Server, form: Form) -> Completion:
    async def main() -> Completion:
        async with opened(server) as session:
            engine = Engine(Given(session), print)  # type: ignore[arg-type]
            return await engine._asked(session, ASK, Sampling(), 1, form)

    return asyncio.run(main())


@dataclass(frozen=True)
class Given:
    """A teacher that is open already."""

    session: EndpointSession
    name: str = "given"


@pytest.mark.parametrize(
    ("owner", "form", "told"),
    [
        *[(owner, AGE, STRICT) for owner in ("vllm", "sglang", "llamacpp", "library")],
        ("vllm", DIGITS, {"structured_outputs": {"regex": DIGITS.text}}),
        ("vllm", TIDE, {"structured_outputs": {"grammar": TIDE.text}}),
        ("sglang", DIGITS, {"regex": DIGITS.text}),
        ("sglang", TIDE, {"ebnf": TIDE.text}),
        ("llamacpp", TIDE, {"grammar": TIDE.text}),
    ],
)
def test_a_form_is_sent_in_the_servers_own_field(owner: str, form: Form, told: dict[str, Any]) -> None:
    server = Server(owner=owner, answers=[chat("4")])

    formed(server, form)

    assert told.items() <= server.asked[-1].items()


@pytest.mark.parametrize(("owner", "form"), [("llamacpp", DIGITS), ("library", TIDE), ("somebody", AGE)])
def test_a_form_that_the_server_does_not_know_is_left_out(owner: str, form: Form) -> None:
    server = Server(owner=owner, answers=[chat("4")])

    assert formed(server, form).text == "4"
    assert form.text not in str(server.asked[-1])
    assert "response_format" not in server.asked[-1]


def test_a_form_that_the_server_refuses_costs_its_problem_alone() -> None:
    server = Server(owner="vllm", answers=[refusal(400, "bad grammar")])

    with pytest.raises(RequestFailed, match="bad grammar"):
        formed(server, TIDE)
    with pytest.raises(RequestFailed, match="no JSON schema"):
        formed(server, Form(kind="schema", text="[1]"))
