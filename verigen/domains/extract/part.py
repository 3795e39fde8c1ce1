"""The domain of extraction: a teacher writes a text from drawn fields, and a second request reads them back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from verigen.core import traces
from verigen.core.errors import ReferenceFault
from verigen.core.turns import Answer, Ask, Conversation, drawn
from verigen.core.types import Message, Style
from verigen.domains.extract import reading, telling
from verigen.domains.extract.form import form_of
from verigen.domains.extract.reference import ExtractReference
from verigen.verifiers.fields import candidate as candidates
from verigen.verifiers.fields.restore import restored, written
from verigen.verifiers.fields.schemas import checked
from verigen.verifiers.fields.shape import SchemaFault

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.turns import Turns
    from verigen.core.types import Problem
    from verigen.verifiers.fields.shape import SchemaShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Fields of a text as JSON. Problems hold a text to read, or the facts that the teacher shall write one from.

    A candidate of the second kind is the text with the fields that were read back from it, without sight of the facts.
    """

    default_bank: str = "fields:all"
    default_verifier: str = "fields"
    default_suite: str = ""
    style: Style = "thinking"
    reference = ExtractReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:  # noqa: ARG002 - a form leaves no room for thinking
        """Write the text, if there is none, then read it under the schema as a form."""
        reference, shape = _reference(problem), _shape(problem)
        if reference.text is not None:
            return (yield from _read(problem.prompt, shape))
        reply = yield from drawn(Ask(messages=(Message(role="user", content=problem.prompt),)))
        text = traces.split(reply.text).reply
        if reply.finish == "length" or not candidates.prose(text):
            return Answer(text=reply.text, finish=reply.finish)
        read = yield from _read(reading.request(reference.json_schema, text), shape)
        return Answer(text=candidates.joined(text, traces.split(read.text).reply), finish=read.finish)

    def shown(self, graded: Graded) -> Conversation:
        """The request to read the text, and the fields as JSON in the schema's order."""
        reference, shape = _reference(graded.problem), _shape(graded.problem)
        text, read = candidates.split(graded.candidate.text, given=reference.text is not None)
        asked = graded.problem.prompt if text is None else reading.request(reference.json_schema, text)
        if graded.verdict.outcome == "correct":
            answer = written(reference.fields)
        else:
            answer = _tidy(shape, read or "")
        question = Message(role="user", content=asked)
        return Conversation(messages=(question, Message(role="assistant", content=answer)))

    def own_answer(self, problem: Problem) -> str:
        """The facts as a list, with the fields."""
        reference = _reference(problem)
        fields = written(reference.fields)
        if reference.text is not None:
            return fields
        say = partial(telling.plainly, language=reference.language)
        return candidates.joined("\n".join(telling.lines(_shape(problem), reference.fields, say)), fields)

    def matter(self, prompt: str) -> str:
        """The text to read; of a request for a text, the values that it shall state."""
        _, found, text = prompt.partition(reading.TEXT)
        if found:
            return text
        return " ".join(line.partition(": ")[2] for line in prompt.splitlines() if line.startswith("- "))

    def poses(self, problem: Problem) -> bool:
        return _reference(problem).text is None

    def posed(self, graded: Graded) -> Problem | None:
        """The problem to read the text that a correct candidate wrote."""
        reference = _reference(graded.problem)
        text = candidates.split(graded.candidate.text, given=reference.text is not None).text
        if graded.verdict.outcome != "correct" or text is None:
            return None
        problem, candidate = graded.problem, graded.candidate
        source = replace(problem.source, parent=problem.id, depth=problem.source.depth + 1)
        return replace(
            problem,
            id=candidate.id.replace("#", "/text-"),
            prompt=reading.request(reference.json_schema, text),
            reference=replace(reference, text=text),
            source=source,
        )


def _read(asked: str, shape: SchemaShape) -> Turns:
    ask = Ask(messages=(Message(role="user", content=asked),), form=form_of(shape))
    reply = yield from drawn(ask)
    return Answer(text=reply.text, finish=reply.finish)


def _tidy(shape: SchemaShape, read: str) -> str:
    """What was read in the form of a right answer; as it stands if it is no JSON."""
    try:
        found: Any = json.loads(read)
    except (ValueError, RecursionError):
        return read
    return written(restored(shape, found))


def _reference(problem: Problem) -> ExtractReference:
    if not isinstance(problem.reference, ExtractReference):
        raise ReferenceFault(f"{problem.id} has no fields to extract")
    return problem.reference


def _shape(problem: Problem) -> SchemaShape:
    try:
        return checked(_reference(problem).json_schema)
    except SchemaFault as fault:
        raise ReferenceFault(f"problem {problem.id}: its schema {fault}") from None
