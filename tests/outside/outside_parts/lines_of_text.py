"""A layout of one column of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesOfText:
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> dict[str, Any] | None:
        return {"text": row["messages"][-1]["content"]} if kind == "sft" else None

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        return {"columns.txt": "text\n"}
