"""The endpoint teacher on real servers: vLLM's and llama.cpp's, with a model small enough for a test.

vLLM is looked for in this environment, or in that of the interpreter named by VERIGEN_VLLM_PYTHON.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from verigen.core.errors import PromptTooLong, TeacherError, UserError
from verigen.core.turns import Form
from verigen.core.types import Completion, Message, Sampling
from verigen.teachers import catalogue, weights
from verigen.teachers.convert import converted
from verigen.teachers.endpoint.teacher import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.teachers.endpoint.teacher import EndpointSession

pytestmark = [pytest.mark.model, pytest.mark.slow]
pytest.importorskip("openai", reason="the endpoint extra is not installed")

KEY = "sk-verigen-0123456789"
ASK = (Message(role="user", content="What is 17+25? Think first."),)
START_S = 300
LLAMA = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port, params.api_keys = sys.argv[1], int(sys.argv[2]), [sys.argv[3]]
params.model_alias = {"tiny"}
params.n_parallel, params.n_ctx, params.n_threads_http = 2, 4096, 6
params.ui = params.warmup = False
for each in (params.cpuparams, params.cpuparams_batch):
    each.n_threads, each.poll = 1, 0  # threads that wait for each other stand still on a busy machine
server = xllamacpp.Server(params)
time.sleep(600)
"""


class Quiet:
    def note(self, line: str) -> None:
        pass

    def progress(self, done: int, total: int) -> None:
        pass


def start_vllm(port: int) -> list[str]:
    python = os.environ.get("VERIGEN_VLLM_PYTHON") or (find_spec("vllm") and sys.executable)
    if not python:
        pytest.skip("vLLM is not installed here, and VERIGEN_VLLM_PYTHON names no interpreter that has it")
    entry = catalogue.find("SmolLM2-135M-Instruct")
    try:
        folder = converted(weights.fetch(entry, Quiet()), entry.sha256)
    except TeacherError as error:
        pytest.skip(f"no weights that vLLM reads: {error}")
    arguments = (
        f"--served-model-name tiny --api-key {KEY} --max-model-len 2048 --max-num-batched-tokens 16384"
    )
    return [
        *(python, "-m", "vllm.entrypoints.openai.api_server", "--model", str(folder)),
        *("--host", "127.0.0.1", "--port", str(port), "--dtype", "bfloat16", "--enforce-eager"),
        *arguments.split(),
    ]


def start_llama(port: int) -> list[str]:
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed")
    model = weights.fetch(catalogue.find("SmolLM2-135M-Instruct"), Quiet())
    return [sys.executable, "-c", LLAMA, str(model), str(port), KEY]


@pytest.fixture(scope="module", params=["vllm", "llama.cpp"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = {"vllm": start_vllm, "llama.cpp": start_llama}[request.param](port)
    log = tmp_path_factory.mktemp("server") / "log"
    settings = {"VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_NO_USAGE_STATS": "1", **os.environ}
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=settings)
    try:
        wait(f"http://127.0.0.1:{port}/health", process, log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(60)


def wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(START_S):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            assert process.poll() is None, log.read_text()[-2000:]
            time.sleep(1)
    pytest.fail(f"no server in {START_S} s: {log.read_text()[-2000:]}")


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def tiny(url: str, **options: str) -> Endpoint:
    return Endpoint(**{"name": "tiny", "model": "tiny", "url": url, **options})  # type: ignore[arg-type]


def draw(url: str, *asked: tuple[tuple[Message, ...], Sampling, int]) -> list[Completion]:
    async def main() -> list[Completion]:
        async with tiny(url).open() as session:
            return [await session.generate(*one) for one in asked]

    return asyncio.run(main())


def test_an_answer_comes_with_its_counts(server: str) -> None:
    (completion,) = draw(server, (ASK, Sampling(max_tokens=8, temperature=1.0), 1 << 62))

    assert completion.finish in {"stop", "length"}
    assert 0 < completion.tokens <= 8
    assert completion.prompt_tokens > 10


def test_a_seed_draws_the_same_again(server: str) -> None:
    asked = (ASK, Sampling(max_tokens=12, temperature=1.0), 7)

    first, second = draw(server, asked, asked)

    assert first.text == second.text


def test_a_begun_answer_is_continued_and_stands_in_the_text_once(server: str) -> None:
    begun = (*ASK, Message(role="assistant", content="<think>\n17 + 25 ="))

    (completion,) = draw(server, (begun, Sampling(max_tokens=12, temperature=0.0), 1))

    assert completion.text.startswith("<think>\n17 + 25 =")
    assert completion.text.count("<think>") == 1
    assert len(completion.text) > len("<think>\n17 + 25 =")


def test_a_form_shapes_an_answer(server: str) -> None:
    schema = {
        "type": "object",
        "properties": {"age": {"type": "integer", "minimum": 0, "maximum": 99}},
        "required": ["age"],
    }
    form = Form(kind="schema", text=json.dumps(schema))

    async def main() -> Completion:
        async with tiny(server).open() as session:
            return await session.form(ASK, Sampling(max_tokens=40, temperature=1.0), 3, form)

    assert set(json.loads(asyncio.run(main()).text)) == {"age"}


def test_a_stop_ends_an_answer_and_log_probabilities_come(server: str) -> None:
    sampling = Sampling(
        max_tokens=40, temperature=0.0, stop=("=",), logprobs=True, thinking=False, repetition=True
    )

    (completion,) = draw(server, (ASK, sampling, 1))

    assert completion.finish == "stop"
    assert "=" not in completion.text
    assert completion.logprob is not None
    assert completion.logprob < 0


def test_a_prompt_beyond_the_context_is_refused(server: str) -> None:
    with pytest.raises(PromptTooLong, match="tokens"):
        draw(server, ((Message(role="user", content="word " * 6000),), Sampling(max_tokens=8), 1))


def test_a_wrong_key_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-0123456789")

    with pytest.raises(UserError, match="refused the key in OPENAI_API_KEY"):
        draw(server)


def test_a_model_that_is_not_served_comes_with_what_is(server: str) -> None:
    async def main() -> None:
        async with tiny(server, model="large").open():
            pass

    with pytest.raises(UserError, match="does not serve 'large'; there is: tiny"):
        asyncio.run(main())


def running(url: str) -> float:
    """Requests that vLLM works on."""
    with urllib.request.urlopen(url.removesuffix("/v1") + "/metrics", timeout=10) as page:
        lines = page.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("vllm:num_requests_running{"))


def test_a_cancelled_request_is_aborted_by_the_server(server: str, request: pytest.FixtureRequest) -> None:
    if "vllm" not in request.node.name:
        pytest.skip("llama.cpp's server keeps no count of running requests")
    story = (Message(role="user", content="Tell a very long story."),)

    async def work(session: EndpointSession) -> list[float]:
        tasks = [
            asyncio.create_task(session.generate(story, Sampling(max_tokens=1900, temperature=1.0), seed))
            for seed in range(3)
        ]
        before = await until(server, busy=True)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return [before, await until(server, busy=False)]

    async def main() -> list[float]:
        async with tiny(server).open() as session:
            return await work(session)

    before, after = asyncio.run(main())

    assert before > 0
    assert after == 0


async def until(url: str, *, busy: bool) -> float:
    count = 0.0
    for _ in range(100):
        count = await asyncio.to_thread(running, url)
        if (count > 0) is busy:
            break
        await asyncio.sleep(0.1)
    return count
