"""How a programming problem is put to a teacher, and what its own reference answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from verigen.core import registry
from verigen.core.errors import ReferenceFault
from verigen.core.types import Message, Problem, Source
from verigen.domains.code.part import Code, signature
from verigen.domains.code.reference import CodeReference
from verigen.domains.code.reference import Test as Example
from verigen.domains.math.reference import MathReference
from verigen.domains.opening import first_ask
from verigen.verifiers.extract_code import extract

ADD = "import math\n\n\ndef add(a: int, b: int = 0) -> int:\n    return a + b\n"


def problem(**fields: Any) -> Problem:
    made = {
        "mode": "function",
        "entry_point": "add",
        "tests": [Example(args=[1, 2], expected=3)],
        **fields,
    }
    return Problem(
        id="add",
        domain="code",
        prompt="Return a + b.",
        reference=CodeReference(**made),
        family="add",
        source=Source(bank="own", licence="CC0-1.0"),
    )


def asked(found: Problem, *, reasoner: bool) -> tuple[Message, ...]:
    return first_ask(Code(), found, reasoner=reasoner).messages


def test_the_domain_is_known_by_name() -> None:
    assert isinstance(registry.load("domain", "code")(), Code)
    assert registry.load("verifier", Code().default_verifier)


def test_a_teacher_is_told_the_signature_and_where_the_program_belongs() -> None:
    messages = asked(problem(solution=ADD), reasoner=False)

    assert [m.role for m in messages] == ["system", "user", "assistant", "user", "assistant"]
    assert "Return a + b." in messages[3].content
    assert "`def add(a: int, b: int=0) -> int`" in messages[3].content
    assert messages[-1].content == "<think>\n"


def test_the_worked_example_is_an_answer_that_would_be_read() -> None:
    example = asked(problem(solution=ADD), reasoner=False)[2].content

    assert (extract(example, "largest_even") or "").startswith("def largest_even")


def test_a_reasoner_gets_one_message() -> None:
    (message,) = asked(problem(solution=ADD), reasoner=True)

    assert "```python" in message.content
    assert "<think>" not in message.content


def test_a_program_is_asked_for_as_one() -> None:
    messages = asked(problem(mode="stdio", entry_point=None), reasoner=True)

    assert "standard input" in messages[0].content


def test_without_a_solution_the_first_test_gives_the_parameters() -> None:
    tests = [Example(args=[1], kwargs={"base": 2}, expected=3)]

    assert signature(problem(tests=tests).reference) == "def add(arg1, base)"  # type: ignore[arg-type]


@pytest.mark.parametrize("solution", [ADD, 'TEXT = """\n```\n"""\n\n\ndef add(a, b):\n    return a + b\n'])
def test_the_own_answer_holds_the_reference_as_it_is(solution: str) -> None:
    assert extract(Code().own_answer(problem(solution=solution)), "add") == solution


def test_a_problem_without_a_solution_has_no_own_answer() -> None:
    with pytest.raises(ReferenceFault, match="no reference solution"):
        Code().own_answer(problem())


def test_a_solution_that_does_not_parse_is_the_problems_fault() -> None:
    with pytest.raises(ReferenceFault, match="does not parse"):
        asked(problem(solution="def add(a, b:\n"), reasoner=True)


def test_a_mathematics_problem_is_refused() -> None:
    with pytest.raises(ReferenceFault, match="no code problem"):
        asked(replace(problem(), reference=MathReference(answer="3")), reasoner=True)


def test_a_prompt_that_names_the_function_is_put_as_it_is() -> None:
    told = replace(problem(solution=ADD), prompt="Write a function `add(a, b)`.")

    (message,) = asked(told, reasoner=True)

    assert message.content.startswith("Write a function `add(a, b)`.\n\nGive the whole solution")
