"""Renders a conversation with a chat template as transformers does, and marks the text that trains."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError, first_line
from verigen.core.types import Rendered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MARKED = "{%"
DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a template that prints today's date renders the same every day
REASONING = ("reasoning_content", "thinking", "reasoning")


class TemplateFault(ValueError):  # noqa: N818 - reads as the finding it is
    """A chat template that does not compile, or that fails at a conversation."""


def require() -> None:
    """Raise UserError where Jinja is not installed."""
    if find_spec("jinja2") is None:
        raise UserError("the student check needs `pip install 'verigen-engine[curate]'` (jinja2)")


def render(
    source: str,
    messages: Sequence[Mapping[str, Any]],
    tools: Sequence[Mapping[str, Any]] = (),
    *,
    opened: bool = False,
    special: Mapping[str, str] | None = None,
    objects: bool = True,
) -> Rendered:
    """Render a conversation. `opened`: with the generation prompt. `special`: the tokenizer's special tokens.

    `objects`: arguments of calls that are JSON text become objects, as templates read them and as the trainers' layouts
    give them; without it they stay as they are. Raises TemplateFault with one line if the template does not compile or fails.
    """
    template = _compiled(source)
    spans: list[tuple[int, int]] = []
    given = {
        **(special or {}),
        "messages": [_aliased(message, objects=objects) for message in messages],
        "tools": [dict(tool) for tool in tools] or None,
        "documents": None,
        "add_generation_prompt": opened,
    }
    try:
        text = _tracked(template, given, spans)
    except (Exception, RecursionError) as error:
        raise TemplateFault(first_line(error)) from error
    return Rendered(text=text, trained=tuple(spans) if _marks(source) else None)


def _tracked(template: Any, given: Mapping[str, Any], spans: list[tuple[int, int]]) -> str:
    """Join the blocks of a template while the tracker notes where each generation block begins."""
    blocks: list[str] = []
    with template.environment.tracking(blocks, spans):
        for block in template.generate(**given):
            blocks.append(block)  # noqa: PERF402 - the tracker reads the list while it grows
    return "".join(blocks)


def _marks(source: str) -> bool:
    return any(part.lstrip("-+ \t\n").startswith("generation") for part in source.split(MARKED)[1:])


def reads_text(
    source: str,
    messages: Sequence[Mapping[str, Any]],
    tools: Sequence[Mapping[str, Any]] = (),
    *,
    special: Mapping[str, str] | None = None,
) -> bool:
    """Whether calls whose arguments are JSON text come out as calls: not as a quoted string, and without a fault."""
    given = [text for message in messages for text in _texts(message)]
    if not given:
        return True
    try:
        made = render(source, messages, tools, special=special, objects=False).text
    except TemplateFault:
        return False
    return not any(_json(text) in made for text in given)


def has_text(messages: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a call has arguments that are text."""
    return any(True for message in messages for _ in _texts(message))


def _texts(message: Mapping[str, Any]) -> Iterator[str]:
    """The arguments of a message's calls that are text."""
    for call in message.get("tool_calls") or ():
        if isinstance(given := (call.get("function") or {}).get("arguments"), str):
            yield given


def _aliased(message: Mapping[str, Any], *, objects: bool) -> dict[str, Any]:
    """A copy with the reasoning under each name that templates read, as transformers 5.20 and later do."""
    if objects and (calls := message.get("tool_calls")):
        message = {**message, "tool_calls": [_with_objects(call) for call in calls]}
    said = next((message[name] for name in REASONING if message.get(name) is not None), None)
    return dict(message) if said is None else {"thinking": said, **message, "reasoning_content": said}


def _with_objects(call: Any) -> Any:
    try:
        given = call["function"]["arguments"]
        return {**call, "function": {**call["function"], "arguments": json.loads(given)}}
    except (KeyError, TypeError, ValueError):
        return call


@lru_cache(maxsize=128)
def _compiled(source: str) -> Any:
    require()
    from jinja2 import TemplateError
    from jinja2.ext import loopcontrols
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_tracker(), loopcontrols]
    )
    environment.filters["tojson"] = _json
    environment.globals |= {"raise_exception": _refuse, "strftime_now": DAY.strftime}
    try:
        return environment.from_string(source)
    except TemplateError as error:
        raise TemplateFault(f"it does not compile: {first_line(error)}") from error


@lru_cache(maxsize=1)
def _tracker() -> Any:
    """The Jinja extension behind {% generation %}: the text between the tags is what the assistant wrote."""
    from jinja2 import nodes, pass_eval_context
    from jinja2.ext import Extension

    class Tracker(Extension):  # type: ignore[misc]
        tags = frozenset({"generation"})

        def __init__(self, environment: Any) -> None:
            super().__init__(environment)
            environment.extend(tracking=self._tracking)
            self._blocks: list[str] = []
            self._spans: list[tuple[int, int]] = []

        def parse(self, parser: Any) -> Any:
            line = next(parser.stream).lineno
            body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
            return nodes.CallBlock(self.call_method("_note"), [], [], body).set_lineno(line)

        @pass_eval_context  # type: ignore[untyped-decorator]
        def _note(self, _: Any, caller: Any) -> str:
            said: str = caller()
            start = sum(map(len, self._blocks))
            self._spans.append((start, start + len(said)))
            return said

        @contextmanager
        def _tracking(self, blocks: list[str], spans: list[tuple[int, int]]) -> Iterator[None]:
            self._blocks, self._spans = blocks, spans
            try:
                yield
            finally:
                self._blocks, self._spans = [], []

    return Tracker


def _json(
    value: Any,
    ensure_ascii: bool = False,  # noqa: FBT001, FBT002 - templates pass it by place
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,  # noqa: FBT001, FBT002 - the same
) -> str:
    return json.dumps(
        value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys
    )


def _refuse(message: str) -> None:
    from jinja2 import TemplateError

    raise TemplateError(message)
