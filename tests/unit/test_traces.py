import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core import traces

FORMS = [
    ("<think>\nt\n</think>\n\nr", "t", "r"),
    ("t\n</think>\nr", "t", "r"),
    ("<thinking>t</thinking>r", "t", "r"),
    ("<|begin_of_thought|>t<|end_of_thought|><|begin_of_solution|>r<|end_of_solution|>", "t", "r"),
    ("[THINK]t[/THINK]r", "t", "r"),
    ("<seed:think>t</seed:think>r", "t", "r"),
    (
        "<|channel|>analysis<|message|>t<|end|><|start|>assistant<|channel|>final<|message|>r<|return|>",
        "t",
        "r",
    ),
    ("r", None, "r"),
    ("<think></think>r", "", "r"),
    ("<think>a</think>b<think>c</think>r", "a</think>b<think>c", "r"),
]


@pytest.mark.parametrize(("text", "trace", "reply"), FORMS)
def test_every_known_form_is_split(text: str, trace: str | None, reply: str) -> None:
    parts = traces.split(text)

    assert parts == (trace, reply, True)


def test_thinking_that_never_ends_leaves_no_reply() -> None:
    parts = traces.split("<think>\nIs it \\boxed{5}?")

    assert parts.reply == ""
    assert not parts.closed


@given(st.text())
def test_splitting_never_fails(text: str) -> None:
    parts = traces.split(text)

    assert parts.reply in text or parts.trace is not None or "<|" in text
