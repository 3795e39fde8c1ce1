"""The reference of an output prediction: the value that the program returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictReference:
    """`value`: in the JSON forms of verigen.core.forms."""

    value: Any
