"""Laws of students."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from verigen.testing.law import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Student
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

REPLY = "It is in the box."


def it_renders_question_and_reply(part: Student, sample: Sample) -> None:
    for messages in _conversations(sample):
        text = part.render(messages).text
        for each in messages:
            hold(each["content"] in text, f"{part.name} leaves {each['content']!r} out of what it renders")


def it_renders_the_same_every_time(part: Student, sample: Sample) -> None:
    for messages in _conversations(sample):
        hold(part.render(messages) == part.render(messages), f"{part.name} renders {messages!r} in two ways")


def it_can_render_an_open_prompt(part: Student, sample: Sample) -> None:
    for messages in _conversations(sample):
        opened = part.render(messages[:1], opened=True).text
        hold(messages[0]["content"] in opened, f"{part.name} opens a turn without the question")
        hold(REPLY not in opened, f"{part.name} knows the reply before it is given")


def its_tokens_and_trained_spans_lie_in_the_text(part: Student, sample: Sample) -> None:
    for messages in _conversations(sample):
        made = part.render(messages)
        for spans in (part.tokens(made.text), made.trained):
            every = list(spans or ())
            inside = all(0 <= begin <= end <= len(made.text) for begin, end in every)
            hold(inside, f"{part.name} has a span outside of the text")
            ordered = all(one[0] <= two[0] for one, two in pairwise(every))
            hold(ordered, f"{part.name} has spans out of order")


def _conversations(sample: Sample) -> Iterator[list[dict[str, Any]]]:
    for problem in sample.problems:
        yield [{"role": "user", "content": problem.prompt.strip()}, {"role": "assistant", "content": REPLY}]


LAWS: tuple[Law, ...] = (
    it_renders_question_and_reply,
    it_renders_the_same_every_time,
    it_can_render_an_open_prompt,
    its_tokens_and_trained_spans_lie_in_the_text,
)
