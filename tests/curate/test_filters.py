"""What the filters find, and what they let pass."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import make_graded
from tests.curate.cases import PLANTED, SOUND, SUM
from verigen.core import registry
from verigen.core.graded import Graded
from verigen.dataset.curate.redact import redacted
from verigen.dataset.filters import equations
from verigen.domains.math.reference import MathReference

FILTERS = {
    name: registry.make("filter", name)
    for name in registry.PARTS["filter"]
    if registry.load("filter", name)().version
}


def item(text: str, prompt: str = SUM, answer: str = "42") -> Graded:
    made = make_graded(0, "correct", text=text)
    return replace(made, problem=replace(made.problem, prompt=prompt, reference=MathReference(answer=answer)))


def reasons(graded: Graded) -> set[str]:
    return {found.reason for part in FILTERS.values() for found in part.find(graded)}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in PLANTED.items() for text in texts]
)
def test_a_planted_defect_is_found_and_named(kind: str, text: str) -> None:
    assert kind in reasons(item(text))


@pytest.mark.parametrize(("prompt", "text"), SOUND)
def test_a_look_alike_passes_every_filter(prompt: str, text: str) -> None:
    answer = "0.42" if "decimal" in prompt else "42"

    assert reasons(item(text, prompt, answer)) == set()


def test_an_excerpt_shows_no_secret() -> None:
    for kind in ("pii", "secret"):
        for text in PLANTED[kind]:
            for found in FILTERS[kind].find(item(text)):
                hidden = text[found.start : found.end]
                assert hidden not in found.shown
                assert hidden not in redacted(text, [found])


@given(st.integers(2, 999), st.integers(2, 999), st.integers(-40, 40).filter(bool), st.sampled_from("+-*"))
@settings(max_examples=60, deadline=None)
def test_a_true_equation_is_no_finding_and_a_false_one_is(a: int, b: int, off: int, sign: str) -> None:
    right = {"+": a + b, "-": a - b, "*": a * b}[sign]
    text = "<think>\nWe see that {} {} {} = {}, which is used below.\n</think>\n\nSo it is \\boxed{{42}}."

    assert not FILTERS["steps"].find(item(text.format(a, sign, b, right)))
    found = list(equations.found(equations.plain(f"We see that {a} {sign} {b} = {right + off}, as said.")))
    assert [one.false for one in found] in ([True], [abs(off) * 1000 == abs(right)])


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for part in FILTERS.values():
        for found in part.find(item(text)):
            assert 0 <= found.start <= found.end <= len(text)


def test_the_command_line_does_not_load_the_filters_libraries() -> None:
    code = "import sys, verigen.cli.curate; print([m for m in ('phonenumbers', 'py3langid', 'numpy') if m in sys.modules])"

    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )
