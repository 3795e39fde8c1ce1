"""The reference of an extraction problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractReference:
    """The fields that a text states, and the JSON schema that they fit.

    `text`: the text to read, where it is known; None if the teacher has to write it first. `language`: the
    language that it is to be written in.
    """

    fields: dict[str, Any]
    json_schema: dict[str, Any]
    text: str | None = None
    language: str = "English"
