"""Goes on with smaller batches where memory is short."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, TypeVar

from verigen.core.errors import PartError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
SAID = (
    "out of memory",  # torch on a GPU
    "allocate memory",  # on a CPU
    "not enough memory",  # on Windows
    "bad_alloc",  # C++ below torch
    "could not create a primitive",  # oneDNN below torch, seen where an address space was limited
)


def smaller(batch: int, attempt: Callable[[int], T]) -> T:
    """What `attempt` makes with as many rows at a time as memory holds: `batch`, or a divisor of it.

    Raises PartError if one row at a time is too much.
    """
    for rows in [each for each in range(batch, 0, -1) if batch % each == 0]:
        try:
            return attempt(rows)
        except (MemoryError, RuntimeError) as error:
            if not short(error):
                raise
        gc.collect()  # outside the handler, which holds what the failed attempt had allocated
    raise PartError(
        "out of memory with one row at a time; give fewer --jobs, --lora, a smaller --student-option longest, or a "
        "smaller student. The same command continues"
    )


def short(error: BaseException) -> bool:
    """Whether an error says that memory ran out."""
    return isinstance(error, MemoryError) or any(said in str(error) for said in SAID)
