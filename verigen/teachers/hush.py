"""Sends what an engine prints to a log file, past Python too, and says where it is when loading fails."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from verigen import paths
from verigen.errors import TeacherError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def hushed(engine: str) -> Iterator[None]:
    """Point file descriptors 1 and 2 to the engine's log; processes started meanwhile keep them.

    An error of the engine's is raised as TeacherError with its last line and the log's path.
    """
    log = paths.cache() / "logs" / f"{engine}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    saved = [os.dup(1), os.dup(2)]
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        yield
    except (RuntimeError, ValueError, OSError, ImportError) as error:
        last = (str(error).strip().splitlines() or [type(error).__name__])[-1]
        raise TeacherError(f"{engine} can't load the model: {last}; its log is {log}") from error
    finally:
        for number, copy in enumerate(saved, 1):
            os.dup2(copy, number)
            os.close(copy)
