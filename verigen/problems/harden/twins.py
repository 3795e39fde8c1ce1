"""Opens one executor twice, so that the two differ in the seed of Python's string hashes."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from verigen.core import boundary
from verigen.core.errors import ExecutorError
from verigen.core.types import Call, Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool

PROBE = Job(
    code="def probe():\n    return hash('verigen')\n", mode="function", entry_point="probe", calls=[Call()]
)


@contextmanager
def open_twins(executor: Any) -> Iterator[tuple[Pool, Pool]]:
    """Raises ExecutorError where both hash alike: then nothing shows that an output hangs on the hashes."""
    if "hash_seed" not in {option.name for option in fields(executor)}:
        raise ExecutorError(
            f"{type(executor).__name__} has no hash_seed to vary; harden with --executor local"
        )
    other = replace(executor, hash_seed=executor.hash_seed + 1)
    with boundary.opened(executor, "executor") as first, boundary.opened(other, "executor") as second:
        if _hash(first) == _hash(second):
            raise ExecutorError("PYTHONHASHSEED does not reach the sandbox: both hash alike")
        yield first, second


def _hash(pool: Pool) -> int:
    output = pool.run(PROBE).outputs[0]
    if not isinstance(output.value, int):
        raise ExecutorError(f"the executor can't hash a string: {output.message}")
    return output.value
