"""The two ways a field asks: with a trace, or directly."""

from __future__ import annotations

import pytest

from verigen.core import registry
from verigen.core.parts import Field
from verigen.core.types import Problem
from verigen.problems.banks import find


def one(domain: str) -> tuple[Field, Problem]:
    field = registry.load("domain", domain)
    bank = find.find(field().default_bank, domain, licence=None, split="train")  # type: ignore[arg-type]
    return field, next(bank.problems())


@pytest.mark.parametrize("domain", ["math", "code"])
def test_asked_directly_a_teacher_sees_the_question_and_the_form_of_the_answer(domain: str) -> None:
    field, problem = one(domain)

    (message,) = field(style="direct").messages(problem, reasoner=False)

    assert message.role == "user"
    assert message.content.startswith(problem.prompt)
    assert "<think>" not in message.content


@pytest.mark.parametrize("domain", ["math", "code"])
def test_a_field_asks_for_a_trace_unless_told_otherwise(domain: str) -> None:
    field, problem = one(domain)

    assert field().messages(problem, reasoner=False)[-1].content == "<think>\n"


@pytest.mark.parametrize("domain", ["math", "code"])
def test_a_reasoner_is_asked_the_same_in_both_styles(domain: str) -> None:
    field, problem = one(domain)

    styles = [field(style=style).messages(problem, reasoner=True) for style in ("thinking", "direct")]

    assert styles[0] == styles[1]
