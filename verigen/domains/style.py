"""How a field asks a teacher that does not reason of its own accord: `thinking` or `direct`."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Style = Literal["thinking", "direct"]
STYLE: ContextVar[Style] = ContextVar("style", default="thinking")


@contextmanager
def asking(style: Style) -> Iterator[None]:
    """Fields made in this context ask in this style."""
    token = STYLE.set(style)
    try:
        yield
    finally:
        STYLE.reset(token)
