"""Writes a form (verigen.core.turns.Form) as the request fields of a chat completions server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.errors import RequestFailed

if TYPE_CHECKING:
    from verigen.core.turns import Form

RESPONSE_FORMAT = ("response_format",)  # OpenAI's field, with a schema inside it
NAME = "answer"  # OpenAI requires one


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
