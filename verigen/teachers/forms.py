"""Writes a form (verigen.core.turns.Form) as the request fields of a chat completions server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import traces
from verigen.core.errors import RequestFailed

if TYPE_CHECKING:
    from verigen.core.turns import Form
    from verigen.core.types import Completion

RESPONSE_FORMAT = ("response_format",)  # OpenAI's field, with a schema inside it
NAME = "answer"  # OpenAI requires one
BEGINNINGS = frozenset('{["-0123456789tfn')  # of JSON


def fields(form: Form, place: tuple[str, ...]) -> dict[str, Any]:
    """The fields of a request that constrain its answer; `place` is where the kind of server looks for this form.

    Raises RequestFailed for a schema that is no JSON object.
    """
    value: Any = form.text
    if place == RESPONSE_FORMAT:
        shape = {"name": NAME, "strict": True, "schema": msgspec.json.decode(schema(form))}
        value = {"type": "json_schema", "json_schema": shape}
    for name in reversed(place):
        value = {name: value}
    found: dict[str, Any] = value
    return found


def schema(form: Form) -> str:
    """The form's JSON schema. Raises RequestFailed if it is no JSON object."""
    try:
        msgspec.json.decode(form.text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise RequestFailed(f"the form of a request is no JSON schema: {error}") from error
    return form.text


def ignored(form: Form, completion: Completion) -> bool:
    """Whether an answer can't have been drawn under a schema: it is no JSON, or begins as none does."""
    reply = traces.split(completion.text).reply
    if form.kind != "schema" or not reply:
        return False
    if completion.finish != "stop":
        return reply[0] not in BEGINNINGS
    try:
        msgspec.json.decode(reply)
    except (msgspec.DecodeError, RecursionError):
        return True
    return False
