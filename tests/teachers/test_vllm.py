"""The real vLLM: SmolLM2-135M on its CPU build, or on a GPU where there is one."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from verigen.core import traces
from verigen.core.errors import EngineDied, PromptTooLong, TeacherError
from verigen.core.types import Completion, Message, Sampling
from verigen.teachers import catalogue, weights
from verigen.teachers.convert import converted
from verigen.teachers.vllm.teacher import Vllm, VllmSession

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

T = TypeVar("T")
pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("vllm") is None, reason="vLLM is not installed"),
    pytest.mark.filterwarnings("ignore"),  # vLLM and torch warn as they are imported and collected
]
QUESTION = (Message(role="user", content="Tell me about the sea."),)
SWITCHED = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
    "{% if enable_thinking %}<think>\n{% endif %}{# #}"
)
EIGHT_BITS = {
    "quant_method": "compressed-tensors",
    "format": "int-quantized",
    "quantization_status": "compressed",
    "ignore": ["lm_head"],
    "config_groups": {
        "group_0": {
            "targets": ["Linear"],
            "weights": {"num_bits": 8, "type": "int", "symmetric": True, "strategy": "channel"},
            "input_activations": {
                "num_bits": 8,
                "type": "int",
                "symmetric": True,
                "strategy": "token",
                "dynamic": True,
            },
        }
    },
}
ENDLESS = Sampling(max_tokens=400, temperature=1.0)
PLACES = 4


class Quiet:
    def note(self, line: str) -> None:
        pass

    def progress(self, done: int, total: int) -> None:
        pass


@pytest.fixture(scope="module")
def teacher() -> Vllm:
    entry = catalogue.find("SmolLM2-135M-Instruct")
    try:
        path = weights.fetch(entry, Quiet())
    except TeacherError as error:
        pytest.skip(f"no weights: {error}")
    return Vllm(
        name="small", model=str(path), revision=entry.sha256, context=512, requests=PLACES, eager=True
    )


@dataclass(frozen=True)
class Opened:
    session: VllmSession
    run: Callable[[Coroutine[Any, Any, Any]], Any]

    def draw(self, sampling: Sampling, messages: tuple[Message, ...] = QUESTION, seed: int = 1) -> Any:
        return self.run(self.session.generate(messages, sampling, seed))


@pytest.fixture(scope="module")
def opened(teacher: Vllm) -> Iterator[Opened]:
    """One engine for all tests that leave it alive."""
    with asyncio.Runner() as runner:
        manager = teacher.open()
        yield Opened(runner.run(manager.__aenter__()), runner.run)
        runner.run(manager.__aexit__(None, None, None))


def test_it_answers_within_its_bounds(opened: Opened) -> None:
    completion = opened.draw(Sampling(temperature=0.0, max_tokens=30))

    assert completion.finish == "length"
    assert completion.tokens == 30
    assert completion.prompt_tokens > 5
    assert completion.logprob is None
    assert "sea" in completion.text
    assert opened.session.engine.startswith("vLLM 0.")


def test_an_opening_is_continued(opened: Opened) -> None:
    opening = Message(role="assistant", content="<think>\nThe sea")

    completion = opened.draw(Sampling(max_tokens=5), (*QUESTION, opening))

    assert completion.text.startswith("<think>\nThe sea")
    assert completion.tokens == 5


def test_a_stop_text_ends_a_completion_and_is_no_part_of_it(opened: Opened) -> None:
    whole = opened.draw(Sampling(temperature=0.0, max_tokens=60))

    cut = opened.draw(Sampling(temperature=0.0, max_tokens=60, stop=(".",)))

    assert cut.finish == "stop"
    assert cut.text == whole.text.partition(".")[0]


def test_the_mean_logprob_is_that_of_the_tokens_drawn(opened: Opened) -> None:
    greedy = opened.draw(Sampling(temperature=0.0, max_tokens=20, logprobs=True))
    wild = opened.draw(Sampling(temperature=2.0, top_p=1.0, max_tokens=20, logprobs=True))

    assert -3 < greedy.logprob < 0
    assert wild.logprob < greedy.logprob


def test_a_completion_in_circles_is_ended(opened: Opened) -> None:
    asked = (
        Message(role="user", content="Sing la la la."),
        Message(role="assistant", content="la " * 40 + "la"),
    )

    completion = opened.draw(Sampling(temperature=0.0, max_tokens=300, repetition=True), asked)

    assert completion.finish == "repetition"
    assert completion.tokens < 300


def test_a_prompt_that_outgrows_the_context_is_refused_with_its_size(opened: Opened) -> None:
    with pytest.raises(PromptTooLong, match=r"a prompt of \d{3} tokens .* context of 512"):
        opened.draw(Sampling(), (Message(role="user", content="word " * 600),))


def test_a_prompt_that_nearly_fills_the_context_is_answered_to_its_end(opened: Opened) -> None:
    asked = (Message(role="user", content="Sing la."), Message(role="assistant", content="la " * 460 + "la"))

    completion = opened.draw(Sampling(temperature=0.0, max_tokens=400), asked)

    assert completion.finish == "length"
    assert completion.prompt_tokens + completion.tokens == 512


def test_a_prompt_seen_before_is_read_from_the_cache(opened: Opened) -> None:
    from verigen.teachers.vllm import api as vllm_api

    tokens = list(range(100, 400))
    params = vllm_api.sampling_params(Sampling(max_tokens=2), 1, special=False)
    (engine,) = opened.session._engines

    first, second = (opened.run(engine.draw(tokens, params)) for _ in range(2))

    assert (first.num_cached_tokens or 0) == 0
    assert second.num_cached_tokens > 200


def test_what_the_model_cannot_do_is_said(opened: Opened) -> None:
    with pytest.raises(TeacherError, match="no tokens that enclose its thinking"):
        opened.draw(Sampling(thinking_tokens=5))
    with pytest.raises(TeacherError, match="can't switch its thinking"):
        opened.draw(Sampling(thinking=False))


def test_a_request_that_the_engine_refuses_leaves_it_alive(opened: Opened) -> None:
    with pytest.raises(TeacherError, match="does not sample like that: top_p") as refused:
        opened.draw(Sampling(top_p=1.5))

    assert not isinstance(refused.value, EngineDied)
    assert opened.draw(Sampling(max_tokens=3)).tokens == 3


def test_cancelled_requests_free_their_places_and_their_tokens_are_counted(opened: Opened) -> None:
    async def work() -> tuple[int, int]:
        session, wait_s = opened.session, 0.5
        before = session.wasted
        while session.wasted == before:  # a slow machine may not have drawn any
            asked = [asyncio.create_task(session.generate(QUESTION, ENDLESS, seed)) for seed in range(PLACES)]
            await asyncio.sleep(wait_s)
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
            wait_s *= 1.5
        return session.wasted - before, (await session.generate(QUESTION, Sampling(max_tokens=3), 1)).tokens

    wasted, tokens = opened.run(work())

    assert 0 < wasted < PLACES * ENDLESS.max_tokens
    assert tokens == 3


def test_a_request_cancelled_at_once_is_gone(opened: Opened) -> None:
    async def work() -> int:
        asked = asyncio.create_task(opened.session.generate(QUESTION, ENDLESS, 1))
        await asyncio.sleep(0)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        return (await opened.session.generate(QUESTION, Sampling(max_tokens=3), 1)).tokens

    assert opened.run(work()) == 3


def test_a_killed_engine_is_told_and_its_teacher_opens_again(
    teacher: Vllm, capfd: pytest.CaptureFixture[str]
) -> None:
    async def work() -> tuple[set[type], str, int]:
        others = {child.pid for child in multiprocessing.active_children()}
        async with teacher.open() as session:
            asked = [asyncio.create_task(session.generate(QUESTION, ENDLESS, seed)) for seed in range(6)]
            await asyncio.sleep(1.0)
            for child in multiprocessing.active_children():
                if child.pid not in others:
                    os.kill(child.pid or 0, signal.SIGKILL)
            died = await asyncio.gather(*asked, return_exceptions=True)
            with pytest.raises(EngineDied):
                await session.generate(QUESTION, ENDLESS, 1)
        async with teacher.open() as session:
            again = await session.generate(QUESTION, Sampling(max_tokens=3), 1)
        return {type(error) for error in died}, str(died[0]), again.tokens

    kinds, message, tokens = asyncio.run(work())

    assert kinds == {EngineDied}
    assert "engine of small died: its process ended with exit code -9; its log is" in message
    assert tokens == 3
    assert capfd.readouterr() == ("", "")


@pytest.fixture(scope="module")
def thinker(teacher: Vllm, tmp_path_factory: pytest.TempPathFactory) -> Vllm:
    """The same weights with tags of thinking among their tokens, a template that switches, and an adapter."""
    folder = tmp_path_factory.mktemp("thinker")
    for file in converted(Path(teacher.model), teacher.revision).iterdir():
        if file.suffix == ".safetensors":
            (folder / file.name).symlink_to(file)
        else:
            text = file.read_text(encoding="utf-8")
            renamed = text.replace("<repo_name>", "<think>").replace("<reponame>", "</think>")
            (folder / file.name).write_text(renamed, encoding="utf-8")
    template = folder / "switch.jinja"
    template.write_text(SWITCHED)
    return replace(
        teacher,
        name="thinker",
        model=str(folder),
        chat_template=str(template),
        lora=str(adapter(folder / "adapter", folder)),
        eager=True,
    )


def adapter(folder: Path, model: Path) -> Path:
    """A LoRA adapter of rank 8 whose weights are drawn at random: it speaks no English."""
    import torch
    from safetensors.torch import save_file

    config = json.loads((model / "config.json").read_text())
    width, heads, size = config["hidden_size"], config["num_attention_heads"], config["head_dim"]
    weights: dict[str, Any] = {}
    torch.manual_seed(1)
    for layer in range(config["num_hidden_layers"]):
        name = f"base_model.model.model.layers.{layer}.self_attn.q_proj"
        weights[f"{name}.lora_A.weight"] = torch.randn(8, width)
        weights[f"{name}.lora_B.weight"] = torch.randn(heads * size, 8)
    folder.mkdir()
    save_file(weights, folder / "adapter_model.safetensors")
    options = {"r": 8, "lora_alpha": 16, "target_modules": ["q_proj"], "peft_type": "LORA", "bias": "none"}
    (folder / "adapter_config.json").write_text(json.dumps(options))
    return folder


def test_an_adapter_and_thinking_are_heard(teacher: Vllm, thinker: Vllm, opened: Opened) -> None:
    """One opening for all that it tells: loading takes most of the time."""
    greedy = Sampling(temperature=0.0, max_tokens=40)
    base = opened.draw(greedy)

    async def work() -> tuple[Completion, ...]:
        async with thinker.open() as session:
            drawn = [
                await session.generate(QUESTION, replace(greedy, thinking=thinking), 1)
                for thinking in (True, False)
            ]
            bounded = replace(greedy, thinking=True, thinking_tokens=10)
            return (*drawn, await session.generate(QUESTION, bounded, 1))

    on, off, bounded = asyncio.run(work())

    assert thinker.revision.startswith(f"{teacher.revision}+lora:")
    assert base.text not in {on.text, off.text}
    assert on.text.startswith("<think>\n")
    assert "</think>" not in on.text
    assert not off.text.startswith("<think>")
    assert "</think>" in bounded.text
    assert bounded.text.startswith(on.text[:12])
    assert traces.split(bounded.text).closed


@pytest.fixture(scope="module")
def quantised(teacher: Vllm, tmp_path_factory: pytest.TempPathFactory) -> Vllm:
    """The same weights in 8 bits, in the form of compressed-tensors."""
    import torch
    from safetensors.torch import load_file, save_file

    source, folder = converted(Path(teacher.model), teacher.revision), tmp_path_factory.mktemp("quantised")
    for file in source.iterdir():
        if file.suffix != ".safetensors":
            (folder / file.name).write_bytes(file.read_bytes())
    weights: dict[str, Any] = {}
    for name, value in load_file(source / "model.safetensors").items():
        weights[name] = value
        if name.endswith("proj.weight"):
            scale = (value.float().abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
            weights[name] = (value.float() / scale).round().to(torch.int8)
            weights[f"{name}_scale"] = scale
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((source / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "quantization_config": EIGHT_BITS}))
    return replace(teacher, name="quantised", model=str(folder))


def test_replicas_of_quantised_weights_are_engines_of_their_own_and_share_the_work(quantised: Vllm) -> None:
    async def work() -> tuple[int, list[int], list[Completion]]:
        before = {child.pid for child in multiprocessing.active_children()}
        async with replace(quantised, replicas=2).open() as session:
            engines = sum(child.pid not in before for child in multiprocessing.active_children())
            short = Sampling(max_tokens=20, temperature=0.0)
            asked = [asyncio.create_task(session.generate(QUESTION, short, seed)) for seed in range(8)]
            await asyncio.sleep(0.05)
            return engines, [engine.running for engine in session._engines], await asyncio.gather(*asked)

    engines, running, completions = asyncio.run(work())

    assert engines == 2
    assert running == [4, 4]
    assert all("sea" in completion.text for completion in completions)


def test_a_model_that_does_not_load_is_told_in_one_line(teacher: Vllm, tmp_path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "llama", "architectures": ["NoSuchModel"]}')

    async def work() -> None:
        async with replace(teacher, model=str(tmp_path)).open():
            pass

    with pytest.raises(TeacherError, match=r"vLLM can't load the model small: .*; its log is") as failed:
        asyncio.run(work())

    assert "\n" not in str(failed.value)
