"""Says which messages of a record filters look at beside the candidate's answer: all that a teacher or program wrote.

Nothing is looked at twice. The question ends where the first assistant's message begins; filters look at it only if a
teacher wrote it: the names and numbers of a bank's problems are no personal data.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import boundary, domains, findings, registry
from verigen.core.parts import MessageFilter
from verigen.dataset.formats import lineage
from verigen.domains.shown import inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.core.parts import Filter
    from verigen.core.types import Problem

WRITTEN = frozenset({"assistant"})  # what a teacher wrote
SHOWN = frozenset({"assistant", "tool"})  # and what its programs printed
ALL = frozenset({"assistant", "tool", "user"})  # and what a critic said
QUESTION = frozenset({"question"})  # a question that a teacher wrote
PROGRAMS = frozenset({"code", "source", "program", "script", "command"})  # arguments that are no prose


class EarlierMessage(NamedTuple):
    """A message before the answer: its place in the record, and the candidate with it in the answer's place."""

    field: str
    item: Graded

    def named(self, found: Finding) -> Finding:
        return replace(found, field=self.field)


def roles(part: Filter) -> frozenset[str]:
    """The roles of the earlier messages that a filter looks at."""
    return part.roles if isinstance(part, MessageFilter) else frozenset()


def question(item: Graded) -> EarlierMessage | None:
    """The problem's prompt in the answer's place, if a teacher wrote it."""
    if not written(item.problem):
        return None
    candidate = replace(item.candidate, text=item.problem.prompt, finish="stop")
    problem = replace(item.problem, prompt="")  # filters excuse what the question itself says
    shown = replace(item, problem=problem, candidate=candidate, turns=(), steps=(), said_by="question")
    return EarlierMessage(findings.QUESTION, shown)


def written(problem: Problem) -> bool:
    """Whether a teacher may have written the prompt: a generation behind it is not a mutator's.

    Mutators change texts by rule. Only the last of several generations is named, so that two may hide a teacher's.
    """
    source = problem.source
    if source.depth != 1 or source.mutator is None:
        return source.depth > 0
    return not set(source.mutator.split("+")) <= set(registry.names("mutator"))


def earlier(item: Graded) -> list[EarlierMessage]:
    """The messages of a conversation's record but its question and its answer. Raises PartFailed with the domain."""
    domain = domains.named(item.problem.domain)
    who = boundary.label("domain", item.problem.domain, domain)
    messages, _ = boundary.attempt(who, lambda: lineage.shown(item), boundary.deadline_of(domain))
    return list(of(item, messages))


def of(item: Graded, messages: Sequence[Any]) -> Iterator[EarlierMessage]:
    """The messages after the question, without the answer, which is the last that says just what the candidate says."""
    rows = [each if isinstance(each, dict) else {} for each in messages]
    begin = next((at for at, each in enumerate(rows) if each.get("role") == "assistant"), len(rows))
    answers = {item.candidate.text, inline(item.candidate.text)}
    answer = max((at for at, each in enumerate(rows) if each.get("content") in answers), default=None)
    for place in range(begin, len(rows)):
        text = _text(rows[place])
        if place != answer and text:
            candidate = replace(item.candidate, text=text, finish="stop")
            role = str(rows[place].get("role"))
            said_by = role if role in ALL else "tool"  # such as "function", in rows of others
            shown = replace(item, candidate=candidate, turns=(), steps=(), said_by=said_by)
            yield EarlierMessage(f"messages[{place}]", shown)


def _text(message: dict[str, Any]) -> str:
    """What a message says, and behind it the arguments of its calls as their program reads them."""
    said = [*_strings(message.get("content") or "")]
    for call in message.get("tool_calls") or ():
        function = call.get("function", call) if isinstance(call, dict) else call
        given = function.get("arguments", "") if isinstance(function, dict) else function
        said += _strings(_read(given))
    return "\n\n".join(filter(None, said))


def _read(arguments: Any) -> Any:
    """Arguments as values: chat servers give them as JSON text."""
    try:
        return json.loads(arguments) if isinstance(arguments, str) else arguments
    except (ValueError, RecursionError):
        return arguments


def _strings(value: Any, name: str = "") -> Iterable[str]:
    """Every value in a nest of lists and mappings as text; a program stands in a fence, as in an answer."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, str(key))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each, name)
    elif value is not None:
        yield f"```\n{value}\n```" if name in PROGRAMS else str(value)
