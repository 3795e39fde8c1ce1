"""Opens one executor several times, so that the sandboxes differ in the seed of Python's string hashes."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from verigen.core import boundary
from verigen.core.errors import ExecutorError
from verigen.core.types import Call, Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool

# Two seeds give a set of two elements the same order half of the time; five seeds do so once in sixteen.
SEEDS = 5
PROBE = Job(
    code="def probe():\n    return hash('verigen')\n", mode="function", entry_point="probe", calls=[Call()]
)


@contextmanager
def open_twins(executor: Any) -> Iterator[tuple[Pool, ...]]:
    """Open the pools. Raises ExecutorError if two of them hash alike.

    Then an output that depends on the hashes might not show.
    """
    if "hash_seed" not in {option.name for option in fields(executor)}:
        raise ExecutorError(
            f"{type(executor).__name__} has no hash_seed to vary; harden with --executor local"
        )
    with ExitStack() as stack:
        seeds = [executor.hash_seed + step for step in range(SEEDS)]
        parts = [replace(executor, hash_seed=seed) for seed in seeds]
        pools = tuple(stack.enter_context(boundary.opened(part, "executor")) for part in parts)
        if len({_hash(pool) for pool in pools}) < SEEDS:
            raise ExecutorError("PYTHONHASHSEED does not reach the sandbox: two of them hash alike")
        yield pools


def _hash(pool: Pool) -> int:
    output = pool.run(PROBE).outputs[0]
    if not isinstance(output.value, int):
        raise ExecutorError(f"the executor can't hash a string: {output.message}")
    return output.value
