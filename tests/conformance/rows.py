"""How to make the part of every registry row, and what to try it on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from samples import write_lines
from verigen.core import registry
from verigen.core.types import Problem, Source
from verigen.domains.code.reference import CodeReference
from verigen.domains.code.reference import Test as Example
from verigen.domains.math.reference import MathReference
from verigen.domains.predict.reference import PredictReference
from verigen.grading import reward_model
from verigen.play.proposal import of_problem, request
from verigen.teachers.scripted import Script
from verigen.testing.sample import Sample, sample, stories

SUM = {"id": "a", "question": "What is 2 + 3?", "answer": "5", "licence": "MIT"}
MODEL = {"name": "small", "model": "small.gguf", "revision": "r"}
NEEDS: dict[tuple[str, str], dict[str, Any]] = {
    ("engine", "scripted"): {"script": Script(default=["It is 5.", "<think>\n2 + 3\n</think>\n\n5"])},
    ("engine", "vllm"): MODEL,
    ("engine", "llamacpp"): MODEL,
    ("engine", "endpoint"): MODEL | {"url": "http://127.0.0.1:9/v1"},
    ("filter", "likelihood"): {"least": -2.0},
    ("reader", "fields"): {"path": "event,variants=3"},
    ("reader", "passages"): {"path": str(Path(__file__).parents[2] / "docs"), "licence": "Apache-2.0"},
    ("reader", "gym"): {"path": "reasoning-gym:gcd?size=5"},
    ("reader", "live"): {"path": "math-core:variants=1,seed=7"},
}
OF_DOMAIN = {
    ("domain", "code"): "code",
    ("domain", "code-repair"): "code",
    ("verifier", "unit_tests"): "code",
    ("domain", "logic"): "logic",
    ("verifier", "logic"): "logic",
    ("domain", "instruct"): "instruct",
    ("verifier", "instructions"): "instruct",
    ("domain", "extract"): "extract",
    ("verifier", "fields"): "extract",
}
PACKAGES = {("reader", "gym"): "reasoning_gym", ("reader", "hub"): "datasets"}
AWAY = {  # rows whose work needs what no test machine has: a model's weights, a server, a daemon
    ("engine", "vllm"): "tests/teachers and tests/unit/test_model.py open it, with a model",
    ("engine", "llamacpp"): "tests/unit/test_model.py opens it, with a model",
    ("engine", "endpoint"): "tests/endpoint opens it, against a server",
    ("filter", "reward"): "tests/rewards/test_reward_model.py uses it, with a model",
    ("filter", "likelihood"): "tests/curate/test_on_request.py uses it, on candidates with a log-probability",
    ("domain", "retrieve"): "tests/retrieval uses it, over a corpus",
    ("verifier", "retrieval"): "tests/retrieval uses it, over a corpus",
    ("format", "triplets"): "tests/retrieval uses it, over a corpus",
    ("format", "repair"): "tests/domains/test_repair.py uses it, on conversations with a failed try",
    ("filter", "judge"): "tests/curate/test_asking.py uses it, with a scripted teacher",
    ("filter", "persona"): "tests/curate/test_asking.py uses it, with a scripted teacher",
    ("executor", "docker"): "tests/executors opens it, with a Docker engine",
    ("executor", "remote"): "tests/serve opens it, against a server",
}


def part(kind: str, name: str, folder: Path) -> Any:
    needed = NEEDS.get((kind, name)) or (_file(name, folder) if kind == "reader" else {})
    if (kind, name) == ("filter", "reward"):
        needed = {"model": str(_card(folder))}
    if (kind, name) in {("filter", "judge"), ("filter", "persona")}:
        needed = {"teacher": f"scripted:{_script(folder)}"} | ({"voice": "calm"} if name == "persona" else {})
    if (kind, name) == ("filter", "subject"):
        needed = {"examples": str(_examples(folder))}
    if kind == "rewriter" and (wishes := registry.load(kind, name).wishes()):
        needed = {"wish": wishes[0]}
    return registry.make(kind, name, {"jobs": 2}, **needed)


def _examples(folder: Path) -> Path:
    """Problems of one subject: those that the filter is tried on."""
    rows = [{"prompt": each.prompt} for each in sample("math", 24).problems]
    return write_lines(folder / "examples.jsonl", *rows)


def _script(folder: Path) -> Path:
    path = folder / "judge.json"
    path.write_text('{"default": ["Score: 5"]}')
    return path


def _card(folder: Path) -> Path:
    """The folder of a reward model that is all card."""
    rate = {"value": 0.9, "low": 0.8, "high": 1.0}
    numbers = ("seed", "longest", "train_pairs", "held_out_pairs", "held_out_families", "loss", "threshold")
    shares = ("length_correlation", "calibration_error", "threshold_keeps", "threshold_drops")
    card: dict[str, Any] = {
        **dict.fromkeys([*numbers, *shares], 1),
        **dict.fromkeys(("base", "run", "length_rule", "verigen"), "none"),
        **dict.fromkeys(("refused", "right_is_longer", "right_is_shorter")),
        "accuracy": rate,
        "length_accuracy": rate,
        "better_than_length": {**rate, "p": 0.01},
        "calibration": [],
    }
    (folder / reward_model.CARD).write_bytes(msgspec.json.encode(card))
    return folder


def require(kind: str, name: str) -> None:
    """Skip what can't work here."""
    if why := AWAY.get((kind, name)):
        pytest.skip(why)
    if (package := PACKAGES.get((kind, name))) and find_spec(package) is None:
        pytest.skip(f"{package} is not installed")


