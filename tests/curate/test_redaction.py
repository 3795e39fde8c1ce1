"""Redaction: the value goes, and the candidate with it unless its verdict stays."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines

PLACES = ("trace", "reply", "box", "prompt")
CODE_PLACES = ("comment", "answer", "unused")


def drawn_value(seed: int) -> tuple[str, str]:
    """A kind, and a value of it that no list of examples has."""
    draw = random.Random(seed)
    digits = "".join(draw.choice("123456789") for _ in range(8))
    letters = "".join(draw.sample("bcdfghjkmnpqrstvwxz", 8))
    values = (
        ("pii", f"{letters}.{digits[:3]}@brightmail.net"),
        ("pii", f"+44 7{digits[:3]} {digits[2:8]}"),
        ("secret", "gh" + "p_" + (letters + digits + letters.upper()) + digits + letters[:4]),
    )
    return values[seed % 3]


def worded(place: str, value: str) -> tuple[str, str, str]:
    """A problem, its answer, and a completion with the value at this place."""
    thought, said = "17 + 25 = 42, as 10 + 20 = 30 and 7 + 5 = 12.", "So it is \\boxed{42}."
    prompt, answer = "What is 17 + 25?", "42"
    if place == "trace":
        thought += f" Ask {value} about it."
    elif place == "reply":
        said = f"Write to {value} about it. {said}"
    elif place == "prompt":
        prompt, said = f"{prompt} Send it to {value}.", f"I send it to {value}. {said}"
    else:
        prompt, answer, said = "Whom do we ask about 17 + 25?", value, f"We ask \\boxed{{\\text{{{value}}}}}."
    return prompt, answer, f"<think>\n{thought}\n</think>\n\n{said}"


@pytest.mark.parametrize("place", PLACES)
def test_a_redacted_value_is_in_no_record_and_no_verdict_changes(
    run: Callable[..., Any], tmp_path: Path, place: str
) -> None:
    values = [drawn_value(seed)[1] for seed in range(6)]
    cases = [worded(place, value) for value in values]
    rows = [
        {"id": f"q{n}", "question": f"Part {n}: {prompt}", "answer": answer, "licence": "MIT"}
        for n, (prompt, answer, _) in enumerate(cases)
    ]
    script = {"answers": {f"Part {n}: ": [text] for n, (_, _, text) in enumerate(cases)}}
    (tmp_path / "script.json").write_text(json.dumps(script))
    bank = write_lines(tmp_path / "bank.jsonl", *rows)
    sampled("math", run, tmp_path, bank)

    ended = curated(run)

    out = text_of(tmp_path / "set/sft/train.jsonl")
    if place == "prompt":  # what the problem states is no finding
        assert all(value in out for value in values)
    elif place == "box":
        assert ended.code == 2
        assert "nothing is left" in ended.err
    else:
        assert ended.code == 0, ended.err
        assert not any(value in out for value in values)
        assert len(out.splitlines()) == len(values)


def test_a_value_in_code_goes_unless_the_program_needs_it(run: Callable[..., Any], tmp_path: Path) -> None:
    value = drawn_value(0)[1]
    bodies = {
        "comment": f"    # written for {value}\n    return a + b",
        "unused": f'    owner = "{value}"\n    return a + b',
        "answer": f'    return "{value}"',
    }
    rows = [
        {
            "id": place, "domain": "code", "prompt": f"Write f(a, b) for the case {place}.", "family": place,
            "reference": {"mode": "function", "entry_point": "f", "compare": {"kind": "exact"},
                          "tests": [{"args": [2, 3], "expected": value if place == "answer" else 5}],
                          "solution": f"def f(a, b):\n{bodies[place]}\n"},
            "source": {"bank": "own", "licence": "MIT"},
        }
        for place in bodies
    ]  # fmt: skip
    script = {"answers": {f"case {place}": [f"```python\ndef f(a, b):\n{body}\n```"] for place, body in bodies.items()}}  # fmt: skip
    (tmp_path / "script.json").write_text(json.dumps(script))
    sampled("code", run, tmp_path, write_lines(tmp_path / "bank.jsonl", *rows))

    ended = curated(run)

    assert ended.code == 0, ended.err
    records = {
        json.loads(line)["problem_id"] for line in text_of(tmp_path / "set/sft/train.jsonl").splitlines()
    }
    assert records == {"comment", "unused"}
    assert value not in text_of(tmp_path / "set/sft/train.jsonl")
    (dropped,) = map(json.loads, text_of(tmp_path / "set/dropped.jsonl").splitlines())
    assert (dropped["problem"], dropped["stage"]) == ("answer", "redact")


def sampled(domain: str, run: Callable[..., Any], folder: Path, bank: Path) -> None:
    teacher = f"scripted:{folder / 'script.json'}"
    ended = run(
        "sample", "--domain", domain, "--bank", bank, "--teacher", teacher, "--n", 1, "--out", "drawn"
    )
    assert ended.code == 0, ended.err


def curated(run: Callable[..., Any]) -> Any:
    near = ("--keep-duplicates", "--held-out", 0)
    return run("curate", "drawn", "--out", "set", "--on", "pii=redact,secret=redact", *near)


def text_of(path: Path) -> str:
    return path.read_text() if path.exists() else ""
