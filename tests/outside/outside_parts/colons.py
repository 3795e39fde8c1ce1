"""A student that reads `role: content`, a line per message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verigen.core.types import Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class Colons:
    """`context`: the number of words that fit."""

    context: int = 0

    @property
    def name(self) -> str:
        return "colons"

    @property
    def length(self) -> int | None:
        return self.context or None

    def render(
        self,
        messages: Sequence[Mapping[str, Any]],
        tools: Sequence[Mapping[str, Any]] = (),
        *,
        opened: bool = False,
    ) -> Rendered:
        text = "".join(f"{each['role']}: {each['content']}\n" for each in messages)
        return Rendered(text=text + ("assistant: " if opened else ""))

    def tokens(self, text: str) -> list[tuple[int, int]]:
        spans, start = [], 0
        for word in text.split(" "):
            spans.append((start, start + len(word)))
            start += len(word) + 1
        return spans