@cache
def tried(kind: str, name: str) -> Sample:
    if kind == "arm":
        return stories()
    if (kind, name) == ("mutator", "logic_rename"):
        return sample("logic", 5)
    if kind == "mutator":
        return code() if name.startswith("code_") else tasks() if name == "coefficients" else stories()
    if kind == "measure":
        return sample("math", 40)
    if name in {"predict", "literal"}:
        return Sample(problems=[_predict(value) for value in (5, [1, "a"], None)])
    if name in {"propose", "proposal"}:
        return Sample(problems=[request([of_problem(each)], 0, 0) for each in code().problems])  # type: ignore[list-item]
    return sample(OF_DOMAIN.get((kind, name), "math"), 3)


def _file(name: str, folder: Path) -> dict[str, Any]:
    """A bank of one sum in the form that a reader reads."""
    given = {"name": "bank", "domain": "math", "licence": "MIT"}
    if name == "math_folder":
        place = folder / "train" / "algebra" / "1.json"
        place.parent.mkdir(parents=True)
        place.write_text('{"problem": "What is 2 + 3?", "solution": "\\\\boxed{5}", "level": "Level 1"}')
        return {"path": folder, "name": "bank", "licence": "MIT"}
    if name == "hub":
        (folder / "rows").mkdir()
        write_lines(folder / "rows" / "train.jsonl", SUM)
        return {"path": str(folder / "rows"), **given}
    own = {"id": "a", "domain": "math", "prompt": "What is 2 + 3?", "reference": {"answer": "5"}}
    return {"path": write_lines(folder / "bank.jsonl", own if name == "own" else SUM), **given}


def tasks() -> Sample:
    texts = {"Expand $(x + 3)(x - 5)$.": "x^2 - 2x - 15", "Let $f(x) = 3x^2 - 4x + 5$. What is $f(6)$?": "89"}
    return Sample(problems=[_made("math", p, MathReference(answer=a)) for p, a in texts.items()])


def code() -> Sample:
    """One that gives what the other takes, which has a constant in both its prompt and its program."""
    evens = _function(
        "evens",
        "def evens(numbers):\n    return [n for n in numbers if n % 2 == 0]\n",
        "Return the even `numbers`.",
        [
            (each, [n for n in each if n % 2 == 0])
            for each in ([1, 13, 26], [2, 4, 26, 13], [8, 10, 20], [26, 26], [5], [])
        ],
    )
    total = _function(
        "total",
        "def total(numbers):\n    result = 0\n    for n in numbers:\n        if n % 13 == 0:\n"
        "            result += n\n    return result\n",
        "Return the total of those `numbers` that 13 divides.",
        [
            (each, sum(n for n in each if n % 13 == 0))
            for each in ([1, 13, 26], [], [5, 10, 15, 20], [26, 26], [13])
        ],
    )
    return Sample(problems=[evens, total])


def _function(name: str, solution: str, prompt: str, pairs: list[tuple[Any, Any]]) -> Problem:
    tests = [Example(args=[given], expected=wanted) for given, wanted in pairs]
    reference = CodeReference(mode="function", entry_point=name, tests=tests, solution=solution)
    signature = f"Write a Python function with this signature: `def {name}(numbers)`."
    return replace(_made("code", f"{prompt}\n\n{signature}", reference), id=name, family=name)


def _predict(value: Any) -> Problem:
    return _made("predict", f"What does f() return? It returns {value!r}.", PredictReference(value=value))


def _made(domain: str, prompt: str, reference: object) -> Problem:
    source = Source(bank="ours", licence="MIT")
    return Problem(
        id=prompt[:20], domain=domain, prompt=prompt, reference=reference, family=prompt[:20], source=source
    )
