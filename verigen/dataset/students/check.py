"""Checks one training record against a student's chat template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from verigen.core.errors import PartFailed, VerigenError, first_line
from verigen.core.traces import PAIRS
from verigen.core.types import Rendered
from verigen.dataset.students.exchange import Exchange, apart, exchanges, listed
from verigen.dataset.students.rendering import TemplateFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from verigen.core.parts import Student

Thinking = Literal["kept", "lost", "doubled", "none"]
Way = Literal["completion", "mask"]
FORMS: dict[str, Callable[[Exchange], Exchange]] = {
    "as it is": lambda exchange: exchange,
    "reasoning_content": apart,
    "content lists": listed,
    "reasoning_content and content lists": lambda exchange: listed(apart(exchange)),
}
TAGS = tuple(opening for opening, _ in PAIRS)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentReading:
    """What a student makes of one exchange.

    `thinking`: whether the trace survives. `replied`: whether the reply does. `called`: whether its calls of tools do,
    where it has any. `prefix`: the rendered prompt begins
    the rendering, as trainers on prompt and completion need. `masked`: how much trains under the template's own
    mask; None if it has none. `whole`: the mask covers trace and reply. `stops`: the mask covers text after the
    reply, so that the student learns to end its turn. `after`: how much trains behind the prompt. `size`: the whole
    rendering, `cut`: what exceeds the student's length. All four are in tokens, or in characters where the
    student has no tokenizer (`unit`). `fault`: why the template could not render it; empty if it could.
    """

    thinking: Thinking = "none"
    replied: bool = True
    called: bool = True
    prefix: bool = True
    masked: int | None = None
    whole: bool = False
    stops: bool = False
    after: int = 0
    size: int = 0
    cut: int = 0
    unit: Literal["tokens", "characters"] = "characters"
    fault: str = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        """How the record trains as a whole: by its `completion` behind the prompt, under the template's `mask`."""
        if self.destroyed:
            return ()
        ways: list[Way] = ["completion"] if self.prefix and self.after else []
        return (*ways, "mask") if self.masked and self.whole else tuple(ways)

    @property
    def destroyed(self) -> str:
        """What the template destroys of the record; empty if nothing."""
        if self.fault:
            return f"the template fails: {self.fault}"
        if self.thinking == "lost":
            return "the template deletes the thinking"
        if self.thinking == "doubled":
            return "the template adds a second think tag before the thinking"
        if not self.called:
            return "the template deletes the calls of tools"
        return "" if self.replied else "the template deletes the reply"

    @property
    def refused(self) -> str:
        """Why the record must not train with this template; empty if it may."""
        if self.destroyed or self.ways:
            return self.destroyed
        if not self.prefix:
            mask = "it has no mask" if self.masked is None else "its mask leaves out a part of the completion"
            return f"the rendered prompt is no beginning of the record, and {mask}"
        return "nothing of the completion trains"


def read(student: Student, row: Mapping[str, Any]) -> list[StudentReading]:
    """One reading per completion of a record. Raises ValueError for a record that is not conversational."""
    return [judged(student, exchange) for exchange in exchanges(row)]


def judged(student: Student, exchange: Exchange, form: str = "as it is") -> StudentReading:
    """Render one exchange in a form of FORMS and say what trains."""
    made = FORMS[form](exchange)
    try:
        whole = student.render(made.messages, made.tools, opened=False)
        asked = student.render(made.prompt, made.tools, opened=True)
    except TemplateFault as error:
        return StudentReading(fault=str(error))
    except VerigenError:
        raise
    except Exception as error:
        raise PartFailed(
            f"the student {student.name} failed: {first_line(error)}", type(error).__name__
        ) from error
    return replace(_reading(student, exchange, whole, asked.text), called=_called(student, made, whole))


def _called(student: Student, exchange: Exchange, whole: Rendered) -> bool:
    """False if the rendering would be the same without the calls."""
    without = [{key: part for key, part in each.items() if key != "tool_calls"} for each in exchange.messages]
    if without == list(exchange.messages):
        return True
    try:
        return student.render(without, exchange.tools, opened=False).text != whole.text
    except TemplateFault:
        return True


def _reading(student: Student, exchange: Exchange, whole: Rendered, asked: str) -> StudentReading:
    text, said = whole.text, exchange.said
    prefix = text.startswith(asked)
    start = len(asked) if prefix else _shared(text, asked)
    places = student.tokens(text)
    ends = _content(text, said.trace, said.reply, start)
    size, unit = (len(text), "characters") if places is None else (len(places), "tokens")
    return StudentReading(
        thinking=_thinking(text, exchange),
        replied=said.reply in text,
        prefix=prefix,
        masked=None if whole.trained is None else _count(places, whole.trained),
        whole=_covers(whole.trained, ends),
        stops=_covers(whole.trained, (ends[1], min(ends[1] + 1, len(text)))),
        after=_count(places, [(start, len(text))]) if exchange.completion else 0,
        size=size,
        cut=max(0, size - student.length) if student.length and places is not None else 0,
        unit=unit,  # type: ignore[arg-type]
    )


def _thinking(text: str, exchange: Exchange) -> Thinking:
    """Whether the trace is in the rendering once, or behind an empty thought of the template's own."""
    trace = exchange.said.trace
    if trace is None:
        return "none"
    place = text.rfind(trace)
    if place < 0 or not trace:
        return "lost" if trace else "none"
    begun = text[:place].rfind(str(exchange.prompt[-1].get("content", ""))) if exchange.prompt else 0
    tags = sum(text[max(begun, 0) : place].count(tag) for tag in TAGS)
    return "doubled" if tags > 1 else "kept"


def _content(text: str, trace: str | None, reply: str, start: int) -> tuple[int, int]:
    """The span from the trace to the end of the reply, in the last place that has them."""
    end = text.rfind(reply)
    begin = text.rfind(trace, 0, end) if trace and end >= 0 else end
    return (begin if begin >= 0 else start, end + len(reply) if end >= 0 else len(text))


def _covers(spans: Sequence[tuple[int, int]] | None, wanted: tuple[int, int]) -> bool:
    """Whether adjoining spans cover the wanted one."""
    place = wanted[0]
    for begin, end in spans or ():
        if begin <= place < end:
            place = end
    return wanted[0] < wanted[1] <= place


def _count(places: Sequence[tuple[int, int]] | None, spans: Sequence[tuple[int, int]]) -> int:
    """The tokens that begin within the spans, or the characters without a tokenizer."""
    if places is None:
        return sum(end - begin for begin, end in spans)
    return sum(any(begin <= place < end for begin, end in spans) for place, _ in places)


def _shared(one: str, two: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
