"""The two ways a domain asks: with a trace, or directly."""

from __future__ import annotations

import pytest

from verigen.core import domains
from verigen.core.types import Message, Problem, Style
from verigen.domains.opening import first_ask
from verigen.problems.banks import find


def problem_of(domain: str) -> Problem:
    bank = find.find(domains.named(domain).default_bank, domain, licence=None, split="train")
    return next(bank.problems())


def asked(domain: str, *, style: Style, reasoner: bool) -> tuple[Message, ...]:
    made = domains.made(domain, style=style)
    return first_ask(made, problem_of(domain), reasoner=reasoner).messages


@pytest.mark.parametrize("domain", ["math", "code"])
def test_asked_directly_a_teacher_sees_the_question_and_the_form_of_the_answer(domain: str) -> None:
    (message,) = asked(domain, style="direct", reasoner=False)

    assert message.role == "user"
    assert message.content.startswith(problem_of(domain).prompt)
    assert "<think>" not in message.content


@pytest.mark.parametrize("domain", ["math", "code"])
def test_a_domain_asks_for_a_trace_unless_told_otherwise(domain: str) -> None:
    assert asked(domain, style="thinking", reasoner=False)[-1].content == "<think>\n"


@pytest.mark.parametrize("domain", ["math", "code"])
def test_a_reasoner_is_asked_the_same_in_both_styles(domain: str) -> None:
    thinking, direct = (asked(domain, style=style, reasoner=True) for style in ("thinking", "direct"))

    assert thinking == direct
