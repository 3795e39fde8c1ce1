"""From a URL and options to an endpoint, and the terms of a model by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from misbehaving import Server, aside

from verigen.core.errors import TeacherError, UserError
from verigen.teachers import catalogue
from verigen.teachers.choose import choose
from verigen.teachers.terms import families, terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.teachers.choose import Choice


class Notes:
    def note(self, line: str) -> None:
        raise AssertionError(line)

    def progress(self, done: int, total: int) -> None:
        raise AssertionError


def chosen(spec: str, engine: str | None = None, options: Mapping[str, str] | None = None) -> Choice:
    return choose(spec, engine, Notes(), context=2048, options=options)


def test_a_url_with_a_model_asks_nobody() -> None:
    choice = chosen("http://127.0.0.1:9/v1#gpt-4o")

    assert (choice.engine, choice.teacher.name) == ("endpoint", "gpt-4o")
    assert (choice.terms, choice.licence) == ("restricted", "NOASSERTION")


def test_a_model_of_the_catalogue_keeps_its_terms_at_an_endpoint() -> None:
    choice = chosen("http://127.0.0.1:9/v1#Qwen/Qwen2.5-Coder-0.5B-Instruct")

    assert (choice.terms, choice.licence) == ("open", "Apache-2.0")


@pytest.mark.parametrize(
    ("spec", "url"),
    [
        ("http://host:8000", "http://host:8000/v1"),
        ("http://host:8000/", "http://host:8000/v1"),
        ("https://host/api/v1/", "https://host/api/v1"),
    ],
)
def test_a_bare_host_is_asked_at_v1(spec: str, url: str) -> None:
    assert chosen(f"{spec}#m").teacher.url == url


def test_the_only_model_there_is_is_the_default() -> None:
    pytest.importorskip("openai", reason="the endpoint extra is not installed")
    with aside(Server(models=["/models/tiny-chat"])) as server:
        choice = chosen(server.url)

    assert (choice.teacher.name, choice.teacher.model) == ("tiny-chat", "/models/tiny-chat")


def test_of_several_models_one_must_be_named() -> None:
    pytest.importorskip("openai", reason="the endpoint extra is not installed")
    with (
        aside(Server(models=["b", "a"])) as server,
        pytest.raises(UserError, match="there is: a, b; name one"),
    ):
        chosen(server.url)


def test_nobody_at_a_url_is_an_error_of_one_line() -> None:
    pytest.importorskip("openai", reason="the endpoint extra is not installed")
    with pytest.raises(TeacherError, match=r"no endpoint at http://127\.0\.0\.1:9/v1"):
        chosen("http://127.0.0.1:9/v1")


@pytest.mark.parametrize(
    "spec",
    ["http://me:secret@host/v1#m", "http://host/v1?key=secret#m", "http://host:port/v1#m", "http:///v1#m"],
)
def test_a_url_with_a_secret_or_without_a_host_is_refused(spec: str) -> None:
    with pytest.raises(UserError) as caught:
        chosen(spec)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("spec", "engine"), [("http://host/v1#m", "vllm"), ("m.gguf", "endpoint")])
def test_an_engine_that_does_not_fit_is_refused(spec: str, engine: str) -> None:
    with pytest.raises(UserError, match=engine):
        chosen(spec, engine)


def test_options_take_the_types_of_their_fields() -> None:
    options = {
        "concurrency": "5",
        "timeout_s": "30",
        "prefill": "true",
        "key_env": "MY_KEY",
        "omit": '["seed"]',
        "body": '{"top_k": 5}',
        "reasoner": "true",
    }

    teacher = chosen("http://host/v1#m", options=options).teacher

    assert (teacher.concurrency, teacher.timeout_s, teacher.prefill) == (5, 30.0, True)
    assert (teacher.key_env, teacher.omit, teacher.body) == ("MY_KEY", ("seed",), {"top_k": 5})
    assert teacher.reasoner


def test_an_unknown_option_comes_with_the_known_ones() -> None:
    with pytest.raises(
        UserError, match=r"endpoint' has no option 'speed'; .*there are: .*concurrency.*timeout_s"
    ):
        chosen("http://host/v1#m", options={"speed": "1"})


@pytest.mark.parametrize(
    "option", [{"concurrency": "many"}, {"concurrency": "0"}, {"body": "[1]"}, {"url": "x"}]
)
def test_an_option_of_a_wrong_kind_is_refused_by_name(option: dict[str, str]) -> None:
    with pytest.raises(UserError, match=next(iter(option))):
        chosen("http://host/v1#m", options=option)


def test_options_reach_other_engines_too() -> None:
    assert chosen("scripted:", options={"concurrency": "3"}).teacher.concurrency == 3


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gpt-4o-mini", "restricted"),
        ("openai/gpt-5.1", "restricted"),
        ("anthropic/claude-sonnet-4-5", "restricted"),
        ("models/gemini-2.5-pro", "restricted"),
        ("meta-llama/Meta-Llama-3-8B-Instruct", "restricted"),
        ("openai/gpt-oss-120b", "open"),
        ("deepseek-ai/DeepSeek-R1", "open"),
        ("SmolLM2-135M-Instruct", "open"),
        ("/models/SmolLM2-135M-Instruct.Q4_1.gguf", "open"),
        ("EleutherAI/gpt-neo-2.7B", "unknown"),
        ("my-own-model", "unknown"),
    ],
)
def test_the_terms_of_a_model_are_found_by_its_name(model: str, expected: str) -> None:
    assert terms(model) == expected


def test_every_teacher_of_the_catalogue_states_its_terms() -> None:
    assert {entry.terms for entry in catalogue.entries().values()} == {"open"}


def test_patterns_of_terms_are_in_lower_case_as_names_are_compared() -> None:
    assert all(pattern == pattern.lower() for family in families() for pattern in family.models)


def test_an_engines_name_before_a_colon_chooses_it() -> None:
    choice = chosen("endpoint:http://127.0.0.1:9/v1#m")

    assert (choice.engine, choice.teacher.name) == ("endpoint", "m")
    with pytest.raises(UserError, match="is for the engine scripted; leave --engine endpoint out"):
        chosen("scripted:x", "endpoint")
    with pytest.raises(UserError, match="reads GGUF files only"):
        chosen("llamacpp:org/model")
