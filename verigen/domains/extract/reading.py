"""The request to read the fields of a text, as the teacher gets it and as a record shows it."""

from __future__ import annotations

import json
from typing import Any

INSTRUCTION = (
    "Give the fields of this text as JSON that fits the schema: words as they stand, dates as YYYY-MM-DD, null for what "
    "it does not state."
)
TEXT = "\n\nText:\n"
HIDDEN = frozenset({"$schema", "$id", "examples", "example", "$comment"})  # samples of values would be a hint


def request(json_schema: dict[str, Any], text: str) -> str:
    """The instruction, the schema and the text."""
    schema = json.dumps(_shown(json_schema), ensure_ascii=False)
    return f"{INSTRUCTION}\n\nSchema:\n{schema}{TEXT}{text}"


def _shown(value: Any, *, names: bool = False) -> Any:
    """The schema without its examples; `names`: the keys are the user's, not keywords."""
    if isinstance(value, list):
        return [_shown(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _shown(inner, names=not names and key in {"properties", "$defs", "definitions"})
        for key, inner in value.items()
        if names or not (key in HIDDEN or key.startswith("x-"))
    }
